"""`clearsight child`: all that is held on one child, and who has been given it."""

from __future__ import annotations

from pathlib import Path

import click

from clearsight.cli.moment import now
from clearsight.cli.options import PATH


@click.command(
    "child",
    help="""Write all that a store holds on one child into a new folder.

    ID is the council's own identifier, or a pupil or learner number. Every row of every
    extract that is kept, each table as CSV and all of it on one page, with the extract
    it came from and the days on which an extract first and last showed it. Who was
    given it is written down before any of it can be seen. OFFICIAL-SENSITIVE.
    """,
)
@click.argument("child", metavar="ID")
@click.option("--store", type=PATH, required=True, metavar="DIR")
@click.option("--council", required=True, metavar="NAME")
@click.option("--to", required=True, metavar="NAME", help="Who asked for it; kept.")
@click.option("--by", default="", metavar="NAME", help="Who gives it. Default: you.")
@click.option(
    "--because", default="subject access", show_default=True, metavar="TEXT",
    help="Why; it is kept.",
)  # fmt: skip
@click.option("--out", type=PATH, required=True, metavar="DIR", help="A new folder.")
def command(
    *, child: str, store: Path, council: str, to: str, by: str, because: str, out: Path
) -> None:
    """Give what is held on one child."""
    from clearsight.export.child import PAGE, write_child
    from clearsight.store.account import account
    from clearsight.store.child import Disclosure, disclose, held_on
    from clearsight.store.place import Place

    place = Place(store)
    held = held_on(place, child, council)
    who = account()
    given = Disclosure(
        at=now(), to=to, by=by or who, because=because, account=who, rows=held.rows
    )
    names = write_child(held, out, lambda: disclose(place, held, given))
    click.echo(f"{held.rows:,} rows from {len(held.extracts):,} extracts.")
    for one in held.earlier:
        click.echo(f"Given before, {one.at:%d/%m/%Y}: to {one.to}, by {one.by}.")
    click.echo(f"Written: {len(names):,} files. Read: {out / PAGE}")
