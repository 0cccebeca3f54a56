"""Lines of the plan: finding or clause, action, measure, children; walked both ways."""

from __future__ import annotations

from dataclasses import dataclass

from clearsight.accountability.record import Record
from clearsight.accountability.things import (
    Action,
    Clause,
    Commitment,
    Finding,
    Measurement,
)


@dataclass(frozen=True)
class Line:
    """One line. A blank is a gap that can be seen: nobody acts on this, or measures it.

    `answers` is the id of a finding, clause or commitment, and `source` of what it came
    from: the inspection or person that found, or the instrument. `children` are words.
    """

    source: str = ""
    answers: str = ""
    action: str = ""
    measure: str = ""
    children: str = ""
    measurements: tuple[str, ...] = ()

    @property
    def gaps(self) -> tuple[str, ...]:
        """Say what the line lacks."""
        told = (
            ("answers no finding or clause", not self.answers),
            ("no action answers it", not self.action),
            ("no measure", bool(self.action) and not self.measure),
            ("no figures", bool(self.measure) and not self.measurements),
            ("no children named", bool(self.action) and not self.children),
        )
        return tuple(words for words, is_so in told if is_so)


def lines(record: Record) -> tuple[Line, ...]:
    """Return every line, those first that begin with a finding or a clause."""
    actions = record.things(Action)
    figures: dict[str, list[str]] = {}
    for m in record.things(Measurement):
        figures.setdefault(m.measure, []).append(m.id)
    begins = [
        *((f.found_by, f.id) for f in record.things(Finding)),
        *((c.instrument, c.id) for c in record.things(Clause)),
        *((c.promised_by, c.id) for c in record.things(Commitment)),
    ]
    known = {name for _, name in begins}
    begins += [
        ("", name)
        for name in dict.fromkeys(n for a in actions for n in a.answers)
        if name not in known
    ]
    found = []
    for source, name in begins:
        acting = [a for a in actions if name in a.answers]
        found += [_line(source, name, a, figures) for a in acting]
        if not acting and not isinstance(record.get(name), Commitment):
            found.append(Line(source, name))
    found += [_line("", "", a, figures) for a in actions if not a.answers]
    return tuple(found)


def _line(
    source: str, name: str, action: Action, figures: dict[str, list[str]]
) -> Line:
    return Line(
        source,
        name,
        action.id,
        action.measure,
        action.children,
        tuple(figures.get(action.measure, ())) if action.measure else (),
    )


def line_from(record: Record, name: str) -> tuple[Line, ...]:
    """Return the lines that pass through anything on them, up or down.

    `name`: the id of an inspection, instrument, finding, clause, commitment, action,
    measure or measurement, or the words that say which children.
    """
    return tuple(
        line
        for line in lines(record)
        if name in (line.source, line.answers, line.action, line.measure, line.children)
        or name in line.measurements
    )
