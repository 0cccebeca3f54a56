"""The workforce census: whole by the schema, and with all that a count tells apart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from clearsight.madeup import AS_AT
from clearsight.madeup.beyond import staffing
from clearsight.madeup.council import children
from clearsight.madeup.days import days
from clearsight.madeup.rates import rates
from clearsight.madeup.world import World, world
from clearsight.returns.folder import read_paths

YEARS = (2023, 2024, 2025)


@pytest.fixture(scope="module", params=(4, 21))
def where(request: pytest.FixtureRequest) -> World:
    """Give the world of a council of the size that measures are held against."""
    council = "Tameside"
    return world(AS_AT, 36, 300, request.param, council, rates(council))


def test_the_return_is_whole_by_its_schema(
    where: World, shared: Path, tmp_path: Path
) -> None:
    schema = shared / "data/csww-fake/social_work_workforce_2022.xsd"
    checked = etree.XMLSchema(etree.parse(str(schema)))
    for name in ("one", "two"):
        staffing.write(tmp_path / name, where, children(where))
    paths = sorted((tmp_path / "one").iterdir())
    assert [p.name for p in paths] == [f"workforce_census_{y}.xml" for y in YEARS]
    for path in paths:
        checked.assertValid(etree.parse(str(path)))
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
    for file in read_paths([tmp_path / "one"]):
        assert (file.taken_for, file.aside, file.problems) == ("csww", False, [])


def test_no_job_overlaps_another_of_its_seat_or_is_dated_ahead(where: World) -> None:
    for seat in staffing.seats(where):
        for one, after in zip(seat.jobs, seat.jobs[1:], strict=False):
            assert one.ended_on is not None
            assert one.starts_on < one.ended_on <= after.starts_on
    for job in staffing.jobs(where):
        assert job.starts_on <= (job.ended_on or AS_AT) <= AS_AT


def test_hours_contracts_and_vacancies_differ_where_they_can(where: World) -> None:
    every = staffing.jobs(where)
    for at in staffing.census_days(where):
        here = [job for job in every if job.holds(at)]
        assert any(job.works(at) < job.fte for job in here if not job.is_agency)
        assert {job.covers_vacancy for job in here if job.is_agency} == {True, False}
        assert any(not any(j.holds(at) for j in s.jobs) for s in staffing.seats(where))


def test_each_way_to_go_is_gone_in_one_of_two_years(where: World) -> None:
    """What a count of leavers must tell apart happens by 2024 or by 2025."""
    before, between, last = (date(y, 9, 30) for y in YEARS)
    people: dict[str, list[staffing.Job]] = {}
    for job in staffing.jobs(where):
        if job.role == staffing.PROJECT and last >= (job.ended_on or last) > before:
            people.setdefault(job.worker, []).append(job)
    own = [j for jobs in people.values() for j in jobs if not j.is_agency]
    assert {between, between + days(1)} <= {j.ended_on for j in own}
    assert before in {j.starts_on for j in own}
    assert between + days(1) in {j.starts_on for j in own}
    several = [jobs for jobs in people.values() if len(jobs) > 1]
    ways = {(one.is_agency, two.is_agency) for one, two in several}
    assert ways == {(False, False), (True, False)}
    assert {two.ended_on is None for _, two in several} == {True, False}
    assert any(two.starts_on < one.ended_on for one, two in several if one.ended_on)


def test_who_goes_to_an_agency_says_so(where: World) -> None:
    people: dict[str, list[staffing.Job]] = {}
    for job in staffing.jobs(where):
        people.setdefault(job.worker, []).append(job)
    lent = [jobs for jobs in people.values() if [j.is_agency for j in jobs] == [0, 1]]
    assert lent
    assert {jobs[0].destination for jobs in lent} == {staffing.TO_AGENCY}
