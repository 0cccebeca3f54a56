"""Lists of who was there: each name with what stands beside it as their post.

"Present:", "Apologies:", a table of names and roles, "Name (Title)", "Name - Title":
the form of such a line says that the one is a name and the other a title, whatever
the words are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from clearsight.accountability.proposing.names import is_given, lists
from clearsight.accountability.proposing.naming import (
    has_head,
    is_of_vocabulary,
    title_parts,
)

_LABEL = re.compile(
    r"^\W*(?:(?:also |members |officers |others? |those )?(?:present|in attendance"
    r"|attending|here)|attendees|attendance|apologies(?: for absence)?|members"
    r"|officers|co-?opted(?: members?)?|not here|absent|in the chair|chair|invited"
    r"|guests|observers|membership|witnesses|substitutes?|copied to|cc|copy to"
    r"|board members|panel members|external|advisers?|partners)"
    r"(?: (?:present|received|in attendance|for absence|were|was|from|members))*"
    r"(?:\s*\([^)]{0,40}\))?(?P<colon>\s*:|$|(?<=from)(?=\s)|(?<=^cc)(?=\s))",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d+[.)])\s+")
_INITIALS = re.compile(r"^[A-Z]{2,4}$")
_AFTER_NAME = r"(?=\s*(?:[,;|(:]|$|\.|[-–—]\s|\s[-–—]\s|\sand\b|\s&\s|\s\|))"
_LONGEST_LINE = 140
_PORTFOLIO = re.compile(r"^[A-Z][\w’']*(?:(?:,? and |, | & | of | )[A-Z][\w’']*)*$")


@dataclass(frozen=True)
class Listed:
    """A person of a list: where the name stands and each title beside it.

    `titles` hold start, end and the words of each post; `end` is where what is said of
    the person ends.
    """

    start: int
    name_end: int
    end: int
    titles: tuple[tuple[int, int, str], ...]


@cache
def _name() -> re.Pattern[str]:
    honorific = "|".join(sorted(lists()["honorifics"], key=len, reverse=True))
    particle = "|".join(lists()["particles"])
    cap = r"(?:(?:Mc|Mac|O['’]|D['’])?[A-ZÀ-Þ][a-zà-ÿ]+(?:['’-][A-ZÀ-Þ][a-zà-ÿ]+)*)"
    return re.compile(
        rf"(?P<hon>(?:(?i:{honorific})\.?\s+)*)"
        rf"(?P<words>(?:{cap}|[A-Z]\.?(?=\s))"
        rf"(?:\s(?:(?:{particle}|of)\s)*(?:{cap}|[A-Z]\.?(?=\s))){{0,3}})"
        rf"(?:,? (?:MBE|OBE|CBE|MP|KC|JP)\b)?{_AFTER_NAME}"
    )


@lru_cache(maxsize=8)
def roster(text: str) -> tuple[Listed, ...]:
    """Return everyone whom the lists and tables of a text put beside a title."""
    found: list[Listed] = []
    at, below = 0, False
    name: Listed | None = None
    is_cabinet = bool(re.search(r"\b(?:Cabinet|Executive)\b", text[:300]))
    for line in text.split("\n"):
        label = _LABEL.match(line)
        if label and (label["colon"].strip() or (label["colon"] == "" and (
            len(line) < 40 or line[label.end() :].strip()
        ))):  # fmt: skip
            below = True
            here = list(_people(line, label.end(), is_cabinet))
        elif below or " | " in line or _is_one_entry(line):
            here = list(_people(line, 0, is_cabinet))
            below = below and bool(here)
        else:
            here = []
        if name and not here and not _LABEL.match(line) and _is_title_line(line):
            here = [_below(name, line, at)]
        alone = None if here else _matched(line, 0)
        name = None
        if alone and not line[alone.end() :].strip(" ,.") and alone.start() == 0:
            name = Listed(at, at + alone.end(), at + alone.end(), ())
        found += [
            Listed(
                at + p.start, at + p.name_end, at + p.end,
                tuple((at + a, at + b, post) for a, b, post in p.titles),
            )
            for p in here
        ]  # fmt: skip
        at += len(line) + 1
    return tuple(found)


def _is_title_line(line: str) -> bool:
    """Say whether a line under a name is that person's title: in a signature block."""
    return (
        len(line) < 100
        and has_head(line)
        and not re.search(r"[.!?;:]$|\b(?:said|was|has|will|is|to the|Dear)\b", line)
    )


def _below(name: Listed, line: str, at: int) -> Listed:
    """Return a name with the titles of the line under it, places counted from `at`."""
    titles = tuple(title_parts(line, 0, len(line)))
    return Listed(name.start - at, name.name_end - at, len(line), titles)


def _is_one_entry(line: str) -> bool:
    """Say whether a line holds a name and its title and nothing else."""
    if len(line) > _LONGEST_LINE or not line[:1].strip():
        return False
    begin = _BULLET.match(line)
    first = begin.end() if begin else 0
    match = _matched(line, first)
    if not match:
        return False
    rest = line[match.end() :]
    told = re.match(r"\s*(?:\([^()]*\)|,|[-–—|:])", rest)
    if not told or re.search(r"[.;]\s|\b(?:said|has|was|is|to|will|had|by)\b", rest):
        return False
    return has_head(rest) and rest.rstrip()[-1:] not in ".!?"


def _matched(line: str, at: int) -> re.Match[str] | None:
    match = _name().match(line, at)
    return match if match and _is_name(match) else None


def _is_name(match: re.Match[str]) -> bool:
    words = [w.strip(".") for w in match["words"].split()]
    if len(words) < 2 and not match["hon"]:
        return False
    if any(is_of_vocabulary(w) and not is_given(w) for w in words[:-1]):
        return False
    last = words[-1]
    return not is_of_vocabulary(last) or (
        is_given(words[0]) and last.lower() in lists()["also_surnames"]
    )


def _people(line: str, first: int, is_cabinet: bool) -> Iterator[Listed]:
    """Yield the people of one line, each with what stands up to the next of them."""
    names = _names(line, first)
    if not names:
        return
    before = line[first : names[0].start()].strip(" |:-–*•")
    for number, match in enumerate(names):
        end = names[number + 1].start() if number + 1 < len(names) else len(line)
        titles = list(_titles(line, match.end(), end, is_cabinet and match["hon"]))
        if not titles and len(names) == 1 and before and has_head(before):
            at = line.index(before, first)
            titles = list(title_parts(line, at, at + len(before)))
        stop = max([match.end(), *(b for _, b, _ in titles)])
        yield Listed(match.start(), match.end(), stop, tuple(titles))


def _names(line: str, first: int) -> list[re.Match[str]]:
    """Return the names that begin where one can: at a comma, a bar, an "and"."""
    found: list[re.Match[str]] = []
    opening = re.compile(
        r"(?:^|[;,|(:]|\band\b|&|\bby\b|\bfrom\b|[.] |[-–—] )\s*(?:the )?"
    )
    at = first
    match = _matched(line, _skip(line, first))
    if match:
        found.append(match)
        at = match.end()
    for start in opening.finditer(line, first):
        if start.end() < at:
            continue
        match = _matched(line, start.end())
        if match and match.start() >= at:
            found.append(match)
            at = match.end()
    return found


def _skip(line: str, first: int) -> int:
    bullet = _BULLET.match(line, first)
    at = bullet.end() if bullet else first
    while at < len(line) and line[at] in " \t":
        at += 1
    return at


def _titles(
    line: str, start: int, end: int, is_cabinet: object
) -> Iterator[tuple[int, int, str]]:
    """Yield the titles in what stands beside a name."""
    beside = line[start:end]
    for match in re.finditer(r"\(([^()]*(?:\([^()]*\))?[^()]*)\)?|[^()]+", beside):
        words = match[1] if match[1] is not None else match[0]
        at = start + match.start(1 if match[1] is not None else 0)
        if _INITIALS.match(words) and not has_head(words):
            continue
        if has_head(words):
            yield from _whole(line, at, at + len(words), start, end)
        elif is_cabinet and match[1] is not None and _PORTFOLIO.match(words):
            yield at, at + len(words), f"cabinet member for {words.lower()}"


def _whole(
    line: str, at: int, stop: int, start: int, end: int
) -> Iterator[tuple[int, int, str]]:
    """Read titles, with the brackets that a title itself can end in."""
    after = re.match(r"\s?\(([^()]{3,40})\)", line[stop:end])
    if after and line[at - 1 : at] != "(" and not has_head(after[1]):
        stop += after.end()
    yield from title_parts(line, at, stop)
