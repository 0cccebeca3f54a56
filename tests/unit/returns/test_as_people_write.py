"""Files as reports and spreadsheets leave them: nothing is lost, and all is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook

from clearsight.files.headings import is_put_by
from clearsight.files.manifest import Part, ReadFile
from clearsight.files.source import Source
from clearsight.returns.annexa.read import _by_the_way
from clearsight.returns.folder import read_paths, read_source
from clearsight.returns.held import Held
from clearsight.returns.leading_noughts import restore
from clearsight.returns.ssda903.covers import coverage

EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"
    "HOME_POST,PL_POST,URN\n"
)
EPISODE = "{},01/06/2025,{},C2,N1,{},PR1,,,,,,\n"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE\n"


def read(text: str) -> ReadFile:
    file = read_source(Source("x.csv", text.encode()))
    for part in file.parts:
        assert part.rows_in == part.rows_kept + part.rows_aside
    return file


def said(file: ReadFile) -> str:
    return " ".join(p.what for p in file.problems)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("S - Started to be looked after", "S"),
        ("s: started", "S"),
        ("(S) Started", "S"),
        ("S.  Started", "S"),
        ("S", "S"),
        # What is no code stays as it came.
        ("Started to be looked after", "STARTED TO BE LOOKED AFTER"),
        ("Q - No such code", "Q - NO SUCH CODE"),
    ],
)
def test_a_code_with_its_words_beside_it_is_that_code(given, code) -> None:
    file = read(EPISODES + EPISODE.format("1", given, "U6 - Fostered, other"))
    frame = file.parts[0].frame
    assert frame["RNE"].to_list() == [code]
    assert frame["RNE_submitted"].to_list() == [given]
    assert frame["PLACE"].to_list() == ["U6"]
    assert "1 value in PLACE holds the code and its words" in said(file)
    is_none = code not in ("S",)
    assert ("1 value in RNE is no code of this return" in said(file)) == is_none


@pytest.mark.parametrize("heading", ["REVIEWCODE", "Review-Code", "review code"])
def test_a_heading_is_known_with_or_without_its_marks(heading) -> None:
    file = read(f"Child,DOB,REVIEW,{heading}\n1,01/02/2015,01/06/2025,PN1\n")
    assert file.parts[0].frame["REVIEW_CODE"].to_list() == ["PN1"]


def test_notes_and_headings_among_the_rows_are_no_children() -> None:
    rows = "1,01/02/2015,01/06/2025,PN1\n"
    foot = "24 records,,,\nProduced 01/04/2026 09:10 by the system,,,\n"
    file = read(REVIEWS + rows + REVIEWS + rows.replace("1,", "2,", 1) + foot)
    assert file.parts[0].frame["CHILD"].to_list() == ["1", "2"]
    assert "1 row of headings among the data" in said(file)
    assert "2 rows of totals or notes" in said(file)


def test_a_child_of_whom_nothing_else_is_known_is_kept() -> None:
    file = read(REVIEWS + "1,01/02/2015,01/06/2025,PN1\nK2,,,\n")
    assert file.parts[0].frame["CHILD"].to_list() == ["1", "K2"]


def test_days_written_month_first_are_read_so_and_said() -> None:
    file = read(REVIEWS + "1,02/01/2015,06/20/2025,PN1\n")
    frame = file.parts[0].frame
    assert frame.select("DOB", "REVIEW").row(0) == (
        date(2015, 2, 1), date(2025, 6, 20),
    )  # fmt: skip
    assert "The dates stand month first" in said(file)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Copy of reviews.csv", True),
        ("reviews - Copy.csv", True),
        ("reviews (1).csv", True),
        ("draft 903/reviews.csv", True),
        ("reviews_old.csv", True),
        ("List 8 DRAFT", True),
        ("backup/reviews.csv", True),
        ("reviews.csv", False),
        ("903 for Oldham/reviews.csv", False),
        ("Goldsmith/reviews.csv", False),
        ("903 (final)/reviews.csv", False),
        ("List 8", False),
    ],
)
def test_a_name_that_calls_a_file_a_copy_or_a_draft_is_told(name, expected) -> None:
    assert is_put_by(name) == expected


def test_a_copy_that_has_changed_does_not_take_the_place_of_the_file(
    tmp_path: Path,
) -> None:
    one = "1,01/02/2015,01/06/2025,PN1\n"
    (tmp_path / "reviews.csv").write_text(REVIEWS + one + one.replace("1,", "2,", 1))
    (tmp_path / "Copy of reviews.csv").write_text(REVIEWS + one)
    files = {f.name: f for f in read_paths([tmp_path])}
    assert not files["reviews.csv"].aside
    assert files["Copy of reviews.csv"].aside
    assert "was read from reviews.csv already" in said(files["Copy of reviews.csv"])


def test_the_sheet_that_is_named_as_a_list_comes_before_drafts_and_others() -> None:
    names = ["Overdue reviews", "List 8 draft", "List 8", "Copy of List 8"]
    assert sorted(names, key=_by_the_way) == [
        "List 8", "Overdue reviews", "List 8 draft", "Copy of List 8",
    ]  # fmt: skip


@pytest.mark.parametrize("given", ["123", " 123 ", "123.0", '"=""123"""', "'123"])
def test_an_identifier_is_the_same_as_a_spreadsheet_writes_it(given) -> None:
    file = read(REVIEWS + f"{given},01/02/2015,01/06/2025,PN1\n")
    assert file.parts[0].frame["CHILD"].to_list() == ["123"]


def folder(tmp_path: Path, episodes: list[str], reviews: list[str]) -> list[ReadFile]:
    """Write and read a return of these children, all reviewed once."""
    text = "".join(EPISODE.format(child, "S", "U6") for child in episodes)
    (tmp_path / "episodes.csv").write_text(EPISODES + text)
    text = "".join(f"{child},01/02/2015,25/06/2025,PN1\n" for child in reviews)
    (tmp_path / "reviews.csv").write_text(REVIEWS + text)
    return read_paths([tmp_path], year=2026)


def reviewed(files: list[ReadFile]) -> list[str]:
    (part,) = (p for f in files for p in f.parts if p.table == "Reviews")
    return part.frame["CHILD"].to_list()


@pytest.mark.parametrize(
    ("episodes", "reviews", "read_as"),
    [
        (["0012", "0013", "145"], ["12", "13", "145"], ["0012", "0013", "145"]),
        # Nothing was lost.
        (["0012", "13"], ["0012", "13"], ["0012", "13"]),
        (["12", "13"], ["12", "13"], ["12", "13"]),
        # They differ by their noughts alone, or both are written: nobody can say.
        (["0012", "012"], ["12"], ["12"]),
        (["0012", "12"], ["12"], ["12"]),
        (["0012", "13"], ["0012", "12"], ["0012", "12"]),
    ],
)
def test_noughts_that_a_spreadsheet_lost_are_given_back(
    tmp_path: Path, episodes, reviews, read_as
) -> None:
    files = folder(tmp_path, episodes, reviews)
    assert reviewed(files) == read_as
    told = " ".join(said(f) for f in files)
    assert ("lost the noughts in front" in told) == (read_as != reviews)


def test_other_peoples_numbers_give_no_child_noughts(tmp_path: Path) -> None:
    """A pupil 0012 of the SEN2 is another person than a child 12."""
    held = []
    for kind, column, ids in (
        ("ssda903", "CHILD", ["12", "13"]),
        ("sen2", "Person", ["0012", "0013"]),
    ):
        frame = pl.DataFrame({"row": [2, 3], column: ids})
        part = Part(table="Reviews", frame=frame, rows_in=2)
        file = ReadFile(name=kind, sha256=kind, size=1, taken_for=kind, parts=[part])
        held.append(Held(file))
    restore(held)
    assert held[0].file.parts[0].frame["CHILD"].to_list() == ["12", "13"]


def test_reviews_of_children_written_otherwise_make_nobody_late(
    tmp_path: Path,
) -> None:
    """A table most of whose children are in no episode shows nothing of any."""
    children = ["12", "13", "14"]
    own = folder(tmp_path, children, children[:2])
    assert shows_reviews(own)
    others = folder(tmp_path, children, ["P12", "P13", "14"])
    assert not shows_reviews(others)


def shows_reviews(files: list[ReadFile]) -> bool:
    told = coverage([f for f in files if f.taken_for == "ssda903"])
    return "looked-after review" in told["shows"].to_list()


def test_two_parts_of_one_table_are_both_used(tmp_path: Path) -> None:
    """As where two teams export their own; a third that repeats one is a copy."""
    teams = {"North": range(5), "South": range(5, 10), "Southern": range(5, 11)}
    for team, children in teams.items():
        text = "".join(f"{n},01/02/2015,25/06/2025,PN1\n" for n in children)
        (tmp_path / f"reviews {team}.csv").write_text(REVIEWS + text)
    files = {f.name: f for f in read_paths([tmp_path], year=2026)}
    used = [name for name, f in files.items() if not f.aside]
    assert sorted(used) == ["reviews North.csv", "reviews South.csv"]
    told = said(files["reviews South.csv"])
    assert "no child in common" in told
    assert "reviews North.csv" in told
    # Of very few that they have none in common may be chance.
    few = {"a.csv": "1", "b.csv": "2"}
    for name, child in few.items():
        (tmp_path / "few").mkdir(exist_ok=True)
        row = f"{child},01/02/2015,25/06/2025,PN1\n"
        (tmp_path / "few" / name).write_text(REVIEWS + row)
    found = read_paths([tmp_path / "few"], year=2026)
    assert [f.aside for f in sorted(found, key=lambda f: f.name)] == [False, True]


@pytest.mark.parametrize("blank", ["NULL", "n/a", "#N/A", "None", "-"])
def test_a_word_for_a_blank_is_one(blank) -> None:
    file = read(REVIEWS + f"1,{blank},01/06/2025,{blank}\n")
    frame = file.parts[0].frame
    assert frame.select("DOB", "REVIEW_CODE").row(0) == (None, None)
    assert not file.problems


def test_one_slip_in_one_file_is_no_loss_in_the_others(tmp_path: Path) -> None:
    header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n12,1,01/02/2015,WBRI,UN3,,\n"
    (tmp_path / "header.csv").write_text(header)
    files = folder(tmp_path, ["12", "13"], ["0012", "13"])
    told = {p.table: p.frame["CHILD"].to_list() for f in files for p in f.parts}
    assert told == {
        "Header": ["12"], "Episodes": ["12", "13"], "Reviews": ["0012", "13"],
    }  # fmt: skip


def workbook(tmp_path: Path, sheet: str, heading: str) -> ReadFile:
    """Write and read a workbook of List 8 and of one more sheet."""
    book = Workbook()
    first, other = book.active, book.create_sheet(sheet)
    first.title = "List 8"
    first.append(["Child Unique ID", "Date Started to be Looked After",
                  "Date of Latest Statutory Review", "URN"])  # fmt: skip
    first.append(["1", date(2025, 6, 1), date(2026, 1, 5), "SC1"])
    other.append([heading, "Child Protection Plan Start Date",
                  "Date of the Last Statutory Visit"])  # fmt: skip
    other.append(["2", date(2025, 6, 1), date(2026, 1, 5)])
    path = tmp_path / "annex_a_2026-03-31.xlsx"
    book.save(path)
    return read_source(Source(path.name, path.read_bytes()))


@pytest.mark.parametrize(
    ("sheet", "heading", "asked"),
    [
        ("List 7", "Child Unique ID", False),
        ("List 7", "Mosaic ID", False),
        ("List 7", "Reference", True),
        ("Notes", "Reference", False),
    ],
)
def test_a_list_that_is_not_known_for_one_is_asked_about(
    tmp_path: Path, sheet, heading, asked
) -> None:
    file = workbook(tmp_path, sheet, heading)
    assert ("named as a list, holds 1 row and was not read" in said(file)) == asked
    tables = {p.table for p in file.parts}
    assert ("List_7" in tables) == (sheet == "List 7" and not asked)


@pytest.mark.parametrize(
    ("given", "read_as"),
    [
        ("✓", "YES"),
        ("✔", "YES"),
        ("ü", "YES"),
        ("✘", "NO"),
        ("Yes", "YES"),
        ("?", None),
    ],
)
def test_a_tick_is_a_yes_also_as_wingdings_write_it(tmp_path, given, read_as) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "List 4"
    sheet.append(["Child Unique ID", "Continuous Assessment Start Date",
                  "Child Seen During Continuous Assessment",
                  "Continuous Assessment Date of Authorisation"])  # fmt: skip
    sheet.append(["1", date(2025, 6, 1), given, None])
    path = tmp_path / "annex_a_2026-03-31.xlsx"
    book.save(path)
    (part,) = read_source(Source(path.name, path.read_bytes())).parts
    assert part.frame["CHILD_SEEN"].to_list() == [read_as]


@pytest.mark.parametrize(
    ("given", "read_as"),
    [
        ("NO LONGER IN TOUCH", "NO LONGER IN TOUCH"),
        ("NO - not in touch", "NO"),
        ("YES", "YES"),
    ],
)
def test_a_word_that_is_also_a_code_is_not_cut_off_a_sentence(given, read_as) -> None:
    file = read(f"CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,01/02/2005,{given},F2,B1\n")
    assert file.parts[0].frame["IN_TOUCH"].to_list() == [read_as]
    assert file.parts[0].frame["ACTIV"].to_list() == ["F2"]
