"""Whoever was there at any time in a period is found, whatever the period."""

from __future__ import annotations

import random
from datetime import date, timedelta

import narwhals as nw
import polars as pl

from clearsight.measures.rolls.during import each_month, each_night
from expanded import known_of

FIRST, LAST = date(2024, 1, 1), date(2026, 3, 31)
STAY = {
    "council": pl.String,
    "child": pl.String,
    "key": pl.String,
    "starts_on": pl.Date,
    "ended_on": pl.Date,
    "known_to": pl.Date,
}


def stays(seed: int) -> list[tuple[str, str, str, date, date | None, None]]:
    """Make a hundred stays, of a day or of years, a few of them not over."""
    chance = random.Random(seed)
    out = []
    for n in range(100):
        begun = FIRST + timedelta(days=chance.randrange(600))
        length = chance.choice([0, 1, 20, 45, 200, None])
        over = None if length is None else begun + timedelta(days=length)
        out.append(("A", str(n), "stay", begun, over, None))
    return out


def test_each_month_finds_whoever_was_there() -> None:
    """Over any period of a month or more, the rows and the stays agree."""
    held = stays(1)
    nobody = pl.DataFrame({"council": ["A"]})
    known = known_of({}, nobody, {})
    frame = nw.from_native(pl.DataFrame(held, schema=STAY, orient="row").lazy())
    rows = each_month(known, frame, "starts_on", "ended_on").collect("polars")
    days = rows.to_native().select("child", "on")
    chance = random.Random(2)
    for _ in range(200):
        start = FIRST + timedelta(days=chance.randrange(700))
        end = start + timedelta(days=chance.randrange(30, 370))
        inside = pl.col("on").is_between(start, end)
        there = {
            child
            for _, child, _, begun, over, _ in held
            if begun <= end and (over is None or over >= start)
        }
        if end <= LAST:
            assert set(days.filter(inside)["child"]) == there


def test_each_night_is_one_row() -> None:
    """From the day it began to the day before it ended."""
    known = known_of({}, pl.DataFrame({"council": ["A"]}), {})
    one = [("A", "1", "stay", date(2026, 3, 28), None, None)]
    frame = nw.from_native(pl.DataFrame(one, schema=STAY, orient="row").lazy())
    rows = each_night(known, frame, "starts_on", "ended_on").collect("polars")
    assert sorted(rows.to_native()["on"]) == [date(2026, 3, d) for d in (28, 29, 30)]
