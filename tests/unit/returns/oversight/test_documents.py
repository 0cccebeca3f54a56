"""The published standard is what the reader reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clearsight.returns.oversight.shape import TABLES as OVERSIGHT
from clearsight.returns.staff.shape import TABLES as STAFF
from clearsight.returns.tables import code_sets

DOCS = Path(__file__).parents[4] / "docs" / "reference"
TABLES = {**OVERSIGHT, **STAFF}
PAGE = (DOCS / "oversight-extract.md").read_text("utf-8")


def test_the_templates_hold_the_headings_of_every_table():
    text = (DOCS / "oversight-extract-template.md").read_text("utf-8")
    told = dict(re.findall(r"## (\w+)\.csv\n\n```csv\n(.+)\n```", text))
    assert told == {name: ",".join(table.fields) for name, table in TABLES.items()}


@pytest.mark.parametrize("name", TABLES)
def test_the_page_lists_every_column_as_it_is_read(name):
    section = PAGE.split(f"\n### {name}\n")[1].split("\n#")[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    told = [
        (row.split("`")[1], "**must**" in row, row.rsplit(" | ", 1)[1].rstrip(" |"))
        for row in rows
    ]
    fields = TABLES[name].fields.values()
    assert told == [(f.name, f.needed, f.title) for f in fields]


@pytest.mark.parametrize("package", ["oversight", "staff"])
def test_the_page_lists_every_code(package):
    for name, codes in code_sets(f"clearsight.returns.{package}").items():
        section = PAGE.split(f"\n### `{name}`\n")[1].split("\n#")[0]
        told = [r.split("`")[1] for r in section.splitlines() if r.startswith("| `")]
        assert told == list(codes)
