"""The returns hold what their rules say they hold, and are laid out as they say."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.parsers import expat

import pytest
from python_calamine import CalamineWorkbook

from clearsight.madeup import AS_AT
from clearsight.madeup.columns import HEADINGS as LISTS
from clearsight.madeup.ssda903 import HEADINGS as TABLES
from clearsight.madeup.true import Child
from clearsight.returns.ssda903 import shape

START = date(2025, 4, 1)
SIX_MONTHS = date(2025, 10, 1)
Grid = list[list[object]]


@pytest.fixture(scope="module")
def sheet(made: Path) -> Callable[[int], Grid]:
    """Give the grid of one of the lists."""
    path = made / "returns" / "annex_a_2026-03-31.xlsx"
    book = CalamineWorkbook.from_path(str(path))
    return lambda number: book.get_sheet_by_name(f"List {number}").to_python()


@pytest.fixture(scope="module")
def census(made: Path) -> str:
    """Give the text of the census."""
    return (made / "returns" / "cin_2025-26.xml").read_text(encoding="utf-8")


def _rows(made: Path, folder: str, name: str) -> list[dict[str, str]]:
    path = made / "returns" / folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_903_headings_are_those_of_the_return() -> None:
    # UASC is a column of Header in the XML form alone.
    declared = {frozenset(t.fields) - {"UASC"} for t in shape.TABLES.values()}
    for name, headings in TABLES.items():
        assert frozenset(headings.split()) in declared, name


def test_annex_a_headings_are_those_of_the_2024_layout(shared: Path) -> None:
    path = shared / "spec" / "annex-a-columns.csv"
    expected: dict[int, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            expected.setdefault(int(row["list"]), []).append(row["column"])
    assert {number: list(names) for number, names in LISTS.items()} == expected


@pytest.mark.parametrize(
    ("folder", "end"),
    [("ssda903", "2026-03-31"), ("ssda903-2024-25", "2025-03-31")],
)
def test_903_holds_one_year_and_nothing_after_it(
    made: Path, folder: str, end: str
) -> None:
    last = date.fromisoformat(end)
    first = date(last.year - 1, 4, 1)
    episodes = _rows(made, folder, "episodes")
    assert len(episodes) > 20
    for row in episodes:
        assert _day(row["DECOM"]) <= last
        assert not row["DEC"] or first <= _day(row["DEC"]) <= last
        assert bool(row["DEC"]) == bool(row["REC"])
    for row in _rows(made, folder, "reviews"):
        assert first <= _day(row["REVIEW"]) <= last
    header = {row["CHILD"] for row in _rows(made, folder, "header")}
    for name in TABLES.keys() - {"DoLo"}:
        assert {row["CHILD"] for row in _rows(made, folder, name)} <= header


def test_903_is_cut_from_the_years_that_it_is_of(made: Path) -> None:
    before = {r["CHILD"]: r for r in _rows(made, "ssda903-2024-25", "episodes")}
    still = [r for r in before.values() if not r["DEC"]]
    now = {(r["CHILD"], r["DECOM"]) for r in _rows(made, "ssda903", "episodes")}
    assert still
    assert {(r["CHILD"], r["DECOM"]) for r in still} <= now


def test_census_is_well_formed_and_counts_agree(
    census: str, every_child: list[Child]
) -> None:
    expat.ParserCreate().Parse(census, True)
    referrals = [r for c in every_child for r in c.referrals]
    here = [
        r
        for r in referrals
        if r.on >= START or (not r.is_nfa and (r.closed_on or AS_AT) >= START)
    ]
    assert census.count("<CINdetails>") == len(here)
    assert census.count("<ReferralNFA>true") == sum(r.is_nfa for r in here)
    plans = [p for r in here for p in r.plans if (p.ended_on or AS_AT) >= START]
    assert census.count("<ChildProtectionPlans>") == len(plans)
    reviews = sum(len(p.reviews) for p in plans)
    assert census.count("<CPPreviewDate>") == reviews
    open_now = [r for r in here if r.assessment and not r.assessment.authorised_on]
    assert len(re.findall(r"ActualStartDate></Assessments>", census)) == len(open_now)


def test_unborn_child_has_an_expected_birth(
    census: str, every_child: list[Child]
) -> None:
    unborn = [c for c in every_child if c.born_on > AS_AT]
    assert unborn
    for child in unborn:
        expected = f"<ExpectedPersonBirthDate>{child.born_on}</ExpectedPersonBirthDate>"
        assert expected in census


def test_lists_reach_back_six_months(
    sheet: Callable[[int], Grid], every_child: list[Child]
) -> None:
    referrals = [r for c in every_child for r in c.referrals if r.on >= SIX_MONTHS]
    assert len(sheet(3)) - 1 == len(referrals)
    where = LISTS[3].index("Date of referral")
    assert all(row[where] >= SIX_MONTHS for row in sheet(3)[1:])


@pytest.mark.parametrize("number", [6, 7, 8, 9, 10])
def test_snapshots_hold_a_child_once(sheet: Callable[[int], Grid], number: int) -> None:
    children = [row[0] for row in sheet(number)[1:]]
    assert children
    assert len(set(children)) == len(children)


def test_open_plans_and_care_are_also_in_list_6(
    sheet: Callable[[int], Grid], every_child: list[Child]
) -> None:
    status = LISTS[6].index("Case status")
    need = {row[0]: row[status] for row in sheet(6)[1:]}
    for number, ended in ((7, "Child Protection Plan End Date"), (8, LISTS[8][19])):
        column = LISTS[number].index(ended)
        for row in sheet(number)[1:]:
            if not row[column]:
                assert str(need[row[0]])[0] in ("ab" if number == 7 else "a")
    care = [c for c in every_child if any(k.ended_on is None for k in c.cares)]
    assert sum(str(v).startswith("a)") for v in need.values()) == sum(
        not k.is_short_breaks for c in care for k in c.cares if k.ended_on is None
    )


def test_unallocated_children_are_blank_or_a_tray(
    sheet: Callable[[int], Grid], every_child: list[Child]
) -> None:
    stories = {c.number: c.story for c in every_child if c.story}
    worker = len(LISTS[6]) - 1
    said = {
        stories.get(int(str(row[0]).split(".")[0])): row[worker] for row in sheet(6)[1:]
    }
    assert said["no worker"] == ""
    assert said["three signals at once"] == ""
    assert said["duty tray for a worker"] == "Duty Tray"


def _day(text: str) -> date:
    day, month, year = text.split("/")
    return date(int(year), int(month), int(day))
