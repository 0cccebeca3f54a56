"""The three frames that a journey is made of, and how each row of them is written.

`spells`: council, child, kind, spell, starts_on, ended_on, is_open, outcome, detail,
within, basis, confidence, known_to, sources, file, row. `is_open` is true where nothing
says that the spell has ended by the day of the review; `ended_on` may be null on an
ended one whose day no source holds.

`timeline`: council, child, on, event, spell, within, detail, sources, file, row. `on`
is null where an event is recorded without its day.

`coverage`: council, child, spell, event, is_complete, known_from, known_to, tail_from:
what the sources could have shown of one kind of event within one spell.

Within a chapter, `who` stands for council and child, and `spell_key` and `within_key`
for spells (Int64; see `journeys.keys`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

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
    "made_on": nw.Date,
}
KEYS: dict[str, Kind] = {
    "who": nw.Int64,
    "spell_key": nw.Int64,
}

Given = nw.Expr | str | None


@dataclass(frozen=True)
class Chapter:
    """What one chapter of the journey adds: spells, events, conflicts, and coverage.

    They have `who` in place of council and child; spells and events have `spell_key`.
    Coverage is given only for what `journeys.coverage` cannot say by kind of spell.
    `quiet` are spells into which events are laid and that are nowhere shown: who, kind,
    spell_key, spell, starts_on, ended_on.
    """

    spells: list[Frame]
    events: list[Frame]
    conflicts: list[Frame]
    coverage: list[Frame] = field(default_factory=list)
    quiet: list[Frame] = field(default_factory=list)


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
    event: str | nw.Expr,
    on: Given,
    *,
    detail: Given = None,
    only: nw.Expr | None = None,
) -> Frame:
    """Write rows as events of this kind, on the day given (which may be null)."""
    kind = nw.lit(event) if isinstance(event, str) else event
    chosen = frame if only is None else frame.filter(only.fill_null(False))
    return _written(chosen, {"on": on, "event": kind, "detail": detail}, EVENT)


def _written(frame: Frame, values: dict[str, Given], shape: dict[str, Kind]) -> Frame:
    here = set(frame.collect_schema().names())
    columns: dict[str, nw.Expr | str] = {}
    for name, kind in (KEYS | shape).items():
        if name not in WHOSE:
            value = values.get(name, name if name in here else None)
            columns[name] = nw.lit(None, kind) if value is None else value
    return frame.select(**columns)


def as_coverage(
    frame: Frame,
    event: str,
    *,
    tail_from: Given = None,
    known_from: Given = None,
    known_to: Given = None,
    made_on: Given = None,
) -> Frame:
    """Write what sources could have shown of an event in the spells of these rows.

    All of it, from the day `known_from` to the day `known_to`; or, where `tail_from` is
    given, all from that day. `made_on`: when the newest file that still shows the spell
    was made. `frame`: who, spell.
    """
    values: dict[str, Given] = {
        "event": nw.lit(event),
        "is_complete": nw.lit(tail_from is None),
        "known_from": known_from,
        "known_to": known_to,
        "tail_from": tail_from,
        "made_on": made_on,
    }
    columns: dict[str, nw.Expr | str] = {"who": "who"}
    for name, kind in COVERAGE.items():
        if name not in WHOSE:
            value = values.get(name, "spell" if name == "spell" else None)
            columns[name] = nw.lit(None, kind) if value is None else value
    return frame.select(**columns)


def dated(on: str) -> nw.Expr:
    """Say whether the day is known: an end that has not come makes no event."""
    return ~nw.col(on).is_null()


def day_number(on: nw.Expr) -> nw.Expr:
    """Count days from the first of January of year 1, in the Gregorian calendar.

    Durations and timestamps of dates are not the same on every engine; years are.
    """
    past = on.dt.year().cast(nw.Int64) - 1
    leap = past // 4 - past // 100 + past // 400
    return past * 365 + leap + on.dt.ordinal_day().cast(nw.Int64)
