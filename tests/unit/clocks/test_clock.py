"""A clock that is declared wrongly, or set wrongly, is refused by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from clearsight.clocks import CLOCKS, Clock
from clearsight.clocks.clock import ALWAYS, unique, with_local_limits
from clearsight.clocks.limit import Limit, Step, months, weeks, working_days
from clearsight.errors import DefinitionError, SettingsError
from clearsight.settings import Settings

BY_KEY = {clock.key: clock for clock in CLOCKS}
REVIEW = BY_KEY["rcpc"]
SOME = {"assessment_45", "a2", "cla_review", "iha", "police_protection", "unallocated"}
FROM_RETURNS = 57


def test_every_chapter_is_found() -> None:
    """Nothing is registered, and the order is that of the keys."""
    assert set(BY_KEY) >= SOME
    assert len(CLOCKS) >= FROM_RETURNS
    assert [c.key for c in CLOCKS] == sorted(BY_KEY)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"stops": ("review confrence held",)}, "review conference held"),
        ({"starts": ("zzz",)}, "journeys/events.py"),
        ({"ends_undated": ("referral closed",)}, "ends_early"),
        ({"starts_unsure": ("referral accepted",)}, "starts"),
        ({"stops": ()}, "a stop"),
        ({"limits": {}}, "a limit"),
        ({"limits": {ALWAYS: ()}}, "a limit"),
        ({"limits": {ALWAYS: (Step(months(3), "first"),)}}, "every later gap"),
        ({"limits": {ALWAYS: (Step(months(3), from_age=months(1)),)}}, "later gap"),
        ({"tier": 3}, "tier"),
        ({"breach_words": ""}, "words"),
        ({"data": ()}, "data"),
    ],
)
def test_a_wrong_declaration_is_refused(changed: dict[str, Any], said: str) -> None:
    """On import, with the clock's name and the near miss."""
    with pytest.raises(DefinitionError, match=said) as told:
        replace(REVIEW, **changed)
    assert "clock rcpc" in str(told.value)


def test_a_single_limit_is_a_ladder_of_one_step() -> None:
    """So that all clocks are alike to what runs them."""
    clock = replace(REVIEW, limits={date(2020, 1, 1): weeks(6), ALWAYS: weeks(4)})
    assert list(clock.ladders) == [ALWAYS, date(2020, 1, 1)]
    assert clock.steps == (Step(weeks(4)), Step(weeks(6)))


def test_two_clocks_may_not_share_a_key() -> None:
    """Whichever came second would be lost."""
    with pytest.raises(DefinitionError, match="rcpc"):
        unique([REVIEW, replace(REVIEW, title="Another")])
    assert unique([REVIEW, REVIEW]) == (REVIEW,)


def _set(limits: dict[str, str]) -> dict[str, Clock]:
    settings = Settings(limits=limits, path="clearsight.toml")
    return {clock.key: clock for clock in with_local_limits(CLOCKS, settings)}


def test_a_local_limit_is_taken() -> None:
    """It replaces every dated limit of that clock, and no other's."""
    found = _set({"cp_visit": "4 weeks"})
    assert found["cp_visit"].steps == (Step(weeks(4)),)
    assert {k: c for k, c in found.items() if k != "cp_visit"} == {
        k: c for k, c in BY_KEY.items() if k != "cp_visit"
    }


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("10 working days", working_days(10)),
        ("1 working day", working_days(1)),
        (" 4  WEEKS ", weeks(4)),
        ("3 months", months(3)),
        ("28 calendar days", Limit(28, "calendar day")),
    ],
)
def test_a_local_limit_is_read(text: str, limit: Limit) -> None:
    """Units in any case, one or many."""
    assert _set({"cp_visit": text})["cp_visit"].steps == (Step(limit),)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"cla_review": "30 working days"}, "cla_review is set by law"),
        ({"cp_vist": "4 weeks"}, "Did you mean 'cp_visit'"),
        ({"zzz": "4 weeks"}, "may be set for: .*cp_visit, .*unallocated"),
        ({"cp_visit": "10 days"}, "10 working days"),
        ({"cp_visit": "0 weeks"}, "cp_visit is '0 weeks'"),
        ({"cp_visit": "2000 weeks"}, "number from 1"),
        ({"cp_visit": "weekly"}, "not a length of time"),
        ({"cp_visit": ""}, "not a length of time"),
    ],
)
def test_a_wrong_setting_is_refused(limits: dict[str, str], said: str) -> None:
    """It says which clock, where, and what may be written."""
    with pytest.raises(SettingsError, match=said) as told:
        _set(limits)
    assert told.value.where == "clearsight.toml"


def test_limits_are_written_as_a_person_would() -> None:
    """One is not many."""
    assert [limit.words for limit in (weeks(1), working_days(10), months(3))] == [
        "1 week",
        "10 working days",
        "3 months",
    ]
