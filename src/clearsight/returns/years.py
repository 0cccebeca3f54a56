"""The collection year that each set of SSDA903 files is of.

Stated with --year; else said by the name of the file or folder; else the year of the
latest day to be believed among the files of the same folder. Where the folder has
Episodes, their days decide: an episode cannot be written down before it happens,
whereas reviews are at times entered for the day on which they are planned.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from clearsight.files.manifest import Problem, year_label
from clearsight.returns.event_days import (
    latest_year,
    plausible,
    together,
    year_ends,
    year_starts,
)
from clearsight.returns.held import Held

KEY = "ssda903"
EPISODES = "Episodes"
XML = "XML"
# The later of two years that a name may mean must hold this share of the days.
ENOUGH_IN_LATER = 0.02

Sets = dict[tuple[object, ...], list[Held]]


def settle_years(held: Sequence[Held], stated: int | None) -> None:
    """Give every SSDA903 file its year, and say where it was worked out."""
    ours = [h for h in held if h.key == KEY and h.file.year is None]
    current = _sets([h for h in ours if not h.file.is_previous])
    _settle_current(current, stated)
    now = max(
        (h.file.year for s in current.values() for h in s if h.file.year), default=None
    )
    for files in _sets([h for h in ours if h.file.is_previous]).values():
        year, how = _year_of(files)
        if files[0].year_name is None and year is not None and year == now:
            year, how = year - 1, "it was given as the year before"
        _give(files, year, how)
    for h in ours:
        _end_with_the_year(h)


def _sets(files: Sequence[Held]) -> Sets:
    """Group files that belong together: one folder, one year named; each XML alone."""
    found: Sets = {}
    for h in files:
        alone = h.file.name if h.file.layout.upper().startswith(XML) else ""
        found.setdefault((h.folder, h.year_name, alone), []).append(h)
    return found


def _settle_current(sets: Sets, stated: int | None) -> None:
    unnamed = [s for s in sets.values() if s[0].year_name is None]
    takes_stated = list(sets.values()) if len(sets) == 1 else unnamed
    for files in sets.values():
        if stated and len(takes_stated) == 1 and files is takes_stated[0]:
            for h in files:
                h.file.year = stated
            continue
        year, how = _year_of(files)
        _give(files, year, how)
        if stated and files[0].year_name is None:
            files[0].file.problems.append(_not_used())


def _year_of(files: Sequence[Held]) -> tuple[int | None, str]:
    care = [h for h in files if any(p.table == EPISODES for p in h.file.parts)]
    days = together(h.days_of(EPISODES) for h in care)
    if not days.height:
        days = together(h.days for h in files)
    name = files[0].year_name
    if name is None:
        return latest_year(days), "the latest event in its folder lies in it"
    if name.is_plain:
        return name.years[0], ""
    latest = latest_year(days)
    likely, other = name.years[0], name.years[1]
    if latest is None or latest == likely or latest not in name.years:
        return likely, ""
    if latest > likely and _share_after(days, latest) < ENOUGH_IN_LATER:
        return likely, ""
    return (
        other,
        "the name may mean either of two years, and the events lie in this one",
    )


def _share_after(days: pl.DataFrame, year: int) -> float:
    later = days.filter(pl.col("day") >= year_starts(year))["n"].sum()
    return float(later) / float(days["n"].sum())


def _give(files: Sequence[Held], year: int | None, how: str) -> None:
    for h in files:
        h.file.year = year
    if year is None:
        files[0].file.problems.append(_unknown())
    elif how:
        for h in files:
            h.notes.append(f"taken as {year_label(year)}: {how}")


def _end_with_the_year(h: Held) -> None:
    """Take no day after the year for one on which something has happened."""
    if h.file.year is None or h.file.period is None:
        return
    end = year_ends(h.file.year)
    if h.file.period[1] <= end:
        return
    is_later = pl.col("day") > end
    h.file.period = plausible(h.days.filter(~is_later))
    count = int(h.days.filter(is_later)["n"].sum())
    h.file.problems.append(
        Problem(
            what=f"{count:,} {'day lies' if count == 1 else 'days lie'} after the end "
            f"of {year_label(h.file.year)}, the year this was taken for.",
            do="Check the year, and any days that were entered before they came. The "
            "rows were kept.",
            rows=count,
        )
    )


def _unknown() -> Problem:
    return Problem(
        what="Nothing says which collection year this is of.",
        do="State it with --year, or name the folder for it (2024-25).",
    )


def _not_used() -> Problem:
    return Problem(
        what="There are several sets of files, so --year could not be used.",
        do="Name each folder for its year (2024-25), or give one set at a time.",
    )
