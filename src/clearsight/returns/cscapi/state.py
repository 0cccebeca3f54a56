"""What several payloads come to: each put over what stood before, as the API does it.

A body holds at most a hundred children, so those of one day belong together; a later
day's may hold nothing but changes. What is told replaces what was told before of the
same thing, what is to be purged goes with all that lies in it, and all else stays. A
list without ids is replaced whole. Payloads count in order of their day, then of their
name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from clearsight.files.manifest import ReadFile
from clearsight.record.thing import TYPES
from clearsight.returns.cscapi.shape import LAYOUT, TABLES, Node
from clearsight.returns.tables import in_order, together
from clearsight.shape import FILE, ROW

KEY: Final = "cscapi"
PURGE, TURN, GONE = "purge", "turn", "gone_on"
ORIGIN: Final = {
    "council": pl.String, "source": pl.String, FILE: pl.String, ROW: pl.Int64,
}  # fmt: skip
CHILD: Final = ["council", "la_child_id"]
EPISODE: Final = [*CHILD, "social_care_episode_id"]
HEALTH: Final = "health_and_wellbeing"
# More children than any one file holds.
ROWS_APART: Final = 2**32


def standing(files: Sequence[ReadFile]) -> dict[str, pl.DataFrame]:
    """Return each table of `shape.TABLES` as it stands after the last payload.

    Columns: council, source, file and row of the payload that told last of the thing,
    and the fields of the table.
    """
    ours = in_order(files, KEY)
    told = {name: _told(ours, name) for name in TABLES}
    gone = _gone(told)
    return {
        node.table: _standing(told[node.table], node, gone.get(node.table, []))
        for node in _nodes(LAYOUT)
    }


def _nodes(node: Node) -> list[Node]:
    """Return the node and all below it that are tables."""
    below = [*node.blocks.values(), *node.lists.values()]
    inside = [each for n in below for each in _nodes(n)]
    return [node, *inside] if node.table else inside


def _told(files: Sequence[ReadFile], name: str) -> pl.DataFrame:
    """Return what every payload says in one table, and its turn among all that is."""
    fields = TABLES[name].fields
    rows = together(files, KEY, name, {n: n for n in fields})
    if not rows.width:
        of_fields = {n: TYPES[one.kind] for n, one in fields.items()}
        return pl.DataFrame(schema={**ORIGIN, **of_fields, TURN: pl.Int64})
    place = {file.file_id: n for n, file in enumerate(files)}
    nth = pl.col(FILE).replace_strict(place, return_dtype=pl.Int64)
    return rows.with_columns((nth * ROWS_APART + pl.col(ROW)).alias(TURN))


Gone = tuple[list[str], pl.DataFrame]


def _gone(told: Mapping[str, pl.DataFrame]) -> dict[str, list[Gone]]:
    """Return for each table when the child, or what the rows lie in, was purged."""
    child = (CHILD, _last(told["Child"], PURGE, CHILD))
    episode = (EPISODE, _last(told["Episode"], PURGE, EPISODE))
    health = (CHILD, _last(told["Child"], LAYOUT.blocks[HEALTH].leaves[PURGE], CHILD))
    return {
        name: [
            child,
            *([health] if name == "Sdq" else []),
            *([episode] if "social_care_episode_id" in table.fields else []),
        ]
        for name, table in TABLES.items()
    }


def _last(rows: pl.DataFrame, flag: str, key: list[str]) -> pl.DataFrame:
    return rows.filter(pl.col(flag)).group_by(key).agg(pl.col(TURN).max().alias(GONE))


def _standing(told: pl.DataFrame, node: Node, gone: Sequence[Gone]) -> pl.DataFrame:
    around = EPISODE if EPISODE[-1] in told.columns else CHILD
    around = [name for name in around if name != node.row_id]
    key = [*around, node.row_id] if node.row_id else around
    for parent, when in gone:
        told = _after(told, parent, when)
    if PURGE in told.columns:
        told = _after(told, key, _last(told, PURGE, key))
    told = _without_blocks(told, node, key)
    is_named = pl.all_horizontal(pl.col(name).is_not_null() for name in key)
    named = told.filter(is_named & bool(node.row_id))
    rest = told.filter(~is_named | (not node.row_id))
    newest = pl.col(TURN) == pl.col(TURN).max().over(around)
    held = pl.concat([_merged(named, key), rest.filter(newest)]).drop(TURN)
    # What was asked to go has gone; the asking is no part of what stands.
    asked = [name for name in held.columns if name.endswith(PURGE)]
    return held.with_columns(pl.lit(None, pl.Boolean).alias(name) for name in asked)


def _after(rows: pl.DataFrame, key: list[str], when: pl.DataFrame) -> pl.DataFrame:
    """Keep what was told after the purge."""
    if when.is_empty():
        return rows
    found = rows.join(when, on=key, how="left", maintain_order="left")
    is_after = (pl.col(TURN) > pl.col(GONE)).fill_null(value=True)
    return found.filter(is_after).drop(GONE)


def _without_blocks(rows: pl.DataFrame, node: Node, key: list[str]) -> pl.DataFrame:
    """Blank what stood in a block up to the day on which that block was purged."""
    for block in node.blocks.values():
        purged = block.leaves[PURGE]
        inside = [c for n, c in block.leaves.items() if n != PURGE]
        inside += list(block.codes.values())
        last = pl.col(TURN).filter(pl.col(purged)).max().over(key)
        stays = (pl.col(TURN) > last).fill_null(value=True)
        rows = rows.with_columns(
            pl.when(stays).then(pl.col(c)).alias(c) for c in inside
        )
    return rows


def _merged(rows: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """Make one row of each thing: of every column the last that was said."""
    if not rows.select(key).is_duplicated().any():
        return rows
    whole = [*(n for n in ORIGIN if n not in key), TURN]
    parts = [n for n in rows.columns if n not in (*key, *whole)]
    merged = (
        rows.sort(TURN, maintain_order=True)
        .group_by(key, maintain_order=True)
        .agg(pl.col(whole).last(), pl.col(parts).drop_nulls().last())
    )
    return merged.select(rows.columns)
