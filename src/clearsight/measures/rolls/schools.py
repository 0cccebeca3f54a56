"""School, so far as a virtual school's own lists are brought: no return holds it."""

from __future__ import annotations

import narwhals as nw
import polars as pl

from clearsight.clocks.judge import day_number
from clearsight.journeys import events as e
from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.rolls.care import periods
from clearsight.measures.rolls.state import WHOSE, spells
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
A_YEAR = 365
# From the first of August to the last of September moves are those of a new year.
NEW_YEAR = (8, 9)


def _keyed(rows: Frame, kind: str, on: str) -> Frame:
    day = nw.col(on).dt.to_string("%Y-%m-%d").fill_null("undated")
    number = nw.col("row").cast(nw.String).fill_null("")
    return rows.with_columns(
        key=nw.concat_str(nw.lit(f"{kind} "), day, nw.lit(" "), number),
        touched=nw.col(on).is_null(),
    )


def _spring(on: str) -> nw.Expr:
    """Return 31 March of the school year that ended on the day."""
    text = nw.concat_str(nw.col(on).dt.year().cast(nw.String), nw.lit("-03-31"))
    return text.str.to_date("%Y-%m-%d")


def _open_on(
    known: Known, rows: Frame, kind: str, name: str, *, for_a_year: bool
) -> Frame:
    """Say whether the child's spell of this kind was open on `march_on`."""
    spans = periods(known) if kind == e.CARE else spells(known, kind)
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
        lasted = day_number(on) - day_number(nw.col("s_on"))
        found = found.filter(lasted >= A_YEAR - 1)
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
    return _keyed(rows, "attendance", "year_ended_on").with_columns(
        is_persistent=nw.col("missed") * 10 >= nw.col("sessions"),
        has_sessions=nw.col("sessions") > 0,
    )


def _moved(known: Known, rows: Frame) -> Frame:
    """Add the last move to another school in the period, in mid-year and in care."""
    told = known.brought(SCHOOLS, ENROLMENTS).filter(~nw.col("starts_on").is_null())
    told = told.select(*WHOSE, e_on="starts_on").unique()
    told = told.with_columns(
        e_before=nw.col("e_on").shift(1).over(*WHOSE, order_by="e_on")
    )
    pairs = rows.select(*WHOSE, "period", "period_start", "at", "starts_on").join(
        told, on=list(WHOSE), how="inner"
    )
    there = (
        pairs.filter(nw.col("e_on") <= nw.col("at"))
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
    out = rows
    for found in (there, last):
        out = out.join(found, on=[*WHOSE, "period"], how="left")
    return out.with_columns(nw.col("is_matched").fill_null(False))


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
