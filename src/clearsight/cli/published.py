"""`clearsight published`: what was published of each council, and newer files of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clearsight.cli.options import PATH, Day

if TYPE_CHECKING:
    import polars as pl

    from clearsight.published.update import Change


@click.group(
    "published",
    help="""What inspectors and the department published of every council in England.

    \b
    Examples:
      clearsight published show --council Tameside
      clearsight published update ofsted_judgements.csv
    """,
)
def command() -> None:
    """Group what can be done with what is published."""


@command.command(
    "update",
    help="""Bring in a newer FILE of the DfE's or Ofsted's, and say what it changed.

    The file is known by its columns. What is newer is kept beside what came with
    Clearsight, in the folder that CLEARSIGHT_PUBLISHED names or else in
    ~/.local/share/clearsight/published; take that folder away to undo it all.
    """,
)
@click.argument("file", type=PATH)
def update(file: Path) -> None:
    """Bring in a file."""
    from clearsight.published import kept
    from clearsight.published.update import update as bring

    for change in bring(file):
        for line in _changed(change):
            click.echo(line)
    click.echo(f"Kept in {kept.folder()}.")


@command.command("show", help="Show a council's inspections, and how it stands.")
@click.option("--council", required=True, metavar="NAME", help="Its name or code.")
@click.option(
    "--on",
    "day",
    type=Day(),
    metavar="DATE",
    help="What stood on this day; if not given, what is newest in all that is held.",
)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def show(council: str, day: date | None, *, as_json: bool) -> None:
    """Show what inspectors found at one council."""
    from clearsight.published import inspections, sources

    every = inspections.inspections(council)
    # Never today: what is held ends where the newest file ends.
    newest = inspections.held()["published_on"].max()
    on = day or (newest if isinstance(newest, date) else date.max)
    stands = inspections.judgements_on(on, council)
    if as_json:
        told = {
            "council": every["council"].first(),
            "on": on.isoformat(),
            "stands": _plain(stands),
            "inspections": _plain(every),
            "attribution": sources.attribution(),
        }
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    if every.is_empty():
        click.echo("No inspection of this council is held.")
    for line in _table(every, stands, on):
        click.echo(line)
    click.echo(sources.attribution())


def _changed(change: Change) -> list[str]:
    lines = [
        change.title,
        (
            f"    {change.added:,} rows added, {change.changed:,} changed, "
            f"{change.same:,} as they were"
        ),
    ]
    lines += [f"    changed: {said}" for said in change.shown]
    if change.changed > len(change.shown):
        lines.append(f"    and {change.changed - len(change.shown):,} more")
    return lines + [f"    left aside: {said}" for said in change.aside]


def _plain(rows: pl.DataFrame) -> list[dict[str, Any]]:
    import polars as pl

    return rows.with_columns(pl.col(pl.Date).dt.to_string("%Y-%m-%d")).to_dicts()


def _table(every: pl.DataFrame, stands: pl.DataFrame, on: date) -> list[str]:
    """Return the inspections by regime, each with what it judged, and how it stands."""
    lines: list[str] = []
    for regime in every["regime"].unique(maintain_order=True):
        lines += [regime[:1].upper() + regime[1:], ""]
        rows = every.filter(regime=regime)
        for one in rows.partition_by("inspection", maintain_order=True):
            lines += _inspection(one)
        standing = stands.filter(regime=regime)
        lines += ["", f"  Stands on {on:%d/%m/%Y}: {_judged(standing)}", ""]
    return lines


def _inspection(rows: pl.DataFrame) -> list[str]:
    """Return an inspection in two lines: what and when, then what was judged."""
    first = rows.row(0, named=True)
    made = f"{first['started_on']:%d/%m/%Y}" if first["started_on"] else "day not known"
    what = ", ".join(
        t for t in (first["kind"], first["theme"], first["framework"]) if t
    )
    return [
        f"  {made:<13}  {what} (published {first['published_on']:%d/%m/%Y})",
        f"  {'':<13}  {_judged(rows)}",
    ]


def _judged(rows: pl.DataFrame) -> str:
    if rows.is_empty():
        return "nothing is held"
    told = [
        f"{area}: {judgement or status}" if area else status
        for area, judgement, status in rows.select(
            "area", "judgement", "status"
        ).iter_rows()
    ]
    # An old report that could not be read says the same of each of its areas.
    return told[0].partition(": ")[2] if _all_unread(rows) else "; ".join(told)


def _all_unread(rows: pl.DataFrame) -> bool:
    from clearsight.published.outcomes import NOT_READ

    return rows.height > 1 and rows["status"].unique().to_list() == [NOT_READ]
