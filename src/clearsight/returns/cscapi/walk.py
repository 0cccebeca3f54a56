"""From the text of a payload to columns, one child at a time.

A child that is not whole is set aside, and the children beside it are kept. Where the
JSON breaks, what stands before the break is read.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from clearsight.returns.cscapi.shape import LAYOUT, Node

_BETWEEN = re.compile(r"[\s,]*")
_NAME_LENGTH = 60
Value = str | None


@dataclass
class Walked:
    """What a payload holds: rows by table, and what could not be used.

    Each row has `row`, `la_child_id`, `social_care_episode_id` and its own columns.
    """

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    children: int = 0
    not_objects: list[int] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    misplaced: Counter[str] = field(default_factory=Counter)
    broken_after: int | None = None

    @property
    def aside(self) -> list[int]:
        """Return the places of the children that were set aside."""
        return sorted([*self.not_objects, *self.nameless])


def walk(text: str) -> Walked:
    """Read every child of the payload that is whole."""
    done = Walked()
    for place, given in enumerate(_items(text, done), start=1):
        done.children = place
        if not isinstance(given, dict):
            done.not_objects.append(place)
            continue
        name = _text(given.get("la_child_id"))
        if not isinstance(name, str) or not name.strip():
            done.nameless.append(place)
            continue
        front = {"row": place, "la_child_id": name}
        _object(given, LAYOUT, front, done)
    return done


def _items(text: str, done: Walked) -> Iterator[Any]:
    """Give the items of the outermost array; a single object is an array of one."""
    decoder = json.JSONDecoder()
    start = text.find("[")
    brace = text.find("{")
    if start < 0 or 0 <= brace < start:
        start = brace - 1
    at = _BETWEEN.match(text, start + 1).end()  # type: ignore[union-attr]
    count = 0
    while at < len(text) and text[at] != "]":
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            done.broken_after = count
            return
        count += 1
        yield item
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]
    if at >= len(text) and start >= 0 and text[start] == "[":
        done.broken_after = count


def _object(
    given: dict[str, Any], node: Node, front: dict[str, Any], done: Walked
) -> None:
    """Put one object into its table, and what it holds into theirs."""
    row = dict(front)
    if node.row_id:
        row[node.row_id] = _text(given.get(node.row_id))
    done.rows.setdefault(node.table, []).append(row)
    _fill(given, node, row, done)


def _fill(given: dict[str, Any], node: Node, row: dict[str, Any], done: Walked) -> None:
    for name, value in given.items():
        if column := node.leaves.get(name):
            said = _text(value)
            row[column] = said if isinstance(said, str) else None
            if said is Ellipsis:
                done.misplaced[name] += 1
        elif column := node.codes.get(name):
            row[column] = _codes(name, value, done)
        elif block := node.blocks.get(name):
            if isinstance(value, dict):
                _fill(value, block, row, done)
            elif value is not None:
                done.misplaced[name] += 1
        elif inside := node.lists.get(name):
            _each(name, value, inside, row, done)
        elif name not in node.ignored:
            done.unknown[name[:_NAME_LENGTH]] += 1


def _each(name: str, value: Any, node: Node, row: dict[str, Any], done: Walked) -> None:
    if not isinstance(value, list):
        done.misplaced[name] += value is not None
        return
    keys = ("row", "la_child_id", "social_care_episode_id")
    front = {k: row[k] for k in keys if k in row}
    for item in value:
        if isinstance(item, dict):
            _object(item, node, front, done)
        else:
            done.misplaced[name] += 1


def _codes(name: str, value: Any, done: Walked) -> Value:
    if not isinstance(value, list):
        done.misplaced[name] += value is not None
        return None
    said = [_text(item) for item in value]
    done.misplaced[name] += sum(not isinstance(s, str) for s in said)
    return " ".join(s.strip() for s in said if isinstance(s, str)) or None


def _text(value: Any) -> Any:
    """Return the text of a single value, None for null, ... for anything else."""
    if value is None or isinstance(value, str):
        # A lone half of a surrogate pair is no text that a column can hold.
        return value and value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return repr(value) if isinstance(value, float) else ...
