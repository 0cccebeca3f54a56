"""The day on which an extract was taken, of the kinds that do not state it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from clearsight.errors import SettingsError
from clearsight.files.manifest import Problem
from clearsight.returns.event_days import plausible, together
from clearsight.returns.held import Held
from clearsight.returns.year_names import days_named

# Returns that show a position on a day, and do not themselves say which day.
KEYS = frozenset({"annexa", "oversight", "staff", "ssd", "cscapi"})
# Of these, a file that says nothing of its day is of no use.
DAY_NEEDED = frozenset({"annexa"})


def settle_extract_dates(held: Sequence[Held], stated: Mapping[str, date]) -> None:
    """Give every extract that does not state its day the day it was taken.

    `stated` maps what a file is called (see `calls`) to the day.
    Failing that, a day in the name; failing that, the latest day to be believed in it
    (for lists that came as separate files, in all of their folder).
    """
    ours = [h for h in held if h.key in KEYS and h.file.extract_date is None]
    unknown = []
    for h in ours:
        day = day_told(h, stated)
        if day is None:
            unknown.append(h)
        h.file.extract_date, h.file.is_date_stated = day, day is not None
    for h in unknown:
        _infer(h, unknown)


def day_told(h: Held, stated: Mapping[str, date]) -> date | None:
    """Return the day that is stated for the file, else the one that its name says."""
    return _stated(h, stated) or day_in_name(h)


def _stated(h: Held, stated: Mapping[str, date]) -> date | None:
    named = by_call(stated)
    return next((named[c] for c in calls(h.file.name, h.given) if c in named), None)


def by_call(stated: Mapping[str, date]) -> dict[str, date]:
    """Return the days by the names as they are compared: without case."""
    return {k.casefold().replace("\\", "/"): v for k, v in stated.items()}


def calls(name: str, given: str) -> tuple[str, ...]:
    """Return what a file may be called by, the nearest first.

    Its path below what was given, its name, its name without the ending, the folders it
    lies in, and the folder that was given.
    """
    path = PurePosixPath(name.casefold())
    return (str(path), path.name, path.stem, *path.parts[-2::-1], given.casefold())


def must_be_used(days: Mapping[str, date], used: Iterable[str]) -> None:
    """Refuse a day for a file that is not there; both by what files are called."""
    if missing := sorted(set(days) - set(used)):
        raise SettingsError(
            "A day was given for a file that is not there.",
            where=missing[0],
            do="Write the name as it stands in the folder.",
        )


def day_in_name(h: Held) -> date | None:
    """Return the one day that the file's name says, else its nearest folder's."""
    for part in (*reversed(PurePosixPath(h.file.name).parts), h.given):
        days = set(days_named(part))
        if len(days) == 1:
            return days.pop()
    return None


def _lists(h: Held) -> frozenset[str]:
    return frozenset(part.table for part in h.file.parts)


def _same_extract(asked: Held, unknown: Sequence[Held]) -> list[Held]:
    """Return the files beside this one that hold one list each, as this one does.

    A list that stands in two files was taken on two days.
    """
    if len(_lists(asked)) != 1:
        return [asked]
    return [
        other
        for other in unknown
        if other is asked
        or (
            other.folder == asked.folder
            and other.key == asked.key
            and len(_lists(other)) == 1
            and _lists(other) != _lists(asked)
        )
    ]


def _infer(h: Held, unknown: Sequence[Held]) -> None:
    beside = _same_extract(h, unknown)
    ends = plausible(together(o.days for o in beside)) if beside[1:] else h.file.period
    name = PurePosixPath(h.file.name).name
    is_needed = h.key in DAY_NEEDED
    if is_needed and not any(part.rows_in for part in h.file.parts):
        h.set_aside(
            Problem(
                what="It has headings and no rows.",
                do="Leave it out, or give the one that was filled in.",
            )
        )
        return
    if ends is None and not is_needed:
        return
    if ends is None:
        h.set_aside(
            Problem(
                what="Nothing says on which day this was extracted.",
                do=f"State it with --extract-date {name!r}=2025-03-31 (its own day).",
            )
        )
        return
    h.file.extract_date = ends[1]
    h.file.problems.append(
        Problem(
            what=f"The day of the extract is not stated; {ends[1]:%d/%m/%Y}, the "
            "latest day recorded in it, was taken.",
            do=f"State it with --extract-date {name!r}=2025-03-31 (its own day), or "
            "put it into the file's name.",
        )
    )
