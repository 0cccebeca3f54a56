"""Where words bind: which of the patterns of promising a clause holds."""

from __future__ import annotations

import re

from clearsight.accountability.proposing import promises

_PATTERNS = (
    promises.ACTION_BY,
    promises.RESOLVED_PART,
    promises.YOU_UNDERTOOK,
    promises.YOU_TOLD,
    promises.ASSURED,
    promises.REQUIRES,
    *promises.CUES,
    promises.SHORT_WILL,
    promises.WOULD,
    promises.OWNER_TO,
    promises.ACTION,
    promises.EXPECTS,
    promises.WOULD_BY,
    promises.PROPOSED,
    promises.OPENING,
    promises.WILL_NOT,
    *promises.MUST_HAVE_A_DAY,
)
# Of these only what has a day of its own is a promise.
WITH_A_DAY = (promises.EXPECTS, promises.WOULD_BY, *promises.MUST_HAVE_A_DAY)
# Of these whatever is to be done is promised, also where no day is set.
PROMISED = (
    promises.ASSURED, promises.OWNER_TO, promises.ACTION_BY, promises.PROPOSED,
    promises.REQUIRES, promises.WILL_NOT,
)  # fmt: skip
# Of these it does not matter who is bound: "you" are too.
_SURE = (
    promises.YOU_UNDERTOOK, promises.YOU_TOLD, promises.YOU_GET, promises.ASSURED,
    promises.GIVEN,
)  # fmt: skip
_SHOULD = (promises.SHOULD, promises.HAS_TO, promises.WANTS)


def cues(clause: str) -> list[re.Match[str]]:
    """Return where words may bind, the surest first; none where no promise is made."""
    found = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(clause):
            cue = match.start("cue") if pattern in _SHOULD else match.start("rest")
            if promises.NOT_A_PROMISE.search(clause[max(0, cue - 120) : cue]):
                continue
            if _binds(match):
                found.append(match)
                break
    return found


def opening(clause: str) -> str:
    """Return whom a clause begins with, for the promise that follows it."""
    match = re.match(r"\W*(I|we|the council|<[PTB]\d+>)\b", clause, re.IGNORECASE)
    return match[1] if match else ""


def carried(clause: str) -> re.Match[str] | None:
    """Read "... and will publish": the subject is that of the clause before."""
    for words in (
        r"\W*(?:and )?(?P<cue>will|shall|must|would) (?P<rest>.+)",
        r"\W*(?:and )?(?P<cue>(?:plan|aim|intend|hope)s? to) (?P<rest>.+)",
        (
            r"\W*(?:and )?(?P<cue>that) (?P<subject>(?:its|the|their|our) "
            r"[^.;]{3,90}?) (?P<rest>(?:receives?|certif\w+|is|are|be|reports?"
            r"|provides?|has|have) .+)"
        ),
    ):
        match = re.match(words, clause)
        if match and _binds(match):
            return match
    return None


def _binds(match: re.Match[str]) -> bool:
    subject = (match.groupdict().get("subject") or "").strip()
    rest = match["rest"]
    if match.re in _SURE:
        return True
    if promises.NOBODY.match(subject) and subject.lower() not in (
        "it",
        "he",
        "she",
        "they",
    ):
        return False
    if re.search(
        r"\b(?:you|parents|children who|those who|people)$", subject, re.IGNORECASE
    ):
        return False
    return bool(rest) and not promises.EVENTS_NOT_PROMISES.match(subject)
