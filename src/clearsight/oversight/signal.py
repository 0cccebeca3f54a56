"""The signals: what each one says, when it is raised, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

TIERS = {
    0: "look today",
    1: "a limit of law or guidance is past",
    2: "drift, or a local standard is past",
    3: "due soon",
}


@dataclass(frozen=True)
class Signal:
    """One signal.

    `tier` is null where it follows from what raised it (a clock's own tier, or the most
    urgent of a stack). `source` says where its definition comes from.
    """

    key: str
    title: str
    tier: int | None
    raised_when: str
    data: str
    why_it_matters: str
    pitfall: str


OVERDUE = Signal(
    key="S01",
    title="Clock overdue",
    tier=None,
    raised_when="a clock is open and its due date is past; it takes the clock's tier",
    data="whatever the clock needs",
    why_it_matters="It is the law, or the promise made to the child.",
    pitfall="Late recording looks like late work: see the day the extract was made.",
)
DUE_SOON = Signal(
    key="S02",
    title="Clock coming due",
    tier=3,
    raised_when=(
        "a clock is open and falls due within 10 working days, or within 5 where its "
        "limit is four weeks or less"
    ),
    data="whatever the clock needs",
    why_it_matters="It is the only signal that can prevent lateness.",
    pitfall="Shown apart, so that it does not drown what is late already.",
)
NOBODY = Signal(
    key="S24",
    title="Nobody's child",
    tier=0,
    raised_when=(
        "the newest data show the child open with no named worker, or with a team, a "
        "tray or a placeholder in the worker's column"
    ),
    data="Annex A Lists 3 to 9: allocated worker; SSDA903: social worker episodes",
    why_it_matters="With nobody named, no other clock is safe.",
    pitfall="List your own stand-in names in clearsight.toml first.",
)
STACK = Signal(
    key="S27",
    title="The stack",
    tier=None,
    raised_when=(
        "three or more different signals on one child, at least one of tier 0 or 1; it "
        "takes the tier of the most urgent"
    ),
    data="the other signals",
    why_it_matters="One lapse is ordinary. Several at once are how a child is lost.",
    pitfall="They are listed, never added up into a number.",
)

SIGNALS: tuple[Signal, ...] = (OVERDUE, DUE_SOON, NOBODY, STACK)
