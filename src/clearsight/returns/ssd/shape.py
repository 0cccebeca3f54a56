"""The tables of the Standard Safeguarding Dataset, declared in `tables.toml`.

A table is called as in the dataset, in any case of letters; columns that are not listed
are left aside. Only the row's id and whose it is must be there: what the dataset marks
as required is not always filled.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from importlib import resources
from typing import Any

from clearsight.errors import DefinitionError
from clearsight.returns.tables import ListTable
from clearsight.shape import (
    NOBODY,
    Field,
    Naming,
    Through,
    code,
    day,
    decimal,
    number,
    text,
    yes_no,
)

MAKERS = {
    "texts": text,
    "days": day,
    "numbers": number,
    "decimals": decimal,
    "flags": yes_no,
}
# How a word of a column's name is said.
SAID = {
    "cin": "CIN", "cp": "CP", "cla": "care", "nfa": "no further action", "urn": "URN",
    "s47": "section 47", "icpc": "initial conference", "sdq": "questionnaire",
    "dob": "date of birth", "upn": "UPN", "adm": "agency decision maker",
    "ffa": "fostering for adoption", "rhi": "return interview", "iro": "IRO",
    "auth": "authorised", "ola": "of another authority", "la": "council",
}  # fmt: skip


def title(name: str) -> str:
    """Say a column's name in words: `cine_referral_date` is its referral date."""
    words = [SAID.get(word, word) for word in name.split("_")[1:]]
    said = " ".join(words)
    return said[:1].upper() + said[1:]


def _table(name: str, declared: Mapping[str, Any]) -> type[ListTable]:
    fields: dict[str, Any] = {}
    row, child = declared.get("row", ""), declared.get("child", "")
    other = declared.get("or", "")
    if row:
        fields[row] = replace(text("Id of the row"), needed=not child or bool(other))
    if child:
        fields[child] = Field("key", "Whose row it is", needed=not other)
    for kind, make in MAKERS.items():
        for column in declared.get(kind, ()):
            fields[column] = make(title(column))
    for column in declared.get("codes", ()):
        fields[column] = code(title(column), "")
    fields["__doc__"] = f"One row for each {declared['each']}."
    fields["whose"] = tuple(name for name in (child or row, other) if name)
    fields["order"] = tuple(tuple(pair) for pair in declared.get("order", ()))
    return type(name, (ListTable,), fields)


def _naming(name: str, declared: Mapping[str, Any]) -> Naming:
    by = (declared.get("child", ""), *declared.get("also", ()))
    through = None
    if told := declared.get("through"):
        column, table, key = told
        through = Through(column, table, key, lasts=True)
    naming = Naming(by=tuple(filter(None, by)), through=through)
    if (naming == NOBODY) != declared.get("nobody", False):
        raise DefinitionError(f"How the table {name} names a child is not said.")
    return naming


def _declared() -> dict[str, dict[str, Any]]:
    return tomllib.loads(
        resources.files(__package__).joinpath("tables.toml").read_text("utf-8")
    )


TABLES: dict[str, type[ListTable]] = {
    name: _table(name, declared) for name, declared in _declared().items()
}
NAMING: dict[str, Naming] = {
    name: _naming(name, declared) for name, declared in _declared().items()
}
ROW_IDS: dict[str, str] = {
    name: declared.get("row", "") for name, declared in _declared().items()
}
# Without rows in these the building of the dataset has failed.
CORE = (
    "ssd_contacts", "ssd_cin_episodes", "ssd_cla_episodes", "ssd_involvements",
)  # fmt: skip
