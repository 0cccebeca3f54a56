"""What tests of the public site share: the files of a log, and shingles of a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from html import unescape

from clearsight.accountability.log import Log
from clearsight.public.files import files
from clearsight.public.release import site_of
from clearsight.public.site import Site
from public_record import AS_AT, AT

NAMES = ("Ann Example", "Bob Sample")


def site(log: Log) -> Site:
    """Return what of a log would be published."""
    _, found = site_of(log, as_at=AS_AT, at=AT, names=NAMES)
    return found


def made(log: Log) -> dict[str, str]:
    """Return every file of the site of a log, as text."""
    return {name: text.decode() for name, text in files(site(log)).items()}


def shingles(text: str) -> set[str]:
    """Return the hash of each run of five words: our own rule, not that of the code."""
    plain = re.findall(r"\w+", text.lower())
    runs = (" ".join(plain[n : n + 5]) for n in range(len(plain) - 4))
    return {sha256(run.encode()).hexdigest() for run in runs}


def where(withheld: str, told: Mapping[str, str]) -> list[str]:
    """Return the files that hold five words together of a text.

    Each is looked at by name, as it is written, without its markup, and as JSON says.
    """
    sought = shingles(withheld)
    assert sought, "too short to be looked for"
    found = []
    for name, text in told.items():
        bare = re.sub(r"<[^>]*>", " ", text)
        plain = text.replace("\\n", " ").replace('\\"', '"')
        forms = (name, unescape(text), unescape(bare), plain)
        if any(sought & shingles(form) for form in forms):
            found.append(name)
    return found
