"""Imprecise dates as people say them."""

from __future__ import annotations

import re
from calendar import month_name

_PLAIN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_DOUBT = {"": "", "?": "perhaps ", "~": "about ", "%": "perhaps about "}


def spoken(edtf: str) -> str:
    """Return an EDTF date in words: "2024-08" is August 2024, blank is no known date.

    What has no plainer words is given as it is.
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _one(edtf) if edtf not in ("", "..") else "no known date"
    match start in ("", ".."), end in ("", ".."):
        case True, True:
            return "no known date"
        case True, False:
            return f"no later than {_one(end)}"
        case False, True:
            return f"{_one(start)} or later"
    return f"{_one(start)} to {_one(end)}"


def _one(text: str) -> str:
    match = _PLAIN.fullmatch(text)
    if not match:
        return text
    year, month, day, doubt = match.groups()
    if month in _SEASONS:
        return f"{_DOUBT[doubt]}{_SEASONS[month]} {year}"
    if month and not 1 <= int(month) <= 12:
        return text
    parts = (str(int(day)) if day else "", month_name[int(month)] if month else "")
    return _DOUBT[doubt] + " ".join(p for p in (*parts, year) if p)
