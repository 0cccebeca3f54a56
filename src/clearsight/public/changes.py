"""What a release would change: things added, changed and taken away since the last."""

from __future__ import annotations

from dataclasses import dataclass

from clearsight.accountability.record import Record
from clearsight.accountability.things import Release
from clearsight.public.closed import close
from clearsight.public.page_sources import kind_of
from clearsight.public.site import Site

Named = tuple[str, str]


@dataclass(frozen=True)
class Changes:
    """Each thing as its kind and its name. `since` is the last release, if any."""

    since: Release | None
    added: tuple[Named, ...]
    changed: tuple[Named, ...]
    gone: tuple[Named, ...]

    @property
    def is_none(self) -> bool:
        """Say whether nothing would change."""
        return not (self.added or self.changed or self.gone)


def last_release(record: Record) -> Release | None:
    """Return the newest release in the log."""
    found = record.things(Release)
    return max(found, key=lambda r: r.upto, default=None)


def changes(record: Record, site: Site) -> Changes:
    """Compare what would be published with what was, as the log has it."""
    last = last_release(record)
    before = close(record.upto(last.upto)) if last else close(Record.of([]))
    old = Site(before, site.as_at, site.at, site.first, site.second)
    ours, theirs = _standing(site.record), _standing(old.record)
    return Changes(
        last,
        tuple(_named(site, i) for i in ours if i not in theirs),
        tuple(_named(site, i) for i in ours if i in theirs and ours[i] != theirs[i]),
        tuple(_named(old, i) for i in theirs if i not in ours),
    )


def _standing(record: Record) -> dict[str, object]:
    ids = dict.fromkeys(e.thing.id for e in record.entries)
    found = {i: record.get(i) for i in ids}
    return {
        i: t for i, t in found.items() if t is not None and not isinstance(t, Release)
    }


def _named(site: Site, name: str) -> Named:
    thing = site.record.get(name)
    return (kind_of(thing) if thing is not None else "", site.name(name))
