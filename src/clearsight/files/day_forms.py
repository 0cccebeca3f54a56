"""The forms in which people and programs write a day.

Day first, as this country writes it; a year of two digits is of 1950 to 2049, since
nobody in a child's record was born, and nothing happened, outside those years.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

SERIAL_FIRST, SERIAL_LAST = 20_000, 80_000
CENTURY_TURNS = 50
MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip

# Day, month and year in that order, apart by / - or a full stop; a time may follow.
_TIME = r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?)?"
_ZONE = r"(?: ?(?:Z|[+\-]\d{2}:?\d{2}))?"
_YEAR = r"(\d{4}|\d{2})"
_DAY_FIRST = r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})" + _TIME + "$"
# With hyphens, 26-03-31 may begin with its year.
_SHORT_YEAR = r"^(\d{1,2})[/.](\d{1,2})[/.](\d{2})" + _TIME + "$"
_MONTH = r"([A-Za-z]{3})[A-Za-z]{0,6}"
_NAMED_MONTH = r"^(\d{1,2})[/ .\-]" + _MONTH + r"[/ .,\-]+" + _YEAR + _TIME + "$"
# As SQL Server writes a day in text: Mar 31 2026 12:00AM.
_NAMED_FIRST = "^" + _MONTH + r"[ .]+(\d{1,2}),? +(\d{4})" + _TIME + "$"
_YEAR_NAMED = r"^(\d{4})-" + _MONTH + r"-(\d{1,2})" + _TIME + "$"
_ISO = r"^(\d{4})-(\d{1,2})-(\d{1,2})" + _TIME + _ZONE + "$"
_ISO_STRICT = r"^(\d{4})-(\d{2})-(\d{2})" + _TIME + _ZONE + "$"
_SERIAL = r"^(\d{5})(?:\.\d+)?$"
_WEEKDAY = r"(?i)^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,? +"
_ORDINAL = r"(?i)^(\d{1,2})(?:st|n[d]|rd|th)\b"
_PARTS = r"^\s*(\d{1,2})([/.\-])(\d{1,2})([/.\-]\d)"
_AS_DATE = r"^(\d{4})-(\d{2})-(\d{2})"
# So many of each that chance does not make it: a day falls within the first twelve of
# its month twice in five.
ENOUGH_DATES, ENOUGH_TEXTS = 8, 3
LOOKED_AT = 2_000


def other_forms(text: pl.Series) -> pl.Series:
    """Read days in any form but the common one, trimmed; null where none fits."""
    bare = text.str.replace(_WEEKDAY, "").str.replace(_ORDINAL, "${1}")
    frame = pl.DataFrame({"text": bare})
    numeric = pl.col("text").str.extract(_SERIAL).cast(pl.Int32, strict=False)
    serial = pl.when(numeric.is_between(SERIAL_FIRST, SERIAL_LAST)).then(
        # Spreadsheets count days from 30 December 1899, after the day that never was.
        pl.date(1899, 12, 30) + pl.duration(days=numeric)
    )
    found = (
        _day(_DAY_FIRST, year=3, month=2, day=1),
        _day(_SHORT_YEAR, year=3, month=2, day=1),
        _day(_ISO, year=1, month=2, day=3),
        _day(_NAMED_MONTH, year=3, month=2, day=1),
        _day(_NAMED_FIRST, year=3, month=1, day=2),
        _day(_YEAR_NAMED, year=1, month=2, day=3),
        serial.cast(pl.Date),
    )
    return frame.select(pl.coalesce(found).alias("day")).to_series()


def iso(text: pl.Series) -> pl.Series:
    """Read days as XML writes them; anything else is null."""
    found = _day(_ISO_STRICT, year=1, month=2, day=3)
    return pl.DataFrame({"text": text}).select(found.alias("day")).to_series()


def _day(pattern: str, *, year: int, month: int, day: int) -> pl.Expr:
    """Put a day together from the groups of a pattern; a month may be a name."""
    text = pl.col("text")
    named = text.str.extract(pattern, month).str.to_lowercase()
    numbers = {name: str(n) for n, name in enumerate(MONTHS, start=1)}
    years = text.str.extract(pattern, year)
    short = years.str.len_bytes() < len("2026")
    early = years.cast(pl.Int32, strict=False) >= CENTURY_TURNS
    century = pl.when(early).then(pl.lit("19")).otherwise(pl.lit("20"))
    whole = pl.when(short).then(pl.concat_str(century, years)).otherwise(years)
    parts = [whole, named.replace(numbers), text.str.extract(pattern, day)]
    return pl.concat_str(parts, separator="-").str.to_date("%Y-%m-%d", strict=False)


def month_first(text: pl.Series, read: pl.Series) -> tuple[int, int]:
    """Count the days that can only stand month first, and those only day first.

    `read` is what was read of `text`, day first. While nothing was left unread there is
    nothing to count.
    """
    left = read.is_null() & text.is_not_null()
    if not left.any():
        return 0, 0
    first, second = _numbers(text.filter(left))
    by_month = int(((first <= len(MONTHS)) & (second > len(MONTHS))).sum())
    if not by_month:
        return 0, 0
    first, _ = _numbers(text.filter(~left))
    return by_month, int((first > len(MONTHS)).sum())


def _numbers(text: pl.Series) -> tuple[pl.Series, pl.Series]:
    first, second = (
        text.str.extract(_PARTS, group).cast(pl.Int32, strict=False) for group in (1, 3)
    )
    return first, second


def turned(text: pl.Series) -> pl.Series:
    """Write 03/31/2026 as 31/03/2026; other forms stay."""
    return text.str.replace(_PARTS, "${3}${2}${1}${4}")


def in_two_orders(texts: Sequence[pl.Series]) -> int:
    """Count the dates that were made of day-first text as if it were month first.

    That is so where all that are dates (2026-05-03) fall within the first twelve days
    of a month, and all that are text (25/03/2026) fall later. Otherwise 0.
    """
    if not any(map(_has_both, texts)):
        return 0
    text = pl.concat([t.drop_nulls().alias("text") for t in texts])
    day = text.str.extract(_AS_DATE, 3).cast(pl.Int32, strict=False).drop_nulls()
    first, _ = _numbers(text)
    first = first.drop_nulls()
    enough = day.len() >= ENOUGH_DATES and first.len() >= ENOUGH_TEXTS
    most = len(MONTHS)
    if enough and (day <= most).all() and (first > most).all():
        return day.len()
    return 0


def _has_both(text: pl.Series) -> bool:
    head = text.head(LOOKED_AT)
    return bool(head.str.contains(_AS_DATE).any() and head.str.contains(_PARTS).any())


def month_for_day(text: pl.Series) -> pl.Series:
    """Write 2026-05-03 as 2026-03-05; other forms stay."""
    return text.str.replace(_AS_DATE, "${1}-${3}-${2}")
