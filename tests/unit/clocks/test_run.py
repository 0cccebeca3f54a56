"""The frame that clocks give: its columns, their types, and what an empty one is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import narwhals as nw
import polars as pl
import pytest

from clearsight import clocks
from clearsight.clocks.clock import Clock
from clearsight.clocks.limit import weeks
from clearsight.clocks.run import COLUMNS
from clearsight.dates import calendar
from clearsight.errors import SettingsError
from clearsight.settings import Settings

AS_AT = date(2024, 6, 30)
EVENTS = {
    "council": pl.String, "child": pl.String, "on": pl.Date, "event": pl.String,
    "spell": pl.String, "within": pl.String, "sources": pl.String, "file": pl.String,
    "row": pl.Int64,
}  # fmt: skip
COVERAGE = {
    "council": pl.String, "child": pl.String, "spell": pl.String, "event": pl.String,
    "is_complete": pl.Boolean, "known_from": pl.Date, "known_to": pl.Date,
    "tail_from": pl.Date,
}  # fmt: skip
DAYS = ("starts_on", "due_on", "stopped_on", "ended_on", "counted_from")
NUMBERS = ("days", "step", "tier", "row")
ONE = [
    ("X", "1", date(2024, 1, 15), "child protection plan started", "p", None, "cin",
     "file a", 3),
    ("X", "1", date(2024, 4, 10), "review conference held", "p", None, "annexa",
     "file b", 7),
]  # fmt: skip


def _run(
    events: list[tuple[object, ...]],
    settings: Settings | None = None,
    chosen: tuple[Clock, ...] | None = None,
) -> pl.DataFrame:
    timeline = pl.DataFrame(events, schema=EVENTS, orient="row")
    frames = (timeline, pl.DataFrame(schema=COVERAGE), calendar())
    found = clocks.run(
        *(nw.from_native(f.lazy()) for f in frames),
        as_at=AS_AT,
        settings=settings or Settings(),
        clocks=chosen,
    )
    out: pl.DataFrame = found.collect("polars").to_native()
    return out.sort("clock", "step")


@pytest.mark.parametrize("events", [[], ONE], ids=["no events", "events"])
def test_columns_and_types_are_always_the_same(
    events: list[tuple[object, ...]],
) -> None:
    """Also where nothing happened."""
    found = _run(events)
    types = dict.fromkeys(COLUMNS, pl.String)
    types |= dict.fromkeys(DAYS, pl.Date) | dict.fromkeys(NUMBERS, pl.Int64)
    types["proxy"] = pl.Boolean
    assert dict(found.schema) == types
    assert found.is_empty() == (not events)


def test_a_row_points_to_the_event_that_began_its_gap() -> None:
    """The first gap to the start, the second to the stop before it."""
    found = _run(ONE).filter(clock="rcpc")
    assert found.select("source", "file", "row").rows() == [
        ("cin", "file a", 3),
        ("annexa", "file b", 7),
    ]


def test_one_event_starts_several_clocks() -> None:
    """Each is in the result with its own tier and limit."""
    found = _run(ONE).filter(pl.col("clock").is_in(["cp_visit", "rcpc"]), step=1)
    assert found.select("clock", "tier", "limit").rows() == [
        ("cp_visit", 0, "10 working days"),
        ("rcpc", 1, "3 months"),
    ]


def test_only_the_clocks_given_are_run() -> None:
    """A subject can be run alone."""
    chosen = tuple(c for c in clocks.CLOCKS if c.key == "rcpc")
    assert set(_run(ONE, chosen=chosen)["clock"]) == {"rcpc"}


def test_one_event_may_stop_several_clocks() -> None:
    """The stricter clock of the two shows first that it was not met."""
    strict = next(c for c in clocks.CLOCKS if c.key == "rcpc")
    local = replace(
        strict, key="local", limits={date(2000, 1, 1): strict.steps[-1].limit}
    )
    found = _run(ONE, chosen=(strict, local)).filter(step=1)
    assert found.select("clock", "stopped_on").rows() == [
        ("local", date(2024, 4, 10)),
        ("rcpc", date(2024, 4, 10)),
    ]
    assert found["due_on"].to_list() == [date(2024, 7, 15), date(2024, 4, 15)]


def test_a_gap_is_judged_by_the_limit_in_force_when_it_begins() -> None:
    """A second dated entry applies from its own day, and not to gaps begun before."""
    changed = replace(
        next(c for c in clocks.CLOCKS if c.key == "rcpc"),
        limits={date(2000, 1, 1): weeks(1), date(2024, 4, 10): weeks(2)},
    )
    assert _run(ONE, chosen=(changed,))["due_on"].to_list() == [
        date(2024, 1, 22),
        date(2024, 4, 24),
    ]
    before = replace(
        changed, limits={date(2000, 1, 1): weeks(1), date(2024, 4, 11): weeks(2)}
    )
    assert _run(ONE, chosen=(before,))["due_on"][1] == date(2024, 4, 17)


def test_a_wrong_setting_is_refused_before_anything_runs() -> None:
    """The error names the clock."""
    with pytest.raises(SettingsError, match="rcpc"):
        _run(ONE, Settings(limits={"rcpc": "1 week"}))
