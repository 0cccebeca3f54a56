"""A change of worker is found between two extracts, and bounded by them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from hashlib import sha256 as sha

import polars as pl
import pytest

from clearsight.files.manifest import Part, ReadFile
from clearsight.journeys import events as e
from clearsight.report.review import Review
from clearsight.report.run import Options, files_known, record_of, review_files
from clearsight.returns.annexa.shape import TABLES
from clearsight.settings import Settings
from together import Case, Cases, Rows, rows_of

CASES = Cases()
DAYS = (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30))
KINDS = {"day": pl.Date, "number": pl.Int64}
CARE = {
    "CHILD_ID": "7",
    "DATE_OF_BIRTH": date(2015, 1, 1),
    "CARE_START": date(2025, 3, 3),
}
COUNCIL = "Eastshire"


def extract(
    day: date, *rows: dict[str, object], table: str = "List_8", council: str = COUNCIL
) -> ReadFile:
    """Make an extract whose list holds these rows."""
    schema: dict[str, type[pl.DataType]] = {"file": pl.String, "row": pl.Int64}
    for field in TABLES[table].fields.values():
        schema[field.name] = KINDS.get(field.kind, pl.String)
        schema[field.submitted] = pl.String
    sha256 = sha(f"{council} {day}".encode()).hexdigest()
    made = [{"file": sha256[:16], "row": n, **row} for n, row in enumerate(rows, 2)]
    return ReadFile(
        name=f"{council}/annex_a_{day}.xlsx",
        sha256=sha256,
        taken_for="annexa",
        parts=[Part(table, pl.DataFrame(made, schema=schema), rows_in=len(rows))],
        children=1,
        council=council,
        extract_date=day,
        is_date_stated=True,
        period=(date(2025, 3, 3), day),
    )


# What each council extracted. All are reviewed together: a review of one takes as long.
EXTRACTS: dict[str, list[ReadFile]] = {}


def extracted(*rows: dict[str, object], table: str = "List_8") -> str:
    """Let a council extract these rows, one in each month; return its name."""
    council = f"{COUNCIL} {len(EXTRACTS) + 1}"
    EXTRACTS[council] = [
        extract(day, row, table=table, council=council)
        for day, row in zip(DAYS, rows, strict=False)
    ]
    return council


@pytest.fixture(scope="module")
def review() -> Review:
    """Review the extracts of every council."""
    files = [file for held in EXTRACTS.values() for file in held]
    return review_files(files, Options(), Settings())


def of(frame: pl.DataFrame, council: str) -> pl.DataFrame:
    """Return the rows of one council."""
    return frame.filter(pl.col("council") == council)


def told(*workers: str | None) -> str:
    """Let extracts name these workers in turn."""
    return extracted(*({**CARE, "ALLOCATED_WORKER": worker} for worker in workers))


def changes(review: Review, council: str) -> pl.DataFrame:
    """Return the changes of worker that were found."""
    return of(review.timeline, council).filter(pl.col("event") == e.WORKER_CHANGED)


NEW_NAME = told("SW1", "SW1", "SW1", "SW2")


def test_a_new_name_lies_between_two_extracts(review: Review) -> None:
    found = changes(review, NEW_NAME)
    assert found.select("on", "detail", "child").rows() == [
        (DAYS[3], "the name before was last shown on 31/03/2026", "7")
    ]


@pytest.mark.parametrize(
    ("council", "count"),
    [
        (told("SW1"), 0),
        (told("SW1", "SW1", "SW1"), 0),
        (told("SW1", "SW2", "SW1"), 2),
        # A placeholder is nobody, and what it stands between is still one change.
        (told("SW1", "Duty", "SW2"), 1),
        (told("SW1", None, "SW1"), 0),
        # One worker in several spellings is one.
        (told("Ann Smith", "ANN SMITH", "Ann  Smith", "Ann Smith (North Team)"), 0),
        (told("Ann Smith (North Team)", "Bo Jones (North Team)"), 1),
    ],
)
def test_only_a_change_from_person_to_person_counts(
    council: str, count: int, review: Review
) -> None:
    assert changes(review, council).height == count


PLACED = {"PLACEMENT_START": date(2025, 3, 3)}
VISITS = (date(2026, 1, 10), date(2026, 2, 10), date(2026, 2, 10))
VISITED = extracted(
    *(
        {**CARE, **PLACED, "ALLOCATED_WORKER": "SW1", "DATE_OF_LAST_VISIT": visit}
        for visit in VISITS
    )
)


def test_each_visit_that_was_the_latest_is_found_and_none_claimed_complete(
    review: Review,
) -> None:
    """A visit between two extracts may never have been the latest in one."""
    found = of(review.timeline, VISITED).filter(pl.col("event") == e.CARE_VISIT)
    assert found.get_column("on").to_list() == [VISITS[0], VISITS[1]]
    visit_clock = of(review.clocks, VISITED).filter(pl.col("clock") == "cla_visit")
    early = visit_clock.filter(pl.col("due_on") < VISITS[0])
    assert set(early.get_column("standing")) <= {"cannot run", "no longer due"}


OLD = date(2026, 1, 20)
PLAN = {
    "CHILD_ID": "7",
    "DATE_OF_BIRTH": date(2015, 1, 1),
    "PLAN_START": date(2025, 12, 1),
}


def on_a_plan(workers: Sequence[str | None], *visits: date) -> str:
    """Let List 7 name these workers, and the days of the latest visit, in turn."""
    return extracted(
        *(
            {**PLAN, "ALLOCATED_WORKER": worker, "DATE_OF_LAST_VISIT": visit}
            for worker, visit in zip(workers, visits or [OLD] * 4, strict=True)
        ),
        table="List_7",
    )


MARCH, APRIL = date(2026, 3, 10), date(2026, 4, 10)


@pytest.mark.parametrize(
    ("council", "found"),
    [
        # Not visited since the extract that names the worker first, or the one before.
        (on_a_plan("AABB"), [(DAYS[2], "overdue")]),
        # Ten working days from 30 April are yet to pass.
        (on_a_plan("AAAB"), [(DAYS[3], "running")]),
        (on_a_plan("AABB", OLD, OLD, OLD, APRIL), [(DAYS[2], "met")]),
        # The new worker may have been the one who came between the two extracts.
        (on_a_plan("AABB", OLD, OLD, MARCH, MARCH), []),
        # Nobody is named now, so there is no worker of today.
        (on_a_plan(["A", "B", "B", None]), []),
        (on_a_plan("AAAA"), []),
        (on_a_plan(["Ann", "Ann", "ANN", "ann"]), []),
    ],
)
def test_on_a_plan_the_new_worker_is_counted_from_the_first_extract(
    council: str, found: list[tuple[date, str]], review: Review
) -> None:
    clocks = of(review.clocks, council)
    standing = clocks.filter(pl.col("clock") == "new_worker_visit")
    assert standing.select("starts_on", "standing").rows() == found


@cache
def listed(workers: str, **more: object) -> tuple[Rows, pl.DataFrame]:
    """Return what List 8 tells of a child month on month, and what is known when."""
    files = [
        extract(day, {**CARE, "ALLOCATED_WORKER": worker, **more})
        for day, worker in zip(DAYS, workers, strict=True)
    ]
    return rows_of(record_of(files)[0]), files_known(files, DAYS[-1])


def new_in_care(
    *told_by_903: tuple[str, str | None],
    covered_to: date | None = None,
    workers: str = "AABB",
    **more: object,
) -> Case:
    """Add a child in care whom List 8 shows month on month.

    The social worker episodes of the 903 are of these days; they cover the time to a
    day, if that is given.
    """
    rows, known = listed(workers, **more)
    held = [
        {"child": "7", "source": "ssda903", "file": "f", "row": n, "worker": f"SW{n}",
         "role": "social worker", "starts_on": start, "ended_on": end}
        for n, (start, end) in enumerate(told_by_903)
    ]  # fmt: skip
    shown = {"source": "ssda903", "file": "f", "shows": e.ALLOCATED,
             "known_from": "2025-04-01"}  # fmt: skip
    both = {
        **rows,
        "involvement": [*rows["involvement"], *held],
        "coverage": [*rows["coverage"], *([shown] if covered_to else [])],
    }
    of_903 = pl.DataFrame(
        {"file": ["f"], "known_on": [covered_to], "believed_to": [covered_to],
         "is_newest": [True]},
        schema_overrides={"known_on": pl.Date, "believed_to": pl.Date},
    )  # fmt: skip
    return CASES.add(both, pl.concat([known, of_903]))


def new_workers(case: Case) -> list[date]:
    """Return the days of new workers in care."""
    found = case.timeline.filter(pl.col("event") == e.NEW_WORKER)
    assert found["spell"].str.starts_with(e.CARE).all()
    return found["on"].to_list()


LISTS_ALONE = new_in_care()
HELD = ("2025-03-03", None)
COVERED_BEFORE = new_in_care(HELD, covered_to=DAYS[1])
COVERED_SINCE = new_in_care(HELD, covered_to=DAYS[2])


def test_in_care_the_lists_tell_of_days_that_no_social_worker_episode_covers() -> None:
    assert new_workers(LISTS_ALONE) == [DAYS[2]]
    assert new_workers(COVERED_BEFORE) == [DAYS[2]]
    assert new_workers(COVERED_SINCE) == []


HANDED_OVER = (("2025-03-03", "2026-02-10"), ("2026-02-10", None))
TOLD_BY_903 = new_in_care(*HANDED_OVER, covered_to=DAYS[1])
ONE_MORE_SINCE = new_in_care(*HANDED_OVER, covered_to=DAYS[1], workers="ABBC")


def test_a_change_that_the_return_has_told_is_not_told_again_by_a_list() -> None:
    """The list is late, or the change lies between the last list and the return."""
    assert new_workers(TOLD_BY_903) == [date(2026, 2, 10)]
    assert new_workers(ONE_MORE_SINCE) == [DAYS[3]]


CAME_WITH_CARE = new_in_care(CARE_START=DAYS[2])
NO_CHANGE = new_in_care(workers="AAAA")
MET_ON_THE_WAY = new_in_care(**PLACED, DATE_OF_LAST_VISIT=date(2026, 3, 9))


def test_a_worker_who_came_with_care_or_was_met_on_the_way_is_no_new_one() -> None:
    assert new_workers(CAME_WITH_CARE) == []
    assert new_workers(NO_CHANGE) == []
    assert new_workers(MET_ON_THE_WAY) == []


NOT_VISITED_SINCE = extracted(
    *(
        {**CARE, **PLACED, "ALLOCATED_WORKER": worker, "DATE_OF_LAST_VISIT": OLD}
        for worker in "AABB"
    )
)


def test_the_visit_of_a_worker_new_in_care_is_counted_from_the_list(
    review: Review,
) -> None:
    clocks = of(review.clocks, NOT_VISITED_SINCE)
    mine = clocks.filter(pl.col("clock") == "new_worker_visit")
    assert mine.select("starts_on", "standing").rows() == [(DAYS[2], "overdue")]
