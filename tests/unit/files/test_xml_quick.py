"""The quick way to read XML: the same tables as the parser's, or no answer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearsight.files.elements import Element
from clearsight.files.xml import collect
from clearsight.files.xml_quick import collect_quick

TOY = Element(table="Toy", leaves={"Kind": "kind"})
OWNER = Element(
    table="Owner",
    is_record=True,
    leaves={"Name": "name", "Age": "years"},
    children={
        "Toy": TOY,
        "Home": Element(table="Home", is_single=True, leaves={"Town": "town"}),
        "More": Element(leaves={"Age": "years"}),
        "Songs": Element(
            children={"Song": Element(table="Song", text="title")}, blank_row="Song"
        ),
    },
)
TOYS = Element(is_open=True, ignored=frozenset({"Note"}), children={"Owner": OWNER})
WHOLE = (
    '<?xml version="1.0" encoding="UTF-8"?>\r\n'
    '<Root xmlns:x="a > b"\n x:y="1">\n'
    "<Owner><Name>Ann</Name><Toy><Kind>a > b</Kind></Toy>\n<Toy/>"
    "<Songs><Song>one</Song>\n<Song/></Songs></Owner>\n"
    "<Owner>\n<Home><Town>Lünd\r\n</Town></Home><More><Age>7</Age></More>"
    "<Toy><Kind></Kind></Toy></Owner>"
    "</Root>\n"
)


def same(content: bytes) -> bool:
    """Check the quick answer against the parser's; say whether there was one."""
    quick = collect_quick(content, TOYS)
    if quick is None:
        return False
    slow = collect(content, TOYS)
    assert not (slow.failures or slow.unknown or slow.repeated or slow.repeated_rows)
    expected = slow.frames()
    assert quick.frames().keys() == expected.keys()
    for name, frame in quick.frames().items():
        assert frame.schema == expected[name].schema
        assert frame.equals(expected[name]), name
    return True


def test_a_plain_file_gives_the_tables_that_the_parser_gives():
    assert same(WHOLE.encode())
    assert same(b"\xef\xbb\xbf" + WHOLE.encode())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ann", "A&amp;n"),
        ("Ann", "A\x01n"),
        ("Ann", "A\ufffen"),
        ("Ann", "A]]>n"),
        ("Ann", "A\rn"),
        ("Ann", "<!-- no -->"),
        ("Ann", "<b>Ann</b>"),
        ("<Name>", '<Name a="1">'),
        ("<Name>Ann</Name>", "<Name>Ann</Nam>"),
        ("<Name>Ann</Name>", "<Name>Ann</Name><Name>Bob</Name>"),
        ("<Name>Ann</Name>", "<Age>1</Age><More><Age>2</Age></More>"),
        ("<Name>Ann</Name>", "<Nickname>Ann</Nickname>"),
        ("<Home>", "<Home></Home><Home>"),
        ("<Song>one</Song>", "</Songs><Songs>"),
        ("<Song>one</Song>\n<Song/>", ""),
        ("</Owner>", ""),
        ("</Owner>\n<Owner>", "</Toy>\n<Owner>"),
        ("Root", "Note"),
        ("Root", "Owner"),
        ("Root", "x:Root"),
        ("</Root>\n", "</Root>\u00a0"),
        ("</Root>\n", "</Root><Root></Root>"),
        ("</Root>\n", ""),
        (' x:y="1"', ' x:y="1" x:y="2"'),
        ("UTF-8", "latin-1"),
        ('<?xml version="1.0" encoding="UTF-8"?>', "<!DOCTYPE Root>"),
    ],
)  # fmt: skip
def test_anything_out_of_the_ordinary_is_left_to_the_parser(old, new):
    assert WHOLE.replace(old, new) != WHOLE
    assert collect_quick(WHOLE.replace(old, new).encode(), TOYS) is None


def test_a_wrong_encoding_is_left_to_the_parser():
    assert collect_quick(WHOLE.encode("latin-1"), TOYS) is None


def test_a_layout_that_takes_elements_it_does_not_know_is_left_to_the_parser():
    layout = Element(is_open=True, children={"Owner": OWNER}, others=TOY)
    assert collect_quick(WHOLE.encode(), layout) is None


PIECES = st.sampled_from(
    ("<Owner>", "</Owner>", "<Toy>", "</Toy>", "<Toy/>", "<Name>A</Name>", "<Name/>",
     "<Kind>k</Kind>", "<Songs>", "</Songs>", "<Song>s</Song>", "<Home>", "</Home>",
     "<Town>t</Town>", "<More>", "</More>", "<Age>1</Age>", "\n", "x", ">", "/>")
)  # fmt: skip
OWNERS = st.lists(
    st.sampled_from(
        ("<Name>A</Name>", "<Name/>", "<Toy><Kind>k</Kind></Toy>", "<Toy/>",
         "<Toy>\n</Toy>",
         "<Songs><Song>s</Song><Song></Song></Songs>", "<Home>\n<Town>t</Town></Home>",
         "<More><Age>1</Age></More>", "<Age>2</Age>", "\n", "x")
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=12))
def test_no_order_of_tags_is_read_otherwise_than_by_the_parser(pieces):
    same(f"<Root>{''.join(pieces)}</Root>".encode())


@settings(max_examples=100, deadline=None)
@given(st.lists(OWNERS, max_size=5))
def test_whatever_owners_hold_is_read_as_the_parser_reads_it(owners):
    inside = "\n".join(f"<Owner>{''.join(one)}</Owner>" for one in owners)
    same(f"<Root>\n{inside}</Root>".encode())
