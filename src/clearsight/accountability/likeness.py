"""Whether two names, posts, bodies or promises can be one. Likely, never settled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from clearsight.accountability.words import keys

_STYLES = frozenset(
    """mr mrs ms miss mx dr prof professor sir dame lord lady baroness rt hon
    cllr cllrs councillor councillors""".split()  # noqa: SIM905
)
_CAPACITIES = frozenset(("permanent", "interim", "acting", "covering", "temporary"))
_SMALL = frozenset(
    """a an and any are as at be been being by can could for from had has have how in
    into is it its may more most not of on or our out over shall she should so some
    than that the their them then there these they this those to under until upon was
    we were what when where which who whom whose will with would you your he her his
    i my us all also about after before up""".split()  # noqa: SIM905
)
# The words by which councils go; what is left is the place.
_COUNCIL = frozenset(
    """council councils borough metropolitan mbc city county district london royal
    unitary authority local the of""".split()  # noqa: SIM905
)
_GOVERNMENT = re.compile(
    r"\b(?:government|ministers?|secretary of state|department for education|dfe)\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"\b(?:made|make|making|be|go) public\b", re.IGNORECASE)
_NUMBERS = {
    w: str(n)
    for n, w in enumerate(
        """one two three four five six seven eight nine ten eleven twelve""".split(),  # noqa: SIM905
        start=1,
    )
} | {"a": "1", "an": "1"}
_SPAN = re.compile(
    r"""\b(?P<way>within|inside|in|by|for|over|during|lasting)\s+
        (?:(?:the|a|an|period|of|up|to|at|least|around|about|some|further|another|
             next|coming|following|first|initial)\s+)*?
        (?P<many>\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)
        [\s-]+(?P<unit>working\ day|day|week|month|year)s?\b""",
    re.IGNORECASE | re.VERBOSE,
)
_LASTING = frozenset(("for", "over", "during", "lasting"))
_FILLING = re.compile(
    r"\b(?:replac|recruit|appoint|advert|interim|successor|fill(?:ed|ing)?\b|"
    r"(?:brought|bring) in|find|found|vacan|arrangements|full-time|permanent)",
    re.IGNORECASE,
)
# How alike what was promised must be in words: the same promise; and, where the time
# or another value differs, so alike that it can only be the same.
ALIKE, NEARLY_ALL = 75.0, 85.0


@dataclass(frozen=True)
class Span:
    """A length of time in a promise. `lasts`: so long, and not by its end."""

    words: str
    many: str
    unit: str
    lasts: bool


def same_person(one: str, other: str) -> bool:
    """Say whether two names can be of one person: "Cllr A. Moss", "Alexandra Moss".

    A style alone or a surname alone fits every name that ends with it.
    """
    ours, theirs = _name(one), _name(other)
    if not ours or not theirs or ours[-1] != theirs[-1]:
        return False
    first, second = ours[0], theirs[0]
    if len(ours) == 1 or len(theirs) == 1 or first == second:
        return True
    short = min(len(first), len(second))
    # "Alli" for "Allison", "A" for either; but "Alan" is not "Alison".
    return first[:short] == second[:short]


def same_post(one: str, other: str) -> bool:
    """Say whether two titles name one post. The capacity is no part of the title."""
    return bool(_post(one)) and _post(one) == _post(other)


def same_body(one: str, other: str) -> bool:
    """Say whether two names can be of one body. Blank fits any."""
    if not one or not other:
        return True
    if _GOVERNMENT.search(one) and _GOVERNMENT.search(other):
        return True
    ours, theirs = set(keys(one)), set(keys(other))
    if ours & {"council", "mbc"} and theirs & {"council", "mbc"}:
        ours, theirs = ours - _COUNCIL, theirs - _COUNCIL
        return not ours or not theirs or ours == theirs
    ours, theirs = ours - {"the"}, theirs - {"the"}
    return ours <= theirs or theirs <= ours


def alike(one: str, other: str) -> float:
    """Return how alike two short tellings are in their telling words, 0 to 100.

    With fewer than two words in common, 0, unless one has only a word or two.
    """
    ours, theirs = _telling(one), _telling(other)
    least = min(len(ours), len(theirs), 2)
    if not least or len(ours & theirs) < least:
        return 0.0
    return fuzz.token_set_ratio(" ".join(sorted(ours)), " ".join(sorted(theirs)))


def in_common(one: str, other: str) -> int:
    """Return how many telling words two texts have in common."""
    return len(_telling(one) & _telling(other))


@lru_cache(maxsize=4096)
def lengths(text: str) -> tuple[Span, ...]:
    """Return the lengths of time in a text: "within three months", "for a year"."""
    return tuple(
        Span(
            " ".join(m[0].split()),
            _NUMBERS.get(m["many"].lower(), m["many"]),
            " ".join(m["unit"].lower().split()),
            m["way"].lower() in _LASTING,
        )
        for m in _SPAN.finditer(text)
    )


def fills_a_post(text: str) -> bool:
    """Say whether a text is about somebody being found for a post."""
    return bool(_FILLING.search(text))


@lru_cache(maxsize=4096)
def _name(name: str) -> tuple[str, ...]:
    return tuple(k for k in keys(name.replace("’s", "").replace("'s", ""))
                 if k not in _STYLES)  # fmt: skip


@lru_cache(maxsize=4096)
def _post(title: str) -> frozenset[str]:
    plain = (re.sub(r"'s?$", "", k) for k in keys(title))
    dropped = _CAPACITIES | _SMALL | {"service", "services", "council", "council's"}
    return frozenset("children" if k == "childrens" else k for k in plain) - dropped


@lru_cache(maxsize=4096)
def _telling(text: str) -> frozenset[str]:
    """Return the words that say something, cut to their stems, roughly."""
    words = keys(_PUBLISHED.sub("published", text))
    return frozenset(_stem(k) for k in words if k not in _SMALL and len(k) > 1)


def _stem(word: str) -> str:
    plain = re.sub(r"'s?$", "", word)
    cut = re.sub(r"(?:ments?|ations?|ions?|ings?|ed|es|s|e)$", "", plain)
    return cut if len(cut) > 3 else plain
