"""How something with a date due stands on a day, where dates may be imprecise.

The standings are those of the clocks. What is certain is said and nothing else: where
the day something was done may lie before or after the day it was due, it *cannot run*.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clearsight.accountability.record import Record
from clearsight.accountability.when import When, when
from clearsight.clocks.words import (
    CANNOT_RUN,
    FUTURE,
    LATE,
    MET,
    NO_LONGER_DUE,
    NO_START,
    OVERDUE,
    RUNNING,
)
from clearsight.dates import add_working_days

NO_DATE = "no date is given by which it is due"
NOT_TO_THE_DAY = "its dates are not known closely enough to say"
NEVER_DATED = "when it was done is not recorded"


@dataclass(frozen=True)
class Standing:
    """How something stands. `days` late: at least so many calendar days, or 0.

    `due_on` is the last day on which it would have been in time, where known.
    """

    words: str
    due_on: date | None = None
    days: int = 0
    why: str = ""


def said_on(record: Record, name: str) -> date:
    """Return the day on which a thing was first put in the record."""
    return date.fromisoformat(record.history(name)[0].at[:10])


def has_happened(record: Record, name: str, on: str, as_at: date) -> bool:
    """Say whether what a thing tells of had certainly happened by a day.

    `on` (EDTF) is when; blank is the day it was recorded. Something recorded by then
    had happened unless its own date lies ahead.
    """
    said = said_on(record, name)
    if not on:
        return said <= as_at
    dated = when(on)
    return dated.last <= as_at or (dated.first <= as_at and said <= as_at)


def done_on(record: Record, name: str, on: str) -> When:
    """Return when a thing was done: its own date, else the day it was recorded."""
    if on:
        return when(on)
    day = said_on(record, name)
    return When(day, day)


def due_by(due: str, done: When | None, as_at: date) -> Standing:
    """Return how something due within an EDTF window stands; its last day counts."""
    window = when(due)
    if window.is_open_end:
        return Standing(CANNOT_RUN, why=NO_DATE)
    return against((window.last, window.last), done, as_at)


def working_days_from(
    start: str,
    n: int,
    *,
    done: When | None,
    as_at: date,
    ended: When | None = None,
) -> Standing:
    """Return how something due n working days after an EDTF date stands.

    `ended`: when the matter was over, so that nothing more was due.
    """
    began = when(start)
    if began.is_open_start or began.is_open_end:
        return Standing(CANNOT_RUN, why=NO_START)
    if began.first > as_at:
        return Standing(CANNOT_RUN, why=FUTURE)
    first, last = (add_working_days(day, n) for day in (began.first, began.last))
    return against((first, last), done, as_at, ended=ended)


def against(
    due: tuple[date, date],
    done: When | None,
    as_at: date,
    *,
    ended: When | None = None,
) -> Standing:
    """Return how something stands whose due day lies between two days."""
    first, last = due
    on = first if first == last else None
    if done is not None and done.is_open_start and done.is_open_end:
        return Standing(CANNOT_RUN, on, why=NEVER_DATED)
    if done is not None:
        return _over(due, done, MET, on)
    if ended is not None:
        return _over(due, ended, NO_LONGER_DUE, on)
    if as_at > last:
        return Standing(OVERDUE, on, (as_at - last).days)
    if as_at <= first:
        return Standing(RUNNING, on)
    return Standing(CANNOT_RUN, on, why=NOT_TO_THE_DAY)


def _over(
    due: tuple[date, date], over: When, in_time: str, on: date | None
) -> Standing:
    first, last = due
    if over.last <= first:
        return Standing(in_time, on)
    if over.first > last:
        return Standing(LATE, on, (over.first - last).days)
    return Standing(CANNOT_RUN, on, why=NOT_TO_THE_DAY)
