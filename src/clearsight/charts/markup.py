"""Text from a record made safe to stand in a page, and days as people write them."""

from __future__ import annotations

from typing import Final

import polars as pl

_MARKS: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"}
# Characters that no page may hold, and those that turn the text after them around.
UNPRINTABLE: Final = (
    r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u{202A}-\u{202E}\u{2066}-\u{2069}]"
)


def escaped(text: pl.Expr) -> pl.Expr:
    """Return text that a browser shows and never obeys; null stays null."""
    plain = text.str.replace_all(UNPRINTABLE, "\N{REPLACEMENT CHARACTER}")
    return plain.str.replace_many(list(_MARKS), list(_MARKS.values()))


def day_words(day: pl.Expr) -> pl.Expr:
    """Return a day as `4 March 2026` would be said, with the month cut short."""
    return day.dt.strftime("%-d %b %Y")


def tenth(number: pl.Expr) -> pl.Expr:
    """Return a number as text, to a tenth, without a needless `.0`."""
    return number.round(1).cast(pl.String).str.strip_suffix(".0")


def joined(*pieces: str | pl.Expr) -> pl.Expr:
    """Return text pieces and expressions run together; a null piece is left out."""
    parts = [pl.lit(p) if isinstance(p, str) else p for p in pieces]
    return pl.concat_str(parts, ignore_nulls=True)
