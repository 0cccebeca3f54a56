"""How English says that a post stands empty or that somebody is sought for it."""

from __future__ import annotations

import re

from clearsight.accountability.proposing.post_rules import ROLE_PLAIN

VACANT_LIST = re.compile(
    r"\b(?:vacan(?:t|cies)|unfilled)(?: (?:posts?|roles?|positions?))?"
    r"(?: (?:are|were|remain(?:ed)?|include[sd]?|is|now|still))*\s?[:–-] "
    r"?(?=(?:the )?<T)",
    re.IGNORECASE,
)
# What says that somebody is wanted for a post. A title after it, or in a list that
# follows, is sought; of a person just named there it is not.
PASSIVE_SEEKING = re.compile(
    rf"(?:(?P<how>permanent|interim) )?{ROLE_PLAIN}(?: (?:post|role|job|position"
    rf"|vacancy))?(?:, [^,;.]"
    rf"{{3,60}},)?(?: (?:is|was|are|will be|has been|is being|to be|is to be|goes?"
    rf"|will go|has gone"
    rf"|being|now|shortly|again)| (?:soon|straight))* (?:re-?advertised|advertised"
    rf"|recruited(?: to)?"
    rf"|out to (?:re-?)?advert|readvertised)"
    rf"|(?:^\W*|[.;] |\d )(?:\w+ )?{ROLE_PLAIN}(?: of (?:the )?(?:<B\d+>"
    rf"|\w+))?: (?:to be (?:recruited|appointed|confirmed)|being recruited"
    rf"|recruitment|(?:long|short)listing|interviews?|out to advert|TBC|TBA|vacan)"
    rf"|{ROLE_PLAIN}[^<>.;]{{0,60}}\b(?:Recruitment|interviews) (?:was|is|are"
    rf"|were) under ?way",
    re.IGNORECASE,
)
SEEKING = re.compile(
    r"\b(?:adverts?\b(?: for| to appoint| to recruit)?|(?:re-?)?advertis(?:e|es|ed|ing"
    r"|ement)\b(?: for)?|recruit(?:ing|ment|s|ed)?\b(?: (?:of|for|to|process for"
    r"|campaign for))?"
    r"|(?:hunt|search)(?:ing)? (?:is (?:now )?on |has begun |is under way "
    r"|continues )?for|seek(?:s|ing)?(?: to (?:appoint|recruit|fill))?|looking "
    r"(?:for|to (?:appoint|recruit))"
    r"|(?:to|will|must|shall|should) (?:now |then |also )?(?:appoint|hire)"
    r"|interview(?:s|ing)? for|shortlist(?:ing)? for|applications (?:are "
    r")?(?:invited |sought )?for|find|"
    r"(?:permanent )?appointment (?:of|to)|to fill)\b(?P<rest>(?:[^<>.;,]"
    r"|<B\d+>){0,70}?)(?=<T)",
    re.IGNORECASE,
)
REPLACEMENT = re.compile(
    r"\b(?:find|seek|seeking|hunt|search|looking|look|recruit|recruiting"
    r"|advertis\w+|appoint)\b[^<>.;]{0,40}?\b(?:replacement|successor)\b",
    re.IGNORECASE,
)
