"""People, organisations and posts, as Popolo has them: a post exists when empty."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

BodyKind = Literal[
    "council", "inspectorate", "department", "board", "press", "other"
]  # fmt: skip


class Person(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """A holder of office, acting in office. `other_names`: as sources write them."""

    id: str
    name: str
    other_names: tuple[str, ...] = ()


class Organisation(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """A council, inspectorate, department, board or newspaper."""

    id: str
    name: str
    kind: BodyKind = "other"
    other_names: tuple[str, ...] = ()


class Post(Struct, frozen=True, tag=True, kw_only=True, omit_defaults=True):
    """A post in an organisation, held or empty.

    `is_statutory`: the law requires somebody to hold it; `law` says which.
    """

    id: str
    title: str
    organisation: str = ""
    is_statutory: bool | None = None
    law: str = ""
    other_titles: tuple[str, ...] = ()
