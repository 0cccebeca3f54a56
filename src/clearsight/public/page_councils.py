"""What inspectors published: of the councils in the record, and of every council."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from clearsight.accountability.things import Inspection
from clearsight.errors import SettingsError
from clearsight.public.site import Site, day_words
from clearsight.published import inspections, outcomes, sources


@dataclass(frozen=True)
class Outcome:
    """One inspection or visit: when, of what kind, and what was judged."""

    published: str
    started: str
    regime: str
    kind: str
    judged: str
    report: str


@dataclass(frozen=True)
class Council:
    """A council of the record: its inspections, the newest first."""

    name: str
    outcomes: tuple[Outcome, ...]
    why_none: str = ""


@dataclass(frozen=True)
class Everyone:
    """Every council: what stood on the day, for each regime."""

    regimes: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    newest: str
    attribution: str


def councils(site: Site) -> list[Council]:
    """Return the published inspections of each council that the record names."""
    named = dict.fromkeys(
        i.council for i in site.record.things(Inspection) if i.council
    )
    return [_council(name, site.as_at) for name in named]


def everyone(site: Site) -> Everyone:
    """Return what stood for every council on the day of the site."""
    rows = inspections.judgements_on(site.as_at)
    cells = (
        rows.group_by("council", "regime", maintain_order=True)
        .agg(
            pl.struct("area", "judgement", "status").alias("judged"),
            pl.col("published_on").first(),
        )
        .to_dicts()
    )
    found: dict[str, dict[str, str]] = {}
    for cell in cells:
        told = f"{_judged(cell['judged'])} ({day_words(cell['published_on'])})"
        found.setdefault(cell["council"], {})[cell["regime"]] = told
    newest = inspections.held()["published_on"].max()
    return Everyone(
        regimes=outcomes.REGIMES,
        rows=tuple(
            (name, tuple(by.get(r, "none held") for r in outcomes.REGIMES))
            for name, by in sorted(found.items())
        ),
        newest=day_words(newest) if isinstance(newest, date) else "",
        attribution=sources.attribution(),
    )


def _council(name: str, as_at: date) -> Council:
    try:
        rows = inspections.inspections(name).filter(pl.col("published_on") <= as_at)
    except SettingsError:
        return Council(name, (), "no council of this name is in the published outcomes")
    if rows.is_empty():
        return Council(name, (), "no inspection of it is held")
    told = [
        _outcome(one.to_dicts())
        for one in rows.partition_by("inspection", maintain_order=True)
    ]
    told.sort(key=lambda pair: pair[0], reverse=True)
    return Council(str(rows["council"][0]), tuple(o for _, o in told))


def _outcome(rows: list[dict[str, Any]]) -> tuple[date, Outcome]:
    first = rows[0]
    theme = f" ({first['theme']})" if first["theme"] else ""
    return first["published_on"], Outcome(
        published=day_words(first["published_on"]),
        started=day_words(first["started_on"]),
        regime=first["regime"],
        kind=f"{first['kind']}{theme}",
        judged=_judged(rows),
        report=first["report"] or "",
    )


def _judged(rows: list[dict[str, Any]]) -> str:
    """Return what was judged; where one thing is said of every area, once."""
    told = [(r["area"], r["judgement"] or r["status"]) for r in rows]
    if len({said for _, said in told}) == 1:
        return str(told[0][1])
    return "; ".join(f"{area}: {said}" if area else str(said) for area, said in told)
