"""How the clocks stand, counted over all children, with the law that each rests on."""

from __future__ import annotations

from typing import Any

import polars as pl

from clearsight.charts.standings import bar
from clearsight.clocks import CLOCKS, STANDINGS, Clock
from clearsight.clocks.limit import Step
from clearsight.clocks.words import CANNOT_RUN, OVERDUE

WHOSE = ["council", "child"]
FAMILIES = (
    "front door", "assessment", "child in need", "child protection", "court",
    "children in care", "placements", "health and education", "missing", "adoption",
    "care leavers", "oversight",
)  # fmt: skip
CHECKED = {
    "text seen": "we read the provision itself",
    "second-hand": "seen in a manual, note or summary, not in the provision itself",
    "memory": "from memory: not checked",
}
POSITION = {"first": "first ", "second": "second ", "later": "then ", "any": ""}


def families(clocks: pl.DataFrame) -> list[dict[str, Any]]:
    """Return each family with its clocks: what they are, and how they stand.

    `clocks` is the outcome of `clocks.run`. Every clock is there, also one that ran for
    nobody, so that silence can be seen.
    """
    counts = {
        (key, standing): n
        for key, standing, n in clocks.group_by("clock", "standing")
        .agg(pl.len())
        .rows()
    }
    children = dict(
        clocks.filter(pl.col("standing") == OVERDUE)
        .select(*WHOSE, "clock")
        .unique()
        .group_by("clock")
        .agg(pl.len())
        .rows()
    )
    known = [c for c in CLOCKS if c.family in FAMILIES]
    other = sorted({c.family for c in CLOCKS} - set(FAMILIES))
    found = []
    for family in (*FAMILIES, *other):
        own = [
            c for c in (known if family in FAMILIES else CLOCKS) if c.family == family
        ]
        if own:
            rows = [_entry(c, counts, children.get(c.key, 0)) for c in own]
            found.append({"name": family, "clocks": rows})
    return found


def _entry(
    clock: Clock, counts: dict[tuple[str, str], int], children: int
) -> dict[str, Any]:
    from markupsafe import Markup  # noqa: PLC0415

    standing = {name: counts.get((clock.key, name), 0) for name in STANDINGS}
    return {
        "clock": clock,
        "standing": standing,
        "total": sum(standing.values()),
        "overdue": standing[OVERDUE],
        "children": children,
        "limits": "; ".join(filter(None, (_limits(clock), clock.counted))),
        "checked": CHECKED[clock.law.checked],
        # Made of our own words and of numbers alone.
        "bar": Markup(bar(standing)),  # noqa: S704
    }


def _limits(clock: Clock) -> str:
    """Say how long the newest entry allows, step by step, exceptions last."""
    ladder = clock.ladders[max(clock.ladders)]
    plain = [_step(s) for s in ladder if not s.starts]
    if len(plain) > 1 and not plain[-1].startswith(tuple(POSITION.values())[:3]):
        plain[-1] = f"then {plain[-1]}"
    return "; ".join([*plain, *(_step(s) for s in ladder if s.starts)])


def _step(step: Step) -> str:
    said = f"{POSITION[step.position]}{step.limit.words}"
    if step.from_age:
        said += f" once it has lasted {step.from_age.words}"
    if step.starts:
        said += f" where {' or '.join(step.starts)}"
    if step.after:
        said += f" after {' or '.join(step.after)}"
    return said


def stuck(clocks: pl.DataFrame) -> list[dict[str, Any]]:
    """Return each clock that could not run, why, and for how many children."""
    titles = {c.key: c.shown_title for c in CLOCKS}
    return (
        clocks.filter(pl.col("standing") == CANNOT_RUN)
        .group_by("clock", "why")
        .agg(times=pl.len(), children=pl.struct(WHOSE).n_unique())
        .sort(["children", "clock", "why"], descending=[True, False, False])
        .with_columns(title=pl.col("clock").replace(titles))
        .to_dicts()
    )
