"""Timelines: what is drawn, what is said in words, and that both agree."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import polars as pl

from clearsight.charts.lanes import lay_out, number_children
from clearsight.charts.timeline import Picture, timelines
from clearsight.journeys import events as ev
from sample_review import AS_AT, CLOCK_ROWS, COUNCIL, EVENTS, SPELLS, Maker

CHILD = "100000"


def _drawn(make: Maker, child: str = CHILD) -> Picture:
    return timelines(
        pl.DataFrame(make.spells, schema=SPELLS),
        pl.DataFrame(make.events, schema=EVENTS),
        pl.DataFrame(make.clocks, schema=CLOCK_ROWS),
        [(COUNCIL, child)],
        AS_AT,
        {"cla_visit": "Visit to a looked-after child"},
    )[COUNCIL, child]


def _rows(picture: Picture) -> list[list[str]]:
    table = ElementTree.fromstring(f"<table>{picture.table}</table>")
    return [[cell.text or "" for cell in row] for row in table]


def _ago(days: int) -> date:
    return AS_AT - timedelta(days)


def test_a_picture_is_well_formed_and_says_what_it_shows() -> None:
    make = Maker(1)
    make.spell(CHILD, ev.CARE, _ago(100), None)
    make.clock(CHILD, "cla_visit", _ago(20), "overdue")
    svg = ElementTree.fromstring(_drawn(make).svg)
    assert svg.get("role") == "img"
    assert svg[0].text == f"Timeline of child {CHILD}"
    assert "Overdue: Visit to a looked-after child, 20 days" in (svg[1].text or "")
    assert "Open: Looked after" in (svg[1].text or "")


def test_the_table_says_what_the_picture_shows() -> None:
    make = Maker(1)
    make.clock(CHILD, "cla_visit", _ago(20), "overdue")
    make.clock(CHILD, "cla_visit", AS_AT + timedelta(5), "running")
    make.spell(CHILD, ev.CARE, date(2025, 12, 1), None)
    make.spell(CHILD, ev.PLACEMENT, date(2025, 12, 1), date(2026, 1, 5), "U6")
    make.event(CHILD, date(2026, 1, 3), ev.CARE_VISIT)
    make.event(CHILD, date(2026, 2, 3), ev.CARE_VISIT)
    visit = "Visit to a looked-after child"
    assert _rows(_drawn(make)) == [
        ["Overdue", "due by 11 Mar 2026", f"{visit}, 20 days"],
        ["Due soon", "due by 5 Apr 2026", visit],
        ["Looked after", "from 1 Dec 2025, open", ""],
        ["Placement", "from 1 Dec 2025 to 5 Jan 2026", "U6"],
        ["Looked-after visit", "3 Jan 2026, 3 Feb 2026", ""],
    ]


def test_nothing_about_the_family_is_drawn() -> None:
    """Factors of an assessment and the need found at a referral are left out."""
    make = Maker(1)
    make.spell(CHILD, ev.REFERRAL, _ago(60), None, "N1")
    make.spell(CHILD, ev.ASSESSMENT, _ago(59), _ago(30), "5A 17A")
    picture = _drawn(make)
    assert "N1" not in picture.svg + picture.table
    assert "17A" not in picture.svg + picture.table


def test_nobody_named_is_drawn_also_where_since_when_is_unknown() -> None:
    make = Maker(1)
    make.event(CHILD, None, ev.UNALLOCATED)
    assert _rows(_drawn(make)) == [
        [
            "No worker",
            "since when is not recorded",
            "nobody named, since when is not recorded",
        ]
    ]
    make.event(CHILD, _ago(3), ev.ALLOCATED)
    assert not _rows(_drawn(make))


def test_what_is_older_than_two_years_is_cut_off_and_marked() -> None:
    make = Maker(1)
    make.spell(CHILD, ev.CARE, date(2020, 5, 1), None)
    make.spell(CHILD, ev.REFERRAL, date(2019, 5, 1), date(2019, 9, 1))
    picture = _drawn(make)
    assert "older not shown" in picture.svg
    assert "since before this picture" in picture.svg
    assert _rows(picture) == [["Looked after", "from 1 May 2020, open", ""]]


def test_no_bar_and_no_mark_leaves_the_picture() -> None:
    make = Maker(1)
    make.spell(CHILD, ev.CARE, date(1990, 1, 1), None)
    make.spell(CHILD, ev.WORKER, _ago(10), _ago(20), "ended before it began")
    make.clock(CHILD, "cla_visit", date(2001, 1, 1), "overdue")
    picture = _drawn(make)
    across = [float(x) for x in re.findall(r"(?:M| x=\")([\d.]+)[ \"]", picture.svg)]
    assert across
    assert min(across) >= 0
    assert max(across) <= 900


def test_what_is_planned_for_later_is_not_drawn_as_done() -> None:
    make = Maker(1)
    make.event(CHILD, AS_AT + timedelta(1), ev.CARE_REVIEW)
    make.spell(CHILD, ev.CIN_PLAN, AS_AT + timedelta(1), None)
    assert not _rows(_drawn(make))


def test_a_child_with_nothing_to_draw_still_has_a_picture() -> None:
    picture = _drawn(Maker(1), "<nobody>")
    assert "&lt;nobody&gt;" in picture.svg
    assert not picture.table


def test_rows_in_another_order_are_drawn_the_same() -> None:
    make = Maker(1)
    for days in (300, 200, 100, 50):
        make.spell(CHILD, ev.PLACEMENT, _ago(days), _ago(days - 40), f"U{days}")
        make.event(CHILD, _ago(days), ev.CARE_VISIT)
        make.clock(CHILD, "cla_visit", _ago(days), "overdue")
    first = _drawn(make)
    for rows in (make.spells, make.events, make.clocks):
        rows.reverse()
    assert _drawn(make) == first


def test_each_lane_has_its_own_place() -> None:
    make = Maker(1)
    for kind in ev.SPELLS:
        make.spell(CHILD, kind, _ago(30), None)
    frames = (
        pl.DataFrame(make.spells, schema=SPELLS),
        pl.DataFrame(make.events, schema=EVENTS),
        pl.DataFrame(make.clocks, schema=CLOCK_ROWS),
    )
    shown = number_children([(COUNCIL, CHILD)])
    lanes = lay_out(*frames, shown, AS_AT, {}).lanes
    assert lanes["place"].to_list() == list(range(lanes.height))
    assert "Pre-proceedings" in lanes["label"].to_list()
