"""SEN2 as the made-up council sends it: whole, clean, and of its year alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from clearsight.madeup import AS_AT
from clearsight.madeup.beyond import ehc, send
from clearsight.madeup.council import children
from clearsight.madeup.world import World, world
from clearsight.returns.folder import read_paths
from clearsight.returns.sen2.record import to_record

HERE = world(AS_AT, 36, 300, 4, "Tameside")


@pytest.fixture(scope="module")
def lived() -> tuple[World, list[ehc.Person]]:
    """Make the people up once."""
    return HERE, ehc.persons(HERE, children(HERE))


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> Path:
    """Write the returns once."""
    folder: Path = tmp_path_factory.mktemp("sen2")
    send.write(folder, HERE, children(HERE))
    return folder


def test_a_return_is_taken_on_the_third_thursday_of_january() -> None:
    days = [date(2024, 1, 18), date(2025, 1, 16), date(2026, 1, 15)]
    assert ehc.census_days(HERE) == days
    assert ehc.census_days(world(AS_AT, 12, 1, 4, "Tameside")) == days[2:]


def test_the_same_arguments_give_the_same_bytes(sent: Path, tmp_path: Path) -> None:
    send.write(tmp_path, HERE, children(HERE))
    names = sorted(path.relative_to(sent) for path in sent.rglob("*.csv"))
    assert len(names) == 27
    assert all((sent / n).read_bytes() == (tmp_path / n).read_bytes() for n in names)


def test_it_is_read_without_a_problem(sent: Path) -> None:
    files = read_paths([sent], council="Tameside")
    assert {f.taken_for for f in files} == {"sen2"}
    assert not [p for f in files for p in f.problems]
    assert not [f.name for f in files if f.aside]
    assert {f.reference_date for f in files} == set(ehc.census_days(HERE))


def test_nothing_in_a_return_is_dated_after_its_day(sent: Path) -> None:
    files = read_paths([sent], council="Tameside")
    days = {f.sha256: f.reference_date for f in files}
    seen = 0
    for file in files:
        for part in file.parts:
            for name in part.frame.select(pl.col(pl.Date)).columns:
                last = part.frame[name].max()
                seen += last is not None
                assert last is None or last <= days[file.sha256], (file.name, name)
    assert seen > 25


def test_requests_of_the_new_year_wait_for_the_next_return(sent: Path) -> None:
    made = to_record(read_paths([sent], council="Tameside"))
    asked = made["ehc_request"]
    last = asked.filter(pl.col("request_key").str.contains("sen2_2026"))
    assert last["received_on"].max() <= date(2025, 12, 31)
    assert set(last["outcome"]) == {"Y", "N", "W", "A", "H"}
    assert last["is_moved_away"].any()


def test_a_part_are_children_of_the_council_by_the_same_number(lived) -> None:
    known = {child.number: child.upn for child in children(HERE)}
    people = lived[1]
    mine = [one for one in people if one.number in known]
    assert 40 < len(mine) < len(people) / 4
    assert all(one.upn in ("", known[one.number]) for one in mine)
    numbers = [one.upn for one in people if one.upn]
    assert len(numbers) == len(set(numbers))


def test_nothing_has_happened_after_the_day(lived) -> None:
    for person in lived[1]:
        assert person.born_on <= AS_AT
        for one in person.requests:
            plan = one.plan
            days = [one.received_on, one.decided_on, one.assessed_on, one.moved_away_on]
            if plan:
                days += [plan.issued_on, plan.ceased_on, plan.moved_in_on]
                days += [r.met_on for r in plan.reviews]
                days += [r.decided_on for r in plan.reviews]
                assert not plan.ceased_on or plan.ceased_on > plan.issued_on
            assert all(on is None or person.born_on < on <= AS_AT for on in days)


def test_a_child_has_a_number_from_the_first_september_at_school() -> None:
    one = ehc.Person(1, date(2020, 9, 1), "F", "WBRI", "A1", "", ())
    assert (one.upn_on(date(2025, 8, 31)), one.upn_on(date(2025, 9, 1))) == ("", "A1")
    older = ehc.Person(1, date(2020, 8, 31), "F", "WBRI", "A1", "", ())
    assert older.upn_on(date(2024, 9, 1)) == "A1"
