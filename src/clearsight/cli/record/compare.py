"""`record compare`: two sources beside one another, with the words that differ."""

from __future__ import annotations

from pathlib import Path

import click

from clearsight.cli.record.options import desk_at, with_store


@click.command("compare")
@click.argument("one", metavar="SOURCE")
@click.argument("other", metavar="SOURCE")
@with_store
@click.option(
    "--show-withheld",
    is_flag=True,
    help="Show words from which a child could be recognised, too.",
)
def compare_command(
    one: str, other: str, store: Path | None, show_withheld: bool
) -> None:
    """Show what two sources both say, in which words, and what one says alone.

    A source is named by its id, its file name or its SHA-256, cut short if you like.
    """
    from clearsight.accountability.compare import compare, lines
    from clearsight.accountability.desk import find_source

    desk = desk_at(store)
    record, proposals = desk.record(), desk.proposals()
    sides = [
        (s, desk.document(s).text, [p for p in proposals if p.source == s.id])
        for s in (find_source(record, one), find_source(record, other))
    ]
    for line in lines(compare(*sides), show_withheld=show_withheld):
        click.echo(line)
