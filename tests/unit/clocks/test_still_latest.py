"""What a list of before says of a visit: that on its day there had been none since."""

from __future__ import annotations

import polars as pl

from clearsight.clocks import words as w
from records import day, files
from together import Cases

CASES = Cases()

# Six weeks after 20 October is 1 December. By child: what lists of later days show, by
# the day of the last list that shows it; and the standing, days and why of that gap.
COUNTED = w.STILL_LATEST.format(day="2025-12-31")
GAPS = {
    "done after a list that shows it was late": (
        [("2025-10-20", "2025-12-31"), ("2026-01-10", "")],
        (w.LATE, day("2026-01-10"), 30, COUNTED),
    ),
    "between two lists, so one before it may not show": (
        [("2025-10-20", "2025-11-30"), ("2025-12-20", "")],
        None,
    ),
    "written down late, so others may have been too": (
        [("2025-10-20", "2025-12-31"), ("2025-12-20", "")],
        None,
    ),
    "in time": (
        [("2025-10-20", "2025-11-30"), ("2025-12-01", "")],
        (w.MET, day("2025-12-01"), 0, None),
    ),
}


def rows() -> dict[str, list[dict]]:
    return {
        "care_period": [
            {"child": child, "source": "annexa", "starts_on": "2024-01-02",
             "placement_from": "2024-01-02", "place": "U6", "legal_status": "C2"}
            for child in GAPS
        ],
        "visit": [
            {"child": child, "source": "annexa", "kind": "looked-after visit",
             "visited_on": on, "is_latest_only": True} | ({"file": to} if to else {})
            for child, (visits, _) in GAPS.items()
            for on, to in visits
        ],
        "coverage": [
            {"source": "annexa", "shows": "looked-after visit", "is_latest_only": True}
        ],
    }  # fmt: skip


def with_older() -> pl.DataFrame:
    """Return the newest files, and two lists that were made before."""
    days = ["2025-11-30", "2025-12-31"]
    older = pl.DataFrame({"file": days}).with_columns(
        known_on=pl.col("file").str.to_date(),
        believed_to=pl.col("file").str.to_date(),
        is_newest=pl.lit(value=False),
    )
    return pl.concat([files(), older])


LISTS = CASES.add(rows(), with_older())


def test_a_list_of_before_says_that_it_was_late() -> None:
    found = LISTS.clocks.filter(
        pl.col("clock") == "cla_visit", pl.col("starts_on") == day("2025-10-20")
    )
    told = {
        row["child"]: (row["standing"], row["stopped_on"], row["days"], row["why"])
        for row in found.to_dicts()
    }
    assert told == {child: gap for child, (_, gap) in GAPS.items() if gap}
