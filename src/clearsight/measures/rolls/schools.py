"""School, so far as a virtual school's own lists are brought: no return holds it."""

from __future__ import annotations

import narwhals as nw
import polars as pl

from clearsight.journeys import events as e
from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.rolls.care import is_short, periods, with_state
from clearsight.measures.rolls.state import WHOSE, spells
from clearsight.measures.splits import with_age
from clearsight.shape import Frame

ORIGIN = {
    "council": pl.String,
    "child": pl.String,
    "file": pl.String,
    "row": pl.Int64,
}
# One row for each pupil and school year.
ATTENDANCE = {
    **ORIGIN,
    "year_ended_on": pl.Date,
    "sessions": pl.Int64,
    "missed": pl.Int64,
}
# One row for each school at which a pupil was on the roll.
ENROLMENTS = {**ORIGIN, "starts_on": pl.Date, "ended_on": pl.Date}
RESULTS = {**ORIGIN, "awarded_on": pl.Date, "attainment": pl.Float64}
ABSENCE, SCHOOLS, STAGE_4 = "school attendance", "school enrolments", "key stage 4"
YOUNGEST, OLDEST = 5, 15
THREE_YEARS = "36mo"
# From the first of August to the last of September moves are those of a new year.
NEW_YEAR = (8, 9)


def _keyed(rows: Frame, kind: str, on: str) -> Frame:
    day = nw.col(on).dt.to_string("%Y-%m-%d").fill_null("undated")
    number = nw.col("row").cast(nw.String).fill_null("")
    return rows.with_columns(
        key=nw.concat_str(nw.lit(f"{kind} "), day, nw.lit(" "), number),
        touched=nw.col(on).is_null(),
    )


def _in_year(on: str, day: str) -> nw.Expr:
    """Return a day, such as 31 March, of the calendar year in which another lies."""
    text = nw.concat_str(nw.col(on).dt.year().cast(nw.String), nw.lit(f"-{day}"))
    return text.str.to_date("%Y-%m-%d")


def _spring(on: str) -> nw.Expr:
    """Return 31 March of the school year that ended on the day."""
    return _in_year(on, "03-31")


def _open_on(
    known: Known, rows: Frame, kind: str, name: str, *, for_a_year: bool
) -> Frame:
    """Say whether the child's spell of this kind was open on `march_on`.

    A series of short breaks is none of care.
    """
    spans = spells(known, kind)
    if kind == e.CARE:
        spans = periods(known).filter(~is_short("status_last"))
    told = spans.select(*WHOSE, s_on="starts_on", s_until="until")
    on = nw.col("march_on")
    found = (
        rows.select(*WHOSE, "march_on")
        .unique()
        .join(told, on=list(WHOSE), how="inner")
        .filter(
            nw.col("s_on") <= on,
            (nw.col("s_until") > on).fill_null(True),
        )
    )
    if for_a_year:
        # Twelve months that end on 31 March began on 1 April, in a leap year too.
        found = found.filter(
            nw.col("s_on") <= on.dt.offset_by("-12mo").dt.offset_by("1d")
        )
    marked = found.select(*WHOSE, "march_on").unique()
    marked = marked.with_columns(nw.lit(True).alias(name))
    out = rows.join(marked, on=[*WHOSE, "march_on"], how="left")
    return out.with_columns(nw.col(name).fill_null(False))


def _attendance(known: Known) -> Frame:
    """Return each pupil's year, and whether looked after or on a plan at 31 March."""
    rows = known.brought(ABSENCE, ATTENDANCE).with_columns(
        march_on=_spring("year_ended_on"),
        sessions=nw.col("sessions").cast(nw.Int64),
        missed=nw.col("missed").cast(nw.Int64),
    )
    rows = _open_on(known, rows, e.CARE, "is_looked_after", for_a_year=False)
    rows = _open_on(known, rows, e.CARE, "is_long_in_care", for_a_year=True)
    rows = _open_on(known, rows, e.PROTECTION_PLAN, "is_on_plan", for_a_year=False)
    births = known.children.select(*WHOSE, "birth_on")
    rows = rows.join(births, on=list(WHOSE), how="left").with_columns(
        # Lists of a school year end in July or in August: ages are those of its end.
        school_age=with_age(_in_year("year_ended_on", "08-31")),
        is_persistent=nw.col("missed") * 10 >= nw.col("sessions"),
        has_sessions=(nw.col("sessions") > 0).fill_null(False),
    )
    return _keyed(rows.drop("birth_on"), "attendance", "year_ended_on")


def _entered(known: Known) -> Frame:
    """Return each day on which a pupil came to a school, and for how long it was.

    `e_before` is the day the pupil came to the school before; none was no move.
    """
    told = known.brought(SCHOOLS, ENROLMENTS).filter(~nw.col("starts_on").is_null())
    told = told.rename({"starts_on": "e_on"})
    told = told.group_by(*WHOSE, "e_on").agg(
        e_open=nw.col("ended_on").is_null().cast(nw.Int8).max(),
        e_until=nw.col("ended_on").max(),
    )
    return told.with_columns(
        e_before=nw.col("e_on").shift(1).over(*WHOSE, order_by="e_on")
    )


def _moved(known: Known, rows: Frame) -> Frame:
    """Add the last move to another school in the period, in mid-year and in care.

    `is_matched` says that the child is on a school's roll at the point.
    """
    pairs = rows.select(*WHOSE, "period", "period_start", "at", "starts_on").join(
        _entered(known), on=list(WHOSE), how="inner"
    )
    there = (
        pairs.filter(
            nw.col("e_on") <= nw.col("at"),
            (nw.col("e_open") == 1) | (nw.col("e_until") > nw.col("at")),
        )
        .select(*WHOSE, "period")
        .unique()
        .with_columns(is_matched=nw.lit(True))
    )
    moves = pairs.filter(
        ~nw.col("e_before").is_null(),
        nw.col("e_on") >= nw.col("period_start"),
        nw.col("e_on") <= nw.col("at"),
        nw.col("e_on") > nw.col("starts_on"),
        ~nw.col("e_on").dt.month().is_in(list(NEW_YEAR)),
    )
    last = moves.group_by(*WHOSE, "period").agg(moved_on=nw.col("e_on").max())
    out = with_state(known, rows, e.LEGAL_STATUS, "status")
    for found in (there, last):
        out = out.join(found, on=[*WHOSE, "period"], how="left")
    out = out.with_columns(
        nw.col("is_matched").fill_null(False),
        status=nw.coalesce(nw.col("status"), nw.col("status_last")),
    )
    return out.with_columns(is_short=is_short("status"))


def _results(known: Known) -> Frame:
    """Return results, each counting for three years; by 31 March of its school year."""
    rows = known.brought(STAGE_4, RESULTS).with_columns(
        march_on=_spring("awarded_on"),
        attainment=nw.col("attainment").cast(nw.Float64),
        counts_until=nw.col("awarded_on").dt.offset_by(THREE_YEARS).cast(nw.Date),
    )
    rows = _open_on(known, rows, e.CARE, "is_long_in_care", for_a_year=True)
    return _keyed(rows, "results", "awarded_on")


ATTENDING = Roll(
    "school attendance", "a pupil's school year", (ABSENCE,),
    lambda known: known.once("attendance", _attendance), on="year_ended_on",
)  # fmt: skip
SCHOOLED = Roll(
    "care open with schools", "a looked-after child", (SCHOOLS,), periods,
    since="starts_on", until="until", until_known="known_to", at_points=_moved,
)  # fmt: skip
EXAMINED = Roll(
    "key stage 4", "a pupil at the end of key stage 4", (STAGE_4,), _results,
    since="awarded_on", until="counts_until",
)  # fmt: skip
