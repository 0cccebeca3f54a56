"""The control chart: what it shows is in its words too, and nothing runs off it."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from clearsight.accountability.chance import Moved, Rebasing, moved
from clearsight.accountability.things import Measurement
from clearsight.charts.moved import (
    FOOT,
    HEIGHT,
    STYLE,
    WIDTH,
    chart,
    described,
    rows,
)

STEADY = [50, 54, 48, 52, 47, 53, 49, 51, 50, 55, 46, 52, 50, 49, 51]


def _moved(more: list[float], size: float | None = None, **told: object) -> Moved:
    entries = [
        Measurement(
            id=f"x{n}",
            measure="m",
            period=f"{2020 + n // 12}-{n % 12 + 1:02d}",
            numerator=v,
            denominator=size,
        )
        for n, v in enumerate(STEADY + more)
    ]
    told = {"better": "higher", "since": date(2021, 4, 1), **told}
    return moved(entries, as_at=date(2030, 1, 1), **told)


def _drawn(found: Moved, title: str = "Seen in time") -> ElementTree.Element:
    return ElementTree.fromstring(chart(found, title, "m1"))


def test_it_has_a_title_and_a_description() -> None:
    svg = _drawn(_moved([80]))
    assert svg.get("role") == "img"
    names = (svg.get("aria-labelledby") or "").split()
    told = {e.get("id"): e.text or "" for e in svg}
    assert told[names[0]] == "Seen in time"
    assert told[names[1]].startswith("Better, beyond chance since 1 Apr 2021.")


def test_better_worse_and_both_differ_in_shape() -> None:
    found = _moved([80, 20, *[51.5] * 7])
    shapes = {
        shade: re.search(rf'class="{shade}" d="[^l]*(l[^"]*)"', chart(found, "t", "k"))
        for shade in ("be", "wo")
    }
    better, worse = (m[1] for m in shapes.values() if m)
    assert better != worse
    assert "both beyond chance" in described(found)


def test_it_never_says_what_moved_it() -> None:
    for found in (_moved([80]), _moved([20]), _moved([50]), _moved([])):
        assert "because" not in chart(found, "t", "k").lower()


@pytest.mark.parametrize("size", [None, 100.0])
def test_everything_lies_within_the_picture(size: float | None) -> None:
    svg = chart(
        _moved([0, 99, 40], size, standard=90 if size is None else 0.9), "t", "k"
    )
    for x, y in re.findall(r"[ML]([-\d.]+) ([-\d.]+)", svg):
        assert 0 <= float(x) <= WIDTH
        assert 0 <= float(y) <= FOOT + 8, "half a mark below the axis"
    for x, y in re.findall(r'<text[^>]*x="([-\d.]+)" y="([-\d.]+)"', svg):
        assert 0 <= float(x) <= WIDTH
        assert 0 < float(y) <= HEIGHT


def test_shares_are_percentages_and_counts_are_not() -> None:
    assert ">48%<" in rows(_moved([], 100.0))
    assert ">48<" in rows(_moved([]))


def test_the_table_has_every_point_with_its_signals() -> None:
    found = _moved([80])
    table = ElementTree.fromstring(f"<table>{rows(found)}</table>")
    assert len(table) == len(found.points)
    assert [cell.text for cell in table[-1]][-1] == "outlier for better"


def test_words_from_a_record_are_never_markup() -> None:
    title = '<script>alert("x")</script>'
    assert "<script" not in chart(_moved([50]), title, 'k"')
    cause = Rebasing(date(2021, 4, 1), "<b>new", "d", "A", "new definition")
    svg = chart(_moved([50] * 3, rebasings=[cause]), "t", "k")
    assert "<b>" not in svg
    assert "&lt;b&gt;new" in svg


def test_the_line_breaks_where_the_measure_was_defined_anew() -> None:
    cause = Rebasing(date(2021, 4, 1), "new layout", "d", "A", "new definition")
    whole, broken = (
        re.search(r'class="ln" d="([^"]*)"', chart(found, "t", "k"))
        for found in (_moved([50]), _moved([50], rebasings=[cause]))
    )
    assert whole and broken
    assert whole[1].count("M") == 1
    assert broken[1].count("M") == 2


def test_the_settings_are_printed_on_it() -> None:
    assert "shift 7; trend 6" in chart(_moved([50]), "t", "k")


def test_a_chart_of_nothing_still_stands() -> None:
    empty = moved([], better="higher", as_at=date(2024, 1, 1))
    svg = _drawn(empty)
    assert "too early" in (svg[1].text or "").lower()
    assert rows(empty) == ""


def test_every_class_has_a_style() -> None:
    svg = chart(_moved([80, 20, 50], standard=60), "t", "k")
    used = {c for names in re.findall(r'class="([^"]*)"', svg) for c in names.split()}
    assert {c for c in used if f".{c}{{" not in STYLE} == set()
