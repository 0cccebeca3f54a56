"""How English promises: the words that bind, and the deeds that can be checked.

Read over the text of a `skeleton`, in which <P>, <T> and <B> stand for names.
"""

from __future__ import annotations

import re

_SUBJECT = (
    r"(?P<subject>\bI\b|\bwe\b|\bit\b|\bshe\b|\bhe\b|\bthey\b|<[PTB]\d+>(?:'s? "
    r"[a-z' -]{2,40})?(?:, (?!and )[^;.]{2,110}?,|,? (?:and|together with) (?:the "
    r")?<[PTB]\d+>(?:'s? [a-z' -]{2,40})?)?"
    r"|\b(?:the|our|its|my|this|these|those|a|an|all|another|each|every|most|half|their"
    r"|her"
    r"|his)(?: (?!(?:that"
    r"|which|who|also"
    r"|reveal\w*|sa(?:ys?|id)|confirm\w*|understand\w*|announce\w*"
    r"|agree\w*)\b)(?:[\w'’/-]+|<[PTB]\d+>(?:'s)?)){0,16}?(?:, (?:<[PT]\d+>"
    r"|(?!and )[^;.]{3,110}?),)?|\banother"
    r"|\b(?:adverts?|interviews|briefings|letters|meetings|invitations|questionnaires"
    r"|laptops"
    r"|everyone|both|two|three|four|five|six|recruitment|training|consultation|results"
    r"|details|officers|leaders|inspectors|ministers|members|cabinet|councillors"
    r"|managers|partners|governors)\b(?: (?:to|for|with|of|from|on) [\w' ]{2,40}?)?)"
)
_ADVERB = (
    r"(?:(?:also|now|then|therefore|immediately|shortly|formally|only|again|each|all"
    r"|both|further|of course|continue to|by then|jointly|urgently|today|already"
    r"|currently|in turn) )*"
)

# Deeds that can be seen to have been done. What only goes on (support, focus, improve,
# work with, ensure) is a pledge that nothing can check, unless a day is set for it.
_DEEDS = (
    r"publish(?:ed|ing)?|made public|release[d]?|advertis\w+|go(?:ing)? (?:out "
    r")?(?:immediately |straight |now )?(?:out )?(?:to|on) (?:\w+ )?advert\w*"
    r"|recruit(?:ed|ing)?|appoint(?:ed|ing)?|employ(?:ed)?|hire[d]?|find a"
    r"|fill(?:ed)?"
    r"|bring (?:in|back|forward|a|an|the|its|our)\b|brought (?:in|back|forward)"
    r"|replace[d]?|report(?:ed)?(?: back)?|present(?:ed)?|submit(?:ted)?"
    r"|provide[d]?|produce[d]?|prepare[d]?|write|written|send|sent|issue[d]?"
    r"|complete[d]?|finish(?:ed)?|finalise[d]?|conclude[d]?"
    r"|launch(?:ed)?|establish(?:ed)?|set up|put in place|introduce[d]?"
    r"|implement(?:ed)?|open(?:ed)?|close[d]?|convene[d]?|meet|respond|repl(?:y"
    r"|ied)|carr(?:y|ied) out|undertake|undertaken|conduct(?:ed)?"
    r"|commission(?:ed)?|review(?:ed)?|audit(?:ed)?"
    r"|consult(?:ed)?|circulate[d]?|share[d]?|receive[d]?|consider(?:ed)?"
    r"|approve[d]?|adopt(?:ed)?|agree[d]?|sign(?:ed)?|train(?:ed)?|move[d]?"
    r"|transfer(?:red)?|cease[d]?|begin|start(?:ed)?|commence[d]?|deliver(?:ed)?"
    r"|return|visit(?:ed)?"
    r"|inspect(?:ed)?|re-?inspect(?:ed)?|monitor|updat(?:e|ed)|refresh(?:ed)?"
    r"|revise[d]?|creat(?:e|ed)|allocat(?:e|ed)|clear(?:ed)?|reduce[d]?"
    r"|recommend|decide[d]?|announce[d]?|invest(?:ed)?|fund(?:ed)?|comply"
    r"|co-?operate|cut|halve[d]?|double[d]?|raise[d]?|increase[d]?|remove[d]?"
    r"|pay|paid|take over|clear(?:ing)?|rewrite|rewritten|replace|assess(?:ed)?"
    r"|held|hold|lay|laid|make (?:a|an|arrangements|available)|made available"
    r"|restore[d]?|put to|attend|enter(?! into)|lay|place[d]?|notif(?:y|ied)|check"
    r"|find out"
    r"|confirm(?:ed)?|draft(?:ed)?|arrange[d]?|organise[d]?|invite[d]?|contact(?:ed)?"
    r"|e-?mail|ask|stay on|carry on|hand(?:ed)? over|certif(?:y|ies)|advise|chase"
    r"|follow "
    r"up|feed back|liaise|pilot(?:ed)?|roll(?:ed)? out|extend(?:ed)?|look into|explore"
    r"|reconcile|let (?:him|her|them|you|the|<)|re-?advertise[d]?|ride along|map"
    r"|test(?:ed)?"
    r"|put (?:a|an|in|the|more|up|further|£)|spend|spent|cap(?:ped)?|fall|rise|grow"
    r"|settle[d]?|abolish(?:ed)?|delete[d]?|scrap(?:ped)?|host|run|rolled|reopen(?:ed)?"
    r"|do (?:one|a|an|two|their|so)|take (?:the|this|a|personal|it)|tackle"
    r"|address(?:ed)?|end(?:ed)?|stop(?:ped)?"
    r"|phone|ring|call(?:ed)? back|double-check|offer(?:ed)?|order(?:ed)?|buy|bought"
    r"|build"
    r"|built|recover(?:ed)?|repa(?:y|id)|refund(?:ed)?|apologise|join(?:ed)?"
    r"|reinstate[d]?"
)
DEED = re.compile(
    rf"(?:{_ADVERB})(?:be |have |been |being )?(?:{_ADVERB})(?P<deed>{_DEEDS})\b",
    re.IGNORECASE,
)
_VERB = r"(?P<verb>(?:[a-z][\w'-]*|not)(?: [^.;]*)?)"

# Words that bind whoever they are said of.
CUES: tuple[re.Pattern[str], ...] = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        (
            rf"{_SUBJECT},? {_ADVERB}(?P<cue>will|shall|must|'ll|is to|are to|am to"
            rf"|(?:is|are|am|'s|'re|'m) "
            rf"(?:also |now )?going to(?! (?:out )?(?:on )?advert))(?! not\b"
            rf"|n't\b)(?:, [^,]{{3,90}},)? (?P<rest>.+)"
        ),
        (
            rf"{_SUBJECT},? {_ADVERB}(?P<cue>(?:has |have |had )?(?:aim(?:s|ed)?"
            rf"|intend(?:s|ed)?"
            rf"|(?<!has )(?<!have )plan(?:s|ned)?|expects?|undertak(?:es|e|en)"
            rf"|undertook"
            rf"|commits?|committed(?= to)|pledge[sd]?|promise[sd]?|agreed|resolved"
            rf"|hope[sd]?|propose[sd]?|offered|volunteered|accepted (?:a"
            rf"|the) commitment)"
            rf"(?: itself| (?:today|then|in \w+(?: \d{{4}})?))?) (?:that (?:it|we|they"
            rf"|he|she|I) "
            rf"(?:will|would|shall) |to (?:now )?)(?P<rest>.+)"
        ),
        (
            rf"{_SUBJECT},? {_ADVERB}(?P<cue>(?:is|are|am|was|were) (?:now |also "
            rf"|currently )?(?:intended|due|expected|scheduled|required|directed"
            rf"|planned|planning|aiming|seeking|committed|set|hoping|obliged"
            rf"|instructed|asked|under a duty|on track)(?: to| for)) (?P<rest>.+)"
        ),
        (
            rf"{_SUBJECT},? {_ADVERB}(?P<cue>(?:is|are|am|will be|'re|'m)(?: now| "
            rf"immediately)?) (?P<rest>going (?:out )?(?:immediately |straight "
            rf")?(?:out )?to (?:\w+ )?advert.+)"
        ),
        (
            r"(?P<subject>arrangements|plans|work|steps|processes)(?: \w+){0,3}? "
            r"(?P<cue>(?:is|are) (?:already |now )?(?:in place|under way|underway|in "
            r"hand) to) (?P<rest>.+)"
        ),
        (
            r"(?P<subject>(?:we|I|<B\d+>|the council))(?: \w+){0,3}? (?P<cue>(?:are"
            r"|is|am) (?:now )?(?:at the right stage|in a position|ready) to) "
            r"(?P<rest>.+)"
        ),
    )
)
# "Said it would": a promise only where somebody is reported as saying it.
WOULD = re.compile(
    rf"\b(?:said|says|confirmed|promised|pledged|announced|told|agreed|added"
    rf"|revealed|assured|explained|advised|stated|committed|insisted|reported"
    rf"|noted)\b[^.;]*?(?:\bthat )?{_SUBJECT},? {_ADVERB}(?P<cue>would) "
    rf"(?P<rest>.+)",
    re.IGNORECASE,
)
# Lines of minutes and plans: "ACTION: X to do Y by Z", "RESOLVED that ...".
_ACTION = (
    r"^\W*(?:(?:action|actions|resolved|agreed|decision|it was (?:agreed"
    r"|resolved))\b(?: (?:point )?\d+)?\W*(?:that )?)"
)
ACTION = re.compile(
    rf"{_ACTION}(?:(?P<subject>(?:the )?<[PTB]\d+>|the \w+|officers) "
    rf")?(?P<cue>(?:to|should|will|be)? ?)(?P<rest>[a-z].+)",
    re.IGNORECASE,
)
# "(2) That the director report by May": a decision's numbered parts.
RESOLVED_PART = re.compile(
    r"^\W*(?:\(?(?:\d+|[a-z]|[ivx]+)[.)] ?)That (?:the )?(?P<subject><[PTB]\d+>|\w+)"
    r"(?P<cue> (?:should |to )?)(?P<rest>[a-z].+)"
)
ACTION_BY = re.compile(
    rf"{_ACTION}(?P<subject>(?:the )?<[PTB]\d+>(?: ?(?:/|and|,) (?:the "
    rf")?<[PTB]\d+>)*)(?P<cue>,? (?:to|will|should)) (?P<rest>[a-z].+)",
    re.IGNORECASE,
)
# A decision taken at once promises nothing.
DECIDED = re.compile(
    r"(?:be )?(?:approve|agree|adopt|note|endorse|receive|consider|accept|ratif)",
    re.IGNORECASE,
)
OWNER_TO = re.compile(
    r"^\W*(?:\(?[a-z0-9]{1,3}[.)]\s)?(?:(?:the|interim|acting) "
    r")*(?P<subject><[PTB]\d+>(?: ?(?:/|and|,) (?:the )?<[PTB]\d+>)*)(?P<cue>,? "
    r"(?:to|will)) (?P<rest>[a-z].+)"
)
NOBODY = re.compile(
    r"^(?:you|they|he|she|it|who|what|that|this|which|there|children|parents"
    r"|families|(?:the )?young people|one|all|these|those|each|all of us)$",
    re.IGNORECASE,
)
# What no promise is: a wish, a doubt, a question, a rule for everybody, a fact to come.
NOT_A_PROMISE = re.compile(
    r"\b(?:if|whether|unless|when will|why|hope that|wonder|could|might|(?-i:may)"
    r"|should|called for|calls? for|urg(?:e|ed)|demand(?:ed)?|petition|failed to"
    r"|refused to|no plans|not (?:expected|intended|due)|fears?|worried|unlikely"
    r"|doubt|predict\w*|warn(?:ed|s)?)\b",
    re.IGNORECASE,
)
NO_DEED = re.compile(
    r"^(?:be (?:able|clear|proud|aware|pleased|unsettling|difficult|challenging"
    r"|hard|important|vital|there|no|a |the |an |at|in (?:a|the) position"
    r"|destroyed|missed|kept informed|found|seen|held to account|used|given"
    r"|known|better|right)|know|need|agree(?: with me)?\b(?! to)|have (?:to|a"
    r"|the|been|seen|read)|also be aware|see|feel|find (?:that|it)|continue"
    r"|remain|always|never|not|take time|depend|mean|help|want|like|recall|note"
    r"|appreciate|understand|stop short)",
    re.IGNORECASE,
)
# Where the clause of one promise ends.
CLAUSE_END = re.compile(
    r"(?:;|\. |,? and that |,? and (?:to have|plans? to|aims? to|intends? to|would) "
    r"|,? and (?:will|shall|must|to (?=[a-z]+ )|it will|we will|I will"
    r"|they will|he will|she will|he (?:said|added)|she (?:said|added)|the <"
    r"|(?:the )?<[PTB]\d+>(?: \w+)? (?:will|shall|must))"
    r"|,? (?:as they look|so that|because|but|although|while|which (?:is|was|has"
    r"|will)|where|in order)\b|\" ?(?:he|she|<P|said)|,\" )",
    re.IGNORECASE,
)
NEXT_PROMISE = re.compile(
    r",? and (?=(?:the (?:council|board|committee|minister)|<[PTB]\d+>) (?:has|have) "
    r"(?:agreed|committed|pledged|promised|undertaken) )|"
    r",? and (?=(?:we|I|it|they) (?:aim|intend|plan|expect|undertake|promise|commit"
    r"|pledge|have (?:agreed"
    r"|committed)|are (?:seeking|planning)|also)\b)|(?:;|,)? and (?=(?:(?:that )?(?:it"
    r"|we"
    r"|I|they|he|she|the|all|<[PTB]\d+>)(?: [\w']+){0,3} )?(?:will|shall|must|would) )"
    r"|,? and (?=(?:that )?(?:every|all|each|the|our|an?|its"
    r"|their) [^.;,]{3,60}? (?:will|shall"
    r"|would) )|,? and (?=(?:plans?|aims?|intends?|hopes?) to\b)|,? and (?=that )"
    r"|, (?=details (?:of which )?will)|; "
    r"(?:and )?|(?<=[a-z]), (?=(?:the )?<[PTB]\d+> to )",
    re.IGNORECASE,
)
# Two promises of one class about one thing, in one document, are one promise.
CLASSES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(words, re.IGNORECASE))
    for name, words in (
        ("publish", r"publish|made public|release"),
        ("advertise", r"advert"),
        ("bring in", r"bring in|brought in"),
        ("fill", r"recruit|appoint|fill|find a|replace|hire"),
        ("report", r"report|present|updat|receive|submit|provide"),
        ("meet", r"meet|convene|held|hold"),
        ("write", r"write|written|send|sent|respond|repl"),
    )
)
# "Interviews would be held by May": minutes tell so of what was said.
WOULD_BY = re.compile(
    rf"{_SUBJECT},? {_ADVERB}(?P<cue>would) "
    rf"(?P<rest>(?!(?:be )?(?:grateful|glad|delighted|happy|pleased|welcome|like"
    rf"|love)).+)",
    re.IGNORECASE,
)
EXPECTS = re.compile(
    r"(?P<subject>\bwe|\bI|<B\d+>) (?P<cue>expects?) (?P<rest>[^.;]+? to (?:have"
    r"|be) .+)"
)
SHORT_WILL = re.compile(
    rf"{_SUBJECT}(?P<cue>'ll|'(?:s|re|m) (?:also "
    rf"|now )?going to) {_ADVERB}(?P<rest>.+)",
    re.IGNORECASE,
)
YOU_TOLD = re.compile(
    r"\b[Yy]ou (?:have |also |had )*(?:told|assured|informed|confirmed|said|explained"
    r"|written"
    r")\b[^.;]*?\b(?P<subject>you|the council|your \w+) (?P<cue>will|would|plan to"
    r"|intend to"
    r"|aim to) (?P<rest>.+)"
)
YOU_UNDERTOOK = re.compile(
    r"\b(?P<subject>you) (?:also )?(?P<cue>undertook|promised|agreed|committed) to "
    r"(?P<rest>.+)",
    re.IGNORECASE,
)
EVENTS_NOT_PROMISES = re.compile(
    r"^(?:the |our |its )?(?:next )?meeting(?: of .*)?$", re.IGNORECASE
)

# What is a promise only where a day is set for it, or none where it recurs.
SET = re.compile(
    rf"(?:{_SUBJECT},? {_ADVERB})?(?P<cue>(?:\b(?:is|are|was|were|has been|have been"
    rf"|had been) "
    rf"(?:(?:now|also|still|then|originally|currently|being|already) )?)?\b(?:due|set"
    rf"|fixed"
    rf"|planned|scheduled|expected|booked|arranged|pencilled in|timetabled)"
    rf"(?: (?:to|for|in|on|at|by))) (?P<rest>(?![^.;]*\bha(?:d|s|ve) not\b).+)",
    re.IGNORECASE,
)
HAS_TO = re.compile(
    rf"{_SUBJECT},? {_ADVERB}(?P<cue>(?:has|have|had|needs?) to) (?P<rest>[a-z].+)",
    re.IGNORECASE,
)
TO_BE = re.compile(
    rf"{_SUBJECT}[^.;]*?,? (?P<cue>to be) (?P<rest>[a-z]+(?:ed|en|ut|de|ght|ld"
    rf"|eld)\b.+)",
    re.IGNORECASE,
)
SHOULD = re.compile(
    rf"{_SUBJECT},? {_ADVERB}(?P<cue>should|ought to) (?P<rest>(?!welcome|like"
    rf"|be (?:grateful|glad|"
    rf"pleased)|know)[a-z].+)",
    re.IGNORECASE,
)
WANTS = re.compile(
    r"\b(?P<subject>I|we|<[PTB]\d+>|the (?:council|leader|director|board|committee))"
    r"(?:'d| would)? (?P<cue>(?:also )?(?:wants?|expects?|likes?|like to see|looks?"
    r"|hopes?"
    r"|proposed?)) (?P<rest>.+)",
    re.IGNORECASE,
)
FALLS = re.compile(
    rf"{_SUBJECT},? {_ADVERB}(?P<cue>)(?P<rest>(?:goes|go|falls?|follows?(?! (?:an?|the"
    rf"|on from)\b)|comes? into"
    rf"|takes? effect|take effect|be brought|reports? back|return|meets|come to"
    rf"|get)\b.+)",
    re.IGNORECASE,
)
# The subject is whatever opens the sentence: "Average caseloads will fall to 16".
OPENING = re.compile(
    r"^\W*(?:[\d.()]+ )?(?P<subject>(?-i:[A-Z])(?:[\w'’/&,%£-]| |<[PTB]\d+>){2,80}?) "
    r"(?P<cue>will|shall|must|(?:is|are) (?:due |set "
    r"|expected )?to) (?!not\b)(?P<rest>.+)",
    re.IGNORECASE,
)
YOU_GET = re.compile(
    r"\b(?P<subject>you) (?P<cue>will|shall|'ll) (?P<rest>(?:have|receive|get|hear"
    r"|see)\b.+)",
    re.IGNORECASE,
)
GIVEN = re.compile(
    r"\b(?P<subject>you|<B\d+>|the \w+) (?P<cue>have|has"
    r"|had) (?P<rest>[\w-]+ (?:working "
    r"|calendar )?(?:days|weeks|months) (?:in which )?to .+)",
    re.IGNORECASE,
)
REQUIRES = re.compile(
    r"\b(?P<cue>requires|directs|requested|has asked|have asked|instructed) "
    r"(?P<subject>(?:(?:the|my|our|his|her) [^.;]{3,60}?|<[PTB]\d+>"
    r"|you)) to (?P<rest>[a-z].+)",
    re.IGNORECASE,
)
STARTING = re.compile(
    r"\b(?:have|has|with|are|is) [^.;]{2,60}? (?P<cue>)(?P<rest>(?:starting|joining"
    r"|arriving"
    r"|opening|coming|beginning)\b.+)",
    re.IGNORECASE,
)
DOING = re.compile(
    rf"{_SUBJECT},? {_ADVERB}(?P<cue>is|are|am|'re|'m) {_ADVERB}(?P<rest>(?!being|doing"
    rf"|having|standing|stepping|leaving|retiring|resigning"
    rf"|getting|going|asking|looking|facing|working|seeing)[a-z]{{3,}}ing\b.+)",
    re.IGNORECASE,
)
# Minutes in notes leave the subject out: "Panel on 4 May, hoped to announce by June".
BARE = re.compile(
    r"(?:^|[,;:] |\d\. )(?P<cue>(?:also |still )?(?:hope[sd]?|aim(?:s|ed|ing)?|plan(?:s"
    r"|ned)?"
    r"|agreed|undertook|promised|intend(?:s|ed)?|expect(?:s|ed)?"
    r"|due) to) (?P<rest>[a-z].+)",
    re.IGNORECASE,
)
WILL_NOT = re.compile(
    r"\b(?P<subject>I|we|<[TB]\d+>|the council) (?P<cue>won't|will not|shall not) "
    r"(?P<rest>be (?!drawn|able|commenting|compla)[a-z]+ing .+)",
    re.IGNORECASE,
)
# "Gave an assurance that they would": whatever is to be done, it was promised.
ASSURED = re.compile(
    rf"\b(?:assur(?:ed|ance)|promis(?:e|ed)|undert(?:ook|aking|aken)|commitment"
    rf"|guarantee[d]?"
    rf"|pledge[d]?)\b[^.;]*?\bthat {_SUBJECT}[^.;]{{0,80}}?\b(?P<cue>will|would) "
    rf"(?P<rest>.+)",
    re.IGNORECASE,
)
PROPOSED = re.compile(
    r"(?P<subject><[PTB]\d+>|\b[Ss]?[Hh]e|we|the \w+) (?P<cue>proposed|moved|requested"
    r"|asked|recommended) that (?P<rest>(?:[\w' ]+?) (?:come|be|report|go|return"
    r"|receive"
    r"|provide)\b.+)"
)
DUE = re.compile(
    r"by|no later|not later|no more than|within|before|on or before|due|until|in time"
    r"|at the "
    r"latest",
    re.IGNORECASE,
)
MUST_HAVE_A_DAY = (
    GIVEN, YOU_GET, SET, HAS_TO, TO_BE, SHOULD, WANTS, FALLS, BARE, STARTING, DOING,
)  # fmt: skip
