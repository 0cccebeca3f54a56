"""`clearsight child`: all that is held on one child, and who has been given it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearsight.cli.moment import now
from clearsight.cli.options import PATH

if TYPE_CHECKING:
    from clearsight.store.child import Disclosure
    from clearsight.store.place import Place


@click.command(
    "child",
    help="""Write all that a store holds on one child into a new folder.

    ID is the council's own identifier, or a pupil or learner number. Every row of every
    extract that is kept, each table as CSV and all of it on one page, with the extract
    it came from and the days on which an extract first and last showed it. Who was
    given it is written down before any of it can be seen. OFFICIAL-SENSITIVE.

    With --sent nothing is written: it lists who was given it, also where what was held
    has been removed since.

    \b
    Examples:
      clearsight child 4417 --store store --council Exampleshire --to "A" --out held
      clearsight child 4417 --store store --council Exampleshire --sent
    """,
)
@click.argument("child", metavar="ID")
@click.option("--store", type=PATH, required=True, metavar="DIR")
@click.option("--council", required=True, metavar="NAME")
@click.option("--to", default="", metavar="NAME", help="Who asked for it; kept.")
@click.option("--by", default="", metavar="NAME", help="Who gives it. Default: you.")
@click.option(
    "--because", default="subject access", show_default=True, metavar="TEXT",
    help="Why; it is kept.",
)  # fmt: skip
@click.option("--out", type=PATH, metavar="DIR", help="A new folder.")
@click.option("--sent", is_flag=True, help="Only list who was given it.")
def command(
    *,
    child: str,
    store: Path,
    council: str,
    to: str,
    by: str,
    because: str,
    out: Path | None,
    sent: bool,
) -> None:
    """Give what is held on one child, or say who was given it."""
    from clearsight.store.child import disclosures
    from clearsight.store.place import Place

    if sent:
        place = Place(store)
        place.must_be_there()
        _tell_sent(disclosures(place, child, council))
    elif to and out:
        _give(Place(store), child, council, (to, by, because), out)
    else:
        raise click.UsageError("Give --to and --out, or --sent.")


def _give(
    place: Place, child: str, council: str, why: tuple[str, str, str], out: Path
) -> None:
    from clearsight.export.child import PAGE, write_child
    from clearsight.store.account import account
    from clearsight.store.child import Disclosure, disclose, held_on

    to, by, because = why
    held = held_on(place, child, council)
    who = account()
    given = Disclosure(
        at=now(), to=to, by=by or who, because=because, account=who, rows=held.rows
    )
    names = write_child(held, out, lambda: disclose(place, held, given))
    click.echo(f"{held.rows:,} rows from {len(held.extracts):,} extracts.")
    _tell_given(held.earlier)
    if held.unsearched:
        click.echo(
            f"Not searched, for no council is named for them: {held.unsearched:,} "
            "extracts. Load them again with --council, and ask again."
        )
    click.echo(f"Written: {len(names):,} files. Read: {out / PAGE}")


def _tell_sent(given: Sequence[Disclosure]) -> None:
    _tell_given(given)
    click.echo(f"Times given, as far as this store knows: {len(given):,}.")


def _tell_given(given: Sequence[Disclosure]) -> None:
    for one in given:
        click.echo(f"Given before, {one.at:%d/%m/%Y}: to {one.to}, by {one.by}.")
