"""A change of worker is found between two extracts, and bounded by them."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from clearsight.files.manifest import Part, ReadFile
from clearsight.journeys import events as e
from clearsight.report.run import Options, review_files
from clearsight.returns.annexa.shape import TABLES
from clearsight.settings import Settings

DAYS = (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30))
KINDS = {"day": pl.Date, "number": pl.Int64}
CARE = {
    "CHILD_ID": "7",
    "DATE_OF_BIRTH": date(2015, 1, 1),
    "CARE_START": date(2025, 3, 3),
}


def extract(day: date, *rows: dict[str, object], table: str = "List_8") -> ReadFile:
    """Make an extract whose list holds these rows."""
    schema: dict[str, type[pl.DataType]] = {"file": pl.String, "row": pl.Int64}
    for field in TABLES[table].fields.values():
        schema[field.name] = KINDS.get(field.kind, pl.String)
        schema[field.submitted] = pl.String
    sha256 = day.isoformat() * 3
    made = [{"file": sha256[:16], "row": n, **row} for n, row in enumerate(rows, 2)]
    return ReadFile(
        name=f"annex_a_{day}.xlsx",
        sha256=sha256,
        taken_for="annexa",
        parts=[Part(table, pl.DataFrame(made, schema=schema), rows_in=len(rows))],
        children=1,
        council="Eastshire",
        extract_date=day,
        is_date_stated=True,
        period=(date(2025, 3, 3), day),
    )


def told(*workers: str | None) -> pl.DataFrame:
    """Review extracts that name these workers in turn; return the changes found."""
    files = [
        extract(day, {**CARE, "ALLOCATED_WORKER": worker})
        for day, worker in zip(DAYS, workers, strict=False)
    ]
    timeline = review_files(files, Options(), Settings()).timeline
    return timeline.filter(pl.col("event") == e.WORKER_CHANGED)


def test_a_new_name_lies_between_two_extracts() -> None:
    found = told("SW1", "SW1", "SW1", "SW2")
    assert found.select("on", "detail", "child").rows() == [
        (DAYS[3], "the name before was last shown on 31/03/2026", "7")
    ]


@pytest.mark.parametrize(
    ("workers", "count"),
    [
        (("SW1",), 0),
        (("SW1", "SW1", "SW1"), 0),
        (("SW1", "SW2", "SW1"), 2),
        # A placeholder is nobody, and what it stands between is still one change.
        (("SW1", "Duty", "SW2"), 1),
        (("SW1", None, "SW1"), 0),
        # One worker in several spellings is one.
        (("Ann Smith", "ANN SMITH", "Ann  Smith", "Ann Smith (North Team)"), 0),
        (("Ann Smith (North Team)", "Bo Jones (North Team)"), 1),
    ],
)
def test_only_a_change_from_person_to_person_counts(
    workers: tuple[str | None, ...], count: int
) -> None:
    assert told(*workers).height == count


def test_each_visit_that_was_the_latest_is_found_and_none_claimed_complete() -> None:
    """A visit between two extracts may never have been the latest in one."""
    visits = (date(2026, 1, 10), date(2026, 2, 10), date(2026, 2, 10))
    placed = {"PLACEMENT_START": date(2025, 3, 3), "ALLOCATED_WORKER": "SW1"}
    files = [
        extract(day, {**CARE, **placed, "DATE_OF_LAST_VISIT": visit})
        for day, visit in zip(DAYS, visits, strict=False)
    ]
    made = review_files(files, Options(), Settings())
    found = made.timeline.filter(pl.col("event") == e.CARE_VISIT)
    assert found.get_column("on").to_list() == [visits[0], visits[1]]
    visit_clock = made.clocks.filter(pl.col("clock") == "cla_visit")
    early = visit_clock.filter(pl.col("due_on") < visits[0])
    assert set(early.get_column("standing")) <= {"cannot run", "no longer due"}


def on_a_plan(*workers: str | None, visits: tuple[date, ...]) -> pl.DataFrame:
    """Review List 7 month on month; return how the new worker's visit stands."""
    plan = {
        "CHILD_ID": "7",
        "DATE_OF_BIRTH": date(2015, 1, 1),
        "PLAN_START": date(2025, 12, 1),
    }
    files = [
        extract(
            day,
            {**plan, "ALLOCATED_WORKER": worker, "DATE_OF_LAST_VISIT": visit},
            table="List_7",
        )
        for day, worker, visit in zip(DAYS, workers, visits, strict=False)
    ]
    clocks = review_files(files, Options(), Settings()).clocks
    return clocks.filter(pl.col("clock") == "new_worker_visit")


OLD = date(2026, 1, 20)


@pytest.mark.parametrize(
    ("workers", "visits", "found"),
    [
        # Not visited since the extract that names the worker first, or the one before.
        (("A", "A", "B", "B"), (OLD, OLD, OLD, OLD), [(DAYS[2], "overdue")]),
        # Ten working days from 30 April are yet to pass.
        (("A", "A", "A", "B"), (OLD, OLD, OLD, OLD), [(DAYS[3], "running")]),
        (
            ("A", "A", "B", "B"),
            (OLD, OLD, OLD, date(2026, 4, 10)),
            [(DAYS[2], "met")],
        ),
        # The new worker may have been the one who came between the two extracts.
        (("A", "A", "B", "B"), (OLD, OLD, date(2026, 3, 10), date(2026, 3, 10)), []),
        # Nobody is named now, so there is no worker of today.
        (("A", "B", "B", None), (OLD, OLD, OLD, OLD), []),
        (("A", "A", "A", "A"), (OLD, OLD, OLD, OLD), []),
        (("Ann", "Ann", "ANN", "ann"), (OLD, OLD, OLD, OLD), []),
    ],
)
def test_on_a_plan_the_new_worker_is_counted_from_the_first_extract(
    workers, visits, found
) -> None:
    standing = on_a_plan(*workers, visits=visits)
    assert standing.select("starts_on", "standing").rows() == found


def test_a_child_in_care_is_counted_from_the_care_side_alone() -> None:
    both = [
        extract(day, {**CARE, "ALLOCATED_WORKER": worker})
        for day, worker in zip(DAYS, "AABB", strict=True)
    ]
    made = review_files(both, Options(), Settings())
    assert made.timeline.filter(pl.col("event") == e.NEW_WORKER).is_empty()
