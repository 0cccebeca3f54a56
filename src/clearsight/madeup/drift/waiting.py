"""S03: long in one state, by the council's own past, counted plainly day by day."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from clearsight.madeup.days import add_months, age, year_end
from clearsight.madeup.drift.day import ONE_DAY, Day, Raised
from clearsight.madeup.drift.rules import NEGLECT, NEGLECT_FACTOR, limit
from clearsight.madeup.true import Child, Referral

STATES = (
    "referral", "assessment", "child in need plan", "section 47", "protection plan",
    "V2", "L1", "C1", "C2", "E1", "placed for adoption",
)  # fmt: skip
BRIDGED = 14  # days
ENDINGS, WATCHED, SHARE = 30, 10, 0.10
BANDS = ((1, "under 1"), (5, "1 to 4"), (10, "5 to 9"), (16, "10 to 15"))
# The last split is dropped first; None stands for a split that was dropped.
Group = tuple[str, str | None, bool | None, bool | None]


@dataclass(slots=True)
class Wait:
    """Unbroken time in one state; `ended_on` is None while it goes on."""

    group: Group
    starts_on: date
    ended_on: date | None


def waits(child: Child, day: Day) -> list[Wait]:
    """Return the spells of state of a child, as far as returns can show them."""
    spells = [
        (rank, start, end)
        for rank, start, end in _spells(child)
        if end is None or end >= _reach(rank, day)
    ]
    ends = [end or day.as_at for _, _, end in spells]
    days = sorted({*(start for _, start, _ in spells), *ends})
    runs: list[tuple[int, date, date | None]] = []
    for on, until in zip(days, [*days[1:], None], strict=False):
        ranks = [
            rank
            for rank, start, end in spells
            if start <= on and (on < end if end else True)
        ]
        if not ranks or (until is None and on < day.as_at):
            continue
        last = runs[-1] if runs else None
        if last and last[0] == max(ranks) and last[2] == on:
            runs[-1] = (last[0], last[1], until)
        else:
            runs.append((max(ranks), on, until))
    return [_wait(child, rank, on, end) for rank, on, end in _bridged(runs)]


def _bridged(
    runs: list[tuple[int, date, date | None]],
) -> list[tuple[int, date, date | None]]:
    whole: list[tuple[int, date, date | None]] = []
    latest: dict[int, int] = {}
    for rank, on, until in runs:
        at = latest.get(rank)
        end = whole[at][2] if at is not None else None
        if at is not None and end and (on - end).days <= BRIDGED:
            whole[at] = (rank, whole[at][1], until)
        elif until != on:
            latest[rank] = len(whole)
            whole.append((rank, on, until))
    return whole


def _reach(rank: int, day: Day) -> date:
    """Return the first day of which a return shows a state: plans, the census alone."""
    return day.reach if STATES[rank] == "child in need plan" else day.lists_reach


def _spells(child: Child) -> Iterator[tuple[int, date, date | None]]:
    for found in child.referrals:
        if found.is_nfa:
            continue
        yield 0, found.on, found.closed_on
        if found.assessment:
            yield 1, found.assessment.starts_on, found.assessment.authorised_on
        for helped in found.cin_plans:
            yield 2, helped.starts_on, helped.ended_on
        for enquiry in found.enquiries:
            # No return dates a decision against a conference.
            if not enquiry.not_needed_on:
                yield 3, enquiry.starts_on, enquiry.conference_on
        for plan in found.plans:
            yield 4, plan.starts_on, plan.ended_on
        yield from _in_care(found)


def _in_care(found: Referral) -> Iterator[tuple[int, date, date | None]]:
    for care in found.cares:
        if care.is_short_breaks:
            continue
        ends = [*(on for on, _ in care.statuses[1:]), care.ended_on]
        for (on, status), end in zip(care.statuses, ends, strict=True):
            yield STATES.index(status), on, end
        for home in care.placements:
            if home.place.startswith("A"):
                yield len(STATES) - 1, home.starts_on, home.ended_on


def _wait(child: Child, rank: int, on: date, end: date | None) -> Wait:
    years = age(child.born_on, on)
    band = next((name for top, name in BANDS if years < top), "16 and 17")
    state = STATES[rank]
    group = (state, band, _is_neglect(child, state, on), _is_disability(child, on))
    return Wait(group, on, end)


def _is_neglect(child: Child, state: str, on: date) -> bool:
    plans = [p for found in child.referrals for p in found.plans if p.starts_on <= on]
    if state == "protection plan" and plans and plans[-1].category_first == NEGLECT:
        return True
    done = [
        (one.authorised_on, one.factors)
        for one in (found.assessment for found in child.referrals)
        if one and one.authorised_on and one.authorised_on <= on
    ]
    return bool(done) and NEGLECT_FACTOR in max(done)[1]


def _is_disability(child: Child, on: date) -> bool:
    held = [r for r in child.referrals if r.on <= on and not r.is_nfa]
    if not held or held[-1].need != "N2":
        return False
    return held[-1].closed_on is None or held[-1].closed_on >= on


def baseline(every: Iterable[Wait], day: Day) -> dict[Group, int]:
    """Return, for each group with enough endings, the day from which a wait is long.

    A group in which it never comes to that, or too few were watched, has 0.
    """
    frozen = year_end(day.as_at - ONE_DAY)
    first = add_months(frozen + ONE_DAY, -36)
    last = add_months(frozen, -6)
    watched: dict[Group, list[tuple[int, int, bool]]] = {}
    for wait in every:
        if not first <= wait.starts_on <= last:
            continue
        reach = _reach(STATES.index(wait.group[0]), day)
        entry = max((reach - wait.starts_on).days - 1, 0)
        end = wait.ended_on if wait.ended_on and wait.ended_on <= frozen else None
        lasted = ((end or frozen) - wait.starts_on).days
        if entry < lasted:
            for group in _wider(wait.group):
                watched.setdefault(group, []).append((entry, lasted, end is not None))
    return {
        group: _long_from(rows)
        for group, rows in watched.items()
        if sum(is_ended for _, _, is_ended in rows) >= ENDINGS
    }


def _wider(group: Group) -> list[Group]:
    state, band, neglect, _ = group
    return [
        group,
        (state, band, neglect, None),
        (state, band, None, None),
        (state, None, None, None),
    ]


def _long_from(rows: list[tuple[int, int, bool]]) -> int:
    """Return the first day on which no more than a tenth go on (28 at the least)."""
    least = limit("S03", "long in one state")
    share, fewest = 1.0, len(rows)
    joining = deque(sorted(entry + 1 for entry, _, _ in rows))
    leaving = deque(sorted(lasted + 1 for _, lasted, _ in rows))
    ending = deque(sorted(lasted for _, lasted, is_ended in rows if is_ended))
    here, tenth = 0, 0
    for now in range(1, leaving[-1]):
        while joining and joining[0] <= now:
            joining.popleft()
            here += 1
        while leaving and leaving[0] <= now:
            leaving.popleft()
            here -= 1
        ended = 0
        while ending and ending[0] <= now:
            ending.popleft()
            ended += 1
        fewest = min(fewest, here)
        if fewest < WATCHED:
            return 0
        share *= 1 - ended / here
        tenth = tenth or (now if share <= SHARE + 1e-9 else 0)
        if tenth and now >= least:
            return now
    return 0


def long_wait(child: Child, day: Day) -> Iterator[Raised]:
    """Yield S03."""
    for wait in waits(child, day):
        if wait.ended_on is not None:
            continue
        group = next((g for g in _wider(wait.group) if g in day.long_from), None)
        here = day.long_from[group] if group else 0
        if here and (day.as_at - wait.starts_on).days >= here:
            since = wait.starts_on + timedelta(days=here)
            yield "S03", "long in one state", since
