"""What managers did: supervision, decisions, approvals, and what was done with them.

No national return holds any of it. The rows come from the oversight extract.
"""

from clearsight.record.thing import Thing
from clearsight.shape import code, day, text, yes_no


class Supervision(Thing):
    """One row for each child talked over in one supervision session.

    `child` is null where the session was about the worker alone.
    """

    supervised_on = day("Day of the session")
    kind = code("Of the case, of a group, or of the worker", "supervision_type")
    worker = text("Worker who was supervised")
    supervisor = text("Who supervised")
    next_on = day("Day set for the next session")


class Decision(Thing):
    """One row for each decision or direction of a manager about a child."""

    decided_on = day("Day of the decision")
    kind = code("Decision, or direction to somebody to do something", "decision_type")
    about = code("What it is about", "decision_about")
    what = text("What was decided, in a few words, as the council wrote it")
    decided_by = text("Worker id of whoever decided")
    directed_to = text("Worker id of whoever is to act")
    due_on = day("Day by which it is to be done")
    done_on = day("Day it was done; null while it is not")


class ReturnInterview(Thing):
    """One row for each return from being missing for which an interview is recorded."""

    missing_from = day("Day the child went missing")
    returned_on = day("Day the child was back")
    is_offered = yes_no("Whether an interview was offered")
    offered_on = day("Day it was offered")
    is_accepted = yes_no("Whether the child accepted")
    held_on = day("Day it was held")
    is_independent = yes_no("Whether held by somebody not involved with the child")
    interviewer = text("Worker id of the interviewer")


class Notice(Thing):
    """One row for each notice about a placement to somebody who must be told."""

    placed_on = day("Start of the placement that it is about")
    told = code("Who was told", "notice_to")
    sent_on = day("Day it was sent")


class Approval(Thing):
    """One row for each approval that a placement or arrangement needs."""

    placed_on = day("Start of the placement that it is about")
    kind = code("What was approved", "approval_type")
    asked_on = day("Day it was asked for")
    approved_on = day("Day it was given; null while it is not")
    approved_by = text("Worker id of whoever approved")
    approver_role = code("The office in which that person approved", "approver_role")
    runs_to = day("Last day that it covers")


class Complaint(Thing):
    """One row for each stage of each complaint; `child` may be null."""

    complaint = text("The council's number for the complaint")
    stage = code("Stage 1, 2 or 3", "complaint_stage")
    received_on = day("Day the complaint, or the request for this stage, came")
    started_on = day("Day the stage began, if later: recorded in writing and agreed")
    is_extended = yes_no("Whether more time was agreed")
    due_on = day("Day by which an answer was promised")
    answered_on = day("Day of the answer")
    closed_on = day("Day it was withdrawn, or settled without an answer")
    outcome = code("How it was decided", "complaint_outcome")
    made_by = code("Who complained", "complaint_by")
    about = code("What it is mainly about", "complaint_about")


class Step(Thing):
    """One row for each other dated step that no return holds.

    `kind` is a code of `step_type` in the oversight extract.
    """

    kind = code("Which step", "step_type")
    done_on = day("Day it was done")
    of_on = day("Start of the thing it belongs to, where that is known")
    by = text("Worker id of whoever did it")
