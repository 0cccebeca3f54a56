"""Commitments: what somebody said would be done, and the window that it means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clearsight.accountability.proposal import Proposal, proposed
from clearsight.accountability.proposing import promises
from clearsight.accountability.proposing.actions import actions
from clearsight.accountability.proposing.clauses import clauses
from clearsight.accountability.proposing.cues import (
    PROMISED,
    WITH_A_DAY,
    carried,
    cues,
    opening,
)
from clearsight.accountability.proposing.made import Made, made
from clearsight.accountability.proposing.people import cast
from clearsight.accountability.proposing.points import months
from clearsight.accountability.proposing.promised import (
    NO_WINDOW,
    Promise,
    length,
    one_each,
)
from clearsight.accountability.proposing.signed import signatory
from clearsight.accountability.proposing.skeleton import (
    Skeleton,
    Token,
    our_council,
    skeletons,
    who_is_meant,
)
from clearsight.accountability.proposing.window import Window, edtf
from clearsight.accountability.proposing.windows import dates, windows
from clearsight.accountability.when import when
from clearsight.documents.document import Document

_LONGEST = 200
_FRONT = 4
_HEARSAY = re.compile(r"\b(?:understands?|understood|believed|reportedly)\b")
_THAT_MONTH = re.compile(
    r"\b(?:by |before "
    r"|at )?(?:the end of )?that (?:same )?month\b"
)
_STANDARD = re.compile(r"(?:every|each|any|all) ", re.IGNORECASE)
_LENGTH = re.compile(
    r"(?:within|inside|in) (?:\w+[ -]){1,3}(?:hours?|days?|weeks?)$", re.IGNORECASE
)
_MINE = re.compile(r"(?:I|we|our|my)\b", re.IGNORECASE)
_OURS = re.compile(
    r"(?:I|we|our|my|it|(?:the |this )?(?:council|authority))\b", re.IGNORECASE
)
_NAMED = re.compile(r"(?:(?:the|our|its|interim|acting) )*<[PTB](\d+)>", re.IGNORECASE)
_AGREED = re.compile("agreed|resolved", re.IGNORECASE)
# Of whom something is expected: it is for them to do, whoever says so.
_EXPECTED = re.compile(r"\b(?:is|are) (?:expected|required|due|directed|asked) to\b")
_NAMED_LAST = re.compile(r"<[PTB](\d+)>$")
# Who gives an order does not promise what it asks of another.
_ORDERS = ("must", "shall", "is required to", "is directed to", "are required to")
_PRONOUN = re.compile(r"(?:we|I|it|he|she|they)$", re.IGNORECASE)
_PAST = ("following", "since", "after")


def commitments(
    document: Document,
    source_id: str,
    published: str,
    statements: Sequence[Proposal],
) -> list[Proposal]:
    """Return what was promised, each promise once, with its most exact window.

    `statements` are the proposals of kind "statement" of the same document: whoever
    speaks the words that a promise stands in made it.
    """
    day = made(document, published)
    found = [*actions(document, day), *clauses(document, day)]
    taken = [p.span for p in found]
    for skeleton in skeletons(document):
        sentence = skeleton.sentence
        if not any(a <= sentence.start < b for a, b in taken):
            found += _of_sentence(skeleton, document, day, statements)
    return [
        proposed(
            "commitment", document, source_id, p.span,
            speaker=p.who, role=p.role, body=p.body, what=p.what,
            window=p.window, how=p.how,
        )
        for p in sorted(one_each(found), key=lambda p: p.span)
    ]  # fmt: skip


def _of_sentence(
    skeleton: Skeleton,
    document: Document,
    day: Made | None,
    statements: Sequence[Proposal],
) -> Iterator[Promise]:
    text = skeleton.text
    if text.rstrip("\"' ”’").endswith("?"):
        return
    start = 0
    subject = ""
    for end in [*(m.start() for m in promises.NEXT_PROMISE.finditer(text)), len(text)]:
        clause = text[start:end]
        matches = cues(clause)
        more = carried(clause) if start else None
        if not matches and not start:
            subject = opening(clause)
        for match in [*matches, *([more] if more else [])]:
            subject = (match.groupdict().get("subject") or subject).strip()
            one = _promise(skeleton, (start, end), match, subject, document, day)
            if one:
                said = [] if match["cue"].strip().lower() in _ORDERS else statements
                yield _by(one, skeleton, subject, document, said)
                break
        start = end


def _promise(
    skeleton: Skeleton,
    part: tuple[int, int],
    match: re.Match[str],
    subject: str,
    document: Document,
    day: Made | None,
) -> Promise | None:
    rest = match["rest"]
    first = part[0] + match.start("rest")
    stop = promises.CLAUSE_END.search(rest)
    last = first + (stop.start() if stop and stop.start() > 12 else len(rest))
    span = skeleton.place(first), skeleton.place(last - 1) + 1
    whole = skeleton.place(part[0]), skeleton.place(part[1] - 1) + 1
    if match.re in (promises.WOULD, promises.WOULD_BY):
        day = _said_on(skeleton, part[0] + match.start("cue"), day)
    begins = match.start("subject") if match.groupdict().get("subject") else 0
    opens = skeleton.place(part[0] + begins)
    from_cue = skeleton.place(part[0] + match.start("cue")), span[1]
    window = _window(document.text, whole, (opens, from_cue), day)
    if window and _STANDARD.match(subject) and _LENGTH.match(window.words):
        window = None  # "every referral within a day" is a standard, and no deadline
    is_open = match.re in PROMISED
    if promises.NO_DEED.match(rest) and not (is_open or (window and window.edtf)):
        return None
    if match.re in WITH_A_DAY and not _has_a_day(match, window):
        return None
    passive = promises.DEED.search(rest[:40]) if rest.startswith("be ") else None
    deed = promises.DEED.match(rest) or passive
    is_deed = bool(deed)
    if match.re is promises.SHOULD and not is_deed:
        return None  # what ought to be better is a finding
    is_decided = match.re in (
        promises.ACTION,
        promises.RESOLVED_PART,
    ) or _AGREED.search(match["cue"])
    if is_decided and promises.DECIDED.match(rest):
        return None
    if not (is_deed or is_open or (window and window.edtf)):
        return None
    if (rest.startswith("be ") or not is_deed) and _is_named(match):
        # Without its subject, "be published" would not say what.
        span = skeleton.place(part[0] + match.start("subject")), span[1]
    what = _plain(document.text[span[0] : span[1]], window)
    exact = _trimmed(document.text, whole)
    return Promise(
        exact, what[:_LONGEST], deed["deed"].lower() if deed else "", "", "", "",
        window.edtf if window else "", window.how if window else NO_WINDOW,
    )  # fmt: skip


def _said_on(skeleton: Skeleton, at: int, day: Made | None) -> Made | None:
    """Return when it was said that something would be done, where that is dated.

    "We were told in October that it would be done by Christmas": that Christmas.
    """
    stop = skeleton.place(at) - skeleton.sentence.start
    told = [w for w in dates(skeleton.sentence.text[:stop], day) if w.edtf]
    if not told or "/.." in told[-1].edtf:
        return day
    return Made(when(told[-1].edtf), f"said {told[-1].words}")


def _is_named(match: re.Match[str]) -> bool:
    subject = match.groupdict().get("subject")
    return bool(subject and not _PRONOUN.match(subject.strip()))


def _has_a_day(match: re.Match[str], window: Window | None) -> bool:
    """Say whether a day is set; of what somebody wants or should do, a deadline."""
    if not window or not window.edtf:
        return False
    is_strict = match.re in (promises.SHOULD, promises.WANTS, promises.EXPECTS)
    if is_strict and "expect" not in match["cue"]:
        return bool(promises.DUE.match(window.words))
    return True


def _window(
    text: str,
    whole: tuple[int, int],
    parts: tuple[int, tuple[int, int]],
    day: Made | None,
) -> Window | None:
    """Return the window of a clause: after its verb if there, else before its subject.

    `parts` are where the subject begins, and the span of what is to be done.
    """
    that = _that_month(text, whole, day)
    if that:
        return that
    subject, (first, last) = parts
    found = [
        w for w in windows(text[whole[0] : whole[1]], day)
        if not _is_past(w, day)
    ]  # fmt: skip
    own = [w for w in found if first <= w.start + whole[0] < last]
    inside = [w for w in found if w.start + whole[0] >= first]
    # "By June, the council will": a time before the subject stands right before it.
    before = [
        w for w in found
        if w.start <= _FRONT or 0 <= subject - w.end - whole[0] <= _FRONT
    ]  # fmt: skip
    before = [w for w in before if w.end + whole[0] <= max(subject, whole[0])]
    for group in (own, inside, before):
        set_ = [w for w in group if w.edtf]
        exact = [w for w in set_ if length(w.edtf) < 400 or w.edtf.startswith("..")]
        if exact or set_:
            return (exact or set_)[0]
    rest = own or inside or before
    return rest[0] if rest else None


def _that_month(text: str, whole: tuple[int, int], day: Made | None) -> Window | None:
    """Read "before the end of that month": the month that was named before."""
    match = _THAT_MONTH.search(text, *whole)
    if not match:
        return None
    named = [w for w in windows(text[max(0, match.start() - 300) : match.start()], day)
             if w.edtf and "/.." not in w.edtf]  # fmt: skip
    if not named:
        return None
    last = when(named[-1].edtf).last
    value = edtf(last.replace(day=1), months(last.year, last.month).last)
    at = match.start() - whole[0]
    return Window(
        value, f"The month of {last}, named before.", match[0], at, at + len(match[0])
    )


def _is_past(window: Window, day: Made | None) -> bool:
    """Say whether a time is over, or only what something followed."""
    if day is None or not window.edtf:
        return window.words.lower().startswith(_PAST)
    span = when(window.edtf)
    if window.words.lower().startswith(_PAST):
        return span.first <= day.span.last
    return span.last < day.span.first


def _plain(words: str, window: Window | None) -> str:
    """Cut the time out of the words, and the marks at their ends."""
    cut = words.replace(window.words, " ", 1) if window else words
    cut = re.sub(r"\s+(?=[,.;])", "", cut)
    cut = re.sub(r"^be (?=going|seeking)", "", cut)
    return " ".join(cut.split()).strip(" ,.;:\"'“”‘’")


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    while start < end and text[start] in " ,;\n":
        start += 1
    if text[start : start + 4] == "and ":
        start += 4
    while end > start and text[end - 1] in " ,;\n":
        end -= 1
    return start, end


def _by(
    promise: Promise,
    skeleton: Skeleton,
    subject: str,
    document: Document,
    statements: Sequence[Proposal],
) -> Promise:
    """Say whose promise it is: the one named, else whoever speaks, else the council."""
    if _HEARSAY.search(skeleton.text):
        return promise
    token = _named(promise, skeleton, subject)
    said = _speaking(promise.span, statements)
    if said and not (token and token.sort != "B" and _EXPECTED.search(skeleton.text)):
        body = token.name if token and token.sort == "B" else said.body
        return replace(promise, who=said.speaker, role=said.role, body=body)
    if token:
        return _by_named(promise, token, document)
    who = ""
    if subject.lower() in ("he", "she"):
        at = max(0, skeleton.text.find(subject))
        who = who_is_meant(skeleton, at, document)
    elif _MINE.match(subject):
        who = signatory(document)
    if who:
        return replace(promise, who=who, role=cast(document).roles.get(who, ""))
    if _OURS.match(subject):
        return replace(promise, body=our_council(document))
    return promise


def _named(promise: Promise, skeleton: Skeleton, subject: str) -> Token | None:
    """Return the name that is the subject, unless it only ends what will be done."""
    match = _NAMED.match(subject)
    if not match and not promise.what.startswith(_plain(subject, None)[:8]):
        match = _NAMED_LAST.search(subject)
    return skeleton.tokens[int(match[1])] if match else None


def _by_named(promise: Promise, token: Token, document: Document) -> Promise:
    """Give the promise to the person, the body, or the holder of the post, named."""
    if token.sort == "P":
        role = cast(document).roles.get(token.name, "")
        return replace(promise, who=token.name, role=role)
    if token.sort == "B":
        return replace(promise, body=token.name)
    who = next(
        (
            m.name
            for m in cast(document).mentions
            if m.kind == "post" and m.start == token.start
        ),
        "",
    )
    return replace(promise, who=who, role=token.name, body=our_council(document))


def _speaking(span: tuple[int, int], statements: Sequence[Proposal]) -> Proposal | None:
    """Return the statement that covers most of the words, quoted ones first."""
    over = [
        (min(span[1], s.start + len(s.exact)) - max(span[0], s.start), s)
        for s in statements
        if s.kind == "statement"
        and s.start < span[1]
        and span[0] < s.start + len(s.exact)
    ]
    return max(over, key=lambda o: (o[0], bool(o[1].speaker)))[1] if over else None
