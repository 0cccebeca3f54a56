"""What the page of a comparison shows: each measure's picture, words and table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Any, Final

import polars as pl

from clearsight.charts.lines import Line, picture
from clearsight.dates import add_months
from clearsight.published import comparison as c
from clearsight.published import figures
from clearsight.published.replaced import change_of
from clearsight.report.page_words import day_words

# In the order of a child's way through the service, and then what it rests on.
FAMILIES: Final[Mapping[str, Sequence[str]]] = {
    "Front door": (
        "referral_rate", "rereferral_12m", "referral_nfa", "referral_not_in_need",
        "assess_45", "assess_neglect_factor",
    ),
    "Children in need": ("cin_rate", "cin_two_years", "cin_plan_rate"),
    "Protection": (
        "s47_rate", "icpc_rate", "icpc_15wd", "cpp_rate", "cpp_start_rate",
        "cpp_repeat", "cpp_two_years_open", "cpp_two_years_ended", "cpp_reviews",
    ),
    "Looked after": (
        "cla_rate", "cla_start_rate", "cla_cease_rate", "cla_sgo", "ad_share",
        "cla_unplanned_return", "cla_missing", "pl_3plus", "pl_long_term",
        "pl_out_area_20", "pl_foster", "pl_residential", "pl_supported",
        "cla_sw_3plus",
    ),
    "Health and education": (
        "h_annual", "h_dental", "h_immunised", "h_sdq_average",
        "ed_absence_persistent_cla", "ed_absence_persistent_cp", "ed_midyear_move",
        "ed_ks2_cla", "ed_ks4_cla",
    ),
    "Care leavers": ("cl_suitable", "cl_eet", "cl_not_in_touch"),
    "Social workers": (
        "wf_turnover", "wf_vacancy", "wf_agency", "wf_caseload", "wf_absence",
    ),
    "Education, health and care plans": (
        "send_20w", "send_20w_all", "send_refused", "send_review_12m",
    ),
}  # fmt: skip
_LINES: Final = {
    c.COUNCIL: "l-c",
    c.MIDDLE: "l-m",
    c.REGION: "l-r",
    c.ENGLAND: "l-e",
}
_NOT_PLAIN: Final = re.compile(r"[^A-Za-z0-9_]+")
FIRST_YEARS: Final = 24  # months
SIGMAS: Final = 2
_LEAVERS: Final = "19 to 21 years"


@dataclass(frozen=True)
class Card:
    """One measure: `then` is what stood at the inspection, `now` the newest since."""

    id: str
    title: str
    unit: str
    better: str
    svg: str
    then: dict[str, Any] | None
    now: dict[str, Any] | None
    moved: str
    beside: dict[str, str]
    periods: list[str]
    rows: list[tuple[str, list[str]]]


def families(
    rows: pl.DataFrame, inspected: date | None, began: date | None = None
) -> list[tuple[str, list[Card]]]:
    """Return the cards by family, of `rows` as `comparison` gives them.

    `began` is the day on which the council did, where it replaced others.

    Of many measures the whole is shown, or the older care leavers; of one that was
    asked for by name, every split.
    """
    if rows["measure"].n_unique() == 1:
        parts = rows.partition_by("split", maintain_order=True)
        cards = [card for part in parts if (card := _card(part, inspected, began))]
        return [("Figures", cards)] if cards else []
    shown = rows.filter(pl.col("split").is_in(["", _LEAVERS]))
    held = shown.partition_by("measure", as_dict=True, maintain_order=True)
    found = []
    for family, measures in FAMILIES.items():
        there = [held[(m,)] for m in measures if (m,) in held]
        cards = [card for part in there if (card := _card(part, inspected, began))]
        if cards:
            found.append((family, cards))
    return found


def _card(
    rows: pl.DataFrame, inspected: date | None, began: date | None
) -> Card | None:
    ours = (
        rows.filter(
            role=c.COUNCIL,
        )
        .drop_nulls("value")
        .sort("period_ends")
    )
    if ours.is_empty():
        return None
    measure, split = rows.row(0, named=True)["measure"], rows["split"][0]
    told = figures.series().row(by_predicate=pl.col("measure") == measure, named=True)
    if split:
        told["title"] += f", {split}"
    then, now = _then_and_now(ours, inspected)
    newest = ours.row(-1, named=True)
    return Card(
        id=_NOT_PLAIN.sub("-", f"{measure} {split}".strip()),
        title=told["title"],
        unit=told["unit"],
        better=told["better"],
        svg=_picture(rows, told, inspected),
        then=_said(then),
        now=_said(now),
        moved=_moved(then, now, told["better"], began),
        beside=_beside(rows, newest["period"]),
        periods=_periods(rows),
        rows=_table(rows),
    )


def _then_and_now(
    ours: pl.DataFrame, inspected: date | None
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Return the last figure before the inspection, and the newest if it came after."""
    if inspected is None:
        return None, ours.row(-1, named=True)
    before = ours.filter(pl.col("period_ends") <= inspected)
    after = ours.filter(pl.col("period_ends") > inspected)
    return (
        before.row(-1, named=True) if before.height else None,
        after.row(-1, named=True) if after.height else None,
    )


def _said(row: dict[str, Any] | None) -> dict[str, Any] | None:
    if row is None:
        return None
    over = row["numerator"] is not None and row["denominator"] is not None
    parts = (
        f"{number(row['numerator'])} of {number(row['denominator'])}" if over else ""
    )
    return {"value": number(row["value"]), "period": row["period"], "parts": parts}


def _moved(
    then: dict[str, Any] | None,
    now: dict[str, Any] | None,
    better: str,
    began: date | None,
) -> str:
    """Say which way a figure went, and whether that is better.

    Not so where the first was of a council's first two years (what looks back found
    nothing before it began), nor where chance could have made the move.
    """
    if then is None or now is None:
        return ""
    change = round(now["value"] - then["value"], 1)
    if change == 0:
        return "unchanged"
    way = "up" if change > 0 else "down"
    if not better or (began and then["period_ends"] < add_months(began, FIRST_YEARS)):
        return way
    if _may_be_chance(then, now):
        return f"{way}, within chance"
    is_better = (change > 0) == (better == "higher")
    return f"{way}, {'better' if is_better else 'worse'}"


def _may_be_chance(then: dict[str, Any], now: dict[str, Any]) -> bool:
    """Say whether two shares, or rates, lie within two sigma of one another.

    Each is taken for a count of cases, each for itself, around what both give together:
    the usual test of two proportions. Two sigma, so that little that has truly become
    worse is passed over: of twenty steady measures one will still seem to move. Of
    figures without their counts it is not known, and not said.
    """
    counts = [(row["numerator"], row["denominator"]) for row in (then, now)]
    told = [(x, n) for x, n in counts if x is not None and n]
    if len(told) < len(counts) or any(x > n for x, n in told):
        return False
    together = sum(x for x, _ in told) / sum(n for _, n in told)
    spread = sqrt(together * (1 - together) * sum(1 / n for _, n in told))
    (first, of_first), (last, of_last) = told
    return bool(abs(last / of_last - first / of_first) <= SIGMAS * spread)


def _beside(rows: pl.DataFrame, period: str) -> dict[str, str]:
    there = rows.filter(pl.col("period") == period, pl.col("value").is_not_null())
    return {
        role: number(value)
        for role, value in there.select("role", "value").iter_rows()
        if role in _LINES
    }


def _picture(rows: pl.DataFrame, told: dict[str, Any], inspected: date | None) -> str:
    lines = []
    days = rows["period_ends"].unique().sort()
    for role, style in _LINES.items():
        part = rows.filter(role=role)
        if part["value"].count():
            # A period without a row is a gap like one without a value.
            points = days.to_frame().join(part, on="period_ends", how="left")
            told_of = points.sort("period_ends").select("period_ends", "value")
            lines.append(Line(part["council"][0], style, list(told_of.iter_rows())))
    band = (
        rows.filter(role=c.NEIGHBOUR)
        .drop_nulls("value")
        .group_by("period_ends")
        .agg(pl.col("value").min().alias("least"), pl.col("value").max().alias("most"))
        .sort("period_ends")
    )
    event = (inspected, f"inspected {inspected.year}") if inspected else None
    described = (
        f"{told['title']}, {told['unit']}, over the years: the same figures are in the "
        "table below."
    )
    return picture(lines, list(band.iter_rows()), event, described)


def _periods(rows: pl.DataFrame) -> list[str]:
    return list(rows.sort("period_ends")["period"].unique(maintain_order=True))


def _table(rows: pl.DataFrame) -> list[tuple[str, list[str]]]:
    """Return a row for each area, a cell for each period: the value, or why none."""
    ends = dict(rows.sort("period_ends").select("period", "period_ends").iter_rows())
    table = []
    for part in rows.partition_by("role", "council", maintain_order=True):
        held = {
            period: number(value) if value is not None else status
            for period, value, status in part.select(
                "period", "value", "status"
            ).iter_rows()
        }
        is_there = _existed(part["authority"][0])
        cells = [
            held.get(period, "no row") if is_there(end) else "no such council"
            for period, end in ends.items()
        ]
        table.append((part["council"][0], cells))
    return table


def _existed(authority: str | None) -> Callable[[date], bool]:
    """Return whether the council of this code was there on a day that a period ends."""
    change = change_of(authority) if authority else None
    if change is None:
        return lambda _: True
    return lambda end: (end >= change.on) == change.is_begin


def number(value: float | None) -> str:
    """Return a figure as a page shows it: to a tenth, without a needless `.0`."""
    return "" if value is None else f"{value:,.1f}".removesuffix(".0")


def inspection_rows(rows: pl.DataFrame) -> list[dict[str, Any]]:
    """Return each inspection as the page shows it, the newest first."""
    found = []
    for one in rows.partition_by("inspection", maintain_order=True):
        first = one.row(0, named=True)
        judged = [
            (area or "", judgement or status)
            for area, judgement, status in one.select(
                "area", "judgement", "status"
            ).iter_rows()
        ]
        is_unread = (
            len({said for _, said in judged}) == 1 and first["judgement"] is None
        )
        found.append(
            {
                "regime": first["regime"],
                "kind": first["kind"],
                "theme": first["theme"] or "",
                "started": day_words(first["started_on"]),
                "published": day_words(first["published_on"]),
                "on": first["published_on"],
                "report": first["report"],
                "judged": [("", judged[0][1])] if is_unread else judged,
            }
        )
    return sorted(found, key=lambda one: one["on"], reverse=True)
