"""Posts by their titles: which words name which post, and which law asks for it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

DIRECTOR = "director of children's services"
LEAD_MEMBER = "lead member for children's services"
_NOT_INSIDE_A_WORD = r"(?<![\w’'-])(?:{})(?![\w-])"
_JOINING = ("and", "&", "of", "for", ",")
_TOP_OF_CHILDREN = re.compile(
    r"(?:executive |strategic |corporate )?director (?:of|for) child"
)
_NO_POST = re.compile(r"head of (?:the |our )?(?:schools?|homes?|family|people)$")
_FAR = 400
_BARE = ("assistant director", "service director", "head of service", "deputy director")


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
    sure = _longest(_closed(text) + _opened(text) + commissioners(text))
    named = {title.post for title in sure}
    wider = [
        Title(m.start(), m.end(), post, True)
        for post, pattern in _wider().items()
        if post in named or (_about().get(post) and _about()[post].search(text))
        for m in pattern.finditer(text)
    ]
    taken = _longest(sure + wider)
    return tuple(t for t in taken if t.post)


def known(post: str) -> Known:
    """Return whether the law requires a post of this title, and which law."""
    table = _lexicon()["commissioner"]
    for which in ("intervention", "england"):
        if post == table[which]:
            return Known(True, table[f"{which}_law"])
    for entry in _lexicon()["post"]:
        if entry["title"] == post:
            return Known(entry.get("statutory", False), entry.get("law", ""))
    return Known(None)


def commissioners(text: str) -> list[Title]:
    """Return each commissioner of children's matters, the two offices told apart.

    A minister's commissioner (Education Act 1996 s497A) reports on one council; the
    Children's Commissioner for England (Children Act 2004 s2) speaks for children.
    What a paper calls either decides nothing: what is said of him does, in his own
    sentence first and then in the whole text.
    """
    table = _lexicon()["commissioner"]
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
        Title(m.start(), m.end(), post)
        for post, pattern in _patterns()
        for m in pattern.finditer(text)
        if m.end() > m.start()
    ]


def _opened(text: str) -> list[Title]:
    """Find titles of the kind "assistant director of ...", to the end of the "of"."""
    found = []
    for match in _heads().finditer(text):
        end = _end_of_what(text, match.end())
        if end == match.end():
            bare = " ".join(match[0].lower().split())
            if bare in _BARE:
                found.append(Title(match.start(), end, bare))
            continue
        post = _plain(text[match.start() : end])
        if _TOP_OF_CHILDREN.match(post):
            post = DIRECTOR
        if not _NO_POST.match(post):
            found.append(Title(match.start(), end, post))
    return found


def _end_of_what(text: str, at: int) -> int:
    """Return where the words after a head ("of family partnerships") end."""
    opening = re.compile(r"\s+(?:of|for)\s+(?:(?:the|our)\s+)?|\s*[,(–-]\s*").match(
        text, at
    )
    if not opening:
        return at
    end, place = at, opening.end()
    word = re.compile(r"([A-Za-z][A-Za-z’']*|&|,)\s*")
    while match := word.match(text, place):
        said = match[1].lower().replace("’", "'")
        if said in _of_what():
            end = match.end(1)
        elif said not in _JOINING or end == at:
            break
        place = match.end()
    if "(" in opening[0] and text[end : end + 1] == ")":
        return end + 1
    return end


def _plain(words: str) -> str:
    """Return a title in small letters, but for words that are all capitals."""
    opened = (
        re.sub(r"\s*[,(–-]\s*", " of ", words, count=1)
        if " of " not in words
        else words
    )
    if " for " in words:
        opened = words
    spaced = opened.replace("’", "'").rstrip(")").split()
    return " ".join(w if w.isupper() and len(w) > 1 else w.lower() for w in spaced)


@cache
def _lexicon() -> dict[str, Any]:
    path = files("clearsight.accountability.proposing") / "posts_lexicon.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _compile(patterns: list[str], *, any_case: bool = True) -> re.Pattern[str]:
    either = "|".join(f"(?:{p})" for p in patterns)
    spaced = either.replace("'", "['’]?").replace(" ", r"\s+")
    return re.compile(
        _NOT_INSIDE_A_WORD.format(spaced), re.IGNORECASE if any_case else 0
    )


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for entry in _lexicon()["post"]:
        # Found so that a shorter title inside them is not, and then dropped.
        post = "" if entry.get("apart") else entry["title"]
        found.append((post, _compile(entry["patterns"])))
        if "exact_case" in entry:
            found.append((post, _compile(entry["exact_case"], any_case=False)))
    return tuple(found)


@cache
def _wider() -> dict[str, re.Pattern[str]]:
    return {
        entry["title"]: _compile(entry["wider"])
        for entry in _lexicon()["post"]
        if "wider" in entry
    }


@cache
def _about() -> dict[str, re.Pattern[str]]:
    """Give, for a post, what a text must speak of for its wider titles to count."""
    return {
        entry["title"]: _compile([entry["about"]])
        for entry in _lexicon()["post"]
        if "about" in entry
    }


@cache
def _heads() -> re.Pattern[str]:
    return _compile(_lexicon()["open"]["heads"])


@cache
def _of_what() -> frozenset[str]:
    return frozenset(_lexicon()["open"]["of"].split())


@cache
def _commissioner() -> re.Pattern[str]:
    return _compile([_lexicon()["commissioner"]["pattern"]])


@cache
def _signs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = _lexicon()["commissioner"]
    return _compile(table["intervention_signs"]), _compile(table["england_signs"])
