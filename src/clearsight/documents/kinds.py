"""What kind of document a text seems to be, by what stands in it."""

from __future__ import annotations

import re

POST_LENGTH = 400

# Each kind's marks with how much each tells. A kind is guessed at two points or more.
_MARKS: dict[str, tuple[tuple[str, int], ...]] = {
    "direction": (
        (r"\b(?:hereby|now) directs?\b|\bdirects? (?:the|that the) council\b", 2),
        (r"\bsection(?:s)? 497A\b|\bstatutory direction\b|\bs\.? ?497A", 2),
        (r"\bSecretary of State (?:for Education )?(?:is satisfied|directs)", 2),
        (r"(?m)^.{0,60}\bdirection\b.{0,60}$", 1),
    ),
    "minutes": (
        (r"\bRESOLVED\b|(?m:^Resolved\b)", 2),
        (r"(?m)^\s*(?:Members? )?(?:Present|In attendance|Attendees)\b ?:?", 2),
        (r"(?m)^\s*(?:Apologies|Declarations? of interests?)\b", 1),
        (r"(?mi)^.{0,60}\bminutes of\b|(?m:^.{0,60}\bminutes\b.{0,20}$)", 1),
        (r"(?i)\A(?:.*\n){0,4}.{0,60}\b(?:minutes|notes? of (?:the |a )?meeting)\b", 1),
        (r"(?mi)^\W*(?:\d+\W+)?(?:date of )?(?:the )?next (?:meeting|one)\b", 1),
        (r"(?mi)^\W*in the chair\b ?:", 1),
        (r"\bAGREED\b", 1),
        (r"\b(?:Members|The (?:Committee|Panel|Board)) (?:noted|asked|agreed)\b", 1),
    ),
    "press notice": (
        (r"(?i)\bnotes? (?:to|for) editors?\b", 2),
        (r"(?i)\b(?:press|news|media) (?:release|notice)\b", 2),
        (r"(?i)\bfor immediate release\b|(?mi:^\W*ends\W*$)", 2),
        (r"(?i)\b(?:media|press) (?:enquiries|office|contact|team)\b", 1),
        (
            (
                r"(?i)\A(?:.*\n){0,5}.{0,40}\b(?:newsroom|news story|latest news"
                r"|council news)\b"
            ),
            1,
        ),
        (
            (
                r"(?i)\bspokes(?:person|man|woman) (?:is|are) available\b"
                r"|\bfor (?:further|more) information,? (?:please )?contact\b"
            ),
            1,
        ),
    ),
    "letter": (
        (r"(?m)^(?:My )?[Dd]ear\b", 2),
        (r"(?m)^(?:Hi|Hello|Good (?:morning|afternoon))\b[^.!?]{0,30},?$", 1),
        (
            (
                r"(?m)^(?:Minister|Secretary of State|Colleagues?|Councillor|Sir|Madam"
                r"|Chair|Members?|Residents?)\b[^.:|]{0,30},$"
            ),
            2,
        ),
        (r"(?mi)^\W*(?:an )?open letter\b", 2),
        (r"(?m)^(?:Yours|Sincerely|Faithfully)\b[^.]{0,20}$", 2),
        (r"(?m)^(?:With )?(?:[Kk]ind|[Bb]est|[Ww]arm)(?:est)? (?:regards|wishes)\b", 2),
        (r"(?mi)^(?:our|your) ref(?:erence)?\b", 1),
        (r"(?mi)^(?:by|via) (?:e-?mail|post|hand)\b|^cc\b|^copied to\b", 1),
        (r"(?i)\bI (?:am writing|write) (?:to|in|further|about|following|as)\b", 1),
        (r"(?i)\bthank you for your (?:letter|e-?mail|message)\b", 1),
        (r"(?m)^From: .*\n(?:(?:Sent|Date|To|Cc): .*\n){1,3}Subject: ", 2),
    ),
    "inspection report": (
        (r"(?i)\binspection of\b.{0,80}\bservices\b", 2),
        (r"(?i)\boverall effectiveness\b", 2),
        (r"(?i)\bwhat needs to improve\b", 2),
        (r"(?i)\b(?:inspection dates?|lead inspector|date of (?:last|previous) )", 2),
        (r"(?i)\b(?:monitoring|focused) visit (?:to|of)\b", 1),
        (r"(?i)\brequires improvement to be good\b", 1),
    ),
}
_SAYS = re.compile(
    r"\b(?:said|says|told|added|understands|spokes(?:person|man|woman))\b"
)

# What only the direction itself says, or who gives it or warns of it.
_GIVES = re.compile(
    r"\b(?:hereby|now|therefore) directs?\b|\bdirects? (?:the|that the|as follows)\b"
    r"|\bI (?:am|have) (?:\w+ ){0,3}(?:minded|decided|issuing|giving|directing"
    r"|issued)\b"
    r"|\bSecretary of State (?:for Education )?(?:is satisfied|directs|directed)\b"
    r"|\A(?:.*\n){0,5}(?=.{0,80}$).{0,40}\b(?i:direction|improvement notice"
    r"|notice to improve)\b|\b[Tt]his (?:Direction|Notice)\b",
    re.MULTILINE,
)
_I = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y)\b(?! said)")
_OWN_LINES = 3
_SOCIAL = re.compile(
    r"(?:^|\s|\()[@#]\w{3,}|\s·\s|[\U0001F300-\U0001FAFF\u2600-\u27BF]|\b\d+/\d+\s*$"
    r"|\b(?:posted|wrote) on (?:X|LinkedIn|Facebook|Bluesky|Instagram)\b"
    r"|(?m:^[^.]{0,60}\bon "
    r"(?:X|LinkedIn|Facebook|Bluesky|Instagram)\b[^.]{0,30}$)"
)
_POSTED = re.compile(r"(?:^|\s)[@#]\w+|\b(?:I|I['’]m|I['’]ve|[Mm]y|[Ww]e|[Oo]ur)\b|·")


def kind_of(text: str, *, by_voice: bool = True) -> str:
    """Guess the kind: one of the kinds of source; "other" where nothing tells.

    A letter in which a direction is made is a direction; minutes may quote a letter.
    `by_voice`: a text that speaks in the first person, and not only where it quotes
    somebody, may be a letter without any other mark of one.
    """
    points = {
        kind: sum(weight for mark, weight in marks if re.search(mark, text))
        for kind, marks in _MARKS.items()
    }
    points["letter"] += 2 * (by_voice and in_first_person(text))
    if points["direction"] >= 3 and _GIVES.search(text):
        return "direction"
    points["direction"] = 0  # others speak of directions too
    best = max(points, key=lambda kind: points[kind])
    if points[best] >= 2:
        return best
    if _is_post(text):
        return "post"
    return "press report" if _SAYS.search(text) else "other"


def in_first_person(text: str) -> bool:
    """Say whether somebody speaks in the text itself, outside its quotations."""
    own = [
        line for line in text.split("\n")
        if _I.search(re.sub(r"[\"“][^\"”\n]*(?:[\"”]|$)", " ", line))
    ]  # fmt: skip
    return len(own) >= _OWN_LINES


def _is_post(text: str) -> bool:
    """Say whether the text is as short as a post and speaks as posts do."""
    if not text.strip() or len(text) > POST_LENGTH or text.count("\n") > 6:
        return False
    if _SOCIAL.search(text):
        return True
    return (bool(_POSTED.search(text)) and not re.search(r"[\"“]", text)) or (
        len(text) <= 280 and not _SAYS.search(text)
    )
