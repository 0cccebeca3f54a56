"""Voices: concerns, complaints and compliments, protected by class of reader."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from clearsight.accountability.things.sources import Access

VoiceKind = Literal["concern", "complaint", "compliment", "leaver's reason"]
VoiceOf = Literal["child", "parent", "carer", "staff", "other"]
Step = Literal[
    "acknowledged", "stage 1 answered", "stage 2 asked for", "stage 2 answered",
    "stage 3 asked for", "panel met", "panel reported", "answered by the director",
    "withdrawn",
]  # fmt: skip


class Voice(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """What a child, parent, carer or worker said. Never public unless a person says."""

    id: str
    kind: VoiceKind
    of: VoiceOf
    words: str
    received: str
    about: tuple[str, ...] = ()
    access: Access = "restricted"
    is_statutory: bool = False


class VoiceStep(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """What was done about a voice, and when. `on` is EDTF."""

    id: str
    voice: str
    step: Step
    on: str
