"""Delimited text taken line by line, so that one bad line costs only itself.

The csv module reads a quotation mark that is never closed as one cell to the end of the
file. Here such a mark is read as it stands, and the lines below it are read for
themselves.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

QUOTE = '"'
# A cell may hold line breaks; one that runs on for more lines than this is not closed.
LONGEST_CELL = 50
NARROW = 3


@dataclass(frozen=True)
class Record:
    """One row: the line it begins on (from 1), its cells, and how it was read.

    `last` is the line it ends on; `is_stray` is true where a quotation mark was never
    closed and was read as part of the text.
    """

    line: int
    last: int
    cells: list[str]
    is_stray: bool = False


def split_lines(text: str) -> list[str]:
    """Split at every kind of line end, mixed or not; no empty line after the last."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.rstrip("\x1a").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def records(lines: Sequence[str], delimiter: str) -> Iterator[Record]:
    """Give every row that is not blank, each line by itself."""
    for at, line in enumerate(lines):
        if QUOTE in line:
            found = _quoted(lines, at, delimiter, 0)
        else:
            found = Record(at + 1, at + 1, line.split(delimiter))
        if any(c and not c.isspace() for c in found.cells):
            yield found


@dataclass
class Sorted:
    """The lines of a text, in two kinds.

    `plain` are lines that are a row as they stand, no quotation mark in them and no
    more cells than headings, with their `numbers`; `odd` the rows that took more care.
    """

    plain: list[str]
    numbers: list[int]
    odd: list[Record]


def sort_out(lines: Sequence[str], delimiter: str, *, start: int, width: int) -> Sorted:
    """Part plain lines from odd ones, from the line with index `start`, blank ones out.

    `width` is the number of headings.
    """
    done = Sorted([], [], [])
    at, end = start, len(lines)
    while at < end:
        line = lines[at]
        if QUOTE in line:
            found = _quoted(lines, at, delimiter, width)
            done.odd.append(found)
            at = found.last
            continue
        at += 1
        if line.count(delimiter) >= width:
            done.odd.append(Record(at, at, line.split(delimiter)))
        elif line and not line.isspace():
            done.plain.append(line)
            done.numbers.append(at)
    done.odd = [r for r in done.odd if any(c and not c.isspace() for c in r.cells)]
    return done


def joined(lines: Sequence[str], delimiter: str) -> Iterator[Record]:
    """Give every row, trusting each quotation mark that is closed a few lines on."""
    at = 0
    while at < len(lines):
        found = _quoted(lines, at, delimiter, NARROW - 1)
        at = found.last
        yield found


class _Feed:
    """Hands lines to the csv reader, and notes whether it wanted more than that."""

    def __init__(self, lines: Sequence[str], at: int, most: int) -> None:
        self.lines, self.at = lines, at
        self.end = min(at + most, len(lines))
        self.ran_out = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at >= self.end:
            self.ran_out = True
            raise StopIteration
        line = self.lines[self.at]
        self.at += 1
        return line + "\n"


def _quoted(lines: Sequence[str], at: int, delimiter: str, width: int) -> Record:
    feed = _Feed(lines, at, LONGEST_CELL if width else 1)
    try:
        cells = next(csv.reader(feed, delimiter=delimiter), [])
    except csv.Error:
        return _as_it_stands(lines, at, delimiter)
    used = feed.at - at
    if feed.ran_out or (
        used > 1 and _swallowed(lines[at + 1 : feed.at], delimiter, width)
    ):
        return _as_it_stands(lines, at, delimiter)
    if used > 1 and width >= NARROW and len(cells) > width:
        return _as_it_stands(lines, at, delimiter)
    return Record(at + 1, at + used, cells)


def _swallowed(lines: Sequence[str], delimiter: str, width: int) -> bool:
    """Say whether a cell runs over lines that are whole rows by themselves."""
    return width >= NARROW and any(line.count(delimiter) >= width - 1 for line in lines)


def _as_it_stands(lines: Sequence[str], at: int, delimiter: str) -> Record:
    return Record(at + 1, at + 1, lines[at].split(delimiter), is_stray=True)
