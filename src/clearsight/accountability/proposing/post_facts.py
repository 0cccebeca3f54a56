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
    """Give each fact its post and body, from the rest where its own words lack them."""
    of: dict[str, list[str]] = {}
    for fact in found:
        if fact.person and fact.post and fact.says_post and fact.post != "another role":
            of.setdefault(fact.person, []).append(fact.post)
    roles = cast(document).roles
    left = [
        f.post or roles.get(f.person, "")
        for f in found
        if f.what in ("left", "replaced")
    ]
    placed = []
    for fact in found:
        post = fact.post
        if not post and fact.what == "sought":
            named = [p for p in left if p] or [
                f.post for f in found if f.what == "sought" and f.post
            ]
            post = named[0] if named else ""
        elif fact.is_of_the_role:
            post = _role_before(fact, found) or (of.get(fact.person) or [""])[0]
        elif not post:
            post = (of.get(fact.person) or [roles.get(fact.person, "")])[0]
            post = post or _from_beside(fact, found, of, document)
        if not post:
            continue
        body = fact.body or ("" if is_minister(post) else _council(fact, document))
        placed.append(replace(fact, post=post, body=body))
    return placed


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
        capacity=best.capacity or other.capacity,
        because_of=best.because_of or other.because_of,
    )  # fmt: skip


def _less_the_plain(facts: list[Fact]) -> list[Fact]:
    """Drop a post merely held where the document says how it was come to or left."""
    changed = {
        (f.person, f.post) for f in facts if f.what in ("appointed", "left", "replaced")
    }
    named = {f.post for f in facts if f.what == "left" and f.person}
    plain = [
        f
        for f in facts
        if (f.what == "held" and not f.capacity and (f.person, f.post) in changed)
        or (f.what == "left" and not f.person and f.post in named)
    ]
    return [f for f in facts if f not in plain]
