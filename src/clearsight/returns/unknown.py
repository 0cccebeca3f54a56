"""Saying why a file was not recognised, with the nearest table and what it lacks."""

from __future__ import annotations

from collections.abc import Sequence

from clearsight.files.headings import normalise
from clearsight.files.open import Opened
from clearsight.returns import RETURNS

NAMED = 6
LEAST_LIKE = 0.3


def explain(opened: Opened) -> str:
    """Return why no return claimed the file."""
    if opened.form == "unusable":
        return opened.problems[0].what if opened.problems else "It could not be read."
    if opened.form == "xml":
        if not opened.root:
            return (
                "It begins like XML, and breaks off before anything can be read of it."
            )
        return (
            f"It is XML with the root element {opened.root[:40]}, of no return we read."
        )
    headings = [h for grid in opened.grids for h in grid.headings]
    return nearest(headings)


def nearest(headings: Sequence[str]) -> str:
    """Say which table the headings are most like, and which columns they lack."""
    here = {normalise(h) for h in headings}
    best: tuple[float, str, list[str]] = (0.0, "", [])
    for kind in (r for r in RETURNS if r.is_text):
        for name, table in kind.tables().items():
            lacking = [
                f.name
                for f in table.fields.values()
                if not here & {normalise(n) for n in (f.name, *f.other_names)}
            ]
            share = 1 - len(lacking) / len(table.fields)
            if share > best[0]:
                best = (share, f"{name} of the {kind.title}", lacking)
    share, what, lacking = best
    if share < LEAST_LIKE:
        return "No row among the first 30 holds the headings of a return we read."
    more = f" and {len(lacking) - NAMED} more" if len(lacking) > NAMED else ""
    return f"It is most like {what}, but lacks {', '.join(lacking[:NAMED])}{more}."
