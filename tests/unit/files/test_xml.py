"""The XML machinery: columns, line numbers, and what a break costs."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearsight.files.elements import Collected, Element
from clearsight.files.xml import collect, peek_root

TOYS = Element(
    is_open=True,
    ignored=frozenset({"Note"}),
    children={
        "Box": Element(
            children={
                "Owner": Element(
                    table="Owner",
                    is_record=True,
                    leaves={"Name": "name", "Age": "years"},
                    children={
                        "Toy": Element(table="Toy", leaves={"Kind": "kind"}),
                        "Home": Element(
                            table="Home", is_single=True, leaves={"Town": "town"}
                        ),
                        "Songs": Element(
                            children={"Song": Element(table="Song", text="title")},
                            blank_row="Song",
                        ),
                    },
                )
            }
        )
    },
)


def read(text: str | bytes) -> Collected:
    return collect(text.encode() if isinstance(text, str) else text, TOYS)


def names(found: Collected) -> list[str | None]:
    frame = found.tables["Owner"].frame()
    return frame.filter(~frame["No"].is_in(found.broken))["name"].to_list()


def owner(name: str, inside: str = "") -> str:
    return f"<Owner>\n<Name>{name}</Name>{inside}\n</Owner>\n"


def box(*owners: str) -> str:
    return "<Root><Box>\n" + "".join(owners) + "</Box></Root>"


def test_rows_know_their_parent_their_line_and_absent_values() -> None:
    found = read(
        box(
            owner("A", "<Toy><Kind>ball</Kind></Toy>\n<Toy/>"),
            owner("B", "<Age> 7 </Age><Toy><Kind/></Toy>"),
        )
    )
    toys = found.tables["Toy"].frame()
    assert toys["parent"].to_list() == [0, 0, 1]
    assert toys["kind"].to_list() == ["ball", None, None]
    assert toys["row"].to_list() == [3, 4, 7]
    assert found.tables["Owner"].frame()["years"].to_list() == [None, " 7 "]


def test_a_wrapper_without_rows_gives_one_blank_row_on_its_own_line() -> None:
    found = read(
        box(
            owner("A", "\n<Songs>\n\n</Songs>"),
            owner("B", "<Songs><Song>x</Song><Song>y</Song></Songs>"),
        )
    )
    songs = found.tables["Song"].frame()
    assert songs["title"].to_list() == [None, "x", "y"]
    assert songs["row"].to_list() == [4, 9, 9]


def test_line_numbers_hold_past_65535() -> None:
    blank = "\n" * 70_000
    found = read(box(owner("A"), blank, owner("B")))
    assert found.tables["Owner"].lines == [2, 70_005]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_stay_right_after_a_break(end: str) -> None:
    text = box(owner("A"), owner("B", "<Age>&</Age>"), owner("C"))
    found = read(text.replace("\n", end))
    assert names(found) == ["A", "C"]
    assert found.tables["Owner"].lines == [2, 5, 8]
    assert [failure.line for failure in found.failures] == [6]


@pytest.mark.parametrize(
    ("what", "broken"),
    [
        ("a stray ampersand", owner("B", "<Age>1 & 2</Age>")),
        ("an undeclared entity", owner("B", "<Age>&eacute;</Age>")),
        ("a control character", owner("B", "<Age>\x01</Age>")),
        ("a value not closed", owner("B", "<Age>1")),
        ("a record not closed", "<Owner><Name>B</Name>\n"),
        ("a record inside what is skipped", "<Owner><Foo><Bar>\n"),
        ("too deep", owner("B", "<a>" * 500 + "</a>" * 500)),
    ],
)
def test_a_break_costs_one_record(what: str, broken: str) -> None:
    found = read(box(owner("A"), broken, owner("C"), owner("D")))
    assert names(found) == ["A", "C", "D"], what
    assert len(found.broken) == 1
    assert found.problems(1)[0].set_aside == 1


def test_cut_anywhere_every_whole_record_is_kept() -> None:
    text = box(owner("A", "<Songs/>"), owner("B", "<Toy><Kind>ball</Kind></Toy>"))
    for end in range(len(text)):
        found = read(text[:end])
        assert len(names(found)) == text[:end].count("</Owner>")
        assert found.failures


def test_bytes_in_the_wrong_encoding_cost_one_record() -> None:
    content = box(owner("A"), owner("é"), owner("C")).encode("cp1252")
    assert names(read(content)) == ["A", "C"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_the_declared_encoding_is_obeyed(encoding: str) -> None:
    stated = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{stated}"?>' + box(owner("Zoë"))
    assert names(read(text.encode(encoding))) == ["Zoë"]


def test_reading_goes_on_in_the_declared_encoding() -> None:
    text = '<?xml version="1.0" encoding="windows-1252"?>' + box(
        owner("A", "&"), owner("Zoë")
    )
    assert names(read(text.encode("windows-1252"))) == ["Zoë"]


def test_an_unknown_encoding_is_read_as_utf8_and_said() -> None:
    found = read('<?xml version="1.0" encoding="klingon"?>' + box(owner("A")))
    assert names(found) == ["A"]
    assert "encoding" in found.problems(0)[0].what


def test_blank_lines_before_the_declaration_cost_nothing() -> None:
    """As a report writes that puts the declaration after an empty line."""
    plain = '<?xml version="1.0" encoding="utf-8"?>' + box(owner("Ann"), owner("Bo"))
    text = "\r\n \n" + plain
    found = read(text)
    assert names(found) == ["Ann", "Bo"]
    assert not found.failures
    lines = found.tables["Owner"].frame()["row"].to_list()
    shown = [n for n, line in enumerate(text.split("\n"), 1) if "<Owner>" in line]
    assert lines == shown
    assert peek_root(text.encode()) == "Root"


def test_names_are_matched_without_their_prefix() -> None:
    text = (
        box(owner("A"), owner("B", "&"), owner("C"))
        .replace("</", "</p:")
        .replace("<", "<p:")
    )
    found = read(text.replace("<p:/p:", "</p:"))
    assert names(found) == ["A", "C"]
    assert len(found.failures) == 1
    assert names(read(box(owner("A")).replace("<Root>", "<Root xmlns='urn:x'>"))) == [
        "A"
    ]


def test_what_is_left_out_is_counted_with_its_lines() -> None:
    inside = (
        "<Age>1</Age><Age>2</Age><Foo><Name>x</Name></Foo>\n<Foo/>"
        "<Home><Town>T</Town></Home><Home><Town>U</Town></Home>"
    )
    found = read(
        "<Root><Note><Any/></Note><Box>\n" + owner("A", inside) + "</Box></Root>"
    )
    assert found.unknown == {"Foo": [3, 4]}
    assert found.repeated == {"Age": [3]}
    assert found.repeated_rows == {"Home": [4]}
    assert found.tables["Owner"].frame()["years"].to_list() == ["1"]
    assert found.tables["Home"].frame()["town"].to_list() == ["T"]
    assert [p.rows for p in found.problems(0)] == [2, 2]


def test_stray_text_is_no_value() -> None:
    found = read(box(owner("A", "stray<Age/>stray")))
    assert found.tables["Owner"].frame()["years"].to_list() == [None]


BOMB = (
    '<!DOCTYPE Root [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]>"
)


@pytest.mark.parametrize(
    "head",
    [
        BOMB,
        '<!DOCTYPE Root SYSTEM "http://localhost:1/x.dtd">',
        '<!DOCTYPE Root [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        "<!DOCTYPE Root>",
    ],
)
def test_a_document_type_is_refused_at_once(head: str) -> None:
    began = time.perf_counter()
    content = (head + box(owner("A", "<Age>&m;&x;</Age>"))).encode()
    assert collect(content, TOYS).refused
    assert peek_root(content) == "Root"
    assert time.perf_counter() - began < 1


def test_the_root_is_seen_without_reading_on() -> None:
    assert peek_root(b"\xef\xbb\xbf<!-- x --><p:Message a='1'><broken") == "Message"
    assert peek_root("<Message>".encode("utf-16")) == "Message"
    assert peek_root(b"CHILD,DOB\n1,2") == ""
    assert peek_root(b"") == ""
    began = time.perf_counter()
    assert peek_root(b" " * 30_000_000) == ""
    assert time.perf_counter() - began < 1


def test_many_breaks_end_and_are_all_counted() -> None:
    found = read(box(*(owner("A", "&") for _ in range(1_500))))
    rows = found.tables["Owner"]
    assert len(rows.lines) + found.unread == 1_500
    assert names(found) == []


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_survived(content: bytes) -> None:
    found = collect(content, TOYS)
    peek_root(content)
    found.problems(0)
    assert found.tables["Owner"].frame().height >= len(found.broken)


PIECES = [
    "<Root>",
    "<Box>",
    "<Owner>",
    "</Owner>",
    "<Name>",
    "</Name>",
    "x",
    "&",
    "<Songs/>",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, "</Box>", "<Foo>", "<Song>", "\n", "<!--"])))
def test_any_order_of_elements_is_survived(pieces: list[str]) -> None:
    found = read("".join(pieces))
    for rows in found.tables.values():
        frame = rows.frame()
        assert frame.height == len(rows.lines)
    assert len(set(found.broken)) == len(found.broken)
