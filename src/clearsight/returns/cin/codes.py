"""What the codes of the CIN census mean."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def meanings(name: str) -> Mapping[str, str]:
    """Return what each code of a set means, by code; `name` as in `codes.toml`."""
    text = resources.files(__package__).joinpath("codes.toml").read_text("utf-8")
    return {str(k): str(v) for k, v in tomllib.loads(text)[name]["meaning"].items()}
