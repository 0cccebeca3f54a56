"""The file of titles, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon() -> dict[str, Any]:
    """Return the tables of `posts_lexicon.toml`."""
    path = files("clearsight.accountability.proposing") / "posts_lexicon.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
