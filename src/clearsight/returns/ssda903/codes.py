"""The return's code sets, as they stood in each collection year."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from clearsight.errors import DefinitionError


@dataclass(frozen=True)
class CodeSet:
    """One code set: what it is, its codes from each year on, and what each means.

    `years` maps the collection year in which a list starts (named by the year in which
    it ends) to the codes accepted from then on.
    """

    name: str
    title: str
    law: str
    years: Mapping[int, tuple[str, ...]]
    meanings: Mapping[str, str]

    def in_year(self, year: int) -> frozenset[str]:
        """Return the codes accepted in the collection year that ends in `year`.

        A year before the first that is known takes the first list.
        """
        starts = [y for y in sorted(self.years) if y <= year]
        return frozenset(self.years[starts[-1] if starts else min(self.years)])


@cache
def code_sets() -> Mapping[str, CodeSet]:
    """Return every code set by name."""
    raw = tomllib.loads(
        resources.files(__package__).joinpath("codes.toml").read_text("utf-8")
    )
    return {name: _code_set(name, entry) for name, entry in raw.items()}


def _code_set(name: str, entry: Mapping[str, object]) -> CodeSet:
    years: dict[int, tuple[str, ...]] = {}
    for key, codes in entry.items():
        if key.isdigit() and isinstance(codes, list):
            years[int(key)] = tuple(str(c) for c in codes)
    meanings = entry.get("meanings")
    if not years or not isinstance(meanings, dict):
        raise DefinitionError(
            f"The code set {name} has no codes or no meanings.",
            where="returns/ssda903/codes.toml",
            do="Give it a list under the year in which it starts, and its meanings.",
        )
    return CodeSet(
        name=name,
        title=str(entry.get("title", name)),
        law=str(entry.get("law", "")),
        years=years,
        meanings={str(k): str(v) for k, v in meanings.items()},
    )


def codes(name: str, year: int) -> frozenset[str]:
    """Return the codes of the set that were accepted in the collection year."""
    return code_sets()[name].in_year(year)


def meaning(name: str, code: str) -> str:
    """Return what the code means, in our words; "" where it is not in the set."""
    return code_sets()[name].meanings.get(code, "")
