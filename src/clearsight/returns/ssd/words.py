"""What the dataset says in words or JSON, as the codes of the record."""

from __future__ import annotations

import polars as pl

# The first that is found in the text, in capitals, is taken; more than one is MUL.
ABUSE = {"NEG": "NEG", "PHY": "PHY", "SEX": "SAB", "SAB": "SAB", "EMO": "EMO"}
MISSING = {"M": "M", "A": "A", "MISSING": "M", "ABSENT": "A", "AWAY": "A"}
SUITABLE = {"1": "SUITABLE", "2": "UNSUITABLE"}
SEEKING = r"(?i)unaccompanied|\buasc\b"
LEGAL = r"^\s*([A-Z]\d{1,2}[A-Z]?)\b"


def abuse(column: str) -> pl.Expr:
    """Read a category of abuse, in words or as its code."""
    said = pl.col(column).str.to_uppercase()
    has = {mark: said.str.contains(mark, literal=True) for mark in ABUSE}
    kinds = pl.sum_horizontal(
        has["NEG"], has["PHY"], has["SEX"] | has["SAB"], has["EMO"]
    )
    several = said.str.contains("MUL", literal=True) | (kinds > 1)
    found = said
    for mark, code in ABUSE.items():
        found = pl.when(has[mark]).then(pl.lit(code)).otherwise(found)
    return pl.when(several).then(pl.lit("MUL")).otherwise(found)


def factors(column: str) -> pl.Expr:
    """Read a JSON array of factor codes as codes parted by spaces."""
    return pl.col(column).str.extract_all(r"\b\d{1,2}[A-Z]?\b").list.join(" ")


def code_at_start(column: str) -> pl.Expr:
    """Take the code with which a text begins (C2, V3A), else the text as it stands."""
    said = pl.col(column).str.to_uppercase()
    return pl.coalesce(said.str.extract(LEGAL), said)


def says(column: str, flag: str) -> pl.Expr:
    """Say whether a JSON text sets a flag whose name holds `flag`: true, false, null.

    Flags are Y, N, true, false, 1 or 0, in quotes or not.
    """
    value = pl.col(column).str.extract(
        rf'(?i)"[^"]*{flag}[^"]*"\s*:\s*"?(y|n|true|false|1|0)'
    )
    return value.str.to_lowercase().replace_strict(
        {"y": True, "true": True, "1": True, "n": False, "false": False, "0": False},
        default=None,
        return_dtype=pl.Boolean,
    )
