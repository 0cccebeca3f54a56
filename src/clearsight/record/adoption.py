"""The way to adoption."""

from clearsight.record.thing import Thing
from clearsight.shape import code, day


class Adoption(Thing):
    """One row for each child in each return that describes an adoption process."""

    decided_on = day("Decision that the child should be placed for adoption")
    placement_order_on = day("Placement order granted")
    matched_on = day("Match decided")
    placed_on = day("Placed with adopters")
    ordered_on = day("Adoption order granted")
    reversed_on = day("Decision reversed")
    reversal_reason = code("Why it was reversed", "reversal")
