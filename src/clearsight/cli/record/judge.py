"""What a person decides: same or not, material or not, kept or broken, who may read."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from clearsight.accountability.likeness import same_person
from clearsight.accountability.log import Act, Draft
from clearsight.accountability.names import digest
from clearsight.accountability.sayings import naming
from clearsight.accountability.things import (
    Classing,
    Commitment,
    Materiality,
    Outcome,
    Reply,
    Sameness,
    Slip,
    Thing,
)
from clearsight.accountability.things.decisions import Standing
from clearsight.accountability.things.sources import Access
from clearsight.cli.record.options import (
    desk_at,
    edtf,
    now,
    person,
    with_by,
    with_store,
)
from clearsight.errors import InputError

with_reason = click.option("--because", default="", metavar="TEXT", help="Why.")


def decide(store: Path | None, thing: Thing, by: str | None, because: str) -> None:
    """Add one decision; where one of this id stands, it is corrected, with a reason."""
    desk = desk_at(store)
    act: Act = "correct" if thing.id in desk.record() else "add"
    draft = Draft(thing=thing, act=act, because=because)
    for entry in desk.put([draft], by=person(by), at=now()):
        click.echo(f"{entry.number}  {entry.thing.id}")


def must_hold(store: Path | None, *ids: str) -> None:
    """Refuse a decision about something that the record does not hold."""
    record = desk_at(store).record()
    for name in ids:
        if record.get(name) is None:
            raise InputError(
                f"The record holds no {name!r}.",
                do="See `clearsight record show` for the ids.",
            )


def _sameness(
    store: Path | None,
    pair: tuple[str, str],
    by: str | None,
    because: str,
    *,
    is_same: bool,
) -> None:
    one, other = sorted(pair)
    must_hold(store, one, other)
    told = Sameness(
        id=f"sameness:{digest(one, other)}", one=one, other=other, is_same=is_same
    )
    decide(store, told, by, because)


@click.command("same")
@click.argument("one")
@click.argument("other")
@with_store
@with_reason
@with_by
def same_command(
    one: str, other: str, store: Path | None, because: str, by: str | None
) -> None:
    """Decide that two things (two promises, two posts) are one. Both stay."""
    _sameness(store, (one, other), by, because, is_same=True)


@click.command("differs")
@click.argument("one")
@click.argument("other")
@with_store
@with_reason
@with_by
def differs_command(
    one: str, other: str, store: Path | None, because: str, by: str | None
) -> None:
    """Decide that two things are not one."""
    _sameness(store, (one, other), by, because, is_same=False)


@click.command("material")
@click.argument("claims", nargs=-1, required=True)
@click.option("--yes/--no", "is_material", default=True, help="It matters, or not.")
@with_store
@with_reason
@with_by
def material_command(
    claims: tuple[str, ...],
    is_material: bool,
    store: Path | None,
    because: str,
    by: str | None,
) -> None:
    """Mark whether the difference between claims matters."""
    must_hold(store, *claims)
    ids = tuple(sorted(claims))
    told = Materiality(
        id=f"materiality:{digest(*ids)}", claims=ids, is_material=is_material
    )
    decide(store, told, by, because)


@click.command("outcome")
@click.argument("commitment")
@click.argument("standing", type=click.Choice(get_args(Standing)))
@with_store
@click.option("--evidence", multiple=True, metavar="ID", help="What shows it.")
@click.option("--on", default="", callback=edtf, metavar="EDTF", help="When done.")
@click.option("--second", default="", metavar="NAME", help="A second person.")
@with_reason
@with_by
def outcome_command(
    commitment: str,
    standing: Standing,
    *,
    store: Path | None,
    evidence: tuple[str, ...],
    on: str,
    second: str,
    because: str,
    by: str | None,
) -> None:
    """Say what became of a commitment, by what evidence. Never the promiser alone."""
    record = desk_at(store).record()
    promise = record.must(commitment, Commitment)
    promiser = naming(record)(promise.promised_by)
    if same_person(person(by), promiser) and (
        not second.strip() or same_person(second, promiser)
    ):
        raise InputError(
            "Who promised cannot decide alone what became of the promise.",
            do="Let somebody else decide, or name a second person: --second NAME.",
        )
    must_hold(store, *evidence)
    told = Outcome(
        id=f"outcome:{digest(commitment, person(by))}",
        commitment=commitment,
        standing=standing,
        evidence=evidence,
        on=on,
        second=second,
    )
    decide(store, told, by, because)


@click.command("slip")
@click.argument("commitment")
@click.option("--window", required=True, callback=edtf, metavar="EDTF")
@click.option("--statement", default="", metavar="ID", help="What moved it.")
@with_store
@with_reason
@with_by
def slip_command(
    commitment: str,
    *,
    window: str,
    statement: str,
    store: Path | None,
    because: str,
    by: str | None,
) -> None:
    """Record that a commitment's window was moved. The first window stays for ever."""
    desk_at(store).record().must(commitment, Commitment)
    if statement:
        must_hold(store, statement)
    told = Slip(
        id=f"slip:{digest(commitment, window, statement)}",
        commitment=commitment,
        window=window,
        statement=statement,
    )
    decide(store, told, by, because)


@click.command("class")
@click.argument("about")
@click.argument("access", type=click.Choice(get_args(Access)))
@with_store
@click.option("--restricted", default="", metavar="REASON", help="Why, and what law.")
@with_reason
@with_by
def class_command(
    about: str,
    access: Access,
    restricted: str,
    store: Path | None,
    because: str,
    by: str | None,
) -> None:
    """Decide who may read a statement, a source or a voice. To open one needs why."""
    must_hold(store, about)
    if access == "public" and not because.strip():
        raise InputError(
            "To make something public needs a reason, which is kept.",
            do="Give --because TEXT.",
        )
    told = Classing(
        id=f"classing:{digest(about)}",
        about=about,
        access=access,
        restricted=restricted,
    )
    decide(store, told, by, because)


@click.command("reply")
@click.argument("about")
@click.option("--of", "who", required=True, metavar="NAME", help="Who replies.")
@click.option("--words", required=True, metavar="TEXT", help="In their own words.")
@click.option("--on", default="", callback=edtf, metavar="EDTF")
@with_store
@with_reason
@with_by
def reply_command(
    about: str,
    *,
    who: str,
    words: str,
    on: str,
    store: Path | None,
    because: str,
    by: str | None,
) -> None:
    """Keep a reply beside what it answers: the right of those who are spoken of."""
    must_hold(store, about)
    told = Reply(
        id=f"reply:{digest(about, who, words)}",
        about=about,
        by=who,
        words=words,
        on=on,
    )
    decide(store, told, by, because)
