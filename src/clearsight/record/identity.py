"""How rows are joined, and where they disagree."""

from clearsight.record.thing import Thing
from clearsight.shape import code, day, number, text


class Link(Thing):
    """One row for each join between two things, with what it rests on."""

    thing = text("Spell that is linked")
    within = text("Spell it belongs to")
    basis = text("given id, nested, or inferred by date")
    confidence = number("Per cent: 100 given or nested; less where dates alone say so")


class Conflict(Thing):
    """One row for each value on which two sources differ; both rows are kept."""

    thing = text("Spell it is about")
    column = text("Column in which they differ")
    taken = text("Source whose value the journey shows")
    other = text("Source that says otherwise")
    taken_on = day("The value taken, where it is a day")
    other_on = day("The other value, where it is a day")
    taken_text = text("The value taken, where it is not a day")
    other_text = text("The other value, where it is not a day")


class Identifier(Thing):
    """One row for each number by which a child is known elsewhere.

    Named as the Standard Safeguarding Dataset names its linked identifiers. A pupil
    number that a return states is only a hint that two records are of one child, until
    somebody has confirmed it: `confirmed_by` and `confirmed_on`.
    """

    kind = code("What kind of number: UPN, FORMER UPN, ULN, SEND", "identifier_type")
    value = text("The number")
    valid_from = day("First day on which it is the child's")
    valid_to = day("Last day on which it is the child's")
    confirmed_by = text("Who confirmed that both are one child")
    confirmed_on = day("Day on which that was confirmed")
