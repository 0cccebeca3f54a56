"""`clearsight review`: a folder in, what is late for which child out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clearsight.cli.early import refuse_early
from clearsight.cli.options import PATH, Day, about_input_or_store
from clearsight.cli.progress import progress
from clearsight.cli.second import with_second

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from clearsight.report.review import Review
    from clearsight.report.run import Options
    from clearsight.settings import Settings

OUT = Path("clearsight-review")
PLURAL = {True: "child", False: "children"}


@click.command(
    "review",
    help="""Review the extracts at PATH... (folders, zips or files).

    Writes into --out: report.html to read and print, worklist.xlsx to work from,
    manifest.json (what was read), figures.csv and figures.parquet (every measure over
    the latest twelve months), and timeline, spells, clocks, signals and questions as
    Parquet; where supervision names workers, workers.csv and workers.parquet, which
    are about staff. Everything else there is OFFICIAL-SENSITIVE: it is about children.

    \b
    Examples:
      clearsight review extracts/
      clearsight review cin.xml 903.zip --previous last-year/ --as-at 2026-03-31
      clearsight review annex_a.xlsx --extract-date annex_a.xlsx=2026-05-20
      clearsight review --store store --known-at 2026-01-31
    """,
)
@about_input_or_store
@click.option(
    "--store",
    type=PATH,
    metavar="DIR",
    help="Review what `clearsight load` keeps there, in place of PATH...",
)
@click.option(
    "--known-at",
    type=Day(),
    metavar="DATE",
    help="With --store: only what was known by the end of that day.",
)
@click.option(
    "--as-at",
    type=Day(),
    metavar="DATE",
    help="The day to review for. Left out: the reference date that a return states, "
    "else the latest plausible event recorded. Never today.",
)
@click.option(
    "--period",
    type=click.Choice(["month", "quarter", "year"]),
    help="Count the measures for the latest of these too, and draw how they went.",
)
@click.option("--settings", type=PATH, metavar="FILE", help="Default: clearsight.toml.")
@click.option("--out", type=PATH, default=OUT, show_default=True, metavar="DIR")
def command(
    *,
    paths: tuple[Path, ...],
    as_at: date | None,
    store: Path | None,
    known_at: date | None,
    settings: Path | None,
    period: str | None,
    out: Path,
    **given: Any,
) -> None:
    """Review what is at the paths, or in the store.

    `given` is what `about_input_or_store` adds: council, year, previous, extract_dates.
    """
    of_files = given["year"] or given["previous"] or given["extract_dates"]
    if bool(paths) == bool(store) or (store and of_files) or (known_at and not store):
        raise click.UsageError(
            "Give PATH..., or --store with at most --council, --as-at and --known-at."
        )

    def work(second: Executor | None) -> Review:
        # Only now: the other process begins while these are imported.
        from clearsight.report.run import Options
        from clearsight.settings import load

        chosen = load(settings)
        refuse_early(chosen, out)
        options = Options(
            as_at=as_at,
            period=period or "",
            **{**given, "extract_dates": dict(given["extract_dates"])},
        )
        if store:
            asked = (store, known_at)
            return make_from_store(asked, options, chosen, out, second)
        return make(paths, options, chosen, out, second)

    made = with_second(work)
    for line in summary(made, out):
        click.echo(line)


def make(
    paths: tuple[Path, ...],
    options: Options,
    settings: Settings,
    out: Path,
    second: Executor | None,
) -> Review:
    """Review the paths and write everything into the folder."""
    from clearsight.export.files import prepare, write_review
    from clearsight.report.run import review

    with progress() as tell:
        made = review(paths, options, settings, tell, prepare, second)
        write_review(made, out, tell, second)
    return made


def make_from_store(
    asked: tuple[Path, date | None],
    options: Options,
    settings: Settings,
    out: Path,
    second: Executor | None,
) -> Review:
    """Review what a store knew on a day (null: now); write it into the folder."""
    from dataclasses import replace

    from clearsight.export.files import prepare, write_review
    from clearsight.report.run import review_files
    from clearsight.store.current import known
    from clearsight.store.place import Place

    store, known_at = asked
    with progress() as tell:
        found = known(
            Place(store),
            known_at=known_at,
            council=options.council or settings.council,
        )
        made = review_files(
            found.files, options, settings, tell, prepare, second, is_last_use=True
        )
        made = replace(made, store=found.as_dict())
        write_review(made, out, tell, second)
    return made


def summary(made: Review, out: Path) -> list[str]:
    """Say in a few lines what was found, and where to look."""
    from clearsight.oversight.signal import TIERS
    from clearsight.oversight.worklist import unlisted

    aside = sum(f.aside for f in made.files)
    read = len(made.files) - aside
    counts = {"Children": made.children, "Data questions": made.questions}
    lines = [
        f"As at {made.as_at:%d/%m/%Y}: {made.as_at_why}.",
        f"Council: {', '.join(made.councils)}.",
        f"Files: {read} read, {aside} left aside.",
        *_of_store(made),
        *_of_staff(made),
        *(f"{name}: {frame.height:,}." for name, frame in counts.items()),
        "On the worklist:",
    ]
    tiers = made.worklist.get_column("tier")
    for tier, meaning in TIERS.items():
        count = int((tiers == tier).sum())
        lines.append(f"  {count:>5,} {PLURAL[count == 1]:<8}  tier {tier}: {meaning}")
    children, _ = unlisted(made.signals, made.tier_2)
    if children:
        lines.append(
            f"  {children:>5,} {PLURAL[children == 1]:<8}  with drift (tier 2) that is "
            "not listed: see [worklist] tier_2"
        )
    lines.append(f"Report: {out / 'report.html'}")
    return lines


def _of_staff(made: Review) -> list[str]:
    """Count workers past a limit of supervision; they are named in their own file."""
    from clearsight.clocks.words import OVERDUE

    if made.workers is None:
        return []
    overdue = made.workers.filter(made.workers["standing"] == OVERDUE)
    count = overdue.n_unique(["council", "worker"])
    return [f"Workers whose supervision is overdue: {count:,} (workers.csv)."]


def _of_store(made: Review) -> list[str]:
    from clearsight.store.whose import NAME_IT

    if not made.store:
        return []
    day = made.store["known_at"]
    known = f"as known on {date.fromisoformat(day):%d/%m/%Y}" if day else "all it holds"
    line = (
        f"From the store, {known}: {len(made.store['superseded'])} superseded, "
        f"{made.store['not_known_yet']} not known by then, "
        f"{len(made.store['removed'])} removed."
    )
    unnamed = len(made.store["of_no_named_council"])
    if not unnamed:
        return [line]
    files = "1 file" if unnamed == 1 else f"{unnamed:,} files"
    why = "which may be theirs and name no council: see `clearsight store show`."
    return [line, f"Left aside: {files}, {why} {NAME_IT}"]
