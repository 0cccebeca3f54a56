"""`record verify`: is every line as it was written, and every original there?"""

from __future__ import annotations

from pathlib import Path

import click

from clearsight.cli.record.options import desk_at, with_store
from clearsight.errors import EXIT_DONE, EXIT_NOTHING_USABLE


@click.command("verify")
@with_store
@click.option(
    "--expect",
    metavar="HASH",
    default="",
    help="A hash noted earlier (a release carries one): the log must still hold it.",
)
def verify_command(store: Path | None, expect: str) -> int:
    """Name the first altered line and every altered original, or say that all holds.

    Lines cut off the end leave a chain that holds: give --expect to find that out.
    """
    from clearsight.accountability.verify import verify

    found = verify(desk_at(store).log, expect=expect)
    for problem in found.problems:
        click.echo(f"{problem.where}: {problem.what}", err=True)
    if found.problems:
        return EXIT_NOTHING_USABLE
    click.echo(
        f"{found.lines} entries and {found.originals} originals are as they were "
        f"written. The last hash is {found.head}."
    )
    return EXIT_DONE
