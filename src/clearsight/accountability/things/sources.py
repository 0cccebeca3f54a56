"""Sources, and the statements anchored in them.

The anchor is the W3C Web Annotation text-quote selector: exact words, prefix, suffix.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

SourceKind = Literal[
    "letter", "press report", "inspection report", "direction", "minutes", "post",
    "press notice", "plan", "other",
]  # fmt: skip
Access = Literal["public", "council", "restricted"]
Manner = Literal["quoted", "paraphrased", "anonymous"]


class Source(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """A document as it was received.

    `sha256` names the bytes as they came; `kept`, the bytes that were kept: the same,
    or what was read without the comments under an article, which are not stored unless
    asked for. Where `kept` is blank nothing was kept, and the source is known by its
    hash alone. `published` is EDTF. `access` is who may read it: anyone, people of the
    council, or only those named for restricted papers.
    """

    id: str
    title: str
    kind: SourceKind
    sha256: str
    kept: str = ""
    file_name: str = ""
    publisher: str = ""
    published: str = ""
    received: str = ""
    access: Access = "public"
    address: str = ""
    comments_left_out: int = 0


class Anchor(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where words stand in a source: the words themselves and what is around them.

    `start` is the place, in characters of the source's text, where they were first
    found; the words and their neighbours still find them after small edits.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0


class Statement(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """Words that somebody said or wrote, as one source gives them.

    `speaker` is the id of a person or an organisation, blank where it is not known;
    `speaker_words` is who the source says it was. `role`: in what capacity.
    `made`: when they were said (EDTF), where known.
    """

    id: str
    source: str
    anchor: Anchor
    manner: Manner
    speaker: str = ""
    speaker_words: str = ""
    role: str = ""
    audience: str = ""
    medium: str = ""
    made: str = ""
    access: Access = "public"
    restricted: str = ""
