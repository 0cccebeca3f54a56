"""Headings compared as people mean them."""

from __future__ import annotations

import pytest

from clearsight.files.headings import heading_row, normalise


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        (" Review_Code ", "review code"),
        ("Child\u2019s  ID:", "child's id"),
        ("Is it so?", "is it so"),
        ("Date (if any)", "date (if any"),
        ("\ufeffCHILD", "child"),
        ("DECOM\n", "decom"),
    ],
)
def test_headings_are_compared_without_what_does_not_matter(typed, same):
    assert normalise(typed) == same


def test_the_row_with_most_known_headings_is_the_heading():
    known = frozenset({"child", "dob", "missing"})
    rows = [["Missing", None], ["title", "x"], ["CHILD", "DOB", "x"], ["1", "2", "3"]]
    assert heading_row(rows, known) == 2
    assert heading_row([["a"], ["b", "c"]], known) == 1
    assert heading_row([["", None]], known) is None
