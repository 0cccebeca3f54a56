"""Each table told by its headings, and read with its faults counted."""

from __future__ import annotations

import pytest

from clearsight.files.source import Source
from clearsight.returns.folder import read_source
from clearsight.returns.ssda903.codes import code_sets, codes, meaning
from clearsight.returns.ssda903.recognise import own_columns, recognise
from clearsight.returns.ssda903.shape import TABLES, XML_ONLY


def columns(table: str) -> list[str]:
    return [f for f in TABLES[table].fields if f not in XML_ONLY.get(table, ())]


def read(text: str):
    file = read_source(Source("x.csv", text.encode()))
    for part in file.parts:
        assert part.rows_in == part.rows_kept + part.rows_aside
    return file


@pytest.mark.parametrize("table", TABLES)
def test_each_table_is_told_in_any_order_and_letter_case(table):
    names = [n.lower() for n in reversed(columns(table))] + ["Something else"]
    fit = recognise(names)
    assert fit is not None
    assert (fit.table, fit.missing, fit.extra) == (table, (), ("Something else",))


@pytest.mark.parametrize("table", TABLES)
def test_no_table_is_told_without_child_or_by_shared_columns_alone(table):
    assert recognise([c for c in columns(table) if c != "CHILD"]) is None
    shared = [c for c in columns(table) if c not in own_columns()[table]]
    assert recognise(shared) is None


def test_half_of_the_own_columns_is_enough_and_less_is_not():
    assert recognise(["CHILD", "MIS_START", "MIS_END"]).table == "Missing"
    assert recognise(["CHILD", "REVIEW"]).table == "Reviews"
    assert recognise(["CHILD", "MIS_START"]) is None


def test_missing_and_further_columns_are_said_and_cost_nothing():
    file = read("Child,Review,Notes\n1,01/02/2020,x\n")
    (part,) = file.parts
    assert part.table == "Reviews"
    assert part.missing_columns == ("DOB", "REVIEW_CODE")
    assert part.extra_columns == ("Notes",)
    assert part.frame["REVIEW_submitted"].to_list() == ["01/02/2020"]
    assert "DOB, REVIEW_CODE" in file.problems[0].what
    assert "CHILD and 1 of the 2" in file.why


def test_two_tables_in_one_file_are_said():
    both = columns("Reviews") + [
        c for c in columns("Missing") if c not in ("CHILD", "DOB")
    ]
    file = read(",".join(both) + "\n1" + "," * (len(both) - 1) + "\n")
    assert "also holds the columns of" in file.problems[0].what


def test_a_row_that_names_no_child_is_set_aside():
    file = read("CHILD,DOB,REVIEW,REVIEW_CODE\n1,,,PN1\n ,,01/02/2020,PN1\n2,,,PN0\n")
    (part,) = file.parts
    assert part.frame["CHILD"].to_list() == ["1", "2"]
    assert part.rows_aside == 1
    assert [(p.where, p.set_aside) for p in file.problems] == [
        ("column CHILD, row 3", 1)
    ]


def test_every_row_points_to_its_file_and_line():
    text = "run on,1\nCHILD,DOB,REVIEW,REVIEW_CODE\n\n1,,,PN1\n"
    source = Source("x.csv", text.encode())
    frame = read_source(source).parts[0].frame
    assert frame.select("file", "row").rows() == [(source.file_id, 4)]
    assert frame.columns == TABLES["Reviews"].columns()


def test_dates_in_three_forms_are_one_day():
    file = read("CHILD,REVIEW,REVIEW_CODE\n1,01/02/2020,\n2,2020-02-01,\n3,43862,\n")
    assert file.parts[0].frame["REVIEW"].n_unique() == 1
    assert file.parts[0].frame["REVIEW"].null_count() == 0


def test_every_coded_field_has_its_codes_and_every_code_a_meaning():
    named = {f.codes for t in TABLES.values() for f in t.fields.values() if f.codes}
    assert named <= set(code_sets())
    for name, found in code_sets().items():
        if name == "permanence_authority":
            continue
        for year in found.years:
            assert all(meaning(name, c) for c in found.in_year(year)), name


def test_code_sets_change_with_the_year():
    assert codes("sex", 2024) == {"1", "2"}
    assert codes("sex", 2025) == codes("sex", 2027) == {"M", "F", "U"}
    assert "Z1" in codes("placement", 2025)
    assert "Z1" not in codes("placement", 2026)
    assert {"Z11", "Z14", "K3"} <= codes("placement", 2026)


def test_a_row_that_stands_there_twice_is_set_aside_with_its_place():
    file = read(
        "CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n"
        "1,01/05/2025,S,C2,U6,,\n2,01/05/2025,S,C2,U6,,\n1,01/05/2025,S,C2,U6,,\n"
    )
    (part,) = file.parts
    assert part.frame["CHILD"].to_list() == ["1", "2"]
    (problem,) = (p for p in file.problems if p.set_aside)
    assert (problem.where, problem.rows) == ("row 4", 1)
