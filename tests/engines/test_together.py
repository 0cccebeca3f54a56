"""Every case that other tests put together is the same on both engines."""

from __future__ import annotations

import runpy
from pathlib import Path

import narwhals as nw
import pytest
from polars.testing import assert_frame_equal

from records import FRAMES, DuckDB, Engine
from together import Built, Cases

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def on_both() -> tuple[Built, Built]:
    """Put the cases of every file into one, on Polars and on DuckDB."""
    files = [
        path
        for path in sorted(TESTS.rglob("test_*.py"))
        if "\nCASES = Cases()\n" in path.read_text("utf-8")
    ]
    assert files
    every = Cases()
    for path in files:
        its: Cases = runpy.run_path(str(path))["CASES"]
        assert its.records, path.name
        every.records += its.records
    return every.on(Engine), every.on(DuckDB)


@pytest.mark.parametrize("name", [*FRAMES, "clocks", "signals"])
def test_both_engines_say_the_same(name: str, on_both: tuple[Built, Built]) -> None:
    """Each frame of the journeys, the clocks and the signals, of every case."""
    ours, theirs = (built.frame(name) for built in on_both)
    assert ours.height
    assert_frame_equal(theirs, ours)


def test_nothing_but_narwhals_is_asked_of_an_engine(
    on_both: tuple[Built, Built],
) -> None:
    """The frames stay where they were put."""
    ours, theirs = (built.journeys.spells.implementation for built in on_both)
    assert (ours, theirs) == (nw.Implementation.POLARS, nw.Implementation.DUCKDB)
