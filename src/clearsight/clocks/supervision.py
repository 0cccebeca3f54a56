"""Clocks of supervision: of the work with each child, and of each worker."""

from clearsight.clocks.clock import ALWAYS, Clock
from clearsight.clocks.limit import Step, months, weeks, working_days
from clearsight.journeys import events
from clearsight.law import Law

SESSIONS = "Local extract: supervision sessions, with the child talked over"
POLICY = Law(
    cite="Local supervision policy: how often a manager goes over the work with a "
    "child",
    status="local standard",
    checked="memory",
    note="No national standard sets an interval for a child.",
)
STANDARDS = "LGA Standards for Employers of Social Workers in England (2020)"
STANDARDS_URL = (
    "https://www.local.gov.uk/our-support/workforce-and-hr-support/social-workers/"
    "standards-employers-social-workers-england-8"
)
SESSION_NOTE = (
    "A published standard of employers, not law. A row is about a worker and never in "
    "a child's journey: `clearsight review` writes it to workers.csv, for whoever "
    "manages the team."
)

PROTECTION = Clock(
    key="supervision_cp",
    title="Supervision of the work on a protection plan",
    family="oversight",
    starts=(events.PROTECTION_PLAN_STARTED,),
    stops=(events.SUPERVISED,),
    ends_early=(events.PROTECTION_PLAN_ENDED,),
    limits={ALWAYS: working_days(20)},
    mode="ladder",
    tier=2,
    configurable=True,
    is_local=True,
    applies_to="children on a child protection plan",
    data=("CIN census: CPPstartDate, CPPendDate", SESSIONS),
    breach_words="No manager has put on record a look at this plan in supervision "
    "since.",
    law=POLICY,
    note="The first session is counted from the start of the plan. Children under "
    "enquiry or in proceedings without a plan are supervised under their own plans.",
)

NEED = Clock(
    key="supervision_cin",
    title="Supervision of the work with a child in need",
    family="oversight",
    starts=(events.CIN_PLAN_STARTED,),
    stops=(events.SUPERVISED,),
    ends_early=(events.CIN_PLAN_ENDED,),
    limits={ALWAYS: working_days(40)},
    mode="ladder",
    tier=2,
    configurable=True,
    is_local=True,
    applies_to="children on a child in need plan",
    data=("CIN census: CINPlanStartDate, CINPlanEndDate", SESSIONS),
    breach_words="No manager has put on record a look at this child in need in "
    "supervision since.",
    law=POLICY,
    note="The first session is counted from the start of the plan.",
)

CARE = Clock(
    key="supervision_cla",
    title="Supervision of the work with a child in care",
    family="oversight",
    starts=(events.CARE_BEGAN, events.CARE_ONGOING),
    starts_unsure=(events.CARE_ONGOING,),
    unsure_words="the child was looked after before the data begin",
    stops=(events.SUPERVISED,),
    ends_early=(events.CARE_ENDED,),
    limits={ALWAYS: working_days(30)},
    mode="ladder",
    tier=2,
    configurable=True,
    is_local=True,
    applies_to="children looked after, short breaks apart",
    data=("SSDA903: DECOM of the episode with RNE S, DEC", SESSIONS),
    breach_words="No manager has put on record a look at this child's care in "
    "supervision since.",
    law=POLICY,
    note="The longer interval that some policies give to settled placements and to "
    "care leavers is not told apart: a council sets one limit for all.",
)

WORKER = Clock(
    key="supervision_worker",
    title="Supervision of a social worker",
    family="oversight",
    starts=(events.WORKER_IN_POST, events.WORKER_SUPERVISED),
    stops=(events.WORKER_SUPERVISED,),
    ends_early=(events.WORKER_LEFT_POST,),
    limits={ALWAYS: months(1)},
    mode="ladder",
    tier=2,
    configurable=True,
    is_local=True,
    subject="worker",
    applies_to="social workers who hold children's work",
    data=(
        "Local extract: supervision sessions, with the worker",
        "Staff extract: first and last day in post",
    ),
    breach_words="No supervision of this worker is on record for a month.",
    law=Law(
        cite=f"{STANDARDS}, on supervision: at least monthly",
        status="local standard",
        checked="text seen",
        url=STANDARDS_URL,
    ),
    note=f"{SESSION_NOTE} How long a session lasted is not recorded.",
)

NEWLY_QUALIFIED = Clock(
    key="supervision_asye",
    title="Supervision of a newly qualified worker",
    family="oversight",
    starts=(events.FIRST_YEAR_BEGAN,),
    stops=(events.WORKER_SUPERVISED,),
    ends_early=(events.FIRST_YEAR_ENDED, events.WORKER_LEFT_POST),
    limits={
        ALWAYS: (
            Step(months(1), from_age=months(6)),
            Step(weeks(2), from_age=weeks(6)),
            Step(weeks(1)),
        )
    },
    mode="ladder",
    tier=2,
    configurable=True,
    is_local=True,
    subject="worker",
    applies_to="social workers in the year of support after qualifying",
    data=(
        "Local extract: supervision sessions, with the worker",
        "Staff extract: first day in post, last day of the year of support",
    ),
    breach_words="A newly qualified worker has had no supervision on record for longer "
    "than was promised.",
    law=Law(
        cite=f"{STANDARDS}, on supervision: weekly for six weeks, fortnightly to six "
        "months, then monthly",
        status="local standard",
        checked="text seen",
        url=STANDARDS_URL,
    ),
    note=SESSION_NOTE,
)
