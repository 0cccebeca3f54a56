"""The council's own list of settings in which children lived while unregistered.

No return holds when a setting was registered. Nobody's life changes: of some of the
homes and supported accommodation in which children lived, the list says that the number
came later, or never.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from clearsight.madeup.days import days
from clearsight.madeup.true import Child, Placement
from clearsight.madeup.world import World

MUST_REGISTER = ("K2", "K3")
LISTED, TWICE = 0.3, 0.3
LATER = (None, None, -10, 0, 1, 14, 60, 400)  # days from moving in to being registered


@dataclass(frozen=True, slots=True)
class Stay:
    """A child's stay in a setting on the list, and when it was registered at last."""

    child: int
    starts_on: date
    ended_on: date | None
    registered_on: date | None


def stays(world: World, children: Sequence[Child]) -> list[Stay]:
    """Return what the list says, child by child; of some stays it has two rows."""
    return [one for child in children for one in _of(world, child)]


def _of(world: World, child: Child) -> Iterator[Stay]:
    rng = Random(f"{world.seed}/beyond/unregistered/{child.number}")  # noqa: S311 (a simulation)
    for home in (home for care in child.cares for home in care.placements):
        if home.place in MUST_REGISTER and rng.random() < LISTED:
            yield from _rows(rng, world, child.number, home)


def _rows(rng: Random, world: World, child: int, home: Placement) -> Iterator[Stay]:
    after = rng.choice(LATER)
    at = None if after is None else world.by(home.starts_on + days(after))
    yield Stay(child, home.starts_on, home.ended_on, at)
    if rng.random() < TWICE:
        # A second row for a part of the stay: its nights are still one each.
        later = home.starts_on + days(rng.randint(1, 30))
        if later < (home.ended_on or world.as_at):
            yield Stay(child, later, home.ended_on, at)
