"""How English promises: the words that bind, and the deeds that can be checked.

Read over the text of a `skeleton`, in which <P>, <T> and <B> stand for names.
"""

from __future__ import annotations

import re

_SUBJECT = (
    r"(?P<subject>\bI\b|\bwe\b|\bit\b|\bshe\b|\bhe\b|\bthey\b|<[PTB]\d+>(?:'s? "
    r"[a-z' -]{2,40})?(?:, (?:[^,<>]{3,60}|<P\d+>),|,? (?:and|together with) (?:the "
    r")?<[PTB]\d+>(?:'s? [a-z' -]{2,40})?)?"
    r"|\b(?:the|our|its|my|this|these|those|a|an|all|another|each)(?: (?!(?:that"
    r"|which|who|also"
    r"|reveal\w*|sa(?:ys?|id)|confirm\w*|understand\w*|announce\w*"
    r"|agree\w*)\b)(?:[\w'’/-]+|<[PTB]\d+>(?:'s)?)){0,16}?(?:, <[PT]\d+>,)?|\banother"
    r"|\b(?:adverts?|interviews|recruitment|training|consultation|results"
    r"|details|officers|leaders|inspectors|ministers|members|cabinet|councillors"
    r"|managers|partners|governors)\b)"
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
    r"|restore[d]?|put to"
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
            rf"{_SUBJECT},? {_ADVERB}(?P<cue>will|shall|must|'ll|is to|are to|am "
            rf"to)(?! not\b|n't\b) (?P<rest>.+)"
        ),
        (
            rf"{_SUBJECT},? {_ADVERB}(?P<cue>(?:has |have )?(?:aims?|intends?"
            rf"|(?<!has )(?<!have )plans?|expects?|undertak(?:es|e|en)|undertook"
            rf"|commits?|committed(?= to)|pledge[sd]?|promise[sd]?|agreed|resolved"
            rf"|hopes?|proposes?)(?: itself)?) (?:that (?:it|we|they|he|she|I) "
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
    r"\b(?:if|whether|unless|when will|why|hope that|wonder|could|might|may"
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
    r"(?:;|\. |,? and (?:will|shall|must|to (?=[a-z]+ )|it will|we will|I will"
    r"|they will|he will|she will|he (?:said|added)|she (?:said|added)|the <"
    r"|(?:the )?<[PTB]\d+>(?: \w+)? (?:will|shall|must))"
    r"|,? (?:as they look|so that|because|but|although|while|which (?:is|was|has"
    r"|will)|where|in order)\b|\" ?(?:he|she|<P|said)|,\" )",
    re.IGNORECASE,
)
NEXT_PROMISE = re.compile(
    r",? and (?=(?:we|I|it|they) (?:aim|intend|plan|expect|have (?:agreed"
    r"|committed)|are (?:seeking|planning)|also)\b)|(?:;|,)? and (?=(?:(?:it|we"
    r"|I|they|he|she|the|<[PTB]\d+>)(?: [\w']+){0,3} )?(?:will|shall|must) )|; "
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
    rf"{_SUBJECT},? {_ADVERB}(?P<cue>would) (?P<rest>be .+)", re.IGNORECASE
)
EXPECTS = re.compile(
    r"(?P<subject>\bwe|\bI|<B\d+>) (?P<cue>expects?) (?P<rest>[^.;]+? to (?:have"
    r"|be) .+)"
)
SHORT_WILL = re.compile(rf"{_SUBJECT}(?P<cue>'ll) {_ADVERB}(?P<rest>.+)", re.IGNORECASE)
YOU_UNDERTOOK = re.compile(
    r"\b(?P<subject>you) (?:also )?(?P<cue>undertook|promised|agreed|committed) to "
    r"(?P<rest>.+)",
    re.IGNORECASE,
)
EVENTS_NOT_PROMISES = re.compile(
    r"^(?:the |our |its )?(?:next )?meeting(?: of .*)?$", re.IGNORECASE
)
