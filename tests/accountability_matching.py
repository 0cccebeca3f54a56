"""When two names, posts, dates or windows are the same for an answer key."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple

AGREES, FALLS_SHORT, DIFFERS = 2, 1, 0


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _set(
    "cllr councillor mr mrs ms miss dr dame sir lord lady baroness prof revd canon the"
    " a an of for and rt hon mp obe cbe hmi det supt s"
)
BODIES = _set(
    "council ofsted spokesperson spokesman spokeswoman inspectors inspector assembly"
    " board department government committee workers worker leaver manager dfe"
    " secretary minister commissioner newspaper party forum"
)
RANKS = _set("assistant deputy vice")
CAPACITIES = _set("permanent interim acting covering new current")
SHORT = {
    "dcs": "director of childrens services",
    "ad": "assistant director",
    "ceo": "chief executive",
    "psw": "principal social worker",
    "qa": "quality assurance",
}
# What happened to the holder, in words that mean the same change.
SAME_CHANGE = (
    _set("appointed joined started succeeded took-up replaced"),
    _set("left resigned quit departed retired retires retiring leaves leaving")
    | _set("stepped-down steps-down replaced-by ended gave-up"),
    _set("holds held in-post in-office current serves serving"),
    _set("sought advertised advert recruiting to-be-appointed"),
    _set("vacant vacancy unfilled"),
)
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)} | {
    33 + n: (1 + 3 * n, 3 + 3 * n) for n in range(4)
}
COARSEST = 31  # days: a month will do for a day, a year will not

Span = tuple[dt.date | None, dt.date | None]


class PostSaid(NamedTuple):
    """What a proposal says of a post."""

    person: str
    post: str
    what: str
    capacity: str


def words_of(text: str) -> list[str]:
    """Give the words: lower case, apostrophes dropped, other marks made spaces."""
    return re.sub(r"[^\w]|_", " ", re.sub(r"['’‘`]", "", text.lower())).split()


def agree_on_name(said: str, wanted: tuple[str, ...]) -> int:
    """Compare a name with those accepted; an empty one falls short."""
    wanted = tuple(each for each in wanted if each)
    if not wanted:
        return AGREES
    if not said:
        return FALLS_SHORT
    return AGREES if any(_one_name(said, each) for each in wanted) else DIFFERS


def _one_name(said: str, wanted: str) -> bool:
    ours = [word for word in words_of(said) if word not in TITLES]
    theirs = [word for word in words_of(wanted) if word not in TITLES]
    if set(ours) == set(theirs):
        return True
    if not ours or not theirs:
        return False
    if BODIES & set(theirs):
        inside = set(ours) < set(theirs) and len(set(ours)) > 1
        return set(theirs) < set(ours) or inside
    if BODIES & set(ours) or ours[-1] != theirs[-1]:
        return False
    return min(len(ours), len(theirs)) == 1 or ours[0][0] == theirs[0][0]


def agree_on_post(
    said: PostSaid,
    people: tuple[str, ...],
    posts: tuple[str, ...],
    changes: tuple[str, ...],
    capacities: tuple[str, ...],
) -> int:
    """Compare who, which post, what happened, and in what capacity if both say."""
    if said.person and not people:
        return DIFFERS  # nobody may be put into an empty post
    if said.capacity and capacities and said.capacity.lower() not in capacities:
        return DIFFERS
    change = "*" in changes or any(_one_change(said.what, each) for each in changes)
    titled = any(_one_post(said.post, each) for each in posts if each)
    return min(
        agree_on_name(said.person, people),
        AGREES if change else DIFFERS if said.what else FALLS_SHORT,
        AGREES if titled else DIFFERS if said.post else FALLS_SHORT,
    )


def _one_post(said: str, wanted: str) -> bool:
    ours, theirs = _post_words(said), _post_words(wanted)
    if ours & RANKS != theirs & RANKS or not ours or not theirs:
        return False
    shared = len(ours & theirs)
    return ours == theirs or (
        shared > 1 and shared >= 0.75 * min(len(ours), len(theirs))
    )


def _post_words(post: str) -> set[str]:
    text = " ".join(SHORT.get(word, word) for word in words_of(post))
    text = re.sub(r"\bchildren\b", "childrens", text.replace("service ", "services "))
    text = re.sub(r"\bservice$", "services", text)
    return {w for w in text.split() if w not in TITLES and w not in CAPACITIES}


def _one_change(said: str, wanted: str) -> bool:
    ours, theirs = ("-".join(words_of(each)) for each in (said, wanted))
    if not ours or not theirs:
        return False
    return ours == theirs or any(ours in g and theirs in g for g in SAME_CHANGE)


def agree_on_date(said: str, wanted: tuple[str, ...], needed: bool) -> int:
    """Compare a date in EDTF with those accepted; none at all may fall short."""
    if not said:
        return FALLS_SHORT if needed else AGREES
    if not wanted:
        return AGREES
    span = days(said)
    return AGREES if any(_meets(span, days(each)) for each in wanted) else DIFFERS


def _meets(said: Span | None, wanted: Span | None) -> bool:
    if said is None or wanted is None:
        return False
    (first, last), (start, end) = _closed(said), _closed(wanted)
    if not (first and last and start and end) or last < start or end < first:
        return False
    return (last - first).days < max((end - start).days + 1, COARSEST)


def _closed(span: Span) -> Span:
    first, last = span
    return first or last, last or first


def agree_on_window(
    said: str, wanted: tuple[str, ...], ends_within: str = "", first_day: bool = False
) -> int:
    """Compare a window by its last day, and its first where the words fix that too."""
    span = days(said) if said else (None, None)
    if span is None:
        return DIFFERS
    for each in wanted:
        if each == "open" and span[1] is None:
            return AGREES
        asked = days(each) if each not in ("", "open") else None
        if asked and span[1] and span[1] == asked[1]:
            return AGREES if not first_day or span[0] == asked[0] else DIFFERS
    if ends_within and span[1]:
        start, end = days(ends_within) or (None, None)
        return AGREES if start and end and start <= span[1] <= end else DIFFERS
    return FALLS_SHORT if span[1] is None else DIFFERS


def days(edtf: str) -> Span | None:
    """Give the first and last day of an EDTF date or interval; None if unreadable."""
    first, slash, last = re.sub(r"[~?%\s]", "", edtf).partition("/")
    if not slash:
        return _day_span(first)
    start, end = _day_span(first or ".."), _day_span(last or "..")
    return None if start is None or end is None else (start[0], end[1])


def _day_span(text: str) -> Span | None:
    if text == "..":
        return None, None
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?", text)
    if not match:
        return None
    year, month, day = (int(each or 0) for each in match.groups())
    start, end = SEASONS.get(month, (month or 1, month or 12))
    try:
        return dt.date(year, start, day or 1), _last_day(year, end, day)
    except ValueError:
        return None


def _last_day(year: int, month: int, day: int) -> dt.date:
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])
