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
        (r"\b(?:Members|The (?:Committee|Panel|Board)) (?:noted|asked|agreed)\b", 1),
    ),
    "press notice": (
        (r"(?i)\bnotes? to editors?\b", 2),
        (r"(?i)\b(?:press|news|media) (?:release|notice)\b", 2),
        (r"(?i)\bfor immediate release\b|(?m:^ENDS\b|^-? ?ends ?-?$)", 2),
        (r"(?i)\bmedia enquiries\b", 1),
    ),
    "letter": (
        (r"(?m)^Dear\b", 2),
        (r"(?m)^Yours (?:sincerely|faithfully|truly|ever)\b", 2),
        (r"(?m)^(?:Kind|Best|Warm) (?:regards|wishes)\b", 1),
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

_POSTED = re.compile(r"(?:^|\s)[@#]\w+|\b(?:I|I['’]m|I['’]ve|[Mm]y|[Ww]e|[Oo]ur)\b|·")


def kind_of(text: str) -> str:
    """Guess the kind: one of the kinds of source; "other" where nothing tells.

    A letter in which a direction is made is a direction; minutes may quote a letter.
    """
    points = {
        kind: sum(weight for mark, weight in marks if re.search(mark, text))
        for kind, marks in _MARKS.items()
    }
    if points["direction"] >= 3:
        return "direction"
    best = max(points, key=lambda kind: points[kind])
    if points[best] >= 2:
        return best
    if _is_post(text):
        return "post"
    return "press report" if _SAYS.search(text) else "other"


def _is_post(text: str) -> bool:
    """Say whether the text is as short as a post and speaks as posts do."""
    if not text.strip() or len(text) > POST_LENGTH or text.count("\n") > 5:
        return False
    return (bool(_POSTED.search(text)) and not re.search(r"[\"“]", text)) or (
        len(text) <= 280 and not _SAYS.search(text)
    )
