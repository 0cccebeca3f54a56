"""Whose each extract is: by the name given with its load, else by what lies beside it.

A file that names no council is given to the one that its neighbours name, as in a
folder. What is loaded later can so change whose it is: that is said at the load, and a
review of one council lists what might be its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from clearsight.errors import InputError
from clearsight.files.manifest import Problem
from clearsight.returns.councils import NOT_STATED, settle_councils
from clearsight.store.kept import Kept, Sighting, only_names, plain

if TYPE_CHECKING:
    from clearsight.store.current import Extract

NAME_IT = "Loading again with --council NAME settles it."
# Each extract whose council nobody named, and whose it was taken to be.
Unnamed = Mapping[tuple[str, str, str, date | None], str]


def settle(found: Sequence[Extract]) -> None:
    """Give each extract to its council, as those beside it say."""
    for given in sorted({x.sighting.given for x in found}):
        beside = [x.held for x in found if x.sighting.given == given]
        if not given:
            settle_councils(beside, "")
            continue
        # Each by itself, for the name given with the load rules whatever others say.
        for says in sorted({h.file.council for h in beside}):
            settle_councils([h for h in beside if h.file.council == says], given)


def of(
    found: Sequence[Extract], council: str, said: Kept, known_at: date | None = None
) -> list[Extract]:
    """Return those of a council; `InputError` where it is named and has none."""
    wanted = [
        x for x in found if not council or plain(x.file.council) == plain(council)
    ]
    if council and not wanted:
        names = {s.given for s in said.sightings} | {x.file.council for x in found}
        held = ", ".join(sorted(names - {"", NOT_STATED})) or "nothing of a named one"
        raise InputError(
            (
                f"Nothing of {council} was known on {known_at:%d/%m/%Y}."
                if known_at
                else f"The store holds nothing of {council}."
            )
            + removed_since(said, council, known_at),
            do=f"It holds: {held}.",
        )
    return wanted


def of_nobody(found: Sequence[Extract], council: str) -> list[Extract]:
    """Leave aside, and return, what may be of the council and names none.

    `found` as `settle` leaves it. Nothing, where no council is asked for.
    """
    left = [
        x
        for x in found
        if council and x.file.taken_for and x.file.council in ("", NOT_STATED)
    ]
    for x in left:
        if not x.file.aside:
            x.held.set_aside(
                Problem(
                    what="It names no council, was loaded for none, and lies beside no "
                    f"file that names one: it may be of {council}, and is not read.",
                    do=NAME_IT,
                )
            )
    return left


def may_be_of(x: Extract, council: str) -> bool:
    """Say whether it may be of the council, by what was said of it alone."""
    says = plain(x.sighting.given or x.sighting.told)
    return not council or says in ("", plain(council))


def removed_since(said: Kept, council: str, known_at: date | None) -> str:
    """Say how many extracts, known by the day, a decision took away since."""
    gone = [
        t
        for t in said.gone
        if t.is_of(council)
        and any(known_at is None or s.seen_on <= known_at for s in t.was)
    ]
    if not gone:
        return ""
    what = "1 extract" if len(gone) == 1 else f"{len(gone):,} extracts"
    when = " known by then" if known_at else ""
    return f" A decision has removed {what}{when}: see `clearsight store show`."


def named_since(said: Kept, known_at: date | None) -> Kept:
    """Count what no council was named for with the one it was named for by the day.

    Whoever loads the same rows again with a council's name has said whose they are.
    """
    by_then = [s for s in said.sightings if known_at is None or s.seen_on <= known_at]
    only = only_names(by_then)

    def named(s: Sighting) -> Sighting:
        is_nobodys = not (s.given or s.told)
        return replace(s, given=only.get(s.sha256, "")) if is_nobodys else s

    return replace(
        said,
        sightings=tuple(named(s) for s in said.sightings),
        ever=tuple(named(s) for s in said.ever),
    )


def unnamed(found: Sequence[Extract]) -> Unnamed:
    """Return whose each is whose council nobody named; "" of nobody known."""
    return {
        x.sighting.same: "" if x.file.council == NOT_STATED else x.file.council
        for x in found
        if not x.sighting.given and not x.sighting.told
    }


def news(before: Unnamed, after: Unnamed) -> list[str]:
    """Say of what a load changed whose it is, and of what it brought that names none.

    One line for each council that they were taken to be of, without a file's name.
    """
    moved = [key for key in before if key in after and before[key] != after[key]]
    lines = [
        f"Before this load, {_files(len(theirs))} that no council is named for "
        f"{_were(len(theirs))} taken as {_whose(was)}; now as {_whose(now)}. {NAME_IT}"
        for was, now in sorted({(before[key], after[key]) for key in moved})
        if (theirs := [k for k in moved if (before[k], after[k]) == (was, now)])
    ]
    fresh = [after[key] for key in after if key not in before]
    for council in sorted(set(fresh)):
        count = fresh.count(council)
        why = ", as what lies beside says" if council else ""
        lines.append(
            f"No council is named for {_files(count)}: taken as {_whose(council)}"
            f"{why}. {NAME_IT}"
        )
    return lines


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _whose(council: str) -> str:
    return f"{council}'s" if council else "nobody's"
