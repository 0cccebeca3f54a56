"""What a rule of drift is told: the day, how far the returns reach, who holds whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from clearsight.madeup.days import add_months, age, is_working
from clearsight.madeup.true import Care, Child, Referral
from clearsight.madeup.workers import holder

ONE_DAY = timedelta(days=1)
# (signal, about, the first day on which it was so)
Raised = tuple[str, str, date]


@dataclass(frozen=True)
class Day:
    """`reach` is the first day of the first collection year among the returns.

    `month_ends` are the days of the extracts, oldest first; `caseload` counts the open
    children of each worker; `long_from` is the day from which a wait of a group of like
    waits is long (S03).
    """

    as_at: date
    reach: date
    month_ends: tuple[date, ...]
    caseload: dict[str, int] = field(default_factory=dict)
    long_from: dict[tuple[str, str | None, bool | None, bool | None], int] = field(
        default_factory=dict
    )

    @property
    def lists_reach(self) -> date:
        """Return the first day of which some list of some extract still told."""
        first = add_months(min(self.month_ends) + ONE_DAY, -6)
        return min(first, self.reach)

    def months_ago(self, count: int) -> date:
        """Return the same day so many months before."""
        return add_months(self.as_at, -count)

    def is_seen(self, ended_on: date | None) -> bool:
        """Say whether a spell goes on, or ended within the reach of the returns."""
        return ended_on is None or ended_on >= self.reach


def open_now(child: Child) -> Referral | None:
    """Return the referral under which the child is open; None if closed."""
    if not child.referrals:
        return None
    last = child.referrals[-1]
    return None if last.is_nfa or last.closed_on else last


def in_care(found: Referral) -> Care | None:
    """Return the period of care that goes on now, short breaks apart."""
    if not found.cares or found.cares[-1].ended_on or found.cares[-1].is_short_breaks:
        return None
    return found.cares[-1]


def after_working(start: date, count: int) -> date:
    """Return the nth working day after a day, counted one by one."""
    here = start
    while count > 0:
        here += ONE_DAY
        count -= is_working(here)
    return here


def years_old(child: Child, on: date) -> int:
    """Return the child's age in whole years."""
    return age(child.born_on, on)


def held_by(found: Referral, on: date) -> str:
    """Return the person who held the child on a day; empty where nobody did."""
    held = holder(found, on)
    return held.worker if held and held.is_named else ""


def caseloads(children: list[Child], as_at: date) -> dict[str, int]:
    """Return how many open children each person holds."""
    counts: dict[str, int] = {}
    for child in children:
        found = open_now(child)
        worker = held_by(found, as_at) if found else ""
        if worker:
            counts[worker] = counts.get(worker, 0) + 1
    return counts
