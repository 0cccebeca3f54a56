"""The XML form of the SSDA903."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from clearsight.files.manifest import ReadFile
from clearsight.files.source import Source
from clearsight.returns.ssda903.read_xml import read_xml
from clearsight.returns.ssda903.shape import TABLES

HEADER = "<HEADER><CHILDID>{}</CHILDID><DOB>01/02/2010</DOB>{}</HEADER>\n"
EPISODE = "<EPISODE><DECOM>{}</DECOM>{}</EPISODE>\n"


def read(*children: str) -> ReadFile:
    inside = "".join(f"<CHILD>\n{child}</CHILD>\n" for child in children)
    return read_xml(Source("x.xml", f"<EXPSSDA903>\n{inside}</EXPSSDA903>".encode()))


def frame(file: ReadFile, table: str) -> pl.DataFrame:
    return next(part.frame for part in file.parts if part.table == table)


def counts_hold(file: ReadFile) -> bool:
    return all(p.rows_in == p.rows_kept + p.rows_aside for p in file.parts)


def test_every_table_is_there_even_if_empty() -> None:
    file = read(HEADER.format("1", ""))
    assert {p.table for p in file.parts} == set(TABLES) - {"SWEpisodes", "DoLo"}
    for part in file.parts:
        assert set(TABLES[part.table].columns()) == set(part.frame.columns)
    assert (file.taken_for, file.layout) == ("ssda903", "XML")


def test_an_absent_item_stays_blank() -> None:
    file = read(
        HEADER.format("007", "<AREVIEW><REVIEW>01/05/2024</REVIEW></AREVIEW>")
        + EPISODE.format("1/4/2024", "<PL>U4</PL><LS>C2</LS>")
        + EPISODE.format("2024-05-01", "")
    )
    episodes = frame(file, "Episodes")
    assert episodes.select("CHILD", "DECOM", "PLACE", "LS", "row").rows() == [
        ("007", date(2024, 4, 1), "U4", "C2", 4),
        ("007", date(2024, 5, 1), None, None, 5),
    ]
    review = frame(file, "Reviews").row(0, named=True)
    assert (review["CHILD"], review["DOB"]) == ("007", date(2010, 2, 1))
    assert review["REVIEW_CODE"] is None


def test_rows_out_of_the_header_need_one_filled_item() -> None:
    file = read(
        HEADER.format("1", "<UASC>0</UASC><DUC>01/02/2028</DUC><ACTIV>F2</ACTIV>"),
        HEADER.format(
            "2", "<UASC/><IN_TOUCH> </IN_TOUCH><DATE_MATCH>02/02/2024</DATE_MATCH>"
        ),
    )
    assert frame(file, "UASC").select("CHILD", "DUC").rows() == [
        ("1", date(2028, 2, 1))
    ]
    assert frame(file, "OC3").select("CHILD", "IN_TOUCH", "ACTIV").rows() == [
        ("1", None, "F2")
    ]
    assert frame(file, "AD1").select("CHILD", "DATE_INT").rows() == [("2", None)]
    assert frame(file, "Header")["UASC"].to_list() == [False, None]


def test_workers_and_liberty_are_read_under_any_name() -> None:
    workers = (
        "<SWS><SW><SW_ID>SW1</SW_ID><SW_DECOM>01/04/2024</SW_DECOM></SW>"
        "<SW><SW_ID>SW2</SW_ID></SW></SWS><Odd>1</Odd>"
    )
    liberty = "<ORDER><DOLO_START>01/05/2026</DOLO_START></ORDER>\n"
    file = read(HEADER.format("1", workers) + liberty, HEADER.format("2", ""))
    assert frame(file, "SWEpisodes").select("CHILD", "SW_ID", "SW_DECOM").rows() == [
        ("1", "SW1", date(2024, 4, 1)),
        ("1", "SW2", None),
    ]
    assert frame(file, "DoLo").select("CHILD", "DOLO_START").rows() == [
        ("1", date(2026, 5, 1))
    ]
    assert ["Odd (1)" in p.what for p in file.problems] == [True]


def test_what_names_no_child_is_set_aside_and_counted() -> None:
    file = read(
        EPISODE.format("01/04/2024", ""), HEADER.format(" ", ""), HEADER.format("3", "")
    )
    assert frame(file, "Header")["CHILD"].to_list() == ["3"]
    assert not frame(file, "Episodes").height
    assert [p.rows for p in file.problems if "CHILDID" in p.what] == [2]
    assert counts_hold(file)


def test_a_break_costs_one_child_and_a_document_type_the_file() -> None:
    bad = HEADER.format("2", "<UPN>&</UPN>") + EPISODE.format("01/04/2024", "")
    file = read(HEADER.format("1", ""), bad, HEADER.format("3", ""))
    assert frame(file, "Header")["CHILD"].to_list() == ["1", "3"]
    assert counts_hold(file)
    assert file.problems[0].set_aside == 1
    refused = read_xml(Source("x", b"<!DOCTYPE EXPSSDA903><EXPSSDA903/>"))
    assert refused.aside
    assert refused.problems


def test_every_cut_keeps_the_whole_children() -> None:
    child = HEADER.format("1", "<UASC>1</UASC>") + EPISODE.format("01/04/2024", "")
    other = child.replace("<CHILDID>1<", "<CHILDID>2<")
    text = f"<EXPSSDA903><CHILD>{child}</CHILD><CHILD>{other}</CHILD></EXPSSDA903>"
    for end in range(0, len(text), 5):
        file = read_xml(Source("x", text[:end].encode()))
        assert frame(file, "Header").height == text[:end].count("</CHILD>")
        assert counts_hold(file)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 200))
def test_any_damage_is_survived_and_counted(junk: bytes, at: int) -> None:
    child = HEADER.format("1", "<OC2/>") + EPISODE.format("01/04/2024", "")
    text = f"<EXPSSDA903><CHILD>{child}</CHILD><CHILD>{child}</CHILD></EXPSSDA903>"
    content = text.encode()
    assert counts_hold(read_xml(Source("x", content[:at] + junk + content[at:])))


ROWS = {
    "Episodes": "EPISODE",
    "Reviews": "AREVIEW",
    "Missing": "AMISSING",
    "OC2": "OC2",
    "PrevPerm": "PERMANENCE",
    "PlacedAdoption": "AD_PLACED",
    "Header": "HEADER",
}


def test_other_peoples_file_agrees_with_a_plain_walk(shared: Path) -> None:
    path = shared / "data" / "ssda903-fake" / "validator" / "fake_903.xml"
    content = path.read_bytes()
    file = read_xml(Source("fake_903.xml", content))
    expected: Counter[tuple[str | None, ...]] = Counter()
    for child in ET.fromstring(content).iter("CHILD"):
        name = child.findtext("HEADER/CHILDID")
        for table, element in ROWS.items():
            fields = [f for f in TABLES[table].fields if f not in ("CHILD", "DOB")]
            for found in child.iter(element):
                texts = (
                    found.findtext("PL" if f == "PLACE" else f) or None for f in fields
                )
                expected[(table, name, *texts)] += 1
    got: Counter[tuple[str | None, ...]] = Counter()
    for table in ROWS:
        fields = [f for f in TABLES[table].fields if f not in ("CHILD", "DOB")]
        submitted = frame(file, table).select(
            "CHILD", *(f"{f}_submitted" for f in fields)
        )
        got.update((table, *row) for row in submitted.rows())
    assert got == expected
    filled = len(re.findall(rb"<UASC>[^<]+</UASC>", content))
    assert frame(file, "UASC").height == filled
    assert counts_hold(file)


def test_elements_in_other_letter_case_leave_the_file_aside_with_the_reason() -> None:
    child = "<child><header><childid>1</childid></header></child>"
    file = read_xml(Source("x.xml", f"<expssda903>{child}</expssda903>".encode()))
    assert file.aside
    assert "CHILD" in file.why
    assert any("capitals" in p.what for p in file.problems)
    assert not read_xml(Source("x.xml", b"<EXPSSDA903></EXPSSDA903>")).aside


def test_an_episode_that_stands_there_twice_is_set_aside() -> None:
    episode = EPISODE.format("01/05/2024", "<RNE>S</RNE><LS>C2</LS>")
    file = read(HEADER.format("1", "") + episode + episode)
    assert frame(file, "Episodes").height == 1
    assert counts_hold(file)
    (problem,) = (p for p in file.problems if p.set_aside)
    assert problem.where == "Episodes, line 5"
