"""Ordinary mess in a workbook: what people's hands and systems do to the same facts.

A title above the headings in some months and not in others, columns in another order,
headings and codes in capitals or without them, a space too many. None of it changes
what a cell says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from random import Random

from clearsight.madeup.sheets import Value

KINDS = ("none", "ordinary")
UNTIDY = 0.02  # of rows
Grid = Iterable[Sequence[Value]]


def untidy(
    number: int, headings: Sequence[str], rows: Grid, day: date, seed: int
) -> Iterator[Sequence[Value]]:
    """Yield a list of one extract as a grid, from its first row down, in a mess."""
    rng = Random(f"{seed}/mess/{day.isoformat()}/{number}")  # noqa: S311 (a simulation)
    order = list(range(len(headings)))
    if rng.random() < 0.4:
        rng.shuffle(order)
    if rng.random() < 0.3:
        yield [f"Annex A, list {number}, {day:%d/%m/%Y}"]
        yield []
    written = [_heading(rng, headings[at]) for at in order]
    yield written
    for row in rows:
        cells = [row[at] for at in order]
        if rng.random() < UNTIDY:
            _disturb(rng, cells)
        yield cells


def _heading(rng: Random, heading: str) -> str:
    dice = rng.random()
    if dice < 0.05:
        return heading.upper()
    if dice < 0.10:
        return heading.lower()
    return f" {heading} " if dice < 0.15 else heading


def _disturb(rng: Random, cells: list[Value]) -> None:
    texts = [at for at, value in enumerate(cells) if isinstance(value, str) and value]
    if not texts:
        return
    at = rng.choice(texts)
    text = str(cells[at])
    is_code = ") " in text or ": " in text
    changed = [f"{text} ", f" {text}", f"{text}  "]
    cells[at] = rng.choice(
        [*changed, text.upper(), text.lower()] if is_code else changed
    )
