"""Tell whether a file is a payload of the department's API, and read it if so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from clearsight.files.encoding import as_utf8
from clearsight.files.manifest import Part, Problem, ReadFile
from clearsight.files.typed import rows_named, type_columns
from clearsight.returns.cscapi.shape import TABLES
from clearsight.returns.cscapi.walk import Walked, walk
from clearsight.shape import FILE, ROW

if TYPE_CHECKING:
    from collections import Counter

    from clearsight.files.open import Opened

KEY = "cscapi"
_MARK = b'"la_child_id"'
_BLANK = b" \t\r\n\xef\xbb\xbf"
_SHOWN = 10

# Days that do not say when the council did something.
NOT_EVENTS = frozenset({"date_of_birth", "expected_date_of_birth", "uasc_end_date"})


def read(opened: Opened) -> ReadFile | None:
    """Read a payload; None where the file is something else."""
    content = opened.source.content
    if _MARK not in content or not content.lstrip(_BLANK).startswith((b"[", b"{")):
        return None
    data, problems = as_utf8(content)
    walked = walk(data.decode("utf-8"))
    file = ReadFile(
        name=opened.source.name,
        sha256=opened.source.sha256,
        size=len(content),
        taken_for=KEY,
        layout="JSON",
        why="a JSON array of children with la_child_id",
        problems=[*problems, *_about(walked)],
        is_previous=opened.source.is_previous,
    )
    for name in TABLES:
        part, found = _part(name, walked, opened.source.file_id)
        file.parts.append(part)
        file.problems += found
    return file


def _part(name: str, walked: Walked, file_id: str) -> tuple[Part, list[Problem]]:
    table = TABLES[name]
    rows = walked.rows.get(name, [])
    schema = {ROW: pl.Int64, **dict.fromkeys(table.fields, pl.String)}
    frame = pl.DataFrame(rows, schema=schema, strict=False)
    held = frame.select(pl.lit(file_id).alias(FILE), pl.all())
    typed, problems = type_columns(held, table, dates="iso")
    aside = len(walked.aside) if name == "Child" else 0
    made = Part(name, typed, rows_in=len(rows) + aside, rows_aside=aside)
    return made, [
        Problem(p.what, f"{name}, {_of_children(p.where)}", p.do, p.rows, p.set_aside)
        for p in problems
    ]


def _of_children(where: str) -> str:
    return where.replace("rows ", "children ").replace("row ", "child ")


def _about(walked: Walked) -> Iterator[Problem]:
    if walked.broken_after is not None:
        yield Problem(
            f"The JSON breaks off after {walked.broken_after:,} children, which were "
            "read; what comes after was not.",
            where=f"after child {walked.broken_after:,}",
            do="Make the payload again.",
        )
    for places, what in (
        (walked.not_objects, "items that are no objects were set aside."),
        (walked.nameless, "children without la_child_id were set aside."),
    ):
        if places:
            yield Problem(
                f"{len(places):,} {what}",
                where=_of_children(rows_named(places, len(places))),
                do="Correct them and make the payload again.",
                rows=len(places),
                set_aside=len(places),
            )
    if walked.unknown:
        yield Problem(
            "Properties that version 1.0.1 does not have were left out: "
            f"{_named(walked.unknown)}.",
            do="Take them out before sending: the department refuses a batch with one.",
            rows=sum(walked.unknown.values()),
        )
    misplaced = +walked.misplaced
    if misplaced:
        yield Problem(
            f"Properties that hold something of another kind: {_named(misplaced)}. "
            "These were read as blank.",
            do="Give a single value, a block or a list, as version 1.0.1 has it.",
            rows=sum(misplaced.values()),
        )


def _named(counts: Counter[str]) -> str:
    shown = ", ".join(f"{name} ({n:,})" for name, n in counts.most_common(_SHOWN))
    return shown + (", ..." if len(counts) > _SHOWN else "")
