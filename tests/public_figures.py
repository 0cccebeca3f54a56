"""Figures of a measure, and what may be published of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from clearsight.measures import suppress
from clearsight.measures.behind import BEHIND
from clearsight.measures.finish import FIGURES
from clearsight.measures.measure import Measure, Roll

ROLL = Roll("r", "a child", ("cin",), lambda known: known.spells, on="starts_on")


def a_measure(key: str = "m", **more: Any) -> Measure:
    """Make a measure that counts, unless told otherwise."""
    said = {"unit": "children", "method": "count", **more}
    return Measure(
        key=key, title="T", family="front door", of=ROLL, counts="c", over="o",
        data=("d",),
        **said,
    )  # fmt: skip


def a_row(**values: Any) -> dict[str, Any]:
    """Make a row of figures for a year, whole unless told otherwise."""
    row = {
        "council": "A", "measure": "m", "period": "2025/26", "split": "", "part": "",
        "period_start": date(2025, 4, 1), "period_end": date(2026, 3, 31),
        "unit": "children", "status": "ok", "shown": "",
    }  # fmt: skip
    row |= values
    over, count = row.get("denominator") or 0, row["numerator"] or 0
    row.setdefault("numerator_children", int(count))
    row.setdefault("rest_children", int(max(over - count, 0)))
    row.setdefault("denominator_children", int(over))
    row.setdefault("members", int(row.get("denominator") or row["numerator"] or 0))
    row.setdefault("value", row["numerator"])
    return row


def made_public(rows: list[dict[str, Any]], *measures: Measure) -> pl.DataFrame:
    """Publish rows of figures."""
    columns = FIGURES | BEHIND
    frame = pl.DataFrame(rows, schema_overrides=columns)
    full = frame.select(
        pl.col(n) if n in frame.columns else pl.lit(None, t).alias(n)
        for n, t in columns.items()
    )
    return suppress.public(full, measures or [a_measure()])
