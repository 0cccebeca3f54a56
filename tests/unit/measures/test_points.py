"""Which days a figure can be counted for: two sources that meet cover one stretch."""

from __future__ import annotations

from datetime import date

import narwhals as nw
import polars as pl
import pytest

from clearsight.measures.known import Known
from clearsight.measures.period import periods, rolling
from clearsight.measures.points import points
from clearsight.measures.rolls.referrals import REFERRALS
from clearsight.settings import Settings

MADE_ON = date(2025, 5, 31)


def known(*stretches: tuple[str, date, date]) -> Known:
    """Know what was loaded, and nothing of what it holds."""
    nothing = nw.from_native(pl.LazyFrame())
    history = pl.DataFrame(
        [("A", *s) for s in stretches],
        schema=["council", "source", "known_from", "known_to"],
        orient="row",
    )
    return Known(
        spells=nothing, timeline=nothing, awaited=lambda: nothing, children=nothing,
        record={}, calendar=nothing, history=history, population=pl.DataFrame(),
        files=pl.DataFrame(), as_at=MADE_ON, settings=Settings(),
    )  # fmt: skip


CENSUS = ("cin", date(2024, 4, 1), date(2025, 3, 31))
LISTS = ("annexa", date(2024, 12, 1), MADE_ON)
LATER = ("annexa", date(2025, 4, 2), MADE_ON)


@pytest.mark.parametrize(
    ("loaded", "first", "begins"),
    [
        ((CENSUS, LISTS), date(2024, 6, 1), date(2024, 4, 1)),
        ((LISTS,), date(2024, 12, 1), date(2024, 12, 1)),
        ((CENSUS, LATER), date(2025, 4, 2), date(2025, 4, 2)),
    ],
)
def test_twelve_months_are_whole_where_two_sources_cover_them(loaded, first, begins):
    found = points(REFERRALS, known(*loaded), [rolling(MADE_ON)], ["A"])
    assert found.select("period_start", "period_end", "known_from").rows() == [
        (first, MADE_ON, begins)
    ]


def test_a_year_that_no_source_covers_alone_is_counted_from_both():
    early = ("cin", date(2024, 4, 1), date(2024, 12, 31))
    late = ("annexa", date(2024, 12, 1), MADE_ON)
    found = points(REFERRALS, known(early, late), periods("2024/25", MADE_ON), ["A"])
    assert found["status"].to_list() == ["ok"]
