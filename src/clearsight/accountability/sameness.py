"""Which things are one, as people decided. What nobody decided stays open."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from clearsight.accountability.things import Sameness


@dataclass(frozen=True)
class Conflict:
    """Two things that were decided to be different and yet follow to be one.

    `through` leads from one to the other by things that were each decided to be the
    same as the next; one of these decisions, or the one that differs, is mistaken.
    """

    one: str
    other: str
    through: tuple[str, ...]


@dataclass(frozen=True)
class Groups:
    """Things that are one, in groups of two or more, and the decisions that clash.

    Where decisions clash nothing is put together by way of others until a person has
    put them right: `groups` leaves those things apart, and `conflicts` names them.
    """

    groups: tuple[frozenset[str], ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    decided: Mapping[frozenset[str], bool] = field(default_factory=dict)
    first: Mapping[str, str] = field(default_factory=dict)

    def name(self, thing: str) -> str:
        """Return the one id that stands for a thing and all that are the same."""
        return self.first.get(thing, thing)

    def same(self, one: str, other: str) -> bool | None:
        """Say whether two things are one. None: nobody has decided.

        They are different, too, where each is the same as things decided different.
        """
        if one == other:
            return True
        direct = self.decided.get(frozenset((one, other)))
        if direct is not None:
            return direct
        here, there = self.name(one), self.name(other)
        if here == there:
            return True
        apart = any(
            {self.name(x) for x in pair} == {here, there}
            for pair, is_same in self.decided.items()
            if not is_same
        )
        return False if apart else None


def groups(decisions: Sequence[Sameness]) -> Groups:
    """Return what the decisions make one. Of two on the same pair, the later holds.

    The order of decisions on different pairs does not matter.
    """
    decided = {
        frozenset((d.one, d.other)): d.is_same for d in decisions if d.one != d.other
    }
    joined: dict[str, list[str]] = {}
    for pair, is_same in decided.items():
        one, other = sorted(pair)
        if is_same:
            joined.setdefault(one, []).append(other)
            joined.setdefault(other, []).append(one)
    found: list[frozenset[str]] = []
    conflicts: list[Conflict] = []
    for group in _connected(joined):
        clashes = [p for p, same in decided.items() if not same and p <= group]
        conflicts += [_conflict(joined, *sorted(pair)) for pair in clashes]
        if not clashes:
            found.append(group)
    return Groups(
        tuple(sorted(found, key=sorted)),
        tuple(sorted(conflicts, key=lambda c: (c.one, c.other))),
        decided,
        {thing: min(group) for group in found for thing in group},
    )


def _connected(joined: Mapping[str, Sequence[str]]) -> Iterator[frozenset[str]]:
    seen: set[str] = set()
    for thing in joined:
        if thing not in seen:
            group = frozenset(_reached(joined, thing))
            seen |= group
            yield group


def _conflict(joined: Mapping[str, Sequence[str]], one: str, other: str) -> Conflict:
    came = _reached(joined, one)
    path = [other]
    while path[-1] != one:
        path.append(came[path[-1]])
    return Conflict(one, other, tuple(reversed(path)))


def _reached(joined: Mapping[str, Sequence[str]], start: str) -> dict[str, str]:
    """Return all that can be reached, each with the thing it was reached from."""
    came, waiting = {start: start}, deque([start])
    while waiting:
        here = waiting.popleft()
        for near in sorted(joined[here]):
            if near not in came:
                came[near] = here
                waiting.append(near)
    return came
