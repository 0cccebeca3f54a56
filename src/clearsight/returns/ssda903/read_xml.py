"""The XML form of the return to typed tables.

A CHILD holds one HEADER, with what is about the child, its reviews, missing episodes
and outcomes, and an EPISODE for each episode of care. CHILD and DOB are copied to every
row; nothing else is taken from a neighbour. Groups with the items of social worker
episodes or of deprivation of liberty orders are read whatever the group is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from clearsight.files.elements import Collected, Element
from clearsight.files.manifest import Part, Problem, ReadFile
from clearsight.files.source import Source
from clearsight.files.typed import rows_named, type_columns
from clearsight.files.xml import collect
from clearsight.returns.repeats import once
from clearsight.returns.ssda903.shape import TABLES
from clearsight.shape import FILE, ROW

_KEY = "CHILD"
_COPIED = ("CHILD", "DOB")
_RECORD, _HEADER, _GROUP = "CHILD", "HEADER", "GROUP"
# Elements that repeat below HEADER, and the table of which each is a row.
_REPEATED = {
    "AREVIEW": "Reviews",
    "AMISSING": "Missing",
    "OC2": "OC2",
    "PERMANENCE": "PrevPerm",
    "AD_PLACED": "PlacedAdoption",
}
# Tables whose items stand in HEADER itself, and the items of which one must be filled.
_IN_HEADER = {
    "UASC": ("UASC",),
    "OC3": ("IN_TOUCH", "ACTIV", "ACCOM"),
    "AD1": (
        "DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR",
    ),
}  # fmt: skip
_CHILDREN = re.compile(rb"<(?:\w+:)?(child)[\s/>]", re.IGNORECASE)
_IN_GROUPS = ("SWEpisodes", "DoLo")


def _items(*tables: str) -> dict[str, str]:
    """Return the tables' own items, by element name."""
    return {n: n for t in tables for n in TABLES[t].fields if n not in _COPIED}


_OTHERS = Element(table=_GROUP, leaves=_items(*_IN_GROUPS))
_ROWS = {
    name: Element(table=table, leaves=_items(table))
    for name, table in _REPEATED.items()
}
_LEAVES = {"CHILDID": "CHILD", "DOB": "DOB", **_items("Header", *_IN_HEADER)}
_CHILD = Element(
    table=_RECORD,
    is_record=True,
    children={
        _HEADER: Element(
            table=_HEADER,
            is_single=True,
            leaves=_LEAVES,
            children=_ROWS,
            others=_OTHERS,
        ),
        "EPISODE": Element(
            table="Episodes", leaves={**_items("Episodes"), "PL": "PLACE"}
        ),
    },
    others=_OTHERS,
)
LAYOUT = Element(is_open=True, children={"CHILD": _CHILD})


@dataclass
class _Reading:
    """What is known of the file while its tables are made."""

    source: Source
    found: Collected
    headers: pl.DataFrame
    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows_lost: int = 0


def read_xml(source: Source) -> ReadFile:
    """Read the file into a part for each table, with every problem met on the way.

    A table that the XML form always has is there even where it is empty.
    """
    found = collect(source.content, LAYOUT)
    entry = ReadFile(
        name=source.name,
        sha256=source.sha256,
        size=len(source.content),
        is_previous=source.is_previous,
    )
    if found.refused:
        entry.why = "looks like an SSDA903, but declares a document type"
        entry.problems, entry.aside = found.problems(0), True
        return entry
    if _is_written_otherwise(found, source.content):
        entry.why = "The root is that of an SSDA903, and no CHILD element is below it."
        entry.problems, entry.aside = [*found.problems(0), _otherwise()], True
        return entry
    reading = _Reading(source, found, _headers(found))
    for table, frame in _tables(reading):
        _add(reading, table, frame)
    entry.taken_for, entry.layout = "ssda903", "XML"
    entry.why = "XML with CHILD elements that hold HEADER and EPISODE"
    entry.parts = reading.parts
    entry.problems = [
        *found.problems(reading.rows_lost),
        *_nobody(reading),
        *reading.problems,
    ]
    return entry


def _is_written_otherwise(found: Collected, content: bytes) -> bool:
    """Say whether nothing was read, and children stand there in other letter case."""
    if found.failures or any(frame.height for frame in found.frames().values()):
        return False
    return any(name[1] != b"CHILD" for name in _CHILDREN.finditer(content))


def _otherwise() -> Problem:
    return Problem(
        what="No child could be read: the elements are not in capitals, as those of "
        "the return are.",
        do="Export it again with the names of elements as they are specified.",
    )


def _headers(found: Collected) -> pl.DataFrame:
    return found.tables[_HEADER].frame().rename({"parent": "record"})


def _tables(reading: _Reading) -> Iterator[tuple[str, pl.DataFrame]]:
    """Give each table with `row`, `record` and its items as text."""
    found, headers = reading.found, reading.headers
    yield "Header", headers
    for table, items in _IN_HEADER.items():
        filled = [pl.col(item).str.strip_chars().fill_null("") != "" for item in items]
        yield table, headers.filter(pl.any_horizontal(filled))
    for table in _REPEATED.values():
        frame = found.tables[table].frame()
        record = headers.get_column("record").gather(frame.get_column("parent"))
        yield table, _with_child(frame.with_columns(record.alias("record")), headers)
    episodes = found.tables["Episodes"].frame().rename({"parent": "record"})
    yield "Episodes", _with_child(episodes, headers)
    groups = _groups(found)
    for table in _IN_GROUPS:
        own = [pl.col(item).is_not_null() for item in _items(table)]
        frame = groups.filter(pl.any_horizontal(own))
        if frame.height:
            yield table, _with_child(frame, headers)


def _groups(found: Collected) -> pl.DataFrame:
    """Return the groups not known by name; those without a known item are left out."""
    rows = found.tables[_GROUP]
    frame = rows.frame().with_columns(
        pl.Series("record", [mark[1] for mark in rows.marks], dtype=pl.Int64)
    )
    empty = pl.all_horizontal(pl.col(item).is_null() for item in _items(*_IN_GROUPS))
    depths = [mark[2] for mark in rows.marks]
    for at in frame.filter(empty).get_column("No"):
        # A wrapper around groups is followed by one that lies deeper.
        if at + 1 == len(depths) or depths[at + 1] <= depths[at]:
            found.unknown.setdefault(rows.marks[at][0], []).append(rows.lines[at])
    return frame


def _with_child(frame: pl.DataFrame, headers: pl.DataFrame) -> pl.DataFrame:
    return frame.join(
        headers.select("record", *_COPIED),
        on="record",
        how="left",
        maintain_order="left",
    )


def _add(reading: _Reading, table: str, frame: pl.DataFrame) -> None:
    """Type the table, without children that could not be read or that have no name."""
    found, whole = reading.found, frame
    if found.broken:
        whole = frame.filter(~pl.col("record").is_in(found.broken))
    named = whole.filter(pl.col(_KEY).str.strip_chars().fill_null("") != "")
    front = named.select(
        pl.lit(reading.source.file_id).alias(FILE),
        ROW,
        *(name for name in TABLES[table].fields if name in named.columns),
    )
    typed, problems = type_columns(front, TABLES[table], dates="day first")
    typed, twice = once(typed)
    again = len(found.repeated_rows.get(_HEADER, ())) if table == "Header" else 0
    unread = found.unread if table == "Header" else 0
    reading.problems += [
        Problem(
            p.what,
            f"{table}, {p.where}".replace(" row", " line"),
            p.do,
            p.rows,
            p.set_aside,
        )
        for p in (*twice, *problems)
    ]
    reading.rows_lost += frame.height - whole.height + unread
    reading.parts.append(
        Part(
            table=table,
            frame=typed,
            rows_in=frame.height + again + unread,
            rows_aside=frame.height - typed.height + again + unread,
        )
    )


def _nobody(reading: _Reading) -> Iterator[Problem]:
    """Say which children have no identifier: nothing of theirs could be kept."""
    named = reading.headers.filter(
        pl.col(_KEY).str.strip_chars().fill_null("") != ""
    ).get_column("record")
    lines = pl.Series("row", reading.found.tables[_RECORD].lines, dtype=pl.Int64)
    records = pl.DataFrame([lines]).with_row_index("record").cast({"record": pl.Int64})
    lost = records.filter(
        ~pl.col("record").is_in([*named, *reading.found.broken])
    ).get_column("row")
    if lost.len():
        yield Problem(
            f"{lost.len():,} CHILD element(s) name no child in CHILDID; what they hold "
            "was set aside.",
            where=rows_named(lost.head(5).to_list(), lost.len()).replace("row", "line"),
            do="Fill in the child's identifier and export again.",
            rows=lost.len(),
            set_aside=lost.len(),
        )
