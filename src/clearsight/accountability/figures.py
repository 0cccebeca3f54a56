"""What the verdict on movement needs, from the record itself."""

from __future__ import annotations

from datetime import date

from clearsight.accountability.chance import Measure, Rebasing
from clearsight.accountability.plan import Figures
from clearsight.accountability.record import Record
from clearsight.accountability.things import Action, PlanMeasure, Rebased
from clearsight.accountability.when import when


def figures_in(record: Record) -> Figures:
    """Return the measures of the plan, when each action began, and new limits.

    An action without a date of its own began on the day it was put in the record. A
    rebasing needs the name of the person who put it there: that is who decided it.
    """
    rebasings: dict[str, list[Rebasing]] = {}
    for told in record.things(Rebased):
        rebasings.setdefault(told.measure, []).append(
            Rebasing(
                from_day=when(told.on).first,
                cause=told.cause,
                decision=told.decision,
                by=record.entry(told.id).by,
                kind="new definition" if told.is_new_definition else "shift",
            )
        )
    return Figures(
        measures={
            m.id: Measure(id=m.id, title=m.title, better=m.better, standard=m.standard)
            for m in record.things(PlanMeasure)
        },
        since=_since(record),
        rebasings=rebasings,
    )


def _since(record: Record) -> dict[str, date]:
    return {a.id: when(a.starts).last for a in record.things(Action) if a.starts}
