"""Enquiries, conferences and protection plans, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from clearsight.madeup.days import add_months, age
from clearsight.madeup.true import Child, Enquiry, ProtectionPlan
from golden.measures_by_hand.by_hand import (
    DAY,
    Council,
    Member,
    Period,
    last_by,
    measure,
    once,
    open_at,
    past,
    value,
    within,
)

VISIT = 10  # working days: the council's own limit, where it sets no other
YEAR = timedelta(days=365)


def enquiries(child: Child) -> list[Enquiry]:
    """Return every enquiry of a child, in order of its start."""
    found = [e for r in child.referrals for e in r.enquiries]
    return sorted(found, key=lambda enquiry: enquiry.starts_on)


def plans(child: Child) -> list[ProtectionPlan]:
    """Return every protection plan of a child, in order of its start."""
    found = [p for r in child.referrals for p in r.plans]
    return sorted(found, key=lambda plan: plan.starts_on)


@measure("s47_rate")
def begun(council: Council, period: Period) -> Iterator[Member]:
    """Count enquiries begun in the period."""
    for child in council.children:
        for one in enquiries(child):
            if period.has(one.starts_on):
                yield Member(child.number, one.starts_on, True)


@measure("s47_children")
def asked_about(council: Council, period: Period) -> list[Member]:
    """Count children with an enquiry begun in the period."""
    return once(begun(council, period))


@measure("s47_open_no_outcome")
def no_outcome(council: Council, period: Period) -> Iterator[Member]:
    """Count those open past 15 working days that no later one took over."""
    at = period.end
    for child in council.children:
        held = [e for e in enquiries(child) if e.starts_on <= at]
        for one in held[-1:]:
            outcomes = [d for d in (one.not_needed_on, one.conference_on) if d]
            if not any(d <= at for d in outcomes) and past(one.starts_on, at, 15):
                yield Member(child.number, one.starts_on, True)


@measure("s47_repeat", day="")
def enquired_again(council: Council, period: Period) -> list[Member]:
    """Count children with an enquiry of an earlier spell in the twelve months."""

    def found() -> Iterator[Member]:
        for child in council.children:
            spells: list[list[date]] = []
            for one in enquiries(child):
                on = one.starts_on
                if spells and on - spells[-1][-1] <= timedelta(days=14):
                    spells[-1].append(on)
                else:
                    spells.append([on])
            for nth, spell in enumerate(spells):
                earlier = [on for before in spells[:nth] for on in before]
                for on in spell:
                    if period.has(on):
                        since = add_months(on, -12)
                        is_again = any(since <= other for other in earlier)
                        yield Member(child.number, None, is_again)

    return once(found())


@measure("icpc_15wd")
def conferences(council: Council, period: Period) -> Iterator[Member]:
    """Count conferences held at most 15 working days after their enquiry began."""
    for child in council.children:
        for one in enquiries(child):
            if one.conference_on and period.has(one.conference_on):
                in_time = within(one.starts_on, one.conference_on, 15)
                yield Member(child.number, one.starts_on, in_time)


@measure("proceedings_open")
def in_court(council: Council, period: Period) -> Iterator[Member]:
    """Count interim orders that run on the day, and those that have for 183 days."""
    for child, care in council.cares:
        ends = [*(on for on, _ in care.statuses[1:]), care.ended_on]
        for (on, status), end in zip(care.statuses, ends, strict=True):
            if status == "C1" and open_at(on, end, period.end):
                yield Member(child.number, on, (period.end - on).days > 182)


@measure("proceedings_26w")
def proceedings(council: Council, period: Period) -> Iterator[Member]:
    """Count interim orders that ended in the period after at most 182 days."""
    for child, care in council.cares:
        ends = [*(on for on, _ in care.statuses[1:]), care.ended_on]
        for (on, status), end in zip(care.statuses, ends, strict=True):
            if status == "C1" and end is not None and period.has(end):
                yield Member(child.number, on, (end - on).days <= 182)


def _open(council: Council, at: date) -> Iterator[tuple[Child, ProtectionPlan]]:
    for child in council.children:
        for plan in plans(child):
            if open_at(plan.starts_on, plan.ended_on, at):
                yield child, plan


@measure("cpp_rate")
def on_a_plan(council: Council, period: Period) -> list[Member]:
    """Count children on a plan on the day."""
    return once(
        Member(child.number, plan.starts_on, True)
        for child, plan in _open(council, period.end)
    )


@measure("cpp_two_years_open")
def two_years(council: Council, period: Period) -> Iterator[Member]:
    """Count open plans of over 729 days."""
    for child, plan in _open(council, period.end):
        is_long = (period.end - plan.starts_on).days > 729
        yield Member(child.number, plan.starts_on, is_long)


@measure("cpp_repeat", day="to_on")
def repeated(council: Council, period: Period) -> Iterator[Member]:
    """Count plans begun of children who had any plan before, here or known of."""
    for child in council.children:
        every = plans(child)
        for nth, plan in enumerate(every):
            if period.has(plan.starts_on):
                before = nth + every[0].previous
                yield Member(child.number, plan.starts_on, before >= 1)


@measure("cpp_repeat_24m", day="to_on")
def repeated_soon(council: Council, period: Period) -> Iterator[Member]:
    """Count plans begun at most 730 days after the child's last plan ended."""
    for child in council.children:
        every = plans(child)
        for plan in every:
            if period.has(plan.starts_on):
                ends = [p.ended_on for p in every if p is not plan and p.ended_on]
                last = last_by(ends, plan.starts_on)
                soon = last is not None and (plan.starts_on - last).days <= 730
                yield Member(child.number, plan.starts_on, soon)


@measure("cpp_reviews")
def reviewed(council: Council, period: Period) -> Iterator[Member]:
    """Count plans of which every review due in the year to the day was in time."""
    at = period.end
    since = add_months(at + DAY, -12)
    for child, plan in _open(council, at):
        if add_months(plan.starts_on, 3) > at:
            continue
        due, late = add_months(plan.starts_on, 3), False
        for held in [*(day for day in plan.reviews if day <= at), None]:
            if since <= due < at or (held and since <= due <= at):
                late = late or held is None or held > due
            if held:
                due = add_months(held, 6)
        yield Member(child.number, plan.starts_on, not late)


@measure("cpp_visits", day="")
def visited(council: Council, period: Period) -> Iterator[Member]:
    """Count open plans over ten working days old, visited in the last ten."""
    at = period.end
    for child, plan in _open(council, at):
        if past(plan.starts_on, at, VISIT):
            last = last_by(plan.visits, at)
            in_time = last is not None and not past(last, at, VISIT)
            yield Member(child.number, None, in_time)


@measure("cpp_seen_alone")
def seen_alone(council: Council, period: Period) -> Iterator[Member]:
    """Count children of four and over who were seen alone at the last visit."""
    for child, plan in _open(council, period.end):
        last = last_by(plan.visits, period.end)
        if last and age(child.born_on, period.end) >= 4:
            yield Member(child.number, last, last in plan.alone)


@measure("cpp_neglect_share")
def for_neglect(council: Council, period: Period) -> Iterator[Member]:
    """Count open plans whose category on the day was neglect."""
    for child, plan in _open(council, period.end):
        changed = plan.changed_on is not None and plan.changed_on <= period.end
        category = plan.category_latest if changed else plan.category_first
        yield Member(child.number, plan.starts_on, category == "NEG")


def _for_neglect(
    council: Council, period: Period
) -> Iterator[tuple[Child, ProtectionPlan]]:
    for child in council.children:
        for plan in plans(child):
            if period.has(plan.starts_on) and plan.category_first == "NEG":
                yield child, plan


def _length(council: Council, child: Child, plan: ProtectionPlan) -> tuple[int, bool]:
    """Return how long a plan was watched, and whether it ended by stepping down."""
    last = plan.ended_on or council.as_at
    cares = [c.starts_on for c in child.cares if not c.is_short_breaks]
    taken = [on for on in cares if plan.starts_on < on <= last]
    stepped = plan.ended_on is not None and not taken
    return (min([last, *taken]) - plan.starts_on).days, stepped


@measure("cpp_neglect_median")
def neglect_plans(council: Council, period: Period) -> Iterator[Member]:
    """Count plans begun for neglect: those stepped down by the day of the review."""
    for child, plan in _for_neglect(council, period):
        yield Member(child.number, plan.starts_on, _length(council, child, plan)[1])


@value("cpp_neglect_median")
def neglect_length(council: Council, period: Period) -> float | None:
    """Return the first day by which half had stepped down, care being another end."""
    ends = [_length(council, *one) for one in _for_neglect(council, period)]
    still = 1.0
    for day in range(max((d + 1 for d, _ in ends), default=0)):
        watched = sum(d >= day for d, _ in ends)
        still *= 1 - sum(d == day and stepped for d, stepped in ends) / watched
        if still <= 0.5:
            return float(day)
    return None


@measure("stepdown_return")
def stepped_down(council: Council, period: Period) -> Iterator[Member]:
    """Count plans stepped down from a year before that were followed by another.

    The 365 days in which a child may come back end in the period. An end on the day a
    period of care began, or at 18, is no step down.
    """
    for child in council.children:
        for plan in plans(child):
            ended = plan.ended_on
            if ended is None or not period.has(ended + YEAR):
                continue
            cares = [c for c in child.cares if not c.is_short_breaks]
            by_care = any(open_at(c.starts_on, c.ended_on, ended) for c in cares)
            if by_care or age(child.born_on, ended) >= 18:
                continue
            back = [p.starts_on for p in plans(child)] + [c.starts_on for c in cares]
            is_back = any(ended <= on <= ended + YEAR for on in back)
            yield Member(child.number, ended, is_back)
