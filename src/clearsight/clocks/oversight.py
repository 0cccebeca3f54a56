"""Clocks of the service's own watchfulness."""

from clearsight.clocks.clock import ALWAYS, Clock
from clearsight.clocks.limit import Step, calendar_days, working_days
from clearsight.journeys import events
from clearsight.law import Law

NEW_WORKER = Clock(
    key="new_worker_visit",
    title="New worker meets the child",
    family="oversight",
    starts=(events.NEW_WORKER,),
    stops=(events.CARE_VISIT, events.PROTECTION_VISIT, events.CHILD_SEEN),
    ends_early=(
        events.CARE_ENDED,
        events.PROTECTION_PLAN_ENDED,
        events.CIN_PLAN_ENDED,
    ),
    limits={ALWAYS: working_days(10)},
    mode="each start",
    tier=2,
    configurable=True,
    proxy="any visit to the child stands for one by the new worker",
    applies_to="children on a plan or in care whose social worker has changed",
    data=(
        "SSDA903: SW_ID, SW_DECOM",
        "Annex A Lists 6 to 8, from one extract to the next: worker, latest visit",
    ),
    breach_words="A new worker has this child, and nobody has visited since.",
    law=Law(
        cite="Local standard: a new worker soon meets the child",
        status="local standard",
        checked="memory",
    ),
    note="Only for the worker of today: whether those before met the child is past "
    "help. On a plan, and in care on days that no social worker episodes cover, it is "
    "counted from the first extract that names the worker, and not at all where the "
    "child was visited since the last one that named another. "
    "The lists show the latest visit alone, so a change long ago cannot be told.",
)

NO_ACTIVITY = Clock(
    key="no_activity",
    title="Nothing recorded",
    family="oversight",
    starts=(events.LAST_ACTIVITY,),
    stops=(events.ACTIVITY,),
    limits={ALWAYS: calendar_days(28)},
    tier=2,
    configurable=True,
    is_warned=False,
    proxy="the dates in the returns stand for the child's file",
    applies_to="every open child",
    data=("All returns and lists: the latest date of anything done",),
    breach_words="Nothing in the returns says that anything was done for this child "
    "since.",
    law=Law(
        cite="Local standard: something is recorded for an open child every four weeks",
        status="local standard",
        checked="memory",
    ),
    note="The returns hold few of the things that a file does. Without lists of the "
    "latest visits their silence says nothing, and it cannot run.",
)

FLAG_RESPONSE = Clock(
    key="flag_response",
    title="Manager's answer to a flag",
    family="oversight",
    starts=(events.FLAG_TODAY, events.FLAG_LIMIT, events.FLAG_DRIFT),
    stops=(events.FLAG_ANSWERED,),
    limits={
        ALWAYS: (
            Step(working_days(2), starts=(events.FLAG_TODAY,)),
            Step(working_days(5), starts=(events.FLAG_LIMIT,)),
            Step(working_days(10)),
        )
    },
    mode="each start",
    tier=2,
    configurable=True,
    applies_to="every flag that this program has raised",
    data=("This program's own log of answers",),
    breach_words="A manager was told about this child and has not answered.",
    law=Law(
        cite="Local standard of the oversight loop: two, five and ten working days",
        status="local standard",
        checked="text seen",
        note="The standard is this program's own, so it is nowhere else to be read.",
    ),
    note="It runs once flags and answers are kept in the application.",
)
