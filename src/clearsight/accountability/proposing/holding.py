"""Who is put in which post by the words between a name and a title."""

from __future__ import annotations

import re
from bisect import bisect_left

from clearsight.accountability.proposing.lexicon import Title
from clearsight.accountability.proposing.mention import Mention

_TO_NAME = re.compile(
    r"\s?[,:|–—-]?\s?(?:\([A-Z]{2,6}\)\s)?|\s\(|, (?:the )?|\s(?:at|of) [A-Z][\w ]+,? "
    r"| (?:is|was|will be|remains) "
)
TO_TITLE = re.compile(
    r"(?:,|\s?\(| [–—|-]|:)\s(?:(?:who is |who was |the |its |our |their |then |now |"
    r"new |current |former |outgoing |"
    r"interim |acting |permanent |deputy |council['’]s |[A-Z][\w-]+ (?:[A-Z][\w-]+ "
    r"){0,3}(?:Council|MBC)['’]s ))*$"
    r"|\s\($|, (?:the )?|(?: has been| is| was)? (?:(?:re)?appointed )?(?:as )?(?:the |"
    r"its |our )?(?:new |interim |acting |permanent |)*$"
)
_JOIN_AS = re.compile(
    r" (?:is|was|has been|had been|remains|becomes|became) (?:only |now |also "
    r")?(?:(?:re)?appointed |named |made )?(?:as )?"
    r"(?:the |its |our |their )?(?:council['’]s )?(?:new |interim |acting |permanent "
    r")*$"
    r"| as (?:the |its |our |their )?(?:council['’]s )?(?:new |interim |acting |"
    r"permanent )*$"
)

# "In reply to Cllr A, the Director said": the Director is another.
_ANSWERED = re.compile(
    r"\b(?:(?:reply|answer|response|question|thanks) (?:to|from)"
    r"|thanked) $"
)
_FAR = 200  # further apart than this no words tie a title to a name
_LETTERS = re.compile(r"^,? (?:MP|MBE|OBE|CBE|DBE|KBE|KC|HMI|JP)\b")
_CHAIR = re.compile(
    r"\b[Tt]he (?P<which>(?:Vice[- ]|Deputy )?Chair(?:man|woman|person)?)\b(?! of\b)"
)


def holding(
    text: str, people: list[Mention], posts: list[Title]
) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Return the post that stands beside each name, and the names beside each post."""
    roles: dict[str, str] = {}
    holders: dict[str, set[str]] = {}
    starts = [t.start for t in posts]
    for person in people:
        if not person.name:
            continue
        near = bisect_left(starts, person.start - _FAR)
        until = bisect_left(starts, person.end + _FAR)
        for title in posts[near:until]:
            if not _are_tied(text, person, title):
                continue
            roles.setdefault(person.name, title.post)
            holders.setdefault(title.post, set()).add(person.name)
    return roles, holders


def _are_tied(text: str, person: Mention, title: Title) -> bool:
    """Say whether the words between a name and a title put the one in the other."""
    if re.match(
        r" of the (?:\w+ )?(?:opposition|group|party)\b",
        text[title.end : title.end + 40],
    ):
        return False
    if title.is_wider and _ANSWERED.search(
        text[max(0, person.start - 20) : person.start]
    ):
        return False
    if title.end <= person.start <= title.end + 30:
        between = text[title.end : person.start]
        return "\n" not in between and bool(_TO_NAME.fullmatch(between))
    return person.end <= title.start <= person.end + 80 and _follows(
        text, person, title
    )


def _follows(text: str, person: Mention, title: Title) -> bool:
    """Say whether a title after a name is that person's."""
    between = _LETTERS.sub("", text[person.end : title.start])
    if between == "\n":
        return text.rfind("\n", 0, person.start) + 1 == person.start
    if "\n" in between or re.search(r"\.\s|replaced|succe", between):
        return False
    return bool(TO_TITLE.fullmatch(between) or _JOIN_AS.fullmatch(between))


def the_one(holders: dict[str, set[str]], title: Title) -> str:
    """Return the one person whom the document puts in the post, or ""."""
    names = holders.get(title.post, set())
    return next(iter(names)) if len(names) == 1 else ""


def chairs(text: str, people: list[Mention], posts: list[Title]) -> list[Mention]:
    """Return each "the Chair" with whoever the document says was in it."""
    in_chair: dict[bool, set[str]] = {False: set(), True: set()}
    for person in people:
        after = re.match(
            r"(?: \(|, | [–-] |\s*:\s*)(?:in the )?(?P<vice>(?:Vice|"
            r"Deputy)[- ])?Chair\b",
            text[person.end : person.end + 30],
        )
        before = re.search(
            r"\b(?P<vice>(?:Vice|Deputy)[- ])?Chair(?:man|woman|person)?(?: ?[:,–-] | "
            r")$",
            text[max(0, person.start - 25) : person.start],
        )
        found = after or before
        if found and person.name:
            in_chair[bool(found["vice"])].add(person.name)
    found_chairs = []
    for match in _CHAIR.finditer(text):
        if any(t.start < match.end() and match.start() < t.end for t in posts):
            continue
        names = in_chair[match["which"].lower().startswith(("vice", "deputy"))]
        name = next(iter(names)) if len(names) == 1 else ""
        found_chairs.append(
            Mention(match.start(), match.end(), match.group(), "post", name)
        )
    return found_chairs


def posts_at(posts: list[Title], in_chair: list[Mention]) -> dict[int, str]:
    """Return the title of each post by the place where it is mentioned."""
    at = {c.start: c.words.split(" ", 1)[1].lower() for c in in_chair}
    return at | {t.start: t.post for t in posts}
