"""Posts: who came to, held or left which, in what capacity; which are sought."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from clearsight.accountability.proposal import Proposal, proposed
from clearsight.accountability.proposing import post_rules as rules
from clearsight.accountability.proposing import post_seeking as seeking
from clearsight.accountability.proposing.implied_posts import implied
from clearsight.accountability.proposing.listed import listed
from clearsight.accountability.proposing.made import Made, made
from clearsight.accountability.proposing.people import cast
from clearsight.accountability.proposing.post_dates import when_and_why
from clearsight.accountability.proposing.post_facts import (
    Fact,
    is_minister,
    one_each,
    placed,
)
from clearsight.accountability.proposing.signed import signatory, signatures
from clearsight.accountability.proposing.skeleton import (
    Skeleton,
    Token,
    skeletons,
    who_is_meant,
)
from clearsight.documents.document import Document

_IN_CAPACITY = re.compile(
    r"\b(?:on an?|in an?) (?:purely )?(interim|acting|temporary|permanent) "
    r"(?:basis|capacity)",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"\b(?:(?:reply|answer|response|question) (?:to|from)"
    r"|thanked) $"
)
# A sentence without any of these tells of nobody and of no post.
_OF_SOMEBODY = re.compile(
    r"<[PT]|\b(?:s?he|I|her|his|my|your|successor|replacement|nobody|no one"
    r"|(?:post|role|job|position))\b",
    re.IGNORECASE,
)
_TURN = re.compile(r",? (?:and|but|while|although|though|who|which|as) |[;:]|\bthat\b")


def posts(document: Document, source_id: str, published: str = "") -> list[Proposal]:
    """Return who came to, held, left or is sought for which post, each fact once.

    `published` is EDTF, blank where not known. The proposals are of kind "post".
    """
    facts = _facts_of(document, published)
    return [
        proposed(
            "post", document, source_id, f.span,
            person=f.person, post=f.post, capacity=f.capacity, what=f.what,
            date=f.date, how=f.how, because_of=f.because_of, body=f.body,
        )
        for f in sorted(facts, key=lambda f: f.span)
    ]  # fmt: skip


@lru_cache(maxsize=8)
def _facts_of(document: Document, published: str) -> tuple[Fact, ...]:
    day = made(document, published)
    found = [f for s in skeletons(document) for f in _of_sentence(s, document, day)]
    found += [*signatures(document), *listed(document, day)]
    return tuple(one_each(placed(found, document)))


def _of_sentence(
    skeleton: Skeleton, document: Document, day: Made | None
) -> Iterator[Fact]:
    taken: dict[tuple[str, str], str] = {}
    if not _OF_SOMEBODY.search(skeleton.text):
        return
    for rule in rules.RULES:
        if rule.needs_title and "<T" not in skeleton.text:
            continue
        for match in rule.pattern.finditer(skeleton.text):
            if _is_not_so(skeleton.text, match, rule.what):
                continue
            for fact in _facts(rule, match, skeleton, document):
                held_too = fact.what == "held" and not fact.capacity
                if held_too and any(
                    who == fact.person and (post == fact.post or not post)
                    for (who, _), post in taken.items()
                ):
                    continue
                if (fact.person, fact.what) in taken and fact.person:
                    continue
                taken[fact.person, fact.what] = fact.post
                yield when_and_why(fact, match, skeleton, day)
    yield from _vacant(skeleton)
    yield from _sought(skeleton, document)
    for match, fact in implied(skeleton, document):
        if (fact.person, fact.what) not in taken or fact.is_shared or not fact.person:
            yield when_and_why(fact, match, skeleton, day)


def _is_not_so(text: str, match: re.Match[str], what: str) -> bool:
    """Say whether a wish, doubt or denial stands before it, or within its verb."""
    if what == "vacant":
        return False
    before = (
        _TURN.split(text[: match.start()])[-1]
        if what == "held"
        else text[: match.start()]
    )
    inside = text[match.start() : match.end()]
    if what in ("held", "appointed") and "?" in text[match.end() :][-2:]:
        return True
    if what == "held":
        return bool(re.search(r"\b(?:not|never|n't|replaced|appoint\w*)\b", inside))
    return bool(rules.NOT_SO.search(before[-90:]) or rules.NOT_SO.search(inside))


def _facts(
    rule: rules.Rule, match: re.Match[str], skeleton: Skeleton, document: Document
) -> Iterator[Fact]:
    groups = match.groupdict()
    role = groups.get("role") or ""
    numbers = re.findall(r"<T(\d+)>", role)
    token = skeleton.tokens[int(numbers[0])] if numbers else None
    if token and token.is_wider and _ANSWERED.search(skeleton.text[: match.start()]):
        return
    if token and token.is_wider and rule.what == "held" and token.name == "minister":
        return
    post = token.name if token else _post_beside(match, skeleton)
    capacity = _capacity(role, match[0], rule)
    of_new = _in_capacity(skeleton.text)
    if rule.what == "appointed":
        capacity = capacity or of_new
    body = _body(role, skeleton)
    person = _person(match, "who", skeleton, document) if groups.get("who") else ""
    if not person and groups.get("who"):
        return
    if not person and token and rule.what == "left":
        person = _holder(document, token.start)
    span = _span(skeleton)
    fact = Fact(
        rule.what, post, span, person, capacity, body=body, says_post=_says(token)
    )
    follows = rules.PREDECESSOR.search(skeleton.text[: match.start()])
    if follows:
        fact = replace(fact, beside=skeleton.tokens[int(follows[1])].name)
    yield fact
    if rule.also and groups.get("new"):
        new = _person(match, "new", skeleton, document)
        if new:
            yield replace(
                fact, what=rule.also, person=new, beside=person,
                capacity=capacity or of_new,
            )  # fmt: skip


def _says(token: Token | None) -> int:
    """Say how plainly the words name the post: 2 in full, 1 by implication, 0 not."""
    if token is None:
        return 0
    return 1 if token.is_wider else 2


def _post_beside(match: re.Match[str], skeleton: Skeleton) -> str:
    """Return the post that stands beside the person: "Political head, Cllr A, was"."""
    before = re.search(r"<T(\d+)>[^<>]{0,25}$", skeleton.text[: match.start()])
    inside = re.search(r"<T(\d+)>", match[0])
    after = re.match(
        r"[^<>]{0,30}\b(?:as|of|from)\b[^<>]{0,25}<T(\d+)>",
        skeleton.text[match.end() :],
    )
    for found in (inside, before, after):
        if found:
            return skeleton.tokens[int(found[1])].name
    without = re.search(
        r"\b(?:had|been|is|are) (?:no|without an?) <T(\d+)>", skeleton.text
    )
    return skeleton.tokens[int(without[1])].name if without else ""


def _capacity(role: str, whole: str, rule: rules.Rule) -> str:
    found = rules.CAPACITY.search(role)
    if found:
        return rules.CAPACITIES[found[0].lower()]
    return rule.capacity


def _in_capacity(text: str) -> str:
    found = _IN_CAPACITY.search(text)
    return rules.CAPACITIES[found[1].lower()] if found else ""


def _person(
    match: re.Match[str], group: str, skeleton: Skeleton, document: Document
) -> str:
    words = match[group]
    token = re.search(r"<P(\d+)>", words)
    if token:
        return skeleton.tokens[int(token[1])].name
    if words.split("'")[0].strip() == "I":
        return signatory(document) or who_is_meant(
            skeleton, match.start(group), document
        )
    return who_is_meant(skeleton, match.start(group), document)


def _holder(document: Document, at: int) -> str:
    return next(
        (m.name for m in cast(document).mentions if m.kind == "post" and m.start == at),
        "",
    )


def _body(role: str, skeleton: Skeleton) -> str:
    found = re.search(r"<B(\d+)>", role)
    return skeleton.tokens[int(found[1])].name if found else ""


def _span(skeleton: Skeleton) -> tuple[int, int]:
    return skeleton.sentence.start, skeleton.sentence.end


def _vacant(skeleton: Skeleton) -> Iterator[Fact]:
    """Yield each post of a list of vacancies."""
    match = seeking.VACANT_LIST.search(skeleton.text)
    if match and not skeleton.numbers("P", match.end()):
        for number in dict.fromkeys(skeleton.numbers("T", match.end())):
            yield Fact("vacant", skeleton.tokens[number].name, _span(skeleton))


def _sought(skeleton: Skeleton, document: Document) -> Iterator[Fact]:
    for match in seeking.SEEKING.finditer(skeleton.text):
        if (
            rules.NOT_SO.search(skeleton.text[: match.start()][-40:])
            and "must" not in skeleton.text.lower()
        ):
            continue
        rest = skeleton.text[match.end() :]
        # A person after the title holds it; a verb after it has it as its subject.
        listed = re.match(
            r"(?:[^<.;]|<B\d+>|<T\d+>)*?(?=<P|[.;]|$|\bwho\b|\bsaid\b|\buntil\b"
            r"|\bwhile\b)",
            rest,
        )
        part = listed[0] if listed else rest
        capacity = rules.CAPACITY.search(match[0] + re.split("<T", part)[0])
        for number in dict.fromkeys(re.findall(r"<T(\d+)>", part)):
            token = skeleton.tokens[int(number)]
            if is_minister(token.name) or re.match(rf".*<T{number}>,? <P", rest):
                continue
            said = rules.CAPACITIES[capacity[0].lower()] if capacity else ""
            yield Fact(
                "sought", token.name, _span(skeleton),
                capacity=said if number == _first(part) else "", says_post=_says(token),
            )  # fmt: skip
    yield from _sought_of_it(skeleton)
    sought = seeking.REPLACEMENT.search(skeleton.text)
    if sought and "<T" not in sought[0] and not rules.NOT_SO.search(sought[0]):
        yield Fact("sought", "", _span(skeleton), says_post=0)


def _sought_of_it(skeleton: Skeleton) -> Iterator[Fact]:
    """Yield the posts of which it is said that they are advertised."""
    if "<T" not in skeleton.text:
        return
    for match in seeking.PASSIVE_SEEKING.finditer(skeleton.text):
        title = re.search(r"<T(\d+)>", match[0])
        if title and not rules.NOT_SO.search(skeleton.text[: match.start()][-40:]):
            token = skeleton.tokens[int(title[1])]
            how = rules.CAPACITY.search(match[0][: title.start()])
            yield Fact(
                "sought", token.name, _span(skeleton), says_post=_says(token),
                capacity=rules.CAPACITIES[how[0].lower()] if how else "",
            )  # fmt: skip


def _first(part: str) -> str:
    found = re.search(r"<T(\d+)>", part)
    return found[1] if found else ""
