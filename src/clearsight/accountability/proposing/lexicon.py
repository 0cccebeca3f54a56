"""Posts by their titles: which words name which post, and which law asks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from clearsight.accountability.proposing.naming import post_of
from clearsight.accountability.proposing.open_titles import built, opened
from clearsight.accountability.proposing.roster import roster
from clearsight.accountability.proposing.titles_file import lexicon

DIRECTOR = "director of children's services"
LEAD_MEMBER = "lead member for children's services"
_NOT_INSIDE_A_WORD = r"(?<![\w’'-])(?:{})(?![\w-])"
_FAR = 400


class Title(NamedTuple):
    """Where a title stands and which post it names.

    `is_wider`: the words ("the director", "the top job") name this post only because
    the same text names it in full elsewhere.
    """

    start: int
    end: int
    post: str
    is_wider: bool = False


@dataclass(frozen=True)
class Known:
    """What is known of a post. `is_statutory` is None where the lexicon is silent."""

    is_statutory: bool | None
    law: str = ""


def titles(text: str) -> list[Title]:
    """Return the titles of posts in a text, in order; none overlaps another.

    The whole text of a document is wanted, not a sentence of it: which commissioner is
    meant, and whether "the director" is a post, depends on the rest.
    """
    return list(_titles(text))


@lru_cache(maxsize=8)
def _titles(text: str) -> tuple[Title, ...]:
    sure = _longest(_closed(text) + _open(text) + commissioners(text) + _listed(text))
    named = {_sort_of(title.post) or title.post for title in sure}
    wider = [
        Title(m.start(), m.end(), _as_named(post, sure), True)
        for post, pattern in _wider().items()
        if post in named or (_about().get(post) and _about()[post].search(text))
        for m in pattern.finditer(text)
    ]
    plain = [
        Title(m.start(), m.end(), post_of(m[0]))
        for post, pattern in _alone().items()
        if post not in named
        for m in pattern.finditer(text)
    ]
    taken = _longest(sure + wider + plain)
    return tuple(t for t in taken if t.post)


def _as_named(post: str, sure: list[Title]) -> str:
    """Return the words that the text itself has for a post, where it has one form."""
    forms = {t.post for t in sure if post in (t.post, _sort_of(t.post))}
    return forms.pop() if len(forms) == 1 else post


@lru_cache(maxsize=512)
def _sort_of(post: str) -> str:
    """Return the post of the lexicon that a title kept in its own words is."""
    for name, patterns in _own_words().items():
        if _each()[name].fullmatch(post) and patterns.fullmatch(post):
            return name
    return ""


def _listed(text: str) -> list[Title]:
    """Return the titles that stand beside names in lists, under their usual name."""
    found = []
    for listed in roster(text):
        for start, end, post in listed.titles:
            found.append(Title(start, end, _usual(text[start:end], post)))
    return found


def _usual(words: str, post: str) -> str:
    """Return the usual name of the post that words name; else the post as read."""
    for name, pattern in _patterns():
        if name and (pattern.fullmatch(words) or pattern.fullmatch(post)):
            return _kept(name, words)
    return post


def _kept(post: str, words: str) -> str:
    """Return the post, or its own words where they may mean more than the post."""
    own = _own_words().get(post)
    plain = post_of(words)
    return plain if own and own.fullmatch(plain) else post


def _open(text: str) -> list[Title]:
    found = [*opened(text, _heads()), *built(text)]
    return [Title(a, b, _usual(text[a:b], post)) for a, b, post in found]


def known(post: str) -> Known:
    """Return whether the law requires a post of this title, and which law."""
    post = (_sort_of(post) or post).lower()
    table = lexicon()["commissioner"]
    for which in ("intervention", "england"):
        if post == table[which].lower():
            return Known(True, table[f"{which}_law"])
    for entry in lexicon()["post"]:
        if entry["title"].lower() == post:
            return Known(entry.get("statutory", False), entry.get("law", ""))
    return Known(None)


def commissioners(text: str) -> list[Title]:
    """Return each commissioner of children's matters, the two offices told apart.

    A minister's commissioner (Education Act 1996 s497A) reports on one council; the
    Children's Commissioner for England (Children Act 2004 s2) speaks for children.
    What a paper calls either decides nothing: what is said of him does, in his own
    sentence first and then in the whole text.
    """
    table = lexicon()["commissioner"]
    offices = (table["intervention"], table["england"])
    whole = _office(text, offices)
    found = []
    for match in _commissioner().finditer(text):
        words = match[0].lower().replace("’", "'")
        if "england" in words:
            post = offices[1]
        elif re.search(r"dfe|government|education|services|statutory", words):
            post = offices[0]
        else:
            post = _office(_around(text, *match.span()), offices) or whole
            if not post and "children" in words:
                post = offices[1]
        if post:
            end = match.end() - (2 if words.endswith("'s") else 0)
            found.append(Title(match.start(), end, post))
    return found


def _office(text: str, offices: tuple[str, str]) -> str:
    """Return the office that a text speaks of, blank where it says nothing or both."""
    signs = [bool(sign.search(text)) for sign in _signs()]
    return offices[signs.index(True)] if sum(signs) == 1 else ""


def _around(text: str, start: int, end: int) -> str:
    """Return the sentence, roughly, and no more than its line."""
    before = re.split(r"[.!?]\s|\n", text[max(0, start - _FAR) : start])[-1]
    after = re.split(r"[.!?]\s|\n", text[end : end + _FAR])[0]
    return before + text[start:end] + after


def _longest(found: list[Title]) -> list[Title]:
    """Keep the longest of those that overlap; sure ones before wider ones."""
    kept: list[Title] = []
    covered: set[int] = set()
    for title in sorted(found, key=lambda t: (t.is_wider, t.start - t.end, t.start)):
        places = range(title.start, title.end)
        if covered.isdisjoint(places):
            covered.update(places)
            kept.append(title)
    return sorted(kept)


def _closed(text: str) -> list[Title]:
    return [
        Title(m.start(), m.end(), _kept(post, m[0]))
        for post, pattern in _patterns()
        for m in pattern.finditer(text)
        if m.end() > m.start()
    ]


def _compile(patterns: list[str], *, any_case: bool = True) -> re.Pattern[str]:
    either = "|".join(f"(?:{p})" for p in patterns)
    spaced = either.replace("'", "['’]?").replace(" ", r"\s+")
    return re.compile(
        _NOT_INSIDE_A_WORD.format(spaced), re.IGNORECASE if any_case else 0
    )


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for entry in lexicon()["post"]:
        # Found so that a shorter title inside them is not, and then dropped.
        post = "" if entry.get("apart") else entry["title"]
        found.append((post, _compile(entry["patterns"])))
        if "exact_case" in entry:
            found.append((post, _compile(entry["exact_case"], any_case=False)))
    return tuple(found)


@cache
def _own_words() -> dict[str, re.Pattern[str]]:
    """Give, for a post, what keeps its own words: it may mean more than the post."""
    return {
        entry["title"]: _compile(entry["own_words"])
        for entry in lexicon()["post"]
        if "own_words" in entry
    }


@cache
def _alone() -> dict[str, re.Pattern[str]]:
    """Give, for a post, the short titles that stand for it where no other does."""
    return {e["title"]: _compile(e["alone"]) for e in lexicon()["post"] if "alone" in e}


@cache
def _each() -> dict[str, re.Pattern[str]]:
    return {e["title"]: _compile(e["patterns"]) for e in lexicon()["post"]}


@cache
def _wider() -> dict[str, re.Pattern[str]]:
    return {
        entry["title"]: _compile(entry["wider"])
        for entry in lexicon()["post"]
        if "wider" in entry
    }


@cache
def _about() -> dict[str, re.Pattern[str]]:
    """Give, for a post, what a text must speak of for its wider titles to count."""
    return {
        entry["title"]: _compile([entry["about"]])
        for entry in lexicon()["post"]
        if "about" in entry
    }


@cache
def _heads() -> re.Pattern[str]:
    return _compile(lexicon()["open"]["heads"])


@cache
def _commissioner() -> re.Pattern[str]:
    return _compile([lexicon()["commissioner"]["pattern"]])


@cache
def _signs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = lexicon()["commissioner"]
    return _compile(table["intervention_signs"]), _compile(table["england_signs"])
