"""What two years' SEN2 tell of the same request is counted once, as the later says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from clearsight.measures import MEASURES
from clearsight.measures.period import periods
from clearsight.measures.run import run
from clearsight.report.measured import known_of
from clearsight.returns.folder import read_paths
from clearsight.settings import Settings

AS_AT = date(2026, 3, 31)
NAMES = ("2024/25", "2024-Q1", "2024-12", "2025-Q3")
DAYS = {2025: "2025-01-16", 2026: "2026-01-15"}
HEADINGS = {
    "sen2": "sen2tableid,collection,year,referencedate,lea",
    "person": "persontableid,personbirthdate,sex,upn,uniquelearnernumber",
    "requests": "requeststableid,persontableid,receiveddate,requestoutcomedate,"
    "requestoutcome,exported",
    "assessment": "assessmenttableid,requeststableid,assessmentoutcome,"
    "assessmentoutcomedate,week20",
    "namedplan": "namedplantableid,assessmenttableid,startdate,ceasedate",
    "activeplans": "activeplanstableid,requeststableid,transferla,reviewmeeting,"
    "lastreview",
}
# Of each person: whether a number is known, and the cells that each return holds.
Told = dict[str, str]
PEOPLE: dict[str, tuple[str, dict[int, Told]]] = {
    "A1": ("2012-01-09", {
        2025: {"received": "2024-12-02", "said": "A"},
        2026: {"received": "2024-12-02", "said": "N", "decided": "2025-01-28"},
    }),
    "A2": ("2012-02-09", {
        2025: {"received": "2024-02-01", "said": "Y", "decided": "2024-03-10",
               "assessed": "Y", "excepted": "1", "issued": "2024-06-20",
               "met": "2024-12-05"},
        2026: {"received": "2024-02-01", "said": "H", "assessed": "H",
               "issued": "2024-06-20", "met": "2025-12-05"},
    }),
    "A3": ("2020-05-05", {
        2025: {"received": "2024-03-01", "said": "Y", "assessed": "Y",
               "excepted": "0", "issued": "2024-09-30", "number": "none"},
        2026: {"received": "2024-03-01", "said": "H", "assessed": "H",
               "issued": "2024-09-30", "met": "2025-11-11"},
    }),
    "A4": ("2012-04-09", {
        2026: {"received": "2024-04-04", "said": "H", "assessed": "H",
               "issued": "2023-08-01", "from": "350", "met": "2025-08-08"},
    }),
    "A5": ("2012-05-09", {
        2025: {"received": "2024-01-10", "said": "A"},
        2026: {"received": "2024-01-10", "said": "A", "gone": "1"},
    }),
    "A6": ("2012-06-09", {2025: {"received": "2024-01-10", "said": "A"}}),
    "A7": ("2012-07-09", {
        2025: {"received": "2024-06-01", "said": "A"},
        2026: {"received": "2024-06-01", "said": "N"},
    }),
}  # fmt: skip


def export(year: int) -> dict[str, list[str]]:
    """Return the lines of the files of one January."""
    lines = {name: [heading] for name, heading in HEADINGS.items()}
    lines["sen2"].append(f"1,SEN2,{year},{DAYS[year]},357")
    for at, (upn, (born, told)) in enumerate(PEOPLE.items(), 1):
        if year not in told:
            continue
        one = {"gone": "0", **told[year]}
        cell = one.get
        number = "" if cell("number") else upn
        lines["person"].append(f"{at},{born},F,{number},")
        asked = (cell("received", ""), cell("decided", ""), one["said"], one["gone"])
        lines["requests"].append(f"{at},{at},{','.join(asked)}")
        if "issued" in one:
            said = f"{one['assessed']},,{cell('excepted', '')}"
            lines["assessment"].append(f"{at},{at},{said}")
            lines["namedplan"].append(f"{at},{at},{one['issued']},")
            active = f"{cell('from', '')},{cell('met', '')},"
            lines["activeplans"].append(f"{at},{at},{active}")
    return lines


@pytest.fixture(scope="module")
def counted(tmp_path_factory) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read both returns; give the figures and the members."""
    folder: Path = tmp_path_factory.mktemp("sen2")
    for year in DAYS:
        (folder / str(year)).mkdir()
        for name, lines in export(year).items():
            path = folder / str(year) / f"{name}.csv"
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    files = read_paths([folder])
    assert not [f.name for f in files if f.aside]
    known = known_of(files, AS_AT, Settings())
    wanted = [p for name in NAMES for p in periods(name, AS_AT)]
    mine = [m for m in MEASURES if m.family == "SEND"]
    found = run(known, mine, wanted)
    return found.figures, found.members()


@pytest.fixture
def listed(counted):
    """Return a function that lists a measure's members: yes, no, or left out."""

    def listed(measure: str, period: str) -> dict[str, str]:
        rows = counted[1].filter(measure=measure, period=period)
        ways = {(True, True): "yes", (False, True): "no", (False, False): "left out"}
        found = [
            (m["child"].removeprefix("pupil "), ways[m["in_numerator"],
             m["in_denominator"]])
            for m in rows.iter_rows(named=True)
        ]  # fmt: skip
        assert len(found) == len(dict(found)), "somebody is counted twice"
        return dict(found)

    return listed


def test_a_decision_that_came_later_is_taken(listed) -> None:
    """A4 was asked for elsewhere; A7 was refused, on whatever day."""
    assert listed("send_refused", "2024/25") == {"A1": "yes", "A7": "yes"}


def test_a_decision_that_is_carried_stands_in_the_older_return(counted) -> None:
    rows = counted[1].filter(measure="send_refused", period="2024-Q1")
    told = dict(zip(rows["child"], rows["to_on"], strict=True))
    assert sorted(told) == ["pupil A2", "pupil A3", "pupil A5", "pupil A6"]
    assert told["pupil A2"] == date(2024, 3, 10)


def test_a_plan_that_is_carried_was_issued_once(listed) -> None:
    """A3 had no number in the first return; A4 moved in with a plan."""
    assert listed("send_20w_all", "2024/25") == {"A2": "yes", "A3": "no"}


def test_an_exception_told_of_once_holds(listed) -> None:
    assert listed("send_20w", "2024/25") == {"A2": "left out", "A3": "no"}


def test_who_waits_is_known_until_the_last_return_that_tells(listed) -> None:
    """A5 moved away and A7 was refused: it is not told when; A6 is told of no more."""
    waiting = {"A5": "left out", "A7": "left out"}
    assert listed("send_open_over_20w", "2024-12") == {"A6": "yes", **waiting}
    assert listed("send_open_over_20w", "2024/25") == waiting


def test_a_review_that_an_older_return_told_of_counts(listed) -> None:
    """A3's was later; A4 moved in on a day of that year that is not told."""
    found = listed("send_review_12m", "2025-Q3")
    assert found == {"A2": "yes", "A3": "no", "A4": "left out"}


def test_a_plan_is_not_kept_here_in_the_years_before_it_came(counted) -> None:
    rows = counted[1].filter(measure="send_review_12m", period="2024-12")
    assert "pupil A4" not in rows["child"].to_list()
