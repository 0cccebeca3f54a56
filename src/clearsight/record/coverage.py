"""What a source could have shown, so that silence is not taken for lateness."""

from typing import ClassVar

from clearsight.record.thing import Thing
from clearsight.shape import day, text, yes_no


class Coverage(Thing):
    """One row for each kind of event that a file is able to hold.

    A clock whose stop no source could have shown stands *cannot run*. `child` is null:
    the row speaks for every child of the file. Where `is_latest_only`, the source holds
    just the latest such event of each child it lists (Annex A Lists 6 to 9), so it is
    complete only from that event on.
    """

    has_child: ClassVar[bool] = False

    shows = text("The kind of event, as `journeys.events` names it")
    known_from = day(
        "First day from which every such event would be there; null: always"
    )
    known_to = day(
        "Last day to which they would be there; null: the day the review is made for"
    )
    is_latest_only = yes_no("True where only the latest of each child is held")
