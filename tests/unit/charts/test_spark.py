"""A line in a table says every value to whoever sees no picture."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from clearsight.charts.spark import HEIGHT, WIDTH, spark


def test_one_point_is_no_line() -> None:
    assert spark([("2025", 3.0)], "Plans") == ""


def test_higher_values_stand_higher_and_all_within() -> None:
    drawn = spark([("2023", 10.0), ("2024", 40.0), ("2025", 25.0)], "Plans")
    places = [
        tuple(map(float, pair))
        for pair in re.findall(r"([\d.]+) ([\d.]+)", _path(drawn))
    ]
    xs, ys = zip(*places, strict=True)
    assert list(xs) == sorted(xs)
    assert ys[1] < ys[2] < ys[0]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in places)


def test_a_level_line_is_drawn() -> None:
    assert "nan" not in spark([("2024", 0.0), ("2025", 0.0)], "Plans")


def test_a_period_without_a_value_keeps_its_place_and_breaks_the_line() -> None:
    """A step over a month that has none is twice as long, and nothing joins it."""
    told = [("04", 1.0), ("05", 2.0), ("06", None), ("07", 2.0), ("08", 1.0)]
    drawn = spark(told, "Seen")
    first, second = _path(drawn).split("M")[1:]
    xs = [float(x) for x in re.findall(r"([\d.]+) ", f"{first}L{second}")]
    assert xs == [4.0, 26.0, 70.0, 92.0]
    assert ET.fromstring(drawn).attrib["aria-label"] == (
        "Seen: 04 1.0, 05 2.0, 06 no figure, 07 2.0, 08 1.0"
    )


def test_a_value_between_two_gaps_is_a_dot_and_the_newest_stands_where_it_was() -> None:
    told = [("04", 1.0), ("05", 2.0), ("06", None), ("07", 2.0), ("08", None)]
    dots = ET.fromstring(spark(told, "Seen")).findall("circle")
    assert [d.attrib["cx"] for d in dots] == ["70.0", "70.0"]
    assert _path(spark(told, "Seen")).count("M") == 1


def test_who_sees_no_picture_is_told_the_values() -> None:
    drawn = spark([("2024/25", 1234.5), ("2025/26", 7.0)], '<b> & "so"')
    label = ET.fromstring(drawn).attrib["aria-label"]
    assert label == '<b> & "so": 2024/25 1,234.5, 2025/26 7.0'


def _path(drawn: str) -> str:
    path = ET.fromstring(drawn).find("path")
    assert path is not None
    return path.attrib["d"]
