"""Delimited text (CSV) to a grid.

Well-formed text is read at full speed by Polars, which keeps a row for every line,
blank ones too, so that line numbers are exact. Text with anything awkward in it (a
quotation mark out of place, a row too long, a lone carriage return) is read line by
line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from clearsight.files.encoding import as_utf8, kind_of
from clearsight.files.grid import Grid
from clearsight.files.headings import SEARCHED_ROWS, heading_row, known_in, normalise
from clearsight.files.lines import (
    Record,
    Sorted,
    joined,
    records,
    sort_out,
    split_lines,
)
from clearsight.files.manifest import Problem
from clearsight.files.totals import without_headings, without_totals
from clearsight.files.typed import rows_named
from clearsight.shape import ROW

DELIMITERS = (",", ";", "\t", "|")
MOST_COLUMNS = 2_000
_HEAD = 262_144
_BLANK = b"\0 \t\r\n\xef\xbb\xbf\xff\xfe\x1a"


@dataclass(frozen=True)
class Heading:
    """Where the headings stand: their row, what parts the cells, and what they say."""

    record: Record
    delimiter: str
    cells: list[str]


def read_text(
    content: bytes, known: frozenset[str]
) -> tuple[Grid | None, list[Problem]]:
    """Read delimited text; None, with a problem, where there is none to read."""
    if not content[:_HEAD].strip(_BLANK) and not content.strip(_BLANK):
        return None, [_empty()]
    if kind := kind_of(content):
        return None, [_not_text(kind)]
    data, problems = as_utf8(content)
    heading = find_heading(data, known)
    if heading is None:
        return None, [*problems, _empty()]
    if len(heading.cells) > MOST_COLUMNS:
        return None, [*problems, _too_wide(len(heading.cells))]
    grid = _fast(data, heading) or _tolerant(data, heading)
    grid.problems = [*problems, *grid.problems]
    return without_totals(without_headings(grid)), []


def find_heading(data: bytes, known: frozenset[str]) -> Heading | None:
    """Find the headings in the first 30 rows, trying each delimiter."""
    text = data[:_HEAD].decode("utf-8", errors="replace")
    lines = split_lines(text)
    best: tuple[int, int] = (0, 0)
    found: Heading | None = None
    for together in (False, True):
        for delimiter in DELIMITERS:
            rows = joined(lines, delimiter) if together else records(lines, delimiter)
            first = [r for r, _ in zip(rows, range(SEARCHED_ROWS), strict=False)]
            at = heading_row([r.cells for r in first], known)
            if at is None:
                continue
            cells = [c.strip() for c in first[at].cells]
            score = (known_in(cells, known), len([c for c in cells if c]))
            if score > best:
                best, found = score, Heading(first[at], delimiter, cells)
        if best[0] > 1 or '"' not in text:
            break
    return found


def _fast(data: bytes, heading: Heading) -> Grid | None:
    """Read with Polars where each line is exactly one row; None where it may not be."""
    start = _offset(data, heading.record.line - 1)
    body = data[start:] if start else data
    has_quotes = b'"' in body
    if heading.record.last != heading.record.line or _has_lone_return(body):
        return None
    if has_quotes and not _is_tidy(body, heading.delimiter.encode()):
        return None
    try:
        frame = pl.read_csv(
            body,
            infer_schema=False,
            separator=heading.delimiter,
            quote_char='"' if has_quotes else None,
            has_header=True,
        )
    except pl.exceptions.PolarsError:
        return None
    if frame.width != len(heading.cells):
        return None
    if has_quotes:
        lines = body.count(b"\n") + (not body.endswith(b"\n"))
        if frame.height != lines - 1:
            return None
        frame = frame.with_columns(pl.all().replace("", None))
    first = heading.record.line + 1
    numbers = pl.int_range(first, first + frame.height, dtype=pl.Int64, eager=True)
    columns = frame.get_columns()
    keep = _filled(columns)
    if keep is not None:
        columns, numbers = [c.filter(keep) for c in columns], numbers.filter(keep)
    return _grid(numbers, columns, heading)


def _offset(data: bytes, lines: int) -> int:
    at = 0
    for _ in range(lines):
        at = data.find(b"\n", at) + 1
    return at


def _has_lone_return(body: bytes) -> bool:
    return b"\r" in body and body.count(b"\r") != body.count(b"\r\n")


def _is_tidy(body: bytes, delimiter: bytes) -> bool:
    """Say whether each quotation mark opens or closes a whole cell.

    Every mark must either follow a delimiter or line end (it opens) or stand before one
    (it closes), and there must be as many of the one as of the other.
    """
    opens = body.count(delimiter + b'"') + body.count(b'\n"') + body.startswith(b'"')
    closes = body.count(b'"' + delimiter) + body.count(b'"\n') + body.count(b'"\r\n')
    closes += body.endswith(b'"')
    return opens == closes and opens + closes == body.count(b'"')


def _filled(columns: Sequence[pl.Series]) -> pl.Series | None:
    """Return which rows hold anything; None where all do."""
    first = columns[0]
    maybe = (first.is_null() | first.str.starts_with(" ")).arg_true()
    if not maybe.len():
        return None
    rows = pl.DataFrame([c.gather(maybe).alias(str(n)) for n, c in enumerate(columns)])
    blank = rows.select(
        pl.all_horizontal(pl.all().str.strip_chars().fill_null("") == "")
    ).to_series()
    gone = maybe.filter(blank)
    if not gone.len():
        return None
    keep = pl.repeat(value=True, n=first.len(), eager=True)
    return keep.scatter(gone, False)


def _tolerant(data: bytes, heading: Heading) -> Grid:
    """Read line by line; a row that does not fit is set aside, and no other with it."""
    width = len(heading.cells)
    found = sort_out(
        split_lines(data.decode("utf-8")),
        heading.delimiter,
        start=heading.record.last,
        width=width,
    )
    too_long = [r.line for r in found.odd if any(c.strip() for c in r.cells[width:])]
    lost = set(too_long)
    odd = [r for r in found.odd if r.line not in lost]
    frame = pl.concat([_plain_rows(found, heading), _odd_rows(odd, width)]).sort(ROW)
    numbers, *columns = frame.get_columns()
    grid = _grid(numbers, columns, heading)
    grid.rows_in += len(too_long)
    grid.rows_aside = len(too_long)
    stray = [r.line for r in odd if r.is_stray]
    grid.problems += _line_problems(too_long, stray)
    return grid


def _numbered(width: int) -> list[str]:
    return [str(n) for n in range(width)]


def _plain_rows(found: Sorted, heading: Heading) -> pl.DataFrame:
    """Read the plain lines together, which is many times faster than one by one."""
    names = _numbered(len(heading.cells))
    text = "\n".join([heading.delimiter.join(names), *found.plain])
    frame = pl.read_csv(
        text.encode(),
        infer_schema=False,
        separator=heading.delimiter,
        quote_char=None,
    )
    frame.insert_column(0, pl.Series(ROW, found.numbers, dtype=pl.Int64))
    keep = _filled(frame.get_columns()[1:])
    return frame if keep is None else frame.filter(keep)


def _odd_rows(odd: Sequence[Record], width: int) -> pl.DataFrame:
    cells = [r.cells[:width] + [""] * (width - len(r.cells)) for r in odd]
    schema = dict.fromkeys(_numbered(width), pl.String)
    frame = pl.DataFrame(cells, schema=schema, orient="row")
    numbers = pl.Series(ROW, [r.line for r in odd], dtype=pl.Int64)
    return frame.with_columns(pl.all().replace("", None)).insert_column(0, numbers)


def _grid(numbers: pl.Series, columns: Sequence[pl.Series], heading: Heading) -> Grid:
    """Name the columns; the second of a name, and cells with no heading, go aside."""
    named: dict[str, pl.Series] = {}
    seen: set[str] = set()
    twice: list[str] = []
    nameless = 0
    for name, column in zip(heading.cells, columns, strict=True):
        plain = normalise(name)
        if not name:
            nameless += column.null_count() < column.len()
        elif plain in seen:
            twice.append(name)
        else:
            seen.add(plain)
            # The name of our own column is taken.
            named[f"{name} " if name == ROW else name] = column
    frame = pl.DataFrame([numbers.alias(ROW), *(c.alias(n) for n, c in named.items())])
    line = heading.record.line
    return Grid(
        frame=frame,
        headings=list(named),
        rows_in=frame.height,
        problems=_heading_problems(twice, nameless, line),
    )


def _heading_problems(twice: list[str], nameless: int, line: int) -> list[Problem]:
    found = []
    if twice:
        names = ", ".join(sorted(set(twice)))
        found.append(
            Problem(
                what=f"Columns headed alike: {names}. The first of each was read.",
                where=f"row {line}, the headings",
                do="Give each column a heading of its own, or remove the second.",
            )
        )
    if nameless:
        word = "column has" if nameless == 1 else "columns have"
        found.append(
            Problem(
                what=f"{nameless} {word} cells but no heading and could not be used.",
                where=f"row {line}, the headings",
                do="Give each column a heading, or empty it.",
            )
        )
    return found


def _line_problems(too_long: list[int], stray: list[int]) -> list[Problem]:
    found = []
    if too_long:
        found.append(
            Problem(
                what="Rows with more cells than there are headings were set aside.",
                where=rows_named(too_long, len(too_long)),
                do="Put a text that holds the delimiter in quotation marks, and export "
                "again.",
                rows=len(too_long),
                set_aside=len(too_long),
            )
        )
    if stray:
        found.append(
            Problem(
                what="A quotation mark was opened and never closed; the row was read "
                "with the mark as part of its text.",
                where=rows_named(stray, len(stray)),
                do="Remove the mark, or close it, and export again.",
                rows=len(stray),
            )
        )
    return found


def _empty() -> Problem:
    return Problem(
        what="The file is empty.", do="Export it again, or leave it out of the folder."
    )


def _not_text(kind: str) -> Problem:
    return Problem(
        what=f"This is not a text file: it is {kind}, whatever its name says.",
        do="Export it again as CSV.",
    )


def _too_wide(width: int) -> Problem:
    return Problem(
        what=f"It has {width:,} columns, which is more than any return.",
        do="Check that this is the right file.",
    )
