"""Days counted in other ways: back from a day, to a fixed day, in school days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from clearsight import clocks
from clearsight.clocks.clock import Clock
from clearsight.clocks.due import IN_SCHOOL
from clearsight.clocks.limit import (
    Limit,
    by_day,
    calendar_days,
    school_days,
    working_days,
    working_days_before,
)
from clearsight.dates import add_working_days, calendar, is_working_day
from clearsight.errors import DefinitionError
from clearsight.settings import Settings
from records import DuckDB, Engine

BY_KEY = {c.key: c for c in clocks.CLOCKS}
AS_AT = date(2026, 11, 22)
DAYS = [date(2023, 12, 1) + timedelta(n) for n in range(400)]
EVENTS = {
    "council": pl.String, "child": pl.String, "on": pl.Date, "event": pl.String,
    "spell": pl.String, "within": pl.String, "sources": pl.String, "file": pl.String,
    "row": pl.Int64,
}  # fmt: skip
ENGINES = pytest.mark.parametrize("engine", [Engine, DuckDB])


def due(
    clock: Clock, events: Sequence[tuple[str, date, str]], engine: Engine
) -> dict[str, date]:
    """Return the due date of each child's first start; events are child, on, event."""
    rows = [("X", c, on, event, "s", None, "cin", "f", 1) for c, on, event in events]
    told = pl.DataFrame(rows, schema=EVENTS, orient="row")
    shown = told.select(
        "council", "child", "spell", event=pl.lit(clock.stops[0]),
        is_complete=pl.lit(value=True),
    ).unique().with_columns(
        known_from=pl.lit(None, pl.Date), known_to=pl.lit(None, pl.Date),
        tail_from=pl.lit(None, pl.Date),
    )  # fmt: skip
    frames = [engine.frame(f) for f in (told, shown, calendar())]
    found = clocks.run(*frames, as_at=AS_AT, settings=Settings(), clocks=[clock])
    out = found.collect("polars").to_native().sort("child", "starts_on")
    return dict(out.unique("child", keep="first").select("child", "due_on").iter_rows())


@ENGINES
def test_working_days_are_counted_back_as_they_are_by_hand(
    engine: type[Engine],
) -> None:
    """From working days, weekends and holidays alike, over two Christmases."""
    clock = BY_KEY["review_prep"]
    assert clock.steps[0].limit == working_days_before(15)
    early = date(2023, 6, 1)
    events = [(str(on), early, "became looked after") for on in DAYS]
    events += [(str(on), on, "looked-after review") for on in DAYS]
    found = due(clock, events, engine())
    assert found == {str(on): add_working_days(on, -15) for on in DAYS}


@ENGINES
def test_a_fixed_day_is_the_next_one_from_the_start_on(engine: type[Engine]) -> None:
    """The day itself counts; the day after waits a year."""
    clock = BY_KEY["ehc_phase_transfer"]
    start = clock.starts[0]
    found = due(clock, [(str(on), on, start) for on in DAYS], engine())
    for on in DAYS:
        this = date(on.year, 2, 15)
        later = date(on.year + 1, 2, 15)
        assert found[str(on)] == (this if on <= this else later)


@ENGINES
def test_school_days_are_counted_one_by_one(engine: type[Engine]) -> None:
    """As a slow count over the days finds; never sooner than in working days."""
    clock = BY_KEY["school_place"]
    found = due(clock, [(str(on), on, clock.starts[0]) for on in DAYS], engine())
    for on in DAYS:
        left, day = 20, on
        while left:
            day += timedelta(1)
            at = day.month * 100 + day.day
            is_in = any(first <= at <= last for first, last in IN_SCHOOL)
            left -= is_in and is_working_day(day)
        assert found[str(on)] == day
        assert day >= add_working_days(on, 20)


@pytest.mark.parametrize(
    ("key", "changed", "said"),
    [
        ("ehc_phase_transfer", {"limits": {AS_AT: working_days(5)}}, "fixed day"),
        ("rcpc", {"limits": {AS_AT: by_day(2, 15)}}, "fixed day"),
        ("ehc_draft_comment", {"is_warned": True}, "minimum"),
        ("ehc_draft_comment", {"mode": "ladder"}, "minimum"),
        ("review_prep", {"limits": {AS_AT: working_days(15)}}, "counts back"),
        ("review_prep", {"planned": ()}, "counts back from"),
    ],
)
def test_a_kind_that_is_declared_wrongly_is_refused(
    key: str, changed: dict[str, Any], said: str
) -> None:
    """On import, with the clock's name."""
    with pytest.raises(DefinitionError, match=said) as told:
        replace(BY_KEY[key], **changed)
    assert f"clock {key}" in str(told.value)


def test_they_are_written_as_a_person_would() -> None:
    """Each in its own words."""
    limits: list[Limit] = [
        by_day(2, 15),
        working_days_before(15),
        school_days(20),
        calendar_days(15, counts_first_day=True),
    ]
    assert [limit.words for limit in limits] == [
        "by 15 February",
        "15 working days before",
        "20 school days",
        "15 calendar days, the first day counted",
    ]
    assert BY_KEY["ehc_draft_comment"].counted == "at least so long"


def test_all_116_are_declared() -> None:
    """Each limit of the list that this program was built from."""
    assert len(clocks.CLOCKS) == 116
