"""Care leavers of 17 and 18 in the 903: who is told of, and in which codes."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from clearsight.madeup import outcomes
from clearsight.madeup.days import add_months, age
from clearsight.madeup.true import Care, Child, Leaver, Referral

START, END = date(2025, 4, 1), date(2026, 3, 31)
BORN = date(2007, 6, 10)


def _child(ended_on: date | None, reason: str = "E4A", home: str = "T") -> Child:
    child = Child(100_001, BORN, "F", "WBRI", "UN1")
    care = Care(
        date(2020, 1, 6), "N1", [(date(2020, 1, 6), "C2")], [], ended_on, reason
    )
    child.leaver = Leaver(
        date(2023, 7, 3), "YES", home, "a", "F2", "SW1", "PA1", "Team Willow"
    )
    child.referrals = [Referral(date(2019, 12, 2), "1A", "N1", cares=[care])]
    return child


def test_who_left_on_the_birthday_is_told_of() -> None:
    adult = add_months(BORN, 216)
    assert outcomes.younger(_child(adult, "E11", "U"), START, END) == [
        "YES",
        "F2",
        "U1",
    ]


def test_no_foyer_takes_one_who_was_under_18() -> None:
    adult = add_months(BORN, 216)
    assert outcomes.younger(_child(adult, "E11"), START, END) == ["YES", "F2", "E1"]


def test_back_home_for_six_months() -> None:
    there = outcomes.younger(_child(date(2024, 12, 10)), START, END)
    not_yet = outcomes.younger(_child(date(2024, 12, 11)), START, END)
    assert (there, not_yet[0]) == (["RHOM", "0", "0"], "YES")


def test_who_is_in_care_on_the_birthday_is_not_told_of() -> None:
    assert outcomes.younger(_child(None), START, END) == []
    assert outcomes.younger(_child(date(2025, 6, 11)), START, END) == []


def test_those_of_19_are_told_of_as_before() -> None:
    start, end = date(2026, 4, 1), date(2027, 3, 31)
    child = _child(date(2025, 6, 10), "E11")
    assert outcomes.younger(child, start, end) == []
    assert outcomes.leaver(child, start, end) == ["YES", "F2", "T1"]


def test_the_return_holds_them_and_no_health_of_theirs(made: Path) -> None:
    by_age: set[int] = set()
    for folder in sorted((made / "returns").glob("ssda903*")):
        end = END if folder.name == "ssda903" else START
        leavers, health = _rows(folder / "oc3.csv"), _rows(folder / "oc2.csv")
        by_age |= {age(_day(row["DOB"]), end) for row in leavers}
        assert not {row["CHILD"] for row in leavers} & {row["CHILD"] for row in health}
    assert {17, 18, 19, 20, 21} >= by_age
    assert 18 in by_age


def _day(text: str) -> date:
    day, month, year = text.split("/")
    return date(int(year), int(month), int(day))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
