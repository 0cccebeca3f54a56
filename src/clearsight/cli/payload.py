"""`clearsight payload`: what the department's daily data API would be sent."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from clearsight.cli.options import PATH, Day, about_input
from clearsight.cli.progress import progress
from clearsight.cli.review import PLURAL


@click.command(
    "payload",
    help="""Write the payload of the department's daily data API from PATH... .

    Writes JSON files of at most 100 children each into a new folder. With --sent, only
    what has changed since: first what must be purged, then what is new or different;
    send them in order of their names. Nothing is sent from here. Names, postcodes and
    pupil numbers are not in it. It is about children all the same: OFFICIAL-SENSITIVE.

    \b
    Examples:
      clearsight payload extracts/ --out payload/
      clearsight payload extracts/ --as-at 2026-04-01 --sent payload/ --out changes/
    """,
)
@about_input
@click.option(
    "--as-at",
    type=Day(),
    metavar="DATE",
    help="The day to write it for. Left out: as `clearsight review` settles it.",
)
@click.option(
    "--sent",
    type=PATH,
    multiple=True,
    metavar="PATH",
    help="What was sent before, whole and its changes: write only what changed. "
    "Repeat.",
)
@click.option("--settings", type=PATH, metavar="FILE", help="Default: clearsight.toml.")
@click.option("--out", type=PATH, required=True, metavar="DIR", help="A new folder.")
def command(
    *,
    paths: tuple[Path, ...],
    as_at: date | None,
    sent: tuple[Path, ...],
    settings: Path | None,
    out: Path,
    **given: Any,
) -> None:
    """Write the payload of what is at the paths.

    `given` is what `about_input` adds: council, year, previous, extract_dates.
    """
    from clearsight.export.payload import bodies, write_bodies
    from clearsight.files.workbook import counted
    from clearsight.report.as_at import settle
    from clearsight.report.run import Options, read, record_of
    from clearsight.report.usable import usable_of
    from clearsight.returns.folder import read_paths
    from clearsight.settings import load

    chosen = load(settings)
    options = Options(
        as_at=as_at, **{**given, "extract_dates": dict(given["extract_dates"])}
    )
    with progress() as tell:
        files = read(paths, options, chosen, tell)
        before = read_paths(sent, council=options.council or chosen.council)
    usable = usable_of(files)
    day, why = settle(usable, asked=as_at, year=options.year)
    record, _ = record_of(usable, chosen.postcodes)
    made = bodies(record, day, before if sent else None)
    written = write_bodies(made, out)
    click.echo(f"As at {day:%d/%m/%Y}: {why}.")
    for problem in made.problems:
        click.echo(f"{problem.what} ({problem.where}) {problem.do}")
    for turn, children in made.turns.items():
        click.echo(f"{turn}: {len(children):,} {PLURAL[len(children) == 1]}.")
    click.echo(f"Wrote {counted(len(written), 'file')}, OFFICIAL-SENSITIVE: {out}")
