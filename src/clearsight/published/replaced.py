"""Councils that replaced others, or were replaced: their series begin or end there."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Change:
    """A change of councils: its day, the order that made it, and the others' codes.

    `is_begin` says whether this council began then, in place of `others`, or ended and
    was replaced by them.
    """

    on: date
    cite: str
    is_begin: bool
    others: tuple[str, ...]


def change_of(code: str) -> Change | None:
    """Return the change by which the council of this code began or ended, if any."""
    return _changes().get(code)


@cache
def _changes() -> dict[str, Change]:
    path = resources.files("clearsight.published") / "replaced.toml"
    found = {}
    for order in tomllib.loads(path.read_text(encoding="utf-8"))["order"]:
        began, ended = tuple(order["began"]), tuple(order["ended"])
        for code in began:
            found[code] = Change(order["on"], order["cite"], True, ended)
        for code in ended:
            found[code] = Change(order["on"], order["cite"], False, began)
    return found
