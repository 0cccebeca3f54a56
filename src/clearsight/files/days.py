"""Text as it arrived into days: the common form first, then the others people write."""

from __future__ import annotations

from datetime import date
from typing import Literal

import polars as pl

from clearsight.files.day_forms import iso, other_forms

Dates = Literal["day first", "iso"]

EPOCH = date(1970, 1, 1)
FIRST_NUMBER = (date(1900, 1, 1) - EPOCH).days
LAST_NUMBER = (date(2100, 12, 31) - EPOCH).days
DAY_FIRST_FORM, ISO_FORM = "%d/%m/%Y", "%Y-%m-%d"
ISO_LENGTH = 10


def days(text: pl.Series, dates: Dates) -> pl.Series:
    """Read days: the common form first, other forms only for what that left."""
    if dates == "day first" and _is_without_slash(text):
        # A workbook's own dates arrive as ISO, a whole column at a time.
        read = _plausible(text.str.to_date(ISO_FORM, strict=False))
    elif dates == "day first":
        read = _plausible(text.str.to_date(DAY_FIRST_FORM, strict=False))
        if read.null_count() == read.len():
            read = _plausible(text.str.to_date(ISO_FORM, strict=False))
    else:
        read = _plausible(text.str.to_date(ISO_FORM, strict=False))
        if (text.str.len_bytes() != ISO_LENGTH).any():
            # 2025-6-2 is not how an XML return may write a day.
            read = read.set(text.str.len_bytes() != ISO_LENGTH, None)
    if read.null_count() == text.null_count():
        return read
    left = read.is_null() & text.is_not_null()
    where = left.arg_true()
    again = text.gather(where).str.strip_chars()
    found = other_forms(again) if dates == "day first" else iso(again)
    return read.scatter(where, _plausible(found))


def _is_without_slash(text: pl.Series) -> bool:
    """Say whether no text can be in the common form; quick where the first is."""
    first = text.first(ignore_nulls=True)
    if not isinstance(first, str) or "/" in first:
        return False
    return not text.str.contains("/", literal=True).any()


def _plausible(read: pl.Series) -> pl.Series:
    # As day numbers: a year that Python's own dates cannot hold is met here.
    numbers = read.to_physical()
    outside = (numbers < FIRST_NUMBER) | (numbers > LAST_NUMBER)
    return read.set(outside, None) if outside.any() else read
