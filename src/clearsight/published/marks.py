"""What stands in a published table where there is no number, and what it means.

A mark is never a zero: each has its own status, and the mark itself is kept beside it.
"""

from __future__ import annotations

from typing import Final

import polars as pl

PUBLISHED: Final = "published"
WORKED_OUT: Final = "worked out"
SUPPRESSED: Final = "suppressed"
TO_ZERO: Final = "rounds to zero"
NOT_GIVEN: Final = "not given"
MISSING: Final = "missing"
BLANK: Final = ""

# As the department's and the government's statisticians use them.
STATUSES: Final = {
    "c": SUPPRESSED,
    "k": TO_ZERO,
    "low": TO_ZERO,
    "u": "unreliable",
    "x": "not available",
    ":": "not available",
    "..": "not available",
    "z": "not applicable",
    "-": NOT_GIVEN,
    BLANK: MISSING,
}
_NUMBER = r"^-?[\d,]*\.?\d+([eE][+-]?\d+)?$"
_LENGTH = r"^\d{1,2}:\d{2}$"


def tidy(cell: pl.Expr) -> pl.Expr:
    """Return a cell as it is compared: trimmed, and blank where it is null."""
    return cell.fill_null("").str.strip_chars()


def number(cell: pl.Expr) -> pl.Expr:
    """Return the number in a cell (Float64), null where there is none.

    A length such as 01:07, years and months, is given in months.
    """
    text = tidy(cell)
    parts = text.str.split(":").list
    months = parts.first().cast(pl.Float64, strict=False) * 12
    return (
        pl.when(text.str.contains(_LENGTH))
        .then(months + parts.last().cast(pl.Float64, strict=False))
        .when(text.str.contains(_NUMBER))
        .then(text.str.replace_all(",", "").cast(pl.Float64, strict=False))
    )


def mark(cell: pl.Expr) -> pl.Expr:
    """Return the mark in a cell, null where it holds a number."""
    return pl.when(number(cell).is_null()).then(tidy(cell).str.to_lowercase())


def is_neither(cell: pl.Expr) -> pl.Expr:
    """Say whether a cell holds neither a number nor a mark that is known."""
    found = mark(cell)
    return found.is_not_null() & ~found.is_in(list(STATUSES))


def status(number: str, marked: str, worked_out: pl.Expr | None = None) -> pl.Expr:
    """Return how a number stands (String), from its column and that of its mark."""
    told = pl.col(marked).replace_strict(
        STATUSES, default=STATUSES["x"], return_dtype=pl.String
    )
    given = pl.lit(PUBLISHED)
    if worked_out is not None:
        given = pl.when(worked_out).then(pl.lit(WORKED_OUT)).otherwise(given)
    return pl.when(pl.col(number).is_not_null()).then(given).otherwise(told)
