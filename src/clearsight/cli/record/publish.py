"""`record publish`: the public site, released by two people who saw what changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearsight.cli.options import PATH, Day
from clearsight.cli.record.options import desk_at, now, place, with_store
from clearsight.errors import EXIT_DONE

if TYPE_CHECKING:
    from clearsight.public.changes import Changes

SHOWN = 20


@click.command("publish")
@click.option("--out", type=PATH, required=True, help="The folder of the site.")
@with_store
@click.option(
    "--as-at",
    type=Day(),
    default=None,
    metavar="DATE",
    help="The day for which it speaks (otherwise, today).",
)
@click.option("--first", default="", metavar="NAME", help="Who releases it.")
@click.option("--second", default="", metavar="NAME", help="Who releases it, too.")
@click.option("--yes", is_flag=True, help="Do not ask after showing what changes.")
@click.option(
    "--reply-to",
    default="",
    metavar="TEXT",
    help="Where a reply or a request for correction reaches you: shown on the site.",
)
def publish_command(
    out: Path,
    store: Path | None,
    as_at: date | None,
    first: str,
    second: str,
    *,
    reply_to: str,
    yes: bool,
) -> int:
    """Write the public site: static, without script, with open data beside the pages.

    What must be withheld is left out, and counted by reason. Two different people
    release it, --first and --second; what would change since the last release is shown
    before. Without names it writes a draft to look at, which says on every page that
    nobody has released it, and which the log does not record.
    """
    from clearsight.public import release
    from clearsight.public.changes import changes
    from clearsight.public.files import files

    is_draft = not first and not second
    names = ("", "") if is_draft else release.two_people(first, second)
    desk, at = desk_at(store), now()
    release.check_place(out, place(store))
    record, site = release.site_of(
        desk.log,
        as_at=as_at or at.date(),
        at=at,
        names=names,
        reply_to=reply_to,
    )
    made = files(site)
    _tell(changes(record, site))
    for reason, n in sorted(site.closed.withheld.items()):
        click.echo(f"Withheld, because {reason}: {n}")
    if is_draft:
        release.draft(site, made, out)
        click.echo(
            f"A draft: {len(made)} files in {out}. Nobody has released it; to release "
            "it, give --first NAME and --second NAME."
        )
        return EXIT_DONE
    if not yes:
        click.confirm(f"\nRelease this, {names[0]} and {names[1]}?", abort=True)
    done = release.publish(site, made, desk.log, out)
    click.echo(f"{done.id}: {len(made)} files in {out}. The log's hash is {site.head}.")
    return EXIT_DONE


def _tell(found: Changes) -> None:
    """Show what is added, changed and taken away, a few of each by name."""
    since = f"since {found.since.id}" if found.since else "this is the first release"
    click.echo(f"What would change ({since}):")
    if found.is_none:
        click.echo("  nothing")
    for words, things in (
        ("added", found.added),
        ("changed", found.changed),
        ("taken away", found.gone),
    ):
        if things:
            click.echo(f"  {len(things)} {words}")
        for kind, name in things[:SHOWN]:
            click.echo(f"    {kind}: {name}")
        if len(things) > SHOWN:
            click.echo(f"    and {len(things) - SHOWN} more")
