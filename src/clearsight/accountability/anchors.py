"""Find an anchor's words again: the W3C text-quote selector, after small edits too.

`anchorpoint`, the one Python library of this selector, finds only words that stand
exactly as they were, takes the first of several, and its licence restricts use; so the
choice among matches follows the Hypothesis annotator (words, neighbours, place) and the
approximate search is RapidFuzz's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from clearsight.accountability.things.sources import Anchor
from clearsight.accountability.words import PLAIN_MARKS

# How alike words must be to be the same words edited: a corrected word or two in a
# sentence. Without neighbours that fit, nearly all of it.
ALIKE, ALIKE_ALONE = 75.0, 88.0
# A neighbour fits when at least half of it still stands there.
FITS = 50.0
# Words as long as this stand for themselves; fewer are found in many places, and are
# the anchor's only where a neighbour says so.
TELLING = 30


def find(anchor: Anchor, text: str) -> tuple[int, int] | None:
    """Return where the anchor's words stand in a text, in characters; None if gone.

    Words that stand as they were come before words that were edited. Of several such
    places, the one whose neighbours fit best is taken, then the one nearest to where
    they stood. Typographic marks, capitals, spaces and a corrected word do not lose
    the words; a place that fits by chance, far from like neighbours, is not taken.
    """
    exact = anchor.exact.strip()
    if not exact:
        return None
    lead = len(anchor.exact) - len(anchor.exact.lstrip())
    folded = _fold(text)
    found = _standing(exact, anchor, folded, lead)
    return found or _edited(exact, anchor, folded)


def _fold(text: str) -> str:
    """Return the text in lower case with plain marks, each character in its place."""
    plain = text.translate(PLAIN_MARKS)
    return "".join(low if len(low := c.lower()) == 1 else c for c in plain)


def _standing(
    exact: str, anchor: Anchor, folded: str, lead: int
) -> tuple[int, int] | None:
    """Return the best of the places where the words stand, but for marks and spaces."""
    words = _fold(exact).split()
    pattern = re.compile(r"\s+".join(re.escape(w) for w in words))
    spans = [m.span() for m in pattern.finditer(folded)]
    hint = anchor.start + lead
    able = [s for s in spans if _is_the_one(s, exact, anchor, folded)]
    size = max(len(folded), 1)
    return max(
        able,
        key=lambda s: sum(_fit(anchor, folded, s)) - 20 * abs(s[0] - hint) / size,
        default=None,
    )


def _is_the_one(span: tuple[int, int], exact: str, anchor: Anchor, folded: str) -> bool:
    """Say whether these can be the anchor's words, not the same words elsewhere."""
    if len(exact) >= TELLING or not (anchor.prefix.strip() or anchor.suffix.strip()):
        return True
    return max(_fit(anchor, folded, span)) >= FITS


def _fit(anchor: Anchor, folded: str, span: tuple[int, int]) -> tuple[float, float]:
    """Return how well prefix and suffix fit around a place, from 0 to 100 each."""
    start, end = span
    before, after = _fold(anchor.prefix).strip(), _fold(anchor.suffix).strip()
    here = folded[:start].rstrip()[-len(before) :] if before else ""
    there = folded[end:].lstrip()[: len(after)] if after else ""
    return (
        fuzz.ratio(before, here) if before else 0.0,
        fuzz.ratio(after, there) if after else 0.0,
    )


def _edited(exact: str, anchor: Anchor, folded: str) -> tuple[int, int] | None:
    """Return where the words stand with small edits."""
    words = _fold(exact)
    for before, after in _surroundings(anchor):
        span = _aligned(before, words, after, folded)
        if span is None:
            continue
        likeness = fuzz.ratio(words, folded[slice(*span)])
        is_beside = max(_fit(anchor, folded, span)) >= FITS
        if likeness >= (ALIKE if is_beside else ALIKE_ALONE) and (
            is_beside or len(words) >= TELLING
        ):
            return span
    return None


def _surroundings(anchor: Anchor) -> Iterator[tuple[str, str]]:
    """Give the neighbours to search with: both, each, then none."""
    before, after = _fold(anchor.prefix), _fold(anchor.suffix)
    yield from dict.fromkeys([(before, after), (before, ""), ("", after), ("", "")])


def _aligned(
    before: str, words: str, after: str, folded: str
) -> tuple[int, int] | None:
    """Return the place of `words` where the whole, neighbours and all, fits best."""
    sought = before + words + after
    best = fuzz.partial_ratio_alignment(sought, folded, score_cutoff=ALIKE - 15)
    if best is None:
        return None
    room = len(words) // 4 + 8
    low, high = max(0, best.dest_start - room), best.dest_end + room
    if len(folded) <= len(sought):
        low, high = 0, len(folded)
    region = folded[low:high]
    start, end = len(before), len(before) + len(words)
    first, last = end, start
    places: dict[int, int] = {}
    for block in Levenshtein.editops(sought, region).as_matching_blocks():
        for n in range(block.size):
            if start <= block.a + n < end:
                places[block.a + n] = block.b + n
                first, last = min(first, block.a + n), max(last, block.a + n)
    if not places:
        return None
    return _whole_words(folded, low + places[first], low + places[last] + 1)


def _whole_words(folded: str, start: int, end: int) -> tuple[int, int]:
    """Widen a place so that it cuts no word in two."""
    while start > 0 and folded[start].isalnum() and folded[start - 1].isalnum():
        start -= 1
    while end < len(folded) and folded[end].isalnum() and folded[end - 1].isalnum():
        end += 1
    return start, end
