"""The three frames that a journey is made of, and how each row of them is written.

`spells`: council, child, kind, spell, starts_on, ended_on, is_open, outcome, detail,
within, basis, confidence, known_to, sources, file, row. `is_open` is true where nothing
says that the spell has ended; `ended_on` may be null on an ended one whose day no
source holds.

`timeline`: council, child, on, event, spell, within, detail, sources, file, row. `on`
is null where an event is recorded without its day.

`coverage`: council, child, spell, event, is_complete, known_from, known_to, tail_from:
what the sources could have shown of one kind of event within one spell.

Within a chapter, `who` stands for council and child, and `spell_key` and `within_key`
for spells (Int64; see `journeys.keys`).
"""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from clearsight.journeys.keys import WHOSE
from clearsight.shape import Frame

Kind = type[nw.String] | type[nw.Int64] | type[nw.Date] | type[nw.Boolean]

SPELL: dict[str, Kind] = {
    "council": nw.String,
    "child": nw.String,
    "kind": nw.String,
    "spell": nw.String,
    "starts_on": nw.Date,
    "ended_on": nw.Date,
    "is_open": nw.Boolean,
    "outcome": nw.String,
    "detail": nw.String,
    "within": nw.String,
    "basis": nw.String,
    "confidence": nw.Int64,
    "known_to": nw.Date,
    "sources": nw.String,
    "file": nw.String,
    "row": nw.Int64,
}
EVENT: dict[str, Kind] = {
    "council": nw.String,
    "child": nw.String,
    "on": nw.Date,
    "event": nw.String,
    "spell": nw.String,
    "within": nw.String,
    "detail": nw.String,
    "sources": nw.String,
    "file": nw.String,
    "row": nw.Int64,
}
COVERAGE: dict[str, Kind] = {
    "council": nw.String,
    "child": nw.String,
    "spell": nw.String,
    "event": nw.String,
    "is_complete": nw.Boolean,
    "known_from": nw.Date,
    "known_to": nw.Date,
    "tail_from": nw.Date,
}
KEYS: dict[str, Kind] = {
    "who": nw.Int64,
    "spell_key": nw.Int64,
}

Given = nw.Expr | str | None


@dataclass(frozen=True)
class Chapter:
    """What one chapter of the journey adds: spells, events and conflicts.

    They have `who` in place of council and child; spells and events have `spell_key`.
    """

    spells: list[Frame]
    events: list[Frame]
    conflicts: list[Frame]


def as_spells(
    frame: Frame,
    kind: str,
    *,
    ended: Given,
    outcome: Given = None,
    detail: Given = None,
    is_open: nw.Expr | None = None,
) -> Frame:
    """Write rows as spells of this kind; absent links and outcomes are null."""
    ends = nw.col(ended) if isinstance(ended, str) else ended
    values = {
        "kind": nw.lit(kind),
        "ended_on": ended,
        "is_open": is_open if ends is None or is_open is not None else ends.is_null(),
        "outcome": outcome,
        "detail": detail,
    }
    return _written(frame, values, {"within_key": nw.Int64, **SPELL})


def as_events(
    frame: Frame,
    event: str,
    on: Given,
    *,
    detail: Given = None,
    only: nw.Expr | None = None,
) -> Frame:
    """Write rows as events of this kind, on the day given (which may be null)."""
    chosen = frame if only is None else frame.filter(only.fill_null(False))
    return _written(chosen, {"on": on, "event": nw.lit(event), "detail": detail}, EVENT)


def _written(frame: Frame, values: dict[str, Given], shape: dict[str, Kind]) -> Frame:
    here = set(frame.collect_schema().names())
    columns: dict[str, nw.Expr | str] = {}
    for name, kind in (KEYS | shape).items():
        if name not in WHOSE:
            value = values.get(name, name if name in here else None)
            columns[name] = nw.lit(None, kind) if value is None else value
    return frame.select(**columns)


def dated(on: str) -> nw.Expr:
    """Say whether the day is known: an end that has not come makes no event."""
    return ~nw.col(on).is_null()
