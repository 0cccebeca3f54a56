"""What a file happens to be called decides nothing."""

from __future__ import annotations

import polars as pl

from clearsight.journeys import events as e
from records import SOURCES, files
from together import Case, Cases

CASES = Cases()
CARE, LISTS = SOURCES["ssda903"], SOURCES["annexa"]

EPISODE = {
    "child": "1", "source": "ssda903", "starts_on": "2025-01-01", "start_reason": "S",
    "legal_status": "C2", "place": "U6",
}  # fmt: skip
LISTED = {"child": "1", "source": "annexa", "starts_on": "2025-01-01", "place": "U6"}
REVIEW = {"child": "1", "kind": "looked-after review", "held_on": "2025-06-02"}
ROWS = {
    "care_episode": [EPISODE],
    "care_period": [LISTED],
    "meeting": [{**REVIEW, "source": "annexa"}, {**REVIEW, "source": "ssda903"}],
    "visit": [
        {"child": "1", "source": "annexa", "kind": "looked-after visit",
         "visited_on": "2025-05-01"},
    ],
    "coverage": [
        {"source": "annexa", "shows": "looked-after visit", "is_latest_only": True},
    ],
}  # fmt: skip


def named(names: dict[str, str]) -> Case:
    """Add the record as told by files of other names."""
    rows = {
        table: [
            {**row, "file": names.get(SOURCES[row["source"]], SOURCES[row["source"]])}
            for row in told
        ]
        for table, told in ROWS.items()
    }
    return CASES.add(rows, files().with_columns(pl.col("file").replace(names)))


def usual(case: Case, names: dict[str, str]) -> pl.DataFrame:
    """Put the usual names back."""
    back = {given: name for name, given in names.items()}
    return case.timeline.with_columns(pl.col("file").replace(back)).sort("on", "event")


ONE_WAY, OTHER_WAY = {CARE: "a", LISTS: "z"}, {CARE: "z", LISTS: "a"}
BOTH = [(named(names), names) for names in (ONE_WAY, OTHER_WAY)]
LAST = named({LISTS: "z"})


def test_a_day_told_by_two_returns_is_the_statutory_ones():
    first, second = (usual(case, names) for case, names in BOTH)
    assert first.equals(second)
    (review,) = first.filter(event=e.CARE_REVIEW).to_dicts()
    assert (review["sources"], review["file"]) == ("ssda903", CARE)


def test_the_latest_activity_points_to_the_file_that_tells_of_it():
    found = LAST.timeline
    (latest,) = found.filter(event=e.LAST_ACTIVITY).to_dicts()
    assert latest["on"] == found.filter(event=e.CARE_REVIEW)["on"][0]
    assert latest["file"] == SOURCES["ssda903"]
