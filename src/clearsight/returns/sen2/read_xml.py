"""The XML form of SEN2 to typed tables.

The department's guide to the XML was not to be had. Elements are taken to bear the
names of the export's tables, each once for each row, nested as the tables are; elements
that only group others are looked through, whatever they are called.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from clearsight.files.elements import Collected, Element
from clearsight.files.manifest import Problem, ReadFile
from clearsight.files.xml import collect
from clearsight.returns import xml_parts
from clearsight.returns.sen2.shape import PARENTS, TABLES, id_of
from clearsight.returns.tables import coded, ends_after_start

if TYPE_CHECKING:
    from clearsight.files.open import Opened

RECORD = "Person"
_COLLECTION = re.compile(rb"<(?:[\w.-]+:)?Collection\s*>\s*SEN2?\s*<", re.IGNORECASE)
_MARKS = (b"<RequestOutcome>", b"<ReceivedDate>")
_NAMES = frozenset({"Surname", "Forename", "PostCode"})


def is_sen2(content: bytes) -> bool:
    """Say whether the bytes look like this return, by their content alone."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content = content.decode("utf-16", errors="ignore").encode()
    return bool(_COLLECTION.search(content)) or all(m in content for m in _MARKS)


def _leaves(table: str) -> dict[str, str]:
    return {
        spelt: name
        for name, one in TABLES[table].fields.items()
        if not name.endswith("TableId")
        for spelt in (name, *one.other_names)
    }


def _element(table: str) -> Element:
    """Declare the element of a table, with those of the tables below it."""
    below = [name for name, above in PARENTS.items() if above == table]
    return Element(
        table=table,
        leaves=_leaves(table),
        children={name: _element(name) for name in below},
        is_record=table == RECORD,
        ignored=_NAMES,
    )


_GROUP = Element(leaves=_leaves("Sen2"), ignored=frozenset({"SourceLevel"}))
LAYOUT = Element(
    is_open=True,
    children={
        "Header": Element(
            table="Sen2",
            leaves=_leaves("Sen2"),
            is_single=True,
            children={"CollectionDetails": _GROUP, "Source": _GROUP},
            ignored=frozenset({"Content"}),
        ),
        RECORD: _element(RECORD),
    },
)


def read_xml(opened: Opened, codes: Mapping[str, Mapping[str, str]]) -> ReadFile:
    """Read the file into a part for each table, with every problem met on the way."""
    source = opened.source
    found = collect(source.content, LAYOUT)
    if found.refused:
        return xml_parts.refused(source, found, "a SEN2 return")
    frames = _with_ids(found)
    parts, problems = [], list[Problem]()
    for name, frame in frames.items():
        part, more = xml_parts.part(
            name, frame, TABLES[name], found, source.file_id, record=RECORD
        )
        part.frame, unknown = coded(part.frame, TABLES[name], codes)
        _, wrong = ends_after_start(part.frame, TABLES[name])
        parts.append(part)
        problems += more
        problems += (
            replace(p, where=f"{name}, {p.where}".replace(" row", " line"))
            for p in (*unknown, *wrong)
        )
    header = parts[0].frame.row(0, named=True)
    again = sum(map(len, found.repeated_rows.values()))
    aside = sum(part.rows_aside for part in parts) - again
    return replace(
        xml_parts.entry(source),
        taken_for="sen2",
        layout="XML",
        why=f"XML whose outermost element is {opened.root}, with requests for "
        "education, health and care plans",
        parts=parts,
        problems=[*opened.problems, *found.problems(aside), *problems],
        council=xml_parts.council(header["LEA"]),
        reference_date=header["ReferenceDate"],
    )


def _with_ids(found: Collected) -> dict[str, pl.DataFrame]:
    """Give to each row a number, and the number of the row that it lies under."""
    frames = xml_parts.within_records(found.frames(), PARENTS, RECORD)
    tables = {"Sen2": xml_parts.one_row(found.frames()["Sen2"])}
    for name in (RECORD, *PARENTS):
        own = pl.col("No").cast(pl.Int64).cast(pl.String).alias(id_of(name))
        frame = frames[name].with_columns(own)
        if above := PARENTS.get(name):
            around = pl.col("parent_no").cast(pl.String).alias(id_of(above))
            frame = frame.with_columns(around).drop("parent_no")
        tables[name] = frame
    return tables
