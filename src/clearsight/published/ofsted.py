"""Ofsted's published tables of children's services, and what programs read of reports.

Three layouts are Ofsted's own (judgements as at a day, the history of inspections, the
activity of a year), two are those of an open program that reads the reports. All give
rows of outcomes (`outcomes.SCHEMA`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from clearsight.published import outcomes as o
from clearsight.published.authorities import authority_code
from clearsight.shape import ROW

_LEADERS: Final = (
    "The impact of leaders on social work practice with children and families"
)
_OFSTED: Final = {
    o.OVERALL: "Overall effectiveness",
    "leaders": _LEADERS,
    "help and protection": "The experiences and progress of children who need help "
    "and protection",
    "children in care": "The experiences and progress of children in care",
    "care leavers": "The experiences and progress of care leavers",
}
_REPORTS: Final = {
    o.OVERALL: "overall_effectiveness_grade",
    "leaders": "impact_of_leaders_grade",
    "help and protection": "help_and_protection_grade",
    "children in care": "in_care_grade",
    "care leavers": "care_leavers_grade",
}
_KINDS: Final = {
    "ILACS Standard Inspection": o.STANDARD,
    "ILACS Short Inspection": o.SHORT,
    "ILACS Focused Visit": o.FOCUSED,
    "LA Monitoring visit": o.MONITORING,
    "ILACS Monitoring visit": o.MONITORING,
    "standard": o.STANDARD,
    "short": o.SHORT,
}
# From April 2026 a report gives no grade for the whole.
_NO_LONGER: Final = ("not_reported_post_reform", "not reported (2026 framework change)")
_NOT_YET: Final = ("inspection_pre_dates_judgement",)
_UNREAD: Final = ("data_unreadable",)
# Care leavers have been judged by themselves since January 2023.
_LEAVERS_JUDGED: Final = pl.date(2023, 1, 1)


@dataclass(frozen=True)
class Layout:
    """A table of outcomes: where each thing stands in it."""

    key: str
    title: str
    source: str
    council: str
    started: str
    published: str
    areas: Mapping[str, str]
    ended: str = ""
    kind: str = ""
    theme: str = ""
    link: str = ""
    wholly: str = ""

    @property
    def columns(self) -> frozenset[str]:
        """Return the columns by which it is known; the grade for the whole may go."""
        grades = {c for a, c in self.areas.items() if a != o.OVERALL}
        named = {self.council, self.started, self.published, self.kind, self.theme}
        return frozenset((grades | named | {self.ended, self.wholly}) - {""})


_NAME: Final = "Local authority name"
LAYOUTS: Final = (
    Layout(
        "ofsted-year", "Ofsted's inspections and visits of a year", "ofsted", _NAME,
        "Inspection/Visit date", "Publication date", _OFSTED,
        kind="Inspection/Visit type", theme="Visit Theme",
    ),
    Layout(
        "ofsted-history", "Ofsted's history of inspections", "ofsted", _NAME,
        "Inspection date", "Publication date", _OFSTED, kind="Inspection type",
    ),
    Layout(
        "ofsted-judgements", "Ofsted's judgements as at a day", "ofsted", _NAME,
        "Inspection date", "Publication date", _OFSTED,
    ),
    Layout(
        "reports", "Outcomes read from Ofsted's reports", "ofsted-reports",
        "local_authority", "inspection_start_date", "publication_date", _REPORTS,
        ended="inspection_end_date", kind="inspection_framework",
        link="inspection_link", wholly="urn",
    ),
)  # fmt: skip


def recognise(headings: frozenset[str]) -> Layout | None:
    """Return the layout that has these headings, the fullest of several."""
    found = [each for each in LAYOUTS if each.columns <= headings]
    return max(found, key=lambda each: len(each.columns), default=None)


def outcomes_of(layout: Layout, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[int]]:
    """Return the outcomes, and the rows whose council or day of report is not known."""
    areas = {a: c for a, c in layout.areas.items() if c in frame.columns}
    placed = frame.with_columns(
        authority=code_of(pl.col(layout.council)),
        published_on=day(pl.col(layout.published)),
        started_on=day(pl.col(layout.started)),
        ended_on=day(_column(layout.ended)),
        kind=_column(layout.kind)
        .str.strip_chars()
        .replace_strict(_KINDS, default=None, return_dtype=pl.String),
        theme=_column(layout.theme).str.strip_chars().str.to_lowercase(),
        report=_column(layout.link).str.extract(r"/file/(\d+)"),
    )
    is_lost = pl.col("authority").is_null() | pl.col("published_on").is_null()
    kept = placed.filter(~is_lost).with_columns(
        inspection=o.identity(o.CHILDREN, "authority", "published_on")
    )
    is_visit = pl.col("kind").is_in(o.VISITS).fill_null(value=False)
    judged = kept.filter(~is_visit)
    parts = [_judged(judged, area, column) for area, column in areas.items()]
    parts.append(_visits(kept.filter(is_visit)))
    found = pl.concat(parts, how="diagonal").with_columns(
        council=pl.lit(None, pl.String),
        regime=pl.lit(o.CHILDREN),
        framework=pl.lit(None, pl.String),
        source=pl.lit(layout.source),
        edition=pl.col("published_on").max(),
    )
    rows = found.select(list(o.SCHEMA)).cast(o.SCHEMA)
    return rows, placed.filter(is_lost)[ROW].to_list()


def code_of(name: pl.Expr) -> pl.Expr:
    """Return the code of the council so named, each different name looked up once."""
    return name.map_batches(
        lambda s: s.replace_strict(
            {n: c for n in s.unique().drop_nulls() if (c := _code(n))},
            default=None,
            return_dtype=pl.String,
        ),
        return_dtype=pl.String,
    )


def _code(name: str) -> str | None:
    others = {"bournemouth": "837"}
    return authority_code(name) or others.get(name.strip().lower())


def day(cell: pl.Expr) -> pl.Expr:
    """Return a day written as 2024-02-13, 13/02/2024 or 13/02/24."""
    text = cell.cast(pl.String).str.strip_chars().str.slice(0, 10)
    short = text.str.contains(r"^\d{1,2}/\d{1,2}/\d{2}$")
    return pl.coalesce(
        text.str.to_date("%Y-%m-%d", strict=False),
        pl.when(short).then(text).str.to_date("%d/%m/%y", strict=False),
        pl.when(~short).then(text).str.to_date("%d/%m/%Y", strict=False),
    )


def _column(name: str) -> pl.Expr:
    return pl.col(name) if name else pl.lit(None, pl.String)


_FACTS: Final = (
    "authority", "inspection", "kind", "started_on", "ended_on", "published_on",
    "theme", "report",
)  # fmt: skip


def _judged(rows: pl.DataFrame, area: str, column: str) -> pl.DataFrame:
    cell = pl.col(column).str.strip_chars().str.to_lowercase()
    grade = o.judgement(pl.col(column))
    too_early = (
        pl.lit(area == "care leavers")
        & (pl.coalesce("started_on", "published_on") < _LEAVERS_JUDGED)
        & ~cell.is_in(_UNREAD).fill_null(value=False)
    )
    status = (
        pl.when(grade.is_not_null())
        .then(pl.lit(o.JUDGED))
        .when(cell.is_in(_NO_LONGER))
        .then(pl.lit(o.NO_LONGER))
        .when(cell.is_in(_NOT_YET) | too_early)
        .then(pl.lit(o.NOT_YET))
        .otherwise(pl.lit(o.NOT_READ))
    )
    return rows.select(
        *_FACTS,
        pl.lit(area).alias("area"),
        grade.alias("judgement"),
        status.alias("status"),
    )


def _visits(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        *_FACTS,
        pl.lit("").alias("area"),
        pl.lit(None, pl.String).alias("judgement"),
        pl.lit(o.VISIT).alias("status"),
    )
