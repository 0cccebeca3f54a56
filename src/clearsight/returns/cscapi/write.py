"""From tables to a payload: JSON as the department's API takes it.

A blank is left out, and so is a block or a list with nothing in it. What the API would
refuse (an identifier with other characters, a code too long) is left out with a problem
that says so, for it refuses a whole batch with one bad child.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from clearsight.files.manifest import Problem
from clearsight.files.typed import rows_named
from clearsight.returns.cscapi.shape import LAYOUT, MOST_CHILDREN, TABLES, Node
from clearsight.shape import ROW

Payload = list[dict[str, Any]]
# The longest text that the API takes, by column; whole numbers of characters.
LONGEST: Mapping[str, int] = {
    "mis_child_id": 36, "unique_pupil_number_unknown_reason": 4, "sex": 1,
    "ethnicity": 4, "postcode": 8, "social_care_episode_id": 36,
    "referral_source": 2, "closure_reason": 3, "worker_id": 12,
    "child_and_family_assessment_id": 36, "child_in_need_plan_id": 36,
    "section_47_assessment_id": 36, "child_protection_plan_id": 36,
    "child_looked_after_placement_id": 36, "start_reason": 1, "placement_type": 3,
    "end_reason": 3, "change_reason": 6, "activity": 2, "accommodation": 1,
}  # fmt: skip
EXACTLY = {"unique_pupil_number": 13, "former_unique_pupil_number": 13}
CHILD = re.compile(r"[A-Za-z0-9]{1,20}")
WORD = re.compile(r"[A-Za-z0-9_-]*")
WORDS = frozenset({n for n in LONGEST if n.endswith("_id")})
EACH_CODE = {"disabilities": (4, 12), "factors": (3, 41)}  # longest, most


def payload(tables: Mapping[str, pl.DataFrame]) -> tuple[Payload, list[Problem]]:
    """Return the children in order of their rows, and what had to be left out.

    `tables` are as the reader gives them; a table may be absent.
    """
    problems: list[Problem] = []
    fit = {name: _fitting(name, tables[name], problems) for name in tables}
    below = {
        name: _grouped(frame, name) for name, frame in fit.items() if name != "Child"
    }
    children = fit.get("Child")
    if children is None:
        return [], problems
    return [_built(row, LAYOUT, below) for row in _rows(children)], problems


def text(children: Sequence[Mapping[str, Any]]) -> str:
    """Return a payload, or any part of one, as the same JSON every time."""
    return json.dumps(children, ensure_ascii=False, separators=(",", ":"))


def batches(children: Payload) -> Iterator[Payload]:
    """Give the children in batches of as many as the API takes at a time."""
    for start in range(0, len(children), MOST_CHILDREN):
        yield children[start : start + MOST_CHILDREN]


def _rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    return frame.sort(ROW, maintain_order=True).to_dicts()


def _fitting(name: str, frame: pl.DataFrame, problems: list[Problem]) -> pl.DataFrame:
    """Take out what the API would refuse: values that can be spared, rows that cannot.

    A child or a row whose own id does not fit cannot be sent at all.
    """
    needed = {"la_child_id": CHILD, _row_id(name): WORD}
    for column, one in TABLES[name].fields.items():
        if one.kind not in ("text", "key", "code") or column in EACH_CODE:
            continue
        if column not in frame.columns:
            continue
        good = _fits(column)
        bad = pl.col(column).is_not_null() & ~good
        if column in needed:
            bad = bad | pl.col(column).is_null()
        lost = frame.filter(bad)
        if not lost.height:
            continue
        where = rows_named(lost[ROW].head(5).to_list(), lost.height)
        if column in needed:
            frame = frame.filter(~bad)
        else:
            frame = frame.with_columns(pl.when(~bad).then(pl.col(column)))
        what = "rows left out" if column in needed else "values left out"
        problems.append(
            Problem(
                f"{lost.height:,} {what}: the API does not take this {column}.",
                where=f"{name}, {where}",
                do="Give an identifier that fits, and keep the list of which is which."
                if column in needed
                else "Correct the code.",
                rows=lost.height,
                set_aside=lost.height if column in needed else 0,
            )
        )
    return frame


def _row_id(name: str) -> str:
    every = [LAYOUT, *LAYOUT.lists.values()]
    every += [n for e in LAYOUT.lists.values() for n in e.lists.values()]
    return next((n.row_id for n in every if n.table == name), "")


def _fits(column: str) -> pl.Expr:
    value = pl.col(column)
    if column == "la_child_id":
        return value.str.contains(rf"\A{CHILD.pattern}\z")
    fits = value.str.len_chars() <= LONGEST.get(column, 1_000)
    if column in EXACTLY:
        fits = value.str.len_chars() == EXACTLY[column]
    if column in WORDS:
        fits = fits & value.str.contains(rf"\A{WORD.pattern}\z")
    return fits


Below = Mapping[str, Mapping[tuple[Any, ...], list[dict[str, Any]]]]


def _grouped(
    frame: pl.DataFrame, name: str
) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    """Return the rows by the child, and where they lie in an episode by that too."""
    inside = name not in ("Sdq", "Episode")
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in _rows(frame):
        key = (row["la_child_id"], row["social_care_episode_id"] if inside else None)
        found.setdefault(key, []).append(row)
    return found


def _built(row: Mapping[str, Any], node: Node, below: Below) -> dict[str, Any]:
    """Write one object, its blocks and its lists."""
    out: dict[str, Any] = {}
    for name, column in node.leaves.items():
        if (value := row.get(column)) is not None:
            out[name] = value.isoformat() if isinstance(value, date) else value
    for name, column in node.codes.items():
        if codes := _codes(column, row.get(column)):
            out[name] = codes
    for name, block in node.blocks.items():
        if inside := _built(row, block, below):
            out[name] = inside
    for name, item in node.lists.items():
        is_in_episode = node.table == "Episode"
        episode = row["social_care_episode_id"] if is_in_episode else None
        rows = below.get(item.table, {}).get((row["la_child_id"], episode), [])
        if items := [_built(r, item, below) for r in rows]:
            out[name] = items
    return out


def _codes(column: str, value: str | None) -> list[str]:
    longest, most = EACH_CODE[column]
    once = dict.fromkeys(c for c in (value or "").split() if len(c) <= longest)
    return list(once)[:most]
