"""Posts: who held which, in what capacity, on any day, as far as the claims reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clearsight.accountability.holdings import Holding, holdings, several
from clearsight.accountability.spells import (
    Spell,
    Telling,
    Vacancy,
    spells,
    vacancies,
)
from clearsight.accountability.things import Appointed, Claim, Person, Post
from clearsight.accountability.when import When, when
from clearsight.charts import posts as chart
from clearsight.public.site import Quote, Shown, Site, day_words

NOT_GIVEN = "no claim says"


@dataclass(frozen=True)
class Row:
    """A time in a post, or a time when it stood vacant, in words."""

    who: str
    capacity: str
    since: str
    until: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Stretch:
    """Days on which one answer holds."""

    since: str
    until: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class PostPage:
    """All that is shown of a post."""

    post: Post
    href: str
    body: str
    statutory: str
    now: tuple[tuple[str, tuple[Quote, ...]], ...]
    rows: tuple[Row, ...]
    stretches: tuple[Stretch, ...]
    sought: tuple[Shown, ...]
    claims: tuple[Shown, ...]
    svg: str
    lane: chart.Lane


def posts(site: Site) -> list[PostPage]:
    """Return every post of the record, in the order in which they came."""
    return [_page(site, post) for post in site.record.things(Post)]


def holders_of_several(site: Site) -> list[tuple[str, list[str]]]:
    """Return who holds more than one post on the day, with the posts."""
    held = holdings(
        site.record.things(Claim),
        site.record.things(Person),
        site.record.things(Post),
        site.as_at,
    )
    return [
        (site.name(person), [site.name(p) for p in held_posts])
        for person, held_posts in several(held).items()
    ]


def _page(site: Site, post: Post) -> PostPage:
    told = [
        c
        for c in site.record.things(Claim)
        if isinstance(c.says, Appointed) and c.says.post == post.id
    ]
    tellings = [Telling.of(c.id, c.says) for c in told if isinstance(c.says, Appointed)]
    found, empty = spells(tellings), vacancies(tellings)
    lane = chart.Lane(
        _title(site, post),
        sorted(
            [
                *(_bar(site, s, post) for s in found),
                *(_vacant(v, site.as_at) for v in empty),
            ],
            key=lambda b: b.seen,
        ),
    )
    on_the_day = _on(site, post, told, site.as_at)
    return PostPage(
        post=post,
        href=site.href(post.id),
        body=site.name(post.organisation) if post.organisation else "",
        statutory=_statutory(post),
        now=tuple((_answer(h, site), site.quotes(h.evidence)) for h in on_the_day),
        rows=_rows(site, found, empty),
        stretches=_stretches(site, post, told),
        sought=site.claimed(
            c.id
            for c in told
            if isinstance(c.says, Appointed) and c.says.change == "sought"
        ),
        claims=site.claimed(c.id for c in told),
        svg=chart.picture([lane], site.as_at),
        lane=lane,
    )


def _title(site: Site, post: Post) -> str:
    body = site.name(post.organisation) if post.organisation else ""
    return f"{post.title}, {body}" if body else post.title


def _statutory(post: Post) -> str:
    if post.is_statutory:
        return f"The law requires it: {post.law}." if post.law else "Required by law."
    if post.is_statutory is False:
        return "The law does not require it."
    return f"Made under {post.law}." if post.law else ""


def _on(
    site: Site, post: Post, told: Sequence[Claim], day: date
) -> tuple[Holding, ...]:
    return holdings(told, site.record.things(Person), [post], day).get(post.id, ())


def _answer(holding: Holding, site: Site) -> str:
    if holding.standing == "vacant":
        told = "vacant"
    elif not holding.person:
        return holding.standing
    else:
        capacity = f", {holding.capacity}" if holding.capacity else ""
        told = f"{site.name(holding.person)}{capacity}"
        if holding.standing != "held":
            return f"{told} ({holding.standing})"
    return told if holding.is_certain else f"perhaps {told}"


def _bar(site: Site, spell: Spell, post: Post) -> chart.Held:
    who = site.name(spell.person)
    capacity = spell.capacity
    first = spell.told[0].dated
    is_bounded = spell.start is not None and not spell.start.is_open_start
    end = None if spell.end is None else _bounds(spell.end)
    is_leaving = spell.told[0].change == "left"
    words = f"{who}, {capacity}" if capacity else who
    return chart.Held(
        words=words,
        told=f"{post.title}: {words}, {_since(spell)}; {_until(spell)}",
        capacity=capacity,
        seen=_bounds(spell.end if is_leaving and spell.end else first)[0],
        said=max(min(spell.latest, site.as_at), _bounds(first)[0]),
        start=_bounds(spell.start) if spell.start and is_bounded else None,
        end=end,
    )


def _vacant(empty: Vacancy, as_at: date) -> chart.Held:
    first = max(empty.said.first, date(1901, 1, 1))
    until = f"until {_when(empty.end)}" if empty.end else "no end known"
    return chart.Held(
        words="vacant",
        told=f"vacant, {_when(empty.said)}, {until}",
        capacity=chart.VACANT,
        seen=empty.said.last if empty.said.is_open_start else first,
        said=min(as_at, empty.said.last),
        start=None if empty.said.is_open_start else _bounds(empty.said),
        end=_bounds(empty.end) if empty.end else None,
    )


def _bounds(window: When) -> tuple[date, date]:
    """Return the days between which it was; an open side is as far as the other."""
    if window.is_open_start:
        return window.last, window.last
    return window.first, window.first if window.is_open_end else window.last


def _when(window: When) -> str:
    if window.is_open_start:
        return f"no later than {day_words(window.last)}"
    if window.is_open_end:
        return f"{day_words(window.first)} or later"
    if window.first == window.last:
        return day_words(window.first)
    return f"between {day_words(window.first)} and {day_words(window.last)}"


def _since(spell: Spell) -> str:
    if spell.start:
        return f"came {_when(spell.start)}"
    if spell.told[0].change == "left":
        return f"when they came, {NOT_GIVEN}"
    return f"when they came, {NOT_GIVEN}; held it {_when(spell.told[0].dated)}"


def _until(spell: Spell) -> str:
    if not spell.end:
        return f"when they left, {NOT_GIVEN}"
    left = any(t.change == "left" and t.person == spell.person for t in spell.ended_by)
    left = left or spell.told[0].change == "left"
    how = "left" if left else "until somebody else came, or it stood vacant,"
    return f"{how} {_when(spell.end)}"


def _rows(
    site: Site, found: Sequence[Spell], empty: Sequence[Vacancy]
) -> tuple[Row, ...]:
    held = [
        (
            s.possible_from,
            Row(
                site.name(s.person),
                s.capacity or "not said",
                _since(s),
                _until(s),
                site.quotes(s.evidence),
            ),
        )
        for s in found
    ]
    vacant = [
        (
            v.said.first,
            Row(
                "Vacant",
                "",
                _when(v.said),
                f"until {_when(v.end)}" if v.end else NOT_GIVEN,
                site.quotes(v.evidence),
            ),
        )
        for v in empty
    ]
    both = sorted([*held, *vacant], key=lambda pair: pair[0])
    return tuple(row for _, row in both)


def _stretches(site: Site, post: Post, told: Sequence[Claim]) -> tuple[Stretch, ...]:
    """Return the answer for every day up to the day as at, days of one answer joined.

    An answer changes only where some claim's date begins or ends, so these days do.
    """
    days = {site.as_at}
    for claim in told:
        dated = when(claim.says.date) if isinstance(claim.says, Appointed) else None
        if dated and not dated.is_open_start:
            days.add(dated.first)
        if dated and not dated.is_open_end:
            days |= {dated.last, dated.last + timedelta(days=1)}
    joined: list[tuple[date, tuple[str, ...]]] = []
    for day in sorted(d for d in days if d <= site.as_at):
        answers = tuple(
            dict.fromkeys(_answer(h, site) for h in _on(site, post, told, day))
        )
        if not joined or joined[-1][1] != answers:
            joined.append((day, answers))
    ends = [*(d - timedelta(days=1) for d, _ in joined[1:]), site.as_at]
    return tuple(
        Stretch(day_words(begin), day_words(end), answers)
        for (begin, answers), end in zip(joined, ends, strict=True)
    )


__all__ = ["PostPage", "holders_of_several", "posts"]
