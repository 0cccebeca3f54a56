"""Clocks of the reviewing officer: named, ready for reviews, heard when they object."""

from datetime import date

from clearsight.clocks.clock import Clock
from clearsight.clocks.limit import Step, months, working_days, working_days_before
from clearsight.journeys import events
from clearsight.law import Checked, Law

IN_FORCE = date(2011, 4, 1)


def _handbook(checked: Checked, about: str, note: str = "") -> Law:
    """Return the guidance to reviewing officers."""
    return Law(
        cite=f"IRO Handbook (2010): {about}",
        status="statutory guidance",
        checked=checked,
        in_force_from=IN_FORCE,
        note=note,
    )


NAMED = Clock(
    key="iro_named",
    title="Reviewing officer named",
    family="children in care",
    starts=(events.CARE_BEGAN,),
    stops=(events.REVIEWING_OFFICER_NAMED,),
    ends_early=(events.CARE_ENDED,),
    limits={IN_FORCE: working_days(5)},
    tier=1,
    is_local=True,
    applies_to="children who become looked after, short breaks apart",
    data=(
        "SSDA903: DECOM of the episode with RNE S",
        "Staff extract: assignments as reviewing officer",
    ),
    breach_words="Nobody is named as this child's reviewing officer.",
    law=_handbook(
        "second-hand",
        "an officer within five working days",
        "Section 25A of the Children Act 1989 asks for one before the first review.",
    ),
)

PREPARED = Clock(
    key="review_prep",
    title="Worker and reviewing officer talk before a review",
    family="children in care",
    starts=(events.CARE_BEGAN, events.CARE_REVIEW),
    stops=(events.REVIEW_PREPARED,),
    ends_early=(events.CARE_ENDED,),
    planned=(events.CARE_REVIEW,),
    limits={IN_FORCE: working_days_before(15)},
    mode="each start",
    kind="countdown",
    tier=1,
    is_local=True,
    proxy="the day on which a review was held stands for the day planned for it",
    applies_to="every review of a looked-after child that was held",
    data=(
        "SSDA903 and Annex A List 8: days of reviews",
        "Local extract: step REVIEW PREPARED",
    ),
    breach_words="A review was held without the worker and the reviewing officer "
    "having talked in good time.",
    law=_handbook(
        "second-hand",
        "worker and officer discuss a review at least 15 working days before it",
    ),
    note="Counted from the review before, or from the start of care. Where that leaves "
    "less than 15 working days, as before most first reviews, it is no longer due. No "
    "source holds the day planned for the next review, so a coming one is not counted.",
)

DECISIONS = Clock(
    key="review_decisions",
    title="Decisions of a review sent out",
    family="children in care",
    starts=(events.CARE_REVIEW,),
    stops=(events.REVIEW_DECISIONS_SENT,),
    ends_early=(events.CARE_ENDED,),
    limits={IN_FORCE: working_days(5)},
    mode="each start",
    tier=1,
    is_local=True,
    applies_to="every review of a looked-after child",
    data=(
        "SSDA903 and Annex A List 8: days of reviews",
        "Local extract: step REVIEW DECISIONS SENT",
    ),
    breach_words="This review was held, and what it decided has not been sent out.",
    law=_handbook("memory", "written decisions within five working days"),
    note="The full record after 15 working days, and its sending after 20, are not "
    "timed: no extract holds those days.",
)

DISPUTE = Clock(
    key="iro_dispute",
    title="Reviewing officer's challenge settled",
    family="children in care",
    starts=(events.CHALLENGE_RAISED,),
    stops=(events.CHALLENGE_SETTLED,),
    limits={IN_FORCE: working_days(20)},
    tier=1,
    is_local=True,
    applies_to="formal challenges by a reviewing officer",
    data=("Local extract: steps CHALLENGE RAISED and CHALLENGE ANSWERED",),
    breach_words="The reviewing officer objected, and the council has not settled it.",
    law=_handbook(
        "second-hand", "section 6.2, twenty working days for all stages together"
    ),
    note="The officer may leave out a stage, and may turn to Cafcass at any time; that "
    "by itself settles nothing.",
)

SHORT_BREAKS = Clock(
    key="short_break_review",
    title="Review of a series of short breaks",
    family="children in care",
    starts=(events.SHORT_BREAKS_BEGAN,),
    stops=(events.SHORT_BREAK_REVIEW, events.CARE_REVIEW),
    # The SSDA903 asks for no reviews of short breaks, so its silence says nothing.
    covered_as=(events.SHORT_BREAK_REVIEW,),
    ends_early=(events.CARE_ENDED,),
    limits={IN_FORCE: (Step(months(3), "first"), Step(months(6)))},
    mode="ladder",
    tier=1,
    is_local=True,
    applies_to="children in a series of short breaks (legal status V3 or V4)",
    data=(
        "SSDA903: DECOM, LS V3 or V4",
        "Local extract: step SHORT BREAK REVIEW",
    ),
    breach_words="This child's short breaks have not been reviewed in time.",
    law=Law(
        cite="Care Planning, Placement and Case Review (England) Regulations 2010 "
        "(SI 2010/959), reg 48",
        status="statute",
        checked="second-hand",
        url="https://www.legislation.gov.uk/uksi/2010/959/regulation/48",
        in_force_from=IN_FORCE,
        note="Paragraphs (1) to (3)(c) were read; the change to reviews is from a "
        "council's manual.",
    ),
    note="No stay over 17 days, and no more than 75 days in twelve months: past either "
    "the ordinary rules hold, which is not checked here.",
)
