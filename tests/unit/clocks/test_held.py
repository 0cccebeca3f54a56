"""A clock of a council's own extract runs for the councils that sent one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import narwhals as nw
import polars as pl
import pytest

from clearsight import clocks
from clearsight.clocks.clock import Clock
from clearsight.dates import calendar
from clearsight.report.questions import of_clocks
from clearsight.report.unheld import unheld
from clearsight.settings import Settings
from records import DuckDB, Engine

AS_AT = date(2024, 6, 30)
BEGAN = date(2024, 1, 15)
LOCAL = next(c for c in clocks.CLOCKS if c.key == "supervision_cp")
NATIONAL = next(c for c in clocks.CLOCKS if c.key == "rcpc")
COVERAGE = {
    "council": pl.String, "child": pl.String, "spell": pl.String, "event": pl.String,
    "is_complete": pl.Boolean, "known_from": pl.Date, "known_to": pl.Date,
    "tail_from": pl.Date,
}  # fmt: skip


def timeline(*councils: str, on: date | None = BEGAN) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"council": c, "child": child, "on": on, "spell": "p", "row": 1,
             "event": "child protection plan started", "sources": "cin", "file": "f"}
            for c in councils for child in ("1", "2")
        ],
        schema_overrides={"on": pl.Date},
    ).with_columns(
        within=pl.lit(None, pl.String), detail=pl.lit(None, pl.String)
    )  # fmt: skip


def shown(*councils: str, event: str = "supervision held", since: date | None = None):
    rows = [
        {"council": c, "child": child, "spell": "p", "event": event,
         "is_complete": True, "known_from": since}
        for c in councils for child in ("1", "2")
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=COVERAGE)


def run(
    told: pl.DataFrame,
    coverage: pl.DataFrame,
    chosen: tuple[Clock, ...] = (LOCAL, NATIONAL),
    engine: Engine | None = None,
) -> pl.DataFrame:
    on = engine or Engine()
    frames = [on.frame(f) for f in (told, coverage, calendar())]
    found = clocks.run(*frames, as_at=AS_AT, settings=Settings(), clocks=chosen)
    out: pl.DataFrame = found.collect("polars").to_native()
    return out.sort("council", "clock", "child")


@pytest.mark.parametrize("engine", [Engine, DuckDB])
def test_it_runs_for_the_council_that_holds_it_alone(engine: type[Engine]) -> None:
    """The other's children have no row of it, and keep those of national clocks."""
    found = run(timeline("A", "B"), shown("B"), engine=engine())
    rows = found.select("council", "clock", "standing").unique(maintain_order=True)
    assert rows.rows() == [
        ("A", "rcpc", "cannot run"),
        ("B", "rcpc", "cannot run"),
        ("B", "supervision_cp", "overdue"),
    ]


def test_with_no_extract_at_all_nothing_is_said_of_any_child() -> None:
    """Also where it is the only clock that was asked for."""
    assert run(timeline("A"), shown(), chosen=(LOCAL,)).is_empty()
    assert set(run(timeline("A"), shown())["clock"]) == {"rcpc"}


def test_another_event_of_the_extract_does_not_make_it_run() -> None:
    """A council that sends visits alone is not late with supervision."""
    told = shown("A", event="child protection visit")
    assert run(timeline("A"), told, chosen=(LOCAL,)).is_empty()


def test_a_proxy_that_can_only_ask_is_held_by_its_stop() -> None:
    """What such a clock watches is the end of the state, which returns tell of."""
    asks = replace(LOCAL, is_stop_unseen=True, proxy="one thing stands for another")
    ends = shown("A", event="child protection plan ended")
    assert run(timeline("A"), ends, chosen=(asks,)).is_empty()
    both = pl.concat([ends, shown("A")])
    assert set(run(timeline("A"), both, chosen=(asks,))["standing"]) == {"cannot run"}


def test_one_question_says_that_it_did_not_run() -> None:
    """For each council and clock, with how many children it would have run for."""
    told = timeline("A", "B")
    ran = run(told, shown("B"))
    asked = unheld(told, ran, Settings(), (LOCAL, NATIONAL))
    assert asked.select("council", "child", "about", "rows").rows() == [
        ("A", None, "clock supervision_cp", 2)
    ]
    assert "holds supervision sessions" in asked["what"][0]


def test_a_clock_that_is_off_or_starts_from_another_detail_is_not_asked_of() -> None:
    """What would not have run for anybody is no question."""
    told = timeline("A")
    ran = run(told, shown())
    off = replace(LOCAL, enabled_by_default=False)
    assert unheld(told, ran, Settings(), (off,)).is_empty()
    other = replace(LOCAL, start_details=("neglect",))
    assert unheld(told, ran, Settings(), (other,)).is_empty()
    unlike = replace(LOCAL, start_unless=("neglect",))
    assert unheld(told, ran, Settings(), (unlike,)).height == 1


def test_an_extract_that_begins_too_late_is_one_question() -> None:
    """A missing day of one child's own record is still asked of that child."""
    late = run(timeline("A"), shown("A", since=date(2024, 6, 3)), chosen=(LOCAL,))
    assert set(late["standing"]) == {"cannot run"}
    asked = of_clocks(late)
    assert asked.select("council", "child", "rows").rows() == [("A", None, 2)]
    assert "2 of the children" in asked["what"][0]
    undated = run(timeline("A", on=None), shown("A"), chosen=(LOCAL,))
    assert sorted(of_clocks(undated)["child"]) == ["1", "2"]


def test_no_national_clock_is_marked_as_local() -> None:
    """Those that the returns stop must run, and ask, for every council."""
    national = {
        "cla_review",
        "rcpc",
        "assessment_45",
        "ehc_20",
        "cp_visit",
        "unallocated",
    }
    assert not {c.key for c in clocks.CLOCKS if c.is_local} & national


def test_a_worker_is_never_given_as_a_child() -> None:
    """Clocks of workers do not run among those of children."""
    told = timeline("A").with_columns(event=pl.lit("worker's post began"))
    coverage = shown("A", event="worker supervised")
    frames = [nw.from_native(f.lazy()) for f in (told, coverage, calendar())]
    found = clocks.run(*frames, as_at=AS_AT, settings=Settings())
    assert found.collect("polars").to_native().is_empty()
