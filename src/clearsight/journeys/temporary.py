"""Time away from a placement that is kept for the child: hospital, holiday, a few days.

The SSDA903 writes a temporary stay (T0 to T4) as an episode of its own, and the way
back as another. A child who comes back to the same home has not moved: the placement
ran on, and so did the days between visits. While the child is away, nothing tells that
there will be a way back, and the stay stands for itself.
"""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys.settle import keep
from clearsight.journeys.turns import TURN, before, in_turn
from clearsight.shape import Frame

TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
WHOSE = ("who", "source")
HOME = ("place", "place_provider", "urn")


def rejoined(chain: Frame) -> Frame:
    """Give episodes away, and those after the way back, the number of the placement.

    `chain`: episodes in order, with `at`, `period` and `placement` as of
    `care.chained`. Adds `is_back`: the child came back to the same home with this one.
    """
    away = nw.col("place").is_in(list(TEMPORARY)).fill_null(False)
    some = keep(chain.filter(away).select(*WHOSE).unique())
    mine = chain.join(some, on=list(WHOSE), how="inner").select(
        *WHOSE, "at", "period", "placement", nw.col(*HOME).fill_null(""), is_away=away
    )
    here = (~nw.col("is_away")).cast(nw.Int64)
    mine = keep(
        in_turn(mine.with_columns(here=here), WHOSE, ["at"]).with_columns(
            nth_home=nw.col("here").cum_sum().over(*WHOSE, order_by=TURN)
        )
    )
    home = in_turn(mine.filter(nw.col("here") == 1).drop(TURN), WHOSE, ["at"])
    told = ("at", "period", "placement", *HOME)
    home = home.with_columns(**{f"was_{name}": before(name, WHOSE) for name in told})
    same = ("period", *HOME)
    alike = nw.all_horizontal(
        *(nw.col(name) == nw.col(f"was_{name}") for name in same), ignore_nulls=False
    )
    is_told = nw.col("place") != ""
    back = (alike & is_told & (nw.col("was_at") < nw.col("at") - 1)).fill_null(False)
    stayed = (nw.col("placement") == nw.col("was_placement")).fill_null(False)
    home = keep(
        home.with_columns(is_back=back, moved=(~back & ~stayed).cast(nw.Int64))
        .with_columns(run=nw.col("moved").cum_sum().over(*WHOSE, order_by=TURN))
        .with_columns(kept=nw.col("placement").min().over(*WHOSE, "run"))
    )
    returned = home.filter(nw.col("is_back")).select(
        *WHOSE, "kept", nth_home=nw.col("nth_home") - 1
    )
    between = mine.filter(nw.col("here") == 0).join(
        returned, on=[*WHOSE, "nth_home"], how="inner"
    )
    found = nw.concat(
        [
            home.select("at", "kept", "is_back"),
            between.select("at", "kept", is_back=nw.lit(False)),
        ]
    )
    return (
        chain.join(found, on="at", how="left")
        .with_columns(
            placement=nw.coalesce(nw.col("kept"), nw.col("placement")),
            is_back=nw.col("is_back").fill_null(False),
        )
        .drop("kept")
    )


def as_kept(period: Frame, chain: Frame) -> Frame:
    """Give a list that dates a placement from the way back its true beginning.

    `period`: rows of List 8, with who and `placement_from`; `chain` as of `rejoined`.
    """
    back = chain.filter(nw.col("is_back")).select(
        "who", "placement", placement_from=nw.col("starts_on")
    )
    begun = (
        chain.join(back.select("who", "placement").unique(), on=["who", "placement"],
                   how="inner")
        .group_by("who", "placement")
        .agg(begun_on=nw.col("starts_on").min())
    )  # fmt: skip
    days = (
        back.join(begun, on=["who", "placement"], how="inner")
        .group_by("who", "placement_from")
        .agg(nw.col("begun_on").min())
    )
    joined = period.join(keep(days), on=["who", "placement_from"], how="left")
    return joined.with_columns(
        placement_from=nw.coalesce(nw.col("begun_on"), nw.col("placement_from"))
    ).drop("begun_on")
