"""What councils write, and the code that it stands for."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from clearsight.returns.annexa.codes import code_sets, resolve

ONE_BY_ONE = [
    # The code itself, wherever it stands; the letter in front never counts.
    ("source", "q) 6: Police", "6", "code"),
    ("source", "c) 6: Police", "6", "code"),
    ("source", "Hospital [3F]", "3F", "code"),
    ("source", "10) Housing", "4", "alias"),
    ("ethnicity", "t) NOBT", "NOBT", "code"),
    ("ethnicity", "Any other Black background [BOTH]", "BOTH", "code"),
    ("need", "N1.04", "N1", "code"),
    ("need", "N8SB : Unaccompanied child", "N8", "code"),
    ("placement", "zz) T4: seven days or less", "T4", "code"),
    ("placement", "Homes and Hostels (outside LA boundary) [K2b]", "K2", "code"),
    ("placement", "n) H5: Residential accommodation", "H5", "code"),
    ("provider", "e) PR4 - Private provision", "PR4", "code"),
    ("cin_closure", "RC7b - No longer in need", "RC7", "code"),
    ("ceased", "E4A - Planned return home", "E4A", "code"),
    ("ceased", "v) E17: Aged 18", "E17", "code"),
    ("accommodation", "U2", "U", "code"),
    ("accommodation", "Foyers [T]", "T", "code"),
    ("accommodation", "With parent(s) or relative(s)", "B", "alias"),
    ("legal", "CLA - E1 - Placement Order and C2 - Full Care Order", "E1", "code"),
    # Codes named only to say that they do not hold are not the code.
    (
        "ceased",
        "Age assessed 18 or over and E5, E6 and E7 do not apply",
        "E15",
        "alias",
    ),
    # Labels and aliases.
    ("source", "Health visitor", "3B", "label"),
    ("source", "Other internal (excluding housing)", "5B", "alias"),
    ("ethnicity", "C4", "AOTH", "alias"),
    ("ethnicity", "B1 - Mixed - White and Black Caribbean", "MWBC", "alias"),
    ("abuse", "Neglect; Emotional abuse", "MUL", "alias"),
    ("abuse", "Emotional abuse", "EMO", "alias"),
    ("gender", "c) Not stated/recorded (or unborn)", "U", "alias"),
    ("gender_adopter", "c) Neither", "N", "label"),
    ("case_status", "LAC", "LOOKED AFTER", "alias"),
    ("la_place", "London Borough of Brent", "Brent", "label"),
    ("la_place", "E09000005", "Brent", "label"),
    ("la_place", "Basildon", "Essex", "alias"),
    ("la_place", "WAL - Child placed in Wales", "WAL", "code"),
    ("disability", "AUTISM", "YES", "alias"),
    # A letter by itself, only where letters can be trusted.
    ("yes_no", "a) Yes", "YES", "label"),
    ("yes_no", "b)", "NO", "letter"),
    ("case_status", "d", "OPEN ASSESSMENT", "letter"),
    ("placement", "d)", None, ""),
    # Blank-like cells.
    ("need", "nan", None, "blank"),
    ("legal", "-", None, "blank"),
    ("yes_no", "zyxwv", None, ""),
]


@pytest.mark.parametrize(("code_set", "text", "code", "how"), ONE_BY_ONE)
def test_one_spelling(code_set, text, code, how):
    found = resolve(pl.Series([text]), code_set).row(0, named=True)
    assert (found["raw"], found["code"], found["how"]) == (text, code, how)


@pytest.mark.parametrize(
    ("code_set", "text", "group"),
    [("ethnicity", "Asian", "Asian"), ("placement", "Foster placements", "Foster"),
     ("ceased", "E4 - Returned home", "Returned home"),
     ("source", "LA Services", "LA services")],
)  # fmt: skip
def test_what_is_coarse_stays_coarse(code_set, text, group):
    found = resolve(pl.Series([text]), code_set).row(0, named=True)
    assert (found["code"], found["how"], found["group"]) == (None, "group", group)


def test_each_cell_keeps_its_place():
    cells = pl.Series(["No", None, "a) Yes", "No"])
    found = resolve(cells, "yes_no")
    assert found.columns == ["raw", "code", "how", "group"]
    assert found["raw"].to_list() == cells.to_list()
    assert found["code"].to_list() == ["NO", None, "YES", "NO"]
    assert found["how"][1] is None
    assert resolve(pl.Series([None], dtype=pl.String), "yes_no")["code"].to_list() == [
        None
    ]


def test_every_code_of_every_set_finds_itself():
    for name, one in code_sets().items():
        if not one.finders:
            continue
        codes = [c for c in one.titles if c.isupper() or c.isdigit()]
        found = resolve(pl.Series(codes), name)
        assert found["code"].to_list() == codes, name


def test_the_code_sheet_is_covered(shared: Path):
    """Each line of the code sheet, as submitted there, gives its own code."""
    sheet = pl.read_csv(shared / "spec" / "annex-a-codes.csv", infer_schema=False)
    sheet = sheet.drop_nulls(["code", "label"]).filter(
        ~pl.col("code_set").is_in(["abuse", "in_touch"]) & (pl.col("code") != "UNKNOWN")
    )
    for (name,), lines in sheet.group_by("code_set", maintain_order=True):
        ours = {"accom": "accommodation"}.get(name, name)
        cells = lines["code"] + ": " + lines["label"]
        found = resolve(cells, ours)
        assert found["code"].to_list() == lines["code"].to_list(), name
