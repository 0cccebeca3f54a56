"""A file is opened by what it holds, not by its name."""

from __future__ import annotations

import pytest

from clearsight.files.open import open_source
from clearsight.files.source import Source

KNOWN = frozenset({"child", "dob"})


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("a.xml", b"CHILD,DOB\n1,x\n", "text"),
        ("a.csv", b"<?xml version='1.0'?><Root><A/></Root>", "xml"),
        ("a.csv", "\ufeff <Root/>".encode("utf-16"), "xml"),
        ("a.txt", b"%PDF-1.4", "unusable"),
        ("a.xlsx", b"PK\x03\x04 broken", "unusable"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "unusable"),
        ("a.csv", b"", "unusable"),
    ],
)
def test_form_is_told_by_content(name, content, form):
    opened = open_source(Source(name, content), KNOWN)
    assert opened.form == form
    if form == "unusable":
        assert opened.problems
        assert opened.problems[0].do
    assert bool(opened.grids) == (form == "text")


def test_the_root_of_xml_is_named():
    assert open_source(Source("x", b"<a:EXPSSDA903 xmlns:a='u'/>"), KNOWN).root == (
        "EXPSSDA903"
    )
