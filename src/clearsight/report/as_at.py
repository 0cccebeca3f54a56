"""For which day a review is made: never today, always said, always the same again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clearsight.dates import year_end
from clearsight.errors import InputError
from clearsight.files.manifest import ReadFile, year_label

# Returns that tell of workers, or of children by other numbers: their own day is not
# one for which a child's record is looked at, unless there is nothing else.
OF_OTHERS = ("csww", "sen2")
RECORDED = "the latest plausible event recorded"
FOR_ANYONE = "as what was loaded settles it"


def settle(
    files: Sequence[ReadFile], *, asked: date | None, year: int | None
) -> tuple[date, str]:
    """Return the day and how it was settled.

    The day asked for; else the latest that a current file states (a census's reference
    date, an extract date that somebody gave, the end of the year given); else the
    latest plausible event that the current files record. Raises `InputError` if there
    is none.
    """
    if asked:
        return asked, "given with --as-at"
    usable = [f for f in files if f.taken_for and not f.aside and not f.is_previous]
    current = [f for f in usable if f.taken_for not in OF_OTHERS] or usable
    stated = [
        (f.reference_date, f"the reference date that {f.name} states")
        for f in current
        if f.reference_date
    ]
    stated += [
        (f.extract_date, f"the day {f.name} was extracted")
        for f in current
        if f.extract_date and f.is_date_stated
    ]
    if year and any(f.taken_for == "ssda903" for f in current):
        stated.append(
            (year_end(year), f"the end of the year given, {year_label(year)}")
        )
    if stated:
        latest = max(day for day, _ in stated)
        return latest, next(why for day, why in stated if day == latest)
    recorded = [(f.period[1], f.name) for f in current if f.period]
    if not recorded:
        raise InputError(
            "Nothing usable was read: no file holds the day of any event.",
            do="Add those that do (such as Episodes), or give the day with --as-at.",
        )
    latest = max(day for day, _ in recorded)
    name = min(n for day, n in recorded if day == latest)
    return latest, f"{RECORDED}, in {name}"


def for_anyone(why: str) -> str:
    """Return how the day was settled, as it may be published.

    The day of an event is a day in one child's life, and may not be named as that.
    """
    return FOR_ANYONE if why.startswith(RECORDED) else why
