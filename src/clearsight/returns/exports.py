"""The files of one SEN2 export: one of the nine says for which day they all are."""

from __future__ import annotations

from collections.abc import Sequence

from clearsight.returns.held import Held

KEY = "sen2"


def settle_exports(held: Sequence[Held]) -> None:
    """Give each file of an export the day that the return states, where one does.

    Files of one folder are one export; an XML states its own.
    """
    ours = [h for h in held if h.key == KEY]
    days = {h.folder: h.file.reference_date for h in ours if h.file.reference_date}
    for h in ours:
        if h.file.reference_date is None:
            h.file.reference_date = days.get(h.folder)
