"""The improvement plan: actions, their measures and slips, and four verdicts apart."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Which = Literal["done", "evidenced", "verified"]


class Action(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """What will be done about findings or clauses. `due` is the original, for ever.

    `starts`: EDTF, when it began, if not on the day it was put in the record.

    `answers`: ids of findings, clauses or commitments. `measure`: the id of the measure
    that would move. `children`: in words, the children whom it concerns. `risks`: what
    hangs on it.
    """

    id: str
    title: str
    answers: tuple[str, ...]
    due: str
    starts: str = ""
    post: str = ""
    measure: str = ""
    children: str = ""


class ActionSlip(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """An action's date was moved."""

    id: str
    action: str
    due: str


class Verdict(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """Done (the owner says), evidenced (attached, hashed) or verified (somebody else).

    `is_so`: false takes an earlier verdict back. `evidence`: SHA-256 of what was
    attached; `expires`: EDTF, from when it no longer shows anything.
    """

    id: str
    action: str
    which: Which
    is_so: bool = True
    evidence: tuple[str, ...] = ()
    expires: str = ""
    on: str = ""


class PlanMeasure(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """A measure that an action would move: which way is better, what it should be.

    `standard` is on the scale of the points: 0.9 for nine in ten.
    """

    id: str
    title: str
    better: Literal["higher", "lower"]
    standard: float | None = None


class Rebased(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """New limits for a measure from a day on: a known cause and a decision."""

    id: str
    measure: str
    on: str
    cause: str
    decision: str
    is_new_definition: bool = False


class Measurement(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """One period of a measure. `period` is EDTF; a rate is numerator / denominator."""

    id: str
    measure: str
    period: str
    numerator: float
    denominator: float | None = None
    source: str = ""


class Challenge(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """What the board asked about an action, finding or figure; `answer_due` is EDTF."""

    id: str
    about: str
    words: str
    on: str
    answer_due: str = ""


class BoardDecision(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """What the board decided, and which challenge it answers, if any."""

    id: str
    about: str
    words: str
    on: str
    answers: str = ""


class OverseerClock(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """Something the overseers owe: a meeting, an answer, a report, a visit."""

    id: str
    overseer: str
    what: str
    due: str
    done: str = ""
