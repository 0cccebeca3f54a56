"""The parts of the 903 that are codes about a child in a year, not events."""

from __future__ import annotations

from datetime import date

from clearsight.madeup.days import add_months, age
from clearsight.madeup.text import Cell, code
from clearsight.madeup.true import Care, Child, Leaver

REVERSAL = "RD4"
PART = (
    "PN1",
    "PN1",
    "PN1",
    "PN1",
    "PN1",
    "PN2",
    "PN3",
    "PN4",
    "PN5",
    "PN6",
    "PN6",
    "PN7",
)
ADOPTERS = (
    ("2", "MF", "L11"),
    ("2", "MF", "L3"),
    ("1", "F1", "L0"),
    ("2", "FF", "L12"),
)
NOT_KNOWN = "0"
ALWAYS_UNSUITABLE = ("S", "X")
YOUNGER = (17, 18)
WENT_HOME = ("E4A", "E4B", "E13")
BACK_HOME, SOMEWHERE = "RHOM", "R2"
# Foyers take nobody who was under 18 when the year began: supported lodgings then.
NOT_FOR_THE_YOUNG = {"T": "E"}


def took_part(child: Child, held: date) -> str:
    """Return how the child took part in a review."""
    if age(child.born_on, held) < 4:
        return "PN0"
    return code(child.number, held.strftime("%j%y"), PART)


def leaver(child: Child, start: date, end: date) -> list[Cell]:
    """Return a care leaver's codes where a 19th to 21st birthday is in the year."""
    one = child.leaver
    if one is None or _birthday(child, (19, 20, 21), start, end) is None:
        return []
    if one.in_touch != "YES":
        return [one.in_touch, NOT_KNOWN, NOT_KNOWN]
    return [one.in_touch, one.activity, _home(one, one.accommodation)]


def younger(child: Child, start: date, end: date) -> list[Cell]:
    """Return the codes of one who turns 17 or 18 in the year and has left care by then.

    Who went home, and has been there for six months, is said to be back home. Who was
    in care up to the last day of the year is told of by health, not here.
    """
    one, birthday = child.leaver, _birthday(child, YOUNGER, start, end)
    if one is None or birthday is None or one.starts_on > end:
        return []
    cares = [c for c in child.cares if c.starts_on <= end and not c.is_short_breaks]
    ended = [c.ended_on for c in cares if c.ended_on and c.ended_on <= birthday]
    if not ended or len(ended) < len(cares) or ended[-1] >= end:
        return []
    is_home = cares[-1].end_reason in WENT_HOME
    if is_home and add_months(ended[-1], 6) <= birthday:
        return [BACK_HOME, NOT_KNOWN, NOT_KNOWN]
    if one.in_touch != "YES":
        where = code(child.number, "where", (NOT_KNOWN, SOMEWHERE))
        return [one.in_touch, NOT_KNOWN, where]
    kind = NOT_FOR_THE_YOUNG.get(one.accommodation, one.accommodation)
    return [one.in_touch, one.activity, _home(one, kind)]


def _birthday(
    child: Child, ages: tuple[int, ...], start: date, end: date
) -> date | None:
    """Return the birthday of one of these ages that is in the year, if one is."""
    days = [add_months(child.born_on, 12 * years) for years in ages]
    return next((day for day in days if start <= day <= end), None)


def _home(one: Leaver, kind: str) -> str:
    is_bad = one.suitability == "b" or kind in ALWAYS_UNSUITABLE
    return kind + ("2" if is_bad else "1")


def earlier(child: Child, care: Care) -> list[Cell]:
    """Return whether the child had left care for a permanent home before."""
    kind = code(child.number, "before", ("Z1",) * 15 + ("P2",))
    if kind == "Z1" or age(child.born_on, care.starts_on) < 4:
        return ["Z1", "", ""]
    return [kind, "999", f"ZZ/ZZ/{care.starts_on.year - 2}"]


def adopters(child: Child) -> list[Cell]:
    """Return how a child's adopters are described; none was the foster carer."""
    at = int(code(child.number, "adopter", "0123"))
    return ["0", *ADOPTERS[at]]


def health(child: Child, start: date, end: date) -> list[Cell]:
    """Return the outcomes of a child looked after for the whole year."""
    years = age(child.born_on, end)
    likely = ("1",) * 9 + ("0",)
    misuse = code(child.number, "misuse", ("0",) * 24 + ("1",)) if years >= 11 else "0"
    received = code(child.number, "taken", "110") if misuse == "1" else ""
    return [
        *_strengths(child, start, end),
        code(child.number, "court", ("0",) * 30 + ("1",)) if years >= 10 else "0",
        code(child.number, "checks", likely) if years < 5 else "",
        code(child.number, "jabs", likely),
        code(child.number, "teeth", likely),
        code(child.number, "medical", likely),
        misuse,
        received,
        code(child.number, "offer", "10") if received == "0" else "",
    ]


def is_asked(child: Child, start: date, end: date) -> bool:
    """Say whether a strengths and difficulties score is due: aged 4 to 16 in a year."""
    return age(child.born_on, end) >= 4 and add_months(child.born_on, 204) >= start


def _strengths(child: Child, start: date, end: date) -> list[Cell]:
    if not is_asked(child, start, end):
        return ["", ""]
    if code(child.number, "strength", "00001") == "1":
        return ["", code(child.number, "why", ("SDQ2", "SDQ3", "SDQ4", "SDQ5"))]
    return [code(child.number, "score", [str(n) for n in range(3, 31)]), ""]
