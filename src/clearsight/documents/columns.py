"""Tables typed with spaces or tabs: each row made a line of cells parted by bars."""

from __future__ import annotations

import re

BAR = " | "
_GAP = re.compile(r"(?<=\S)(?:[ ]*\t[ \t]*|[ ]{3,})(?=\S)")
_LESSER_GAP = re.compile(
    r"(?<=[^\s.!?:])[ ]{2,}(?=\S)|(?<=No\.)[ ]{2,}(?=\S)|(?<=\S)(?:[ ]*\t[ \t]*"
    r"|[ ]{3,})(?=\S)"
)
# After these a wide gap sets off no cell: numbers of clauses, marks of lists, labels.
_LABEL = re.compile(
    r"^\s*(?:[-*•–]|\(?(?:\d+|[a-z]|[ivx]+)(?:\.\d+)*[.)]?"
    r"|[^|:]{1,24}:)$"
)
_NEAR = 2


def is_row(line: str) -> bool:
    """Say whether a line is a row of a table, typed or already parted by bars."""
    return BAR in line or bool(_starts(line))


def with_bars(lines: list[str]) -> list[str]:
    """Return the lines with the cells of each typed row parted by bars.

    A line that only goes on with cells of the row above is added to that row, cell by
    cell, and left blank where it stood.
    """
    out: list[str] = []
    starts: list[int] = []
    cells: list[str] = []
    for line in lines:
        here = _starts(line)
        if not here and starts and _goes_on(line, starts):
            cells = _added(cells, starts, line)
            out[_last_row(out)] = BAR.join(cells)
            out.append("")
            continue
        if here:
            starts = here
            cells = [c.strip() for c in _cut(line, here)]
            out.append(BAR.join(cells))
        else:
            starts = starts if not line.strip() and out and BAR in out[-1] else []
            out.append(line)
    return out


def _starts(line: str) -> list[int]:
    """Return where each cell of a row begins; nothing where the line is no row."""
    if not any(not _LABEL.match(line[: m.start()]) for m in _GAP.finditer(line)):
        return []
    begin = len(line) - len(line.lstrip())
    gaps = [
        m.end()
        for m in _LESSER_GAP.finditer(line)
        if not _LABEL.match(line[: m.start()]) or _is_column(line[: m.start()])
    ]
    return [begin, *gaps] if gaps else []


def _is_column(before: str) -> bool:
    """Say whether what stands before a gap is a number in a table's first column."""
    return bool(re.match(r"^\s*(?:\d+[./]\d+|[A-Z]{0,3}\d+)$", before))


def _cut(line: str, starts: list[int]) -> list[str]:
    ends = [*starts[1:], len(line)]
    return [line[a:b] for a, b in zip(starts, ends, strict=True)]


def _goes_on(line: str, starts: list[int]) -> bool:
    begin = len(line) - len(line.lstrip())
    if not line.strip() or begin < _NEAR:
        return False
    return any(abs(begin - s) <= _NEAR for s in starts[1:])


def _added(cells: list[str], starts: list[int], line: str) -> list[str]:
    begin = len(line) - len(line.lstrip())
    number = min(range(len(starts)), key=lambda n: abs(starts[n] - begin))
    added = list(cells)
    added[number] = f"{added[number]} {line.strip()}"
    return added


def _last_row(out: list[str]) -> int:
    return max(n for n, line in enumerate(out) if BAR in line)
