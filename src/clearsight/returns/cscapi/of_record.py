"""From the canonical record to the tables of a payload: what the API would be sent.

For a council whose systems do not make the payload themselves. Ids that the record does
not hold are made of what a thing is (its child, kind, start and number on that day), so
that they stay the same from day to day; a start that is put right becomes another id,
and `delta` takes the old one away. Names and postcodes are not in the record, and are
not sent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date

import polars as pl

from clearsight.dates import collection_year, year_start
from clearsight.record.plan import CIN_PLAN, PROTECTION_PLAN

OLDEST = 25
YEARS_BACK = 2
ID_LENGTH = 32
# A worker is sent by the number of Social Work England, never by name or a local id.
REGISTERED = r"(?i)\ASW[0-9]{1,10}\z"
# Far from any day, for a stretch that goes on.
LAST_DAY = date(2100, 12, 31)
ORDER = ["council", "child"]


def window_start(as_at: date) -> date:
    """Return 1 April of the financial year that holds the day two years before."""
    try:
        then = as_at.replace(year=as_at.year - YEARS_BACK)
    except ValueError:  # 29 February
        then = as_at.replace(year=as_at.year - YEARS_BACK, day=28)
    return year_start(collection_year(then))


def tables(
    record: Mapping[str, pl.DataFrame], *, council: str, as_at: date
) -> dict[str, pl.DataFrame]:
    """Return the tables of `cscapi.shape`, for `write.payload`.

    `record` holds tables of `record.THINGS` by name, of one source each, so that
    nothing is told twice. Children are those of up to 25 years with an episode of need
    that is open, or was in the window; each thing goes into the episode it is nested
    in, else the latest that was open on its first day, and is left out where there is
    none. A worker who began earlier goes into the first that began while the worker
    stayed.
    """
    own = {n: f.filter(pl.col("council") == council) for n, f in record.items()}
    episodes = _episodes(own["referral"], window_start(as_at), as_at)
    children = _children(own["child"], episodes, as_at)
    inside = episodes.join(children.select("la_child_id"), on="la_child_id")
    numbered = children.select("la_child_id", "row")
    made = {
        "Episode": inside,
        "Assessment": _within(
            own["assessment"], inside, "child_and_family_assessment_id",
            start_date="starts_on", authorisation_date="authorised_on",
            factors="factors",
        ),
        "NeedPlan": _within(
            own["plan"].filter(pl.col("kind") == CIN_PLAN), inside,
            "child_in_need_plan_id", start_date="starts_on", end_date="ended_on",
        ),
        "ProtectionPlan": _within(
            own["plan"].filter(pl.col("kind") == PROTECTION_PLAN), inside,
            "child_protection_plan_id", start_date="starts_on", end_date="ended_on",
        ),
        "Enquiry": _within(
            own["enquiry"].with_columns(needed=~pl.col("is_conference_not_needed")),
            inside, "section_47_assessment_id", start_date="starts_on",
            icpc_required_flag="needed", icpc_date="conference_on",
            end_date="ended_on",
        ),
        "Placement": _within(
            own["care_episode"], inside, "child_looked_after_placement_id",
            start_date="starts_on", start_reason="start_reason",
            placement_type="place", end_date="ended_on", end_reason="end_reason",
            change_reason="place_change_reason",
        ),
        "Worker": _within(
            own["involvement"].filter(
                pl.col("about").is_null(), pl.col("worker").str.contains(REGISTERED)
            ),
            inside, "", lasts=True,
            worker_id="worker", start_date="starts_on", end_date="ended_on",
        ),
    }  # fmt: skip
    return {"Child": children} | {
        name: frame.join(numbered, on="la_child_id", how="left", maintain_order="left")
        for name, frame in made.items()
    }


def _made_id(*parts: str) -> pl.Expr:
    """Make an id of what a thing is: 32 hex digits of a SHA-256."""
    text = pl.concat_str(
        *(pl.col(part).cast(pl.String).fill_null("") for part in parts), separator="\n"
    )
    return text.map_elements(
        lambda said: hashlib.sha256(said.encode()).hexdigest()[:ID_LENGTH],
        return_dtype=pl.String,
    )


def _episodes(referral: pl.DataFrame, first: date, as_at: date) -> pl.DataFrame:
    recent = (pl.col("closed_on") >= first).fill_null(value=True)
    told = referral.filter(pl.col("referred_on") <= as_at, recent).sort(
        [*ORDER, "referred_on", "file", "row"]
    )
    nth = pl.int_range(pl.len()).over([*ORDER, "referred_on"])
    made = told.with_columns(nth=nth, kind=pl.lit("referral")).with_columns(
        made=_made_id("council", "child", "kind", "referred_on", "nth")
    )
    fits = pl.col("referral_key").str.contains(r"\A[A-Za-z0-9_-]{1,36}\z")
    return made.select(
        la_child_id="child",
        social_care_episode_id=pl.when(fits).then("referral_key").otherwise("made"),
        referral_date="referred_on",
        referral_source="referral_source",
        referral_no_further_action_flag="is_no_further_action",
        closure_date="closed_on",
        closure_reason="closure_reason",
        key="referral_key",
    )


def _children(child: pl.DataFrame, episodes: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """Describe each child of the episodes once; sex other than M or F is U."""
    born, expected = pl.col("birth_on"), pl.col("is_unborn").fill_null(value=False)
    # A day of birth counts before the day on which an unborn child was expected.
    ordered = child.sort(born.is_null(), expected, maintain_order=True)
    known = ordered.group_by("child", maintain_order=True).agg(
        born.first(),
        expected.first().alias("is_unborn"),
        pl.col("sex").drop_nulls().first(),
        pl.col("ethnicity").drop_nulls().first(),
        pl.col("is_disabled").max(),
        pl.col("is_asylum_seeker").max(),
    )
    young = (born.dt.offset_by(f"{OLDEST + 1}y") > as_at).fill_null(value=True)
    sex = pl.col("sex").replace({"1": "M", "2": "F"})
    unborn = pl.col("is_unborn")
    whose = episodes.select(child="la_child_id").unique().sort("child")
    none = pl.when(~pl.col("is_disabled")).then(pl.lit("NONE"))
    return (
        whose.join(known, on="child", how="left", maintain_order="left")
        .filter(young)
        .with_row_index("row", offset=1)
        .select(
            pl.col("row").cast(pl.Int64),
            la_child_id="child",
            date_of_birth=pl.when(~unborn).then(born),
            expected_date_of_birth=pl.when(unborn).then(born),
            sex=pl.when(sex.is_in(["M", "F"])).then(sex).otherwise(pl.lit("U")),
            ethnicity="ethnicity",
            disabilities=none,
            uasc_flag="is_asylum_seeker",
        )
    )


def _within(
    rows: pl.DataFrame,
    episodes: pl.DataFrame,
    row_id: str,
    *,
    lasts: bool = False,
    **columns: str,
) -> pl.DataFrame:
    """Lay each row into the episode it is nested in, else the latest open that day.

    Where it `lasts`, else into the first episode that began before it ended.
    """
    start = columns["start_date"]
    dated = rows.filter(pl.col(start).is_not_null()).sort(
        [*ORDER, start, "file", "row"]
    )
    nth = pl.int_range(pl.len()).over([*ORDER, start])
    dated = dated.with_columns(nth=nth, what=pl.lit(row_id or "worker")).with_row_index(
        "at"
    )
    spans = episodes.select(
        "key", "social_care_episode_id", child="la_child_id",
        p_start="referral_date", p_end="closure_date",
    )  # fmt: skip
    begun = pl.col("p_start") <= pl.col(start)
    until = pl.col("ended_on").fill_null(LAST_DAY) if lasts else pl.col(start)
    key = pl.col("referral_key") if "referral_key" in rows.columns else pl.lit(None)
    pairs = (
        dated.with_columns(given=key.cast(pl.String))
        .join(spans, on="child", how="inner")
        .with_columns(nested=(pl.col("given") == pl.col("key")).fill_null(value=False))
        .filter(
            pl.col("nested")
            | (
                (pl.col("p_start") <= until)
                & (pl.col("p_end") >= pl.col(start)).fill_null(value=True)
            )
        )
        .with_columns(begun=begun, apart=(pl.col("p_start") - pl.col(start)).abs())
        .sort("at", "nested", "begun", "apart", descending=[*3 * [False], True])
        .unique("at", keep="last", maintain_order=True)
    )
    return pairs.select(
        la_child_id="child",
        social_care_episode_id="social_care_episode_id",
        **columns,
        **({row_id: _made_id("council", "child", "what", start, "nth")} if row_id
           else {}),
    )  # fmt: skip
