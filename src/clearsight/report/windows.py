"""From which day to which each file shows all that was going on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import polars as pl

from clearsight.dates import add_months, collection_year, year_end, year_start
from clearsight.files.manifest import ReadFile
from clearsight.oversight.waiting.windows import WINDOW

# Lists 1 to 8 hold what is open, and what happened or ended in the half year before.
ANNEX_A, REACH = "annexa", -6
YEARLY = ("cin", "ssda903")


def windows_of(files: Iterable[ReadFile], as_at: date) -> pl.DataFrame:
    """Return a row for each file whose days are known, with the columns of `WINDOW`.

    A census and an SSDA903 hold whatever was open at any time in their year.
    """
    rows = []
    for f in files:
        known = f.reference_date or f.extract_date
        if f.taken_for == ANNEX_A and known:
            rows.append((f.council, f.taken_for, add_months(known, REACH), known))
        elif f.taken_for in YEARLY and (year := f.year or _year(f)):
            until = min(known or year_end(year), as_at)
            rows.append((f.council, f.taken_for, year_start(year), until))
    return pl.DataFrame(rows, schema=WINDOW, orient="row").unique().sort(pl.all())


def _year(f: ReadFile) -> int | None:
    return collection_year(f.reference_date) if f.reference_date else None
