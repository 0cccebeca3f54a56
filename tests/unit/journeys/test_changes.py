"""A change of worker is found between two extracts, and bounded by them."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from clearsight.files.manifest import Part, ReadFile
from clearsight.journeys import events as e
from clearsight.record.coverage import Coverage
from clearsight.record.worker import Involvement
from clearsight.report.run import Options, files_known, record_of, review_files
from clearsight.returns.annexa.shape import TABLES
from clearsight.settings import Settings
from records import collected, journeys

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


def new_in_care(
    *told_by_903: tuple[str, str | None],
    covered_to: date | None = None,
    workers: str = "AABB",
    **more: object,
) -> list[date]:
    """Return the days of new workers of a child whom List 8 shows month on month.

    The social worker episodes of the 903 are of these days; they cover the time to a
    day, if that is given.
    """
    listed = [
        extract(day, {**CARE, "ALLOCATED_WORKER": worker, **more})
        for day, worker in zip(DAYS, workers, strict=True)
    ]
    record = record_of(listed)[0]
    spells = pl.DataFrame(
        [
            {"council": "Eastshire", "child": "7", "source": "ssda903", "file": "f",
             "row": n, "worker": f"SW{n}", "role": "social worker",
             "starts_on": date.fromisoformat(start),
             "ended_on": date.fromisoformat(end) if end else None}
            for n, (start, end) in enumerate(told_by_903)
        ],
        schema=Involvement.schema(),
    )  # fmt: skip
    shown = pl.DataFrame(
        [{"council": "Eastshire", "source": "ssda903", "file": "f",
          "shows": e.ALLOCATED, "known_from": date(2025, 4, 1)}],
        schema=Coverage.schema(),
    )  # fmt: skip
    record["involvement"] = pl.concat([record["involvement"], spells])
    if covered_to:
        record["coverage"] = pl.concat([record["coverage"], shown])
    of_903 = pl.DataFrame(
        {"file": ["f"], "known_on": [covered_to], "believed_to": [covered_to],
         "is_newest": [True]},
        schema_overrides={"known_on": pl.Date, "believed_to": pl.Date},
    )  # fmt: skip
    known = pl.concat([files_known(listed, DAYS[-1]), of_903])
    timeline = collected(journeys(record, known=known).timeline)
    found = timeline.filter(pl.col("event") == e.NEW_WORKER)
    assert found["spell"].str.starts_with(e.CARE).all()
    return found["on"].to_list()


def test_in_care_the_lists_tell_of_days_that_no_social_worker_episode_covers() -> None:
    assert new_in_care() == [DAYS[2]]
    held = ("2025-03-03", None)
    assert new_in_care(held, covered_to=DAYS[1]) == [DAYS[2]]
    assert new_in_care(held, covered_to=DAYS[2]) == []


def test_a_change_that_the_return_has_told_is_not_told_again_by_a_list() -> None:
    """The list is late, or the change lies between the last list and the return."""
    first = ("2025-03-03", "2026-02-10")
    assert new_in_care(first, ("2026-02-10", None), covered_to=DAYS[1]) == [
        date(2026, 2, 10)
    ]
    # One more has come since.
    told_then = new_in_care(first, ("2026-02-10", None), covered_to=DAYS[1],
                            workers="ABBC")  # fmt: skip
    assert told_then == [DAYS[3]]


def test_a_worker_who_came_with_care_or_was_met_on_the_way_is_no_new_one() -> None:
    assert new_in_care(CARE_START=DAYS[2]) == []
    assert new_in_care(workers="AAAA") == []
    visited = {
        "PLACEMENT_START": date(2025, 3, 3),
        "DATE_OF_LAST_VISIT": date(2026, 3, 9),
    }
    assert new_in_care(**visited) == []


def test_the_visit_of_a_worker_new_in_care_is_counted_from_the_list() -> None:
    both = [
        extract(day, {**CARE, "ALLOCATED_WORKER": worker, "PLACEMENT_START":
                date(2025, 3, 3), "DATE_OF_LAST_VISIT": OLD})
        for day, worker in zip(DAYS, "AABB", strict=True)
    ]  # fmt: skip
    clocks = review_files(both, Options(), Settings()).clocks
    mine = clocks.filter(pl.col("clock") == "new_worker_visit")
    assert mine.select("starts_on", "standing").rows() == [(DAYS[2], "overdue")]
