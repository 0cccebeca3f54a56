"""Placements and health of children in care, by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from clearsight.madeup import outcomes
from clearsight.madeup.days import add_months, add_working, age
from clearsight.madeup.true import Care, Child, Placement
from golden.measures_by_hand.by_hand import (
    DAY,
    Council,
    Member,
    Period,
    measure,
    once,
    value,
    within,
)
from golden.measures_by_hand.care import ADOPTIVE, home, open_cares

# Where the codes of a child's year stand in the OC2.
SCORE, CHECK, TEETH, MEDICAL = 0, 3, 5, 6


def _placed_in(*places: str) -> Callable[[Council, Period], list[Member]]:
    def count(council: Council, period: Period) -> list[Member]:
        return once(
            Member(child.number, here.starts_on, here.place in places)
            for child, care in open_cares(council, period.end)
            for here in [home(care, period.end)]
        )

    return count


measure("pl_foster")(_placed_in("U1", "U2", "U3", "U4", "U5", "U6"))
measure("pl_residential")(_placed_in("K1", "K2"))
measure("pl_supported")(_placed_in("K3", "H5", "P2"))


@measure("pl_out_area")
def out_of_area(council: Council, period: Period) -> Iterator[Member]:
    """Count children placed outside the council's area."""
    for child, care in open_cares(council, period.end):
        here = home(care, period.end)
        yield Member(child.number, here.starts_on, not here.is_in_area)


def _homes(child: Child, until: date) -> list[Placement]:
    """Return every placement of the child begun by a day; in each the home is new."""
    found = [p for care in child.cares for p in care.placements]
    return [p for p in found if p.starts_on <= until]


@measure("pl_3plus", day="")
def three_or_more(council: Council, period: Period) -> list[Member]:
    """Count children with three placements or more, that of the first day included."""

    def found() -> Iterator[Member]:
        for child, _ in open_cares(council, period.end):
            lived = [
                p
                for p in _homes(child, period.end)
                if p.ended_on is None or p.ended_on > add_months(period.end + DAY, -12)
            ]
            yield Member(child.number, None, len(lived) >= 3)

    return once(found())


@measure("pl_long_term", day="")
def long_term(council: Council, period: Period) -> list[Member]:
    """Count children under 16 in care for two and a half years, two in one placement.

    A child placed for adoption has the time in the placement before added.
    """
    at = period.end

    def found() -> Iterator[Member]:
        for child, care in open_cares(council, at):
            is_old = age(child.born_on, at) >= 16
            if is_old or care.starts_on > add_months(at, -30):
                continue
            lived = [p for p in care.placements if p.starts_on <= at]
            since = lived[-1].starts_on
            if lived[-1].place in ADOPTIVE and len(lived) > 1:
                since = lived[-2].starts_on
            is_settled = since <= add_months(at, -24)
            yield Member(child.number, None, is_settled)

    return once(found())


@measure("pl_unplanned_end", day="to_on")
def unplanned_moves(council: Council, period: Period) -> Iterator[Member]:
    """Count moves made for another reason than the care plan, of those with one."""
    for child, care in council.cares:
        for before, after in zip(care.placements, care.placements[1:], strict=False):
            if period.has(after.starts_on) and before.change_reason:
                planned = before.change_reason in ("CARPL", "PLACE")
                yield Member(child.number, after.starts_on, not planned)


@measure("pl_dol")
def deprived(council: Council, period: Period) -> list[Member]:
    """Count children with an order that ran at some time in the period."""
    return once(
        Member(child.number, care.liberty[0], True)
        for child in council.children
        for care in child.cares
        if care.liberty
        and care.liberty[0] <= period.end
        and (care.liberty[1] is None or care.liberty[1] >= period.start)
    )


@measure("h_iha_20wd")
def first_assessment(council: Council, period: Period) -> Iterator[Member]:
    """Count starters assessed by the 20th working day, of those still in care then.

    Whoever left over six months ago, and was never assessed, is no longer on List 8:
    that nothing is hidden cannot be said, and the measure lists them as left out.
    """
    listed_from = add_months(council.as_at + DAY, -6)
    for child, care in council.cares:
        is_gone = care.ended_on is not None and care.ended_on < listed_from
        if is_gone and not care.medicals:
            continue
        by = add_working(care.starts_on, 20)
        stayed = care.ended_on is None or care.ended_on >= by
        if period.has(care.starts_on) and by <= council.as_at and stayed:
            is_seen = any(within(care.starts_on, on, 20) for on in care.medicals)
            yield Member(child.number, care.starts_on, is_seen)


def _all_year(council: Council, period: Period) -> Iterator[tuple[Child, Care]]:
    """Yield the children looked after for all of the year that ends with the period."""
    end = period.end
    if (end.month, end.day) == (3, 31):
        start = date(end.year - 1, 4, 1)
        for child, care in open_cares(council, end):
            if care.starts_on <= start:
                yield child, care


def _codes(child: Child, period: Period) -> list[object]:
    start = date(period.end.year - 1, 4, 1)
    return list(outcomes.health(child, start, period.end))


@measure("h_annual", day="")
def assessed(council: Council, period: Period) -> Iterator[Member]:
    """Count those whose health assessments of the year were held."""
    for child, _ in _all_year(council, period):
        yield Member(child.number, None, _codes(child, period)[MEDICAL] == "1")


@measure("h_dental", day="")
def teeth(council: Council, period: Period) -> Iterator[Member]:
    """Count those whose teeth were checked in the year."""
    for child, _ in _all_year(council, period):
        yield Member(child.number, None, _codes(child, period)[TEETH] == "1")


@measure("h_sdq_average", day="")
def scored(council: Council, period: Period) -> Iterator[Member]:
    """Count those of 5 to 16 with a score."""
    for child in _of_school_age(council, period):
        if _codes(child, period)[SCORE]:
            yield Member(child.number, None, True)


def _of_school_age(council: Council, period: Period) -> list[Child]:
    every = [child for child, _ in _all_year(council, period)]
    return [child for child in every if 5 <= age(child.born_on, period.end) <= 16]


@value("h_sdq_average")
def average_score(council: Council, period: Period) -> float | None:
    """Return their scores added up and shared out."""
    told = [_codes(child, period)[SCORE] for child in _of_school_age(council, period)]
    scores = [int(str(score)) for score in told if score]
    return sum(scores) / len(scores) if scores else None
