"""Read a census file: XML in, typed tables out, and what was made of it.

Each table has `file`, `row` (line of the element), `No` (row of the table, from 0), its
keys, then for each field the typed value and `<field>_submitted`, the text as it
arrived. A break in the XML costs the child it stands in and no other.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from clearsight.dates import collection_year
from clearsight.files.elements import Collected
from clearsight.files.manifest import Part, Problem, ReadFile
from clearsight.files.source import Source
from clearsight.files.typed import rows_named, type_columns
from clearsight.files.xml import collect
from clearsight.files.xml_quick import WORTH, collect_quick
from clearsight.published.authorities import authority_name
from clearsight.returns.cin.layout import LAYOUT, keyed
from clearsight.returns.cin.shape import KEYS, TABLES
from clearsight.returns.repeats import repeated

if TYPE_CHECKING:
    from clearsight.files.open import Opened

KEY = "cin"
_ROOT = "Message"
_MARKS = (b"ChildIdentifiers", b"CINdetails")
_COLLECTION = re.compile(rb"<(?:[\w.-]+:)?Collection\s*>\s*CIN\s*<")

# Days that do not say when the council did something: births, and days set beforehand.
NOT_EVENTS = frozenset(
    {
        "ReferenceDate",
        "PersonBirthDate",
        "ExpectedPersonBirthDate",
        "InitialCPCtarget",
        "AssessmentInternalReviewDate",
    }
)


def read(opened: Opened) -> ReadFile | None:
    """Return the census that the file holds, or None where it is something else."""
    if opened.form != "xml" or not is_census(opened.source.content):
        return None
    found = _collected(opened.source.content)
    if found.refused:
        return _refused(opened, found)
    return _read_file(opened, found)


def _collected(content: bytes) -> Collected:
    """Read the elements; a large file the quick way, if it is as plain as that asks."""
    found = collect_quick(content, LAYOUT) if len(content) >= WORTH else None
    return found or collect(content, LAYOUT)


def is_census(content: bytes) -> bool:
    """Say whether the bytes look like this census, by their content alone."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content = content.decode("utf-16", errors="ignore").encode()
    return any(mark in content for mark in _MARKS) or bool(_COLLECTION.search(content))


def _refused(opened: Opened, found: Collected) -> ReadFile:
    return replace(
        _entry(opened.source),
        why="looks like a children in need census, but declares a document type",
        problems=[*opened.problems, *found.problems(0)],
        aside=True,
    )


def _entry(source: Source) -> ReadFile:
    return ReadFile(
        name=source.name,
        sha256=source.sha256,
        size=len(source.content),
        is_previous=source.is_previous,
    )


def _read_file(opened: Opened, found: Collected) -> ReadFile:
    source, problems = opened.source, list[Problem]()
    parts = list[Part]()
    frames = keyed(found.frames())
    for name, frame in frames.items():
        part, more = _part(name, frame, found, source.file_id)
        parts.append(part)
        problems += more
    tables = {part.table: part.frame for part in parts}
    again = sum(map(len, found.repeated_rows.values()))
    aside = sum(part.rows_aside for part in parts) - again
    header = tables["Header"].row(0, named=True)
    reference, stated = header["ReferenceDate"], header["Year"]
    year = collection_year(reference) if reference else stated
    problems += [*_about_header(header, year), *_about_children(tables)]
    return replace(
        _entry(source),
        taken_for=KEY,
        why=_why(opened.root, frames["ChildIdentifiers"].height),
        layout=_layout(tables),
        parts=parts,
        problems=[*opened.problems, *found.problems(aside), *problems],
        children=_children(tables["ChildIdentifiers"]),
        council=_council(header["LEA"]),
        reference_date=reference,
        year=year,
    )


# What is told of once a start, and the key by which each element is told apart.
COUNTED_ONCE = {
    "CINdetails": "CINdetailsID", "Assessments": "AssessmentID", "Section47": "",
    "CINplanDates": "", "ChildProtectionPlans": "CPPID", "PreProceedings": "",
}  # fmt: skip


def _part(
    name: str, frame: pl.DataFrame, found: Collected, file: str
) -> tuple[Part, list[Problem]]:
    """Type one table, without the children that could not be read whole."""
    repeated = len(found.repeated_rows.get(name, ()))
    unread = found.unread if name == "ChildIdentifiers" else 0
    kept = frame
    if found.broken and "ChildNo" in frame.columns:
        kept = frame.filter(~pl.col("ChildNo").is_in([n + 1 for n in found.broken]))
    own = TABLES[name].fields
    keys = [key for key in KEYS if key in frame.columns and key not in own]
    front = kept.select(
        pl.lit(file).alias("file"),
        "row",
        pl.col("No").cast(pl.Int64),
        *keys,
        *(field for field in own if field in frame.columns),
    )
    typed, problems = type_columns(front, TABLES[name], dates="iso")
    part = Part(
        table=name,
        frame=typed,
        rows_in=frame.height + repeated + unread,
        rows_aside=frame.height - kept.height + repeated + unread,
    )
    again = _told_again(name, typed)
    return part, [_placed(problem, name) for problem in (*problems, *again)]


def _told_again(table: str, typed: pl.DataFrame) -> Iterator[Problem]:
    """Say which elements of one child tell the same again; they are kept."""
    if table not in COUNTED_ONCE:
        return
    apart = ("file", "row", "No", COUNTED_ONCE[table])
    again = repeated(typed, [c for c in typed.columns if c not in apart])
    lines = typed.filter(again)["row"]
    if lines.len():
        yield Problem(
            f"{lines.len():,} element(s) say the same again of the same child; each is "
            "counted once.",
            where=rows_named(lines.head(5).to_list(), lines.len()),
            do="Give each of them once.",
            rows=lines.len(),
        )


def _placed(problem: Problem, table: str) -> Problem:
    """Say which table, and lines for rows."""
    return replace(problem, where=f"{table}, {problem.where}".replace(" row", " line"))


def _about_header(header: Mapping[str, object], year: int | None) -> Iterator[Problem]:
    where = f"Header, line {header['row']}"
    if header["ReferenceDate"] is None:
        yield Problem(
            "The header states no reference date that can be read.",
            where=where,
            do="Give --as-at, or set ReferenceDate to the last day of the census year.",
        )
    elif header["Year"] is not None and header["Year"] != year:
        yield Problem(
            "Year and ReferenceDate in the header disagree; ReferenceDate was taken.",
            where=where,
            do="Correct the one that is wrong, or give --year.",
        )
    if header["LEA"] is None:
        yield Problem(
            "The header does not say which council sends the return.",
            where=where,
            do="Give --council.",
        )


def _about_children(tables: Mapping[str, pl.DataFrame]) -> Iterator[Problem]:
    identifiers = tables["ChildIdentifiers"]
    if not identifiers.height:
        yield Problem(
            "The return holds no child that could be read.",
            do="Check that the export finished, and export again.",
        )
    named = pl.col("LAchildID").is_not_null()
    checks = (
        (
            ~named,
            "have no identifier; each is shown by its place in the file.",
            "Enter LAchildID.",
        ),
        (
            named & pl.col("LAchildID").is_duplicated(),
            "share an identifier with another; their rows are shown together.",
            "Give each child one Child element and an identifier of its own.",
        ),
    )
    for condition, what, do in checks:
        lines = identifiers.filter(condition).get_column("row")
        if lines.len():
            where = rows_named(lines.head(5).to_list(), lines.len())
            yield Problem(
                f"{lines.len():,} Child element(s) {what}",
                where=f"ChildIdentifiers, {where}".replace(" row", " line"),
                do=do,
                rows=lines.len(),
            )


def _why(root: str, children: int) -> str:
    inside = "children in need elements" if children else "the collection name CIN"
    return f"XML whose outermost element is {root or _ROOT}, with {inside}"


def _layout(tables: Mapping[str, pl.DataFrame]) -> str:
    """Name the layout by what the file holds, not by the year it states."""
    identifiers = tables["ChildIdentifiers"]

    def filled(column: str) -> bool:
        return identifiers.get_column(column).null_count() < identifiers.height

    if tables["PreProceedings"].height:
        return "2026/27 (pre-proceedings and family group decision making)"
    if filled("Sex"):
        both = ", with GenderCurrent as well" if filled("GenderCurrent") else ""
        return f"2024/25 to 2026/27 (Sex{both})"
    if filled("GenderCurrent"):
        return "2021/22 to 2023/24 (GenderCurrent)"
    return "any year (neither Sex nor GenderCurrent)"


def _children(identifiers: pl.DataFrame) -> int:
    ids = identifiers.get_column("LAchildID")
    return ids.drop_nulls().n_unique() + ids.null_count()


def _council(code: str | None) -> str:
    if code is None:
        return ""
    return authority_name(code) or f"LEA {code}"
