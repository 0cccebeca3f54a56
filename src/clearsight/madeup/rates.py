"""The rates that a made-up council lives by: published, of a council or of England.

Where a council is named that the department knows, each rate is the council's own,
where it was published, and England's where it was not. Any other name lives by
England's. Nothing is invented here: every rate used stands in `truth/rates.csv` with
its area, period and source.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import polars as pl

from clearsight.madeup.text import Cell
from clearsight.published import kept
from clearsight.published.authorities import authority_code
from clearsight.published.figures import LATER

ENGLAND = "England"
HEADINGS = ("rate", "value", "unit", "area", "period", "source")

# What each rate is called here, and the published measure.
MEASURES = {
    "referrals": "referral_rate",
    "no_further_action": "referral_nfa",
    "back_again": "rereferral_12m",
    "enquiries": "s47_rate",
    "conferences": "icpc_rate",
    "plans_begun": "cpp_start_rate",
    "plans_again": "cpp_repeat",
    "assessed_in_time": "assess_45",
    "conferred_in_time": "icpc_15wd",
    "reviewed_in_time": "cpp_reviews",
    "looked_after": "cla_rate",
    "care_ended": "cla_cease_rate",
    "three_placements": "pl_3plus",
    "three_workers": "cla_sw_3plus",
    "missing": "cla_missing",
    "far_away": "pl_out_area_20",
    "agency": "wf_agency",
    "vacancies": "wf_vacancy",
    "turnover": "wf_turnover",
}


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares, each from 0 to 1, and how this council stands to England (1 the same)."""

    no_further_action: float
    back_again: float
    enquiries: float  # of accepted referrals
    conferences: float  # of enquiries
    plans: float  # of conferences
    plans_again: float
    late_assessments: float
    late_conferences: float
    late_reviews: float  # of plans, at least one
    looked_after: float  # to England: children in care for each referral
    moves: float  # to England
    worker_changes: float  # to England
    missing: float  # to England
    far_away: float
    agency: float
    vacancies: float
    turnover: float
    rows: tuple[tuple[Cell, ...], ...] = field(default=(), compare=False, repr=False)


@lru_cache(160)
def rates(council: str = ENGLAND) -> Rates:
    """Return the latest published rates of a council, or of England."""
    england = _latest(pl.col("level") == ENGLAND)
    code = authority_code(council)
    own = _latest(pl.col("authority") == code) if code else {}
    used = {name: own.get(key, england[key]) for name, key in MEASURES.items()}
    said = {name: float(str(row[0])) for name, row in used.items()}
    wide = {name: float(str(england[key][0])) for name, key in MEASURES.items()}
    accepted = 1 - said["no_further_action"] / 100
    return Rates(
        no_further_action=said["no_further_action"] / 100,
        back_again=said["back_again"] / 100,
        enquiries=_share(said["enquiries"], said["referrals"] * accepted),
        conferences=_share(said["conferences"], said["enquiries"]),
        plans=_share(said["plans_begun"], said["conferences"]),
        plans_again=said["plans_again"] / 100,
        late_assessments=1 - said["assessed_in_time"] / 100,
        late_conferences=1 - said["conferred_in_time"] / 100,
        late_reviews=1 - said["reviewed_in_time"] / 100,
        looked_after=_to(said, wide, "looked_after", "referrals"),
        moves=_to(said, wide, "three_placements"),
        worker_changes=_to(said, wide, "three_workers"),
        missing=_to(said, wide, "missing"),
        far_away=said["far_away"] / 100,
        agency=said["agency"] / 100,
        vacancies=said["vacancies"] / 100,
        turnover=said["turnover"] / 100,
        rows=tuple((name, *row) for name, row in used.items()),
    )


def _latest(of: pl.Expr) -> dict[str, tuple[Cell, ...]]:
    """Return value, unit, area, period and source of each measure, the latest one.

    Of the figures that come with Clearsight alone, never of those brought in later, so
    that the same arguments give the same bytes everywhere.
    """
    units = kept.series_listed().select("measure", "unit")
    rows = (
        kept.committed_figures()
        .filter(
            of,
            pl.col("measure").is_in(list(MEASURES.values())),
            pl.col("split") == "",
            pl.col("value").is_not_null(),
        )
        .join(units, on="measure", how="left")
        # Of one period, the statistics themselves before the tool that collects them.
        .sort("period_ends", pl.col("source").is_in(list(LATER)).not_(), "source")
        .unique("measure", keep="last", maintain_order=True)
    )
    columns = ("value", "unit", "council", "period", "source")
    return {
        str(row["measure"]): tuple(str(row[name]) for name in columns)
        for row in rows.iter_rows(named=True)
    }


def _share(part: float, whole: float) -> float:
    return min(part / whole, 0.97) if whole else 0.0


def _to(
    said: dict[str, float], wide: dict[str, float], rate: str, by: str = ""
) -> float:
    """Return how many times England's rate this is; kept from a third to three."""
    ours = said[rate] / (said[by] if by else 1)
    theirs = wide[rate] / (wide[by] if by else 1)
    return min(max(ours / theirs, 1 / 3), 3.0) if theirs else 1.0
