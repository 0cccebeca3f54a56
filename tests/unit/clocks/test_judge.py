"""Days are numbered as a calendar does, on each engine."""

from __future__ import annotations

from datetime import date, timedelta

import narwhals as nw
import polars as pl
import pytest

from clearsight.clocks.judge import day_number
from records import DuckDB, Engine

EDGES = [date(1900, 1, 1), date(1999, 12, 31), date(2000, 2, 28), date(2100, 2, 28)]


@pytest.mark.parametrize("engine", [Engine, DuckDB], ids=["polars", "duckdb"])
def test_days_are_numbered_without_a_break(engine: type[Engine]) -> None:
    """Over the ends of years, of centuries and of February, as Python counts them."""
    days = sorted({e + timedelta(n) for e in EDGES for n in range(500)})
    frame = engine().frame(pl.DataFrame({"on": days}))
    found = frame.with_columns(n=day_number(nw.col("on"))).collect("polars").to_native()
    assert dict(found.select("on", "n").iter_rows()) == {d: d.toordinal() for d in days}
