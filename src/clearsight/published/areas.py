"""Which area a row is about: a council, a region or England, under one name each."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import Final

import polars as pl

from clearsight.errors import SettingsError
from clearsight.published.authorities import (
    authority_code,
    authority_name,
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
    code = authority_code(name) or (name.strip() if authority_name(name) else None)
    if code:
        return code
    every = {n.lower(): n for n in authority_names().values()}
    near = get_close_matches(name.strip().lower(), every, n=1, cutoff=0.6)
    raise SettingsError(
        f"There is no council called {name!r}.",
        do=f"Did you mean {every[near[0]]}?"
        if near
        else "Write the name as in Tameside, or its three-digit code, as 357.",
    )


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
