"""Health in care: that something was done and when, never what was found."""

from clearsight.record.thing import Thing
from clearsight.shape import code, day, number, text, yes_no

HEALTH_ASSESSMENT = "health assessment"
DENTAL_CHECK = "dental check"


class Check(Thing):
    """One row for each day on which something was checked, as far as a source shows."""

    kind = text("health assessment or dental check")
    done_on = day("Day it was done")
    is_latest_only = yes_no(
        "True where the source shows the latest one and hides earlier ones"
    )


class HealthYear(Thing):
    """One row for each child and year of the 903's outcomes: what was done in the year.

    They are children looked after for twelve months at 31 March.
    """

    year = number("Collection year, by the year it ends in")
    is_assessed = yes_no(
        "Whether the health assessment was had; both of the year for a child under 5"
    )
    is_dental_seen = yes_no("Whether a dentist saw the child's teeth")


class Questionnaire(Thing):
    """One row for each child and year of the strengths and difficulties questionnaire.

    The score serves the average of all children that the department publishes, and
    nothing about one child is worked out from it.
    """

    year = number("Collection year, by the year it ends in")
    is_scored = yes_no("Whether a score was returned")
    score = number("The score, 0 to 40")
    reason = code("Why there is no score", "sdq_reason")
