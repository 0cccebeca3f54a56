"""`clearsight load`: keep every extract, so that what was known is never lost."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearsight.cli.moment import now
from clearsight.cli.options import PATH, FileDay
from clearsight.cli.progress import progress
from clearsight.errors import InputError

if TYPE_CHECKING:
    from clearsight.store.snapshots import Loaded

MOST_REASONS = 5


@click.command(
    "load",
    help="""Keep the extracts at PATH... in a store, each once and for good.

    Reads as `clearsight review` does, keeps each extract that can be used as Parquet
    under the hash of its bytes, and writes down who loaded what, and when. Load each
    extract as it is made: what a system shows today it may not show tomorrow. Loading
    the same thing twice changes nothing.

    \b
    Examples:
      clearsight load extracts/ --store store --council Exampleshire
      clearsight load annex_a.xlsx --store store --extract-date annex_a.xlsx=2026-05-20
    """,
)
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH...")
@click.option("--store", type=PATH, required=True, metavar="DIR", help="The store.")
@click.option(
    "--council",
    default="",
    metavar="NAME",
    help="The council, where the files do not say, or to choose among several.",
)
@click.option(
    "--extract-date",
    "extract_dates",
    type=FileDay(),
    multiple=True,
    metavar="FILE=DATE",
    help="The day a file, or all in a folder, was made, where its name does not say. "
    "Left out: known from the day of loading. Repeat.",
)
@click.option(
    "--again", is_flag=True, help="Load also what a decision removed from the store."
)
@click.option("--settings", type=PATH, metavar="FILE", help="Default: clearsight.toml.")
def command(
    *,
    paths: tuple[Path, ...],
    store: Path,
    council: str,
    extract_dates: tuple[tuple[str, date], ...],
    again: bool,
    settings: Path | None,
) -> None:
    """Keep what is at the paths."""
    from clearsight.settings import load
    from clearsight.store.account import account
    from clearsight.store.current import unnamed
    from clearsight.store.place import Place, told_plainly
    from clearsight.store.snapshots import keep
    from clearsight.store.whose import news

    place = Place(store)
    with told_plainly(store):
        before = unnamed(place)
    with progress() as tell:
        loaded = keep(
            place,
            paths,
            council=council or load(settings).council,
            extract_dates=dict(extract_dates),
            at=now(),
            by=account(),
            again=again,
            progress=tell,
        )
    for line in [*told(loaded, store), *news(before, unnamed(place))]:
        click.echo(line)
    _must_have_kept(loaded)


def told(loaded: list[Loaded], store: Path) -> list[str]:
    """Say what was kept, what was there already and what was not taken, and why."""
    from clearsight.store.snapshots import (
        AGAIN,
        ALREADY,
        ASIDE,
        KEPT,
        OTHER_DAY,
        REMOVED,
    )

    lines = [
        f"{entry.became}: {entry.name}" + (f" ({entry.why})" if entry.why else "")
        for entry in loaded
        if entry.became in (ASIDE, REMOVED, AGAIN, OTHER_DAY)
    ]
    counts = Counter(entry.became for entry in loaded)
    new_to_us = counts[AGAIN] + counts[OTHER_DAY]
    there = counts[ALREADY] + new_to_us
    others = len(loaded) - counts[KEPT] - there
    if there and not (counts[KEPT] or new_to_us):
        lines.append("Nothing new: the store is as it was.")
    lines.append(
        f"Kept: {counts[KEPT]:,} new, {there:,} there already, "
        f"{others:,} left aside. Store: {store}"
    )
    return lines


def _must_have_kept(loaded: list[Loaded]) -> None:
    from clearsight.store.snapshots import ASIDE, REMOVED

    if any(entry.became not in (ASIDE, REMOVED) for entry in loaded):
        return
    reasons = [f"{e.name}: {e.why}" for e in loaded[:MOST_REASONS]]
    raise InputError(
        "\n  ".join(["Nothing usable was read, and nothing kept.", *reasons]),
        do="Run `clearsight read` on the same path for all that was found.",
    )
