"""What Lists 6, 8 and 9 said on each day, where a later extract tells of it again."""

from __future__ import annotations

from datetime import date

import polars as pl

from clearsight.returns.annexa.record import to_record

JANUARY, FEBRUARY = date(2024, 1, 31), date(2024, 2, 29)
MARCH = date(2024, 3, 31)


def care(child: int, location: str, **more: object) -> dict[str, object]:
    """Return a row of List 8."""
    start = date(2023, 1, 2)
    return {
        "CHILD_ID": child, "CARE_START": start, "PLACEMENT_LOCATION": location, **more,
    }  # fmt: skip


def said(frame: pl.DataFrame) -> list[tuple[object, ...]]:
    """Return whom the rows tell of, about what, and where they were placed."""
    return sorted(frame.select("child", "about", "location").rows())


def test_each_extract_keeps_what_it_said_of_that_day(extract) -> None:
    rows = {
        JANUARY: [care(1, "a) In"), care(2, "a) In")],
        FEBRUARY: [care(1, "b) Out"), care(2, "a) In", CARE_END=FEBRUARY)],
        MARCH: [care(1, "a) In")],
    }
    made = to_record([extract(day, {"List_8": told}) for day, told in rows.items()])
    period = "period of care"
    assert said(made["listing"]) == [
        ("1", period, "IN"), ("1", period, "OUT"), ("2", period, "IN"),
    ]  # fmt: skip
    # The latest word on each is in the period itself, and in no listing.
    latest = made["care_period"].select("child", "location", "ended_on").rows()
    assert sorted(latest) == [("1", "IN", None), ("2", "IN", FEBRUARY)]
    assert made["listing"].get_column("ended_on").to_list() == [None] * 3


def test_a_status_of_list_6_is_kept_too(extract) -> None:
    need = {"CHILD_ID": 1, "CIN_START": date(2023, 1, 2)}
    made = to_record(
        [
            extract(JANUARY, {"List_6": [{**need, "CASE_STATUS": "c) CIN plan"}]}),
            extract(FEBRUARY, {"List_6": [{**need, "CASE_STATUS": "b) CP plan"}]}),
        ]
    )
    assert made["listing"].select("about", "status").rows() == [("need", "CIN PLAN")]
    assert made["need"].get_column("status").to_list() == ["CP PLAN"]


def test_one_extract_has_nothing_to_overrule(extract) -> None:
    made = to_record([extract(JANUARY, {"List_8": [care(1, "a) In")]})])
    assert made["listing"].is_empty()
