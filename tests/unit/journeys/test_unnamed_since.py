"""Since when, at the latest, the lists name nobody."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from clearsight.journeys import events as e
from records import day, files
from together import Case, Cases

CASES = Cases()
NOV, DEC, JAN = "2025-11-30", "2025-12-31", "2026-01-31"
FEB, MAR = "2026-02-28", "2026-03-31"
FILES = pl.concat([
    files(),
    pl.DataFrame({"file": ["f-old"], "known_on": [day(FEB)], "believed_to": [day(FEB)],
                  "is_newest": [False]}),
])  # fmt: skip


def said(seen_on, since=None, after=None, worker=None, about="need", **more):
    """Return what a list of a day said; those before the newest are in one old file."""
    return {
        "child": "1",
        "source": "annexa",
        "role": "social worker",
        "worker": worker,
        "about": about,
        "about_on": "2025-05-01",
        "seen_on": seen_on,
        "said_since": since or seen_on,
        "said_after": after,
        **({"file": "f-old"} if seen_on < MAR else {}),
        **more,
    }


def of(*rows: dict[str, object]) -> Case:
    """Add what the lists said of children."""
    return CASES.add({"involvement": list(rows)}, FILES)


def since(case: Case) -> list[date | None]:
    """Return the days since when nobody is named."""
    found = case.timeline.sort("on", maintain_order=True)
    return found.filter(pl.col("event") == e.UNALLOCATED)["on"].to_list()


NOBODY = [said(NOV, NOV), said(MAR, NOV)]
TWO_LISTS = of(*NOBODY)


def test_it_is_the_first_of_the_extracts_in_a_row():
    assert since(TWO_LISTS) == [day(NOV)]


ONE_LIST = of(said(MAR))


def test_one_extract_alone_does_not_say():
    assert since(ONE_LIST) == [None]


NAMED_BEFORE = of(said(FEB, worker="A Smith"), said(MAR, MAR, FEB))


def test_the_one_before_that_named_somebody_bounds_it():
    assert since(NAMED_BEFORE) == [day(MAR)]


@pytest.mark.parametrize(
    "case",
    [
        of(older, said(MAR, FEB, JAN))
        for older in (
            said(JAN, NOV, about_on="2025-02-01"),
            said(JAN, NOV, about_ended_on="2026-01-20"),
            said(DEC, NOV),
            said(JAN, NOV, worker="A Smith"),
            said(JAN, NOV, about="child protection plan"),
        )
    ],
    ids=["of another", "of one that ended", "off the list", "named", "another list"],
)
def test_an_older_run_that_does_not_go_on_is_not_carried(case):
    assert since(case) == [day(FEB)]


SPELL = {"child": "1", "source": "ssda903", "worker": "SW1", "role": "social worker",
         "starts_on": "2025-01-01"}  # fmt: skip
ON_ANOTHER_LIST = of(
    *NOBODY, said(JAN, about="child protection plan", worker="A Smith")
)
HELD_BEFORE = of(*NOBODY, {**SPELL, "ended_on": "2025-10-01"})
HELD = of(*NOBODY, SPELL)


def test_a_name_on_another_list_or_in_a_history_breaks_the_run():
    assert since(ON_ANOTHER_LIST) == [day(MAR)]
    assert since(HELD_BEFORE) == [day(NOV)]
    assert since(HELD) == [None]


OPEN_SINCE_DEC = of(said(NOV, NOV, about_on=DEC), said(MAR, NOV, about_on=DEC))


def test_it_begins_no_sooner_than_what_is_open():
    assert since(OPEN_SINCE_DEC) == [day(DEC)]


def test_the_clock_is_counted_from_then_and_believed_to_the_newest_list():
    mine = TWO_LISTS.clocks.filter(pl.col("clock") == "unallocated")
    assert mine.select("starts_on", "due_on", "standing", "days").rows() == [
        (day(NOV), day("2025-12-01"), "overdue", 120)
    ]
    shown = TWO_LISTS.coverage.filter(pl.col("event") == e.ALLOCATED)
    assert shown.select("known_to", "made_on").rows() == [(day(MAR), day(MAR))]


OF_TWO = of(
    *NOBODY,
    said(JAN, worker="A Smith", child="2"),
    said(MAR, FEB, JAN, child="2"),
)


def test_each_child_has_a_day_of_its_own():
    assert since(OF_TWO) == [day(NOV), day(FEB)]
