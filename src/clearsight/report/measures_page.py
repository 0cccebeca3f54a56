"""One page of measures: each figure, whom it counts, and what to read beside it.

Complete by itself, without script. Where there are points enough a picture shows them;
a picture of rolling years would overlap, so there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from clearsight.charts.control import Mark, picture
from clearsight.measures.measure import Measure
from clearsight.report.counted import Measured
from clearsight.report.page import POLICY
from clearsight.report.page_measures import BETTER, anchor, plain
from clearsight.report.page_words import clean, day_words
from clearsight.report.review import CLASSIFICATION

HERE: Final = Path(__file__).parent
POINTS: Final = 12


@dataclass(frozen=True)
class Card:
    """One measure of one council: the newest figure, those before it, and its pairs."""

    id: str
    measure: Measure
    newest: dict[str, Any]
    svg: str
    rows: list[dict[str, Any]]
    parts: list[dict[str, Any]]
    beside: list[tuple[str, str, str]]
    better: str


def render(made: Measured) -> str:
    """Return the page as text, the same for the same figures."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=clean,
        auto_reload=False,
    )
    environment.filters["day"] = day_words
    return environment.get_template("measures.html").render(
        made=made,
        policy=POLICY,
        # What is printed bears the page's own marking on every sheet.
        style=_ours(
            (HERE / "style.css")
            .read_text("utf-8")
            .replace(CLASSIFICATION, made.marking)
        ),
        councils=[
            (council, plain(council), _families(made, council))
            for council in made.figures["council"].unique(maintain_order=True)
        ],
    )


def _families(made: Measured, council: str) -> list[tuple[str, list[Card]]]:
    rows = made.figures.filter(council=council)
    held = rows.partition_by("measure", as_dict=True, maintain_order=True)
    by_key = {m.key: m for m in made.measures}
    newest = {key[0]: _whole(part).row(-1, named=True) for key, part in held.items()}
    found: dict[str, list[Card]] = {}
    for (key,), part in held.items():
        m = by_key[key]
        beside = [
            (anchor(council, other), by_key[other].shown_title, newest[other]["shown"])
            for other in m.read_with
            if other in newest
        ]
        found.setdefault(m.family, []).append(_card(council, m, part, beside))
    return list(found.items())


def _whole(part: pl.DataFrame) -> pl.DataFrame:
    # Periods of one kind stand in order by name; one that is refused has no days.
    return part.filter(split="").sort("period")


def _card(
    council: str,
    m: Measure,
    part: pl.DataFrame,
    beside: list[tuple[str, str, str]],
) -> Card:
    whole = _whole(part)
    newest = whole.row(-1, named=True)
    split = part.filter(pl.col("split") != "", period=newest["period"])
    return Card(
        id=anchor(council, m.key),
        measure=m,
        newest=newest,
        svg=_ours(_picture(m, whole)),
        rows=whole.reverse().to_dicts() if whole.height > 1 else [],
        parts=split.sort("split", "part").to_dicts(),
        beside=beside,
        better=BETTER[m.better],
    )


def _picture(m: Measure, whole: pl.DataFrame) -> str:
    there = whole.drop_nulls("value")
    if there.height < POINTS:
        return ""
    marks = [
        Mark(name=row["period"], value=row["value"], last=row["period_end"])
        for row in there.to_dicts()
    ]
    said = f"{m.shown_title}, {there.height} periods: the table has every figure"
    return picture(marks, None, said, plain(m.key))


def _ours(text: str) -> Any:
    """Mark text as markup: our own, whatever was in it escaped before."""
    from markupsafe import Markup  # noqa: PLC0415

    return Markup(text)  # noqa: S704
