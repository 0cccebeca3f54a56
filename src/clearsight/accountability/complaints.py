"""The clocks of a statutory children's complaint.

The Children Act 1989 Representations Procedure (England) Regulations 2006. Days are
working days; the day of the start is not counted. How far each limit was checked is
part of its citation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clearsight.accountability.things.voices import Step
from clearsight.clocks.limit import Limit, working_days
from clearsight.law import Checked, Law

ACT = (
    "Children Act 1989 Representations Procedure (England) Regulations 2006"
    " (SI 2006/1738)"
)
IN_FORCE = date(2006, 9, 1)
RECEIVED = "received"


@dataclass(frozen=True)
class Stage:
    """One limit. `starts` and `stops` are steps, or the day it was received.

    `longest` is the limit after an extension, which needs reasons. `is_familys`: the
    time that the family has, which is never held against them.
    """

    key: str
    title: str
    starts: Step | str
    stops: Step
    limit: Limit
    law: Law
    longest: Limit | None = None
    ends: tuple[Step, ...] = ("withdrawn",)
    is_familys: bool = False


def _law(regulation: str, checked: Checked, note: str = "") -> Law:
    cite = f"{ACT}, {regulation}" if regulation else ACT
    return Law(cite, "statute", checked, in_force_from=IN_FORCE, note=note)


STAGES: tuple[Stage, ...] = (
    Stage(
        "stage 1",
        "Stage 1: answer",
        RECEIVED,
        "stage 1 answered",
        working_days(10),
        _law("regulation 14", "second-hand", "20 if complex or awaiting an advocate"),
        longest=working_days(20),
        ends=("stage 2 asked for", "withdrawn"),
    ),
    Stage(
        "ask for stage 2",
        "Time to ask for stage 2",
        "stage 1 answered",
        "stage 2 asked for",
        working_days(20),
        _law("regulation 15", "second-hand", "a late request may still be accepted"),
        is_familys=True,
    ),
    Stage(
        "stage 2",
        "Stage 2: investigation and answer",
        "stage 2 asked for",
        "stage 2 answered",
        working_days(25),
        _law(
            "regulation 17",
            "second-hand",
            "the law counts from when the complaint was written down and agreed, which"
            " may be after it was asked for; up to 65 if extended with reasons",
        ),
        longest=working_days(65),
        ends=("stage 3 asked for", "withdrawn"),
    ),
    Stage(
        "ask for stage 3",
        "Time to ask for stage 3",
        "stage 2 answered",
        "stage 3 asked for",
        working_days(20),
        _law("regulation 18", "second-hand", "a late request may still be accepted"),
        is_familys=True,
    ),
    Stage(
        "panel",
        "Stage 3: the panel meets",
        "stage 3 asked for",
        "panel met",
        working_days(30),
        _law("regulation 19(4)", "text seen"),
    ),
    Stage(
        "panel report",
        "Stage 3: the panel reports",
        "panel met",
        "panel reported",
        working_days(5),
        _law("", "second-hand", "which paragraph was not checked"),
    ),
    Stage(
        "response",
        "Stage 3: the council responds",
        "panel reported",
        "answered by the director",
        working_days(15),
        _law("", "second-hand", "which paragraph was not checked"),
    ),
)
