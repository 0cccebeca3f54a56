"""What changed, as an Atom feed (RFC 4287): an entry for each entry of the log."""

from __future__ import annotations

from html import escape
from uuid import NAMESPACE_URL, uuid5

from clearsight.accountability.log import Entry
from clearsight.accountability.things import Release
from clearsight.public.page_sources import kind_of
from clearsight.public.site import Site

NEWEST = 200
DID = {"add": "Added", "correct": "Corrected"}


def feed(site: Site, title: str) -> str:
    """Return the newest entries that may be shown, the newest first."""
    entries = [e for e in site.record.entries if not isinstance(e.thing, Release)]
    newest = entries[-NEWEST:][::-1]
    own = str(uuid5(NAMESPACE_URL, f"clearsight:{entries[0].at if entries else ''}"))
    updated = site.at.isoformat(timespec="seconds")
    told = "".join(_entry(site, e, own) for e in newest)
    authors = (
        "".join(
            f"<author><name>{_text(name)}</name></author>\n"
            for name in (site.first, site.second)
            if name
        )
        or "<author><name>Draft, not released</name></author>\n"
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">\n'
        f"<title>{_text(title)}</title>\n<id>urn:uuid:{own}</id>\n"
        f"<updated>{updated}</updated>\n"
        f"{authors}"
        '<link rel="self" type="application/atom+xml" href="feed.atom"/>\n'
        '<link rel="alternate" type="text/html" href="index.html"/>\n'
        f"{told}</feed>\n"
    )


def _entry(site: Site, entry: Entry, own: str) -> str:
    thing = entry.thing
    title = f"{DID.get(entry.act, entry.act)}: {kind_of(thing)}, {site.name(thing.id)}"
    href = site.href(thing.id) or "index.html"
    why = f"<summary>{_text(entry.because)}</summary>\n" if entry.because else ""
    return (
        f"<entry>\n<title>{_text(title)}</title>\n"
        f"<id>urn:uuid:{uuid5(NAMESPACE_URL, f'{own}:{entry.number}')}</id>\n"
        f"<updated>{_text(entry.at)}</updated>\n"
        f"<author><name>{_text(entry.by)}</name></author>\n"
        f'<link rel="alternate" type="text/html" href="{escape(href)}"/>\n'
        f"{why}<content>{_text(title)}</content>\n</entry>\n"
    )


def _text(words: str) -> str:
    return escape(words, quote=False)
