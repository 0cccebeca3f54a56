"""Being looked after: episodes, the period as a snapshot shows it, liberty."""

from clearsight.record.thing import Thing
from clearsight.shape import code, day, decimal, number, text, yes_no


class CareEpisode(Thing):
    """One row for each episode of care: unbroken, one legal status, one placement."""

    year = number("Collection year of the return that holds it, by the year it ends in")
    starts_on = day("Day the episode began")
    start_reason = code("Why a new episode began", "reason_for_new_episode")
    legal_status = code("Legal status", "legal_status")
    need = code("Category of need", "need")
    place = code("Type of placement", "placement")
    place_provider = code("Provider of the placement", "placement_provider")
    urn = text("Ofsted's number of the setting")
    ended_on = day("Day the episode ended")
    end_reason = code(
        "Why it ended; X1 where another follows the same day", "reason_ceased"
    )
    place_change_reason = code("Why the placement changed", "reason_place_change")
    miles_from_home = decimal("Miles from home in a straight line, where worked out")


class CarePeriod(Thing):
    """One row for each child's latest period of care, as List 8 shows it."""

    starts_on = day("Day the child became looked after")
    ended_on = day("Day the child ceased to be looked after")
    end_reason = code("Why the period ended", "reason_ceased")
    legal_status = code("Legal status now or at the end", "legal_status")
    legal_status_from = day("Day that legal status began")
    place = code("Type of the latest placement", "placement")
    place_provider = code("Provider of the latest placement", "placement_provider")
    placement_from = day("Day the latest placement began")
    location = code("IN or OUT of the council's area: the latest placement", "in_out")
    authority = code("Council in whose area the latest placement is", "la_place")
    permanence_plan = code("The child's permanence plan", "permanence")
    is_interview_offered = yes_no(
        "Whether a return interview was offered after the last time missing"
    )
    is_interview_accepted = yes_no("Whether the child accepted that interview")
    times_missing = number("Times missing from the placement in the last 12 months")


class Liberty(Thing):
    """One row for each deprivation of liberty order (from 2026/27)."""

    starts_on = day("Day the order began")
    ended_on = day("Day the order ended or will end")
