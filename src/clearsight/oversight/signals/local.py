"""What a council's own extract could have shown, so that its silence is not lateness.

No signal is raised because an extract is absent, because a table in it begins later, or
because it was made before the day of the review: it is asked up to its own day alone.
"""

from __future__ import annotations

from datetime import date

import narwhals as nw

from clearsight.clocks.judge import day_number
from clearsight.oversight.signals.rows import WHOSE
from clearsight.oversight.signals.seen import Seen
from clearsight.shape import Frame


def told_to(seen: Seen, *tables: str) -> Frame:
    """Return council and `age`: how many days before the review its extract ends.

    `tables` are those of the record that the extract fills. A council whose files have
    no row of any of them is not there.
    """
    files = nw.concat(
        [seen.record[name].select("council", "file") for name in tables]
    ).unique()
    known = files.join(seen.files.select("file", "known_on"), on="file", how="left")
    newest = known.with_columns(known_on=nw.col("known_on").fill_null(seen.today))
    by_council = newest.group_by("council").agg(known_on=nw.col("known_on").max())
    age = seen.days_past("known_on")
    counted = nw.when(age > 0).then(age).otherwise(nw.lit(0, nw.Int64))
    return by_council.select("council", age=counted)


def long_ago(column: str, before: date) -> nw.Expr:
    """Say whether the day was before the other one, counted back by `age` days."""
    return day_number(nw.col(column)) + nw.col("age") < before.toordinal()


def shown(seen: Seen, event: str) -> Frame:
    """Return council, child, spell, known_from: where all such events would be told."""
    told = seen.coverage.filter(nw.col("event") == event, nw.col("is_complete"))
    told = told.with_columns(always=nw.col("known_from").is_null().cast(nw.Int64))
    by_spell = told.group_by(*WHOSE, "spell").agg(
        nw.col("known_from").min(), nw.col("always").max()
    )
    from_day = nw.when(nw.col("always") == 0).then(nw.col("known_from"))
    return by_spell.select(*WHOSE, "spell", known_from=from_day)
