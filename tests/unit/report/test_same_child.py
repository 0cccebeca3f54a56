"""Identifiers that share a pupil number are asked about, and never made one."""

from __future__ import annotations

from datetime import date

import polars as pl

from clearsight.record import Identifier
from clearsight.report.questions import SCHEMA
from clearsight.report.same_child import ABOUT, SINGLY, sharing_a_number

UPN, OTHER = "A123456789012", "B123456789012"
FILES = pl.DataFrame(
    {"file": ["old", "new"], "known_on": [date(2024, 3, 31), date(2025, 3, 31)]}
)


def told(child, file, value=UPN, **given):
    return {
        "council": "Exampleshire", "source": "cin", "row": 3, "kind": "UPN",
        "child": child, "file": file, "value": value, **given,
    }  # fmt: skip


def asked(*rows):
    given = Identifier.conform(pl.DataFrame(list(rows)))
    found = sharing_a_number(given, FILES)
    assert dict(found.schema) == {name: kind() for name, kind in SCHEMA.items()}
    return found.to_dicts()


def test_one_question_names_both_identifiers_and_not_the_number():
    (row,) = asked(told("B7", "new"), told("A1", "old"), told("C", "new", OTHER))
    assert (row["child"], row["about"], row["where"]) == (
        "A1",
        ABOUT,
        "file old, row 3",
    )
    assert row["what"].startswith("The identifiers A1 and B7 share a UPN.")
    assert "kept apart" in row["what"]
    assert not any(UPN in str(cell) for cell in row.values())


def test_a_former_number_is_one_too_and_asks_but_once():
    former = told("B7", "new", kind="FORMER UPN")
    assert len(asked(told("A1", "old"), former)) == 1
    both = [told(child, "old", value) for child in "AB" for value in (UPN, OTHER)]
    assert len(asked(*both)) == 1


def test_nothing_else_is_shared():
    assert asked(told("A1", "old"), told("A1", "new")) == []
    assert asked(told("A1", "old"), told("B7", "new", council="Elsewhere")) == []
    assert asked(told("A1", "old", "UN1"), told("B7", "new", "UN1")) == []
    system = {"kind": "SSD"}
    assert asked(told("A1", "old", **system), told("B7", "new", **system)) == []


def test_two_systems_that_name_children_differently_are_one_question():
    numbers = [f"A{n:011d}1" for n in range(SINGLY + 1)]
    rows = [told(f"{w}{n}", w, n) for n in numbers for w in ("old", "new")]
    (row,) = asked(*rows)
    assert row["child"] is None
    assert row["rows"] == 2 * len(numbers)
    assert row["what"].startswith(f"{len(numbers)} UPNs stand under two identifiers")
