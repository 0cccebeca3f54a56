"""Clocks of school and learning in care: the education plan, and a school to go to."""

from datetime import date

from clearsight.clocks.clock import Clock
from clearsight.clocks.limit import school_days, working_days
from clearsight.journeys import events
from clearsight.law import Checked, Law

# The guidance of 2018 took the place of that of 2014, which said the same of both.
IN_FORCE = date(2014, 9, 1)


def _guidance(checked: Checked, about: str, note: str = "") -> Law:
    """Return the guidance to councils on the education of children in care."""
    return Law(
        cite="Promoting the education of looked-after children and previously "
        f"looked-after children (DfE, 2018): {about}",
        status="statutory guidance",
        checked=checked,
        in_force_from=IN_FORCE,
        note=note,
    )


FIRST_PLAN = Clock(
    key="pep_first",
    title="Personal education plan begun",
    family="health and education",
    starts=(events.SCHOOL_AGE_CARE_BEGAN,),
    stops=(events.EDUCATION_PLAN,),
    ends_early=(events.CARE_ENDED,),
    limits={IN_FORCE: working_days(10)},
    tier=1,
    is_local=True,
    applies_to="children of 3 to 17 who become looked after, short breaks apart",
    data=("SSDA903: DOB, DECOM of the episode with RNE S", "Local extract: step PEP"),
    breach_words="This child came into care and has no education plan on file.",
    law=_guidance(
        "second-hand",
        "a plan begun within ten working days",
        "That regs 5 and 48(3)(a) of SI 2010/959 leave short breaks out was read.",
    ),
    note="That it is ready for the first review, and looked at every term, is not "
    "timed. A child who came into care before turning three is not counted.",
)

SCHOOL_PLACE = Clock(
    key="school_place",
    title="School place after an emergency move",
    family="health and education",
    starts=(events.SCHOOL_PLACE_LOST,),
    stops=(events.SCHOOL_PLACE,),
    ends_early=(events.CARE_ENDED,),
    limits={IN_FORCE: school_days(20)},
    mode="each start",
    tier=1,
    is_local=True,
    applies_to="children in care who lose a school place through an emergency move",
    data=("Local extract: steps SCHOOL PLACE LOST and SCHOOL PLACE",),
    breach_words="This child was moved in an emergency and has no school.",
    law=_guidance("second-hand", "a place within 20 school days"),
    note="Terms differ between areas. Only days on which no school in England is on "
    "holiday are counted, so that it falls due later than it truly does, never "
    "sooner.",
)
