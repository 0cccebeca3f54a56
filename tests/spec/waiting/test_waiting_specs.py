"""S03 and S04 do what their specs say, example by example."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from clearsight.journeys import events as e
from clearsight.oversight.waiting import waiting
from clearsight.oversight.waiting.windows import WINDOW

HERE = Path(__file__).parent
AS_AT, BEGINS = date(2026, 3, 31), date(2020, 4, 1)
SPELL = {
    "council": pl.String, "child": pl.String, "kind": pl.String, "spell": pl.String,
    "starts_on": pl.Date, "ended_on": pl.Date, "is_open": pl.Boolean,
    "outcome": pl.String, "detail": pl.String, "within": pl.String,
    "known_to": pl.Date, "sources": pl.String, "file": pl.String, "row": pl.Int64,
}  # fmt: skip


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def cases():
    """Give signal, name, day of the review, first day of the data, and the rows."""
    for path in sorted(HERE.glob("s*.md")):
        signal, name, as_at, begins, heading, rows = "", "", AS_AT, BEGINS, None, []
        for line in [*path.read_text("utf-8").splitlines(), ""]:
            if line.startswith("## "):
                signal = line[3:].strip()
            elif line.startswith("### "):
                name, as_at, begins = line[4:].strip(), AS_AT, BEGINS
            elif said := re.match(r"As at (\S+)\.$", line):
                as_at = date.fromisoformat(said[1])
            elif said := re.match(r"Data from (\S+)\.$", line):
                begins = date.fromisoformat(said[1])
            elif line.startswith("| Spells:"):
                heading = ["child", *cells(line)[1:]]
            elif line.startswith("|") and heading and "---" not in line:
                rows.append(dict(zip(heading, cells(line), strict=True)))
            elif rows and not line.startswith("|"):
                yield pytest.param(signal, as_at, begins, rows, id=f"{signal} {name}")
                rows = []


def spells(rows):
    out = []
    for at, row in enumerate(rows):
        start = date.fromisoformat(row["starts_on"])
        end = date.fromisoformat(row["ended_on"]) if row["ended_on"] else None
        if row.get("day"):
            assert ((end or AS_AT) - start).days == int(row["day"]), row
        for n in range(int(row["times"] or 1)):
            out.append(
                {
                    "council": "X", "child": row["child"] or f"{at}-{n}",
                    "kind": row["state"], "spell": f"{at}-{n}", "starts_on": start,
                    "ended_on": end, "is_open": end is None,
                    "detail": row.get("category") or None, "sources": "cin",
                    "file": "f", "row": n,
                }
            )  # fmt: skip
    return pl.DataFrame(out, schema=SPELL)


@pytest.mark.parametrize(("signal", "as_at", "begins", "rows"), list(cases()))
def test_it_does_what_the_spec_says(signal, as_at, begins, rows):
    given = spells(rows)
    none = {"on": pl.Date, "event": pl.String}
    timeline = pl.DataFrame(schema={**{c: SPELL[c] for c in
        ("council", "child", "spell", "detail")}, **none})  # fmt: skip
    people = given.select("council", "child").unique()
    found = waiting(
        given,
        timeline,
        people.with_columns(birth_on=pl.lit(date(2016, 5, 1))),
        pl.DataFrame([("X", "cin", begins, as_at)], schema=WINDOW, orient="row"),
        as_at=as_at,
    )
    raised = set(found.signals.filter(pl.col("signal") == signal)["child"])
    expected = {r["child"] for r in rows if r["found"] == "yes"}
    named = {r["child"] for r in rows} - {""}
    assert raised & named == expected
    if any(r["found"] == "cannot run" for r in rows):
        assert "cannot run" in found.questions["what"][0]


def test_every_spec_has_cases_and_finds_something():
    assert {e.PROTECTION_PLAN} <= {r["state"] for p in cases() for r in p.values[3]}
    assert {p.values[0] for p in cases()} == {"S03", "S04"}
