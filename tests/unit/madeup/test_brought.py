"""What a council brings beside its returns: true to the lives, and none of it ahead."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from clearsight.madeup import AS_AT
from clearsight.madeup.beyond import answers, before_court, schools, unregistered
from clearsight.madeup.council import children
from clearsight.madeup.days import add_working
from clearsight.madeup.rates import rates
from clearsight.madeup.true import Child
from clearsight.madeup.world import World, world
from clearsight.returns.folder import read_paths

COUNCIL = "Tameside"


@pytest.fixture(scope="module", params=(4, 21))
def where(request: pytest.FixtureRequest) -> World:
    """Give the world of a council of the size that measures are held against."""
    return world(AS_AT, 36, 300, request.param, COUNCIL, rates(COUNCIL))


@pytest.fixture(scope="module")
def everyone(where: World) -> list[Child]:
    """Give its children."""
    return children(where)


def test_a_pupil_is_at_one_school_after_another(
    where: World, everyone: list[Child]
) -> None:
    pupils = schools.pupils(where, everyone)
    assert len(pupils) > len(everyone) / 2
    for pupil in pupils:
        for one, after in zip(pupil.schools, pupil.schools[1:], strict=False):
            assert one.ended_on is not None
            assert one.starts_on <= one.ended_on <= after.starts_on
        assert all(day <= AS_AT for day in _days(pupil))


def _days(pupil: schools.Pupil) -> Iterator[date]:
    for school in pupil.schools:
        yield from (school.starts_on, school.ended_on or AS_AT)
    yield from (year.ended_on for year in pupil.years)
    if pupil.marks:
        yield pupil.marks.awarded_on


def test_lists_of_schools_hold_all_that_is_told_apart(
    where: World, everyone: list[Child]
) -> None:
    years = [year for one in schools.pupils(where, everyone) for year in one.years]
    assert {year.ended_on.month for year in years} == {7, 8}
    counted = [y for y in years if y.sessions and y.missed is not None]
    assert any(10 * (y.missed or 0) == y.sessions for y in counted)
    assert {y.sessions for y in years if not y.sessions} == {None, 0}
    marks = [p.marks for p in schools.pupils(where, everyone) if p.marks]
    assert {mark.score is None for mark in marks} == {True, False}
    assert {mark.awarded_on.weekday() for mark in marks} == {3}


def test_flags_are_answered_early_on_the_last_day_late_and_never(
    where: World, everyone: list[Child]
) -> None:
    flags = answers.flags(where, everyone)
    assert flags == answers.flags(where, everyone)
    late = [
        (flag.answered_on - add_working(flag.raised_on, answers.LIMITS[flag.tier])).days
        for flag in flags
        if flag.answered_on
    ]
    assert {0, 1} < set(late)
    assert min(late) < 0
    assert any(flag.raised_on.weekday() > 4 for flag in flags)
    told = {(f.is_resolved, f.answered_on is None) for f in flags}
    assert told == {(a, b) for a in (True, False) for b in (True, False)}
    for flag in flags:
        done = (flag.raised_on, flag.answered_on, flag.closed_on)
        assert all(day is None or flag.raised_on <= day <= AS_AT for day in done)
        assert (flag.planned_on is not None) == (flag.answer == answers.PLANNED)


def test_the_table_before_court_reads_back(
    where: World, everyone: list[Child], tmp_path: Path
) -> None:
    before_court.write(tmp_path, where, everyone)
    (file,) = read_paths([tmp_path], council=COUNCIL)
    assert (file.taken_for, file.aside, file.problems) == ("ssd", False, [])
    with next(tmp_path.iterdir()).open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    true = [(str(child.number), stage) for child, stage in
            before_court.stages(where, everyone)]  # fmt: skip
    assert [row["prep_person_id"] for row in rows] == [child for child, _ in true]
    assert {stage.ended_on is None for _, stage in true} == {True, False}
    begun = [row["prep_pre_pro_decision_date"] for row in rows]
    assert begun == [stage.starts_on.isoformat() for _, stage in true]


def test_a_stay_on_the_list_is_one_in_a_placement(
    where: World, everyone: list[Child]
) -> None:
    homes = {
        (child.number, home.ended_on): home.starts_on
        for child in everyone
        for care in child.cares
        for home in care.placements
    }
    stays = unregistered.stays(where, everyone)
    assert {stay.registered_on is None for stay in stays} == {True, False}
    for stay in stays:
        assert homes[stay.child, stay.ended_on] <= stay.starts_on
