"""Text as it arrived into typed values, with what could not be read counted.

Every reader uses this, so a date means the same in all returns. A value that cannot be
read leaves a blank, its text stays in the column beside it, and its row is kept.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import polars as pl

from clearsight.files.day_order import in_order
from clearsight.files.days import Dates, days
from clearsight.files.manifest import Problem
from clearsight.shape import ROW, Field, Kind, Table

SHOWN_ROWS = 5
# What a report writes for a blank.
LEFT_BLANK = r"(?i)^(?:null|#?n/?a|none|nil|-+|\.)$"
# What systems write for no date at all.
NO_DAYS = (date(1900, 1, 1), date(2099, 12, 31))
WORTH_SHARING = 100_000
MOST_THREADS = 4
SAMPLE = 2_000

_WITHHELD = r"(?i)^(?:ZZ|\d{1,2})[/.\-](?:ZZ|\d{1,2})[/.\-](?:ZZZZ|ZZ|\d{4})$"

_DTYPES: dict[Kind, type[pl.DataType]] = {
    "day": pl.Date, "number": pl.Int64, "decimal": pl.Float64, "yes_no": pl.Boolean,
}  # fmt: skip
_YES = ("true", "1", "yes", "y", "1.0")
_NO = ("false", "0", "no", "n", "0.0")


def type_columns(
    frame: pl.DataFrame,
    table: type[Table],
    *,
    dates: Dates,
    as_text: Sequence[Kind] = (),
) -> tuple[pl.DataFrame, list[Problem]]:
    """Type every field of the table.

    `frame` has `row` (and may have `file` and keys besides, which are kept in front)
    and one String column for each field that the source holds; absent fields become
    blank. Returned: those columns, then for each field its value and
    `<field>_submitted`; and one problem for each column that holds days or numbers that
    cannot be read. Fields of the kinds `as_text` keep their text, for the reader itself
    to give them a value.
    """
    fields = table.fields.values()
    own = {f.name for f in fields}
    front = frame.select(c for c in frame.columns if c not in own)
    columns, problems = list[pl.Series](), list[Problem]()
    partial: frozenset[str] = getattr(table, "partial", frozenset())
    texts = [_text(frame, field) for field in fields]
    values = _values(texts, list(fields), dates, as_text)
    if dates == "day first":
        values, found = in_order(texts, values, list(fields))
        problems += found
    for field, submitted, value in zip(fields, texts, values, strict=True):
        told, none = _without_no_day(value, field, frame)
        problems += none
        columns += [told.alias(field.name), submitted.alias(field.submitted)]
        if field.kind in ("day", "number", "decimal"):
            unread = _unread(value, submitted, withheld=field.name in partial)
            problems += _problem(unread, field, frame, dates)
    return front.hstack(columns), problems


def _without_no_day(
    value: pl.Series, field: Field, frame: pl.DataFrame
) -> tuple[pl.Series, list[Problem]]:
    """Take out days that a system writes for none, and say so."""
    if value.dtype != pl.Date or field.kind != "day":
        return value, []
    none = value.is_in(NO_DAYS).fill_null(value=False)
    count = int(none.sum())
    if not count:
        return value, []
    shown = frame.get_column(ROW).filter(none).head(SHOWN_ROWS).to_list()
    said = " or ".join(f"{day:%d/%m/%Y}" for day in NO_DAYS)
    dates = "1 date" if count == 1 else f"{count:,} dates"
    what = f"{dates} in {field.name} stood for none ({said}) and was read as blank."
    if count > 1:
        what = what.replace(" was read", " were read")
    where = f"column {field.name}, {rows_named(shown, count)}"
    do = "Export a blank where there is no date."
    return value.set(none, None), [Problem(what=what, where=where, do=do, rows=count)]


def _text(frame: pl.DataFrame, field: Field) -> pl.Series:
    if field.name in frame.columns:
        return frame.get_column(field.name).cast(pl.String)
    return pl.repeat(None, frame.height, dtype=pl.String, eager=True)


def _values(
    texts: Sequence[pl.Series],
    fields: Sequence[Field],
    dates: Dates,
    as_text: Sequence[Kind],
) -> list[pl.Series]:
    """Read the columns, side by side where there is enough work to share out."""
    work = [
        (text, None if field.kind in as_text else field.kind, dates)
        for text, field in zip(texts, fields, strict=True)
    ]
    if not texts or texts[0].len() < WORTH_SHARING:
        return [_value(*w) for w in work]
    with ThreadPoolExecutor(min(os.cpu_count() or 1, MOST_THREADS)) as pool:
        return list(pool.map(lambda w: _value(*w), work))


def _value(text: pl.Series, kind: Kind | None, dates: Dates) -> pl.Series:
    if kind is None:
        return text
    if text.null_count() == text.len():
        # Nothing to read, as in each column that a file does not have.
        return text.cast(_DTYPES.get(kind, pl.String))
    if kind == "day":
        return days(text, dates)
    readers: dict[Kind, Callable[[pl.Series], pl.Series]] = {
        "key": keys,
        "text": trimmed,
        "code": codes,
        "number": numbers,
        "decimal": decimals,
        "yes_no": answers,
    }
    return readers[kind](text)


def _rarely_repeated(text: pl.Series) -> bool:
    """Say whether the texts differ too much to gain by reading each only once."""
    head = text.head(SAMPLE)
    return head.len() < SAMPLE or head.n_unique() > SAMPLE // 4


def _each_once(text: pl.Series, read: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Read each different text once, where texts repeat, and spread the answer."""
    if _rarely_repeated(text):
        return read(text)
    kinds = text.unique()
    values = read(kinds)
    if values.dtype == text.dtype and values.equals(kinds, null_equal=True):
        return text
    return text.replace_strict(kinds, values, return_dtype=values.dtype)


def trimmed(text: pl.Series) -> pl.Series:
    """Trim; blank becomes null."""
    bare = text.str.strip_chars()
    blank = bare == ""
    if blank.any():
        return bare.set(blank, None)
    # The same column twice costs no memory; a copy of it would.
    return text if bare.equals(text, null_equal=True) else bare


def keys(text: pl.Series) -> pl.Series:
    """Trim an identifier, and take off what a spreadsheet put around it.

    123.0 and ="123" and '123 are 123; blank becomes null.
    """
    bare = trimmed(text)
    if not (
        bare.str.ends_with(".0").any()
        or bare.str.starts_with("=").any()
        or bare.str.starts_with("'").any()
    ):
        return bare
    frame = pl.DataFrame({"bare": bare})
    plain = (
        pl.col("bare")
        .str.replace(r'^="(.+)"$', "${1}")
        .str.replace(r"^'(.+)$", "${1}")
        .str.replace(r"^(\d+)\.0$", "${1}")
    )
    return frame.select(plain).to_series()


def codes(text: pl.Series) -> pl.Series:
    """Trim and write in capitals; blank becomes null."""
    return _each_once(text, lambda kinds: trimmed(kinds).str.to_uppercase())


def answers(text: pl.Series) -> pl.Series:
    """Read yes and no; anything else is null."""
    return _each_once(text, _answers)


def numbers(text: pl.Series) -> pl.Series:
    """Read whole numbers, also as a spreadsheet writes them (12.0)."""
    return _each_once(text, _numbers)


def decimals(text: pl.Series) -> pl.Series:
    """Read numbers with or without decimals (0.8, 37, .5); anything else is null."""
    bare = text.str.strip_chars()
    plain = bare.str.extract(r"^([+\-]?(?:\d{1,15}(?:\.\d*)?|\.\d+))$")
    return plain.str.strip_prefix("+").cast(pl.Float64, strict=False)


def _answers(text: pl.Series) -> pl.Series:
    said = text.str.strip_chars().str.to_lowercase()
    frame = pl.DataFrame({"said": said})
    yes, no = pl.col("said").is_in(_YES), pl.col("said").is_in(_NO)
    return frame.select(
        pl.when(yes).then(pl.lit(value=True)).when(no).then(pl.lit(value=False))
    ).to_series()


def _numbers(text: pl.Series) -> pl.Series:
    bare = text.str.strip_chars()
    digits = bare.str.extract(r"^([+\-]?\d{1,15})(?:\.0*)?$")
    return digits.str.strip_prefix("+").cast(pl.Int64, strict=False)


def _unread(value: pl.Series, submitted: pl.Series, *, withheld: bool) -> pl.Series:
    """Return the positions of filled cells that have no value."""
    if value.null_count() == submitted.null_count():
        return pl.Series([], dtype=pl.UInt32)
    where = (value.is_null() & submitted.is_not_null()).arg_true()
    text = submitted.gather(where).str.strip_chars()
    lost = (text != "") & ~text.str.contains(LEFT_BLANK)
    if withheld:
        lost &= ~text.str.contains(_WITHHELD) | ~text.str.contains("(?i)Z")
    return where.filter(lost)


def _problem(
    unread: pl.Series, field: Field, frame: pl.DataFrame, dates: Dates
) -> list[Problem]:
    count = unread.len()
    if not count:
        return []
    one = count == 1
    if field.kind == "day":
        what = (
            f"{count:,} {'date' if one else 'dates'} in {field.name} could not be read "
            "as a day between 1900 and 2100."
        )
        form = "dd/mm/yyyy" if dates == "day first" else "yyyy-mm-dd"
        do = f"Write them as {form} and export again. The rows were kept."
    else:
        what = (
            f"{count:,} {'value' if one else 'values'} in {field.name} could not be "
            f"read as a {'whole ' if field.kind == 'number' else ''}number."
        )
        do = "Write digits alone and export again. The rows were kept."
    shown = frame.get_column(ROW).gather(unread.head(SHOWN_ROWS)).to_list()
    where = f"column {field.name}, {rows_named(shown, count)}"
    return [Problem(what=what, where=where, do=do, rows=count)]


def rows_named(first: list[int], count: int) -> str:
    """Say which rows: the first few by number, the others counted."""
    named = ", ".join(f"{n:,}" for n in first[:SHOWN_ROWS])
    rest = count - len(first[:SHOWN_ROWS])
    word = "row" if count == 1 else "rows"
    return f"{word} {named}" + (f" and {rest:,} more" if rest > 0 else "")
