"""Codes that a report has written with their meaning beside them."""

from __future__ import annotations

import polars as pl

from clearsight.files.manifest import Problem
from clearsight.files.typed import LEFT_BLANK, SHOWN_ROWS, rows_named
from clearsight.returns.ssda903.codes import code_sets
from clearsight.shape import ROW, Table

# S - Started to be looked after; PN1: came and spoke; (U6) Fostered; U6 Fostered. With
# nothing between, a code of letters may be a word: NO LONGER IN TOUCH is not NO.
_CODE_FIRST = r"^\(?([A-Z0-9]{1,6})(?:\)|\s*[-–—:.])\s+\S"
_CODE_WITH_NUMBER = r"^([A-Z]{1,4}\d{1,2})\s+\S"


def codes_alone(
    typed: pl.DataFrame, table: type[Table]
) -> tuple[pl.DataFrame, list[Problem]]:
    """Take the code where its words stand beside it, and say what is no code at all.

    `typed` has each field's value and `<field>_submitted`, which stays as it came. A
    code that was ever one of its set is one here: of which year is for the checks of
    the return to say.
    """
    problems: list[Problem] = []
    for field in table.fields.values():
        known = code_sets().get(field.codes) if field.kind == "code" else None
        if known is None or field.name not in typed.columns:
            continue
        sets = frozenset(known.meanings).union(*known.years.values())
        values = typed.get_column(field.name)
        strange = ~values.is_in(list(sets)).fill_null(value=True)
        # What a report writes for a blank is one.
        blank = strange & values.str.contains(LEFT_BLANK).fill_null(value=False)
        if blank.any():
            values, strange = values.set(blank, None), strange & ~blank
            typed = typed.with_columns(values)
        if not strange.any():
            continue
        left = values.filter(strange)
        found = left.str.extract(_CODE_FIRST)
        found = found.fill_null(left.str.extract(_CODE_WITH_NUMBER))
        found = found.set(~found.is_in(list(sets)).fill_null(value=False), None)
        where = strange.arg_true()
        typed = typed.with_columns(values.scatter(where, found.fill_null(left)))
        rows = typed.get_column(ROW)
        problems += _said(
            field.name, rows.gather(where.filter(found.is_not_null())), taken=True
        )
        problems += _said(
            field.name, rows.gather(where.filter(found.is_null())), taken=False
        )
    return typed, problems


def _said(name: str, rows: pl.Series, *, taken: bool) -> list[Problem]:
    count = rows.len()
    if not count:
        return []
    values = "1 value" if count == 1 else f"{count:,} values"
    one = count == 1
    what = (
        f"{values} in {name} {'holds' if one else 'hold'} the code and its words: the "
        "code was taken."
        if taken
        else f"{values} in {name} {'is no code' if one else 'are no codes'} of this "
        "return: what rests on it may be missed."
    )
    shown = rows_named(rows.head(SHOWN_ROWS).to_list(), count)
    return [
        Problem(
            what=what,
            where=f"column {name}, {shown}",
            do="Export the codes alone, as the guide to the return lists them.",
            rows=count,
        )
    ]
