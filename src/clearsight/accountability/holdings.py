"""Who held which post, in what capacity, on any day, as the claims have it.

A claim carries forward: somebody appointed holds the post until a claim says that they
left, that it stood vacant, or that somebody else came. It never carries back, and a
leaving alone does not make a vacancy. What no claim reaches is *not known from these
sources*. Claims that cannot both be so stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from clearsight.accountability.spells import (
    STANDS_IN,
    Spell,
    Telling,
    spells,
    vacancies,
)
from clearsight.accountability.things import Appointed, Claim, Person, Post
from clearsight.accountability.things.claims import Capacity
from clearsight.accountability.when import When

HELD = "held"
VACANT = "vacant"
UNKNOWN = "not known from these sources"
DIFFER = "claims differ"

Standing = Literal[
    "held", "vacant", "not known from these sources", "claims differ"
]  # fmt: skip


@dataclass(frozen=True)
class Holding:
    """One answer to who held a post on a day; several stand side by side.

    `post` and `person` are ids, `title` and `name` their words. `is_certain`: no claim
    leaves room for another answer on that day. `said_on` is the latest day up to then
    of which a claim says so; the answer rests on `evidence`, ids of claims. Where
    claims differ, the answer without a person is that it stood vacant; where it is not
    known, a person named is one whom a claim has there by a later day.
    """

    post: str
    standing: Standing
    person: str = ""
    capacity: Capacity = ""
    evidence: tuple[str, ...] = ()
    is_certain: bool = True
    said_on: date | None = None
    since: When | None = None
    title: str = ""
    name: str = ""


@dataclass(frozen=True)
class Tenure:
    """A time in a post. `start` and `end` are None where no claim gives them.

    `days` is the least and the most that it can have lasted up to the day asked about,
    the first day counted and the last not; None where its start is not known.
    """

    post: str
    person: str
    capacity: Capacity
    start: When | None
    end: When | None
    evidence: tuple[str, ...]
    days: tuple[int, int] | None


def holdings(
    claims: Iterable[Claim],
    persons: Iterable[Person],
    posts: Iterable[Post],
    day: date,
) -> dict[str, tuple[Holding, ...]]:
    """Return every answer that the claims leave open, for every post, on a day.

    Every post given, or spoken of in a claim, has at least one `Holding`.
    """
    names = {p.id: p.name for p in persons}
    titles = {p.id: p.title for p in posts}
    by_post = _by_post(claims)
    found = {}
    for post in dict.fromkeys((*titles, *by_post)):
        answers = _on(post, by_post.get(post, []), day)
        found[post] = tuple(
            replace(a, title=titles.get(post, ""), name=names.get(a.person, ""))
            for a in answers
        )
    return found


def several(
    held: Mapping[str, Sequence[Holding]],
) -> dict[str, tuple[str, ...]]:
    """Return the persons who hold more than one post, with the posts."""
    found: dict[str, list[str]] = {}
    for post, answers in held.items():
        for answer in answers:
            if answer.standing == HELD and post not in found.get(answer.person, []):
                found.setdefault(answer.person, []).append(post)
    return {person: tuple(posts) for person, posts in found.items() if len(posts) > 1}


def tenures(claims: Iterable[Claim], as_at: date) -> dict[str, tuple[Tenure, ...]]:
    """Return each post's holders in order of time, with how long each has held it."""
    return {
        post: tuple(
            Tenure(
                post,
                s.person,
                s.capacity,
                s.start,
                s.end,
                s.evidence,
                _lasted(s, as_at),
            )
            for s in spells(told)
        )
        for post, told in _by_post(claims).items()
    }


def _lasted(spell: Spell, as_at: date) -> tuple[int, int] | None:
    if spell.start is None or spell.start.is_open_start:
        return None
    first = min(spell.end.first, as_at) if spell.end else as_at
    last = min(spell.end.last, as_at) if spell.end else as_at
    least = max(0, (first - spell.start.last).days)
    return least, max(0, (last - spell.start.first).days)


def _by_post(claims: Iterable[Claim]) -> dict[str, list[Telling]]:
    found: dict[str, list[Telling]] = {}
    for claim in claims:
        if isinstance(claim.says, Appointed):
            telling = Telling.of(claim.id, claim.says)
            found.setdefault(claim.says.post, []).append(telling)
    return found


def _on(post: str, told: Sequence[Telling], day: date) -> list[Holding]:
    held = [
        answer for spell in spells(told) for answer in _of_spell(post, spell, told, day)
    ]
    empty = [
        Holding(
            post,
            "vacant",
            evidence=v.evidence,
            is_certain=day >= v.certain_from and (not v.end or day < v.end.first),
            said_on=min(day, v.said.last),
            since=v.said,
        )
        for v in vacancies(told)
        if v.said.first <= day and (v.end is None or day <= v.end.last)
    ]
    answers = _side_by_side([*held, *empty])
    if answers:
        return answers
    undated = tuple(t.claim for t in told if t.person and t.is_undated)
    return [Holding(post, "not known from these sources", evidence=undated)]


def _of_spell(
    post: str, spell: Spell, told: Sequence[Telling], day: date
) -> list[Holding]:
    """Return the holding that a spell gives on a day, one for each capacity told."""
    if day < spell.possible_from or (spell.end and day > spell.last_possible):
        return []
    is_certain = day >= spell.certain_from and not (
        spell.end and day >= spell.end.first
    )
    is_certain = is_certain and not (spell.stood_in and day >= spell.stood_in.first)
    said = [
        min(day, t.dated.last)
        for t in told
        if t.claim in spell.evidence and t.dated.first <= day
    ]
    capacities = spell.capacities_on(day)
    standing: Standing = "held" if len(capacities) < 2 else "claims differ"
    if spell.is_only_bounded(day):
        standing, said = "not known from these sources", []
    return [
        Holding(
            post,
            standing,
            spell.person,
            capacity,
            spell.evidence,
            is_certain and standing == HELD,
            max(said, default=None),
            spell.start,
        )
        for capacity in capacities or ("",)
    ]


def _side_by_side(answers: Sequence[Holding]) -> list[Holding]:
    """Mark the answers that cannot all be so.

    Somebody who stands in may do so beside the holder; two holders, or a holder and a
    vacancy, are claims that differ.
    """
    certain = [a for a in answers if a.is_certain]
    persons = {a.person for a in certain if a.standing == HELD}
    is_empty = any(a.standing == VACANT for a in certain)
    regular = {a.person for a in certain if a.capacity not in STANDS_IN and a.person}
    acting = persons - regular
    clash = len(regular) > 1 or len(acting) > 1 or (is_empty and regular)
    return [
        replace(a, standing="claims differ", is_certain=False)
        if clash and a in certain
        else a
        for a in answers
    ]
