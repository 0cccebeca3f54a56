"""`clearsight record`: who answers for what, so that nobody can quietly rewrite it."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from pathlib import Path

import click

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


class RecordCommands(click.Group):
    """Find each command in its file, so that start is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they are needed."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"clearsight.cli.record.{COMMANDS[cmd_name]}")
        found: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the nearest one."""
        near = get_close_matches(args[0], COMMANDS, n=1)
        if args[0] not in COMMANDS and near:
            ctx.fail(f"There is no command {args[0]!r}. Did you mean {near[0]!r}?")
        return super().resolve_command(ctx, args)


@click.group("record", cls=RecordCommands, help=HELP)
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
