"""Councils by any of their names: the department's number, the statistical code, words.

List 8 says in which council's area a child is placed, and councils fill that column
with all of these, with or without `London Borough of` and the like, and with district
names.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

# Words of style that tell councils apart nowhere; cut from plain text before comparing.
STYLE = (
    r"\b(london boro(ugh)?|royal borough|metropolitan|met county|unitary|authority|"
    r"local|council|county( borough)?|borough|boro|district|city|city and county|the|"
    r"ua|mbc|mdc|bc|b c|cc|c c|la|b|of|towns|childrens (services|social care)|"
    r"family support)\b"
)
_KEEP = {
    "city of london": "square mile",
    "isles of scilly": "scilly",
    "isle of wight( ua)?": "wight",
    "st albans.*": "st albans",
}


@cache
def names() -> dict[str, str]:
    """Map every plain name, number and statistical code to the council's name."""
    found: dict[str, str] = {}
    for number, code, name in _raw()["councils"]:
        found[number] = found[code.lower()] = name
        found[short(name)] = name
    return found


@cache
def rules() -> tuple[tuple[str, str], ...]:
    """Return patterns over plain short names, each with the council's name or code."""
    raw = _raw()
    districts = [(f"^({pattern})$", name) for name, pattern in raw["within"]]
    return (*districts, *((pattern, code) for code, pattern in raw["elsewhere"]))


def rewrites() -> tuple[tuple[str, str], ...]:
    """Return what turns plain text into a short name, as pattern and replacement."""
    kept = tuple((f"^{long}$", brief) for long, brief in _KEEP.items())
    return (*kept, (STYLE, " "), (" +", " "))


def short(name: str) -> str:
    """Return a name as it is compared: lower case, words only, no words of style."""
    plain = re.sub(r"[^a-z0-9]+", " ", name.lower().replace("&", " and ")).strip()
    for pattern, instead in rewrites():
        plain = re.sub(pattern, instead, plain).strip()
    return plain


def _raw() -> dict[str, Any]:
    text = (
        resources.files(__package__).joinpath("places.toml").read_text(encoding="utf-8")
    )
    return tomllib.loads(text)
