"""A child within an authority."""

from clearsight.record.thing import Thing
from clearsight.shape import code, day, yes_no


class Child(Thing):
    """One row for each row of a return that describes the child."""

    birth_on = day("Date of birth, or the expected date of an unborn child")
    is_unborn = yes_no("Whether the child was unborn when the return was made")
    died_on = day("Date of death")
    sex = code("Sex as the return codes it", "sex")
    ethnicity = code("Ethnicity, as the department's code", "ethnicity")
    is_disabled = yes_no("Whether any disability is recorded; null where not known")
    is_asylum_seeker = yes_no(
        "Whether recorded as an unaccompanied asylum-seeking child"
    )
