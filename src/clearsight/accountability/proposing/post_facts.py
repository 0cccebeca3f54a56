"""Facts about posts: each given its post and body, and those that are one made one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from clearsight.accountability.proposing.lexicon import known
from clearsight.accountability.proposing.people import cast
from clearsight.accountability.proposing.post_rules import What
from clearsight.accountability.proposing.skeleton import our_council
from clearsight.accountability.when import when
from clearsight.documents.document import Document

_MINISTERS = ("Secretary of State", "minister", "His Majesty", "lead inspector",
    "Children's Commissioner for")  # fmt: skip
_NEAR = 700  # characters: as far back as "the role" reaches
_THE_ROLE = re.compile(r"\b(?:the|this|that) (?:role|post|position|job)\b")


@dataclass(frozen=True)
class Fact:
    """One saying of one fact, before those that say the same are made one."""

    what: What
    post: str
    span: tuple[int, int]
    person: str = ""
    capacity: str = ""
    date: str = ""
    how: str = ""
    because_of: str = ""
    body: str = ""
    says_post: int = 2
    is_signed: bool = False
    is_of_the_role: bool = False  # "the role", of which the text spoke before
    is_shared: bool = False  # one of several who cover it
    implied: str = ""  # the post, where nothing else tells
    beside: str = ""  # whose predecessor or successor the person is

    @property
    def key(self) -> tuple[str, str, str]:
        """Give what makes it the same fact as another."""
        whose = "" if self.what in ("sought", "vacant") else self.person
        return (self.what, whose, self.post)

    @property
    def weight(self) -> tuple[int, bool, bool, int]:
        """Give how much it says: the best of those that say the same is shown."""
        return (self.says_post, bool(self.date), bool(self.capacity), -self.span[0])


def is_minister(post: str) -> bool:
    """Say whether the post is a minister's or an inspectorate's, not a council's."""
    return post.startswith(_MINISTERS)


def placed(found: list[Fact], document: Document) -> list[Fact]:
    """Give each fact its post and body, from the rest where its own words lack them.

    First those whose person tells the post, then "the role" that those came to or left.
    """
    roles = cast(document).roles
    first = [_by_person(f, found, roles, document) for f in found]
    both = [_by_the_role(f, first, roles) for f in first]
    both = [_by_successor(f, both) for f in both]
    return [
        replace(
            f, body=f.body or ("" if is_minister(f.post) else _council(f, document))
        )
        for f in both
        if f.post
    ]


def _by_person(
    fact: Fact, found: list[Fact], roles: dict[str, str], document: Document
) -> Fact:
    """Return a fact with the post that the document gives its person elsewhere."""
    if fact.post or fact.is_of_the_role:
        return fact
    if not fact.person:
        named = [
            f.post or roles.get(f.person, "") for f in found
            if f.what in ("left", "replaced")
        ]  # fmt: skip
        sought = [f.post for f in found if f.what == "sought" and f.post]
        post = next((p for p in named if p), sought[0] if sought else "")
        return replace(fact, post=post if fact.what == "sought" else "")
    of = _posts_of(found)
    if fact.beside and fact.what == "appointed":  # a successor comes to that post
        theirs = [p for (who, _), ps in of.items() if who == fact.beside for p in ps]
        post = next(iter(theirs), roles.get(fact.beside, ""))
        if post:
            return replace(fact, post=post)
    own = of.get((fact.person, fact.what), [])
    held = of.get((fact.person, "held"), [])
    came = of.get((fact.person, "appointed"), [])
    gone = of.get((fact.person, "left"), [])
    if fact.what == "appointed" and _is_offered(fact.person, found):
        return replace(fact, is_of_the_role=True)
    every = [*own, *(came if fact.what == "appointed" else []), *held, *came, *gone]
    post = next(iter(every), roles.get(fact.person, ""))
    if fact.what in ("left", "replaced"):
        post = next(iter([*own, *held]), roles.get(fact.person, "")) or post
    beside = {who: posts for (who, _), posts in of.items()}
    post = post or _from_beside(fact, found, beside, document)
    return replace(fact, post=post or fact.implied)


def _by_successor(fact: Fact, found: list[Fact]) -> Fact:
    """Return who left with the post that, in the same words, another came to."""
    if fact.post or fact.what != "left":
        return fact
    came = [
        f.post for f in found
        if f.post and f.what == "appointed" and f.span == fact.span
    ]  # fmt: skip
    return replace(fact, post=came[0]) if came else fact


def _posts_of(found: list[Fact]) -> dict[tuple[str, str], list[str]]:
    """Give the posts that the document's words name, by person and what happened."""
    of: dict[tuple[str, str], list[str]] = {}
    for fact in found:
        if fact.person and fact.post and fact.says_post and fact.post != "another role":
            of.setdefault((fact.person, fact.what), []).append(fact.post)
    return of


def _is_offered(person: str, found: list[Fact]) -> bool:
    """Say whether "the post" was given to somebody, whose joining is then to that."""
    return any(
        f.person == person and f.is_of_the_role and f.what == "appointed" and not f.post
        for f in found
    )


def _by_the_role(fact: Fact, found: list[Fact], roles: dict[str, str]) -> Fact:
    """Return a fact of "the role" with the post that the text last spoke of."""
    if fact.post or not fact.is_of_the_role:
        return fact
    if fact.beside:
        of = [
            f.post
            for f in found
            if f.person == fact.beside and f.what == "left" and f.post
        ]
        post = next(iter(of), roles.get(fact.beside, ""))
        if post:
            return replace(fact, post=post)
    post = _left_before(fact, found, roles) or _role_before(fact, found)
    if not post:
        own = [f.post for f in found if f.person == fact.person and f.post]
        post = next(iter(own), "")
    return replace(fact, post=post)


def _council(fact: Fact, document: Document) -> str:
    """Return the one council of the words, else the one of the document."""
    said = {
        m.name for m in cast(document).mentions
        if m.kind == "body" and fact.span[0] <= m.start < fact.span[1]
        and m.name.endswith(("Council", "MBC")) and m.words.lower() != "the council"
        and not document.text[: m.start].endswith(("from ", "with "))
    }  # fmt: skip
    if len(said) == 1:
        return said.pop()
    return "" if fact.is_signed and not known(fact.post).law else our_council(document)


def _from_beside(
    fact: Fact, found: list[Fact], of: dict[str, list[str]], document: Document
) -> str:
    """Return the post from who came before or after, or from "the role" just named."""
    for other in found:
        if other.beside == fact.person and other.person in of:
            return of[other.person][0]
        if (
            fact.what == "left"
            and other.span == fact.span
            and other.what == "appointed"
            and other.post
        ):
            return other.post
    if fact.beside in of:
        return of[fact.beside][0]
    if fact.beside:
        return cast(document).roles.get(fact.beside, "")
    if _THE_ROLE.search(document.text[fact.span[0] : fact.span[1]]):
        return _role_before(fact, found)
    return ""


def _left_before(fact: Fact, found: list[Fact], roles: dict[str, str]) -> str:
    """Return the post that somebody was last said, not long before, to leave."""
    left = [
        f for f in found
        if f.what in ("left", "replaced") and 0 <= fact.span[0] - f.span[0] < _NEAR
        and f.person != fact.person
    ]  # fmt: skip
    if not left:
        return ""
    last = max(left, key=lambda f: f.span)
    return last.post or roles.get(last.person, "")


def _role_before(fact: Fact, found: list[Fact]) -> str:
    before = [f for f in found if f.post and f.says_post and f.span[1] <= fact.span[0]]
    return max(before, key=lambda f: f.span).post if before else ""


def one_each(facts: list[Fact]) -> list[Fact]:
    """Make one of those that say the same fact: the best words, and what others add."""
    groups: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in facts:
        same = groups.setdefault(fact.key, [])
        same.append(fact)
    capacities: dict[tuple[str, str], str] = {}
    for fact in sorted(facts, key=lambda f: f.span):
        if fact.capacity and fact.person:
            capacities.setdefault((fact.person, fact.post), fact.capacity)
    merged = [m for same in groups.values() for m in _merged(same)]
    return [
        replace(f, capacity=f.capacity or capacities.get((f.person, f.post), ""))
        if f.what not in ("sought", "vacant")
        else f
        for f in _less_the_plain(merged)
    ]


def _merged(same: list[Fact]) -> Iterator[Fact]:
    """Yield one fact of those of one key; more only where their dates cannot agree."""
    rest = sorted(same, key=lambda f: f.weight, reverse=True)
    while rest:
        best = rest[0]
        others: list[Fact] = []
        apart: list[Fact] = []
        for other in rest[1:]:
            clash = (
                best.date
                and other.date
                and not when(best.date).overlaps(when(other.date))
            )
            (apart if clash else others).append(other)
        for other in others:
            best = _with(best, other)
        yield best
        rest = apart


def _with(best: Fact, other: Fact) -> Fact:
    """Add what another saying of the fact knows, and where it says it."""
    adds_why = bool(other.because_of and not best.because_of)
    date_, how = best.date, best.how
    if other.date and not best.date:
        date_, how = other.date, f"Elsewhere in the document, {other.how}"
    span = best.span
    if adds_why and 0 <= other.span[0] - best.span[1] <= 2:
        span = (best.span[0], other.span[1])
    return replace(
        best, span=span, date=date_, how=how,
        is_signed=best.is_signed or other.is_signed,
        capacity=best.capacity or other.capacity,
        because_of=best.because_of or other.because_of,
    )  # fmt: skip


def _less_the_plain(facts: list[Fact]) -> list[Fact]:
    """Drop a post merely held where the document says how it was come to or left."""
    changed = {
        (f.person, f.post) for f in facts if f.what in ("appointed", "left", "replaced")
    }
    named = {f.post for f in facts if f.what == "left" and f.person}
    came = {(f.post, f.span) for f in facts if f.what == "appointed" and f.person}
    plain = [
        f
        for f in facts
        if (
            f.what == "held"
            and not (f.capacity or f.is_signed)
            and (f.person, f.post) in changed
        )
        or (f.what == "left" and not f.person and f.post in named)
        or (f.what == "appointed" and not f.person and (f.post, f.span) in came)
    ]
    return [f for f in facts if f not in plain]
