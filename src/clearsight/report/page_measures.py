"""The chapter of measures: what was counted, and what is published beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import polars as pl

from clearsight.charts.spark import spark
from clearsight.errors import SettingsError
from clearsight.measures.measure import Measure
from clearsight.published import comparison as c
from clearsight.published import marks
from clearsight.report.counted import Measured

BETTER: Final = {
    "higher": "higher is better",
    "lower": "lower is better",
    "none": "neither way is better by itself",
}
# A page of a hundred and fifty councils would be one that nobody reads.
COUNCILS: Final = 3
# The statistics give care leavers by age, and our measure is of the older ones.
OLDER: Final = "19 to 21 years"
SHOWN: Final = ("ok", "small")
OF_ALL: Final = ("mean", "median")
Point = tuple[str, float | None]
_NOT_PLAIN: Final = re.compile(r"[^A-Za-z0-9_]+")


@dataclass(frozen=True)
class Row:
    """One measure that was counted.

    `figure` is its row of the figures, `parts` how many of how many; `beside` those it
    is read with, as (place in the page or blank, title, figure). `published` is the
    last figure published of the council, blank where there is none: value, period,
    middle, england, source; `svg` draws all of them. `course` draws our own figure over
    the periods that were counted before the last.
    """

    id: str
    measure: Measure
    figure: dict[str, Any]
    parts: str
    better: str
    beside: list[tuple[str, str, str]]
    published: dict[str, str]
    svg: Any
    course: Any


@dataclass(frozen=True)
class Council:
    """One council: rows by family, and what could not be counted, by the reason.

    `is_published` says whether anything is published under its name.
    """

    name: str
    id: str
    families: list[tuple[str, list[Row]]]
    unable: list[tuple[str, list[str]]]
    is_published: bool

    @property
    def counted(self) -> int:
        """Return how many measures were counted."""
        return sum(len(rows) for _, rows in self.families)

    @property
    def not_counted(self) -> int:
        """Return how many were not."""
        return sum(len(titles) for _, titles in self.unable)


@dataclass(frozen=True)
class Chapter:
    """The councils shown; `left` more are in the files alone.

    `before` is how many periods were counted besides the one that is shown.
    """

    councils: list[Council]
    left: int
    period: str
    before: int


def build(made: Measured) -> Chapter:
    """Return the chapter, of the measures that were counted for a review."""
    names = made.figures["council"].unique(maintain_order=True).to_list()
    return Chapter(
        councils=[_council(made, name) for name in names[:COUNCILS]],
        left=max(0, len(names) - COUNCILS),
        period=made.periods[-1].name,
        before=len(made.periods) - 1,
    )


def anchor(council: str, key: str) -> str:
    """Return the place in a page of a council's measure."""
    return f"m-{plain(council)}-{key}"


def plain(text: str) -> str:
    """Return text that may stand in an id."""
    return _NOT_PLAIN.sub("-", text)


def _council(made: Measured, name: str) -> Council:
    by_key = {m.key: m for m in made.measures}
    whole = made.figures.filter(pl.col("council") == name, pl.col("split") == "")
    last = whole.filter(pl.col("period") == made.periods[-1].name)
    figures = {row["measure"]: row for row in last.to_dicts()}
    courses = _courses(made, whole)
    published = _published(name)
    families: dict[str, list[Row]] = {}
    unable: dict[str, list[str]] = {}
    for key, figure in figures.items():
        m = by_key[key]
        if not _is_there(figure):
            why = f"{figure['status']}: {figure['note']}"
            unable.setdefault(why, []).append(m.shown_title)
            continue
        row = _row(name, m, figures, by_key, published.get(m.published))
        row = replace(
            row, course=_ours(spark(courses.get(key, []), f"{m.shown_title}, here"))
        )
        families.setdefault(m.family, []).append(row)
    return Council(
        name, plain(name), list(families.items()), sorted(unable.items()),
        bool(published),
    )  # fmt: skip


def _courses(made: Measured, whole: pl.DataFrame) -> dict[str, list[Point]]:
    """Return each measure's (period, value) of all periods in order, but for the last.

    The value is null where there is none.
    """
    names = [p.name for p in made.periods[:-1]]
    held: dict[str, dict[str, float | None]] = {}
    told = whole.select("measure", "period", "value")
    for measure, period, value in told.iter_rows():
        held.setdefault(measure, {})[period] = value
    return {
        measure: [(name, values.get(name)) for name in names]
        for measure, values in held.items()
    }


def _is_there(figure: Mapping[str, Any]) -> bool:
    """Say whether anything was counted: a rate without a population still counts."""
    return figure["status"] in SHOWN or figure["numerator"] is not None


def _row(
    council: str,
    m: Measure,
    figures: Mapping[str, dict[str, Any]],
    by_key: Mapping[str, Measure],
    published: pl.DataFrame | None,
) -> Row:
    beside = [
        (
            anchor(council, other) if _is_there(figures[other]) else "",
            by_key[other].shown_title,
            figures[other]["shown"],
        )
        for other in m.read_with
        if other in figures
    ]
    told, svg = _told(m, published)
    figure = figures[m.key]
    return Row(
        id=anchor(council, m.key), measure=m, figure=figure, parts=_parts(m, figure),
        better=BETTER[m.better], beside=beside, published=told, svg=_ours(svg),
        course="",
    )  # fmt: skip


def _ours(text: str) -> Any:
    """Mark text as markup: our own, whatever was in it escaped before."""
    from markupsafe import Markup  # noqa: PLC0415

    return Markup(text)  # noqa: S704


def _parts(m: Measure, figure: Mapping[str, Any]) -> str:
    """Return how many of how many, where the figure itself does not say so.

    A mean or a median is of all that it counts, and no part of them; a survival is no
    share of those seen to end, for some were not watched to the day.
    """
    n, d = figure["numerator"], figure["denominator"]
    if figure["status"] != "ok" or n is None or d is None:
        return ""
    if m.method in OF_ALL:
        return f"of {_number(d)}"
    if m.method == "survival":
        return f"{_number(n)} of {_number(d)} so far"
    return f"{_number(n)} of {_number(d)}"


def _number(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def _published(council: str) -> dict[str, pl.DataFrame]:
    """Return what is published of the council and beside it, by measure."""
    try:
        rows = c.comparison(council)
    except SettingsError:
        return {}
    kept = rows.filter(
        pl.col("role").is_in([c.COUNCIL, c.MIDDLE, c.ENGLAND]),
        pl.col("split").is_in(["", OLDER]),
        pl.col("value").is_not_null() | (pl.col("status") == marks.TO_ZERO),
    )
    parts = kept.partition_by("measure", as_dict=True, maintain_order=True)
    return {str(key): part for (key,), part in parts.items()}


def _told(m: Measure, rows: pl.DataFrame | None) -> tuple[dict[str, str], str]:
    """Return the last figure that is published and those beside it; and its picture."""
    if rows is None:
        return {}, ""
    # Of one measure the statistics may give the whole and the older leavers both.
    split = OLDER if m.family == "care leavers" else ""
    rows = rows.filter(split=split)
    ours = rows.filter(role=c.COUNCIL).sort("period_ends")
    if ours.is_empty():
        return {}, ""
    last = ours.row(-1, named=True)
    then = rows.filter(period_ends=last["period_ends"])
    beside = dict(then.select("role", "value").iter_rows())
    value = last["status"] if last["value"] is None else _number(last["value"])
    told = {"value": value, "period": last["period"]}
    told |= {
        name: "not published" if (v := beside.get(role)) is None else _number(v)
        for name, role in (("middle", c.MIDDLE), ("england", c.ENGLAND))
    }
    return told, spark(_points(rows, ours), f"{m.title}, as published")


def _points(rows: pl.DataFrame, ours: pl.DataFrame) -> list[Point]:
    """Return the council's (period, value) of every period since its first.

    A period is one for which anyone's figure is published; the value may be null.
    """
    first = pl.col("period_ends") >= ours["period_ends"].min()
    every = rows.filter(first).group_by("period_ends").agg(pl.col("period").first())
    held = ours.select("period_ends", "value")
    placed = every.join(held, on="period_ends", how="left").sort("period_ends")
    return list(placed.select("period", "value").iter_rows())
