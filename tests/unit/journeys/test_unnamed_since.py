"""Since when, at the latest, the lists name nobody."""

from __future__ import annotations

import polars as pl
import pytest

from clearsight.clocks import run
from clearsight.dates import calendar
from clearsight.journeys import events as e
from clearsight.settings import Settings
from records import (
    AS_AT,
    Engine,
    collected,
    day,
    files,
    journeys,
    record,
)
from together import Cases

CASES = Cases()
NOV, DEC, JAN = "2025-11-30", "2025-12-31", "2026-01-31"
FEB, MAR = "2026-02-28", "2026-03-31"
FILES = pl.concat([
    files(),
    pl.DataFrame({"file": ["f-old"], "known_on": [day(FEB)], "believed_to": [day(FEB)],
                  "is_newest": [False]}),
])  # fmt: skip


def said(seen_on, since=None, after=None, worker=None, about="need", **more):
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
        **more,
    }


def of(*rows):
    tables = record({"involvement": list(rows)})
    is_old = (pl.col("source") == "annexa") & (pl.col("seen_on") < day(MAR))
    held = tables["involvement"].with_columns(
        file=pl.when(is_old).then(pl.lit("f-old")).otherwise("file")
    )
    return tables | {"involvement": held}


def since(*rows):
    found = collected(journeys(of(*rows), known=FILES).timeline, "on")
    return found.filter(pl.col("event") == e.UNALLOCATED)["on"].to_list()


def test_it_is_the_first_of_the_extracts_in_a_row():
    assert since(said(NOV, NOV), said(MAR, NOV)) == [day(NOV)]


def test_one_extract_alone_does_not_say():
    assert since(said(MAR)) == [None]


def test_the_one_before_that_named_somebody_bounds_it():
    assert since(said(FEB, worker="A Smith"), said(MAR, MAR, FEB)) == [day(MAR)]


@pytest.mark.parametrize(
    "older",
    [
        said(JAN, NOV, about_on="2025-02-01"),
        said(JAN, NOV, about_ended_on="2026-01-20"),
        said(DEC, NOV),
        said(JAN, NOV, worker="A Smith"),
        said(JAN, NOV, about="child protection plan"),
    ],
    ids=["of another", "of one that ended", "off the list", "named", "another list"],
)
def test_an_older_run_that_does_not_go_on_is_not_carried(older):
    assert since(older, said(MAR, FEB, JAN)) == [day(FEB)]


def test_a_name_on_another_list_or_in_a_history_breaks_the_run():
    nobody = [said(NOV, NOV), said(MAR, NOV)]
    plan = said(JAN, about="child protection plan", worker="A Smith")
    assert since(*nobody, plan) == [day(MAR)]
    spell = {"child": "1", "source": "ssda903", "worker": "SW1",
             "role": "social worker", "starts_on": "2025-01-01"}  # fmt: skip
    assert since(*nobody, {**spell, "ended_on": "2025-10-01"}) == [day(NOV)]
    assert since(*nobody, spell) == [None]


def test_it_begins_no_sooner_than_what_is_open():
    assert since(said(NOV, NOV, about_on=DEC), said(MAR, NOV, about_on=DEC)) == [
        day(DEC)
    ]


def test_the_clock_is_counted_from_then_and_believed_to_the_newest_list():
    found = journeys(of(said(NOV, NOV), said(MAR, NOV)), known=FILES)
    calendar_days = Engine().frame(calendar())
    ran = run(
        found.timeline,
        found.coverage,
        calendar_days,
        as_at=AS_AT,
        settings=Settings(),
    )
    mine = collected(ran).filter(pl.col("clock") == "unallocated")
    assert mine.select("starts_on", "due_on", "standing", "days").rows() == [
        (day(NOV), day("2025-12-01"), "overdue", 120)
    ]
    shown = collected(found.coverage).filter(pl.col("event") == e.ALLOCATED)
    assert shown.select("known_to", "made_on").rows() == [(day(MAR), day(MAR))]


BOTH = CASES.add(
    of(
        said(NOV, NOV),
        said(MAR, NOV),
        said(JAN, worker="A Smith", child="2"),
        said(MAR, FEB, JAN, child="2"),
    ),
    FILES,
)


def test_two_children_have_each_their_own_day():
    found = BOTH.timeline.filter(event=e.UNALLOCATED).sort("child")
    assert found.select("child", "on").rows() == [("1", day(NOV)), ("2", day(FEB))]
