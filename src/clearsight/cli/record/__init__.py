"""`clearsight record`: who answers for what, so that nobody can quietly rewrite it."""

from __future__ import annotations

from pathlib import Path

import click

from clearsight.cli.lazy import LazyGroup
from clearsight.cli.options import PATH

# Each command, and the file that holds it.
COMMANDS = {
    "add-source": "sources",
    "propose": "sources",
    "accept": "decide",
    "refuse": "decide",
    "enter": "enter",
    "correct": "enter",
    "retract": "enter",
    "same": "judge",
    "differs": "judge",
    "material": "judge",
    "outcome": "judge",
    "slip": "judge",
    "class": "judge",
    "reply": "judge",
    "show": "show",
    "compare": "compare",
    "verify": "verify",
    "publish": "publish",
}

HELP = """Keep posts, promises, findings and conflicting accounts as one record.

The record is a folder. Entries are only ever added, each with the name of the person
who made it, and each chained to the one before it. Documents propose; people decide.

\b
  clearsight record add-source report.pdf --store answers --published 2024-08
  clearsight record propose --store answers           what the documents seem to say
  clearsight record accept post-1a2b --store answers  take one of them into the record
  clearsight record show posts --on 2024-09-01        who held which post that day
  clearsight record verify --store answers            is every line as it was written?
"""


def _place(name: str) -> str:
    return f"clearsight.cli.record.{COMMANDS[name]}:{name.replace('-', '_')}_command"


@click.group(
    "record", cls=LazyGroup, places={n: _place(n) for n in COMMANDS}, help=HELP
)
@click.option(
    "--store",
    type=PATH,
    default=None,
    help="The folder that holds the record; it may stand after the command too.",
)
@click.pass_context
def command(ctx: click.Context, store: Path | None) -> None:
    """Remember a folder given before the command."""
    ctx.ensure_object(dict)
    ctx.obj["store"] = store
