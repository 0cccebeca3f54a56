"""Words from which a child could be recognised, and why they should not be public.

The reason is itself shown in public, so it never holds any of the words.
"""

from __future__ import annotations

import re

# One child or family, told by age or sex or as somebody's own.
_ONE = re.compile(
    r"\b(?:boys?|girls?|teenagers?|toddler|bab(?:y|ies)|infant|newborn|schoolboy|"
    r"schoolgirl|twins|siblings?"
    r"|(?:my|his|her|their|whose|['’]s|a|the|two|three|four|five|\d) (?:\w+ )?(?:sons?|"
    r"daughters?|brothers?|sisters?|grandsons?|granddaughters?|nephews?|nieces?|"
    r"grandchild(?:ren)?|stepson|stepdaughter)"
    r"|(?:\w+|\d{1,2})[- ](?:year|month|week)s?[- ]olds?"
    r"|aged (?:just |only )?(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|"
    r"ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)\b"
    r"|child [A-Z]\b|(?:my|her|his) (?:\d+ |two |three |four )?child(?:ren)?)\b",
    re.IGNORECASE,
)
_A_CHILD = re.compile(
    r"\b(?:(?:[Oo]ne|[Tt]his|[Tt]hat|[Aa]nother) (?:\w+ )?(?:child|young person|pupil|"
    r"care leaver|teen)\b|(?:[Aa]|[Tt]he) (?:\w+ )?(?:child|young person|pupil|care "
    r"leaver) (?:was|had|has|is|who was|who had|died|from|in [A-Z])\b"
    r"|[Mm]other of (?:two|three|four|\d)|mum of (?:two|three|four|\d)|father of "
    r"(?:two|three|four|\d)|\b[Rr]e [A-Z]{1,2}\b)"
)
# Whole groups, and what is said of any child at all.
_ANY = re.compile(
    r"\b(?:every|each|any|no|all|many|most|some|few|more|fewer|our|vulnerable|"
    r"percentage of|proportion of|number of|rate of) (?:\w+ ){0,2}(?:child(?:ren)?|"
    r"boys?|girls?|teenagers?|babies|siblings?|bab(?:y|ies)|\d+[- ]year[- ]olds)\b"
    r"|\bboys and girls\b|\bgirls and boys\b|\b(?:unborn )?babies\b|\bsibling "
    r"(?:groups?|assessments?)\b|\b(?:boys|girls)['’]? (?:school|club|team|grammar|"
    r"home)s?\b"
    r"|\b(?:brothers|sisters) and (?:brothers|sisters)\b|\bbaby (?:steps|clinic|box)\b|"
    r"\b\w+[- ]year[- ]old (?:council|building|report|plan|system|contract|scheme|"
    r"policy|programme|organisation|target|strategy)\b",
    re.IGNORECASE,
)
_COURT = re.compile(
    r"\b(?:court|judge|judgment|hearing|magistrates|(?:care|legal|court|family|public "
    r"law) proceedings|pre-proceedings|"
    r"(?:care|supervision|placement|adoption|secure accommodation|emergency protection|"
    r"special guardianship|child arrangements|contact|interim care|recovery) orders?|"
    r"wardship|injunction|depriv(?:ation|ations|ation and|e[ds]?) (?:of |and )?(?:his |"
    r"her |their )?liberty|DoLS?|guardian ad litem|Cafcass|case number)\b",
    re.IGNORECASE,
)
_CRIMINAL = re.compile(
    r"\b(?:youth court|arrested|charged with|convicted|sentenced|remanded)\b",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    r"\b(?:school|academy|nursery|college|classmates?|teachers?|year (?:\d|one|two|ten|"
    r"eleven))\b",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"\b(?:care home|children['’]s home|residential|foster(?:ed|ing)?|placements?|"
    r"placed|taken (?:to|into|from)|moved (?:to|from|out)|adopted|"
    r"in care|into care|secure unit|hostel|caravan|bed and breakfast|miles away|miles "
    r"from|removed from|put back|returned to)\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:abus(?:e|ed|er|ers)|assault(?:ed)?|rap(?:e|ed)|died|death|killed|"
    r"murder(?:ed)?|injur(?:y|ies|ed)|neglected|exploited|groomed|missing|ran away|"
    r"overdos\w+|self[- ]harm\w*|"
    r"stabbed|found (?:dead|hanged|unconscious)|hospital\w*|intercepted|restrained|"
    r"pregnan\w+|suicide|beaten|trafficked|absconded|excluded)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:in|at|from|near|to|outside|of)\s(?!(?:January|February|March|April|May|June|"
    r"July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Ofsted|Council|Children|"
    r"Young|The|This|Our|Early|Special|Social|Family|Year|English|Maths|England|"
    r"I)\b)[A-Z][a-z]{2,}"
)
COURT_LAW = "Children Act 1989 s97 and Administration of Justice Act 1960 s12"
_COULD = "A child could be recognised"


def why_restricted(text: str) -> str:
    """Return why the words should not be public; "" where nothing in them says so.

    They should not where one child of an age or a sex, or somebody's own child, stands
    beside an event, a school, a placement, a place or a court's order. The law is cited
    where court proceedings are in question. People decide; this only proposes.
    """
    plain = _ANY.sub(" ", text)
    told, one = bool(_ONE.search(plain)), bool(_A_CHILD.search(plain))
    if not (told or one):
        return ""
    if _COURT.search(plain):
        return (
            f"{_COULD}, and court proceedings about a child may be in question "
            f"({COURT_LAW})."
        )
    beside = [
        words
        for pattern, words in (
            (_CRIMINAL, "what police or a criminal court did"),
            (_SCHOOL, "a school"),
            (_PLACED, "where the child was placed or taken"),
            (_EVENT, "what happened to the child"),
            (_PLACE, "a place"),
        )
        if pattern.search(plain)
    ]
    # "A child" alone says less than an age or a sex, so it takes two other things.
    if len(beside) < (1 if told else 2):
        return ""
    who = "the age, sex or family of one child" if told else "one child"
    return f"{_COULD}: {who} is told beside {_listed(beside)}."


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
