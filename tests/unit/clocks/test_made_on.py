"""What the newest file says of days after it was made: nothing."""

from __future__ import annotations

import polars as pl
import pytest

from clearsight.clocks import words as w
from records import day, files
from together import Case, Cases

CASES = Cases()

# Reviews of children in care for years: the next is due six months later.
REVIEWED = {
    "due before": ("2025-08-20", w.OVERDUE),
    "due after": ("2025-09-10", w.CANNOT_RUN),
    "not due yet": ("2025-12-01", w.RUNNING),
}


# The latest visit on a list; the next is due six weeks later.
VISITED = {
    "due before": ("2026-01-12", w.OVERDUE),
    "due after": ("2026-01-26", w.CANNOT_RUN),
    "not due yet": ("2026-02-20", w.RUNNING),
}


def visits() -> Case:
    """Add visits, from a list that was made on 28 February."""
    rows = {
        "care_period": [
            {"child": child, "source": "annexa", "starts_on": "2024-01-02",
             "placement_from": "2024-01-02", "place": "U6", "legal_status": "C2"}
            for child in VISITED
        ],
        "visit": [
            {"child": child, "source": "annexa", "kind": "looked-after visit",
             "visited_on": last, "is_latest_only": True}
            for child, (last, _) in VISITED.items()
        ],
        "coverage": [
            {"source": "annexa", "shows": "looked-after visit", "is_latest_only": True}
        ],
    }  # fmt: skip
    return CASES.add(rows, files("2026-02-28"))


# Sightings under a plan; the next is due 20 working days later.
SEEN = {
    "due before": ("2026-01-12", w.OVERDUE),
    "due after": ("2026-02-09", w.CANNOT_RUN),
    "not due yet": ("2026-02-27", w.CANNOT_RUN),
}


def sightings() -> Case:
    """Add sightings, from a list that was made on 28 February."""
    rows = {
        "plan": [
            {"child": child, "kind": "CIN plan", "starts_on": "2025-06-02"}
            for child in SEEN
        ],
        "need": [{"child": child, "source": "annexa"} for child in SEEN],
        "visit": [
            {"child": child, "source": "annexa", "kind": "child seen",
             "visited_on": last, "is_latest_only": True}
            for child, (last, _) in SEEN.items()
        ],
        "coverage": [
            {"source": "annexa", "shows": "child seen", "is_latest_only": True}
        ],
    }  # fmt: skip
    return CASES.add(rows, files("2026-02-28"))


# Supervision of a plan, in our own extract; the next is due 20 working days later.
TALKED_OVER = {
    "due before": ("2026-01-12", w.OVERDUE),
    "due after": ("2026-02-09", w.CANNOT_RUN),
    "not due yet": ("2026-03-05", w.RUNNING),
}


def supervision() -> Case:
    """Add supervision, from an extract of 6 March."""
    rows = {
        "plan": [
            {"child": child, "kind": "child protection plan", "starts_on": "2026-01-02"}
            for child in TALKED_OVER
        ],
        "supervision": [
            {"child": child, "source": "oversight", "supervised_on": on}
            for child, (on, _) in TALKED_OVER.items()
        ],
        "coverage": [
            {"source": "oversight", "shows": "supervision held",
             "known_from": "2026-01-02"}
        ],
    }  # fmt: skip
    made = pl.when(pl.col("file") == "f-oversight").then(pl.date(2026, 3, 6))
    known = files().with_columns(
        known_on=made.otherwise("known_on"), believed_to=made.otherwise("believed_to")
    )
    return CASES.add(rows, known)


def reviews(*, left_out: bool = False) -> Case:
    """Add reviews, from a return that was made on 28 February."""
    rows = {
        "care_episode": [
            {"child": child, "source": "ssda903", "starts_on": "2024-01-02",
             "start_reason": "S", "legal_status": "C2", "place": "U6"}
            for child in REVIEWED
        ],
        "meeting": [
            {"child": child, "source": "ssda903", "kind": "looked-after review",
             "held_on": on}
            for child, (last, _) in REVIEWED.items()
            for on in ("2024-01-20", "2024-04-15", "2024-10-10", "2025-04-01", last)
        ],
        "coverage": [
            {"source": "ssda903", "shows": shows, "known_from": "2024-01-01"}
            for shows in ("looked-after review", "ceased to be looked after")
        ],
    }  # fmt: skip
    known = files("2026-02-28").with_columns(is_newest=pl.lit(not left_out))
    return CASES.add(rows, known)


ALL_REVIEWS = reviews()
LEFT_OUT = reviews(left_out=True)
# By clock: whom it counts, how each gap stands, and when the newest file was made.
STANDS = {
    "cla_review": (ALL_REVIEWS, REVIEWED, "2026-02-28"),
    "cla_visit": (visits(), VISITED, "2026-02-28"),
    "cin_visit": (sightings(), SEEN, None),
    "supervision_cp": (supervision(), TALKED_OVER, "2026-03-06"),
}


def open_gaps(case: Case, clock: str) -> dict[str, dict]:
    """Give each child's gap that nothing has stopped on 31 March."""
    found = case.clocks
    last = found.filter(pl.col("clock") == clock, pl.col("stopped_on").is_null())
    return {row["child"]: row for row in last.to_dicts()}


@pytest.mark.parametrize("clock", STANDS)
def test_what_was_due_when_it_was_made_is_overdue_and_later_days_are_not_known(clock):
    case, expected, made = STANDS[clock]
    found = open_gaps(case, clock)
    stands = {child: row["standing"] for child, row in found.items()}
    assert stands == {child: stands for child, (_, stands) in expected.items()}
    if made:
        why = found["due after"]["why"]
        assert why == w.DUE_LATER.format(day=day(made))


def test_a_child_whom_the_newest_file_leaves_out_may_wait_no_more():
    rows = open_gaps(LEFT_OUT, "cla_review")
    assert {r["standing"] for r in rows.values()} <= {w.LATE, w.CANNOT_RUN}
