"""A line chart shows what is there, gaps too, and can be read without colour."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

from clearsight.charts.lines import FOOT, TOP, Line, picture

DAYS = [date(year, 3, 31) for year in range(2020, 2025)]


def drawn(*values: float | None) -> str:
    line = Line("Tameside", "l-c", list(zip(DAYS, values, strict=False)))
    return picture([line], [], None, "told")


def path(svg: str) -> str:
    found = re.search(r'<g class="l-c"><path d="([^"]*)"', svg)
    assert found
    return found[1]


def test_what_has_no_value_leaves_a_gap() -> None:
    assert path(drawn(1, 2, None, 4, 5)).count("M") == 2
    assert path(drawn(1, 2, 3, 4, 5)).count("M") == 1
    assert drawn(None, 3, None).count("<circle") == 1


def test_nothing_is_drawn_of_nothing() -> None:
    assert drawn(None, None) == ""
    assert picture([], [], None, "told") == ""


def test_every_value_lies_within_the_picture() -> None:
    for values in ((0.0, 0.0), (-3.0, 5.0), (99.1, 99.9), (1e6, 2.5), (7.0,)):
        heights = re.findall(r'<circle cx="[\d.]+" cy="([\d.-]+)"', drawn(*values))
        assert len(heights) == len(values)
        assert all(TOP - 1 <= float(h) <= FOOT + 1 for h in heights), values


def test_names_and_words_are_escaped_and_it_is_well_formed() -> None:
    svg = picture(
        [Line("A & <B>", "l-c", [(DAYS[0], 1.0), (DAYS[1], 2.0)])],
        [(DAYS[0], 0.5, 3.0), (DAYS[1], 0.5, 3.0)],
        (date(2020, 9, 1), "inspected"),
        'told "so"',
    )
    tree = ElementTree.fromstring(svg)
    assert tree.attrib["role"] == "img"
    assert tree.attrib["aria-label"] == 'told "so"'
    assert "A & <B>" in "".join(tree.itertext())
    assert 'class="ev"' in svg


def test_names_at_one_place_are_moved_apart() -> None:
    lines = [Line(f"Area {n}", "l-c", [(d, 5.0) for d in DAYS]) for n in range(4)]
    svg = picture(lines, [], None, "told")
    heights = [float(y) for y in re.findall(r'x="483" y="([\d.]+)"', svg)]
    assert len(heights) == 4
    assert all(b - a >= 13 for a, b in pairwise(heights))
