"""English local authorities: their codes, names and regions."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

_WORDS_ABOUT = re.compile(
    r"\b(the|council|city|county|borough|london borough|royal|metropolitan|unitary|"
    r"district|authority|of|mbc|lbc|lb|mdc|cc|bc)\b"
)


def authority_name(code: str) -> str | None:
    """Return the authority's name, or None where no authority has the code."""
    return _names().get(code.strip())


def authority_names() -> dict[str, str]:
    """Return the name of every authority by its code."""
    return dict(_names())


def authority_code(name: str) -> str | None:
    """Return the three-digit code of the authority so named or coded, or None.

    Capitals, punctuation and words such as Council or City of make no difference,
    except where without them it is a region that is named: London is not its City. A
    code may be the department's or that of the Office for National Statistics.
    """
    stripped = name.strip()
    if authority_name(stripped):
        return stripped
    return _ons().get(stripped.upper()) or _codes().get(_key(name))


def authority_region(code: str) -> str | None:
    """Return the name of the region in which the authority lies, or None."""
    return _regions().get(code.strip())


def _words(name: str) -> str:
    return re.sub(r"[^a-z ]", " ", name.lower().replace("&", " and ").replace("'", ""))


def _plain(name: str) -> str:
    words = _words(name)
    kept = " ".join(_WORDS_ABOUT.sub(" ", words).split())
    return kept or " ".join(words.split())


def _key(name: str) -> str:
    plain = _plain(name)
    is_city = plain in _regions_plain() and "city" in _words(name).split()
    return f"city of {plain}" if is_city else plain


@cache
def _regions_plain() -> frozenset[str]:
    return frozenset(_plain(region) for region in _data()["region"])


@cache
def _ons() -> dict[str, str]:
    return {ons: code for code, held in _data()["ons"].items() for ons in held}


@cache
def _data() -> dict[str, dict[str, dict[str, str]]]:
    path = resources.files("clearsight.published") / "authorities.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _names() -> dict[str, str]:
    return {c: n for codes in _data()["region"].values() for c, n in codes.items()}


@cache
def _regions() -> dict[str, str]:
    return {c: region for region, codes in _data()["region"].items() for c in codes}


@cache
def _codes() -> dict[str, str]:
    codes = {_key(name): code for code, name in _names().items()}
    for code, others in _data()["also_known_as"].items():
        codes |= {_key(other): code for other in others}
    return codes
