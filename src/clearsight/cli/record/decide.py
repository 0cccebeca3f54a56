"""`record accept` and `record refuse`: a person decides what a document proposed."""

from __future__ import annotations

from pathlib import Path

import click

from clearsight.cli.record.options import desk_at, now, person, with_by, with_store


def changes_of(
    ctx: click.Context, param: click.Parameter, value: tuple[str, ...]
) -> dict[str, str]:
    """Read FIELD=VALUE, as often as given."""
    del ctx
    changes = {}
    for text in value:
        name, equals, new = text.partition("=")
        if not equals:
            raise click.BadParameter(f"{text!r} is not FIELD=VALUE.", param=param)
        changes[name.strip()] = new.strip()
    return changes


@click.command("accept")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@with_store
@click.option(
    "--set",
    "changes",
    metavar="FIELD=VALUE",
    multiple=True,
    callback=changes_of,
    help="Change it as you accept it, such as date=2023-08.",
)
@with_by
def accept_command(
    ids: tuple[str, ...], store: Path | None, changes: dict[str, str], by: str | None
) -> None:
    """Take proposals into the record, under your name. Ids may be cut short."""
    entries = desk_at(store).accept(ids, by=person(by), at=now(), changes=changes)
    for entry in entries:
        click.echo(f"{entry.number}  {entry.thing.id}")


@click.command("refuse")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@with_store
@click.option("--because", required=True, metavar="TEXT", help="Why; it is kept.")
@with_by
def refuse_command(
    ids: tuple[str, ...], store: Path | None, because: str, by: str | None
) -> None:
    """Refuse proposals, with the reason."""
    entries = desk_at(store).refuse(ids, by=person(by), at=now(), because=because)
    for entry in entries:
        click.echo(f"{entry.number}  {entry.thing.id}")
