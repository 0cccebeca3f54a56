"""Read a workforce census: XML in, typed tables out, and what was made of it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from clearsight.files.elements import Collected, Element
from clearsight.files.manifest import Problem, ReadFile
from clearsight.files.typed import rows_named
from clearsight.files.xml import collect
from clearsight.returns import xml_parts
from clearsight.returns.csww.shape import TABLES
from clearsight.returns.tables import code_sets, coded

if TYPE_CHECKING:
    from clearsight.files.open import Opened

KEY = "csww"
WORKER = "CSWWWorker"
_INSTITUTION = "QualInst"
_MARK = b"CSWWWorker"
_COLLECTION = re.compile(rb"<(?:[\w.-]+:)?Collection\s*>\s*CSWW\s*<")
NUMBER = r"^[A-Za-z]{2}\d{10}$"

# Days that do not say when the council did something.
NOT_EVENTS = frozenset({"ReferenceDate", "PersonBirthDate"})


def _leaves(table: str) -> dict[str, str]:
    return {name: name for name in TABLES[table].fields if name != _INSTITUTION}


_GROUP = Element(leaves=_leaves("Header"))
LAYOUT = Element(
    is_open=True,
    children={
        "Header": Element(
            table="Header",
            leaves=_leaves("Header"),
            is_single=True,
            children={"CollectionDetails": _GROUP, "Source": _GROUP},
            ignored=frozenset({"Content"}),
        ),
        "LALevelVacancies": Element(
            table="LALevelVacancies", leaves=_leaves("LALevelVacancies"), is_single=True
        ),
        WORKER: Element(
            table=WORKER,
            leaves=_leaves(WORKER),
            is_record=True,
            children={_INSTITUTION: Element(table=_INSTITUTION, text=_INSTITUTION)},
        ),
    },
)


def read(opened: Opened) -> ReadFile | None:
    """Return the census that the file holds, or None where it is something else."""
    if opened.form != "xml" or not is_census(opened.source.content):
        return None
    found = collect(opened.source.content, LAYOUT)
    if found.refused:
        return xml_parts.refused(opened.source, found, "a workforce census")
    return _read_file(opened, found)


def is_census(content: bytes) -> bool:
    """Say whether the bytes look like this census, by their content alone."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content = content.decode("utf-16", errors="ignore").encode()
    return _MARK in content or bool(_COLLECTION.search(content))


def _read_file(opened: Opened, found: Collected) -> ReadFile:
    frames = found.frames()
    workers = frames[WORKER].with_columns(record_no=pl.col("No").cast(pl.Int64))
    tables = {
        "Header": xml_parts.one_row(frames["Header"]),
        "LALevelVacancies": frames["LALevelVacancies"],
        WORKER: _with_institutions(workers, frames[_INSTITUTION]),
    }
    parts, problems = [], list[Problem]()
    for name, frame in tables.items():
        part, more = xml_parts.part(
            name, frame, TABLES[name], found, opened.source.file_id, record=WORKER
        )
        parts.append(part)
        problems += more
    codes = code_sets("clearsight.returns.csww")
    parts[2].frame, unknown = coded(parts[2].frame, TABLES[WORKER], codes)
    problems += (
        replace(p, where=f"{WORKER}, {p.where}".replace(" row", " line"))
        for p in unknown
    )
    header = parts[0].frame.row(0, named=True)
    again = sum(map(len, found.repeated_rows.values()))
    aside = sum(part.rows_aside for part in parts) - again
    return replace(
        xml_parts.entry(opened.source),
        taken_for=KEY,
        why=f"XML whose outermost element is {opened.root}, with workforce elements",
        layout="XML",
        parts=parts,
        problems=[
            *opened.problems,
            *(replace(p, what=_of_workers(p.what)) for p in found.problems(aside)),
            *problems,
            *_about(header, parts[2].frame),
        ],
        council=xml_parts.council(header["LEA"]),
        reference_date=header["ReferenceDate"],
    )


def _of_workers(what: str) -> str:
    """Say workers where the reader of XML says children."""
    pairs = (("children were", "workers were"), ("child was", "worker was"),
             ("Every child", "Every worker"))  # fmt: skip
    for child, worker in pairs:
        what = what.replace(child, worker)
    return what


def _with_institutions(workers: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """Put the institutions of a worker, of which there may be several, into a text."""
    joined = (
        named.filter(pl.col(_INSTITUTION).is_not_null())
        .group_by("parent", maintain_order=True)
        .agg(pl.col(_INSTITUTION).str.join("; "))
    )
    on = workers.with_columns(pl.col("No").cast(pl.Int64).alias("parent_row"))
    return on.join(
        joined, left_on="parent_row", right_on="parent", how="left",
        maintain_order="left",
    ).drop("parent_row")  # fmt: skip


def _about(header: Mapping[str, object], workers: pl.DataFrame) -> Iterator[Problem]:
    yield from xml_parts.about_header(
        header,
        (
            ("ReferenceDate", "The header states no reference date that can be read.",
             "Set ReferenceDate to 30 September of the census year."),
            ("LEA", "The header does not say which council sends the return.",
             "Give --council."),
        ),
    )  # fmt: skip
    number = pl.col("SWENo")
    checks = (
        (number.is_null(), "have no registration number.", "Enter SWENo."),
        (
            number.is_not_null() & ~number.fill_null("").str.contains(NUMBER),
            "have a registration number that is not two letters and ten digits.",
            "Correct SWENo.",
        ),
        (
            ~pl.col("FTE").is_between(0, 1) | ~pl.col("FTE30").is_between(0, 1),
            "have a full-time equivalent below 0 or above 1.",
            "Give FTE and FTE30 as a share of full time.",
        ),
        (
            pl.col("RoleEndDate") < pl.col("RoleStartDate"),
            "left the role before it began.",
            "Correct RoleStartDate or RoleEndDate.",
        ),
    )
    for condition, what, do in checks:
        lines = workers.filter(condition).get_column("row")
        if lines.len():
            where = rows_named(lines.head(5).to_list(), lines.len())
            yield Problem(
                f"{lines.len():,} workers {what}",
                where=f"{WORKER}, {where}".replace(" row", " line"),
                do=f"{do} The rows were kept.",
                rows=lines.len(),
            )
