"""`clearsight store`: what is kept, what was removed, and removing by decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearsight.cli.moment import now
from clearsight.cli.options import PATH, Day
from clearsight.errors import InputError, SettingsError

if TYPE_CHECKING:
    from clearsight.store.current import Extract
    from clearsight.store.kept import Sighting, Tombstone
    from clearsight.store.removal import Decision

SHOWN = 12  # hex digits of a hash
STORE = click.option("--store", type=PATH, required=True, metavar="DIR")
BY = click.option("--by", required=True, metavar="NAME", help="Who decided it.")


@click.group("store", help="See what a store keeps, and remove from it by decision.")
def command() -> None:
    """Start a command on a store."""


@command.command(
    "show",
    help="""List each extract kept, the day it was known on, and what was removed.

    An extract is known on the day that it states or that was given for it, else on the
    day it was loaded. What is not there as it was written is listed too, and ends the
    command as a failure, with what to do.
    """,
)
@STORE
@click.option("--council", default="", metavar="NAME")
def show(store: Path, council: str) -> None:
    """List what there is and what there was."""
    from clearsight.store import extracts
    from clearsight.store.current import every_and_unnamed
    from clearsight.store.kept import kept, plain
    from clearsight.store.place import Place
    from clearsight.store.whose import NAME_IT

    place = Place(store)
    place.must_be_there()
    said = kept(place)
    graves = [t for t in said.tombstones if t.is_of(council)]
    damaged: list[Sighting] = []
    there, unnamed = _there(
        lambda: every_and_unnamed(place, council, damaged), lambda: graves or damaged
    )
    for name in sorted({x.file.council for x in there}, key=plain):
        click.echo(name or "not stated")
        theirs = [x for x in there if x.file.council == name]
        for x in sorted(theirs, key=lambda x: (x.known_on, x.file.name)):
            click.echo(_extract(x))
    if unnamed:
        click.echo(f"Of no named council, and in no review of {council}. {NAME_IT}")
    for x in unnamed:
        click.echo(_extract(x))
    if damaged:
        click.echo("Not there, or not as it was written")
    for s in damaged:
        click.echo(
            f"  {s.sha256[:SHOWN]}  {s.given or s.told or 'not stated'}, {s.path}"
        )
    if graves:
        click.echo("Removed")
    for grave in graves:
        click.echo(_grave(grave, is_back=grave not in said.gone))
    gone = sum(grave in said.gone for grave in graves)
    click.echo(f"Kept: {len(there):,}. Removed: {gone:,}.")
    if damaged:
        raise extracts.damaged(place.extract(damaged[0].sha256))


Both = tuple[list["Extract"], list["Extract"]]


def _there(ask: Callable[[], Both], may_be_nothing: Callable[[], object]) -> Both:
    """Return what is there; nothing, where all there was is removed or damaged."""
    try:
        return ask()
    except InputError:
        if not may_be_nothing():
            raise
        return [], []


def _extract(x: Extract) -> str:
    f, s = x.file, x.sighting
    spans = f", {f.period[0]:%d/%m/%Y} to {f.period[1]:%d/%m/%Y}" if f.period else ""
    return (
        f"  {s.sha256[:SHOWN]}  known on {x.known_on:%d/%m/%Y}  "
        f"{f.taken_for}  {f.name}\n"
        f"      {s.rows:,} rows, {f.children:,} children{spans}; loaded "
        f"{s.loaded_at:%d/%m/%Y %H:%M} UTC by {s.loaded_by}"
    )


def _grave(grave: Tombstone, *, is_back: bool) -> str:
    kinds = ", ".join(sorted({s.kind for s in grave.was})) or "not known"
    council = grave.given or next((s.told for s in grave.was if s.told), "not stated")
    return (
        f"  {grave.sha256[:SHOWN]}  {council}, {kinds}: removed "
        f"{grave.removed_at:%d/%m/%Y %H:%M} UTC by {grave.by} "
        f"(account {grave.account}), because: {grave.because}"
        f"{'; loaded again since' if is_back else ''}"
    )


@command.command(
    "remove",
    help="""Remove one extract for good, by its HASH, as `store show` prints it.

    What was read from it is deleted. Its hash stays, with who decided, when, and why;
    reviews from then on are without it, and their manifest says so.
    """,
)
@click.argument("sha256", metavar="HASH")
@STORE
@click.option("--because", required=True, metavar="TEXT", help="Why; it is kept.")
@BY
@click.option("--council", default="", metavar="NAME", help="Where several hold it.")
def remove(sha256: str, store: Path, because: str, by: str, council: str) -> None:
    """Remove one extract."""
    from clearsight.store import removal
    from clearsight.store.place import Place

    gone = removal.remove(Place(store), sha256, council, _decision(by, because))
    click.echo(
        f"Removed {gone.sha256[:SHOWN]}; that it was here, and why not, is kept."
    )


@command.command(
    "apply-retention",
    help="""Remove every extract older than clearsight.toml allows ([retention]).

    First says what it would remove. An extract ages from the day it was last known
    on, and a rule counts from the day it was decided. Nothing is ever removed but by
    this command and `store remove`.
    """,
)
@STORE
@BY
@click.option(
    "--on", type=Day(), metavar="DATE", help="Count back from; default today."
)
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--settings", type=PATH, metavar="FILE", help="Default: clearsight.toml.")
def apply_retention(
    store: Path,
    by: str,
    on: date | None,
    dry_run: bool,
    yes: bool,
    settings: Path | None,
) -> None:
    """Remove what the rule no longer allows."""
    from clearsight.settings import load
    from clearsight.store import removal
    from clearsight.store.place import Place

    rule = load(settings)
    if rule.keep_months is None or rule.retention_decided_on is None:
        raise SettingsError(
            "No rule says how long extracts are kept, so every one is.",
            where=str(settings or "clearsight.toml"),
            do="Add [retention] with keep_months and decided_on.",
        )
    day = on or now().date()
    if day > now().date():
        raise SettingsError("The day to count back from has not come.", where="--on")
    if rule.retention_decided_on > now().date():
        raise SettingsError(
            f"The rule is of {rule.retention_decided_on:%d/%m/%Y}, which has not come.",
            where=str(settings or "clearsight.toml"),
            do="It counts from that day on. Put decided_on right if it is in force.",
        )
    because = (
        f"the rule of {rule.retention_decided_on:%d/%m/%Y}: kept for "
        f"{rule.keep_months} months, counted on {day:%d/%m/%Y}"
    )
    place = Place(store)
    meant = removal.overdue(place, rule.keep_months, day)
    click.echo(f"By {because}, {len(meant):,} would be removed:")
    for x in meant:
        click.echo(_extract(x))
    if dry_run or not meant:
        return
    if not yes:
        click.confirm("Remove them for good?", abort=True)
    only = {(x.sighting.given, x.sighting.sha256) for x in meant}
    gone = removal.apply_retention(place, only, _decision(by, because))
    click.echo(f"Removed: {len(gone):,}. That they were here, and why not, is kept.")


def _decision(by: str, because: str) -> Decision:
    from clearsight.store.account import account
    from clearsight.store.removal import Decision

    return Decision(by=by, because=because, account=account(), at=now())
