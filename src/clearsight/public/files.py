"""Every file of the site by name, made whole in memory, and looked at once more.

The last look is at the finished files: where words that are withheld stand in one
after all, nothing is published.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from clearsight.errors import InputError
from clearsight.public import data_csv
from clearsight.public.data_claims import claims
from clearsight.public.data_popolo import popolo
from clearsight.public.data_prov import prov
from clearsight.public.feed import feed
from clearsight.public.pages import pages, style, title
from clearsight.public.site import Site

JSON = (
    ("record.json", "persons, organisations, posts, memberships and events (Popolo)"),
    ("prov.json", "where everything came from, entry by entry (PROV-JSON)"),
    ("claims.json", "claims, and what people decided on them (schema.org JSON-LD)"),
    ("feed.atom", "what was added and corrected (Atom)"),
)

MARKUP = re.compile(r"<[^>]*>")


def files(site: Site) -> dict[str, bytes]:
    """Return every file of the site but `release.json`, by its name.

    `InputError` where anything withheld would stand in one of them.
    """
    tables = list(data_csv.files(site))
    listed = [*JSON, *((name, words) for name, words, _ in tables)]
    made = {
        "style.css": style(),
        "record.json": _json(popolo(site)),
        "prov.json": _json(prov(site)),
        "claims.json": _json(claims(site)),
        "feed.atom": feed(site, f"Changes to the record: {title(site)}".rstrip(": ")),
        **{name: text for name, _, text in tables},
        **dict(pages(site, listed)),
    }
    if found := next(_leaks(made, site), None):
        raise InputError(
            "The site would hold words that are withheld, so nothing was published.",
            where=found,
            do="Class as restricted what repeats them, and publish again.",
        )
    return {name: text.encode("utf-8") for name, text in sorted(made.items())}


def _leaks(made: Mapping[str, str], site: Site) -> Iterator[str]:
    """Look at each file as it is written, and as it is read: without its markup."""
    words = site.closed.words
    for name, text in made.items():
        plain = unescape(text)
        read = unescape(MARKUP.sub(" ", text))
        if words.stands_in(f"{name}\n{plain}") or words.stands_in(read):
            yield name


def _json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
