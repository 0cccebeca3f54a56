"""`clearsight read`: what is this?"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearsight.cli.options import about_input
from clearsight.cli.progress import progress
from clearsight.errors import EXIT_NOTHING_USABLE

if TYPE_CHECKING:
    from clearsight.files.manifest import ReadFile


@click.command(
    "read",
    help="""Say what each file at PATH... is, what was read from it and what was not.

    \b
    Examples:
      clearsight read extracts/
      clearsight read extracts.zip --json > manifest.json
    """,
)
@about_input
@click.option("--json", "as_json", is_flag=True, help="Print the manifest as JSON.")
def command(
    *,
    paths: tuple[Path, ...],
    council: str,
    year: int | None,
    previous: tuple[Path, ...],
    extract_dates: tuple[tuple[str, date], ...],
    as_json: bool,
) -> None:
    """Read what is at the paths and say what it is."""
    from clearsight.returns.folder import read_paths

    with progress() as tell:
        files = read_paths(
            paths,
            previous=previous,
            council=council,
            year=year,
            extract_dates=dict(extract_dates),
            progress=tell,
        )
    if as_json:
        listed = {"files": [f.as_dict() for f in files]}
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
    else:
        for file in files:
            for line in described(file):
                click.echo(line)
    if not any(f.taken_for and not f.aside for f in files):
        raise click.exceptions.Exit(EXIT_NOTHING_USABLE)


def described(file: ReadFile) -> list[str]:
    """Describe one file in a few lines."""
    if file.aside or not file.taken_for:
        lines = [f"{file.name}: left aside"]
    else:
        told = [file.taken_for, file.layout, file.council]
        told.append("last year's" if file.is_previous else "")
        rows = sum(p.rows_kept for p in file.parts)
        lines = [
            f"{file.name}: {', '.join(t for t in told if t)}",
            f"    {rows:,} rows, {file.children:,} children{_span(file)}",
        ]
    if file.why:
        lines.append(f"    why: {file.why}")
    for p in file.problems:
        where = f"{p.where}: " if p.where else ""
        lines.append(f"    ! {where}{p.what} {p.do}".rstrip())
    return lines


def _span(file: ReadFile) -> str:
    if not file.period:
        return ""
    first, last = file.period
    return f", {first:%d/%m/%Y} to {last:%d/%m/%Y}"
