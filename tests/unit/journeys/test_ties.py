"""What a file happens to be called decides nothing."""

from __future__ import annotations

import polars as pl
import pytest

from clearsight.journeys import events as e
from records import SOURCES, DuckDB, Engine, collected, files, journeys, record

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


def built(engine: Engine, names: dict[str, str]) -> pl.DataFrame:
    """Build the journeys with files of other names, and put the usual names back."""
    tables = {
        name: table.with_columns(pl.col("file").replace(names))
        for name, table in record(ROWS).items()
    }
    known = files().with_columns(pl.col("file").replace(names))
    found = collected(journeys(tables, engine, known=known).timeline, "on", "event")
    usual = {given: name for name, given in names.items()}
    return found.with_columns(pl.col("file").replace(usual))


@pytest.mark.parametrize("engine", [Engine, DuckDB])
def test_a_day_told_by_two_returns_is_the_statutory_ones(engine):
    care, lists = SOURCES["ssda903"], SOURCES["annexa"]
    names = ({care: "a", lists: "z"}, {care: "z", lists: "a"})
    first, second = (built(engine(), given) for given in names)
    assert first.equals(second)
    (review,) = first.filter(event=e.CARE_REVIEW).to_dicts()
    assert (review["sources"], review["file"]) == ("ssda903", care)


def test_the_latest_activity_points_to_the_file_that_tells_of_it():
    found = built(Engine(), {SOURCES["annexa"]: "z"})
    (latest,) = found.filter(event=e.LAST_ACTIVITY).to_dicts()
    assert latest["on"] == found.filter(event=e.CARE_REVIEW)["on"][0]
    assert latest["file"] == SOURCES["ssda903"]
