"""Claims: what statements say of the world. They stand side by side, never settled."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Capacity = Literal["", "permanent", "interim", "acting", "covering"]
Change = Literal["appointed", "held", "left", "vacant", "sought"]


class Appointed(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """A person came to, held or left a post; or it stood empty, or was advertised.

    `date` is EDTF: of the change, or of a time during which it was held. `says`: the
    source's word for it (resigned, replaced, took over).
    """

    post: str
    change: Change
    person: str = ""
    capacity: Capacity = ""
    date: str = ""
    says: str = ""
    because_of: str = ""


class Happened(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """Something took place. Reporting and publishing are different events."""

    what: str
    date: str = ""
    body: str = ""
    follows: tuple[str, ...] = ()


class Inspected(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """An inspection and its judgement. `inspection` is the id of the inspection."""

    inspection: str
    date: str = ""
    body: str = ""
    judgement: str = ""
    what: str = ""


class Intervened(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """A commission, diagnostic, order or direction. `instrument` is its id."""

    instrument: str
    what: str
    date: str = ""
    body: str = ""
    person: str = ""


class Promised(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """A commitment as one statement puts it. `window` is EDTF; `how`: worked out so."""

    commitment: str
    what: str
    window: str = ""
    how: str = ""
    by: str = ""


Said = Appointed | Happened | Inspected | Intervened | Promised


class Claim(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """What one or more statements say of the world, in our terms."""

    id: str
    says: Said
    rests_on: tuple[str, ...]
