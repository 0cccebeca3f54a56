"""Writing days and rows the same way every time, on every machine."""

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

Cell = str | int | None


def day(on: date | None, to: date) -> str:
    """Return a day as the 903 writes it; blank if it had not come by the last day."""
    if on is None or on > to:
        return ""
    return f"{on.day:02}/{on.month:02}/{on.year}"


def iso(on: date | None) -> str:
    """Return a day as yyyy-mm-dd; blank if there is none."""
    return "" if on is None else on.isoformat()


def write_csv(
    path: Path, headings: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """Write a CSV file: UTF-8, no byte order mark, the line ends that Excel writes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\r\n")
        writer.writerow(headings)
        writer.writerows(rows)


def code(number: int, about: str, codes: Sequence[str]) -> str:
    """Return one of the codes, always the same one for a child and a question."""
    mixed = zlib.crc32(f"{number} {about}".encode())
    return codes[mixed % len(codes)]
