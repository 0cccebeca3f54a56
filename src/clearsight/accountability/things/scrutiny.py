"""Inspections and findings, instruments and clauses, and the commitments made."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

InstrumentKind = Literal[
    "commission", "diagnostic", "direction", "order", "notice", "plan", "other"
]


class Inspection(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """A visit by an inspectorate. What was judged is said by claims and findings."""

    id: str
    title: str
    body: str = ""
    council: str = ""
    is_monitoring_visit: bool = False


class Finding(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """Something an inspection or a commissioner found, in the report's own words."""

    id: str
    found_by: str
    words: str
    statement: str = ""


class Instrument(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """A commission, diagnostic, direction or order; each may supersede another.

    `law` matters: a commissioner under section 497A of the Education Act 1996 is not
    the Children's Commissioner for England (Children Act 2004, section 2).
    """

    id: str
    title: str
    kind: InstrumentKind
    made_by: str = ""
    about: str = ""
    law: str = ""
    supersedes: str = ""


class Clause(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """One thing that an instrument requires. `due` is EDTF."""

    id: str
    instrument: str
    words: str
    number: str = ""
    due: str = ""


class Commitment(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """A promise, made once and perhaps told many times. Claims say its windows.

    `promised_by` is the id of the person or the organisation that gave its word.
    """

    id: str
    title: str
    promised_by: str = ""
