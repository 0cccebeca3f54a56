"""Clocks of complaints under the children's procedure, and of the time to go on."""

from datetime import date

from clearsight.clocks.clock import Clock
from clearsight.clocks.limit import Step, working_days
from clearsight.journeys import events
from clearsight.law import Checked, Law

IN_FORCE = date(2006, 9, 1)
REGULATIONS = (
    "Children Act 1989 Representations Procedure (England) Regulations 2006 "
    "(SI 2006/1738)"
)
LOG = "Local extract: complaints, with their stage"


def _law(regulation: str, checked: Checked, note: str = "") -> Law:
    """Return the law of a regulation of 2006."""
    number = regulation.split("(", maxsplit=1)[0].split(maxsplit=1)[0]
    return Law(
        cite=f"{REGULATIONS}, reg {regulation}",
        status="statute",
        checked=checked,
        url=f"https://www.legislation.gov.uk/uksi/2006/1738/regulation/{number}",
        in_force_from=IN_FORCE,
        note=note,
    )


STAGE_1 = Clock(
    key="complaint_stage1",
    title="Complaint answered, stage 1",
    family="complaints",
    starts=(events.COMPLAINT_RECEIVED,),
    start_details=("1",),
    stops=(events.COMPLAINT_ANSWERED,),
    ends_early=(events.COMPLAINT_CLOSED,),
    limits={
        IN_FORCE: (
            Step(working_days(20), after=(events.COMPLAINT_EXTENDED,)),
            Step(working_days(10)),
        )
    },
    tier=1,
    is_local=True,
    applies_to="complaints of or for a child, at stage 1",
    data=(LOG,),
    breach_words="This complaint has had no answer.",
    law=_law("14", "second-hand", "Reg 2, which says what a working day is, was read."),
    note="Twenty days where more time was agreed: for a complex complaint, or while an "
    "advocate is found; where nothing says whether it was, it may have been. "
    "Complaints about no one child are in no child's journey.",
)

STAGE_2 = Clock(
    key="complaint_stage2",
    title="Complaint investigated and answered, stage 2",
    family="complaints",
    starts=(events.COMPLAINT_BEGUN,),
    start_details=("2",),
    stops=(events.COMPLAINT_ANSWERED,),
    ends_early=(events.COMPLAINT_CLOSED,),
    limits={
        IN_FORCE: (
            Step(working_days(65), after=(events.COMPLAINT_EXTENDED,)),
            Step(working_days(25)),
        )
    },
    tier=1,
    is_local=True,
    applies_to="complaints of or for a child, at stage 2",
    data=(LOG, "Local extract: the day stage 2 was recorded in writing and agreed"),
    breach_words="This complaint is still being investigated, past its day.",
    law=_law("17", "second-hand"),
    note="From the day the complaint was recorded and agreed, or from the request if "
    "the extract has no such day. Sixty-five days in all where more time was agreed, "
    "or where nothing says whether it was.",
)

STAGE_3 = Clock(
    key="complaint_stage3",
    title="Review panel of a complaint, stage 3",
    family="complaints",
    starts=(events.COMPLAINT_RECEIVED,),
    start_details=("3",),
    stops=(events.COMPLAINT_PANEL,),
    ends_early=(events.COMPLAINT_ANSWERED, events.COMPLAINT_CLOSED),
    limits={IN_FORCE: (Step(working_days(30), "first"), Step(working_days(50)))},
    mode="points",
    tier=1,
    is_local=True,
    applies_to="complaints of or for a child, at stage 3",
    data=(LOG, "Local extract: step COMPLAINT PANEL"),
    breach_words="A panel was asked for on this complaint, and has not met, or what it "
    "found has not been answered.",
    law=_law("19(4)", "text seen"),
    note="The panel reports within five working days and the council answers within "
    "fifteen more, so that the answer is due fifty after the request at the latest. "
    "No extract holds the day of the report, so a panel that met early does not bring "
    "the answer forward.",
)

ESCALATE = Clock(
    key="complaint_escalate",
    title="Time to ask for the next stage of a complaint",
    family="complaints",
    starts=(events.COMPLAINT_ANSWERED,),
    start_details=("1", "2"),
    stops=(events.COMPLAINT_TAKEN_ON,),
    limits={IN_FORCE: working_days(20)},
    tier=1,
    is_local=True,
    is_theirs=True,
    is_warned=False,
    applies_to="whoever complained, after an answer at stage 1 or 2",
    data=(LOG, "Local extract: the number that the stages of one complaint share"),
    breach_words="The time in which the next stage could be asked for is over.",
    law=_law("15 and 18", "second-hand"),
    note="This is the family's time, so it is never late. A later request may still be "
    "taken on; this never turns anybody away.",
)
