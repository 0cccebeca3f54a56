"""Monthly extracts: the same truth, cleanly or untidily recorded."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from clearsight.errors import SettingsError
from clearsight.madeup import AS_AT, make
from clearsight.madeup.columns import HEADINGS
from clearsight.madeup.extracts import Recording, month_ends
from clearsight.madeup.faults import LATE, NEVER, PUT_RIGHT
from clearsight.madeup.true import Child
from clearsight.madeup.world import World
from clearsight.returns.folder import read_paths

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a council with every month's extract, cleanly recorded."""
    out = tmp_path_factory.mktemp("clean")
    make(out, children=120, months=13, monthly=True)
    return out


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the same council, recorded as people record."""
    out = tmp_path_factory.mktemp("messy")
    make(out, children=120, months=13, monthly=True, mess="ordinary")
    return out


def _truth(folder: Path, name: str) -> Rows:
    path = folder / "truth" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_month_ends_are_the_last_days() -> None:
    assert month_ends(date(2024, 3, 31), 3) == [
        date(2024, 1, 31),
        date(2024, 2, 29),
        date(2024, 3, 31),
    ]


def test_each_month_has_a_workbook_and_each_year_its_returns(clean: Path) -> None:
    months = sorted(path.name for path in (clean / "extracts").iterdir())
    assert (months[0], months[-1], len(months)) == ("2025-03", "2026-03", 13)
    yearly = sorted(p.parent.name for p in (clean / "extracts").glob("*/cin_*.xml"))
    assert yearly == ["2025-03", "2026-03"]
    assert len(list((clean / "extracts").glob("*/ssda903/header.csv"))) == 2


def test_the_last_extract_is_the_return(clean: Path) -> None:
    name = f"annex_a_{AS_AT}.xlsx"
    latest = (clean / "extracts" / "2026-03" / name).read_bytes()
    assert latest == (clean / "returns" / name).read_bytes()


@pytest.mark.parametrize("kind", ["clean", "messy"])
def test_clearsight_reads_every_extract_whole(
    kind: str, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(kind) / "extracts"
    files = read_paths([folder])
    assert {file.taken_for for file in files} == {"ssda903", "cin", "annexa"}
    for file in files:
        assert not file.aside, (file.name, file.why)
        assert file.problems == []
        for part in file.parts:
            assert part.rows_in == part.rows_kept, (file.name, part.table)
    days = {str(f.extract_date) for f in files if f.taken_for == "annexa"}
    assert len(days) == 13


def test_mess_changes_no_truth(clean: Path, messy: Path) -> None:
    for name in ("events", "signals", "clocks"):
        assert _truth(clean, name) == _truth(messy, name)
    assert _truth(clean, "faults") == []
    assert {row["fault"] for row in _truth(messy, "faults")} == {
        LATE, NEVER, PUT_RIGHT,
    }  # fmt: skip


def test_a_fault_is_listed_for_each_extract_that_it_touches(messy: Path) -> None:
    for row in _truth(messy, "faults"):
        first = min(row["on"], row["shown_as"] or row["on"])
        assert first <= row["extract"] < (row["right_from"] or "9999")


def test_what_differs_in_the_records_is_a_listed_fault(
    the_world: World, many: list[Child]
) -> None:
    clean, messy = Recording(the_world, many), Recording(the_world, many, True)
    for day in (date(2025, 6, 30), AS_AT):
        pairs = zip(clean.on(day), messy.on(day), strict=True)
        differ = {one.number for one, other in pairs if one != other}
        listed = {fault.child for fault in messy.faults if fault.touches(day)}
        assert differ
        assert differ <= listed


def test_headings_are_there_however_untidy(messy: Path) -> None:
    shuffled = titled = 0
    for path in (messy / "extracts").glob("*/annex_a_*.xlsx"):
        book = CalamineWorkbook.from_path(str(path))
        for number, headings in HEADINGS.items():
            grid = book.get_sheet_by_name(f"List {number}").to_python()
            at = next(n for n, row in enumerate(grid) if len([c for c in row if c]) > 2)
            found = [str(cell).strip().lower() for cell in grid[at]]
            wanted = [heading.lower() for heading in headings]
            assert sorted(found) == sorted(wanted)
            shuffled += found != wanted
            titled += at > 0
    assert shuffled > 10
    assert titled > 10


def test_a_mess_that_is_not_known_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="dreadful"):
        make(tmp_path, mess="dreadful")
    assert not list(tmp_path.iterdir())


def test_truth_names_the_rates_it_lives_by(clean: Path) -> None:
    rows: Callable[[str], str] = {
        row["rate"]: row["area"] for row in _truth(clean, "rates")
    }.__getitem__
    assert rows("referrals") == "England"
