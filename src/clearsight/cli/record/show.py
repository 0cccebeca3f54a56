"""`record show`: posts, commitments, claims, the plan, the board, on a day."""

from __future__ import annotations

import json
import textwrap
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from clearsight.accountability.things.sources import Access
from clearsight.cli.options import Day
from clearsight.cli.record.options import desk_at, now, with_json, with_store

if TYPE_CHECKING:
    from clearsight.accountability.shown import Row

WHAT = (
    "posts", "commitments", "claims", "sources", "plan", "timeline", "board", "voices",
)  # fmt: skip
COUNTED = {"plan": "actions", "timeline": "entries", "board": "questions and duties"}
WIDTH, ASIDE = 88, " " * 4


@click.command("show")
@click.argument("what", type=click.Choice(WHAT))
@with_store
@click.option(
    "--on",
    type=Day(),
    default=None,
    help="The day asked about: 2024-09-01 (otherwise, today).",
)
@click.option(
    "--reader",
    type=click.Choice(get_args(Access)),
    default="council",
    show_default=True,
    help="For voices: for whom. Only restricted readers see what nobody has opened.",
)
@with_json
def show_command(
    what: str, store: Path | None, on: date | None, *, reader: Access, as_json: bool
) -> None:
    """Show what the record says, with the evidence for it."""
    from clearsight.accountability.shown import SHOWN, voices

    day, record = on or now().date(), desk_at(store).record()
    is_voices = what == "voices"
    rows = voices(record, day, reader) if is_voices else SHOWN[what](record, day)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    click.echo(f"{what.capitalize()}, as at {day:%d/%m/%Y}\n")
    for row in rows:
        _tell(row)
    click.echo(f"{len(rows)} {COUNTED.get(what, what)}.")


def _tell(row: Row) -> None:
    """Show the first value as a heading and the rest below it; leave blanks out."""
    first, *rest = row.items()
    click.echo(textwrap.fill(str(first[1]), WIDTH))
    for name, value in rest:
        if value in ("", [], None):
            continue
        for line in _lines(value):
            click.echo(
                textwrap.fill(
                    f"{name.replace('_', ' ')}: {line}",
                    WIDTH,
                    initial_indent=ASIDE,
                    subsequent_indent=ASIDE * 2,
                )
            )
    click.echo()


def _lines(value: Any) -> list[str]:
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, list):
        return [v["explanation"] if isinstance(v, dict) else str(v) for v in value]
    return [str(value)]
