"""`record enter`, `correct`, `retract`: what people put in the record themselves."""

from __future__ import annotations

from pathlib import Path

import click

from clearsight.cli.options import PATH
from clearsight.cli.record.options import desk_at, now, person, with_by, with_store
from clearsight.errors import InputError


@click.command("enter")
@click.argument("files", metavar="FILE...", type=PATH, nargs=-1, required=True)
@with_store
@with_by
def enter_command(files: tuple[Path, ...], store: Path | None, by: str | None) -> None:
    """Enter things from TOML: the plan and its actions, verdicts, measurements, voices.

    Each table is named after what it holds: [[Action]], [[Verdict]], [[Measurement]],
    [[Challenge]], [[BoardDecision]], [[OverseerClock]], [[Voice]], [[VoiceStep]],
    [[Finding]], [[Clause]], [[Post]], [[Person]], [[Statement]], [[Claim]] and so on;
    `clearsight record enter --help` and docs/reference/record-of-answers.md list their
    fields. A file goes in whole or not at all.
    """
    from clearsight.accountability.enter import drafts_of

    desk = desk_at(store, new=True)
    drafts = [d for f in files for d in drafts_of(_text(f), where=f.name)]
    for entry in desk.put(drafts, by=person(by), at=now()):
        click.echo(f"{entry.number}  {entry.thing.id}")


@click.command("correct")
@click.argument("file", metavar="FILE", type=PATH)
@with_store
@click.option("--because", required=True, metavar="TEXT", help="Why; it is kept.")
@with_by
def correct_command(
    file: Path, store: Path | None, because: str, by: str | None
) -> None:
    """Say things anew, by the same ids, from TOML. What was said before stays."""
    from clearsight.accountability.enter import drafts_of

    drafts = drafts_of(_text(file), where=file.name, act="correct", because=because)
    for entry in desk_at(store).put(drafts, by=person(by), at=now()):
        click.echo(f"{entry.number}  {entry.thing.id}")


@click.command("retract")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@with_store
@click.option("--because", required=True, metavar="TEXT", help="Why; it is kept.")
@with_by
def retract_command(
    ids: tuple[str, ...], store: Path | None, because: str, by: str | None
) -> None:
    """Take things back. They stay in the log, and no longer stand."""
    from clearsight.accountability.enter import retractions

    desk = desk_at(store)
    drafts = retractions(desk.record(), ids, because)
    for entry in desk.put(drafts, by=person(by), at=now()):
        click.echo(f"{entry.number}  {entry.thing.id}")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(
            "It is not text in UTF-8.", where=file.name, do="Save it as UTF-8."
        ) from None
    except OSError as problem:
        raise InputError(
            f"It could not be read ({problem.strerror}).",
            where=str(file),
            do="Check the path.",
        ) from None
