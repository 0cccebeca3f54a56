"""Codes of the returns in words, with the code beside them.

A manager reads words; an analyst finds the row by its code.
"""

from __future__ import annotations

from collections.abc import Mapping

import narwhals as nw

from clearsight.returns.cin.codes import meanings
from clearsight.returns.ssda903.codes import code_sets

COUNTRIES = {"WAL": "Wales", "SCO": "Scotland", "NIR": "Northern Ireland"}


def abuse(column: str) -> nw.Expr:
    """Write a category of abuse: neglect (NEG)."""
    return _replaced(column, _with_code(meanings("abuse")))


def of_care(column: str, name: str) -> nw.Expr:
    """Write a code of the set of this name of the SSDA903: children's home (K2)."""
    return _replaced(column, words_of_care(name))


def words_of_care(name: str) -> dict[str, str]:
    """Return what is written for each code of a set of the SSDA903."""
    said = code_sets()[name].meanings
    return _with_code({code: _lower(words) for code, words in said.items()})


def area(column: str) -> nw.Expr:
    """Write where a placement is: a council's name stays, a country's code does not."""
    return _replaced(column, COUNTRIES)


def _with_code(words: Mapping[str, str]) -> dict[str, str]:
    return {code: f"{said} ({code})" for code, said in words.items()}


def _replaced(column: str, words: Mapping[str, str]) -> nw.Expr:
    """Put words for codes; what is no code of these stays as it is."""
    found = nw.col(column).replace_strict(
        list(words), list(words.values()), default=None, return_dtype=nw.String
    )
    return nw.coalesce(found, nw.col(column))


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
