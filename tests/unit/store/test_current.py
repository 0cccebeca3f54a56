"""Which cut of a return counts, when a later one was loaded."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from polars.testing import assert_frame_equal

import months
from clearsight.madeup import make
from clearsight.report.review import Review
from clearsight.report.run import Options, review, review_files
from clearsight.returns.councils import NOT_STATED
from clearsight.settings import Settings
from clearsight.store.current import known
from clearsight.store.place import Place
from clearsight.store.snapshots import keep

COUNCIL = "Madeup"
FIRST = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
SECOND = datetime(2026, 5, 2, 9, 30, tzinfo=UTC)
THIRD = datetime(2026, 6, 2, 9, 30, tzinfo=UTC)
LAST = date(2026, 3, 31)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make up a council's 903, of one year, in a folder of its own."""
    make(tmp_path / "made", children=40, months=12, council=COUNCIL)
    (tmp_path / "made" / "returns" / "ssda903").rename(tmp_path / "ssda903")
    return tmp_path / "ssda903"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "store")


def load(place: Place, folder: Path, at: datetime) -> None:
    keep(place, [folder], council=COUNCIL, at=at, by="tester")


def of_folder(folder: Path) -> Review:
    return review([folder], Options(council=COUNCIL), Settings())


def of_store(place: Place, day: date | None = None) -> Review:
    return review_files(known(place, known_at=day).files, Options(), Settings())


def assert_same(one: Review, other: Review) -> None:
    """Compare what is found; a later cut may go by another name."""
    for name in ("timeline", "spells", "clocks", "signals"):
        assert_frame_equal(getattr(one, name), getattr(other, name))


def shorten(path: Path) -> None:
    """Take away the last row of a file."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")


def test_a_later_cut_in_the_same_folder_takes_the_place_of_the_first(place, folder):
    first = of_folder(folder)
    load(place, folder, FIRST)
    for name in ("reviews.csv", "episodes.csv"):
        shorten(folder / name)
    load(place, folder, SECOND)
    assert_same(of_store(place), of_folder(folder))
    assert_same(of_store(place, date(2026, 4, 30)), first)
    assert len(known(place).superseded) == 2


def test_a_later_cut_in_another_folder_does_too(place, folder, tmp_path):
    load(place, folder, FIRST)
    later = tmp_path / "a later folder"
    shutil.copytree(folder, later)
    shorten(later / "reviews.csv")
    load(place, later, SECOND)
    assert_same(of_store(place), of_folder(later))


def test_a_cut_that_is_loaded_again_after_another_counts_again(place, folder):
    """Whoever finds that the first was right all along loads it once more."""
    first = of_folder(folder)
    was = (folder / "reviews.csv").read_bytes()
    load(place, folder, FIRST)
    shorten(folder / "reviews.csv")
    load(place, folder, SECOND)
    second = of_folder(folder)
    (folder / "reviews.csv").write_bytes(was)
    load(place, folder, THIRD)
    before = place.ledger.read_bytes()
    load(place, folder, THIRD)
    assert place.ledger.read_bytes() == before
    assert_same(of_store(place), first)
    assert_same(of_store(place, date(2026, 5, 31)), second)
    assert_same(of_store(place, date(2026, 4, 30)), first)


def test_of_a_list_of_one_day_too(place, tmp_path):
    folder = tmp_path / "extracts"
    for seed in (1, 2, 1):
        months.write(folder, LAST, 1, 40, seed=seed)
        load(place, folder, FIRST)
    assert_same(of_store(place), of_folder(folder))


def test_a_list_of_no_stated_day_is_no_newer_for_being_loaded_again(place, tmp_path):
    """Last month's list, loaded by mistake after this month's, stays last month's."""
    path = tmp_path / "list_6.csv"
    was = "\n".join(IN_CARE)
    path.write_text(was, encoding="utf-8")
    load(place, path, FIRST)
    path.write_text(was.replace("05/01/2026", "12/04/2026"), encoding="utf-8")
    load(place, path, SECOND)
    before = place.ledger.read_bytes()
    path.write_text(was, encoding="utf-8")
    load(place, path, THIRD)
    assert place.ledger.read_bytes() == before


def test_another_year_in_the_same_folder_is_history(place, folder, tmp_path):
    make(tmp_path / "older", children=40, months=24, council=COUNCIL)
    older = tmp_path / "older" / "returns" / "ssda903-2024-25"
    newer = tmp_path / "newer"
    shutil.copytree(folder, newer / "ssda903")
    shutil.copytree(older, newer / "ssda903-2024-25")
    shutil.rmtree(folder)
    shutil.copytree(older, folder)
    load(place, folder, FIRST)
    shutil.rmtree(folder)
    shutil.copytree(newer / "ssda903", folder)
    load(place, folder, SECOND)
    assert {f.year for f in known(place).files} == {2025, 2026}
    assert_same(of_store(place), of_folder(newer))


def test_of_one_extract_corrected_the_later_load_counts(place, tmp_path):
    folder = tmp_path / "extracts"
    months.write(folder, LAST, 1, 40, seed=1)
    load(place, folder, FIRST)
    months.write(folder, LAST, 1, 40, seed=2)
    load(place, folder, FIRST)
    assert_same(of_store(place), of_folder(folder))


DAYS = (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31))
CHILD = "Child Unique ID,Gender,Ethnicity,Date of Birth,"
IN_CARE = (
    CHILD + "Date Started to be Looked After,Date of Last Social Work Visit",
    "7,b) Female,WBRI,01/02/2014,02/06/2025,05/01/2026",
)


def lists_of_each_day(folders: Path, now: Path, stores: dict[bool, Place]) -> None:
    """Write and load two lists of each day, of which one never changes.

    In one store from one folder that each month is written over, in the other from a
    folder for each month.
    """
    for n, day in enumerate(DAYS):
        month = folders / day.isoformat()
        changed = (
            CHILD + "Date of Contact,Contact Source",
            f"{n},b) Female,WBRI,01/02/2014,{day:%d/%m/%Y},1A",
        )
        for folder in (month, now):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "List 8.csv").write_text("\n".join(IN_CARE), encoding="utf-8")
            (folder / "List 1.csv").write_text("\n".join(changed), encoding="utf-8")
        stated = dict.fromkeys(("List 1.csv", "List 8.csv"), day)
        for in_place, place in stores.items():
            days = stated if in_place else {}
            loaded = now if in_place else month
            for _ in range(2):
                keep(
                    place, [loaded], council=COUNCIL, extract_dates=days, at=FIRST,
                    by="t",
                )  # fmt: skip


def test_a_list_that_has_not_changed_is_kept_of_each_day(tmp_path):
    stores = {way: Place(tmp_path / f"store {way}") for way in (True, False)}
    folders = tmp_path / "folders"
    lists_of_each_day(folders, tmp_path / "now", stores)
    for day in DAYS:
        upto = [folders / d.isoformat() for d in DAYS if d <= day]
        asked = Options(council=COUNCIL, as_at=day)
        alone = review(upto, asked, Settings())
        for place in stores.values():
            found = review_files(known(place, known_at=day).files, asked, Settings())
            assert_same(found, alone)
            assert len(found.files) == 2 * len(upto)
            assert {f.extract_date for f in found.files} == {
                d for d in DAYS if d <= day
            }
    assert not found.signals.is_empty()


def test_a_day_stated_anew_counts_beside_the_first(place, tmp_path):
    """What was stated wrongly is removed; nothing is taken back by a later load."""
    months.write(tmp_path / "one", LAST, 1, 20)
    (book,) = (tmp_path / "one").iterdir()
    for day in (LAST, date(2026, 4, 30), LAST):
        stated = {book.name: day}
        keep(place, [book], council=COUNCIL, extract_dates=stated, at=FIRST, by="t")
    keep(place, [book], council=COUNCIL, at=SECOND, by="t")
    found = {f.extract_date for f in known(place).files}
    assert found == {LAST, date(2026, 4, 30)}


def test_a_copy_loaded_later_changes_nothing_of_what_was_known(place, folder, tmp_path):
    """The same bytes elsewhere: neither the day, nor the place, nor whose they are."""
    keep(place, [folder], at=FIRST, by="tester")
    before = known(place, known_at=FIRST.date()).files
    copy = tmp_path / "a copy" / "of it"
    shutil.copytree(folder, copy)
    made = tmp_path / "made" / "returns" / "cin_2025-26.xml"
    shutil.copy(made, copy)
    keep(place, [copy], at=SECOND, by="tester")
    after = known(place, known_at=FIRST.date()).files
    assert {f.council for f in after} == {f.council for f in before} == {NOT_STATED}
    assert [f.sha256 for f in after] == [f.sha256 for f in before]
    assert {f.council for f in known(place).files} != {NOT_STATED}
