"""What people decided about the record. Who decided is in the entry that holds it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from clearsight.accountability.things.sources import Access

Standing = Literal["kept", "kept late", "broken", "superseded", "disputed"]


class Acceptance(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """A proposal was taken into the record, as it was or changed."""

    id: str
    proposal: str
    source: str
    made: tuple[str, ...]
    changed: tuple[str, ...] = ()


class Refusal(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """A proposal was refused."""

    id: str
    proposal: str
    source: str


class Classing(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """Who may read a statement, as a person decided, and under which law."""

    id: str
    about: str
    access: Access
    restricted: str = ""


class Materiality(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """Whether the difference between claims matters."""

    id: str
    claims: tuple[str, ...]
    is_material: bool


class Sameness(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """Whether two things are one. Open until a person says; both stay in the log."""

    id: str
    one: str
    other: str
    is_same: bool


class Slip(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """A commitment's window was moved, and which statement moved it."""

    id: str
    commitment: str
    window: str
    statement: str = ""


class Outcome(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """What became of a commitment, by what evidence. Never by the promiser alone.

    `evidence` holds ids of statements or sources; `on` is EDTF, when it was done;
    `second` names the second person where the promiser records it.
    """

    id: str
    commitment: str
    standing: Standing
    evidence: tuple[str, ...]
    on: str = ""
    second: str = ""


class Reply(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """The right of reply: what the person or body spoken of says about it."""

    id: str
    about: str
    by: str
    words: str
    on: str = ""


class Release(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """What was published, by which two people, from which entry of the log."""

    id: str
    sha256: str
    first: str
    second: str
    upto: int
