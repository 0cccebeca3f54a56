"""What was known by a day is what had happened by it, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from clearsight.madeup import AS_AT
from clearsight.madeup.true import Child
from clearsight.madeup.view import first_day, gone_by, known, last_day

DAYS = [date(2024, 9, 30), date(2025, 3, 31), date(2025, 12, 31)]


def _days(thing: Any) -> Iterator[date]:
    """Yield every day anywhere in a thing, a birth date apart."""
    if isinstance(thing, date):
        yield thing
    elif isinstance(thing, list | tuple):
        for one in thing:
            yield from _days(one)
    elif is_dataclass(thing):
        for field in fields(thing):
            if field.name != "born_on":
                yield from _days(getattr(thing, field.name))


@pytest.mark.parametrize("day", DAYS)
def test_nothing_is_known_before_it_happens(many: list[Child], day: date) -> None:
    seen = [known(child, day) for child in many]
    assert sum(child is not None for child in seen) > 400
    for child in seen:
        assert all(on <= day for on in _days(child))


@pytest.mark.parametrize("day", DAYS)
def test_everything_that_happened_by_then_is_known(
    many: list[Child], day: date
) -> None:
    for child in many:
        seen = known(child, day)
        if seen is None:
            assert first_day(child) > day
            continue
        for whole, part in zip(child.cares, seen.cares, strict=False):
            assert part.visits == [on for on in whole.visits if on <= day]
            assert part.episodes[0].starts_on == whole.starts_on
        referrals = [found.on for found in child.referrals if found.on <= day]
        assert [found.on for found in seen.referrals] == referrals


def test_the_last_view_is_the_truth(many: list[Child]) -> None:
    for child in many:
        assert known(child, AS_AT) == child, child.number


def test_nobody_has_days_after_they_are_gone(many: list[Child]) -> None:
    for child in many:
        if last_day(child) != date.max:
            assert known(child, last_day(child)) == child
            assert gone_by(child) > last_day(child) + timedelta(days=366)
