"""Posts: who came to, held or left which, in what capacity; which are sought."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from clearsight.accountability.proposal import Proposal, proposed
from clearsight.accountability.proposing import post_rules as rules
from clearsight.accountability.proposing.made import Made, made
from clearsight.accountability.proposing.people import cast
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
from clearsight.accountability.proposing.window import Window, edtf
from clearsight.accountability.proposing.windows import dates, windows
from clearsight.documents.document import Document

_AHEAD = re.compile(
    r"\b(?:will|would|is to|to be|are to|shall|due to|joins|takes up|starts|to "
    r"(?:step|leave|retire|stand|move|resign)|is (?:leaving|retiring|stepping"
    r"|standing|taking|joining))\b",
    re.IGNORECASE,
)
_IN_CAPACITY = re.compile(
    r"\b(?:on an?|in an?) (?:purely )?(interim|acting|temporary|permanent) "
    r"(?:basis|capacity)",
    re.IGNORECASE,
)
ANOTHER = "another role"
CHAIR = "chair of the improvement board"
_TOLD_THAT = re.compile(
    r"\b(?:heard|told|noted|said|announced|reported|informed|learned|advised)\b"
)
_TURN = re.compile(r",? (?:and|but|while|although|though|who|which|as) |[;:]|\bthat\b")


def posts(document: Document, source_id: str, published: str = "") -> list[Proposal]:
    """Return who came to, held, left or is sought for which post, each fact once.

    `published` is EDTF, blank where not known. The proposals are of kind "post".
    """
    day = made(document, published)
    found = [f for s in skeletons(document) for f in _of_sentence(s, document, day)]
    found += list(signatures(document))
    facts = one_each(placed(found, document))
    return [
        proposed(
            "post", document, source_id, f.span,
            person=f.person, post=f.post, capacity=f.capacity, what=f.what,
            date=f.date, how=f.how, because_of=f.because_of, body=f.body,
        )
        for f in sorted(facts, key=lambda f: f.span)
    ]  # fmt: skip


def _of_sentence(
    skeleton: Skeleton, document: Document, day: Made | None
) -> Iterator[Fact]:
    taken: dict[tuple[str, str], str] = {}
    for rule in rules.RULES:
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
                yield _when_and_why(fact, match, skeleton, day)
    yield from _vacant(skeleton)
    yield from _sought(skeleton, document)
    for match, fact in _without_a_title(skeleton, document):
        if (fact.person, "appointed") not in taken:
            yield _when_and_why(fact, match, skeleton, day)


def _without_a_title(
    skeleton: Skeleton, document: Document
) -> Iterator[tuple[re.Match[str], Fact]]:
    """Yield who came to a post that the sentence itself does not name."""
    patterns = (
        rules.SINCE_JOINING,
        rules.ANOTHER_ROLE,
        rules.THE_ROLE,
        rules.CHAIRING,
    )
    for pattern in patterns:
        for match in pattern.finditer(skeleton.text):
            person = _person(match, "who", skeleton, document)
            if not person:
                continue
            plain = Fact("appointed", "", _span(skeleton), person, says_post=0)
            if pattern is rules.SINCE_JOINING:
                yield match, plain
            elif pattern is rules.ANOTHER_ROLE:
                how = "Which role is not said."
                yield match, replace(plain, post=ANOTHER, says_post=2, how=how)
            elif pattern is rules.THE_ROLE:
                covers = match["how"].lower().startswith(("cover", "fill"))
                said = "covering" if covers else ""
                yield match, replace(plain, capacity=said, is_of_the_role=True)
            elif _is_improvement(match, skeleton):
                yield match, replace(plain, post=CHAIR, says_post=2)


def _is_improvement(match: re.Match[str], skeleton: Skeleton) -> bool:
    board = match["board"]
    if not board:
        return True
    token, first = skeleton.tokens[int(board)], skeleton.sentence.start
    words = skeleton.sentence.text[token.start - first : token.end - first]
    return "improvement board" in words.lower()


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
    if token and token.is_wider and rule.what == "held" and token.name == "minister":
        return
    post = token.name if token else _post_beside(match, skeleton)
    capacity = _capacity(role, match[0], rule) or _in_capacity(skeleton.text)
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
            yield replace(fact, what=rule.also, person=new, beside=person)


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
    return ""


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
    if words.strip() == "I":
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


def _when_and_why(
    fact: Fact, match: re.Match[str], skeleton: Skeleton, day: Made | None
) -> Fact:
    if fact.what == "held":
        return fact
    text = skeleton.sentence.text
    reason = next(
        (
            m
            for words in rules.BECAUSE
            for m in words.finditer(text)
            if rules.A_REASON.search(m["why"])
        ),
        None,
    )
    why = reason["why"].strip(" ’'\"”") if reason else ""
    ahead = bool(_AHEAD.search(match[0]))
    named = windows(text, day) if ahead else dates(text, day)
    own = reason and fact.what == "left" and _is_the_reason(reason, match, skeleton)
    if own:
        return fact
    named = _in_its_clause(named, match, skeleton)
    if reason:
        named = [w for w in named if not reason.start() <= w.start < reason.end()]
    at_once = re.search(r"with immediate effect", text)
    if (
        at_once
        and not named
        and day
        and not day.is_year_only
        and fact.what in ("left", "appointed")
    ):
        return replace(
            fact,
            because_of=why,
            date=edtf(day.span.first, day.span.last),
            how="“with immediate effect”: the document's date.",
        )
    if not named or fact.what in ("sought", "vacant"):
        return replace(fact, because_of=why)
    place = skeleton.place(match.start()) - skeleton.sentence.start
    end = skeleton.place(max(match.start(), match.end() - 1)) - skeleton.sentence.start
    nearest = min(
        named,
        key=lambda w: (
            0
            if place <= w.start <= end
            else min(abs(w.start - end), abs(w.end - place))
        ),
    )
    return replace(
        fact,
        because_of=why,
        date=nearest.edtf.removesuffix("/.."),
        how=f"“{nearest.words}”: {nearest.how}",
    )


def _is_the_reason(
    reason: re.Match[str], match: re.Match[str], skeleton: Skeleton
) -> bool:
    """Say whether what was found stands inside the reason for something else."""
    at = skeleton.place(match.start()) - skeleton.sentence.start
    return (
        reason.start("why") <= at < reason.end() or reason.start() <= at < reason.end()
    )


def _in_its_clause(
    named: list[Window], match: re.Match[str], skeleton: Skeleton
) -> list[Window]:
    """Leave out the times of a further clause: "..., who left the council in July"."""
    first = skeleton.place(match.start()) - skeleton.sentence.start
    text = skeleton.sentence.text
    # "On 28 January the panel heard that she had resigned": not the day she did.
    named = [
        w for w in named
        if w.end > first or not _TOLD_THAT.search(text[w.end : first])
    ]  # fmt: skip
    further = re.search(r", (?:who|which) |; ", skeleton.text[match.end() :])
    if not further:
        return named
    stop = skeleton.place(match.end() + further.start()) - skeleton.sentence.start
    return [w for w in named if w.start < stop]


def _vacant(skeleton: Skeleton) -> Iterator[Fact]:
    """Yield each post of a list of vacancies."""
    match = rules.VACANT_LIST.search(skeleton.text)
    if match and not skeleton.numbers("P", match.end()):
        for number in dict.fromkeys(skeleton.numbers("T", match.end())):
            yield Fact("vacant", skeleton.tokens[number].name, _span(skeleton))


def _sought(skeleton: Skeleton, document: Document) -> Iterator[Fact]:
    for match in rules.SEEKING.finditer(skeleton.text):
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
    sought = rules.REPLACEMENT.search(skeleton.text)
    if sought and "<T" not in sought[0] and not rules.NOT_SO.search(sought[0]):
        yield Fact("sought", "", _span(skeleton), says_post=0)


def _first(part: str) -> str:
    found = re.search(r"<T(\d+)>", part)
    return found[1] if found else ""
