"""The bar of standings: its parts, its words, and that none of them vanishes."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from clearsight.charts.standings import LEAST, ORDER, PATTERNS, SYMBOLS, WIDTH, bar
from clearsight.clocks import STANDINGS


def _widths(svg: str) -> list[float]:
    return [float(w) for w in re.findall(r'class="s[a-z]" d="M[\d.]+ 0h([\d.]+)v', svg)]


def test_the_parts_fill_the_bar() -> None:
    widths = _widths(bar(dict.fromkeys(STANDINGS, 7)))
    assert len(widths) == len(STANDINGS)
    assert abs(sum(widths) - WIDTH) < 1


def test_one_among_thousands_can_still_be_seen() -> None:
    widths = _widths(bar({"overdue": 1, "met": 100_000}))
    assert widths[0] >= LEAST
    assert abs(sum(widths) - WIDTH) < 1


def test_its_words_give_every_count() -> None:
    svg = ElementTree.fromstring(bar({"overdue": 1, "met": 1200}))
    said = svg.get("aria-label") or ""
    assert "overdue 1, late 0" in said
    assert "met 1,200" in said


def test_a_clock_that_ran_for_nobody_says_so() -> None:
    assert "ran for nobody" in bar({})
    assert not _widths(bar({}))


def test_every_standing_has_a_look_of_its_own() -> None:
    assert set(ORDER) == set(SYMBOLS) == set(STANDINGS)
    assert len(set(ORDER.values())) == len(ORDER)
    ElementTree.fromstring(PATTERNS)
