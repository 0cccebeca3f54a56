"""What bounds the time that a child is locked up, and by what authority."""

from __future__ import annotations

from datetime import date

import polars as pl

from clearsight.journeys.keys import _KINDS, KINDS
from together import Cases

CASES = Cases()
ENDS = "time in secure accommodation without a court ends"
AUTHORISED = "in secure accommodation by a court's authority"
RENEWED = "secure order followed by another"
LAPSES = "last day of a secure order"
LIBERTY_LAPSES = "last day of a deprivation of liberty order"


def stay(start, end, place="K1", **more):
    return {
        "source": "ssda903", "child": "1", "starts_on": start, "ended_on": end,
        "start_reason": "S", "end_reason": "E8", "legal_status": "C2", "place": place,
        "year": 2025, **more,
    }  # fmt: skip


def order(made, last=None, kind="SECURE ORDER", **more):
    return {
        "source": "oversight", "child": "1", "kind": kind, "approved_on": made,
        "runs_to": last, **more,
    }  # fmt: skip


def days(case, event):
    frame = case.timeline
    return frame.filter(frame["event"] == event).select("on", "spell", "within").rows()


def test_every_kind_of_spell_has_room_in_a_key():
    assert len(KINDS) <= _KINDS
    assert len(set(KINDS)) == len(KINDS)


# What the last day is of a stay that began on the first.
LAST_DAYS = {
    # Monday: 72 hours end on Thursday.
    "2025-03-03": date(2025, 3, 6),
    # They end on Saturday, Sunday or Monday: on to midday on Monday.
    "2025-03-05": date(2025, 3, 10),
    "2025-03-06": date(2025, 3, 10),
    "2025-03-07": date(2025, 3, 10),
    # On the day before Good Friday: to the Saturday, which is an ordinary day.
    "2025-04-14": date(2025, 4, 19),
    # On Christmas Eve: past Christmas Day and Boxing Day.
    "2024-12-21": date(2024, 12, 27),
}


@CASES.given({"care_episode": [stay(start, None, child=start) for start in LAST_DAYS]})
def test_72_hours_run_on_past_a_sunday_or_a_holiday(case):
    frame = case.timeline
    ends = frame.filter(frame["event"] == ENDS)
    assert dict(ends.select("child", "on").iter_rows()) == LAST_DAYS


# Two whole days: the 4th and the 5th. From the 29th the window reaches back to the 5th,
# from the 31st to neither.
AGAIN = {
    "2025-03-17": date(2025, 3, 18),
    "2025-03-29": date(2025, 3, 31),
    "2025-03-31": date(2025, 4, 3),
}


@CASES.given(
    {
        "care_episode": [
            stay(start, end, child=later)
            for later in AGAIN
            for start, end in (("2025-03-03", "2025-03-06"), (later, None))
        ]
    }
)
def test_whole_days_of_an_earlier_stay_count_within_28_days(case):
    frame = case.timeline
    later = pl.col("on") > date(2025, 3, 6)
    ends = frame.filter(pl.col("event") == ENDS, later)
    assert dict(ends.select("child", "on").iter_rows()) == AGAIN


@CASES.given(
    {
        "care_episode": [stay("2025-03-03", "2025-03-06"), stay("2025-03-17", None)],
        "approval": [order("2025-03-05", "2025-03-10")],
    }
)
def test_time_before_an_order_of_a_court_is_not_counted_again(case):
    assert days(case, ENDS)[1][0] == date(2025, 3, 20)


@CASES.given(
    {
        "care_episode": [
            stay("2025-01-06", "2025-02-03", end_reason="X1"),
            stay("2025-02-03", "2025-05-01", start_reason="P"),
            stay("2025-06-02", None),
        ],
        "approval": [order("2025-01-08", "2025-04-08")],
    }
)
def test_an_order_authorises_every_stay_while_it_runs(case):
    found = days(case, AUTHORISED)
    assert [(on, spell) for on, spell, _ in found] == [
        (date(2025, 1, 8), "placement 2025-01-06 #1"),
        (date(2025, 2, 3), "placement 2025-02-03 #1"),
    ]


@CASES.given({"care_episode": [stay("2025-01-06", None, legal_status="J1")]})
def test_remand_is_an_authority_of_its_own(case):
    assert [on for on, _, _ in days(case, AUTHORISED)] == [date(2025, 1, 6)]


@CASES.given(
    {
        "care_episode": [stay("2025-01-06", "2025-01-20"), stay("2025-08-04", None)],
        "approval": [order("2025-01-08")],
    }
)
def test_an_order_without_a_last_day_runs_no_longer_than_the_law_allows(case):
    assert [on for on, _, _ in days(case, AUTHORISED)] == [date(2025, 1, 8)]


@CASES.given(
    {
        "care_episode": [stay("2025-01-06", None)],
        "approval": [
            order("2024-02-01", "2024-05-01"),
            order("2025-01-08", "2025-04-08"),
            order("2025-04-08", "2025-10-08"),
            order("2025-01-08", "2025-04-08", kind="SECURE"),
        ],
    }
)
def test_orders_follow_one_another_and_an_unused_one_bounds_nothing(case):
    frame = case.timeline
    told = {
        event: frame.filter(frame["event"] == event)["on"].to_list()
        for event in frame["event"].unique()
    }
    assert told["kept in secure accommodation under an order"] == [date(2025, 1, 8)]
    assert told["kept in secure accommodation under a further order"] == [
        date(2025, 4, 8)
    ]
    assert told[RENEWED] == [date(2025, 4, 8)]
    assert told[LAPSES] == [date(2025, 4, 8), date(2025, 10, 8)]
    (begun,) = days(case, RENEWED)
    assert begun[1:] == ("secure order 2025-01-08 #1", "placement 2025-01-06 #1")


@CASES.given({
    "care_episode": [stay("2025-01-06", None, "K2")],
    "liberty": [
        {"source": "ssda903", "child": "1", "starts_on": "2025-02-01",
         "ended_on": "2025-03-01"},
        {"source": "ssda903", "child": "1", "starts_on": "2026-01-10",
         "ended_on": "2026-07-10"},
    ],
    "approval": [order("2025-02-01", "2025-05-01", kind="LIBERTY ORDER")],
    "step": [{"source": "oversight", "child": "1", "kind": "LIBERTY REVIEW",
              "done_on": "2025-02-20"}],
    "coverage": [{"source": "oversight", "shows": "deprivation of liberty reviewed",
                  "known_from": "2025-01-01"}],
})  # fmt: skip
def test_an_order_that_deprives_of_liberty_is_a_spell_with_its_reviews(case):
    frame = case.timeline
    told = {
        event: frame.filter(frame["event"] == event).select("on", "spell").rows()
        for event in frame["event"].unique()
    }
    first, second = "liberty order 2025-02-01 #1", "liberty order 2026-01-10 #1"
    assert told["deprivation of liberty order began"] == [
        (date(2025, 2, 1), first),
        (date(2026, 1, 10), second),
    ]
    # An end that lies ahead is when the order will lapse, and no end.
    assert told["deprivation of liberty order ended"] == [(date(2025, 3, 1), first)]
    assert told[LIBERTY_LAPSES] == [
        (date(2025, 5, 1), first),
        (date(2026, 7, 10), second),
    ]
    assert told["deprivation of liberty reviewed"] == [(date(2025, 2, 20), first)]
    shown = case.coverage
    of_first = shown.filter(shown["spell"] == first)
    assert set(of_first["event"]) == {
        "deprivation of liberty order ended", "deprivation of liberty reviewed",
    }  # fmt: skip
