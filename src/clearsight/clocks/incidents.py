"""Clocks of serious incidents: who must be told, and what is learnt at once."""

from datetime import date

from clearsight.clocks.clock import Clock
from clearsight.clocks.limit import working_days
from clearsight.journeys import events
from clearsight.law import GUIDANCE, Law

# The Children Act 2004, s 16C, began on this day.
IN_FORCE = date(2018, 6, 29)
LOG = "Local extract: steps INCIDENT KNOWN, INCIDENT NOTIFIED, RAPID REVIEW"

NOTIFIED = Clock(
    key="serious_incident_notify",
    title="Serious incident notified to the national panel",
    family="child protection",
    starts=(events.INCIDENT_KNOWN,),
    stops=(events.INCIDENT_NOTIFIED,),
    limits={IN_FORCE: working_days(5)},
    tier=0,
    is_local=True,
    applies_to="children who died or were seriously harmed, where abuse or neglect is "
    "known or suspected",
    data=(LOG,),
    breach_words="The panel has had no notice of this incident.",
    law=Law(
        cite="Children Act 2004, s 16C(1); Working Together to Safeguard Children, "
        "chapter 5",
        status="statutory guidance",
        checked="second-hand",
        url=GUIDANCE,
        in_force_from=IN_FORCE,
        note="The Act gives the duty and no number; five working days are the "
        "guidance's. The 2026 edition was not available to us.",
    ),
    note="The safeguarding partners are to be told in the same time. The death of a "
    "looked-after child is notified whether or not abuse is suspected.",
)

RAPID_REVIEW = Clock(
    key="rapid_review",
    title="Rapid review sent to the national panel",
    family="child protection",
    starts=(events.INCIDENT_NOTIFIED,),
    stops=(events.RAPID_REVIEW,),
    limits={IN_FORCE: working_days(15)},
    tier=1,
    is_local=True,
    applies_to="serious incidents that were notified",
    data=(LOG,),
    breach_words="The rapid review of this incident has not been sent.",
    law=Law(
        cite="Working Together to Safeguard Children, chapter 5; guidance of the Child "
        "Safeguarding Practice Review Panel",
        status="statutory guidance",
        checked="second-hand",
        url=GUIDANCE,
        in_force_from=IN_FORCE,
        note="The 2026 edition was not available to us; partnerships count 15 working "
        "days from the day the notice was sent.",
    ),
    note="It is the partnership's to write, and the council is one of three in it.",
)
