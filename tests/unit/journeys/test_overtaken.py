"""What last year's return still shows and a later extract has left behind."""

from __future__ import annotations

import polars as pl
import pytest

from clearsight.journeys import events as e
from records import SOURCES, day, files
from together import Case, Cases

CASES = Cases()

EPISODE = {
    "child": "1", "source": "ssda903", "starts_on": "2025-01-01", "start_reason": "S",
    "legal_status": "V2", "place": "K2",
}  # fmt: skip
LISTED = {
    "child": "1", "source": "annexa", "starts_on": "2025-01-01", "place": "U6",
    "placement_from": "2025-05-01", "legal_status": "C2",
    "legal_status_from": "2025-05-01",
}  # fmt: skip


def known(care: str, lists: str) -> pl.DataFrame:
    """Let the return know to one day, and the extract to another."""
    days = {SOURCES["ssda903"]: day(care), SOURCES["annexa"]: day(lists)}
    return files().with_columns(
        known_on=pl.col("file").replace_strict(days, default=day("2026-03-31"))
    )


def listed(since: str | None = None, **days: str) -> Case:
    """Add a child of whom both tell, the list perhaps of what began on another day."""
    begun = {"placement_from": since, "legal_status_from": since} if since else {}
    rows = {"care_episode": [EPISODE], "care_period": [LISTED | begun]}
    return CASES.add(rows, known(**days))


def running(case: Case) -> dict[str, list]:
    found = case.spells.sort("kind", "starts_on")
    return {
        kind: found.filter(kind=kind).select("starts_on", "known_to", "detail").rows()
        for kind in (e.PLACEMENT, e.LEGAL_STATUS)
    }


LATER = listed(care="2025-03-31", lists="2025-11-30")


def test_a_later_source_that_shows_another_since_leaves_the_first_behind():
    found = running(LATER)
    first, last = day("2025-01-01"), day("2025-05-01")
    made_on = day("2025-03-31")
    assert found[e.PLACEMENT] == [(first, made_on, "K2"), (last, None, "U6")]
    assert found[e.LEGAL_STATUS] == [(first, made_on, "V2"), (last, None, "C2")]


@pytest.mark.parametrize(
    "case",
    [
        listed("2025-02-01", care="2025-03-31", lists=lists)
        for lists in ("2025-03-31", "2025-03-30")
    ],
)
def test_an_older_source_leaves_nothing_behind(case):
    """Which of two files of one day is right, nothing tells."""
    assert [to for _, to, _ in running(case)[e.PLACEMENT]] == [None, None]


PLANNED = listed("2025-12-24", care="2025-03-31", lists="2025-11-30")


def test_what_begins_after_its_own_file_was_made_is_planned_and_replaces_nothing():
    found = running(PLANNED)
    assert [to for _, to, _ in found[e.PLACEMENT]] == [None, None]
    assert [to for _, to, _ in found[e.LEGAL_STATUS]] == [None, None]
