"""Annex A lists into the canonical record, over as many extracts as there are.

One thing told of by several extracts becomes one row, and the latest extract's. What is
only ever the latest of its kind in each extract (visits, reviews, the worker's name) is
kept from every extract, because the earlier ones are nowhere else. Postcodes of carers
stay behind: nothing in the record needs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from clearsight.files.manifest import ReadFile
from clearsight.record import THINGS, Conflict
from clearsight.returns.annexa.coverage import coverage, holds
from clearsight.returns.annexa.shape import TABLES
from clearsight.returns.annexa.spells import (
    HOLDERS,
    LATEST,
    SPELLS,
    Holder,
    Latest,
    Spell,
)

KEY = "annexa"
CONFLICT = "conflict"

_ORIGIN = ("council", "child", "source", "file", "row")
_EXTRACT = ("_is_previous", "_extract", "_place")
_ANSWERS = {"YES": True, "NO": False}
_UNBORN = r"(?i)^\W*(?:[a-z]\)\s*)?unborn\W*$"


def to_record(files: Sequence[ReadFile]) -> dict[str, pl.DataFrame]:
    """Turn these files' lists into tables of the record, keyed as `record.THINGS`.

    Each file has its council and extract date. Besides those tables, `conflict` holds
    days that a later extract gives differently (columns of `record.identity.Conflict`);
    a blank that was filled in since is no conflict.
    """
    lists = {table: gather(files, table) for table in TABLES}
    made: dict[str, list[pl.DataFrame]] = {name: [] for name in THINGS}
    conflicts = []
    for spell in SPELLS:
        rows, differing = _spells(lists[spell.table], spell)
        made[spell.thing].append(rows)
        conflicts.append(differing)
    for latest in LATEST:
        made[latest.thing].append(_latest_of_each(lists[latest.table], latest))
    made["involvement"] += [
        _held_by(gather(files, h.table, h.worker), h) for h in HOLDERS
    ]
    made["leaver"].append(_leavers(lists["List_9"]))
    made["adoption"].append(_adoption(lists["List_10"]))
    made["child"].append(_children(lists[t] for t in TABLES if t != "List_11"))
    made["coverage"].append(coverage(files))
    record = {name: _stacked(name, frames) for name, frames in made.items()}
    return {**record, CONFLICT: Conflict.conform(pl.concat(conflicts, how="diagonal"))}


def gather(files: Sequence[ReadFile], table: str, needs: str = "") -> pl.DataFrame:
    """Return one list's rows from all files, with where each came from.

    Added are the origin columns of the record, and `_extract` (the day), `_is_previous`
    and `_place` (the file's place in the sequence), by which extracts are ordered.
    Files that lack the field `needs` are passed over: they say nothing of it.
    """
    frames = [_no_rows(table)]
    for place, file in enumerate(files):
        for part in file.parts:
            if part.table != table or part.frame.is_empty():
                continue
            if needs and not holds(part, needs):
                continue
            frames.append(_with_origin(part.frame, file, place))
    return pl.concat(frames, how="diagonal_relaxed")


def _no_rows(table: str) -> pl.DataFrame:
    kinds = {"day": pl.Date, "number": pl.Int64}
    fields = TABLES[table].fields.values()
    schema: dict[str, type[pl.DataType]] = {
        f.name: kinds.get(f.kind, pl.String) for f in fields
    }
    schema |= {f.submitted: pl.String for f in fields}
    schema |= dict.fromkeys(("council", "child", "source", "file"), pl.String)
    return pl.DataFrame(
        schema={
            **schema,
            "row": pl.Int64,
            "_extract": pl.Date,
            "_is_previous": pl.Boolean,
            "_place": pl.Int32,
        }
    )


def _with_origin(frame: pl.DataFrame, file: ReadFile, place: int) -> pl.DataFrame:
    child = pl.col("CHILD_ID") if "CHILD_ID" in frame.columns else pl.lit(None)
    return frame.with_columns(
        pl.lit(file.council).alias("council"),
        child.cast(pl.String).alias("child"),
        pl.lit(KEY).alias("source"),
        pl.lit(file.extract_date, dtype=pl.Date).alias("_extract"),
        pl.lit(file.is_previous).alias("_is_previous"),
        pl.lit(place, dtype=pl.Int32).alias("_place"),
    )


def _stacked(name: str, frames: list[pl.DataFrame]) -> pl.DataFrame:
    thing = THINGS[name]
    made = [thing.conform(f) for f in frames]
    return pl.concat([thing.empty(), *made]).sort("council", "child", "file", "row")


def _spells(frame: pl.DataFrame, spell: Spell) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the latest word on each thing, and days that earlier words differ on."""
    start, field = spell.starts
    told = frame.select(
        *_ORIGIN,
        *_EXTRACT,
        pl.col(field).alias(start),
        *(pl.col(f).alias(name) for name, f in spell.columns.items()),
        *(_answer(f).alias(name) for name, f in spell.answers.items()),
        *(pl.lit(text).alias(name) for name, text in spell.constant.items()),
    ).sort(*_EXTRACT, "row", descending=[True, False, False, False])
    nth = pl.col("row").cum_count().over("_place", "council", "child", start)
    told = told.with_columns(_nth=nth if spell.repeats else pl.lit(1))
    key = ["council", "child", start, "_nth"]
    latest = told.unique(subset=key, keep="last", maintain_order=True)
    return latest, _differing(told, latest, spell, key)


def _answer(field: str) -> pl.Expr:
    return pl.col(field).replace_strict(_ANSWERS, default=None, return_dtype=pl.Boolean)


def _differing(
    told: pl.DataFrame, latest: pl.DataFrame, spell: Spell, key: list[str]
) -> pl.DataFrame:
    """Return a row for each settled day that only an overruled extract gives."""
    start = spell.starts[0]
    pairs = told.join(latest, on=key, nulls_equal=True, suffix="_taken")
    found = [_no_conflicts()]
    for column in spell.settled:
        other, taken = pl.col(column), pl.col(f"{column}_taken")
        found.append(
            pairs.filter(other.is_not_null() & other.ne_missing(taken)).select(
                *_ORIGIN,
                pl.format("{} {}", pl.lit(spell.thing), pl.col(start)).alias("thing"),
                pl.lit(column).alias("column"),
                _extract_name("_extract_taken").alias("taken"),
                _extract_name("_extract").alias("other"),
                taken.alias("taken_on"),
                other.alias("other_on"),
            )
        )
    return pl.concat(found, how="diagonal").unique(
        subset=["council", "child", "thing", "column", "other_on"],
        keep="last",
        maintain_order=True,
    )


def _no_conflicts() -> pl.DataFrame:
    return Conflict.empty()


def _extract_name(column: str) -> pl.Expr:
    return pl.format("Annex A extract of {}", pl.col(column))


def _latest_of_each(frame: pl.DataFrame, latest: Latest) -> pl.DataFrame:
    """Return each distinct day, whichever extracts show it."""
    on = "visited_on" if latest.thing == "visit" else "held_on"
    alone = _answer(latest.alone) if latest.alone else pl.lit(None, dtype=pl.Boolean)
    return (
        frame.select(
            *_ORIGIN,
            *_EXTRACT,
            pl.lit(latest.kind).alias("kind"),
            pl.col(latest.field).alias(on),
            alone.alias("is_alone"),
            pl.lit(value=True).alias("is_latest_only"),
        )
        .drop_nulls(on)
        .sort(*_EXTRACT, "row", descending=[True, False, False, False])
        .unique(subset=["council", "child", on], keep="last", maintain_order=True)
    )


def _held_by(frame: pl.DataFrame, holder: Holder) -> pl.DataFrame:
    """Return every statement of every extract, also those that name nobody."""
    no_day = pl.lit(None, dtype=pl.Date)
    return frame.select(
        *_ORIGIN,
        pl.col(holder.worker).str.replace_all("\u00a0", " ").alias("worker"),
        pl.col("ALLOCATED_TEAM").str.replace_all("\u00a0", " ").alias("team"),
        pl.lit(holder.role).alias("role"),
        pl.col("_extract").alias("seen_on"),
        pl.lit(holder.about).alias("about"),
        (pl.col(holder.starts) if holder.starts else no_day).alias("about_on"),
        (pl.col(holder.ends) if holder.ends else no_day).alias("about_ended_on"),
    )


def _leavers(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(
        *_ORIGIN,
        category="ELIGIBILITY",
        in_touch="IN_TOUCH",
        contact_on="LATEST_CONTACT",
        pathway_review_on="LATEST_PATHWAY_REVIEW",
        accommodation="ACCOMMODATION",
        suitability="SUITABILITY",
        activity="ACTIVITY",
    )


def _adoption(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(
        *_ORIGIN,
        decided_on="DECISION",
        placement_order_on="PLACEMENT_ORDER",
        matched_on="MATCHED",
        placed_on="PLACED",
        ordered_on="ADOPTION_ORDER",
        reversed_on="REVERSAL",
        reversal_reason="REASON_FOR_REVERSAL",
    )


def _children(lists: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Return what each file says of each child, once for each different saying."""
    said = [_as_child(frame) for frame in lists]
    facts = [c for c in said[0].columns if c not in (*_ORIGIN, "_extract")]
    return pl.concat(said).unique(
        subset=["council", "child", "file", *facts], keep="first", maintain_order=True
    )


def _as_child(frame: pl.DataFrame) -> pl.DataFrame:
    age, birth = pl.col("AGE"), pl.col("DATE_OF_BIRTH")
    is_unborn = (
        age.str.contains(r"^-\s*\d")
        | pl.col("GENDER_submitted").str.contains(_UNBORN)
        | (birth > pl.col("_extract"))
    )
    asked = pl.lit(None, dtype=pl.Boolean)
    return frame.select(
        *_ORIGIN,
        birth.alias("birth_on"),
        pl.when(is_unborn.fill_null(value=False))
        .then(pl.lit(value=True))
        .when(age.is_not_null() | birth.is_not_null())
        .then(pl.lit(value=False))
        .alias("is_unborn"),
        pl.col("GENDER").alias("sex"),
        pl.col("ETHNICITY").alias("ethnicity"),
        (_answer("DISABILITY") if "DISABILITY" in frame.columns else asked).alias(
            "is_disabled"
        ),
        (_answer("UASC") if "UASC" in frame.columns else asked).alias(
            "is_asylum_seeker"
        ),
    )
