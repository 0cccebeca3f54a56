"""When a change of post was, and why, as far as the words round it say."""

from __future__ import annotations

import re
from dataclasses import replace

from clearsight.accountability.proposing.made import Made
from clearsight.accountability.proposing.post_facts import Fact
from clearsight.accountability.proposing.skeleton import Skeleton
from clearsight.accountability.proposing.window import Window, edtf
from clearsight.accountability.proposing.windows import dates, windows

_AHEAD = re.compile(
    r"\b(?:will|would|is to|to be|are to|shall|due to|joins|takes (?:up|over)|starts"
    r"|leaves"
    r"|retires|moves|finishes|steps (?:down|up)|goes|returns|resigns|begins|finishing"
    r"|finishes|agreed to|said yes|to acting|to "
    r"(?:step|leave|retire|stand|move|resign)|is (?:leaving|retiring|stepping"
    r"|standing|taking|joining))\b",
    re.IGNORECASE,
)
_TOLD_THAT = re.compile(
    r"\b(?:heard|told|noted|said|announced|reported|informed|learned|advised)\b"
)
_APART = re.compile(r";|\band (?:that|an?|the)\b")
_UNTIL = re.compile(r"\b(?:until|till|pending)\b[^,;.]{0,30}$", re.IGNORECASE)
# The plainest words for a cause come first, then those that may only mean later.
_BECAUSE = tuple(
    re.compile(
        rf"\b(?:{words})\s+(?P<why>(?:(?!\b(?:which followed|and (?:was|has|is"
        rf"|will))\b)[^.;,]){{0,200}})",
        re.IGNORECASE,
    )
    for words in (
        "in response to|as a result of|because of|prompted by",
        "in the wake of|in light of|following|after",
    )
)
_A_REASON = re.compile(
    r"\b(?:inspection|ofsted|report|review|verdict|judg(?:e)?ment|inadequate"
    r"|findings|diagnostic|scandal|investigation|criticism|intervention"
    r"|direction|vote of no confidence|election|reshuffle|resignation"
    r"|departure)\b",
    re.IGNORECASE,
)


def when_and_why(
    fact: Fact, match: re.Match[str], skeleton: Skeleton, day: Made | None
) -> Fact:
    """Return the fact with its date in EDTF, how that is known, and its reason.

    What stands in the sentence but belongs to another clause lends it neither.
    """
    if fact.what == "held" and not fact.capacity:
        return fact
    reason = _reason(skeleton.sentence.text)
    if reason and fact.what == "left" and _is_the_reason(reason, match, skeleton):
        return fact
    fact = replace(fact, because_of=reason["why"].strip(" ’'\"”") if reason else "")
    named = _named(match, skeleton, day, reason)
    if not named and _is_at_once(fact, skeleton, day):
        assert day is not None  # noqa: S101 - as _is_at_once has made sure
        return replace(
            fact,
            date=edtf(day.span.first, day.span.last),
            how="“with immediate effect”: the document's date.",
        )
    if fact.what in ("vacant", "held"):
        named = [w for w in named if w.words.lower().startswith("since")]
    if not named or fact.what == "sought":
        return _on_the_day(fact, match, day)
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
    how = f"“{nearest.words}”: {nearest.how}"
    return replace(fact, date=nearest.edtf.removesuffix("/.."), how=how)


def _reason(text: str) -> re.Match[str] | None:
    return next(
        (
            m
            for words in _BECAUSE
            for m in words.finditer(text)
            if _A_REASON.search(m["why"])
        ),
        None,
    )


def _named(
    match: re.Match[str],
    skeleton: Skeleton,
    day: Made | None,
    reason: re.Match[str] | None,
) -> list[Window]:
    """Return the times of the clause, ahead or behind as its verb looks."""
    text = skeleton.sentence.text
    ahead = _AHEAD.search(skeleton.text[max(0, match.start() - 25) : match.end()])
    every = windows(text, day) if ahead else dates(text, day)
    named = [
        w for w in _in_its_clause(every, match, skeleton) if not _is_until(text, w)
    ]
    if reason:
        named = [w for w in named if not reason.start() <= w.start < reason.end()]
    return named


def _is_at_once(fact: Fact, skeleton: Skeleton, day: Made | None) -> bool:
    at_once = re.search(r"with immediate effect", skeleton.sentence.text)
    is_dated = day is not None and not day.is_year_only
    return bool(at_once) and is_dated and fact.what in ("left", "appointed")


def _is_until(text: str, at: Window) -> bool:
    """Say whether a day is only how long it lasts: "until the meeting on 20 May"."""
    return bool(_UNTIL.search(text[: at.start]) or _UNTIL.match(at.words))


def _on_the_day(fact: Fact, match: re.Match[str], day: Made | None) -> Fact:
    """Date by the document what it does itself: "RESOLVED that A be appointed"."""
    is_act = re.search(
        r"\b(?:be|is hereby|is) (?:re-?)?(?:appointed|elected)\b|\bfirst day as\b",
        match[0], re.IGNORECASE,
    )  # fmt: skip
    if fact.what != "appointed" or not is_act or day is None or day.is_year_only:
        return fact
    value = edtf(day.span.first, day.span.last)
    return replace(fact, date=value, how="By the document itself: its date.")


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
        if w.end > first or not (_TOLD_THAT.search(text[w.end : first])
        or _APART.search(text[w.end : first]))
    ]  # fmt: skip
    further = re.search(
        r", (?:who|which) |; |,? and (?:would|has|had|was|that) "
        r"|,? and (?:is|will) (?!(?:due|expected|to|start|join|begin|take)\b)",
        skeleton.text[match.end() :],
    )
    if not further:
        return named
    stop = skeleton.place(match.end() + further.start()) - skeleton.sentence.start
    return [w for w in named if w.start < stop]
