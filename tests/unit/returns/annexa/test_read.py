"""Which files are Annex A, and what comes out of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearsight.returns.annexa.read import HOW
from clearsight.returns.annexa.recognise import best_fit, number_in, squash
from clearsight.returns.annexa.shape import TABLES

REFERRAL = {
    "CHILD_ID": 101,
    "DATE_OF_BIRTH": date(2015, 1, 2),
    "DATE_OF_REFERRAL": date(2024, 3, 1),
    "REFERRAL_SOURCE": "q) 6: Police",
    "REFERRAL_NFA": "b) No",
    "ALLOCATED_WORKER": " A Worker ",
}


def test_all_columns_of_the_workbook_are_declared(shared: Path):
    columns = pl.read_csv(shared / "spec" / "annex-a-columns.csv", infer_schema=False)
    told = {
        (f"List_{n}", squash(c)) for n, c in columns.select("list", "column").rows()
    }
    ours = {
        (t, squash(f.title))
        for t, shape in TABLES.items()
        for f in shape.fields.values()
    }
    assert told == ours


def test_a_list_is_known_by_its_columns_whatever_the_sheet_is_called(
    make_book, list_cells, read_book
):
    sheets = {
        "Front_Sheet": [["A front sheet"]],
        "List 9": [["List 3: Referrals"], *list_cells("List_3", [REFERRAL])],
        "Sec47 and ICPC": list_cells("List_5", []),
    }
    file = read_book(make_book(sheets))
    assert [(p.table, p.sheet) for p in file.parts] == [
        ("List_3", "List 9"),
        ("List_5", "Sec47 and ICPC"),
    ]
    assert "Front_Sheet" in file.why
    assert (file.taken_for, file.children) == ("annexa", 1)


@pytest.mark.parametrize("table", list(TABLES))
def test_each_list_is_told_from_the_others(table, list_cells):
    assert best_fit(list_cells(table, [])[0], "Sheet1").table == table


@pytest.mark.parametrize(
    ("sheet", "table"),
    [("List_1", "List_1"), ("List 11", "List_11"), ("list-04 x", "List_4"),
     ("Listing 1", ""),
     ("List 12", ""), ("Contacts", "")],
)  # fmt: skip
def test_a_number_in_a_sheets_name_is_a_whole_word(sheet, table):
    assert number_in(sheet) == table


def test_headings_may_vary_and_stand_in_any_order():
    found = best_fit(
        ["LA In Touch ", "CHILD UNIQUE ID", "Age", "Date of the child's birth",
         "Agency", "Activity status", "Suitability_of_Accommodation",
         "Some date of the last contact"],
    )  # fmt: skip
    assert found.table == "List_9"
    assert found.columns["IN_TOUCH"] == "LA In Touch "
    assert found.columns["AGE"] == "Age"
    assert found.columns["DATE_OF_BIRTH"] == "Date of the child's birth"
    assert found.extra == ("Agency", "Some date of the last contact")


def test_age_is_matched_as_a_word(list_cells):
    headings = [
        "Individual adopter identifier",
        "Date Stage 1 started",
        "Agency",
        "Family identifier",
    ]
    assert best_fit([*headings, "Date Stage 1 ended"]).table == "List_11"
    one = best_fit(
        ["Child Unique ID", "Agency", "Stage", "Date of Contact", "Contact Source"]
    )
    assert "AGE" not in one.columns


def test_both_layouts_of_list_9(make_book, list_cells, read_book):
    later = ("UASC", "PERSONAL_ADVISER", "LATEST_PATHWAY_REVIEW", "LATEST_CONTACT")
    new = read_book(make_book({"List 9": list_cells("List_9", [])}))
    old = read_book(make_book({"List 9": list_cells("List_9", [], without=later)}))
    assert (new.layout, old.layout) == ("2024", "2019")
    assert old.parts[0].missing_columns == ()


def test_values_are_typed_with_their_text_beside_them(make_book, list_cells, read_book):
    rows = [REFERRAL, {**REFERRAL, "CHILD_ID": 102, "DATE_OF_REFERRAL": "31/02/2024"}]
    file = read_book(make_book({"List_3": list_cells("List_3", rows)}))
    frame = file.parts[0].frame
    assert frame["DATE_OF_REFERRAL"].to_list() == [date(2024, 3, 1), None]
    assert frame["DATE_OF_REFERRAL_submitted"].to_list() == ["2024-03-01", "31/02/2024"]
    assert frame["REFERRAL_SOURCE"].to_list() == ["6", "6"]
    assert frame["REFERRAL_SOURCE" + HOW][0] == "code"
    assert frame["ALLOCATED_WORKER"][0] == "A Worker"
    assert frame["CHILD_ID"].to_list() == ["101", "102"]
    assert [p.rows for p in file.problems] == [1]


def test_text_dates_are_read_day_first(make_book, list_cells, read_book):
    rows = [{**REFERRAL, "DATE_OF_REFERRAL": text} for text in ("3/4/2024", "45385")]
    frame = read_book(make_book({"x": list_cells("List_3", rows)})).parts[0].frame
    assert frame["DATE_OF_REFERRAL"].to_list() == [date(2024, 4, 3), date(2024, 4, 3)]


def test_the_second_sheet_of_a_list_is_set_aside_and_counted(
    make_book, list_cells, read_book
):
    sheets = {
        "A": list_cells("List_3", [REFERRAL]),
        "B": list_cells("List_3", [REFERRAL] * 2),
    }
    file = read_book(make_book(sheets))
    assert [(p.rows_in, p.rows_kept, p.rows_aside) for p in file.parts] == [
        (1, 1, 0),
        (2, 0, 2),
    ]
    (said,) = [p for p in file.problems if p.set_aside]
    assert "'A'" in said.what
    assert "'B'" in said.what


def test_rows_without_a_child_are_set_aside(make_book, list_cells, read_book):
    rows = list_cells("List_3", [REFERRAL, {**REFERRAL, "CHILD_ID": None}, REFERRAL])
    rows.insert(2, rows[0])
    file = read_book(make_book({"A": rows}))
    part = file.parts[0]
    assert (part.rows_in, part.rows_kept, part.rows_aside) == (4, 2, 2)
    assert sum(p.set_aside for p in file.problems) == 2


def test_unknown_columns_are_dropped_and_named(make_book, list_cells, read_book):
    rows = list_cells("List_3", [REFERRAL])
    rows[0].append("Child's full name")
    rows[1].append("Nobody Real")
    file = read_book(make_book({"A": rows}))
    assert file.parts[0].extra_columns == ("Child's full name",)
    assert not [c for c in file.parts[0].frame.columns if "name" in c.lower()]


def test_words_that_match_no_code_are_counted_and_never_shown(
    make_book, list_cells, read_book
):
    rows = [{**REFERRAL, "REFERRAL_SOURCE": "zyxwv"}]
    file = read_book(make_book({"A": list_cells("List_3", rows)}))
    assert [p.rows for p in file.problems] == [1]
    assert "zyxwv" not in str(file.problems)


def test_a_csv_of_one_list_is_read(read_book):
    text = "Child Unique ID,Date of Contact,Contact Source\n7,01/02/2024,3A\n"
    file = read_book(text.encode(), "contacts.csv")
    assert [(p.table, p.rows_kept) for p in file.parts] == [("List_1", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,01/01/2010,WBRI,,,\n",
        "CHILD,DECOM,RNE,LS,CIN,PLACE\n1,01/01/2020,S,C1,N1,U1\n",
        "a,b\n1,2\n",
    ],
)
def test_other_files_are_left_to_others(read_book, text):
    assert read_book(text.encode(), "x.csv") is None


@pytest.mark.parametrize(
    ("listed", "asked"),
    [
        ((6, "A Worker", ()), 1),
        ((5, "A Worker", ()), 0),
        ((6, None, ()), 0),
        ((5, "A Worker", ("ALLOCATED_WORKER",)), 1),
        ((0, "A Worker", ("ALLOCATED_WORKER",)), 0),
    ],
    ids=["long", "short", "no list names any", "no such column", "no rows"],
)
def test_a_long_list_without_workers_beside_others_with_them_is_asked_about(
    listed, asked, make_book, list_cells, read_book
):
    length, other, left_out = listed
    plans = [{"CHILD_ID": n, "PLAN_START": date(2024, 1, 2)} for n in range(length)]
    care = {"CHILD_ID": 9, "CARE_START": date(2024, 1, 2), "ALLOCATED_WORKER": other}
    sheets = {
        "Seven": list_cells("List_7", plans, left_out),
        "Eight": list_cells("List_8", [care]),
    }
    found = [p for p in read_book(make_book(sheets)).problems if "worker's" in p.what]
    assert [p.rows for p in found] == [length] * asked
    assert all("'Seven', List 7" in p.where for p in found)


def test_an_empty_template_says_so(make_book, list_cells, read_book):
    file = read_book(make_book({"List_3": list_cells("List_3", [])}))
    assert file.taken_for == "annexa"
    assert "empty template" in file.problems[-1].what


def test_the_made_up_workbooks_of_others_are_read(shared: Path, read_book):
    files = sorted((shared / "data" / "annex-a-fake").glob("*.xlsx"))
    assert len(files) == 5
    for path in files:
        file = read_book(path.read_bytes(), path.name)
        assert len(file.parts) == 11, path.name
        assert all(
            p.missing_columns == () and p.extra_columns == () for p in file.parts
        )
        assert all(p.rows_in == p.rows_kept + p.rows_aside for p in file.parts)


JUNK = st.one_of(
    st.none(), st.integers(-99, 10**6), st.dates(date(1950, 1, 1), date(2099, 1, 1)),
    st.text(max_size=6).filter(lambda t: not t.startswith(("=", "{"))),
    st.sampled_from(["", "-", "#N/A", "a) Yes", "Unborn", "31/02/2020", "Total"]),
)  # fmt: skip


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_no_junk_raises_and_no_row_is_lost(data, make_book, list_cells, read_book):
    table = data.draw(st.sampled_from(list(TABLES)))
    width = len(TABLES[table].fields)
    rows = data.draw(st.lists(st.lists(JUNK, max_size=width), max_size=8))
    file = read_book(make_book({"A": [*list_cells(table, []), *rows]}))
    for part in file.parts:
        assert part.rows_in == part.rows_kept + part.rows_aside
    assert sum(p.set_aside for p in file.problems) == sum(
        p.rows_aside for p in file.parts
    )
