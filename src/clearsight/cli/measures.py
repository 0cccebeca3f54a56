"""`clearsight measures`: what the service does, counted, and whom that counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clearsight.cli.early import refuse_early
from clearsight.cli.members import Members
from clearsight.cli.options import PATH, Day, about_input_or_store
from clearsight.cli.progress import progress

if TYPE_CHECKING:
    from clearsight.report.counted import Measured
    from clearsight.report.measured import Asked
    from clearsight.report.run import Options
    from clearsight.settings import Settings

LATEST = 6
WIDE = 52


@click.command(
    "measures",
    help="""Count what the service does, from the extracts at PATH... or the store.

    Prints each figure with the share of its members whom a missing or impossible date
    touches. --out writes figures.csv, figures.parquet, measures.xlsx, measures.html
    and, with --members, members.parquet: whom each figure counts, and who was left out
    and why. All of it is OFFICIAL-SENSITIVE but for what --public makes, in which
    small numbers are suppressed.

    \b
    Examples:
      clearsight measures extracts/
      clearsight measures extracts/ --period month --out figures/
      clearsight measures --store store --period 2025/26 --split age_band
      clearsight measures extracts/ --measure assess_45 --members --json
      clearsight measures extracts/ --period 2025/26 --public --out to-publish/
    """,
)
@about_input_or_store
@click.option(
    "--store",
    type=PATH,
    metavar="DIR",
    help="Count what `clearsight load` keeps there, in place of PATH...",
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
    help="The day to count for. Left out: as `clearsight review` settles it.",
)
@click.option(
    "--period",
    metavar="PERIOD",
    help="month, quarter or year (the latest of them), or one: 2026-03, 2025-Q3, "
    "2025/26 (April to March) or 2025 (January to December). Left out: the twelve "
    "months to the day.",
)
@click.option(
    "--split",
    "splits",
    multiple=True,
    metavar="COLUMN",
    help="By age_band, sex, ethnicity, disabled, asylum, team, or what a measure has "
    "of its own. Repeat.",
)
@click.option(
    "--measure",
    "measures",
    multiple=True,
    metavar="ID",
    help="One measure, as assess_45. Repeat.",
)
@click.option(
    "--members",
    is_flag=True,
    help="List whom each figure counts: a few on the screen, all with --out or --json.",
)
@click.option("--public", is_flag=True, help="Suppress small numbers, to publish.")
@click.option("--settings", type=PATH, metavar="FILE", help="Default: clearsight.toml.")
@click.option("--out", type=PATH, metavar="DIR", help="Write the figures there.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def command(
    *,
    paths: tuple[Path, ...],
    as_at: date | None,
    store: Path | None,
    known_at: date | None,
    settings: Path | None,
    out: Path | None,
    as_json: bool,
    **given: Any,
) -> None:
    """Count what is at the paths, or in the store.

    `given` holds what `about_input_or_store` adds (council, year, previous,
    extract_dates) and what is asked for: period, splits, measures, members, public.
    """
    of_files = given["year"] or given["previous"] or given["extract_dates"]
    if bool(paths) == bool(store) or (store and of_files) or (known_at and not store):
        raise click.UsageError(
            "Give PATH..., or --store with at most --council, --as-at and --known-at."
        )
    if given["members"] and given["public"]:
        raise click.UsageError(
            "Members are children: they are never published. Leave out --members or "
            "--public."
        )

    from clearsight.report.measured import Asked
    from clearsight.report.run import Options
    from clearsight.settings import load

    names = ("measures", "period", "splits", "members")
    asked = Asked(is_public=given["public"], **{name: given[name] for name in names})
    options = Options(
        as_at=as_at,
        council=given["council"],
        year=given["year"],
        previous=given["previous"],
        extract_dates=dict(given["extract_dates"]),
    )
    chosen = load(settings)
    refuse_early(chosen, out)
    if store:
        made = of_store(store, known_at, options, chosen, asked)
    else:
        made = of_paths(paths, options, chosen, asked)
    written = _write(made, out) if out else []
    if as_json:
        from clearsight.export.measures import as_json as text_of

        click.echo(text_of(made))
        return
    for line in [*lines(made), *(f"Wrote {path}" for path in written)]:
        click.echo(line)


def of_paths(
    paths: tuple[Path, ...],
    options: Options,
    settings: Settings,
    asked: Asked,
) -> Measured:
    """Read the paths, and count."""
    from clearsight.report.measured import measure_files
    from clearsight.report.run import read

    with progress() as tell:
        files = read(paths, options, settings, tell)
        return measure_files(files, options, settings, asked, tell)


def of_store(
    store: Path,
    known_at: date | None,
    options: Options,
    settings: Settings,
    asked: Asked,
) -> Measured:
    """Count what a store knew on a day (null: now)."""
    from clearsight.report.measured import measure_files
    from clearsight.store.current import known
    from clearsight.store.place import Place

    council = options.council or settings.council
    with progress() as tell:
        files = known(Place(store), known_at=known_at, council=council).files
        return measure_files(files, options, settings, asked, tell)


def _write(made: Measured, out: Path) -> list[Path]:
    from clearsight.export.measures import write_measures

    return write_measures(made, out)


def lines(made: Measured) -> list[str]:
    """Return what is printed: a line for each measure, its parts and its periods."""
    titles = {m.key: m for m in made.measures}
    out = [
        f"{made.marking}. As at {made.as_at:%d/%m/%Y}: {made.as_at_why}.",
        f"Council: {', '.join(made.councils)}.",
    ]
    if made.left_aside:
        out.append(
            f"Files left aside, and not counted: {made.left_aside:,}. `clearsight "
            "read`, or the manifest of a review, says why."
        )
    several = len(made.councils) > 1
    members = Members(made.members)
    for council, rows in made.figures.group_by("council", maintain_order=True):
        out += ["", str(council[0])] if several else [""]
        family = ""
        for key, part in rows.group_by("measure", maintain_order=True):
            m = titles[str(key[0])]
            if m.family != family:
                family = m.family
                out.append(family.capitalize())
            of_it = part.to_dicts()
            out += _of_measure(m.shown_title, of_it)
            newest = [r["period"] for r in of_it if not r["split"]][-1]
            named = members.of((str(council[0]), m.key, newest))
            out += [f"      {line}" for line in named]
    return out + members.ending


def _of_measure(title: str, rows: list[dict[str, Any]]) -> list[str]:
    whole = [r for r in rows if not r["split"]]
    name = title if len(title) <= WIDE else f"{title[: WIDE - 3]}..."
    newest = whole[-1]
    if len(whole) > 1:
        told = "  ".join(f"{r['period']} {r['shown']}" for r in whole[-LATEST:])
        found = [f"  {name:<{WIDE}} {told}"]
    else:
        quality = newest.get("quality")
        records = "" if quality is None else f"  records {quality:.0%} touched"
        note = f"  ({newest['note']})" if newest["note"] else ""
        found = [f"  {name:<{WIDE}} {newest['shown']:>12}{records}{note}"]
    parts = [r for r in rows if r["split"] and r["period"] == newest["period"]]
    return found + [
        f"    {r['split'] + ': ' + r['part']:<{WIDE - 2}} {r['shown']:>12}"
        for r in parts
    ]
