"""Annex A lists into the canonical record, over as many extracts as there are.

One thing told of by several extracts becomes one row, and the latest extract's. What is
only ever the latest of its kind in each extract (visits, reviews, the worker's name) is
kept from every extract, because the earlier ones are nowhere else. Postcodes of carers
stay behind: nothing in the record needs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import polars as pl

from clearsight.files.manifest import ReadFile
from clearsight.record import THINGS, Conflict
from clearsight.returns.annexa.corrected import (
    corrected,
    corrections,
    told_otherwise,
)
from clearsight.returns.annexa.coverage import (
    SHORT,
    SOCIAL_WORKER,
    coverage,
    holds,
    is_wanting,
    naming,
)
from clearsight.returns.annexa.latest import extract_name, latest_of_each
from clearsight.returns.annexa.shape import TABLES
from clearsight.returns.annexa.spells import (
    HOLDERS,
    LATEST,
    LEAVER,
    LISTED,
    SPELLS,
    Holder,
    Spell,
)
from clearsight.returns.nth import nth_among

KEY = "annexa"
CONFLICT = "conflict"
AT_ONCE = 2

_ORIGIN = ("council", "child", "source", "file", "row")
_EXTRACT = ("_extract", "_place")
_ANSWERS = {"YES": True, "NO": False}
_UNBORN = r"(?i)^\W*(?:[a-z]\)\s*)?unborn\W*$"


def to_record(files: Sequence[ReadFile]) -> dict[str, pl.DataFrame]:
    """Turn these files' lists into tables of the record, keyed as `record.THINGS`.

    Each file has its council and extract date. Besides those tables, `conflict` holds
    days that a later extract gives differently (columns of `record.identity.Conflict`);
    a blank that was filled in since is no conflict.
    """
    files = _oldest_first(files)
    lists = {table: gather(files, table) for table in TABLES}
    moved = corrections(lists)
    moved_starts = told_otherwise(lists, moved)
    for spell in SPELLS:
        lists[spell.table] = corrected(
            lists[spell.table], spell.starts[1], moved.get(spell.table)
        )
    made: dict[str, list[pl.DataFrame]] = {name: [] for name in THINGS}
    conflicts = [moved_starts]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = pool.map(lambda spell: _spells(lists[spell.table], spell), SPELLS)
        for spell, (rows, differing) in zip(SPELLS, told, strict=True):
            made[spell.thing].append(rows)
            conflicts.append(differing)
    for latest in LATEST:
        rows, differing = latest_of_each(lists[latest.table], latest)
        made[latest.thing].append(rows)
        conflicts.append(differing)
    named = naming(files)
    made["involvement"] += [
        _held_by(
            corrected(
                gather(files, h.table, h.worker, _names(h, named)),
                h.starts,
                moved.get(h.table),
            ),
            h,
        )
        for h in HOLDERS
    ]
    made["listing"] += [
        _overruled(lists[s.table], s) for s in SPELLS if s.thing in LISTED
    ]
    made["listing"].append(_served_before(lists["List_9"]))
    made["leaver"].append(_leavers(lists["List_9"]))
    made["adoption"].append(_adoption(lists["List_10"]))
    made["child"].append(_children(lists[t] for t in TABLES if t != "List_11"))
    made["coverage"].append(coverage(files))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        stacked = pool.map(lambda name: _stacked(name, made[name]), made)
        record = dict(zip(made, stacked, strict=True))
    return {**record, CONFLICT: Conflict.conform(pl.concat(conflicts, how="diagonal"))}


def _oldest_first(files: Sequence[ReadFile]) -> list[ReadFile]:
    """Order files so that the last word on anything comes last.

    Previous files come first, whatever their day; of one day, as they were given.
    """
    return sorted(files, key=lambda f: (not f.is_previous, f.extract_date or date.min))


def _names(holder: Holder, named: frozenset[tuple[str, str]]) -> frozenset[str]:
    """Return the councils of which a blank in this column means that nobody is named.

    One extract does not say whether a list's column is filled in: all on the list may
    have lost their worker. Where any extract fills it in, a wholly blank one says so;
    a long list that is wholly blank is an export that lost the column.
    """
    if holder.role != SOCIAL_WORKER:
        return frozenset()
    return frozenset(council for council, table in named if table == holder.table)


def gather(
    files: Sequence[ReadFile],
    table: str,
    needs: str = "",
    filling: frozenset[str] = frozenset(),
) -> pl.DataFrame:
    """Return one list's rows from all files, with where each came from.

    Rows stand in the order of the files, and of the sheet. Added are the origin columns
    of the record, `_extract` (the day) and `_place` (the file's place in the sequence).
    Files that lack the field `needs` are passed over: they say nothing of it. So are
    those in which it is wholly blank, but for short lists of the councils in `filling`.
    """
    frames = [_no_rows(table)]
    for place, file in enumerate(files):
        for part in file.parts:
            if part.table != table or part.frame.is_empty():
                continue
            is_filled = (
                file.council in filling
                and not is_wanting(part, needs)
                and part.frame.height <= SHORT
            )
            if needs and not is_filled and not holds(part, needs):
                continue
            rows = part.frame
            in_order = rows.get_column("row").is_sorted()
            rows = rows if in_order else rows.sort("row", maintain_order=True)
            frames.append(_with_origin(rows, file, place))
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
        pl.lit(place, dtype=pl.Int32).alias("_place"),
    )


def _stacked(name: str, frames: list[pl.DataFrame]) -> pl.DataFrame:
    thing = THINGS[name]
    made = [thing.conform(f) for f in frames]
    # In no order: what reads the record gives the same whatever the order of its rows.
    return pl.concat([thing.empty(), *made])


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
    )
    nth = nth_among(told, ["_place", "council", "child", start])
    told = told.with_columns(_nth=nth if spell.repeats else pl.lit(0))
    key = ["council", "child", start, "_nth"]
    latest = told.unique(subset=key, keep="last", maintain_order=True)
    return latest, _differing(told, latest, spell, key)


def _overruled(frame: pl.DataFrame, spell: Spell) -> pl.DataFrame:
    """Return the rows of which a later extract tells again, as they were told then."""
    start, field = spell.starts
    return _not_last(frame, field).select(
        *_ORIGIN,
        pl.lit(LISTED[spell.thing]).alias("about"),
        pl.col(field).alias(start),
        *(pl.col(f).alias(name) for name, f in spell.columns.items()),
        *(_answer(f).alias(name) for name, f in spell.answers.items()),
    )


def _served_before(frame: pl.DataFrame) -> pl.DataFrame:
    """Return who had each care leaver by List 9, but for the last."""
    return _not_last(frame).select(
        *_ORIGIN,
        pl.lit(LEAVER).alias("about"),
        pl.col("ALLOCATED_WORKER").alias("worker"),
    )


def _not_last(frame: pl.DataFrame, *fields: str) -> pl.DataFrame:
    last = pl.col("_place").max().over("council", "child", *fields)
    return frame.filter(pl.col("_place") < last)


def _answer(field: str) -> pl.Expr:
    return pl.col(field).replace_strict(_ANSWERS, default=None, return_dtype=pl.Boolean)


def _differing(
    told: pl.DataFrame, latest: pl.DataFrame, spell: Spell, key: list[str]
) -> pl.DataFrame:
    """Return a row for each settled day that only an overruled extract gives."""
    start, found = spell.starts[0], [Conflict.empty()]
    if not spell.settled or latest.height == told.height:
        return found[0]
    given = told.filter(pl.any_horizontal(pl.col(spell.settled).is_not_null()))
    taken_from = latest.select(*key, *spell.settled, "_extract")
    pairs = given.join(taken_from, on=key, nulls_equal=True, suffix="_taken")
    for column in spell.settled:
        other, taken = pl.col(column), pl.col(f"{column}_taken")
        found.append(
            pairs.filter(other.is_not_null() & other.ne_missing(taken)).select(
                *_ORIGIN,
                pl.format("{} {}", pl.lit(spell.thing), pl.col(start)).alias("thing"),
                pl.lit(column).alias("column"),
                extract_name("_extract_taken").alias("taken"),
                extract_name("_extract").alias("other"),
                taken.alias("taken_on"),
                other.alias("other_on"),
            )
        )
    return pl.concat(found, how="diagonal").unique(
        subset=["council", "child", "thing", "column", "other_on"],
        keep="last",
        maintain_order=True,
    )


def _held_by(frame: pl.DataFrame, holder: Holder) -> pl.DataFrame:
    """Return the statements of all extracts, also those that name nobody.

    Where extract after extract says the same, only the first and the last of them say
    it here: what changed, and between which two extracts, stays exact. Of what a list
    says of a time gone by, only the latest extract that says just that.
    """
    no_day = pl.lit(None, dtype=pl.Date)
    told = frame.select(
        *_ORIGIN,
        "_place",
        pl.col(holder.worker).str.replace_all("\u00a0", " ").alias("worker"),
        pl.col("ALLOCATED_TEAM").str.replace_all("\u00a0", " ").alias("team"),
        pl.lit(holder.role).alias("role"),
        pl.col("_extract").alias("seen_on"),
        pl.lit(holder.about).alias("about"),
        (pl.col(holder.starts) if holder.starts else no_day).alias("about_on"),
        (pl.col(holder.ends) if holder.ends else no_day).alias("about_ended_on"),
    )
    if told.get_column("_place").n_unique() < 2:
        return told
    if holder.is_now:
        return _ends_of_runs(told)
    said = [c for c in told.columns if c not in ("file", "row", "_place", "seen_on")]
    return told.unique(subset=said, keep="last", maintain_order=True)


def _ends_of_runs(told: pl.DataFrame) -> pl.DataFrame:
    """Leave out each statement that the extract before and the one after make too.

    Those kept say with `said_since` and `said_after` when the run of them began.
    """
    said = [c for c in told.columns if c not in ("file", "row", "_place", "seen_on")]
    order = told.sort("council", "child", "about_on", "_place", maintain_order=True)
    turn = pl.col("_place").rank("dense").cast(pl.Int32)
    order = order.with_columns(_turn=turn)
    as_before = pl.all_horizontal(
        *(pl.col(c).eq_missing(pl.col(c).shift(1)) for c in said),
        pl.col("_turn") - pl.col("_turn").shift(1) == 1,
    ).fill_null(value=False)
    marked = order.with_columns(_as_before=as_before)
    inside = pl.col("_as_before") & pl.col("_as_before").shift(-1, fill_value=False)
    days = (
        told.select("council", "_place", "seen_on").unique().sort("council", "_place")
    )
    days = days.select(
        "council", "_place", _after=pl.col("seen_on").shift(1).over("council")
    )
    run = (~pl.col("_as_before")).cum_sum()
    dated = marked.join(
        days, on=["council", "_place"], how="left", maintain_order="left"
    ).with_columns(
        said_since=pl.col("seen_on").first().over(run),
        said_after=pl.col("_after").first().over(run),
    )
    return dated.filter(~inside).drop("_as_before", "_turn", "_after")


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
    """Return each different saying on each child once.

    It comes from the first list that says so, in the latest extract that does.
    """
    said = [_as_child(frame) for frame in lists]
    facts = [c for c in said[0].columns if c not in _ORIGIN]
    return pl.concat(reversed(said)).unique(
        subset=["council", "child", *facts], keep="last", maintain_order=True
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
