"""Nothing that is suppressed can be worked out, whatever else has been published.

The attack is the strongest there is: whoever tries knows our rules to the letter, every
rounded number we show, and the exact total, which the department may publish. Every
table that fits all of that is listed, and a small count is safe only where they differ
on it.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from clearsight.measures import suppress
from clearsight.measures.behind import BEHIND
from clearsight.measures.finish import FIGURES
from clearsight.measures.measure import Roll, Survival
from public_figures import a_measure, a_row, made_public

SMALL = range(1, 6)
DAY = nw.lit(1)
# How many values a small count must be able to have, for whoever tries everything.
AT_LEAST = 2


WATCHED = a_measure(unit="%", method="survival", survival=Survival(DAY, DAY, 365))


def every_table(cells: int, most: int) -> list[tuple[int, ...]]:
    """Return every table of so many cells that comes to no more than that."""
    found = itertools.product(range(most + 1), repeat=cells)
    return [table for table in found if sum(table) <= most]


def attacked(tables: list[tuple[int, ...]], shown: list[tuple[Any, ...]]) -> int:
    """Return the fewest values that any small count could have, shown or not."""
    fits: dict[Any, list[tuple[int, ...]]] = {}
    for table, seen in zip(tables, shown, strict=True):
        fits.setdefault((seen, sum(table)), []).append(table)
    fewest = 99
    for (_, total), same in fits.items():
        if total in SMALL:
            continue  # such a total is published by nobody
        for cells in zip(*same, strict=True):
            if set(cells) & set(SMALL):
                fewest = min(fewest, len(set(cells)))
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
    assert found["shown"].to_list() == ["fewer than six", "fewer than six", "10"]


def test_what_is_shown_of_rare_events_fits_many_counts() -> None:
    """Nothing under two bases is shown: a 5 could only be a 6 or a 7."""
    rare = a_measure(disclosure="rare_event")
    rows = [a_row(numerator=float(n), council=f"{n:02d}") for n in range(60)]
    found = made_public(rows, rare).sort("council")
    fits: dict[str, list[int]] = {}
    for n, words in enumerate(found["shown"]):
        fits.setdefault(words, []).append(n)
    assert fits["fewer than six"] == list(range(6))
    assert "5" not in fits
    whole = [counts for counts in fits.values() if max(counts) < 58]
    assert min(len(counts) for counts in whole) >= 3


def test_of_rare_events_no_month_is_published() -> None:
    """The bound is of a year, and a month is a date beside the count."""
    rare = a_measure(disclosure="rare_event")
    rows = [
        a_row(numerator=40.0),
        a_row(numerator=40.0, period="Q1", period_end=date(2025, 6, 30)),
    ]
    found = made_public(rows, rare).sort("period")
    assert found["shown"].to_list() == ["40", "not for publication"]


@pytest.mark.parametrize("nights", [0.0, 1.0, 151.0])
def test_nights_are_guarded_by_the_children_whose_they_are(nights: float) -> None:
    """One child's nights are one child, and read no other than none at all."""
    rare = a_measure(
        disclosure="rare_event", method="sum", amount=nw.lit(1), unit="child nights"
    )
    row = a_row(numerator=nights, numerator_children=min(int(nights), 1))
    few = made_public([row | {"unit": "child nights"}], rare).row(0, named=True)
    assert (few["numerator"], few["value"], few["shown"]) == (
        None, None, "fewer than six children",
    )  # fmt: skip
    eight = a_row(numerator=151.0, numerator_children=8, unit="child nights")
    assert made_public([eight], rare)["shown"].to_list() == ["150"]


@pytest.mark.parametrize(
    ("counted", "rest", "shown"),
    [(3, 30, "suppressed"), (30, 3, "suppressed"), (30, 30, "67%")],
)
def test_many_rows_of_few_children_are_few(counted: int, rest: int, shown: str) -> None:
    """40 of 62 reviews in time, or not, may be those of three children."""
    share = a_measure(unit="%", method="share")
    row = a_row(
        numerator=40.0, denominator=62.0, unit="%", value=64.5,
        numerator_children=counted, rest_children=rest, denominator_children=31,
    )  # fmt: skip
    assert made_public([row], share)["shown"].to_list() == [shown]


def test_of_whom_it_is_not_known_how_many_they_are_nothing_is_shown() -> None:
    """Deny by default."""
    row = a_row(numerator=40.0, numerator_children=None)
    assert made_public([row])["shown"].to_list() == ["suppressed"]
    unsaid = a_row(numerator=None, denominator=40.0, unit="%", value=5.0)
    assert made_public([unsaid], WATCHED)["shown"].to_list() == ["suppressed"]
    bare = pl.DataFrame([row], schema_overrides=FIGURES).drop(BEHIND)
    rest = {n: pl.lit(None, t) for n, t in FIGURES.items() if n not in bare.columns}
    found = suppress.public(bare.with_columns(**rest), [a_measure()])
    assert found["shown"].to_list() == ["suppressed"]


@pytest.mark.parametrize(
    ("ended", "shown"), [(2, "suppressed"), (38, "suppressed"), (20, "50%"), (0, "0%")]
)
def test_an_estimate_rests_on_those_who_ended_and_those_who_did_not(
    ended: int, shown: str
) -> None:
    """5% of 40 is two children, and 95% all but two."""
    row = a_row(numerator=float(ended), denominator=40.0, unit="%", value=ended * 2.5)
    found = made_public([row], WATCHED).row(0, named=True)
    assert (found["shown"], found["numerator"], found["denominator"]) == (
        shown, None, None,
    )  # fmt: skip


@pytest.mark.parametrize("method", ["share", "survival"])
def test_parts_of_a_share_cannot_be_worked_out_from_their_exact_totals(
    method: str,
) -> None:
    """Every table of three parts of 20 children; all counts but the parts' are known.

    Neither those who count nor those who do not.
    """
    over, tables = 20, list(itertools.product(range(21), repeat=3))
    measure = WATCHED if method == "survival" else a_measure(unit="%", method="share")
    rows = [
        a_row(council=str(n), split=split, part=part, unit="%",
              numerator=float(count), denominator=float(of), value=100 * count / of)
        for n, table in enumerate(tables)
        for split, part, count, of in [
            ("", "", sum(table), 3 * over),
            *(("sex", str(at), count, over) for at, count in enumerate(table)),
        ]
    ]  # fmt: skip
    found = made_public(rows, measure).group_by("council")
    shown = found.agg(pl.col("shown").sort_by("part"))
    seen = {r["council"]: tuple(r["shown"]) for r in shown.to_dicts()}
    told = [seen[str(n)] for n in range(len(tables))]
    assert attacked(tables, told) >= AT_LEAST
    others = [tuple(over - count for count in table) for table in tables]
    assert attacked(others, told) >= AT_LEAST


def test_parts_of_which_the_size_is_hidden_too_cannot_be_worked_out() -> None:
    """Two parts of any size: who counts, who does not, and all of them."""
    cells = [(n, d) for d in range(18) for n in range(d + 1)]
    tables = list(itertools.product(cells, repeat=2))
    share = a_measure(unit="%", method="share")
    rows = [
        a_row(council=str(at), split=split, part=part, unit="%", value=0.0,
              numerator=float(n), denominator=float(d),
              status="ok" if d >= 20 else "small")
        for at, ((n1, d1), (n2, d2)) in enumerate(tables)
        for split, part, n, d in [
            ("", "", n1 + n2, d1 + d2), ("sex", "F", n1, d1), ("sex", "M", n2, d2),
        ]
    ]  # fmt: skip
    found = made_public(rows, share).group_by("council")
    shown = found.agg(pl.col("shown").sort_by("part"))
    seen = {r["council"]: tuple(r["shown"]) for r in shown.to_dicts()}
    told = [
        (*seen[str(at)], n1 + n2, d1 + d2)
        for at, ((n1, d1), (n2, d2)) in enumerate(tables)
    ]
    for counts in (
        [(n1, n2) for (n1, _), (n2, _) in tables],
        [(d1 - n1, d2 - n2) for (n1, d1), (n2, d2) in tables],
        [(d1, d2) for (_, d1), (_, d2) in tables],
    ):
        assert attacked(counts, told) >= AT_LEAST


def test_the_parts_of_what_is_hidden_are_hidden_with_it() -> None:
    """A month hidden for the sake of another would be told by its two halves."""
    starts = [date(2025, 4, 1), date(2025, 5, 1)]
    ends = [date(2025, 4, 30), date(2025, 5, 31)]
    rows = [
        a_row(period=str(at), period_start=starts[at], period_end=ends[at],
              split=split, part=part, numerator=count)
        for at, whole in enumerate((3.0, 40.0))
        for split, part, count in [("", "", whole), ("sex", "F", whole)]
    ]  # fmt: skip
    assert set(made_public(rows)["shown"]) == {"suppressed"}


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


def split_by_asylum(measure: str, no: float, yes: float) -> list[dict[str, Any]]:
    """Make a measure's whole and its two parts."""
    whole = a_row(measure=measure, numerator=no + yes)
    parts = {"no": no, "yes": yes}
    return [whole] + [
        a_row(measure=measure, split="asylum", part=part, numerator=count)
        for part, count in parts.items()
    ]


def test_one_measure_does_not_tell_what_another_hides() -> None:
    """All of the one that leaves some children out are a part of the one that does not.

    With the exact total, 209, the 210 of the other would tell of one child.
    """
    rows = split_by_asylum("all", 208, 1) + split_by_asylum("apart", 208, 0)
    found = made_public(rows, a_measure("all"), a_measure("apart"))
    said = {
        (r["measure"], r["split"], r["part"]): r["status"] for r in found.to_dicts()
    }
    assert said["all", "", ""] == "ok"
    assert said["all", "asylum", "no"] == said["all", "asylum", "yes"] == "suppressed"
    assert said["apart", "", ""] == said["apart", "asylum", "no"] == "suppressed"


def test_equal_counts_of_other_rolls_are_no_matter() -> None:
    """They are of other children."""
    other = Roll("o", "a child", ("cin",), lambda known: known.spells, on="starts_on")
    rows = split_by_asylum("all", 208, 1) + split_by_asylum("apart", 208, 0)
    apart = replace(a_measure("apart"), of=other)
    found = made_public(rows, a_measure("all"), apart)
    assert found.filter(measure="apart", split="")["status"].to_list() == ["ok"]
