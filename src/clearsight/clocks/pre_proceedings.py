"""Clocks of the time before court: the letter, the meetings, and an end to it."""

from clearsight.clocks.clock import ALWAYS, Clock
from clearsight.clocks.limit import calendar_days, weeks, working_days
from clearsight.journeys import events
from clearsight.law import Law

MODULE = "CIN census from 2026/27, pre-proceedings and family meetings"
APPLIES = "children in pre-proceedings"


def _local(cite: str, checked: str = "memory", note: str = "") -> Law:
    """Return a local standard."""
    is_seen = checked == "second-hand"
    return Law(
        cite=cite,
        status="local standard",
        checked="second-hand" if is_seen else "memory",
        note=note,
    )


LETTER = Clock(
    key="letter_before_proceedings",
    title="Letter before proceedings sent",
    family="court",
    starts=(events.PRE_PROCEEDINGS_STARTED,),
    stops=(events.LETTER_SENT,),
    ends_early=(events.PRE_PROCEEDINGS_ENDED,),
    limits={ALWAYS: working_days(5)},
    tier=2,
    configurable=True,
    applies_to=APPLIES,
    data=(f"{MODULE}: PPStartDate, LBPSentDate", "Local extract: step LETTER SENT"),
    breach_words="Pre-proceedings were decided on, and no letter has gone to the "
    "parents.",
    law=_local("Local standard of the legal gateway"),
)

FIRST_MEETING = Clock(
    key="preproc_first_meeting",
    title="First pre-proceedings meeting",
    family="court",
    starts=(events.LETTER_SENT,),
    stops=(events.FIRST_MEETING,),
    ends_early=(events.PRE_PROCEEDINGS_ENDED,),
    limits={ALWAYS: working_days(10)},
    tier=2,
    configurable=True,
    applies_to=APPLIES,
    data=(
        f"{MODULE}: LBPSentDate, InitialPPMeetingDate",
        "Local extract: steps LETTER SENT, FIRST MEETING",
    ),
    breach_words="The parents have had the letter, and nobody has met them about it.",
    law=_local(
        "Local standard: how soon the parents are met",
        "second-hand",
        "One council publishes about five working days from the decision.",
    ),
)

MIDWAY = Clock(
    key="preproc_review",
    title="Pre-proceedings reviewed midway",
    family="court",
    starts=(events.FIRST_MEETING,),
    stops=(events.PRE_PROCEEDINGS_REVIEWED,),
    ends_early=(events.PRE_PROCEEDINGS_ENDED,),
    # A stage that may have ended unseen may need no review.
    until=(events.PRE_PROCEEDINGS_ENDED,),
    limits={ALWAYS: weeks(8)},
    tier=2,
    configurable=True,
    is_local=True,
    applies_to=APPLIES,
    data=(
        f"{MODULE}: InitialPPMeetingDate, ReviewMeetingsCount",
        "Local extract: step PRE PROCEEDINGS REVIEW",
    ),
    breach_words="Half the time before court is over, and nobody has looked at how it "
    "goes.",
    law=_local("Local standard: a review with parents and legal advice at midpoint"),
    note="The census counts the reviews and gives no days: where it counts one, this "
    "cannot be late.",
)

LENGTH = Clock(
    key="preproc_length",
    title="Pre-proceedings brought to an end",
    family="court",
    starts=(events.PRE_PROCEEDINGS_STARTED, events.STAGE_SEEN_FROM_LETTER),
    stops=(events.PRE_PROCEEDINGS_ENDED,),
    limits={ALWAYS: weeks(16)},
    tier=1,
    configurable=True,
    applies_to=APPLIES,
    data=(
        f"{MODULE}: PPStartDate, StepDecisionDate, CourtAppDate",
        "Local extract: steps LETTER SENT, PRE PROCEEDINGS ENDED, COURT APPLICATION",
    ),
    breach_words="Sixteen weeks are over, and it is decided neither to step down nor "
    "to go to court.",
    law=_local(
        "Best practice guidance of the President of the Family Division's Public Law "
        "Working Group, March 2021",
        note="The guidance was not seen, and the figure is from memory. Statutory "
        "guidance of 2014 sets the process and no length.",
    ),
    note="Where the decision has no day, that of the application to the court counts. "
    "Where no source says when the stage began, it is counted from the letter.",
)

FAMILY_MEETING = Clock(
    key="fgdm_offer",
    title="Family group decision-making offered before court",
    family="court",
    kind="sequence",
    starts=(events.COURT_APPLIED,),
    stops=(events.FAMILY_MEETING_OFFERED, events.FAMILY_MEETING_EXCEPTED),
    # Whoever sends offers would send what was decided instead of one.
    covered_as=(events.FAMILY_MEETING_OFFERED,),
    limits={ALWAYS: calendar_days(0)},
    tier=1,
    enabled_by_default=False,
    is_met_by_earlier_stop=True,
    applies_to="children for whom the council applied to a court after pre-proceedings",
    data=(
        f"{MODULE}: FGDMMeetingOffer, LBPSentDate, CourtAppDate",
        "Local extract: steps FAMILY MEETING OFFERED and EXCEPTED, COURT APPLIED",
    ),
    breach_words="The council went to court, and no offer of a family group "
    "decision-making meeting is on file.",
    law=Law(
        cite="Children Act 1989, s 31ZA, put in by the Children's Wellbeing and "
        "Schools Act 2026, s 1",
        status="statute",
        checked="text seen",
        url="https://www.legislation.gov.uk/ukpga/2026/21/section/1/enacted",
        note="Passed on 29 April 2026; s 78 leaves its start to regulations. Switch it "
        "on when they have been made.",
    ),
    note="Not owed where the council judges an offer or the meeting to be against the "
    "child's interests: that decision, which the local extract alone tells of, stops "
    "it too. That an accepted meeting was held is not timed.",
)
