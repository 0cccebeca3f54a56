"""How English says that somebody came to, held or left a post, or that it is empty.

Each rule is read over a `skeleton`: <P> stands for a person, <T> for a title, <B> for a
body. In a rule, WHO, ANEW and ROLE are what they are filled with: `who` and `new` are
people, `role` a title with what stands before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

What = Literal["appointed", "held", "left", "replaced", "vacant", "sought"]

CAPACITIES = {
    "interim": "interim", "temporary": "interim", "caretaker": "interim",
    "acting": "acting", "acting up": "acting", "deputising": "covering",
    "covering": "covering", "cover": "covering", "standing in": "covering",
    "permanent": "permanent", "substantive": "permanent", "full-time": "permanent",
    "full time": "permanent", "permanently": "permanent",
}  # fmt: skip

_ADJECTIVES = (
    r"(?:interim|acting|currently|formerly|presently|now the|temporary|caretaker"
    r"|permanent|substantive"
    r"|full[- ]time|new|newly[- ]appointed|former|ex-"
    r"|current|then|outgoing|incoming|departing|previous|first|next|joint"
    r"|statutory|experienced|respected|suitable|independent|designate|its"
    r"|'?under-fire'?|embattled|now|sole|council's|authority's|borough's"
    r"|department's|city's|county's)"
)
_DETERMINER = r"(?:the|a|an|our|its|their|his|her|my|another|<B\d+>(?:'s?)?|both)"
ROLE = (
    rf"(?P<role>(?:{_DETERMINER} |{_ADJECTIVES},? |post of |role of |position of "
    rf"|(?:the )?council's )*<T\d+>"
    r"(?:,? (?:at|of|for|in|to|with) (?:the )?<B\d+>)?)"
)
ROLE_PLAIN = ROLE.replace("?P<role>", "?:")
WHO = r"(?P<who><P\d+>|\bshe\b|\bhe\b|\bI(?:'(?:m|ve|ll))?\b)(?: \([^)]{1,20}\))?"
_ADVERB = (
    r"(?:(?:only|recently|also|now|just|formally|officially|subsequently|then"
    r"|previously|originally|initially|first|already|today|yesterday"
    r"|himself|herself|since|today|unanimously|duly|temporarily|abruptly"
    r"|suddenly|later|still|currently) )*"
)
_BE = (
    rf"(?:(?:has|have|had) {_ADVERB}been|was|is|were|are|will be|is to be|is being"
    rf"|to be|be|being|had been|would be|is hereby) {_ADVERB}"
)
# Bodies and dates may stand between a verb and its "as": never another person.
_GAP = r"(?:[^<>.;]|<B\d+>){0,45}?"
_ASIDE = (
    rf"(?:, (?:{ROLE_PLAIN}|who [^,<]{{3,80}}|[^,<>]{{3,60}}"
    rf"|who (?:is|was) {ROLE_PLAIN}))?,?"
)


@dataclass(frozen=True)
class Rule:
    """What a pattern says, and whether its title may be one that is only implied."""

    what: What
    pattern: re.Pattern[str]
    capacity: str = ""
    also: What | None = None  # what the person in `new` did
    needs_title: bool = False  # nothing of it can match without a title


def _rule(
    what: What, pattern: str, *, capacity: str = "", also: What | None = None
) -> Rule:
    is_optional = f"{ROLE})?" in pattern or f"{ROLE},? )?" in pattern
    compiled = re.compile(pattern, re.IGNORECASE)
    return Rule(what, compiled, capacity, also, ROLE in pattern and not is_optional)


_LEAVING = (

        r"(?:quits?|quitting|resigned|resigns|resigning|resign|stepp?(?:ed|ing|s)? "
        r"(?:down|aside)|stepping down|stood down|stands? down|standing down"

        r"|retired|retires|retiring|retire(?= (?:from|in|at|as|on|next|this|after))"
        r"|departed|departs|departing|been sacked|was sacked|been dismissed|was "
        r"dismissed"

        r"|tender(?:ed|s) (?:her|his|their|my) resignation|hand(?:ed|s)? in (?:her"
        r"|his|their|my) (?:resignation|notice)|given notice"

        r"|hand(?:ed|ing|s)? (?:on )?the baton(?: on)?|vacat(?:ed|es|ing) (?:the|her"
        r"|his) (?:post|role|position)"

        r"|(?:was|were|been|be) (?:removed|relieved) (?:as|from|of) (?:her|his|the"
        r"|their|office|post|<T\d+>)[^.,<]{0,20}"

        r"|mov(?:e|ed|es|ing) on (?:from (?:her|his|my|the|their) (?:role|post"
        r"|position)|to (?:a new|pastures|another))"
    r"|mov(?:e|ed|es|ing) on(?=[ .,\"]*$)"

        r"|finish(?:es|ed|ing)?(?= (?:in|at|on|up|work|with us|here))"
        r"|mov(?:es|ed|ing) to (?=<B|the (?:inspect|department|ministry))"
        r"|(?:leave|left|leaves|leaving)(?= us\b| (?:her|his|the|their|my|its) (?:post"
        r"|role|job|position|council|authority|organisation|service|department"
        r"|borough|city|county)| <B\d+>| @| (?-i:[A-Z])"

        r"| (?:at the end|in (?:[A-Z]|early|the)|on \d|last|next|this|after|earlier"
        r"|later|office|for (?:a|another|personal)|to (?:take|join|become|pursue"
        r"|spend))|[.,\"]*$)"

        r"|ceased to be|is no longer|came to (?:an|the) end (?:of|in) (?:her|his) "
        r"(?:contract|secondment))"
)  # fmt: skip
_TO_LEAVE = (
    r"(?:(?:has|have|had|is|was|are|will|would be|be|been|being|to|also|now"
    r"|since|just|recently|suddenly|today|yesterday|shortly|then|abruptly"
    r"|formally"
    r"|announced|confirmed|decided|chosen|agreed|opted|told [^<>.]{0,30}?|that"
    r"|she|he|I|her|his|my|intention|decision|plans|intends|due|set|going|last "
    r"(?:week|month|year)|earlier this (?:month|year|week)"
    r"|now is the right time(?: for (?:me|her|him))?|it is (?:the right )?time"
    r"|this is the right time(?: for (?:me|her|him))?|after [^<>,.]{3,40}|this "
    r"(?:week|month)|in (?-i:[A-Z])[a-z]+(?: \d{4})?|on \d+ (?-i:[A-Z])[a-z]+(?: "
    r"\d{4})?),? )*"
)
_NAMED = (
    r"(?:appointed|re-?appointed|named|confirmed|installed|elected|re-?elected"
    r"|selected|unveiled|announced|promoted|made|hired|recruited|brought in|drafted "
    r"in|placed in charge|put in charge|seconded|sent in|designated|engaged|given"
    r"|handed)"
)

RULES: tuple[Rule, ...] = (
    _rule("replaced",
        rf"{WHO}{_ASIDE} {_BE}(?:replaced|succeeded)(?: as {ROLE})?(?: {_GAP})? ?by "
        rf"(?:{ROLE_PLAIN},? )?(?P<new><P\d+>)", also=
        "appointed"),
    _rule("replaced",
        rf"{WHO}[^.;]{{0,120}}? {ROLE}[^.;<]{{0,20}},? and (?:is|was|has been|will be"
        rf"|is to be|is being) "
        rf"(?:replaced|succeeded) by (?:{ROLE_PLAIN},? )?(?P<new><P\d+>)", also=
        "appointed"),
    _rule("replaced",
        rf"(?P<new><P\d+>|\bshe\b|\bhe\b){_ASIDE}(?: who)? (?:{_ADVERB}|has |have "
        rf"|had |will |is to |to )*(?:replac(?:es|ed|e|ing)|succeed(?:s|ed|ing)?"
        rf"|(?:takes?|took|taken|taking) over from|(?:been|was|is) {_NAMED}(?: "
        rf"{_GAP})? to (?:replace|succeed)),? (?:(?:{ROLE_PLAIN}|{_ADJECTIVES}),? "
        rf")?(?P<who><P\d+>)(?: {_GAP})?(?: as {ROLE})?", also=
        "appointed"),
    _rule("replaced",
        rf"(?:{_NAMED}|appoints) (?P<new><P\d+>) to (?:replace|succeed) "
        rf"(?:(?:{ROLE_PLAIN}),? )?(?P<who><P\d+>)(?: as {ROLE})?", also=
        "appointed"),
    _rule("appointed",
        rf"{WHO}{_ASIDE} {_BE}{_NAMED}(?: (?:as|to be|to|in|into))?(?: {_GAP}(?:\bas"
        rf"|\bto be|\bto|charge as))? {ROLE}"),
    _rule("appointed",
        rf"{WHO}, (?:{_ADVERB}){_NAMED} (?:{_GAP} )?(?:as|to be|to) {ROLE}"),
    _rule("appointed",
        rf"\b(?:appoint(?:ed|s|ing)?|re-?appointed|named|names|elected|confirmed"
        rf"|recruited|seconded|engaged|hired|commissioned|unveiled|sent|brought in"
        rf"|drafted in|taken on|promoted|welcom(?:e|es|ed"
        rf"|ing)(?: back)?|introduc(?:e|es|ed|ing)) (?:(?:a|an"
        rf"|the|its|our|new|former|experienced)? ?)*(?P<who><P\d+>){_ASIDE}(?: "
        rf"{_GAP})? (?:as|to be|to) {ROLE}"),
    _rule("appointed",
        rf"\bappointment(?: {_GAP})? of (?P<who><P\d+>){_ASIDE}(?: {_GAP})? (?:as"
        rf"|to) {ROLE}"),
    _rule("appointed",
        rf"(?P<who><P\d+>)'s? (?:appointment|promotion|election) (?:as|to) {ROLE}"),
    _rule("appointed",
        rf"{WHO}{_ASIDE}(?: who)? (?:{_ADVERB}|has |have |had |will |would |is to "
        rf"|is |be )*(?:joins?|joined|joining|arriv(?:es|ed|ing|e)|start(?:s|ed"
        rf"|ing)?|beg[ai]n(?:s|ning)?|returns?|returned|steps? (?:in|up)|stepped "
        rf"(?:in|up)|stepping (?:in|up)|took over|take over|takes over|taking over"
        rf"|taken over|come in|came in)(?: {_GAP})? (?:as|into|to|the|in) {ROLE}"),
    _rule("appointed",
        rf"{WHO}{_ASIDE}(?: who)? (?:{_ADVERB}|has |have |had |will |would |is to "
        rf"|is |be )*(?:takes?|took|taken|taking|assum(?:es|ed|e|ing)) (?:up|on)?(?: "
        rf"{_GAP})? ?{ROLE}"),
    _rule("appointed",
        rf"{WHO}{_ASIDE}(?: who)? (?:{_ADVERB}|has |have |had |will |would |is to "
        rf")*(?:becomes?|became|becoming) {ROLE}"),
    _rule("appointed",

            rf"{WHO}{_ASIDE} (?:{_ADVERB}|has |have |will |would |is to |is )*(?:act"
            rf"|acts|be acting"
        rf"|acting|acting up) (?:up )?(?:as|into|for) {ROLE}", capacity=
        "acting"),
    _rule("appointed",
        rf"{WHO}{_ASIDE} (?:{_ADVERB}|has |have |will |is |been |be )*(?:cover(?:s"
        rf"|ing|ed)?|stand(?:s|ing)? in|deputis(?:e|es|ing)|provid(?:es|e|ing) "
        rf"cover)(?: for| as)?(?: {_GAP})? {ROLE}", capacity=
        "covering"),
    _rule(
        "appointed",
        rf"{ROLE},? (?P<who><P\d+>),? who (?:was|has been|is) {_NAMED}\b",
    ),
    _rule(
        "appointed",

            rf"{ROLE} (?:{_ADVERB}|has |have |will |would |is to )*(?:(?:took|takes?"
            rf"|taken) "
        rf"up (?:the |her |his )?(?:post|role|position)|(?:started|starts?|came|arrived"

            rf"|arrives|joined|joins)(?: in(?:to)? post| work| the council)?(?= "
            rf"(?:in|on|at|last|next)))",
    ),
    _rule("appointed", rf"{ROLE} {_BE}(?:appointed|recruited|named)(?! by\b)"),
    _rule(
        "appointed",
        rf"\bnew {ROLE},? (?:is |was |will be |will now be )?(?P<who><P\d+>)",
    ),
    _rule("appointed",
        rf"{WHO}, (?:the |our |its |an? )?{ROLE},? (?:who (?:was"
        rf"|is) )?(?:newly )?appointed\b"),
    _rule("appointed",
        rf"{WHO} \(?(?:has been |was |is )?(?:offered|given) (?:the )?{ROLE}(?: (?:job"
        rf"|post|role"
        rf"|position))?"),
    _rule("appointed",
        rf"(?<!replaced )(?<!replaces )(?<!succeeded )(?<!succeeds ){WHO}(?:, "
        rf"[^.;]{{3,110}},)?"
        rf"(?: {_GAP})? as {ROLE} (?=(?:from|with effect from) )"),
    _rule("appointed",
        rf"{WHO}[^.;<]{{0,60}}(?:<B\d+>[^.;<]{{0,40}})? to (?:become|take up"
        rf"|take on) {ROLE}"),
    _rule("appointed",
        rf"(?P<who><P\d+>):? (?:was|has been|is) {ROLE} (?=(?:from|since) )"),
    _rule("appointed",
        rf"{WHO} (?:is|has been|was) (?:now )?(?:confirmed as )?(?:the "
        rf"|our )?(?:now )?permanent "
        rf"{ROLE}", capacity="permanent"),
    _rule("appointed",
        rf"{ROLE},? (?:who is [a-z]+, )?(?:joined|started|arrived|appointed"
        rf"|took up post)"
        rf"(?= (?:in|on|at|last|from))"),
    _rule("appointed",
        rf"\bcover for (?:the )?{ROLE}", capacity="covering"),
    _rule("appointed",
        rf"{WHO}\b[^<>.;]{{0,60}}\bcover for (?:the )?{ROLE}", capacity="covering"),
    _rule("appointed",
        rf"\bfunctions of {ROLE}[^<>.;]{{0,80}} (?:have been|has been|were|are|will be"
        rf"|is) (?:now )?"
        rf"(?:conferred (?:up)?on|given to|exercised by|discharged by|delegated to"
        rf"|held by|vested "
        rf"in) (?P<who><P\d+>)", capacity="covering"),
    _rule("held",
        rf"{ROLE}(?: (?:post|role|job|position))?(?:, [^,;.]{{3,60}},)? (?:is|was"
        rf"|has been|will be)"
        rf" (?:currently |now |being |still |temporarily )*(?:held|filled|covered"
        rf"|occupied|done"
        rf"|undertaken|carried out) (?:[^<>.;]{{0,30}} )?by "
        rf"(?P<who><P\d+>)", capacity="covering"),
    _rule("held", rf"(?P<who><P\d+>)'s (?:been |our |now )+{ROLE}"),
    _rule("held",
        rf"{WHO}[^.;]{{0,140}}?\b(?:continuing|remaining|staying on|serving"
        rf"|doubling) as {ROLE}"),
    _rule("held",
        rf"{WHO}, (?:who )?(?:I |we )?(?:know )?(?:has|had) (?:only )?been {ROLE}"),
    _rule("left",
        rf"{WHO}{_ASIDE}(?: who)? {_TO_LEAVE}{_LEAVING}(?: {_GAP}(?:as|of|from) "
        rf"{ROLE})?"),
    _rule("left", rf"{ROLE},? {_TO_LEAVE}{_LEAVING}"),
    _rule("left",
        rf"\b(?:resignation|departure|retirement|exit|sacking|dismissal|removal) of "
        rf"(?:{ROLE},? )?(?P<who><P\d+>)"),
    _rule("left",
        rf"(?P<who><P\d+>)'s? (?:resignation|departure|retirement|exit|sacking"
        rf"|dismissal)(?: as {ROLE})?"),
    _rule("left", rf"\b(?:resignation|departure|retirement|exit|dismissal) of {ROLE}"),
    _rule("left",
        rf"{ROLE}(?: (?:post|role|job))? (?:was|has been|is being|will be|is to be"
        rf"|is) (?:deleted"
        rf"|abolished|disestablished|scrapped|cut|removed from the structure)"),
    _rule("left", rf"\b(?:former|ex-|previous|formerly) {ROLE},? (?P<who><P\d+>)"),
    _rule("left", rf"(?P<who><P\d+>), (?:the |our |a )?(?:former|ex-|previous"
                  rf"|formerly) {ROLE}"),
    _rule("held",

            rf"{WHO}{_ASIDE}(?: who(?:'s)?)? (?:{_ADVERB})(?:is|was|been|has been"
            rf"|had been|remains?"
        rf"|serv(?:es|ed|ing) as|has served as|works? as|worked as|continues as"
        rf"|(?:will )?continue as|am) {_ADVERB}{ROLE}"),
    _rule("held", rf"\bas {ROLE}, (?P<who><P\d+>)"),
    _rule("held", rf"{ROLE}(?:,|:| [-–—]| \([A-Z]+\))? \(?(?P<who><P\d+>)"),
    _rule(
        "held",
        rf"(?P<who><P\d+>)(?:,| [-–—]|:)? \(?(?:who is |who has been )?{ROLE}"
    ),
    _rule("vacant",
        rf"{ROLE}(?:'s)?(?: (?:post|role|position|vacancy|job))?(?: {_GAP})?,?(?: which"
        rf"| that)? (?:is|are|remains?"
        rf"|became|becomes|has been|have been|had been|was|were|stands?|stood|fell"
        rf"|falls|has "
        rf"remained|left|being) (?:currently |now |still |left |also )?(?:vacant"
        rf"|unfilled|empty)"),
    _rule("vacant",
        rf"{ROLE}(?: (?:post|role|position"
        rf"|job))?(?: vacancy)?,? \(?(?:currently )?(?:vacant|unfilled"
        rf"|empty) (?=since|from|for)"),
    _rule("vacant",
        rf"\b(?:vacant|unfilled) (?:statutory )?(?:posts?|roles?|positions?) of "
        rf"{ROLE}"),
    _rule("vacant",
        rf"\bvacancy (?:for|in|of|at) (?:the (?:post|role|position) of )?{ROLE}"),
    _rule("vacant",
        rf"{ROLE}(?: post| role)?(?:,| [-–—:]|:)? \(?(?:currently )?(?:vacant"
        rf"|vacancy|post vacant)\b"),
    _rule("vacant",
        rf"\b(?:been|is|was|be|remains?|left) (?:currently |now |still )?without "
        rf"(?:a |an |any )?{ROLE}"),
    _rule("vacant",
        rf"\b(?:has|had|have|is|was|there is|there was) (?:currently |still )?(?:no"
        rf"|not had a|not have a) {ROLE}(?! (?:said|who|spokes))"),
)  # fmt: skip

ANOTHER_ROLE = re.compile(
    rf"{WHO} {_ADVERB}(?:takes|has taken|will take|took|is taking) on (?:yet "
    rf")?(?:another|a further|an additional|an extra) (?:role|job|post"
    rf"|responsibility)",
    re.IGNORECASE,
)
SINCE_JOINING = re.compile(
    r"\bsince (?:joining|her appointment|his appointment|taking up (?:her|his"
    r"|the) (?:post|role)|arriving"
    r"|starting)\b[^<>.;]{0,60}(?:<B\d+>[^<>.;]{0,40})?, (?P<who><P\d+>|she|he)",
    re.IGNORECASE,
)
# "Will take up the role on 3 November": the post itself is named elsewhere.
THE_ROLE = re.compile(
    rf"{WHO}{_ASIDE} (?:{_ADVERB}|has |have |had |will |would |is to |is |be "
    rf"|been )*(?P<how>(?:takes?|took|taken|taking) up|assum(?:es|ed|e)|starts? "
    rf"in|started in|beg[ai]ns? in|cover(?:s|ed|ing)?|fill(?:s|ed|ing)?)(?: in)? "
    rf"(?:the|her|his|that|this) (?:new )?(?:role|post|position|job)\b(?! (?:of|as)\b)",
    re.IGNORECASE,
)
CHAIRING = re.compile(
    rf"(?:asked )?{WHO}{_ASIDE} (?:has agreed to|agreed to|will|is to|would"
    rf"|has been asked "
    rf"to|was asked to|to) (?:independently )?chair (?:(?:the|our|its|a|an) "
    rf")?(?:(?:[\w']+ ){{0,5}}?improvement board|<B(?P<board>\d+)>)",
    re.IGNORECASE,
)
PREDECESSOR = re.compile(r"<P(\d+)>'s? (?:predecessor|successor),? $")
CAPACITY = re.compile(
    rf"\b(?:{'|'.join(sorted(CAPACITIES, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
# In a post the writer needs no name: "Honoured to be taking over as Leader today".
WRITER = re.compile(
    rf"(?:^|[.!] )[^.!<]{{0,40}}\b(?:honoured|proud|delighted|thrilled|pleased|excited"
    rf"|humbled"
    rf"|privileged|looking forward|first day|start(?:ing|ed)|joining|taking (?:on|over"
    rf"|up))\b"
    rf"[^.!<]{{0,50}}? (?:as |the role of |be |become ){ROLE}",
    re.IGNORECASE,
)
CHAIRED = re.compile(
    r"(?P<board><B\d+>(?: (?:Board|Panel|Committee|Group))?|\b(?:an?|the|our"
    r"|its) (?:[\w']+ ){0,4}(?:board|panel|committee|partnership"
    r"|group|forum))(?:,| \(| which is| that is| is| was|'s meeting)? ?(?:now "
    r"|currently "
    r"|independently "
    r"|ably )*chaired by (?:<T\d+>,? )?(?P<who><P\d+>)",
    re.IGNORECASE,
)
# "His Majesty's Inspectors were A and B", "two heads of service, A and B".
SEVERAL = re.compile(
    r"<T(?P<title>\d+)>s?(?P<said>(?: (?:for|on) this \w+)? (?:are|were):?|,"
    r"|:) (?P<who><P\d+>(?:(?:,"
    r"| and|, and) <P\d+>)+)",
)
# A wish, a doubt or a denial before the words says no change of post.
NOT_SO = re.compile(
    r"\b(?:call(?:s|ed|ing)? (?:for|on)|demand\w*|if|whether|unless|should|ought"
    r"|must|could|might|(?-i:may)|would have|den(?:y|ied|ies)|no plans?|not"
    r"|never|n't"
    r"|refus\w+|rumou?rs?|speculat\w+|urg(?:e|ed|ing)|petition\w*|want(?:s|ed)?"
    r"|ask(?:s|ed)|consider(?:s|ing)|calls|pressure|threaten\w*|had (?:she"
    r"|he|they)|when will|why|role of the|responsib\w+ of the|duties of the"
    r"|failed to|unable to)\b",
    re.IGNORECASE,
)
