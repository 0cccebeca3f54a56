"""`record add-source` and `record propose`: documents in, proposals out."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from clearsight.accountability.things.sources import Access, SourceKind
from clearsight.cli.options import PATH
from clearsight.cli.record.options import (
    desk_at,
    edtf,
    now,
    person,
    with_by,
    with_json,
    with_store,
)
from clearsight.errors import EXIT_NOTHING_USABLE, ClearsightError, InputError

if TYPE_CHECKING:
    from clearsight.accountability.desk import Desk
    from clearsight.accountability.proposal import Proposal

WIDTH = 88
ASIDE = " " * 4
# What a proposal says, in the order in which it is read.
TOLD = (
    "speaker", "role", "medium", "manner", "person", "post", "capacity", "body", "what",
    "date", "window", "how", "because_of", "restricted",
)  # fmt: skip


@click.command("add-source")
@click.argument("files", metavar="FILE...", type=PATH, nargs=-1, required=True)
@with_store
@click.option("--publisher", default="", help="Who published it.")
@click.option(
    "--published",
    default="",
    callback=edtf,
    metavar="EDTF",
    help="When: 2024-08-22, or as near as is known: 2024-08.",
)
@click.option("--title", default="", help="What it is called.")
@click.option("--kind", type=click.Choice(get_args(SourceKind)), default=None)
@click.option("--access", type=click.Choice(get_args(Access)), default=None)
@click.option("--address", default="", help="Where it was found.")
@click.option(
    "--keep-comments",
    is_flag=True,
    help="Keep readers' comments under an article too; they are left out otherwise.",
)
@with_by
def add_source_command(
    files: tuple[Path, ...],
    store: Path | None,
    by: str | None,
    keep_comments: bool,
    **given: str | None,
) -> int:
    """Bring documents in: text, HTML, PDF or DOCX. Nothing of them is accepted yet."""
    desk = desk_at(store, new=True)
    usable = 0
    for file in files:
        try:
            _add(desk, file, person(by), keep_comments, given)
        except ClearsightError as problem:
            click.echo(f"{file.name}: {problem}", err=True)
        else:
            usable += 1
    return 0 if usable else EXIT_NOTHING_USABLE


def _add(
    desk: Desk, file: Path, by: str, keep_comments: bool, given: dict[str, str | None]
) -> None:
    try:
        content = file.read_bytes()
    except OSError as problem:
        raise InputError(
            f"It could not be read ({problem.strerror}).", do="Check the path."
        ) from None
    source, is_new = desk.add_source(
        content,
        file.name,
        by=by,
        at=now(),
        keep_comments=keep_comments,
        **{k: v for k, v in given.items() if v},
    )
    if not is_new:
        click.echo(f"{file.name}: the record holds it already, as {source.id}.")
        return
    click.echo(f"{file.name}: kept as {source.id} ({source.kind}).")
    if source.comments_left_out:
        click.echo(
            f"{ASIDE}{source.comments_left_out} paragraphs of readers' comments were "
            "taken for no part of it and not kept."
        )
    own = [p for p in desk.undecided() if p.source == source.id]
    click.echo(
        f"{ASIDE}{len(own)} proposals wait for you: `clearsight record propose`."
    )


@click.command("propose")
@click.argument("source", required=False)
@with_store
@with_json
@click.option("--kind", "kinds", multiple=True, help="Only this kind of proposal.")
@click.option("--all", "every", is_flag=True, help="Those decided already, too.")
def propose_command(
    source: str | None,
    store: Path | None,
    as_json: bool,
    kinds: tuple[str, ...],
    every: bool,
) -> None:
    """Show what the documents seem to say, with the words that each rests on."""
    from clearsight.accountability.desk import find_source

    desk = desk_at(store)
    found = desk.proposals() if every else desk.undecided()
    if source:
        wanted = find_source(desk.record(), source).id
        found = [p for p in found if p.source == wanted]
    found = [p for p in found if not kinds or p.kind in kinds]
    if as_json:
        click.echo(_json(found))
        return
    for proposal in found:
        _tell(proposal)
    click.echo(f"{len(found)} proposals. Accept, change or refuse each by its id.")


def _json(found: list[Proposal]) -> str:
    import json

    import msgspec

    # Every field, also where it is blank, so that a reader need not guess.
    rows = [
        {f: msgspec.to_builtins(getattr(p, f)) for f in p.__struct_fields__}
        for p in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _tell(proposal: Proposal) -> None:
    click.echo(f"{proposal.id}  ({proposal.kind}, {proposal.source})")
    words = textwrap.fill(
        f"“{proposal.exact}”",
        WIDTH,
        initial_indent=ASIDE,
        subsequent_indent=ASIDE,
    )
    click.echo(words)
    for name in TOLD:
        if value := getattr(proposal, name):
            click.echo(f"{ASIDE}{name}: {value}")
    for name in proposal.same_as:
        click.echo(f"{ASIDE}the same as {name}")
    for name in proposal.differs_from:
        click.echo(f"{ASIDE}differs from {name}")
    for ours, theirs in proposal.differs:
        click.echo(f"{ASIDE}{ASIDE}“{ours or '(nothing)'}” / “{theirs or '(nothing)'}”")
    click.echo()
