"""Who is spoken of: people, bodies and posts, each with the fullest name used here."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from clearsight.accountability.proposing import bodies
from clearsight.accountability.proposing.holding import (
    TO_TITLE,
    chairs,
    holding,
    posts_at,
    the_one,
)
from clearsight.accountability.proposing.initials import by_initials
from clearsight.accountability.proposing.lexicon import Title, titles
from clearsight.accountability.proposing.mention import Mention
from clearsight.accountability.proposing.names import (
    Run,
    is_given,
    is_place,
    is_same_first,
    lists,
    runs,
    straight,
)
from clearsight.accountability.proposing.roster import roster
from clearsight.documents.document import Document, Paragraph

__all__ = ["Cast", "Mention", "cast", "mentions"]

_SAYS_AFTER = re.compile(
    r"(?:,? (?:who|OBE|MBE|CBE|MP),?)? (?:has |had |have |also |then |later |is |was |"
    r"were |will )*"
    r"(?:said|says|added|adds|told|tells|wrote|writes|tweeted|posted|asked|replied|"
    r"responded|explained|"
    r"confirmed|warned|claimed|insisted|stressed|thanked|noted|reported|advised|"
    r"outlined|presented|proposed|"
    r"seconded|commented|appointed|resigned|joined|left|quit|replaced|retired|stepped|"
    r"announced|revealed|"
    r"promised|pledged|apologised|described|called|queried|welcomed|introduced|stated|"
    r"highlighted|assured|joins|leaves|takes|starts|becomes|became|retires|steps|moves|"
    r"brings|returns|succeeds|succeeded|replaces|remains|chairs|leads|continues|served|"
    r"serves|led|chaired|spent|worked|took|came|holds|held|stood|resigns)\b"
)
_TITLE_IS = re.compile(r"[ ,:–(-]{0,4}|,? (?:is|will be|was|remains) ")
_IS_POST = re.compile(
    r" (?:has |have |had |will |is to )?(?:is|was|be|been|becomes?|became|remains?"
    r"|starts?|started"
    r"|joins?|joined|takes? (?:up|over)|took (?:up|over)|acts?|covers?|steps?"
    r"|stepped)\b"
)
_SAYS_BEFORE = re.compile(
    r"\b(?:said|says|added|asked|told|tweeted|wrote|to|by|from|with|dear|replaced|"
    r"appointed|thanked|succeeds?|succeeded)[:,]? $",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:^|\n)(?:Yours (?:sincerely|faithfully|truly|ever)|(?:Kind|Best|Warm|With) "
    r"(?:\w+ )?(?:regards|wishes)|Regards|Signed)"
    r"[^\n]{0,20}\n(?:[^\n]{0,20}\n)?$"
)


@dataclass
class _Person:
    first: str
    surname: str
    honorifics: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        return f"{self.first} {self.surname}".strip()


@dataclass(frozen=True)
class Cast:
    """Everyone in a document: the mentions in order, and each person's post.

    `roles` maps a person's name to the title of the post that the document puts beside
    it; `council` is the one that "the council" means, or ""; `titles` maps the place of
    a mention of a post to the post's title.
    """

    mentions: tuple[Mention, ...]
    roles: dict[str, str]
    council: str
    titles: dict[int, str]

    def between(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions that lie between two places of the text."""
        first = bisect_left(self.mentions, start, key=lambda m: m.start)
        last = bisect_left(self.mentions, end, key=lambda m: m.start)
        return tuple(m for m in self.mentions[first:last] if m.end <= end)


def mentions(document: Document) -> tuple[Mention, ...]:
    """Return every mention of a person, a body or a post, in order of place."""
    return cast(document).mentions


@lru_cache(maxsize=8)
def cast(document: Document) -> Cast:
    """Return who is spoken of in a document, and in which posts."""
    found_titles = titles(document.text)
    found_bodies = _bodies(document, found_titles)
    people = _people(document, found_titles, found_bodies)
    people += by_initials(
        document.text,
        people,
        [*people, *found_bodies],
        in_minutes=document.kind == "minutes",
    )
    roles, holders = holding(document.text, people, found_titles)
    for name, post in _listed_posts(document.text, people, found_titles):
        roles.setdefault(name, post)
        holders.setdefault(post, set()).add(name)
    in_chair = chairs(document.text, people, found_titles)
    for chair in in_chair:
        if chair.name:
            roles.setdefault(chair.name, chair.words.split(" ", 1)[1].lower())
    posts = in_chair + [
        Mention(
            t.start, t.end, document.text[t.start : t.end], "post", the_one(holders, t)
        )
        for t in found_titles
        if not any(b.start <= t.start < b.end for b in found_bodies)
    ]
    everything = sorted(
        [*people, *found_bodies, *posts], key=lambda m: (m.start, m.kind)
    )
    council = bodies.council_of(
        document, [b.words for b in found_bodies if b.words[0].isupper()]
    )
    return Cast(tuple(everything), roles, council, posts_at(found_titles, in_chair))


def _listed_posts(
    text: str, people: list[Mention], posts: list[Title]
) -> list[tuple[str, str]]:
    """Return each name of a list of people with each of the posts beside it."""
    at = {t.start: t.post for t in posts}
    found = []
    for entry in roster(text):
        names = [
            p.name for p in people if entry.start <= p.start and p.end <= entry.name_end
        ]
        found += [
            (names[0], at[start])
            for start, _, _ in entry.titles
            if names and names[0] and start in at
        ]
    return found


def _bodies(document: Document, posts: list[Title]) -> list[Mention]:
    text = document.text
    said: list[tuple[int, int, str]] = []
    for paragraph in document.paragraphs:
        at = paragraph.start
        said += [(at + a, at + b, n) for a, b, n in bodies.named(paragraph.text)]
    inside = [(t.start, t.end) for t in posts]
    said = [s for s in said if not _within(s, inside) or s[2] in lists()["ministers"]]
    forms = Counter(name for *_, name in said)
    council = bodies.council_of(document, list(forms.elements()))
    taken = [*inside, *((a, b) for a, b, _ in said)]
    for paragraph in document.paragraphs:
        at = paragraph.start
        for a, b, name in bodies.generic(paragraph.text, council, list(forms)):
            if not _within((at + a, at + b, ""), taken):
                said.append((at + a, at + b, name))
    return [
        Mention(a, b, text[a:b], "body", bodies.same_council(name, forms))
        for a, b, name in sorted(said)
    ]


def _within(span: tuple[int, int, str], others: list[tuple[int, int]]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in others)


def _people(
    document: Document, posts: list[Title], found_bodies: list[Mention]
) -> list[Mention]:
    taken = [(t.start, t.end) for t in posts] + [(b.start, b.end) for b in found_bodies]
    seen = [
        (paragraph, run)
        for paragraph in document.paragraphs
        for run in _split_pairs(_runs_of(paragraph, taken))
    ]
    ends = {t.end for t in posts}
    starts = {t.start for t in posts}
    titled = {straight(r.surname).lower() for _, r in seen if r.honorific and r.tokens}
    listed = [(entry.start, entry.name_end) for entry in roster(document.text)]
    sure = [
        (p, r) for p, r in seen
        if _is_listed(p, r, listed)
        or (_may_be_full(r) and straight(r.surname).lower() in titled)
        or _is_person(document.text, p, r, starts, ends)
    ]  # fmt: skip
    sure += _coupled(document.text, seen, sure)
    known = _registry([r for _, r in sure])
    certain = {(p.start, r.start) for p, r in sure}
    found = []
    for paragraph, run in seen:
        is_sure = (paragraph.start, run.start) in certain
        name = _resolve(run, known, is_sure=is_sure)
        if name is None:
            continue
        start, end = paragraph.start + run.start, paragraph.start + run.end
        found.append(Mention(start, end, document.text[start:end], "person", name))
    return found


def _may_be_full(run: Run) -> bool:
    """Say whether a run can be a name in full: "Ann Lee" where "Ms Lee" stands too."""
    return (
        2 <= len(run.tokens) <= 3
        and not is_place(" ".join(run.tokens))
        and not any(t.isupper() and len(t) > 1 for t in run.tokens)
    )


def _coupled(
    text: str, seen: list[tuple[Paragraph, Run]], sure: list[tuple[Paragraph, Run]]
) -> list[tuple[Paragraph, Run]]:
    """Return the runs that an "and" ties to somebody's name: "Ann Lee and Reza Odu"."""
    ends = {p.start + r.end for p, r in sure if len(r.tokens) > 1}
    certain = {(p.start, r.start) for p, r in sure}
    return [
        (p, r) for p, r in seen
        if (p.start, r.start) not in certain and 2 <= len(r.tokens) <= 3
        and text[: p.start + r.start].endswith(" and ")
        and p.start + r.start - 5 in ends
        and not is_place(r.surname) and not any(t.isupper() for t in r.tokens)
        and not re.match(r" [A-Z]|['’]s", text[p.start + r.end :][:2])
    ]  # fmt: skip


def _is_listed(paragraph: Paragraph, run: Run, listed: list[tuple[int, int]]) -> bool:
    """Say whether a run stands where a list of people has a name."""
    start, end = paragraph.start + run.start, paragraph.start + run.end
    return any(a <= start and end <= b for a, b in listed)


def _runs_of(paragraph: Paragraph, taken: list[tuple[int, int]]) -> list[Run]:
    at = paragraph.start
    here = [
        (max(a, at) - at, min(b, paragraph.end) - at)
        for a, b in taken
        if a < paragraph.end and b > at
    ]
    return list(runs(paragraph.text, here))


def _split_pairs(found: list[Run]) -> list[Run]:
    """Give each of "Cllrs Smith and Jones" the honorific that they share."""
    shared, out = "", []
    for run in found:
        plural = run.honorific.lower().rstrip(".") in ("cllrs", "councillors", "messrs")
        if run.honorific:
            shared = run.honorific if plural else ""
            last = run.end
        elif shared and run.start - last <= 5 and len(run.tokens) <= 3:
            out.append(Run(run.start, run.end, shared, run.tokens))
            last = run.end
            continue
        else:
            shared = ""
        out.append(run)
    return out


def _is_person(
    text: str, paragraph: Paragraph, run: Run, starts: set[int], ends: set[int]
) -> bool:
    """Say whether a run is certainly a person's name, by itself or its neighbours."""
    if run.honorific:
        return True
    if not 2 <= len(run.tokens) <= 4 or len(run.surname) < 2:
        return False
    first = run.tokens[0]
    if is_given(first):
        doubtful = first.lower() in lists()["also_words"]
        return not (doubtful and is_place(run.surname))
    is_place_name = is_place(run.surname) or is_place(" ".join(run.tokens))
    is_shouted = all(t.isupper() and len(t) > 1 for t in run.tokens)
    return _is_signature(text, paragraph, run) or (
        not (is_place_name or is_shouted)
        and _stands_as_name(text, paragraph, run, starts, ends)
    )


def _stands_as_name(
    text: str, paragraph: Paragraph, run: Run, starts: set[int], ends: set[int]
) -> bool:
    """Say whether a title or a verb of saying stands beside the run."""
    start, end = paragraph.start + run.start, paragraph.start + run.end
    before, after = text[max(0, start - 40) : start], text[end : end + 80]
    beside_title = (
        any(_TITLE_IS.fullmatch(text[e:start]) for e in ends if e <= start <= e + 14)
        or any(
            _IS_POST.match(after) and len(run.tokens) <= 3
            for s in starts
            if end < s <= end + 60
        )
        or any(
            TO_TITLE.match(text[end:s]) and s - end <= 60
            for s in starts
            if end < s <= end + 60
        )
    )
    return beside_title or bool(_SAYS_AFTER.match(after) or _SAYS_BEFORE.search(before))


def _is_signature(text: str, paragraph: Paragraph, run: Run) -> bool:
    """Say whether the name stands alone under "Yours sincerely" or the like."""
    alone = run.start == 0 and run.end >= len(paragraph.text.rstrip(", ")) - 12
    return alone and bool(_CLOSING.search(text[: paragraph.start]))


def _registry(certain: list[Run]) -> list[_Person]:
    """Return the people named in full, each once, the longest given name first."""
    people: list[_Person] = []
    full = [r for r in certain if len(r.tokens) > 1 and r.first]
    for run in sorted(full, key=lambda r: -len(r.first.strip("."))):
        fits = [
            p
            for p in people
            if _same(p.surname, run.surname) and is_same_first(p.first, run.first)
        ]
        if len(fits) == 1:
            person = fits[0]
        elif any(p.first.lower() == run.first.lower() for p in fits):
            person = next(p for p in fits if p.first.lower() == run.first.lower())
        else:
            person = _Person(run.first, _cased(run.surname))
            people.append(person)
        if run.honorific:
            person.honorifics.add(_rank(run.honorific))
    return people


def _resolve(run: Run, known: list[_Person], *, is_sure: bool) -> str | None:
    """Return the full name that a run stands for; None where it is nobody's."""
    if len(run.tokens) > 1 and run.first:
        fits = [
            p
            for p in known
            if _same(p.surname, run.surname) and is_same_first(p.first, run.first)
        ]
        exact = [p for p in fits if p.first.lower() == run.first.lower()]
        is_initial = len(run.first.strip(".")) == 1
        is_known = bool(fits) and (is_sure or bool(exact) or is_initial)
        return _named(exact or fits) if is_known else None
    word = run.tokens[-1]
    by_surname = [p for p in known if _same(p.surname, run.surname)]
    if run.honorific:
        ranked = [p for p in by_surname if _rank(run.honorific) in p.honorifics]
        fits = ranked if len(ranked) == 1 else by_surname
        if fits:
            return _named(fits)
        firsts = [p for p in known if p.first.lower() == word.lower()]
        return _named(firsts) if firsts else f"{run.honorific} {_cased(run.surname)}"
    if by_surname:
        return _named(by_surname)
    fits = [p for p in known if len(word) > 2 and is_same_first(p.first, word)]
    return (
        _named(fits)
        if fits and (is_given(word) or _same(fits[0].first, word))
        else None
    )


def _named(fits: list[_Person]) -> str:
    return fits[0].name if len(fits) == 1 else ""


def _same(one: str, other: str) -> bool:
    return straight(one).lower() == straight(other).lower()


def _cased(surname: str) -> str:
    return surname.title() if surname.isupper() and len(surname) > 2 else surname


def _rank(honorific: str) -> str:
    low = honorific.lower().rstrip(".")
    return "cllr" if low.startswith(("cllr", "coun", "ald")) else low
