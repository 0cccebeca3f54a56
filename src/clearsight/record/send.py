"""Education, health and care: from the request to the plan and its reviews.

The systems that hold these know a child by other numbers. `child` is null in all of
them: `person` says who it is there, and only a confirmed `Identifier` joins the two.
"""

from typing import ClassVar

from clearsight.record.thing import Thing
from clearsight.shape import code, day, number, text, yes_no


class _Send(Thing):
    """What these tables share: whose row it is in the system that it came from."""

    has_child: ClassVar[bool] = False

    person = text("The person in the SEND system: the pupil number where there is one")


class EhcPerson(_Send):
    """One row for each person in a SEN2 return."""

    upn = text("Unique pupil number")
    uln = text("Unique learner number")
    upn_unknown = code("Why there is neither", "upn_unknown")
    birth_on = day("Date of birth")
    sex = code("Sex as the return codes it", "sex")
    ethnicity = code("Ethnicity, as the department's code", "ethnicity")


class EhcRequest(_Send):
    """One row for each request for an education, health and care needs assessment."""

    request_key = text("What rows under this request carry")
    received_on = day("Day the council received it, or became responsible")
    requester = code("Who asked", "request_source")
    outcome = code("Decision on the request", "request_outcome")
    decided_on = day("Day of that decision")
    is_mediated = yes_no("Whether mediation was held about it")
    is_at_tribunal = yes_no("Whether it went to the tribunal")
    is_moved_away = yes_no("Whether the person left the area before the end of it")


class EhcAssessment(_Send):
    """One row for each needs assessment."""

    request_key = text("The request that it came of")
    assessment_key = text("What rows under this assessment carry")
    outcome = code("Decision to issue a plan, or not", "assessment_outcome")
    decided_on = day("Day of that decision")
    is_mediated = yes_no("Whether mediation was held about the decision")
    is_at_tribunal = yes_no("Whether the decision went to the tribunal")
    has_exception = yes_no("Whether an exception to the 20 weeks applies")


class EhcPlan(_Send):
    """One row for each plan issued, and each maintained on the day of the census."""

    request_key = text("The request that it came of")
    assessment_key = text("The assessment that it came of")
    plan_key = text("What rows under this plan carry")
    issued_on = day("Day the final plan was issued")
    ceased_on = day("Day it was ceased")
    cease_reason = code("Why it was ceased", "cease_reason")
    is_active = yes_no("Whether the return lists it as maintained on census day")
    from_council = text("Council that it was transferred from")
    phase_due_on = day("Day by which a change of phase is to be settled")
    phase_final_on = day("Day of the final plan after that")


class EhcReview(_Send):
    """One row for each review of a plan, the latest that the return tells of."""

    request_key = text("The request that the plan came of")
    plan_key = text("The plan that was reviewed")
    met_on = day("Day of the review meeting")
    outcome = code("Decision after it", "review_outcome")
    decided_on = day("Day of that decision")
    drafted_on = day("Day the draft of the amended plan was sent")


class EhcPlacement(_Send):
    """One row for each setting named in a plan, or attended under it."""

    plan_key = text("The plan")
    urn = text("Unique reference number of the setting")
    ukprn = text("Provider number of the setting")
    setting = code("Kind of setting where there is no number", "sen_setting")
    rank = number("1 main, 2 second")
    starts_on = day("First day there")
    ended_on = day("Last day there")
    is_named = yes_no("True where the plan names it, false where it is attended")


class EhcNeed(_Send):
    """One row for each need under a plan."""

    plan_key = text("The plan")
    kind = code("Kind of need", "sen_type")
    rank = number("1 main, 2 second")
