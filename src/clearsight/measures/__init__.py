"""What a service does, counted: each figure open to the children it counts.

A measure is an entry in a chapter of this folder (`front_door`, `assessment`, `need`,
`protection` and others). Chapters are found by walking it; nothing is registered. They
are read when `MEASURES` is first asked for, so that to protect a number costs nothing.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from clearsight.errors import DefinitionError, SettingsError

if TYPE_CHECKING:
    from clearsight.measures.measure import Measure

    MEASURES: tuple[Measure, ...]


@cache
def gathered() -> tuple[Measure, ...]:
    """Return every measure of every chapter, once; refuse two of one key.

    Families stand in the order of a child's way through the service.
    """
    from clearsight.measures.measure import FAMILIES, Measure  # noqa: PLC0415

    found: dict[str, Measure] = {}
    for chapter in pkgutil.iter_modules(__path__, f"{__name__}."):
        for value in vars(import_module(chapter.name)).values():
            if not isinstance(value, Measure) or found.get(value.key) is value:
                continue
            if value.key in found:
                raise DefinitionError("Two measures have it.", where=value.key)
            found[value.key] = value
    order = {family: n for n, family in enumerate(FAMILIES)}
    return tuple(sorted(found.values(), key=lambda m: order[m.family]))


def chosen(keys: Sequence[str]) -> tuple[Measure, ...]:
    """Return the measures of these keys, or all; name the near miss of a wrong one."""
    by_key = {m.key: m for m in gathered()}
    for key in keys:
        if key not in by_key:
            near = get_close_matches(key, by_key, n=1)
            raise SettingsError(
                f"There is no measure {key!r}.",
                do=f"Did you mean {near[0]}?"
                if near
                else "docs/reference/measures.md lists them.",
            )
    return tuple(by_key[k] for k in keys) if keys else gathered()


def __getattr__(name: str) -> object:
    """Give `MEASURES`, gathered when first asked for."""
    if name == "MEASURES":
        return gathered()
    raise AttributeError(name)


__all__ = ["MEASURES", "chosen", "gathered"]
