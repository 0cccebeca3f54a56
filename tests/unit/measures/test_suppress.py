"""Nothing that is suppressed can be worked out, whatever else has been published.

The attack is the strongest there is: whoever tries knows our rules to the letter, every
rounded number we show, and the exact total, which the department may publish. Every
table that fits all of that is listed, and a small count is safe only where they differ
on it.
"""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import polars as pl
import pytest

from clearsight.measures import suppress
from clearsight.measures.finish import FIGURES
from clearsight.measures.measure import Measure, Roll

ROLL = Roll("r", "a child", ("cin",), lambda known: known.spells, on="starts_on")
SMALL = range(1, 6)
# How many values a small count must be able to have, for whoever tries everything.
AT_LEAST = 2


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
    row.setdefault("members", int(row.get("denominator") or row["numerator"] or 0))
    row.setdefault("value", row["numerator"])
    return row


def made_public(rows: list[dict[str, Any]], *measures: Measure) -> pl.DataFrame:
    """Publish rows of figures."""
    frame = pl.DataFrame(rows, schema_overrides=FIGURES)
    full = frame.select(
        pl.col(n) if n in frame.columns else pl.lit(None, t).alias(n)
        for n, t in FIGURES.items()
    )
    return suppress.public(full, measures or [a_measure()])


def every_table(cells: int, most: int) -> list[tuple[int, ...]]:
    """Return every table of so many cells that comes to no more than that."""
    found = itertools.product(range(most + 1), repeat=cells)
    return [table for table in found if sum(table) <= most]


def attacked(tables: list[tuple[int, ...]], shown: list[tuple[Any, ...]]) -> int:
    """Return the fewest values that any suppressed small count could have."""
    fits: dict[Any, list[tuple[int, ...]]] = {}
    for table, seen in zip(tables, shown, strict=True):
        fits.setdefault((seen, sum(table)), []).append(table)
    fewest = 99
    for (seen, total), same in fits.items():
        if total in SMALL:
            continue  # such a total is published by nobody
        for at, cell in enumerate(seen):
            values = {table[at] for table in same}
            if cell is None and values & set(SMALL):
                fewest = min(fewest, len(values))
    return fewest


def test_parts_of_a_split_cannot_be_worked_out_from_an_exact_total() -> None:
    """Three parts and every table of up to 24 children, each a council of its own."""
    tables = every_table(3, 24)
    rows = [
        a_row(council=str(n), split="sex", part=str(at), numerator=float(count))
        for n, table in enumerate(tables)
        for at, count in enumerate(table)
    ]
    shown = (
        made_public(rows).group_by("council").agg(pl.col("numerator").sort_by("part"))
    )
    seen = {r["council"]: tuple(r["numerator"]) for r in shown.to_dicts()}
    assert attacked(tables, [seen[str(n)] for n in range(len(tables))]) >= AT_LEAST


def test_quarters_cannot_be_worked_out_from_the_year() -> None:
    """Four quarters and the exact figure of the year that the department publishes."""
    tables = every_table(4, 18)
    starts = [date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1)]
    ends = [date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31), date(2026, 3, 31)]
    rows = [
        a_row(council=str(n), period=f"Q{at}", period_start=starts[at],
              period_end=ends[at], numerator=float(count))
        for n, table in enumerate(tables)
        for at, count in enumerate(table)
    ]  # fmt: skip
    shown = (
        made_public(rows).group_by("council").agg(pl.col("numerator").sort_by("period"))
    )
    seen = {r["council"]: tuple(r["numerator"]) for r in shown.to_dicts()}
    assert attacked(tables, [seen[str(n)] for n in range(len(tables))]) >= AT_LEAST


def test_two_overlapping_years_do_not_give_the_month_between_them() -> None:
    """Of every pair of rolling years one month apart, the month may be many numbers."""
    pairs = [(old, old + n) for old in range(6, 60) for n in range(6)]
    told: dict[Any, set[int]] = {}
    for old, new in pairs:
        seen = (suppress.protected(old).words, suppress.protected(new).words)
        told.setdefault(seen, set()).add(new - old)
    assert min(len(v) for v in told.values()) >= AT_LEAST


def test_those_who_do_not_count_are_protected_too() -> None:
    """18 of 20 in time names the two who were not."""
    share = a_measure(unit="%", method="share")
    row = a_row(numerator=18.0, denominator=20.0, unit="%", value=90.0)
    found = made_public([row], share).row(0, named=True)
    assert (found["status"], found["numerator"], found["value"]) == (
        "suppressed", None, None,
    )  # fmt: skip


def test_a_share_is_worked_out_from_rounded_counts() -> None:
    """12 of 57 would be 21.1 per cent, which only few fractions are."""
    share = a_measure(unit="%", method="share")
    row = a_row(numerator=12.0, denominator=57.0, unit="%", value=21.05)
    found = made_public([row], share).row(0, named=True)
    assert (found["numerator"], found["denominator"]) == (10.0, 55.0)
    assert (found["value"], found["shown"]) == (18.0, "18%")


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_suppressed_is_never_zero(count: int) -> None:
    """Neither as a number nor in words."""
    found = made_public([a_row(numerator=float(count))]).row(0, named=True)
    assert found["numerator"] is None
    assert found["value"] is None
    assert found["shown"] == "suppressed"
    nothing = made_public([a_row(numerator=0.0)]).row(0, named=True)
    assert (nothing["numerator"], nothing["shown"]) == (0.0, "0")


def test_of_rare_events_only_words_are_published() -> None:
    """Nor is zero told from five, nor is there any part."""
    rare = a_measure(disclosure="rare_event")
    rows = [a_row(numerator=float(n), council=str(n)) for n in (0, 5, 6)]
    rows.append(a_row(numerator=40.0, split="sex", part="F"))
    found = made_public(rows, rare).sort("council")
    assert found["shown"].to_list() == ["fewer than six", "fewer than six", "5"]


def test_a_small_cohort_is_published_over_three_years_alone() -> None:
    """One year of adoptions in one council is a handful of known families."""
    small = a_measure(disclosure="small_cohort")
    one = a_row(numerator=30.0)
    three = a_row(numerator=30.0, period="3", period_start=date(2023, 4, 1))
    found = made_public([one, three], small).sort("period")
    assert found["status"].to_list() == ["not for publication", "ok"]


def test_how_complete_the_records_are_stays_inside() -> None:
    """Each of those is a count of children, and nothing rounds them."""
    found = made_public([a_row(numerator=40.0, left_out=1, touched=2)])
    assert not {"left_out", "touched", "quality", "members"} & set(found.columns)


def test_a_refused_figure_says_why() -> None:
    """It is not taken for a suppressed one."""
    row = a_row(numerator=None, members=None, value=None, status="refused", note="why")
    found = made_public([row]).row(0, named=True)
    assert (found["shown"], found["note"]) == ("refused", "why")


def test_numbers_alone_follow_the_same_rule() -> None:
    """A count in a sentence is protected as one in a table is, or more."""
    assert [suppress.protected(n).words for n in (0, 1, 5, 6, 8)] == [
        "0", "1 to 7", "1 to 7", "1 to 7", "10",
    ]  # fmt: skip


def test_no_more_is_hidden_than_need_be() -> None:
    """One small part takes one other with it, and the rest stay."""
    rows = [
        a_row(split="sex", part=part, numerator=count)
        for part, count in (("a", 20.0), ("b", 3.0), ("c", 30.0), ("d", 0.0))
    ]
    found = made_public(rows).sort("part")
    assert found["numerator"].to_list() == [None, None, 30.0, 0.0]
