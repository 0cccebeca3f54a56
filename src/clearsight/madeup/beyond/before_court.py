"""The stage before an application to the court, as the one table of the SSD tells it.

No census of these years asks for it. A council that fills the Standard Safeguarding
Dataset's table of pre-proceedings has it all the same. Beside those whose lives led
there, children on a protection plan enter it by chance: it ends in some months, or has
not ended yet, and at times it is just sixteen weeks old, or two, when a month ends.
Some parents are not met, and some are met whose stage nobody looks at half-way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random

from clearsight.madeup.days import add_months, days, working_from
from clearsight.madeup.text import Cell, iso, write_csv
from clearsight.madeup.true import Child, PreProceedings, ProtectionPlan
from clearsight.madeup.world import World

TABLE = "ssd_pre_proceedings"
ENTERS, AT_THE_EDGE = 0.6, 0.5
SIXTEEN_WEEKS, TWO_WEEKS = 112, 14  # days: the whole stage, and the first meeting
NOT_MET, NOT_LOOKED = 0.2, 0.3
STEPPED_DOWN = "stepped down"
MEETS, LOOKS = (5, 25), (45, 75)  # days: the first meeting, and the review half-way
HEADINGS = tuple(
    f"prep_{name}"
    for name in (
        "table_id", "person_id", "plo_family_id", "pre_pro_decision_date",
        "initial_pre_pro_meeting_date", "pre_pro_outcome",
        "agree_stepdown_issue_date", "cp_plans_referral_period",
        "legal_gateway_outcome", "prev_pre_proc_child", "prev_care_proc_child",
        "pre_pro_letter_date", "care_pro_letter_date", "pre_pro_meetings_num",
        "pre_pro_parents_legal_rep", "parents_legal_rep_point_of_issue",
        "court_reference", "care_proc_court_hearings", "care_proc_short_notice",
        "proc_short_notice_reason", "la_inital_plan_approved",
        "la_initial_care_plan", "la_final_plan_approved", "la_final_care_plan",
    )
)  # fmt: skip


def stages(
    world: World, children: Sequence[Child]
) -> Iterator[tuple[Child, PreProceedings]]:
    """Yield each child who entered the stage, and how it went."""
    for child in children:
        told = [one for found in child.referrals for one in found.before_court]
        for stage in told or _by_chance(world, child):
            yield child, stage


def _by_chance(world: World, child: Child) -> Iterator[PreProceedings]:
    rng = Random(f"{world.seed}/beyond/before court/{child.number}")  # noqa: S311 (a simulation)
    for found, plan in ((f, one) for f in child.referrals for one in f.plans):
        starts_on = _starts(rng, plan)
        last = plan.ended_on or world.as_at
        if rng.random() < ENTERS and plan.starts_on < starts_on <= last:
            ended_on = world.by(working_from(starts_on + days(rng.randint(50, 230))))
            outcome = rng.choice((STEPPED_DOWN, "application to court"))
            if found.closed_on and (ended_on is None or ended_on > found.closed_on):
                ended_on, outcome = found.closed_on, STEPPED_DOWN
            until = ended_on or world.as_at
            met, looked = (
                working_from(starts_on + days(rng.randint(*wait)))
                for wait in (MEETS, LOOKS)
            )
            is_met = rng.random() >= NOT_MET and met <= until
            is_looked_at = rng.random() >= NOT_LOOKED and is_met and looked <= until
            yield PreProceedings(
                starts_on,
                met if is_met else None,
                looked if is_looked_at else None,
                ended_on,
                outcome if ended_on else "",
            )


def _starts(rng: Random, plan: ProtectionPlan) -> date:
    """Return a day of the plan; at times just two or 16 weeks before a month ends."""
    if rng.random() >= AT_THE_EDGE:
        return working_from(plan.starts_on + days(rng.randint(20, 120)))
    begins = add_months(plan.starts_on.replace(day=1), rng.randint(5, 8))
    back = rng.choice((SIXTEEN_WEEKS, SIXTEEN_WEEKS, TWO_WEEKS))
    return begins - days(1 + back + rng.randint(0, 1))


def write(folder: Path, world: World, children: Sequence[Child]) -> None:
    """Write the table, where there is anything to tell."""
    found = enumerate(stages(world, children), 1)
    rows = [_row(n, child, stage) for n, (child, stage) in found]
    if rows:
        name = f"{TABLE}_{world.as_at.isoformat()}.csv"
        write_csv(folder / name, HEADINGS, rows)


def _row(n: int, child: Child, stage: PreProceedings) -> list[Cell]:
    told: dict[str, Cell] = {
        "prep_table_id": f"PREP{n:06d}",
        "prep_person_id": child.number,
        "prep_plo_family_id": f"FAM{child.number}",
        "prep_pre_pro_decision_date": iso(stage.starts_on),
        "prep_initial_pre_pro_meeting_date": iso(stage.meeting_on),
        "prep_pre_pro_outcome": stage.outcome,
        "prep_agree_stepdown_issue_date": iso(stage.ended_on),
        "prep_pre_pro_letter_date": iso(stage.starts_on),
        "prep_pre_pro_meetings_num": int(stage.review_on is not None),
    }
    return [told.get(heading, "") for heading in HEADINGS]
