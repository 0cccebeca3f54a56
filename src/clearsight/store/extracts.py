"""One extract on disk: a Parquet file for each table as it was read, and a manifest."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from clearsight import __version__
from clearsight.errors import InputError
from clearsight.files.manifest import Part, Problem, ReadFile
from clearsight.shape import ROW, SUBMITTED
from clearsight.store.place import FOLDER_MODE, settle_folder, write_whole

CLASSIFICATION = "OFFICIAL-SENSITIVE"
MANIFEST = "manifest.json"
DIGEST = "parquet_sha256"
# What a review reads of the text as submitted; all the rest is for looking back.
REVIEWED_AS_SUBMITTED = frozenset({"GENDER_submitted"})
BESIDE = (SUBMITTED, "_how")


def write(folder: Path, file: ReadFile) -> dict[str, Any]:
    """Write one extract into a new folder, and return its manifest.

    The tables keep every column: the value, and beside it the text as it arrived. The
    manifest holds a digest of each table's file, so that another in its place is seen.
    Raises `OSError`.
    """
    folder.mkdir(mode=FOLDER_MODE)
    manifest = _manifest(file)
    for part, entry in zip(file.parts, manifest["parts"], strict=True):
        # Into memory first: a disk that is full is then met where we can say so.
        content = io.BytesIO()
        part.frame.write_parquet(content, metadata={"classification": CLASSIFICATION})
        entry[DIGEST] = sha256(content.getvalue()).hexdigest()
        write_whole(folder / entry["parquet"], content.getvalue())
    write_whole(folder / MANIFEST, json.dumps(manifest, ensure_ascii=False).encode())
    settle_folder(folder)
    return manifest


def _manifest(file: ReadFile) -> dict[str, Any]:
    return {
        "classification": CLASSIFICATION,
        "made_by": f"Clearsight {__version__}",
        "sha256": file.sha256,
        "size": file.size,
        "taken_for": file.taken_for,
        "why": file.why,
        "layout": file.layout,
        "children": file.children,
        "council": file.council,
        "reference_date": _text(file.reference_date),
        "extract_date": _text(file.extract_date),
        "is_date_stated": file.is_date_stated,
        "year": file.year,
        "period": [_text(day) for day in file.period] if file.period else None,
        "problems": [vars(problem) for problem in file.problems],
        "parts": [
            {
                "parquet": f"{number:02}-{part.table}.parquet",
                "table": part.table,
                "sheet": part.sheet,
                "rows": part.rows_kept,
                "rows_in": part.rows_in,
                "rows_aside": part.rows_aside,
                "missing_columns": part.missing_columns,
                "extra_columns": part.extra_columns,
            }
            for number, part in enumerate(file.parts)
        ],
    }


def manifest_of(folder: Path) -> dict[str, Any]:
    """Return the manifest of one extract. Raises `InputError` where it is damaged."""
    try:
        found: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
        is_ours = read(folder, found, "").sha256 == folder.name
    except (OSError, ValueError, LookupError, TypeError):
        raise damaged(folder) from None
    if not is_ours:
        raise damaged(folder)
    return found


def damaged(folder: Path) -> InputError:
    """Say that what the ledger names is not there, or is not as it was written."""
    return InputError(
        "An extract that the ledger names is not there, or is not as it was written.",
        where=str(folder),
        do="Put this folder back from a copy of the store. If there is none, remove "
        f"the extract with `clearsight store remove {folder.name[:12]}` and load its "
        "file with --again. If it was removed just now, run this again.",
    )


def read(folder: Path, manifest: Mapping[str, Any], name: str) -> ReadFile:
    """Return an extract as its reader gave it, under a name, with no table yet."""
    period = manifest["period"]
    return ReadFile(
        name=name,
        sha256=manifest["sha256"],
        size=manifest["size"],
        taken_for=manifest["taken_for"],
        why=manifest["why"],
        layout=manifest["layout"],
        parts=[
            Part(
                table=part["table"],
                frame=_unread(part["rows"]),
                rows_in=part["rows_in"],
                rows_aside=part["rows_aside"],
                missing_columns=tuple(part["missing_columns"]),
                extra_columns=tuple(part["extra_columns"]),
                sheet=part["sheet"],
            )
            for part in manifest["parts"]
        ],
        problems=[Problem(**problem) for problem in manifest["problems"]],
        children=manifest["children"],
        council=manifest["council"],
        reference_date=_day(manifest["reference_date"]),
        extract_date=_day(manifest["extract_date"]),
        is_date_stated=manifest["is_date_stated"],
        year=manifest["year"],
        period=(date.fromisoformat(period[0]), date.fromisoformat(period[1]))
        if period
        else None,
    )


def _unread(rows: int) -> pl.DataFrame:
    """Return so many rows of nothing, which count where a file is left aside."""
    return pl.select(pl.repeat(None, rows, dtype=pl.Null).alias(ROW))


def tables(
    folder: Path, manifest: Mapping[str, Any], *, whole: bool = False
) -> list[pl.DataFrame]:
    """Return the tables of an extract, in order of its parts.

    Without the columns that no review looks at, unless the `whole` of it is wanted.
    Raises `InputError` where one cannot be read.
    """
    return [_table(folder, part, whole=whole) for part in manifest["parts"]]


def _table(folder: Path, part: Mapping[str, Any], *, whole: bool) -> pl.DataFrame:
    lazy = scanned(folder, part)
    frame = collected(folder, lazy if whole else _reviewed(folder, lazy))
    if frame.height != part["rows"]:
        raise damaged(folder)
    return frame


def scanned(folder: Path, part: Mapping[str, Any]) -> pl.LazyFrame:
    """Return one table, whole, to be `collected`.

    Raises `InputError` where its file is not the one that the manifest speaks of.
    """
    try:
        content = (folder / part["parquet"]).read_bytes()
    except OSError:
        raise damaged(folder) from None
    # Extracts kept before digests were have none, and are read as they are.
    if part.get(DIGEST) not in (None, sha256(content).hexdigest()):
        raise damaged(folder)
    return pl.scan_parquet(io.BytesIO(content))


def collected(folder: Path, lazy: pl.LazyFrame) -> pl.DataFrame:
    """Read what was scanned. Raises `InputError` where it cannot be read."""
    try:
        return lazy.collect()
    except (OSError, pl.exceptions.PolarsError):
        raise damaged(folder) from None


def columns_of(folder: Path, lazy: pl.LazyFrame) -> list[str]:
    """Return the columns of what was scanned, as `collected` returns its rows."""
    try:
        return lazy.collect_schema().names()
    except (OSError, pl.exceptions.PolarsError):
        raise damaged(folder) from None


def _reviewed(folder: Path, lazy: pl.LazyFrame) -> pl.LazyFrame:
    return lazy.select(
        name
        for name in columns_of(folder, lazy)
        if name in REVIEWED_AS_SUBMITTED or not name.endswith(BESIDE)
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
