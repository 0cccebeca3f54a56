"""CSV in every state in which people hand it over."""

from __future__ import annotations

import polars as pl
import pytest

from clearsight.files.text import _fast, _tolerant, find_heading, read_text

KNOWN = frozenset({"child", "dob", "review", "review code"})
HEAD = "CHILD,DOB,REVIEW,REVIEW_CODE"


def grid_of(content: bytes | str):
    data = content.encode() if isinstance(content, str) else content
    grid, problems = read_text(data, KNOWN)
    assert grid is not None, problems
    assert grid.rows_in == grid.frame.height + grid.rows_aside
    return grid


def test_plain_text_keeps_line_numbers_and_leading_zeros():
    grid = grid_of(f"{HEAD}\n007,01/01/2010,02/02/2020,PN1\n8,,,\n")
    assert grid.frame["row"].to_list() == [2, 3]
    assert grid.frame["CHILD"].to_list() == ["007", "8"]
    assert grid.frame["DOB"].to_list() == ["01/01/2010", None]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends_of_every_kind_give_the_same(end, last):
    text = end.join([HEAD, "1,a,b,c", "", "2,d,e,f"]) + (end if last else "")
    grid = grid_of(text)
    assert grid.frame["row"].to_list() == [2, 4]
    assert grid.frame["REVIEW_CODE"].to_list() == ["c", "f"]


def test_mixed_line_ends_lose_no_row():
    grid = grid_of(f"{HEAD}\r\n1,a,b,c\r2,d,e,f\n3,g,h,i\r\n")
    assert grid.frame["row"].to_list() == [2, 3, 4]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "cp1252"]
)
def test_encodings_of_every_kind_give_the_same(encoding):
    text = f"{HEAD}\n1,Zoë,b,c\n"
    if encoding == "utf-16-le-bom":
        data = b"\xff\xfe" + text.encode("utf-16-le")
    else:
        data = text.encode(encoding)
    grid = grid_of(data)
    assert grid.headings == ["CHILD", "DOB", "REVIEW", "REVIEW_CODE"]
    assert grid.frame["DOB"].to_list() == ["Zoë"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_told_by_the_headings(delimiter):
    text = f"{HEAD}\n1,a,b,c\n".replace(",", delimiter)
    assert grid_of(text).frame["REVIEW"].to_list() == ["b"]


def test_title_rows_above_the_headings_are_passed_over():
    text = f'Reviews, "for" the year\n\nRun on,01/04/2025\n{HEAD}\n1,a,b,c\n'
    grid = grid_of(text)
    assert grid.frame["row"].to_list() == [5]
    assert grid.rows_in == 1


def test_the_second_column_of_a_name_goes_aside_and_is_said():
    grid = grid_of("CHILD,DOB,child ,REVIEW,,\n1,a,x,b,,\n2,c,y,d,stray,\n")
    assert grid.headings == ["CHILD", "DOB", "REVIEW"]
    assert grid.frame["CHILD"].to_list() == ["1", "2"]
    said = " ".join(p.what for p in grid.problems)
    assert "child" in said
    assert "no heading" in said


def test_short_rows_are_kept_and_long_ones_go_aside_unless_blank():
    grid = grid_of(f"{HEAD}\n1\n2,a,b,c,,\n3,a,b,c,d\n4,a,b,c\n")
    assert grid.frame["row"].to_list() == [2, 3, 5]
    assert (grid.rows_in, grid.rows_aside) == (4, 1)
    assert [(p.rows, p.set_aside, p.where) for p in grid.problems] == [(1, 1, "row 4")]


@pytest.mark.parametrize("at", [0, 5, 19])
def test_a_stray_quotation_mark_costs_no_other_row(at):
    rows = [f"{n},a,b,c" for n in range(20)]
    rows[at] = f'{at},"a,b,c'
    grid = grid_of("\n".join([HEAD, *rows]))
    assert grid.frame["CHILD"].to_list() == [str(n) for n in range(20)]
    assert grid.frame["DOB"][at] == '"a'
    assert [p.where for p in grid.problems] == [f"row {at + 2}"]


def test_two_stray_marks_do_not_join_into_one_cell():
    grid = grid_of(f'{HEAD}\n1,"a,b,c\n2,a,b,c\n3,"a,b,c\n4,a,b,c\n')
    assert grid.frame["CHILD"].to_list() == ["1", "2", "3", "4"]


def test_quoted_cells_may_hold_delimiters_marks_and_line_breaks():
    grid = grid_of(f'{HEAD}\n"1","x, y","say ""so""","two\nlines"\n2,a,"",c\n')
    assert grid.frame["row"].to_list() == [2, 4]
    first = grid.frame.row(0)
    assert first[1:] == ("1", "x, y", 'say "so"', "two\nlines")
    assert grid.frame["REVIEW"].to_list()[1] is None


def test_blank_lines_count_neither_in_nor_lost():
    grid = grid_of(f"{HEAD}\n\n1,a,b,c\n,,,\n  , ,,\n\n2,d,e,f\n\n")
    assert grid.frame["row"].to_list() == [3, 7]
    assert grid.rows_in == 2


@pytest.mark.parametrize("content", [b"", b"\n\n  \r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_said_to_be_empty(content):
    grid, problems = read_text(content, KNOWN)
    assert grid is None
    assert "empty" in problems[0].what


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 text",
        b"\x89PNG\r\n\x1a\n",
        bytes(range(256)) * 20,
        b"\0\1\2CHILD,DOB",
    ],
)
def test_a_binary_file_is_refused_whatever_its_name(content):
    grid, problems = read_text(content, KNOWN)
    assert grid is None
    assert "not a text file" in problems[0].what


def test_a_stray_nul_is_taken_out_and_said():
    body = "".join(f"{n},a,b,c\n" for n in range(100))
    grid = grid_of(f"{HEAD}\n{body}".replace("50,a", "50,\0a"))
    assert grid.frame["DOB"][50] == "a"
    assert "NUL" in grid.problems[0].what


def test_a_column_called_row_does_not_displace_our_own():
    grid = grid_of("CHILD,DOB,row\n1,a,9\n")
    assert grid.frame["row"].to_list() == [2]
    assert grid.frame["row "].to_list() == ["9"]


@pytest.mark.parametrize(
    "body",
    [
        "1,a,b,c\n2,d,e,f\n",
        "1,a,b,c\r\n\r\n2,d,e\r\n3",
        '"1","a, a","b","c"\n\n2,"",e,f\n',
        ",,,\n \n1,a,b,c",
        " 1 , a,b ,\n2\n",
    ],
)
def test_the_fast_way_reads_exactly_what_the_slow_way_does(body):
    data = f"title\n{HEAD}\n{body}".encode()
    heading = find_heading(data, KNOWN)
    assert heading is not None
    fast, slow = _fast(data, heading), _tolerant(data, heading)
    assert fast is not None
    assert fast.frame.equals(slow.frame)
    assert fast.frame.schema == slow.frame.schema
    assert fast.rows_in == slow.rows_in


def test_the_fast_way_declines_what_it_could_get_wrong():
    for body in ('1,"a,b,c\n2,a,b,c\n', "1,a,b,c,d\n", "1,a\r2,b\n", '1,"x\ny",b,c\n'):
        data = f"{HEAD}\n{body}".encode()
        heading = find_heading(data, KNOWN)
        assert heading is not None
        assert _fast(data, heading) is None, body


def test_far_too_many_columns_are_refused():
    grid, problems = read_text(b"CHILD,DOB" + b",x" * 5_000 + b"\n1\n", KNOWN)
    assert grid is None
    assert "columns" in problems[0].what


def test_cells_are_all_text():
    grid = grid_of(f"{HEAD}\n1,2,3,4\n")
    assert set(grid.frame.drop("row").schema.values()) == {pl.String()}


def test_a_line_of_totals_below_the_data_is_set_aside() -> None:
    text = (
        "CHILD,DECOM,RNE,LS\nK1,01/06/2025,S,E1\nTotal,8,,\nTotal,1,,\nGrand total,9\n"
    )
    grid, _ = read_text(text.encode(), frozenset({"child", "decom", "rne", "ls"}))
    assert grid is not None
    assert grid.frame["CHILD"].to_list() == ["K1"]
    assert (grid.rows_in, grid.rows_aside) == (4, 3)
    assert [p.set_aside for p in grid.problems if "totals" in p.what] == [3]


def test_a_child_of_whom_nothing_else_is_known_is_no_total() -> None:
    grid, _ = read_text(b"CHILD,SEX,DOB,UPN\nK1,1,,\nK2,,,\n", frozenset({"child"}))
    assert grid is not None
    assert grid.frame["CHILD"].to_list() == ["K1", "K2"]
