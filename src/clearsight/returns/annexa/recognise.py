"""Tell which list headings belong to, and which heading is which field.

A sheet is a list if it has the list's identifier and at least two of the columns that
tell the lists apart (one is enough where the sheet's name has the list's number as a
word of its own). The list with most of them is taken; the name never overrules columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from clearsight.files.headings import normalise
from clearsight.returns.annexa.shape import LOOSE, SHARED, TABLES
from clearsight.shape import Field

SINCE_2024 = frozenset(
    name for name, field in TABLES["List_9"].fields.items() if field.since == 2024
)


@dataclass(frozen=True)
class Fit:
    """How headings fit a list.

    `columns` maps each field found to its heading; `own` are the fields found that few
    other lists have; `missing` lists titles, `extra` headings.
    """

    table: str
    columns: Mapping[str, str]
    own: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    layout: str = ""


def best_fit(headings: Sequence[str], sheet: str = "") -> Fit | None:
    """Return the list that the headings belong to; None where they belong to none."""
    hint = number_in(sheet)
    fits = [f for name in TABLES if (f := _fit(name, headings)) is not None]
    good = [f for f in fits if len(f.own) >= (1 if f.table == hint else 2)]
    return max(
        good, key=lambda f: (len(f.own), f.table == hint, _share(f)), default=None
    )


def number_in(sheet: str) -> str:
    """Return the list whose number is a whole word of the sheet's name, else ""."""
    found = re.search(
        r"(?i)\blist[\s_.\-]*0?(1[01]|[1-9])(?!\d)", sheet.replace("_", " ")
    )
    return f"List_{found[1]}" if found else ""


def _share(fit: Fit) -> float:
    return len(fit.columns) / len(TABLES[fit.table].fields)


def _fit(name: str, headings: Sequence[str]) -> Fit | None:
    fields = TABLES[name].fields
    columns, exact = _match(name, headings)
    identifier = next(f.name for f in fields.values() if f.needed)
    if identifier not in columns:
        return None
    layout = ""
    if name == "List_9":
        layout = "2024" if SINCE_2024 & set(columns) else "2019"
    expected = [f for f in fields.values() if layout != "2019" or f.since is None]
    used = set(columns.values())
    return Fit(
        table=name,
        columns=columns,
        own=tuple(f for f in columns if f not in SHARED and (f in exact or f in LOOSE)),
        missing=tuple(f.title for f in expected if f.name not in columns),
        extra=tuple(h for h in headings if h not in used),
        layout=layout,
    )


def _match(name: str, headings: Sequence[str]) -> tuple[dict[str, str], frozenset[str]]:
    """Map fields to headings: known names first, loose patterns for what is left."""
    known, columns = _known(name), dict[str, str]()
    for heading in headings:
        field = known.get(squash(heading))
        if field and field not in columns:
            columns[field] = heading
    exact, taken = frozenset(columns), set(columns.values())
    for field, pattern in LOOSE.items():
        if field in columns or field not in TABLES[name].fields:
            continue
        for heading in headings:
            if heading not in taken and re.search(pattern, normalise(heading)):
                columns[field] = heading
                taken.add(heading)
                break
    return columns, exact


@cache
def _known(name: str) -> Mapping[str, str]:
    fields = TABLES[name].fields.values()
    return {squash(n): f.name for f in fields for n in _names(f)}


def _names(field: Field) -> tuple[str, ...]:
    return (field.title, *field.other_names, field.name)


def squash(heading: str) -> str:
    """Return a heading's letters and digits, without `(Y/N)`."""
    return re.sub(r"[^a-z0-9]+", "", re.sub(r"\(y/n\)*", "", normalise(heading)))
