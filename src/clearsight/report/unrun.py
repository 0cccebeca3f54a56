"""What could not run for a council, because nothing that was loaded holds it.

One question for each council and signal: nobody is late, and nothing is fine, because a
file was not sent.
"""

from __future__ import annotations

from collections.abc import Mapping

import narwhals as nw
import polars as pl

from clearsight.journeys import events as e
from clearsight.journeys.send import surely
from clearsight.oversight.kind import Signal
from clearsight.oversight.signals.distance import FAR
from clearsight.oversight.signals.protection import BEFORE_COURT
from clearsight.oversight.signals.send import STUCK
from clearsight.oversight.signals.supervision import UNLED
from clearsight.report.questions import NOT_COUNTED, SCHEMA

# Who may be in pre-proceedings: children with a plan.
MAY_BE = (e.PROTECTION_PLAN, e.CIN_PLAN)
ON_A_PLAN = "CIN PLAN"  # as List 6 says of a case
WHOSE = ["council", "child"]
EPISODES = "SSDA903 episodes"


def unrun(
    record: Mapping[str, pl.DataFrame],
    spells: pl.DataFrame,
    children: pl.DataFrame,
    files: pl.DataFrame,
) -> pl.DataFrame:
    """Return every such question, with the columns of `questions.SCHEMA`.

    `record`: ehc_request, ehc_person, identifier, coverage, need, supervision, decision
    and care_episode; `spells` as in `journeys.frames`; `children`: council, child of
    all in the review; `files`: file and known_on, of each.
    """
    now = spells.filter(pl.col("is_open"), pl.col("known_to").is_null())
    identifier = nw.from_native(record["identifier"].lazy())
    sure = surely(identifier).collect("polars").to_native()
    requests = record["ehc_request"].join(files, on="file", how="left")
    return pl.concat(
        [
            *_unmeasured(record["care_episode"]),
            _unlinked(requests, sure, now),
            _unnamed(record["ehc_person"], sure, children),
            _no_pre_proceedings(record["coverage"], now),
            _plan_of_no_day(record, now),
        ]
    )


def _asked(
    found: pl.DataFrame,
    what: str,
    do: str,
    *,
    about: Signal | str,
    where: str | None = None,
    of: str = "child",
) -> pl.DataFrame:
    """Ask once of each council in `found`; `{}` in `what` is how many it is about.

    Those counted are the different values of the column `of`.
    """
    key = about if isinstance(about, str) else f"signal {about.key}"
    counted = found.group_by("council").agg(rows=pl.col(of).n_unique())
    asked = counted.sort("council").select(
        "council",
        child=pl.lit(None, pl.String),
        about=pl.lit(key),
        where=pl.lit(where, pl.String),
        what=pl.format(what, "rows") if "{}" in what else pl.lit(what),
        do=pl.lit(do),
        rows="rows",
    )
    return asked.select(*SCHEMA).cast(SCHEMA)  # type: ignore[arg-type]


def _unmeasured(episodes: pl.DataFrame) -> list[pl.DataFrame]:
    """Ask of distances that are not known: of none at all, or of some children's."""
    miles = pl.col("miles_from_home")
    is_measured = miles.is_not_null().any().over("council")
    present = (
        episodes.filter(is_measured, pl.col("starts_on").is_not_null())
        .group_by(*WHOSE, "starts_on")
        .agg(pl.col("miles_from_home", "ended_on").max())
        .sort(*WHOSE, "starts_on")
        .unique(WHOSE, keep="last", maintain_order=True)
    )
    return [
        _asked(
            episodes.filter(~is_measured),
            "S19 (far from home) cannot run by distance: no table says where these "
            "postcodes lie.",
            "Install the extra `postcodes`, or name a CSV file of postcodes under "
            "[references] in clearsight.toml.",
            about=FAR,
            where=EPISODES,
        ),
        _asked(
            present.filter(miles.is_null(), pl.col("ended_on").is_null()),
            "S19 (far from home) cannot run by distance for some children: the "
            "postcode of home or placement is blank, or no table says where it lies "
            "(children: {}).",
            "Fill in the postcodes of these children's episodes, or bring the table of "
            "postcodes up to date.",
            about=FAR,
            where=EPISODES,
        ),
    ]


def _unlinked(
    requests: pl.DataFrame, sure: pl.DataFrame, now: pl.DataFrame
) -> pl.DataFrame:
    """Ask of each council with a SEN2 of which nobody is known to be a child here.

    `requests` have the day on which their file was known.
    """
    day = pl.col("known_on")
    linked = requests.join(sure, on="council").filter(
        (pl.col("valid_from") <= day).fill_null(value=True),
        (pl.col("valid_to") >= day).fill_null(value=True),
    )
    return _asked(
        requests.join(linked, on="council", how="anti").join(
            now, on="council", how="semi"
        ),
        f"{STUCK.key} (SEND stuck too) cannot run: nobody has confirmed, for the day "
        "of the return, which child here any of the people in SEN2 is (people: {}).",
        "Add linked_identifiers.csv of the oversight extract, with the pupil number, "
        f"who confirmed it and on which day. {NOT_COUNTED}",
        about=STUCK,
        where="SEN2",
        of="person",
    )


def _unnamed(
    persons: pl.DataFrame, sure: pl.DataFrame, children: pl.DataFrame
) -> pl.DataFrame:
    """Ask of confirmed numbers in SEN2 whose child nothing else that was read names."""
    number = pl.col("value").str.to_uppercase()
    told = pl.concat([persons.select(value=name) for name in ("upn", "uln")])
    return _asked(
        sure.filter(pl.col("child").is_not_null())
        .with_columns(value=number)
        .join(told.with_columns(value=number), on="value", how="semi")
        .join(children, on=WHOSE, how="anti", nulls_equal=True),
        "Confirmed numbers join pupils in SEN2 to children whom nothing else that was "
        "read names: nothing that SEN2 tells of them is shown (pupils: {}).",
        "Add the returns or lists of children's services that tell of them, or correct "
        "the identifiers. Until then none of them is counted as on time, nor as late.",
        about="linked identifiers",
    )


def _plan_of_no_day(
    record: Mapping[str, pl.DataFrame], now: pl.DataFrame
) -> pl.DataFrame:
    """Ask of those whom List 6 alone shows on a CIN plan: it has no day of the plan."""
    talks = pl.concat(
        [record[t].select("council") for t in ("supervision", "decision")]
    )
    asked = (e.CIN_PLAN, e.PROTECTION_PLAN, e.CARE)
    return _asked(
        record["need"]
        .filter(pl.col("status") == ON_A_PLAN, pl.col("ended_on").is_null())
        .join(talks, on="council", how="semi")
        .join(now.filter(pl.col("kind") == e.REFERRAL), on=WHOSE, how="semi")
        .join(now.filter(pl.col("kind").is_in(asked)), on=WHOSE, how="anti"),
        f"{UNLED.key} (no management decision) cannot run for children whom List 6 "
        "alone shows on a child in need plan: it does not say when the plan began "
        "(children: {}).",
        f"Add the CIN census or the dataset, which hold the plan. {NOT_COUNTED}",
        about=UNLED,
        where="Annex A List 6",
    )


def _no_pre_proceedings(stated: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """Ask of each council whose files could not show that pre-proceedings began."""
    begun = (e.PRE_PROCEEDINGS_ENDED, e.LETTER_SENT)
    known = pl.concat(
        [
            stated.filter(pl.col("shows").is_in(begun)).select("council"),
            now.filter(pl.col("kind") == e.PRE_PROCEEDINGS).select("council"),
        ]
    )
    return _asked(
        now.filter(pl.col("kind").is_in(MAY_BE)).join(known, on="council", how="anti"),
        f"{BEFORE_COURT.key} (pre-proceedings too long) cannot run: no file loaded "
        "says for whom pre-proceedings began or ended (children with a plan: {}).",
        "Add the CIN census of 2026/27 or later, whose module holds them, or steps.csv "
        f"of the oversight extract. {NOT_COUNTED}",
        about=BEFORE_COURT,
    )
