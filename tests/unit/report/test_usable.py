"""SEN2 and what is about staff name no child, and measures are counted from them."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from clearsight.errors import InputError
from clearsight.files.manifest import Part, ReadFile
from clearsight.report.as_at import settle
from clearsight.report.usable import usable_of

WHOSE = {"council": ["A"], "child": ["1"]}
CENSUS = date(2025, 1, 16)


def a_file(taken_for: str, rows: int = 1, children: int = 0) -> ReadFile:
    """Return a file of a return, as it was read."""
    part = Part("Requests", pl.DataFrame(), rows_in=rows)
    return ReadFile(
        "sen2.csv", taken_for=taken_for, parts=[part], children=children,
        reference_date=CENSUS,
    )  # fmt: skip


@pytest.mark.parametrize("taken_for", ["sen2", "csww", "staff"])
def test_what_names_no_child_is_counted_alone_and_never_reviewed(
    taken_for: str,
) -> None:
    one = a_file(taken_for)
    assert usable_of([one], counts_alone=True) == [one]
    with pytest.raises(InputError, match="no row that names a child"):
        usable_of([one])


@pytest.mark.parametrize("given", [a_file("sen2", rows=0), a_file("ssda903")])
def test_what_holds_nothing_to_count_is_refused(given: ReadFile) -> None:
    with pytest.raises(InputError, match="Nothing usable was read"):
        usable_of([given], counts_alone=True)


def test_their_own_day_counts_where_there_is_no_other() -> None:
    sen2 = a_file("sen2")
    assert settle([sen2], asked=None, year=None)[0] == CENSUS
    cin = a_file("cin", children=1)
    cin.reference_date = date(2024, 3, 31)
    assert settle([sen2, cin], asked=None, year=None)[0] == cin.reference_date
