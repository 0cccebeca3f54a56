"""Frames that no return holds, as a caller brings them: schools, answers, settings.

They are made from what truly was in the made-up council.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

import narwhals as nw
import polars as pl

from clearsight.madeup.beyond.answers import flags
from clearsight.madeup.beyond.schools import pupils
from clearsight.madeup.beyond.unregistered import stays
from clearsight.madeup.true import Child
from clearsight.madeup.world import World
from clearsight.measures import reach
from clearsight.measures.known import Known
from clearsight.measures.rolls import answers, schools, settings

Rows = list[dict[str, Any]]
SCHEMAS = {
    schools.ABSENCE: schools.ATTENDANCE,
    schools.SCHOOLS: schools.ENROLMENTS,
    schools.STAGE_4: schools.RESULTS,
    answers.LOG: answers.ANSWERS,
    settings.LIST: settings.LISTED,
}


def bring(known: Known, world: World, children: Sequence[Child]) -> Known:
    """Add the frames to what is known, and say how far back they go."""
    told = {
        schools.ABSENCE: _attendance(world, children),
        schools.SCHOOLS: _enrolments(world, children),
        schools.STAGE_4: _results(world, children),
        answers.LOG: _answers(world, children),
        settings.LIST: [asdict(stay) for stay in stays(world, children)],
    }
    frames = {name: _frame(world, name, rows) for name, rows in told.items()}
    files = pl.DataFrame(
        [(name, world.as_at) for name in frames], known.files.schema, orient="row"
    )
    coverage = known.record["coverage"].collect("polars").to_native()
    whole = pl.concat([known.files, files])
    held = reach.held(known.record, frames, coverage, whole, known.history)
    mine = held.filter(pl.col("source").is_in(list(frames)))
    history = pl.concat([known.history, mine])
    return replace(known, extras=frames, files=whole, history=history)


def _frame(world: World, name: str, rows: Rows) -> nw.LazyFrame[Any]:
    origin = {"council": world.council, "file": name}
    whole = [
        {**row, **origin, "row": n, "child": str(row["child"])}
        for n, row in enumerate(rows, 1)
    ]
    table = pl.DataFrame(whole, schema=dict(SCHEMAS[name]))
    return nw.from_native(table.lazy())


def _attendance(world: World, children: Sequence[Child]) -> Rows:
    return [
        {
            "child": one.child,
            "year_ended_on": year.ended_on,
            "sessions": year.sessions,
            "missed": year.missed,
        }
        for one in pupils(world, children)
        for year in one.years
    ]


def _enrolments(world: World, children: Sequence[Child]) -> Rows:
    return [
        {"child": one.child, **asdict(school)}
        for one in pupils(world, children)
        for school in one.schools
    ]


def _results(world: World, children: Sequence[Child]) -> Rows:
    return [
        {
            "child": one.child,
            "awarded_on": one.marks.awarded_on,
            "attainment": one.marks.score,
        }
        for one in pupils(world, children)
        if one.marks
    ]


def _answers(world: World, children: Sequence[Child]) -> Rows:
    return [
        {**asdict(flag), "answer": flag.answer or None}
        for flag in flags(world, children)
    ]


def timing(known: Known, clocks: Sequence[str]) -> Known:
    """Let only some clocks have run."""
    ran = known.clocks.filter(nw.col("clock").is_in(list(clocks)))
    return replace(known, awaited=lambda: ran)
