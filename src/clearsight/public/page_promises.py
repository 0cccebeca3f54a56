"""Promises: words, windows, slips, and what became of each, decided by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clearsight.accountability.commitments import (
    CommitmentStanding,
    Window,
    commitments,
)
from clearsight.accountability.spoken import spoken
from clearsight.accountability.things import Outcome
from clearsight.accountability.when import when
from clearsight.charts import promises as chart
from clearsight.public.site import Answer, Quote, Shown, Site, day_words, moment_words

NO_WINDOW = "no day by which is named"


@dataclass(frozen=True)
class WindowShown:
    """A window as one claim gives it, with the words that it rests on."""

    words: str
    how: str
    what: str
    by: str
    said: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class SlipShown:
    """A slip: to when, how far, who recorded it, when and why."""

    words: str
    moved: str
    by: str
    on: str
    because: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Decision:
    """What somebody decided became of it, by what evidence."""

    standing: str
    by: str
    second: str
    on: str
    done: str
    because: str
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PromisePage:
    """All that is shown of a promise."""

    id: str
    title: str
    href: str
    by: str
    first: str
    now: str
    standing: str
    late: str
    why: str
    doubts: tuple[str, ...]
    windows: tuple[WindowShown, ...]
    slips: tuple[SlipShown, ...]
    decisions: tuple[Decision, ...]
    same: tuple[str, ...]
    replies: tuple[Answer, ...]
    claims: tuple[Shown, ...]
    drawn: chart.Promise
    svg: str


def promises(site: Site) -> list[PromisePage]:
    """Return every promise made by the day, those that are one told once."""
    return [_page(site, p) for p in commitments(site.record, site.as_at)]


def _page(site: Site, found: CommitmentStanding) -> PromisePage:
    commitment = found.commitment
    decisions = _decisions(site, {commitment.id, *found.same})
    drawn = _drawn(found, decisions)
    return PromisePage(
        id=commitment.id,
        title=commitment.title,
        href=site.href(commitment.id),
        by=site.name(commitment.promised_by) if commitment.promised_by else "",
        first=spoken(found.first) if found.first else NO_WINDOW,
        now=spoken(found.window_now) if found.slips else "",
        standing=found.standing,
        late=_late(found),
        why=found.why,
        doubts=found.doubts,
        windows=tuple(_window(site, w) for w in found.windows),
        slips=tuple(
            SlipShown(
                spoken(s.window),
                _moved(s.days),
                s.by,
                day_words(s.on),
                s.because,
                site.quotes([s.statement]) if s.statement else (),
            )
            for s in found.slips
        ),
        decisions=tuple(d for d, _ in decisions),
        same=tuple(site.name(c) for c in found.same),
        replies=site.replies(commitment.id),
        claims=site.claimed(w.claim for w in found.windows),
        drawn=drawn,
        svg=chart.picture([drawn], site.as_at),
    )


def _late(found: CommitmentStanding) -> str:
    if not found.days:
        return ""
    days = "1 day" if found.days == 1 else f"{found.days:,} days"
    if found.standing == "kept late":
        return f"at least {days} after its first window ended"
    return f"{days} past its window, at least, on the day of this page"


def _moved(days: int | None) -> str:
    if days is None:
        return "by how much cannot be said"
    many = "1 day" if abs(days) == 1 else f"{abs(days):,} days"
    return f"{many} {'later' if days >= 0 else 'earlier'}"


def _window(site: Site, window: Window) -> WindowShown:
    return WindowShown(
        words=spoken(window.window) if window.window else NO_WINDOW,
        how=window.how,
        what=window.what,
        by=site.name(window.by) if window.by else "",
        said=spoken(window.said) if window.said else "",
        quotes=site.quotes([window.claim]),
    )


def _decisions(site: Site, ids: set[str]) -> list[tuple[Decision, Outcome]]:
    found = []
    for outcome in site.record.things(Outcome):
        if outcome.commitment in ids:
            entry = site.record.entry(outcome.id)
            evidence = tuple((site.name(e), site.href(e)) for e in outcome.evidence)
            told = Decision(
                standing=outcome.standing,
                by=entry.by,
                second=outcome.second,
                on=moment_words(entry.at),
                done=spoken(outcome.on) if outcome.on else "",
                because=entry.because,
                evidence=evidence,
            )
            found.append((told, outcome))
    return found


def _drawn(
    found: CommitmentStanding, decisions: Sequence[tuple[Decision, Outcome]]
) -> chart.Promise:
    said = [w.said for w in found.windows if w.said]
    windows = [
        _bar("first" if n == 0 else "reading", spoken(r), r)
        for n, r in enumerate(found.readings)
    ]
    windows += [
        _bar("slip", f"slip {n}: {spoken(s.window)}, {_moved(s.days)}", s.window)
        for n, s in enumerate(found.slips, start=1)
    ]
    done = [o.on for _, o in decisions if o.on and o.standing in ("kept", "kept late")]
    told = when(done[0]) if done else None
    return chart.Promise(
        title=found.commitment.title,
        standing=found.standing,
        made=_first_day(said[0]) if said else None,
        windows=windows,
        no_window=NO_WINDOW,
        done=(told.first, told.last) if told and not _is_open(told) else None,
    )


def _is_open(window: object) -> bool:
    return bool(
        getattr(window, "is_open_start", True) or getattr(window, "is_open_end", True)
    )


def _bar(kind: chart.Kind, words: str, edtf: str) -> chart.Window:
    window = when(edtf)
    return chart.Window(
        kind,
        words,
        None if window.is_open_start else window.first,
        None if window.is_open_end else window.last,
    )


def _first_day(edtf: str) -> date:
    window = when(edtf)
    return window.last if window.is_open_start else window.first
