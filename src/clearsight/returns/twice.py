"""The same thing handed over twice is used once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

import polars as pl

from clearsight.files.headings import is_put_by
from clearsight.files.manifest import Problem, ReadFile, year_label
from clearsight.returns import by_key
from clearsight.returns.extracts import KEYS, day_told
from clearsight.returns.held import Held, empty
from clearsight.returns.year_names import YearName

SSDA903 = "ssda903"
XML = "XML"
EPISODES = "Episodes"
FILE = "file"
SEVERAL = 5


def drop_copies(held: Sequence[Held], stated: Mapping[str, date]) -> None:
    """Leave aside each file whose bytes are those of another of the same day.

    Of another day, the same bytes say that nothing has changed since, and that is
    news: `stated` and the names of files say which day (of a return, which year). Of
    copies some of which say no day, those are left aside. A previous file is looked at
    first, so that a copy of it is not taken for the current one. Files without a row
    are left alone: one empty table is like another. So is a table of a set of the
    SSDA903 that lies in a folder of its own with other tables than the other's: nobody
    may have changed in it from one year to the next.
    """
    seen: dict[str, dict[date | YearName | None, Held]] = {}
    sets = _sets(held)
    for h, when in sorted(
        ((h, _when_told(h, stated)) for h in held if h.key and _rows(h.file)),
        key=lambda told: (not told[0].file.is_previous, told[1] is None),
    ):
        there = seen.setdefault(h.file.sha256, {})
        first = there.get(when) or (
            next(iter(there.values()), None) if not when else None
        )
        if first and not when and h.key == SSDA903 and _set_of(h) != _set_of(first):
            of_first = sets.get(_set_of(first), set())
            first = None if sets[_set_of(h)] - of_first else first
        if first is None:
            there.setdefault(when, h)
            continue
        h.set_aside(_copy(first.file))


def _sets(held: Sequence[Held]) -> dict[PurePosixPath, set[str]]:
    """Return the bytes of the SSDA903's files in each folder."""
    found: dict[PurePosixPath, set[str]] = {}
    for h in held:
        if h.key == SSDA903:
            found.setdefault(_set_of(h), set()).add(h.file.sha256)
    return found


def _set_of(h: Held) -> PurePosixPath:
    return PurePosixPath(h.file.name).parent


def _copy(first: ReadFile) -> Problem:
    return Problem(
        what=f"It is the same, byte for byte, as {first.name}.",
        do="Leave one of them out, or put the day of each into its name.",
    )


def _when_told(h: Held, stated: Mapping[str, date]) -> date | YearName | None:
    return day_told(h, stated) if h.key in KEYS else h.year_name


def tell_apart(held: Sequence[Held]) -> None:
    """Give files of the same bytes, of several days, names of their own in their rows.

    The earliest keeps the name that its bytes alone give it.
    """
    same: dict[str, list[Held]] = {}
    for h in held:
        if h.key:
            same.setdefault(h.file.sha256, []).append(h)
    for files in same.values():
        files.sort(
            key=lambda h: (str(h.file.extract_date), h.file.year or 0, h.file.name)
        )
        for turn, h in enumerate(files):
            if not turn or not _rows(h.file):
                continue
            h.file.turn = turn
            for part in h.file.parts:
                name = pl.lit(h.file.file_id).alias(FILE)
                part.frame = part.frame.with_columns(name)


def _rows(file: ReadFile) -> int:
    return sum(p.rows_in for p in file.parts)


def drop_repeats(held: Sequence[Held]) -> None:
    """Leave aside a table that is there already for the same council and time.

    The first by name is kept, current before previous, and one that its name does not
    call a copy, a draft or an old one before one that it does. Of an SSDA903 in CSV and
    in XML for one year, the one that has episodes is kept, so that two cuts are never
    mixed. Two CSV files of one table of it that have no child in common are two parts
    of it, as where two teams export their own, and both are used.
    """
    ordered = sorted(
        (h for h in held if h.key and not by_key(h.key).builds_up),
        key=lambda h: (h.file.is_previous, is_put_by(h.file.name), h.file.name),
    )
    _one_form(ordered)
    seen: dict[tuple[object, ...], Held] = {}
    parts: dict[tuple[object, ...], list[Held]] = {}
    for h in ordered:
        if not h.key:
            continue
        names = [(_when(h.file), part.table) for part in h.file.parts]
        first = next((seen[n] for n in names if n in seen), None)
        fresh = [n for n in names if n not in seen]
        kept = [one for n in names for one in parts.get(n, ())]
        if kept and all(_is_another_part(h, one) for one in kept):
            h.file.problems.append(_another_part(h.file, kept[0].file))
            parts[names[0]].append(h)
            continue
        if first is not None and not fresh:
            h.set_aside(_twice(h.file, first.file))
            continue
        if first is not None:
            _drop_parts(h, seen)
        for name in fresh:
            seen[name] = h
            parts.setdefault(name, []).append(h)


def _another_part(second: ReadFile, first: ReadFile) -> Problem:
    when = f" of {year_label(second.year)}" if second.year else ""
    return Problem(
        what=f"{second.parts[0].table}{when} was read from {first.name} too, which has "
        "no child in common with it: both were used, as parts of one table.",
        do="Nothing, if they are; else leave one out, or name the folder of each for "
        "its year.",
    )


def _is_another_part(h: Held, first: Held) -> bool:
    """Say whether two tables in CSV are of other children, each of several."""
    if h.key != SSDA903 or first.key != SSDA903:
        return False
    if any(len(one.file.parts) != 1 or one.file.is_previous for one in (h, first)):
        return False
    ours, theirs = (
        one.file.parts[0].frame.get_column("CHILD").drop_nulls().unique()
        for one in (h, first)
    )
    if min(ours.len(), theirs.len()) < SEVERAL:
        return False
    return not ours.is_in(theirs.implode()).any()


def _when(file: ReadFile) -> tuple[object, ...]:
    return (
        file.taken_for, file.council, file.year, file.reference_date, file.extract_date,
    )  # fmt: skip


def _drop_parts(h: Held, seen: dict[tuple[object, ...], Held]) -> None:
    for part in h.file.parts:
        name = (_when(h.file), part.table)
        if name in seen:
            problem = _twice(h.file, seen[name].file, part.table)
            where = f"sheet {part.sheet}" if part.sheet else part.table
            rows = empty(part)
            h.file.problems.append(
                replace(problem, where=where, rows=rows, set_aside=rows)
            )


def _one_form(ordered: Sequence[Held]) -> None:
    sets: dict[tuple[object, ...], list[Held]] = {}
    for h in ordered:
        if h.key == SSDA903:
            sets.setdefault(_when(h.file), []).append(h)
    for files in sets.values():
        xml = [h for h in files if h.file.layout.upper().startswith(XML)]
        csv = [h for h in files if h not in xml]
        if not xml or not csv:
            continue
        kept, lost = (xml, csv) if _has_care(xml) and not _has_care(csv) else (csv, xml)
        if _has_care(xml) == _has_care(csv) and files[0] in xml:
            kept, lost = xml, csv
        tables = {p.table for h in kept for p in h.file.parts}
        for h in lost:
            if lost is xml or {p.table for p in h.file.parts} <= tables:
                h.set_aside(_other_form(h.file, kept))


def _has_care(files: Iterable[Held]) -> bool:
    return any(p.table == EPISODES for h in files for p in h.file.parts)


def _other_form(second: ReadFile, kept: Sequence[Held]) -> Problem:
    care = [h for h in kept if _has_care([h])] or list(kept)
    when = f" of {year_label(second.year)}" if second.year else ""
    return Problem(
        what=f"A return{when} was read from {care[0].file.name} and what lies with it; "
        f"{second.name} holds one in another form and with other content.",
        do="Leave out the form that is not wanted.",
    )


def _twice(second: ReadFile, first: ReadFile, table: str = "") -> Problem:
    if second.sha256 == first.sha256:
        return _copy(first)
    tables = table or ", ".join(p.table for p in second.parts[:3])
    if len(second.parts) > 3 and not table:
        tables += " and others"
    when = f" of {year_label(second.year)}" if second.year else ""
    return Problem(
        what=f"{tables}{when} was read from {first.name} already; {second.name} holds "
        "it again with other content.",
        do="Leave out the one not wanted, or name the folder of each for its year.",
    )
