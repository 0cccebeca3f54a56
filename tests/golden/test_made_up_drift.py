"""The returns can show the drift that the truth tells of: cells alone, read plainly.

No part of Clearsight's pipeline is used: what is worked out here from the cells of a
clean write-out is, for each of these signals, exactly what the truth says.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from xml.etree.ElementTree import Element, iterparse

import pytest
from python_calamine import CalamineWorkbook

from clearsight.madeup import AS_AT, make

Row = dict[str, object]


@dataclass(frozen=True)
class Cells:
    """The folder of a council, and readers of its cells."""

    out: Path

    def truth(self, signal: str, *about: str) -> set[str]:
        """Return the children of whom the truth says this."""
        path = self.out / "truth" / "signals.csv"
        with path.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        return {
            r["child"] for r in rows if r["signal"] == signal and r["about"] in about
        }

    def sheet(self, number: int, month: str = "2026-03") -> list[Row]:
        """Return the rows of one list of one month, blank cells as None."""
        path = next((self.out / "extracts" / month).glob("annex_a_*.xlsx"))
        book = CalamineWorkbook.from_path(str(path))
        grid = book.get_sheet_by_name(f"List {number}").to_python()
        return [
            {str(h): (c or None) for h, c in zip(grid[0], row, strict=True)}
            | {"child": str(row[0]).removesuffix(".0")}
            for row in grid[1:]
        ]

    def table(self, name: str) -> list[dict[str, str]]:
        """Return the rows of one file of the latest 903."""
        path = self.out / "returns" / "ssda903" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    def open_now(self) -> set[str]:
        """Return the children whom List 6 shows as open."""
        status = "Case status"
        return {
            str(row["child"])
            for row in self.sheet(6)
            if not str(row[status]).startswith("e)")
        }

    def in_care(self) -> list[Row]:
        """Return the rows of List 8 of children in care now."""
        ended = "Date Ceased to be Looked After"
        return [row for row in self.sheet(8) if row[ended] is None]

    def census(self) -> Iterator[tuple[str, Element]]:
        """Yield each child of each census, and its element."""
        for path in sorted((self.out / "extracts").glob("*/cin_*.xml")):
            for _, element in iterparse(path):
                if element.tag == "Child":
                    yield element.findtext("ChildIdentifiers/LAchildID", ""), element


@pytest.fixture(scope="module", params=[1, 4])
def cells(request, tmp_path_factory) -> Cells:
    """Make a council up with all its months."""
    out = tmp_path_factory.mktemp("drift")
    make(out, children=600, seed=request.param, monthly=True)
    return Cells(out)


def test_no_plan_for_permanence_is_a_blank_on_list_8(cells):
    plan = "What is the permanence plan for this child?"
    started = "Date Started to be Looked After"
    found = {
        row["child"]
        for row in cells.in_care()
        if row[plan] is None and row[started] < date(2025, 11, 30)
    }
    assert found == cells.truth("S18", "no plan")


def test_out_of_the_area_is_on_list_8(cells):
    found = {
        row["child"] for row in cells.in_care() if row["Placement Location"] == "b) Out"
    }
    assert found == cells.truth("S19", "outside the area")


def test_not_offered_is_on_list_8_and_the_day_in_the_903(cells):
    asked = next(h for h in cells.in_care()[0] if "offered a Return" in h)
    back = defaultdict(list)
    for row in cells.table("missing"):
        if row["MISSING"] == "M":
            back[row["CHILD"]].append(_day(row["MIS_END"]))
    found = {
        row["child"]
        for row in cells.in_care()
        if row[asked] == "b) No"
        # An older episode was over long ago.
        and max(back.get(row["child"], [date.min])) < AS_AT - timedelta(days=3)
    }
    assert found == cells.truth("S22", "not offered")


def test_not_seen_alone_is_on_list_7(cells):
    ended = "Child Protection Plan End Date"
    visited = "Date of the Last Statutory Visit"
    found = {
        row["child"]
        for row in cells.sheet(7)
        if row[ended] is None
        and row["Was the Child Seen Alone?"] == "b) No"
        # Nobody is seen alone before the birth.
        and row[visited] >= row["Date of Birth"]
    }
    assert found == cells.truth("S15", "not seen alone")


def test_settings_and_placements_are_in_the_903(cells):
    now = {row["child"] for row in cells.in_care()}
    born = {row["CHILD"]: _day(row["DOB"]) for row in cells.table("header")}
    young, homes = set(), defaultdict(set)
    for row in cells.table("episodes"):
        child = row["CHILD"]
        if child not in now or row["LS"] in ("V3", "V4"):
            continue
        is_under = born[child].replace(year=born[child].year + 16) > AS_AT
        if not row["DEC"] and row["PLACE"] == "K3" and is_under:
            young.add(child)
        homes[child].add((row["PLACE"], row["PL_POST"], row["URN"]))
    assert young == cells.truth("S20", "under 16 in supported accommodation")
    broken = {child for child, held in homes.items() if len(held) >= 3}
    assert broken == cells.truth("S21", "three placements")


def test_long_help_and_plans_again_are_in_the_census(cells):
    helped, plans, need = defaultdict(set), defaultdict(set), {}
    for child, element in cells.census():
        for one in element.iter("CINdetails"):
            for plan in one.iter("CINPlanDates"):
                start = _iso(plan.findtext("CINPlanStartDate"))
                helped[child].add((start, _iso(plan.findtext("CINPlanEndDate"))))
                need[child, start] = one.findtext("PrimaryNeedCode")
            for plan in one.iter("ChildProtectionPlans"):
                start = _iso(plan.findtext("CPPstartDate"))
                plans[child].add((start, _iso(plan.findtext("CPPendDate"))))
    long = {
        child
        for child, held in helped.items()
        for start, end in _latest(held)
        if end is None and start < date(2025, 6, 30) and need[child, start] != "N2"
    }
    assert long == cells.truth("S12", "child in need plan")
    again = set()
    for child, held in plans.items():
        spells = _latest(held)
        if len(spells) > 1 and spells[-1][1] is None:
            start, last = spells[-1][0], spells[-2][1]
            again |= {child} if last >= start.replace(year=start.year - 2) else set()
    assert again == cells.truth("S07", "protection plan again")


def test_referrals_again_are_in_the_census(cells):
    dates = defaultdict(set)
    for child, element in cells.census():
        dates[child] |= {_iso(d.text) for d in element.iter("CINreferralDate")}
    found = set()
    for child, days in dates.items():
        last = max(days)
        if sum(on >= last.replace(year=last.year - 1) for on in days) >= 2:
            found.add(child)
    assert found & cells.open_now() == cells.truth("S06", "second in 12 months")


def test_workers_are_on_list_6_month_by_month(cells):
    months = [f"2025-{n:02}" for n in range(4, 13)] + ["2026-01", "2026-02", "2026-03"]
    people = defaultdict(set)
    for month in months:
        for row in cells.sheet(6, month):
            worker = str(row["Allocated Worker"] or "")
            if worker.startswith("SW") and row["CIN Closure Date"] is None:
                people[row["child"]].add(worker)
    # Those in care are told of day by day, by the 903.
    others = cells.open_now() - {row["child"] for row in cells.in_care()}
    found = {child for child in others if len(people[child]) >= 3}
    true = cells.truth("S08", "three in 12 months") & others
    assert true
    assert found == true


def test_nobody_on_list_9_is_a_child_of_16_with_no_plan(cells):
    planned = {row["child"] for row in cells.sheet(9)}
    late = cells.truth("S25", "no pathway plan")
    assert late
    assert not late & planned
    born = {row["child"]: row["Date of Birth"] for row in cells.in_care()}
    for child in late:
        assert (AS_AT - born[child]).days > 16.2 * 365.25


def _latest(held: set[tuple[date, date | None]]) -> list[tuple[date, date | None]]:
    """Return spells by start, each as the last census to hold it has it."""
    ends: dict[date, date | None] = {}
    for start, end in held:
        ends[start] = end or ends.get(start)
    return sorted(ends.items(), key=lambda spell: spell[0])


def _iso(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _day(text: str) -> date:
    day, month, year = text.split("/")
    return date(int(year), int(month), int(day))
