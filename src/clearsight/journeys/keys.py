"""Whole numbers that stand for a child and for a spell while journeys are made.

Grouping and joining by one number costs a fraction of what council, child and the name
of a spell cost. `who` stands for a council's child. `spell_key` holds who, kind, start
and number in one Int64, so that of two spells of one child and kind the later has the
larger key, and one whose start is not known the largest. The readable name of a spell
is only carried along.
"""

from __future__ import annotations

from collections.abc import Iterable

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.shape import Frame

WHOSE = ("council", "child")
UNALLOCATED, UNALLOCATED_NOW = "unallocated", "unallocated now"
UNALLOCATED_LISTED = "unallocated on the lists"
NAMED_NEXT, WORKER_UNTOLD = "another worker", "worker not told"
EARLY_HELP, LEAVER = "early help", "care leaver"
SDQ_YEAR, BIRTHDAY = "questionnaire of", "birthday of"
DIRECTION, COMPLAINT, TRANSFER = "direction", "complaint", "transfer in"
COURT_REPORT, INCIDENT, FOSTERING = "court report", "incident", "private fostering"
PROCEEDINGS, CHALLENGE, MOVE = "care proceedings", "challenge", "accommodation"
EHC, EHC_DRAFT, EHC_ADVICE = "EHC request", "EHC draft", "EHC advice"
SCREENING, SECURE_ORDER, LIBERTY = "screening", "secure order", "liberty order"
KINDS = (
    *e.SPELLS, UNALLOCATED, UNALLOCATED_NOW, NAMED_NEXT,
    EARLY_HELP, LEAVER, SDQ_YEAR, BIRTHDAY,
    DIRECTION, COMPLAINT, TRANSFER, COURT_REPORT, INCIDENT, FOSTERING, PROCEEDINGS,
    CHALLENGE, MOVE, EHC, SCREENING, SECURE_ORDER, LIBERTY,
    EHC_DRAFT, EHC_ADVICE, WORKER_UNTOLD, UNALLOCATED_LISTED,
)  # fmt: skip

# With these, two million children fit into 63 bits.
_KINDS, _DAYS, _NTHS = 2**6, 2**18, 2**18
_FIRST_YEAR, _LONGEST_YEAR = 1800, 366


def people(tables: Iterable[Frame]) -> Frame:
    """Return council, child, who: a number for each child that any table names."""
    pairs = nw.concat([table.select(*WHOSE) for table in tables]).unique()
    numbered = pairs.with_row_index("who", order_by=WHOSE)
    return numbered.with_columns(nw.col("who").cast(nw.Int64))


def spell_key(kind: str, start: str | None) -> nw.Expr:
    """Return the first spell key of the child's kind and start; add `nth` to it.

    `start` names a Date column; None is for a kind of which a child has just one.
    """
    first = (nw.col("who") * _KINDS + KINDS.index(kind)) * _DAYS
    if start is None:
        return (first + (_DAYS - 1)) * _NTHS
    on = nw.col(start)
    years = on.dt.year().cast(nw.Int64) - _FIRST_YEAR
    day = years * _LONGEST_YEAR + on.dt.ordinal_day().cast(nw.Int64)
    return (first + day.fill_null(_DAYS - 1)) * _NTHS


def spell_name(kind: str, start: nw.Expr) -> nw.Expr:
    """Write the name of a spell: its kind, its start and its number on that day."""
    return nw.concat_str(
        nw.lit(f"{kind} "),
        start.dt.to_string("%Y-%m-%d").fill_null("undated"),
        nw.lit(" #"),
        (nw.col("spell_key") % _NTHS).cast(nw.String),
    )
