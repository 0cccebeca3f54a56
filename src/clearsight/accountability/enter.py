"""Things from TOML, each table named after the kind of thing that it holds."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any, get_args

import msgspec

from clearsight.accountability.log import Act, Draft
from clearsight.accountability.record import Record
from clearsight.accountability.things import Acceptance, Refusal, Release, Thing
from clearsight.accountability.when import when
from clearsight.errors import InputError

# What only a command makes: a release takes two people, a decision its proposal.
NOT_BY_HAND = (Acceptance, Refusal, Release)
KINDS = {k.__name__: k for k in get_args(Thing) if k not in NOT_BY_HAND}
# Fields that hold a day, a month or a window, in EDTF.
DATED = frozenset(
    {"date", "window", "due", "on", "period", "published", "made", "expires", "done",
     "received", "answer_due", "starts"}
)  # fmt: skip


def drafts_of(
    text: str, *, where: str, act: Act = "add", because: str = ""
) -> list[Draft]:
    """Return a draft for each table, in the order of the file's kinds.

    An unknown kind or field, a missing one or a date that is none is an `InputError`
    that names the table and what to do.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise InputError(
            f"It is not TOML: {wrong}.", where=where, do="Correct the line named."
        ) from None
    return [
        Draft(thing=thing, act=act, because=because) for thing in _things(raw, where)
    ]


def retractions(record: Record, ids: Sequence[str], because: str) -> list[Draft]:
    """Return what takes these things back."""
    drafts = []
    for name in ids:
        thing = record.get(name)
        if thing is None:
            near = get_close_matches(name, [e.thing.id for e in record.entries], n=1)
            raise InputError(
                f"The record holds no {name!r}.",
                do=f"Did you mean {near[0]!r}?" if near else "Look at its id again.",
            )
        drafts.append(Draft(thing=thing, act="retract", because=because))
    return drafts


def _things(raw: dict[str, Any], where: str) -> Iterator[Thing]:
    for name, tables in raw.items():
        if name not in KINDS:
            near = get_close_matches(name, KINDS, n=1)
            raise InputError(
                f"There is no kind of thing {name!r}.",
                where=where,
                do=f"Did you mean {near[0]}?" if near else f"Use {', '.join(KINDS)}.",
            )
        for number, table in enumerate(
            tables if isinstance(tables, list) else [tables], start=1
        ):
            yield _thing(name, table, f"{where}, {name} {number}")


def _thing(name: str, table: Any, where: str) -> Thing:
    if not isinstance(table, dict):
        raise InputError("It is not a table.", where=where, do=f"Write [[{name}]].")
    plain = _plain(table)
    unknown = set(plain) - set(KINDS[name].__struct_fields__)
    if unknown:
        given = sorted(unknown)[0]
        near = get_close_matches(given, KINDS[name].__struct_fields__, n=1)
        raise InputError(
            f"It has a field {given!r}, which a {name} has not.",
            where=where,
            do=f"Did you mean {near[0]!r}?"
            if near
            else f"Use {', '.join(KINDS[name].__struct_fields__)}.",
        )
    try:
        thing: Thing = msgspec.convert({**plain, "type": name}, Thing)
    except msgspec.ValidationError as wrong:
        raise InputError(
            f"It does not hold together: {wrong}.", where=where, do="Correct the file."
        ) from None
    _dated(plain, where)
    return thing


def _plain(value: Any) -> Any:
    """Return dates as EDTF text and lists as they are."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


def _dated(table: dict[str, Any], where: str) -> None:
    for name, value in table.items():
        if isinstance(value, dict):
            _dated(value, where)
        elif name in DATED and isinstance(value, str):
            try:
                when(value)
            except InputError as wrong:
                raise InputError(wrong.what, where=where, do=wrong.do) from None
