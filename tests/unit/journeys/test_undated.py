"""What is recorded without its day, or with one that lies ahead."""

from __future__ import annotations

from datetime import timedelta

import polars as pl
import pytest

from clearsight.journeys import events as e
from records import AS_AT, SOURCES, files
from together import Case, Cases

CASES = Cases()
CARE = {
    "child": "1", "source": "ssda903", "starts_on": "2025-01-01", "place": "U6",
    "start_reason": "S", "legal_status": "C2",
}  # fmt: skip
REVIEW = {"child": "1", "source": "ssda903", "kind": e.CARE_REVIEW, "held_on": None}
SHOWN = {"source": "ssda903", "shows": e.CARE_REVIEW, "is_latest_only": False}
NO_DAY = "an outcome is recorded, or shown by what followed, without its date"
OF_BEFORE = files().with_columns(is_newest=pl.col("file") != SOURCES["ssda903"])


def told(*reviews, known=None) -> Case:
    rows = {"care_episode": [CARE], "coverage": [SHOWN], "meeting": list(reviews)}
    return CASES.add(rows, known)


NONE = told()
UNDATED = told(REVIEW)
LAST_YEARS = told(
    REVIEW, {**REVIEW, "source": "annexa", "held_on": "2025-01-20"}, known=OF_BEFORE
)
ONE_OF_TWO = told(REVIEW, {**REVIEW, "held_on": "2025-01-20", "row": 9})


@pytest.mark.parametrize(
    ("case", "stands"),
    [
        (NONE, [("overdue", None)]),
        (UNDATED, [("cannot run", NO_DAY)]),
        (ONE_OF_TWO, [("met", None), ("cannot run", NO_DAY)]),
    ],
)
def test_a_review_without_its_day_makes_none_late(case, stands) -> None:
    """Its day may be unreadable, as where a file writes all of them in another way."""
    found = case.clocks.filter(clock="cla_review").sort("starts_on")
    assert found.select("standing", "why").rows() == stands


def test_one_of_a_file_of_before_says_nothing_of_now() -> None:
    events = LAST_YEARS.timeline.filter(event=e.CARE_REVIEW)
    assert events.filter(pl.col("on").is_null())["spell"].to_list() == [None]


AHEAD = (AS_AT + timedelta(days=20)).isoformat()
TO_BE_CLOSED = CASES.add(
    {"referral": [{"child": "1", "referred_on": "2025-06-01", "closed_on": AHEAD}]}
)
CLOSED = CASES.add(
    {
        "referral": [
            {"child": "1", "referred_on": "2025-06-01", "closed_on": AS_AT.isoformat()}
        ]
    }
)


@pytest.mark.parametrize(("case", "is_open"), [(TO_BE_CLOSED, True), (CLOSED, False)])
def test_what_is_to_end_on_a_day_ahead_runs_on(case, is_open) -> None:
    assert case.spells["is_open"].to_list() == [is_open]


NEED = {"child": "1", "source": "annexa", "starts_on": "2025-06-01"}
NOT_NAMED = {
    "child": "1", "source": "annexa", "role": "social worker", "about": "need",
    "about_on": "2025-06-01", "seen_on": AS_AT.isoformat(), "worker": None,
}  # fmt: skip
OTHER = {**NOT_NAMED, "child": "2", "worker": "Ann A"}
NOBODY = CASES.add({"need": [NEED], "involvement": [NOT_NAMED, OTHER]})
STILL_OPEN = CASES.add(
    {
        "need": [{**NEED, "ended_on": AHEAD}],
        "involvement": [{**NOT_NAMED, "about_ended_on": AHEAD}, OTHER],
    }
)
ENDED = CASES.add(
    {
        "need": [{**NEED, "ended_on": AS_AT.isoformat()}],
        "involvement": [{**NOT_NAMED, "about_ended_on": AS_AT.isoformat()}, OTHER],
    }
)


@pytest.mark.parametrize(
    ("case", "named"), [(NOBODY, ["1"]), (STILL_OPEN, ["1"]), (ENDED, [])]
)
def test_who_is_to_be_closed_is_nobodys_child_until_then(case, named) -> None:
    assert case.signals.filter(signal="S24")["child"].to_list() == named
