"""The states a child may be in, the lowest first; of several the highest counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from clearsight.journeys import events as e


@dataclass(frozen=True)
class State:
    """One state: its name, how a sentence says it, and what a spell of it is called.

    `statuses` are the legal statuses by which a child is in it. A state that is not
    `compared` is no waiting, however long: no signal rests on it.
    """

    name: str
    said: str
    spells: str
    kind: str = ""
    statuses: tuple[str, ...] = ()
    compared: bool = True


def _cared(said: str, *statuses: str) -> State:
    name = f"looked after {said}".strip()
    kind = e.LEGAL_STATUS if statuses else e.CARE
    return State(name, name, "periods", kind, statuses)


PLACED_FOR_ADOPTION = State("placed for adoption", "placed for adoption", "placements")
CARE_LEAVER = State("care leaver", "a care leaver", "periods", compared=False)
# What no legal status that we know says more of: it ends when one is recorded, and so
# how long it lasts says nothing of the child.
LOOKED_AFTER = replace(_cared(""), compared=False)

# Short breaks (V3, V4) are help that comes and goes, and no state of their own.
STATES: Final = (
    State("referral", "with an open referral", "referrals", e.REFERRAL),
    State("assessment", "under assessment", "assessments", e.ASSESSMENT),
    State("CIN plan", "on a child in need plan", "plans", e.CIN_PLAN),
    State("section 47", "under a section 47 enquiry", "enquiries", e.ENQUIRY),
    State(
        "child protection plan", "on a child protection plan", "plans",
        e.PROTECTION_PLAN,
    ),
    State(
        "pre-proceedings", "in the pre-proceedings process", "processes",
        e.PRE_PROCEEDINGS,
    ),
    LOOKED_AFTER,
    _cared("under section 20", "V2"),
    _cared("through youth justice", "J1", "J2", "J3"),
    _cared("under emergency powers", "L1", "L2", "L3"),
    _cared("under an interim care order", "C1"),
    _cared("under a care order", "C2"),
    _cared("under a placement order", "D1", "E1"),
    PLACED_FOR_ADOPTION,
    CARE_LEAVER,
)  # fmt: skip

CLOSED: Final = "closed"
# Rank 0 is no state at all; the others count from 1, in the order above.
RANK: Final = {state.name: n for n, state in enumerate(STATES, start=1)}
NAME: Final = {0: CLOSED, **{n: name for name, n in RANK.items()}}
COMPARED: Final = tuple(s.name for s in STATES if s.compared)
SAID: Final = {s.name: s.said for s in STATES}
SPELLS: Final = {s.name: s.spells for s in STATES}
IN_CARE: Final = range(RANK[LOOKED_AFTER.name], RANK[PLACED_FOR_ADOPTION.name] + 1)
OF_KIND: Final = {
    s.kind: RANK[s.name]
    for s in STATES
    if s.kind and s.kind not in (e.LEGAL_STATUS, e.CARE)
}
OF_STATUS: Final = {code: RANK[s.name] for s in STATES for code in s.statuses}
SHORT_BREAKS: Final = ("V3", "V4")
