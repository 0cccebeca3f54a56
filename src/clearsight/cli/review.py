"""`clearsight review`: a folder in, what is late for which child out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearsight.cli.options import PATH, Day, about_input
from clearsight.cli.progress import progress

if TYPE_CHECKING:
    from clearsight.report.review import Review
    from clearsight.report.run import Options
    from clearsight.settings import Settings

OUT = Path("clearsight-review")
PLURAL = {True: "child", False: "children"}


@click.command(
    "review",
    help="""Review the extracts at PATH... (folders, zips or files).

    Writes into --out: report.html to read and print, worklist.xlsx to work from,
    manifest.json (what was read), and timeline, spells, clocks, signals and questions
    as Parquet. Everything there is OFFICIAL-SENSITIVE: it is about children.

    \b
    Examples:
      clearsight review extracts/
      clearsight review cin.xml 903.zip --previous last-year/ --as-at 2026-03-31
      clearsight review annex_a.xlsx --extract-date annex_a.xlsx=2026-05-20
    """,
)
@about_input
@click.option(
    "--as-at",
    type=Day(),
    metavar="DATE",
    help="The day to review for. Left out: the reference date that a return states, "
    "else the latest plausible event recorded. Never today.",
)
@click.option("--settings", type=PATH, metavar="FILE", help="Default: clearsight.toml.")
@click.option("--out", type=PATH, default=OUT, show_default=True, metavar="DIR")
def command(
    *,
    paths: tuple[Path, ...],
    council: str,
    year: int | None,
    previous: tuple[Path, ...],
    extract_dates: tuple[tuple[str, date], ...],
    as_at: date | None,
    settings: Path | None,
    out: Path,
) -> None:
    """Review what is at the paths."""
    from clearsight.report.run import Options
    from clearsight.settings import load

    options = Options(
        as_at=as_at,
        council=council,
        year=year,
        previous=previous,
        extract_dates=dict(extract_dates),
    )
    made = make(paths, options, load(settings), out)
    for line in summary(made, out):
        click.echo(line)


def make(
    paths: tuple[Path, ...], options: Options, settings: Settings, out: Path
) -> Review:
    """Review the paths and write everything into the folder."""
    from clearsight.export.files import write_review
    from clearsight.report.run import review

    with progress() as tell:
        made = review(paths, options, settings, tell)
        write_review(made, out, tell)
    return made


def summary(made: Review, out: Path) -> list[str]:
    """Say in a few lines what was found, and where to look."""
    from clearsight.oversight.signal import TIERS

    aside = sum(f.aside for f in made.files)
    read = len(made.files) - aside
    counts = {"Children": made.children, "Data questions": made.questions}
    lines = [
        f"As at {made.as_at:%d/%m/%Y}: {made.as_at_why}.",
        f"Council: {', '.join(made.councils)}.",
        f"Files: {read} read, {aside} left aside.",
        *(f"{name}: {frame.height:,}." for name, frame in counts.items()),
        "On the worklist:",
    ]
    tiers = made.worklist.get_column("tier")
    for tier, meaning in TIERS.items():
        count = int((tiers == tier).sum())
        lines.append(f"  {count:>5,} {PLURAL[count == 1]:<8}  tier {tier}: {meaning}")
    lines.append(f"Report: {out / 'report.html'}")
    return lines
