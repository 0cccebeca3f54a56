"""What reaches the front door before there is a referral."""

from clearsight.record.thing import Thing
from clearsight.shape import code, day, text


class Contact(Thing):
    """One row for each child in one contact."""

    contact_on = day("Day the contact reached the council")
    contact_source = code("Who made it", "source")


class EarlyHelp(Thing):
    """One row for each early help assessment or intervention; locally defined."""

    starts_on = day("Day it began")
    ended_on = day("Day it ended")
    organisation = text("Agency that leads it")
