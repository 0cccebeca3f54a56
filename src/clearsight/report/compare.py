"""One page of a council's published figures beside others, and what inspectors saw.

Complete by itself, without script, and public: it holds nothing but what is published.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from clearsight import __version__
from clearsight.published import (
    areas,
    inspections,
    neighbours,
    outcomes,
    replaced,
    sources,
)
from clearsight.published import comparison as c
from clearsight.report.compare_rows import families, inspection_rows
from clearsight.report.page import POLICY
from clearsight.report.page_words import clean, day_words

if TYPE_CHECKING:
    from datetime import date

HERE: Final = Path(__file__).parent
FILE_NAME: Final = "compare.html"


def render(council: str, rows: pl.DataFrame) -> str:
    """Return the page, of `rows` as `comparison` gives them for the council.

    Raises SettingsError where no council is called so.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    every = inspections.inspections(council)
    inspected = _inspected(every)
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=clean,
        auto_reload=False,
    )
    made.filters["day"] = day_words
    near = neighbours.neighbours(council)
    change = replaced.change_of(areas.council_code(council))
    began = change.on if change and change.is_begin else None
    listed = families(rows, inspected["started_on"] if inspected else None, began)
    style = (HERE / "style.css").read_text("utf-8")
    return made.get_template("compare.html").render(
        council=_name(every, rows),
        policy=POLICY,
        style=_ours(style + (HERE / "compare.css").read_text("utf-8")),
        families=[
            (name, [(card, _ours(card.svg)) for card in cards])
            for name, cards in listed
        ],
        inspected=inspected,
        inspections=inspection_rows(every),
        neighbours=near["neighbour_council"].to_list(),
        change=_told(change),
        region=neighbours.region_of(council),
        newest=_newest(rows),
        attribution=sources.attribution(),
        sources=_sources(every, rows),
        version=__version__,
        roles=c,
    )


def _told(change: replaced.Change | None) -> str:
    """Say in a sentence or two when and how the council began or ended."""
    if change is None:
        return ""
    others = " and ".join(areas.names()[code].split(" (")[0] for code in change.others)
    day, by = day_words(change.on), f"by the {change.cite}"
    if not change.is_begin:
        return f"It ended on {day}, {by}: {others} took its place."
    return (
        f"It began on {day}, {by}, in place of {others}. It has no figures of before, "
        "and those that look back, such as re-referrals, are low in its first two "
        "years: of these we do not say what is better or worse."
    )


def _inspected(every: pl.DataFrame) -> dict[str, Any] | None:
    """Return the newest inspection of children's services, and what it judged."""
    done = every.filter(
        pl.col("regime") == outcomes.CHILDREN,
        ~pl.col("kind").is_in(outcomes.VISITS),
        pl.col("started_on").is_not_null(),
    )
    if done.is_empty():
        return None
    last = done.filter(pl.col("published_on") == pl.col("published_on").max())
    first = last.row(0, named=True)
    since = every.filter(
        pl.col("started_on") > first["started_on"],
        pl.col("regime") == outcomes.CHILDREN,
    )
    return {
        "started_on": first["started_on"],
        "ended_on": first["ended_on"],
        "published_on": first["published_on"],
        "month": f"{day_words(first['started_on']).split(' ', 1)[1]}",
        "judged": list(last.select("area", "judgement", "status").iter_rows()),
        "since": inspection_rows(since),
    }


def _name(every: pl.DataFrame, rows: pl.DataFrame) -> str:
    ours = rows.filter(role=c.COUNCIL)["council"]
    return str(ours[0] if ours.len() else every["council"].first())


def _newest(rows: pl.DataFrame) -> date | None:
    ends: list[date] = rows["period_ends"].drop_nulls().to_list()
    return max(ends, default=None)


def _sources(every: pl.DataFrame, rows: pl.DataFrame) -> list[str]:
    used = {*every["source"], *rows["source"].drop_nulls(), neighbours.SOURCE}
    known = sources.sources()
    return [f"{s.publisher}: {s.title}" for key, s in known.items() if key in used]


def _ours(text: str) -> Any:
    """Mark text as markup: our own, whatever was published in it escaped before."""
    from markupsafe import Markup  # noqa: PLC0415

    return Markup(text)  # noqa: S704
