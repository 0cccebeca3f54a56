"""Where the made-up council lies: in whose area a placement is, where postcodes are.

Its postcodes are of a shape that no house has, so no directory knows them: a table of
its own says where each lies, by how many miles from home each placement truly is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from math import sqrt
from pathlib import Path
from zlib import crc32

from clearsight.madeup.text import write_csv
from clearsight.madeup.true import Child, Placement

# The councils that adjoin this one, and others: real names, as List 8 would say them.
ADJOINING = ("Oldham", "Stockport", "Manchester")
FURTHER = ("Leeds", "Shropshire", "Lancashire", "Wales")
METRES_IN_A_MILE = 1609.344
MIDDLE = 2_000_000  # metres east and north: far from any real place
NEAR = 20  # miles
# Ways to go five steps, so that a distance is the same to the metre on every machine.
WAYS = ((5, 0), (0, 5), (3, 4), (4, 3), (4, -3), (3, -4), (-3, 4))
# Of a hundred postcodes, so many are in no table: they are new, or not for telling.
UNTOLD = 4

Point = tuple[int, int]
Step = tuple[str, str, int]


def host(home: Placement, council: str = "") -> str:
    """Return the council in whose area a placement outside the area lies; else blank.

    Near ones mostly lie with a council that adjoins, and far ones mostly do not. That
    is never this council itself.
    """
    if home.is_in_area:
        return ""
    mixed = crc32(f"{home.postcode} {home.urn}".encode())
    is_usual = mixed % 8 > 0
    near = is_usual if home.miles <= NEAR else not is_usual
    every = [name for name in (ADJOINING if near else FURTHER) if name != council]
    return every[mixed // 8 % len(every)]


def located(children: Iterable[Child]) -> dict[str, Point]:
    """Return where each postcode lies, as metres east and north.

    Where one stands for several homes, and no place would be right for all of them, it
    is left out, as a directory leaves out those that are new.
    """
    steps = list(_steps(children))
    beside: dict[str, list[tuple[str, int]]] = {}
    for home, placed, miles in steps:
        beside.setdefault(home, []).append((placed, miles))
        beside.setdefault(placed, []).append((home, miles))
    found: dict[str, Point] = {}
    for first in beside:
        if first not in found:
            found[first] = MIDDLE, MIDDLE
            _spread(first, beside, found)
    wrong = {step[1] for step in steps if not _is_so(found, *step)}
    return {
        postcode: point
        for postcode, point in found.items()
        if postcode not in wrong and crc32(postcode.encode()) % 100 >= UNTOLD
    }


def _steps(children: Iterable[Child]) -> Iterator[Step]:
    for care in (care for child in children for care in child.cares):
        for home in care.placements:
            if care.home_postcode and home.postcode:
                yield care.home_postcode, home.postcode, home.miles


def _spread(
    first: str, beside: dict[str, list[tuple[str, int]]], found: dict[str, Point]
) -> None:
    """Place everything that hangs together with a postcode which has its place."""
    waiting = deque([first])
    while waiting:
        here = waiting.popleft()
        east, north = found[here]
        for other, miles in beside[here]:
            if other not in found:
                mixed = crc32(f"{here} {other}".encode())
                x, y = WAYS[mixed % len(WAYS)]
                far = miles * METRES_IN_A_MILE * (1 if mixed & 8 else -1) / 5
                found[other] = (east + round(far * x), north + round(far * y))
                waiting.append(other)


def _is_so(found: dict[str, Point], home: str, placed: str, miles: int) -> bool:
    (east, north), (e, n) = found[home], found[placed]
    metres = sqrt((east - e) ** 2 + (north - n) ** 2)
    return round(metres / METRES_IN_A_MILE, 1) == miles


def write(path: Path, children: Iterable[Child]) -> None:
    """Write the council's own table of postcodes."""
    rows = ((postcode, *at) for postcode, at in sorted(located(children).items()))
    write_csv(path, ("postcode", "easting", "northing"), rows)
