"""Which area a row is about: a council, a region or England, under one name each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import polars as pl
from rapidfuzz import fuzz, process

from clearsight.errors import SettingsError
from clearsight.published.authorities import (
    authority_code,
    authority_names,
)

COUNCIL: Final = "council"
REGION: Final = "region"
ENGLAND: Final = "England"

LEVELS: Final = {
    "National": ENGLAND,
    "Regional": REGION,
    "Local authority": COUNCIL,
}
REGIONS: Final = {
    "Yorkshire and The Humber": "Yorkshire and the Humber",
    "London (Inner)": "Inner London",
    "London (Outer)": "Outer London",
}
MOST_NEAR: Final = 3
# Councils that ended before our table of names begins.
ENDED: Final = {
    "835": "Dorset (until 2019)",
    "836": "Poole (until 2019)",
    "837": "Bournemouth (until 2019)",
}


def council_code(name: str) -> str:
    """Return the code of the council so named (or coded), or name the near miss.

    Raises SettingsError where no council is called so.
    """
    if code := authority_code(name) or _ended().get(name.strip().casefold()):
        return code
    near = near_names(name, list(names().values()))
    raise SettingsError(
        f"There is no council called {name!r}.",
        do=f"Did you mean {' or '.join(near)}?"
        if near
        else "Write the name as in Tameside, or its code, as 357 or E08000008.",
    )


def _ended() -> dict[str, str]:
    """Return the codes of councils that ended by all that they may be called."""
    told = [(c, said) for c, n in ENDED.items() for said in (c, n, n.split(" (")[0])]
    return {said.casefold(): code for code, said in told}


def near_names(name: str, every: Sequence[str]) -> list[str]:
    """Return up to three of the names that were probably meant, the likeliest first.

    Those that hold every word given come before those that are merely spelt alike:
    a part of a name is much oftener given than a wrong one.
    """
    given = name.lower().replace(",", " ").split()
    holding = [n for n in every if given and all(w in n.lower() for w in given)]
    if holding:
        return sorted(holding, key=lambda n: (len(n), n))[:MOST_NEAR]
    found = process.extract(
        name, every, scorer=fuzz.ratio, processor=str.lower, score_cutoff=60, limit=1
    )
    return [near for near, _, _ in found]


def council_name(code: pl.Expr, published: pl.Expr) -> pl.Expr:
    """Return our name for a council, or the published one where we have none."""
    return code.replace_strict(
        names(), default=published.str.strip_chars(), return_dtype=pl.String
    )


def region_name(published: pl.Expr) -> pl.Expr:
    """Return a region under the one name that we use for it."""
    return published.str.strip_chars().replace(REGIONS)


@cache
def names() -> dict[str, str]:
    """Return the name of every council by its code, ended ones too."""
    return {**authority_names(), **ENDED}
