"""The record as it stands, or as it stood after any entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from clearsight.accountability.log import Draft, Entry
from clearsight.accountability.things import Thing
from clearsight.errors import InputError

T = TypeVar("T")


class Record:
    """What the log says, folded: the latest word on every thing, and all before it."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Fold entries, oldest first."""
        self.entries = tuple(entries)
        self._by_id: dict[str, list[Entry]] = {}
        for entry in self.entries:
            self._by_id.setdefault(entry.thing.id, []).append(entry)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Record:
        """Return the record that these entries make."""
        return cls(tuple(entries))

    def upto(self, number: int) -> Record:
        """Return the record as it stood after entry `number` (0: empty)."""
        return Record(self.entries[: max(number, 0)])

    def known_at(self, moment: datetime) -> Record:
        """Return the record as it stood at a moment with a time zone."""
        return Record(
            [e for e in self.entries if datetime.fromisoformat(e.at) <= moment]
        )

    def beside(self, drafts: Sequence[Draft]) -> Record:
        """Return the record as it would stand with drafts that are not yet added."""
        last = len(self.entries)
        return Record(
            [
                *self.entries,
                *(
                    Entry(
                        number=last + n,
                        at="",
                        by="",
                        act=draft.act,
                        because=draft.because,
                        thing=draft.thing,
                        previous="",
                    )
                    for n, draft in enumerate(drafts, start=1)
                ),
            ]
        )

    def things(self, kind: type[T]) -> list[T]:
        """Return what stands of one kind, in the order in which it was first said."""
        return [
            versions[-1].thing
            for versions in self._by_id.values()
            if versions[-1].act != "retract" and isinstance(versions[-1].thing, kind)
        ]

    def get(self, name: str) -> Thing | None:
        """Return the thing with this id as it stands; None if absent or retracted."""
        versions = self._by_id.get(name)
        if not versions or versions[-1].act == "retract":
            return None
        return versions[-1].thing

    def must(self, name: str, kind: type[T]) -> T:
        """Return the thing of this kind with this id, or say that there is none."""
        found = self.get(name)
        if not isinstance(found, kind):
            raise InputError(
                f"The record holds no {kind.__name__.lower()} {name!r}.",
                do="See `clearsight record show` for what it holds.",
            )
        return found

    def history(self, name: str) -> list[Entry]:
        """Return everything ever said of this id, oldest first."""
        return list(self._by_id.get(name, ()))

    def entry(self, name: str) -> Entry:
        """Return the latest entry of this id: who said so, when and why."""
        return self._by_id[name][-1]

    def __contains__(self, name: object) -> bool:
        """Say whether the id was ever used."""
        return name in self._by_id
