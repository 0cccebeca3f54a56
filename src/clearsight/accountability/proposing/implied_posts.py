"""Changes of a post that the sentence itself does not name: "her successor", "the job".

What is not said is taken from the rest of the document: the person's own post, or the
post that somebody was just said to leave.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from clearsight.accountability.proposing import post_rules as rules
from clearsight.accountability.proposing.first_hand import addressee
from clearsight.accountability.proposing.people import cast
from clearsight.accountability.proposing.post_facts import Fact
from clearsight.accountability.proposing.signed import signatory
from clearsight.accountability.proposing.skeleton import Skeleton, who_is_meant
from clearsight.documents.document import Document

ANOTHER = "another role"
CHAIR = "chair of the improvement board"
Said = tuple[re.Match[str], Fact]
_I = re.IGNORECASE

_WHO = r"(?P<who><P\d+>|\bshe\b|\bhe\b)"
_ASIDE = r"(?:,? \([^)]{1,60}\)|, (?:[^,;.]{2,90},)?| who)?"
_AUX = (
    r"(?:(?:has|have|had|will|would|is|be|been|to|also|now|then|kindly|said yes"
    r"|agreed) ){0,5}"
)

SUCCESSOR = re.compile(
    r"\b(?:her|his|their|my|<P\d+>'s?) (?:permanent |interim )?(?:successor"
    r"|replacement)"
    r"(?: is| will be)?,? (?P<who><P\d+>)(?:,(?: [^;.]{3,70},)? (?:starts|joins|begins"
    r"|takes|will))?",
    _I,
)
A_SUCCESSOR = re.compile(
    r"\ba (?P<how>permanent |interim )?(?:successor|replacement) (?:has been "
    r"|was )?(?:recruited"
    r"|appointed|found|named|identified|selected)",
    _I,
)
JOINS = re.compile(
    rf"{_WHO}{_ASIDE} {_AUX}(?:join(?:s|ed|ing)? us|start(?:s|ed|ing)?(?: work| with us"
    rf"| in post"
    r"| there| here)?|c[ao]me(?: to us)?|arriv(?:es?|ed|ing)|began|begins?|took over"
    r"|takes? over)"
    r" (?=(?:in|on|from|at the) (?-i:[A-Z0-9]|early|late|the)|today|tomorrow|next"
    r"|this)",
    _I,
)
ACTING_UP = re.compile(
    rf"{_WHO}{_ASIDE} {_AUX}(?:acting up|act up|acts up|step(?:s|ping)? up|stepped up"
    rf"|cover(?:s|ing)?"
    r"|stand(?:s|ing)? in|hold(?:s|ing)? the fort)\b(?= (?:from|until|for the|in the"
    r"|while|on an"
    r"|with|as an|since|temporarily|pending|, |meanwhile)|[.,])",
    _I,
)
SHARED = re.compile(
    r"\b(?P<whose>her|his|their|the|this|that|<P\d+>'s?)(?: own| former"
    r"| old)? (?:duties|work"
    r"|responsibilities|role|post|job|desk|portfolio|caseload|team)? ?(?:(?:is|are|was"
    r"|were|will be"
    r"|has been|have been|being) )+(?:now |currently |temporarily |jointly )*(?:shared"
    r"|split"
    r"|covered|minded|backfilled|picked up|carried out|undertaken|looked after|filled"
    r"|held"
    r"|divided|managed)(?: on [^<>.;]{3,40})? (?:between|by|among"
    r"|amongst)(?P<by>[^.;]*)",
    _I,
)
OFFERED = re.compile(
    r"\b(?:offered|given|awarded)\b[^<>.;]{0,20}\b(?:the|that|this) (?:post|role"
    r"|position|job)"
    r" to (?P<who><P\d+>)",
    _I,
)
TO_REPLACE = re.compile(
    r"\b(?:asked|invited|appointed|named|chosen|nominated"
    r"|agreed that) (?P<who><P\d+>) (?:to|will|should)"
    r" (?:take (?:his|her|their) place|succeed (?:him|her|them)|replace (?:him|her"
    r"|them)|step in"
    r"|take over|take the role)",
    _I,
)
APPOINTMENT = re.compile(
    r"\b(?:congratulated|congratulations to) (?P<who><P\d+>) on (?:his|her|their) "
    r"(?P<how>substantive |permanent |interim )?(?:appointment|promotion|election)\b",
    _I,
)
YOURS = re.compile(
    r"\byour (?:own )?(?P<how>permanent |substantive |interim |recent )*(?:appointment"
    r"|arrival)"
    r"\b(?! of| to the (?:board|committee))",
    _I,
)
HAD_BEEN = re.compile(
    rf"{_WHO} (?:has|had|have)(?:'d)? been (?P<how>interim|acting|covering) (?=since"
    rf"|for|from|until)",
    _I,
)
LAST_DAY = re.compile(
    r"(?:(?P<who><P\d+>)'s?|\b(?P<pro>his|her|my)) (?:last"
    r"|final) (?:working )?day\b[^.;]*?"
    r"\b(?:is|was|will be|falls on)\b",
    _I,
)
MEMBER = re.compile(
    r"(?P<who><P\d+>) (?:has |have |had |will )?(?:(?:come|came|comes) (?:on|onto"
    r"|on to) (?:to )?"
    r"|(?:joins?|joined) |replac(?:es|ed) (?P<old><P\d+>) on )(?:the "
    r"|our )?(?P<board>board|committee"
    r"|panel|<B\d+>|cabinet)(?: (?:instead of|in place of|to replace"
    r"|replacing) (?P<old2><P\d+>))?",
    _I,
)
NOBODY_IN = re.compile(
    r"\b(?:nobody|no one|no-one) (?:is |currently )?(?:in|doing|filling"
    r"|holding) (?:that|the|this) "
    r"(?:job|post|role|position)|\b(?:that|the|this|her|his) (?:job|post|role"
    r"|position) (?:is|was"
    r"|remains?|stands?|has been) (?:still |now |currently )?(?:vacant|empty|unfilled)",
    _I,
)
GONE = re.compile(
    r"\b(?:that|the|this|her|his) (?:job|post|role|position) (?:has gone|was deleted"
    r"|has been "
    r"(?:deleted|cut|abolished)|is (?:being )?(?:deleted|cut|abolished)"
    r"|will not be filled)",
    _I,
)
_NEAR = 250


def implied(skeleton: Skeleton, document: Document) -> Iterator[Said]:
    """Yield who came to, covers or left a post that is named elsewhere."""
    text, span = skeleton.text, (skeleton.sentence.start, skeleton.sentence.end)
    plain = Fact("appointed", "", span, says_post=0, is_of_the_role=True)
    own = replace(plain, is_of_the_role=False)
    for pattern, fact in (
        (rules.SINCE_JOINING, own), (rules.THE_ROLE, plain), (SUCCESSOR, plain),
        (JOINS, own), (ACTING_UP, replace(plain, capacity="acting")), (OFFERED, plain),
        (TO_REPLACE, plain), (APPOINTMENT, own), (HAD_BEEN, replace(own, what="held")),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            if rules.NOT_SO.search(text[: match.start()][-60:]):
                continue
            person = _named(match, "who", skeleton, document)
            if person and _is_meant(pattern, match, text):
                told = _told(fact, match, person, pattern)
                if pattern is JOINS and "<P" not in text[: match.start()]:
                    told = replace(told, implied=_title_before(skeleton, match.start()))
                yield match, told
    yield from _others(skeleton, document, plain)
    yield from _shared(skeleton, document, plain)
    yield from _members(skeleton, plain)
    yield from _named_here(skeleton, document, plain)
    for pattern, what, how in (
        (NOBODY_IN, "vacant", ""), (GONE, "left", "The post itself is gone."),
        (A_SUCCESSOR, "appointed", ""),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            capacity = (match.groupdict().get("how") or "").strip().lower()
            post = _post_before(skeleton, match.start())
            yield match, replace(
                plain, what=what, how=how, capacity=capacity, post=post,  # type: ignore[arg-type]
                says_post=1 if post else 0,
            )  # fmt: skip


def _title_before(skeleton: Skeleton, at: int) -> str:
    """Return the post that the same sentence names before a place, "" for none."""
    named = skeleton.numbers("T", 0, at)
    return skeleton.tokens[named[-1]].name if named else ""


def _post_before(skeleton: Skeleton, at: int) -> str:
    """Return the post last named before a place, no further back than a sentence."""
    here = skeleton.place(at)
    named = [
        t.name for t in skeleton.tokens
        if t.sort == "T" and here - _NEAR < t.start < here
    ]  # fmt: skip
    return named[-1] if named else ""


def _is_meant(pattern: re.Pattern[str], match: re.Match[str], text: str) -> bool:
    """Say whether joining is of a post: not where the sentence names one itself."""
    if pattern is JOINS:
        return "<T" not in text[match.start() :] and not re.search(
            r"\b(?:meeting|school|work on|at \d)\b", text[match.end() :][:30]
        )
    return True


def _told(
    fact: Fact, match: re.Match[str], person: str, pattern: re.Pattern[str]
) -> Fact:
    how = (match.groupdict().get("how") or "").strip().lower()
    capacity = rules.CAPACITIES.get(how, fact.capacity)
    if pattern is rules.THE_ROLE:
        capacity = "covering" if how.startswith(("cover", "fill")) else ""
        is_own = bool(re.search(r"\b(?:her|his) (?:new )?\w+$", match[0], _I))
        return replace(
            fact, person=person, capacity=capacity, is_of_the_role=not is_own
        )
    if pattern is ACTING_UP and re.search(r"\bcover(?:s|ing)?$", match[0], _I):
        capacity = "covering"
    return replace(fact, person=person, capacity=capacity)


def _others(skeleton: Skeleton, document: Document, plain: Fact) -> Iterator[Said]:
    text = skeleton.text
    for match in rules.ANOTHER_ROLE.finditer(text):
        person = _named(match, "who", skeleton, document)
        how = "Which role is not said."
        if person:
            yield match, replace(
                plain, post=ANOTHER, says_post=2, how=how, person=person,
                is_of_the_role=False,
            )  # fmt: skip
    for match in rules.CHAIRING.finditer(text):
        person = _named(match, "who", skeleton, document)
        if person and _is_improvement(match, skeleton):
            yield (
                match,
                replace(
                    plain, post=CHAIR, says_post=2, person=person, is_of_the_role=False
                ),
            )
    for match in LAST_DAY.finditer(text):
        group = "who" if match["who"] else "pro"
        person = _named(match, group, skeleton, document)
        title = re.search(r"<T(\d+)>", match[0])
        post = skeleton.tokens[int(title[1])].name if title else ""
        if person:
            yield match, replace(
                plain, what="left", person=person, post=post, is_of_the_role=False,
                says_post=2 if post else 0,
            )  # fmt: skip
    for match in YOURS.finditer(text):
        person = _addressee(document)
        if person:
            yield (
                match,
                replace(_told(plain, match, person, YOURS), is_of_the_role=False),
            )


def _addressee(document: Document) -> str:
    name, _ = addressee(document, cast(document))
    roles = cast(document).roles
    if name in roles or not name:
        return name
    alike = [who for who in roles if who.split()[-1] == name.split()[-1]]
    return alike[0] if len(alike) == 1 else ""


def _is_improvement(match: re.Match[str], skeleton: Skeleton) -> bool:
    board = match["board"]
    if not board:
        return True
    token, first = skeleton.tokens[int(board)], skeleton.sentence.start
    words = skeleton.sentence.text[token.start - first : token.end - first]
    return "improvement board" in words.lower()


def _shared(skeleton: Skeleton, document: Document, plain: Fact) -> Iterator[Said]:
    """Yield each of those who share somebody's duties, as covering the post."""
    for match in SHARED.finditer(skeleton.text):
        for number in re.findall(r"<P(\d+)>", match["by"]):
            name = skeleton.tokens[int(number)].name
            title = re.search(
                r"<T(\d+)>(?:'s?)? (?:duties|work|role|post|job)", match[0]
            )
            post = skeleton.tokens[int(title[1])].name if title else ""
            if name:
                yield match, replace(
                    plain, person=name, capacity="covering", post=post,
                    what="held", is_shared=True, says_post=2 if post else 0,
                    beside=_whose(match, skeleton, document),
                )  # fmt: skip


def _whose(match: re.Match[str], skeleton: Skeleton, document: Document) -> str:
    words = match["whose"].lower()
    token = re.match(r"<p(\d+)>", words)
    if token:
        return skeleton.tokens[int(token[1])].name
    if words in ("her", "his"):
        return who_is_meant(skeleton, match.start("whose"), document)
    return ""


def _members(skeleton: Skeleton, plain: Fact) -> Iterator[Said]:
    for match in MEMBER.finditer(skeleton.text):
        board = match["board"]
        kind = board.lower()
        if board.startswith("<B"):
            name = skeleton.tokens[int(board[2:-1])].name.lower()
            kinds = ("board", "panel", "cabinet")
            kind = next((k for k in kinds if k in name), "committee")
        who = skeleton.tokens[int(match["who"][2:-1])].name
        fact = replace(plain, post=f"{kind} member", says_post=2, is_of_the_role=False)
        if who and ("old" in match.re.groupindex):
            yield match, replace(fact, person=who)
            old = match["old"] or match["old2"]
            if old:
                name = skeleton.tokens[int(old[2:-1])].name
                yield match, replace(fact, what="left", person=name)


def _named_here(skeleton: Skeleton, document: Document, plain: Fact) -> Iterator[Said]:
    """Yield who chairs what, each of several under one title, and a post's writer."""
    text, tokens = skeleton.text, skeleton.tokens
    full = replace(plain, what="held", says_post=2, is_of_the_role=False)
    for match in rules.CHAIRED.finditer(text):
        board = match["board"]
        number = re.match(r"<B(\d+)>", board)
        name = board
        if number:
            token = tokens[int(number[1])]
            words = token.name or document.text[token.start : token.end]
            name = f"{words}{board[number.end() :]}"
        plain_name = re.sub(r"^(?:an?|the|our|its) ", "", name.lower())
        yield match, replace(
            full, person=tokens[int(match["who"][2:-1])].name,
            post=f"chair of the {plain_name}",
        )  # fmt: skip
    for match in rules.SEVERAL.finditer(text):
        title = tokens[int(match["title"])]
        words = document.text[title.start : title.end].lower()
        said = words + match["said"]
        is_plural = bool(re.search(r"s\b(?! of)|heads of|were|are", said))
        for number in re.findall(r"<P(\d+)>", match["who"]):
            if is_plural and tokens[int(number)].name:
                yield match, replace(
                    full, person=tokens[int(number)].name, post=title.name,
                    is_shared=True,
                )  # fmt: skip
    if document.kind == "post":
        writer = signatory(document)
        for match in rules.WRITER.finditer(text):
            number = re.search(r"<T(\d+)>", match["role"])
            if writer and number:
                role = rules.CAPACITY.search(match["role"])
                yield match, replace(
                    full, what="appointed", person=writer,
                    post=tokens[int(number[1])].name,
                    capacity=rules.CAPACITIES[role[0].lower()] if role else "",
                )  # fmt: skip


def _named(
    match: re.Match[str], group: str, skeleton: Skeleton, document: Document
) -> str:
    words = match.groupdict().get(group) or ""
    token = re.search(r"<P(\d+)>", words)
    if token:
        return skeleton.tokens[int(token[1])].name
    return who_is_meant(skeleton, match.start(group), document) if words else ""
