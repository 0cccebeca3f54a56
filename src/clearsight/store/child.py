"""All that is held on one child, and who was given it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from clearsight.errors import InputError, SettingsError
from clearsight.returns import RETURNS
from clearsight.store import ledger
from clearsight.store.current import Extract, every, every_and_unnamed
from clearsight.store.history import together, with_days
from clearsight.store.kept import plain
from clearsight.store.place import Place
from clearsight.store.theirs import NUMBERS, Theirs, confirmed


@dataclass(frozen=True)
class Disclosure:
    """Once, all that was held on a child was given to somebody."""

    at: datetime
    to: str
    by: str
    because: str
    account: str
    rows: int


@dataclass(frozen=True)
class HeldOn:
    """Everything held on one child.

    `tables` maps the return and table (`annexa`, `List_8`) to its rows: every column
    as it was read, the name, hash and day of the extract, and the first and last day
    on which an extract shows the row. `extracts` are those in which the child stands;
    `unsearched` counts those that name no council, in which the child may stand.
    """

    council: str
    child: str
    tables: Mapping[tuple[str, str], pl.DataFrame]
    extracts: Sequence[tuple[str, date, str]]
    earlier: Sequence[Disclosure]
    unsearched: int = 0

    @property
    def rows(self) -> int:
        """Return how many rows there are."""
        return sum(frame.height for frame in self.tables.values())


def held_on(place: Place, child: str, council: str) -> HeldOn:
    """Gather every row of every kept extract that is the child's.

    `child` is the council's own identifier, or a pupil or learner number where no child
    goes by that: one that somebody confirmed leads to the child's own. Raises
    `InputError` where there is none.
    """
    child = child.strip()
    theirs, unnamed = every_and_unnamed(place, council)
    links, asked = confirmed(place, theirs), child
    for called in links.names(child):
        tables = _gathered(Theirs(place, theirs, called, *links.of(called)))
        if tables:
            child = called
            break
    else:
        numbers = frozenset((kind, child.upper(), None, None) for kind in NUMBERS)
        tables = _gathered(Theirs(place, theirs, None, numbers))
    if not tables:
        raise InputError(
            "No extract that is kept holds a child of this identifier.",
            where=council,
            do="Give the identifier as the extracts write it; another system of the "
            "council may use another. Who was given what was held is listed with "
            "--sent.",
        )
    hashes = {h for f in tables.values() for h in f.get_column("sha256").unique()}
    return HeldOn(
        council=theirs[0].file.council,
        child=child,
        tables=tables,
        extracts=[
            (x.file.name, x.known_on, x.sighting.sha256)
            for x in theirs
            if x.sighting.sha256 in hashes
        ],
        earlier=_given(place, {asked, child}, council),
        unsearched=len(unnamed),
    )


def _gathered(one: Theirs) -> dict[tuple[str, str], pl.DataFrame]:
    found = {key: together(one.rows(*key)) for key in _tables(one.of)}
    return {key: with_days(rows) for key, rows in found.items() if rows.height}


def _tables(theirs: Sequence[Extract]) -> list[tuple[str, str]]:
    """Return the tables that there are, in the order of the returns' own shapes."""
    found = dict.fromkeys(
        (kind, part.table)
        for kind in (r.key for r in RETURNS)
        for x in theirs
        if x.file.taken_for == kind
        for part in x.file.parts
    )
    return list(found)


def disclosures(place: Place, child: str, council: str) -> list[Disclosure]:
    """Return who was given what is held on the child, oldest first.

    Also where nothing is held any more. `child` as for `held_on`.
    """
    try:
        names = confirmed(place, every(place, council)).names(child.strip())
    except InputError:  # all was removed since
        names = [child.strip()]
    return _given(place, set(names), council)


def _given(place: Place, names: set[str], council: str) -> list[Disclosure]:
    return [
        Disclosure(
            at=datetime.fromisoformat(line["at"]),
            to=line["to"],
            by=line["by"],
            because=line["because"],
            account=line["account"],
            rows=line["rows"],
        )
        for line in ledger.lines(place.disclosures)
        if line["child"] in names and plain(line["council"]) == plain(council)
    ]


def disclose(place: Place, held: HeldOn, disclosure: Disclosure) -> None:
    """Write down who is about to be given it: first, or nothing may be given.

    Raises `SettingsError` where it cannot be written, or nobody is named.
    """
    if not disclosure.to.strip() or not disclosure.by.strip():
        raise SettingsError(
            "What is held on a child is given only to somebody, by somebody.",
            do="Name who asked with --to, and who gives it with --by.",
        )
    with place.writing():
        ledger.add(
            place.disclosures,
            {
                "at": disclosure.at.isoformat(),
                "council": held.council,
                "child": held.child,
                "to": disclosure.to,
                "by": disclosure.by,
                "because": disclosure.because,
                "account": disclosure.account,
                "rows": disclosure.rows,
                "extracts": [sha256 for _, _, sha256 in held.extracts],
            },
        )
