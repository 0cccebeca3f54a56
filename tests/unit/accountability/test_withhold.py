"""Only what is plainly public is published, and what hangs on the rest goes with it."""

from __future__ import annotations

from typing import Any

from clearsight.accountability.log import Draft
from clearsight.accountability.record import Record
from clearsight.accountability.things import (
    Anchor,
    Appointed,
    Claim,
    Classing,
    Happened,
    Person,
    Post,
    Reply,
    Source,
    Statement,
    Thing,
    Voice,
)
from clearsight.accountability.withhold import NOT_CLASSED, NOT_PUBLIC, public

CHILD = "A boy of 14 from Northbrook was placed in a children's home 200 miles away"


def source(name: str = "a", **fields: Any) -> Source:
    return Source(
        **{"id": f"source:{name}", "title": "Paper", "kind": "press report",
           "sha256": name, "file_name": f"{name}-secret.txt", **fields}
    )  # fmt: skip


def statement(name: str, words: str = "has left", **fields: Any) -> Statement:
    return Statement(
        **{"id": f"statement:{name}", "source": "source:a", "manner": "quoted",
           "anchor": Anchor(exact=words), **fields}
    )  # fmt: skip


def shown(*things: Thing) -> set[str]:
    record = Record.of([]).beside([Draft(thing=t) for t in things])
    return {e.thing.id for e in public(record).record.entries}


def happened(*rests_on: str, what: str = "a director left") -> Claim:
    return Claim(id="claim:1", says=Happened(what=what), rests_on=rests_on)


def test_what_is_public_is_shown_but_for_the_file_name() -> None:
    record = Record.of([]).beside([Draft(thing=t) for t in (source(), statement("1"))])
    kept = public(record)
    assert not kept.withheld
    (paper,) = kept.record.things(Source)
    assert paper.file_name == ""


def test_a_statement_that_shows_a_child_is_withheld_though_nobody_classed_it() -> None:
    assert shown(source(), statement("1", CHILD)) == {"source:a"}


def test_a_person_decides_the_class() -> None:
    secret = statement("1", access="restricted", restricted="names a school")
    opened = Classing(id="classing:1", about="statement:1", access="public")
    assert "statement:1" not in shown(source(), secret)
    assert "statement:1" in shown(source(), secret, opened)
    closed = Classing(id="classing:1", about="statement:1", access="council")
    assert "statement:1" not in shown(source(), statement("1"), closed)


def test_what_rests_only_on_withheld_words_goes_with_them() -> None:
    secret = statement("1", access="restricted")
    assert "claim:1" not in shown(source(), secret, happened("statement:1"))
    both = shown(
        source(), secret, statement("2"), happened("statement:1", "statement:2")
    )
    assert "claim:1" in both


def test_a_claim_no_longer_names_the_statement_that_is_withheld() -> None:
    things = (
        source(),
        statement("1", access="restricted"),
        statement("2"),
        happened("statement:1", "statement:2"),
    )
    record = Record.of([]).beside([Draft(thing=t) for t in things])
    (claim,) = public(record).record.things(Claim)
    assert claim.rests_on == ("statement:2",)


def test_a_claim_in_words_that_show_a_child_is_withheld() -> None:
    assert "claim:1" not in shown(
        source(), statement("1"), happened("statement:1", what=CHILD)
    )


def test_all_of_a_source_that_is_not_public_is_withheld() -> None:
    record = Record.of([]).beside(
        [Draft(thing=t) for t in (source(access="council"), statement("1"))]
    )
    kept = public(record)
    assert not kept.record.entries
    assert kept.withheld[NOT_PUBLIC] == 1


def test_a_voice_is_never_public_unless_somebody_says_so() -> None:
    voice = Voice(
        id="voice:1", kind="complaint", of="parent", words="No reply.", received="2026"
    )
    record = Record.of([]).beside([Draft(thing=voice)])
    assert public(record).withheld == {NOT_CLASSED: 1}
    opened = Classing(id="classing:1", about="voice:1", access="public")
    assert "voice:1" in shown(voice, opened)


def test_a_reply_goes_with_what_it_answers() -> None:
    reply = Reply(id="reply:1", about="claim:1", by="Council", words="Not so.")
    secret = statement("1", access="restricted")
    assert "reply:1" not in shown(source(), secret, happened("statement:1"), reply)
    assert "reply:1" in shown(source(), statement("1"), happened("statement:1"), reply)


def test_an_earlier_version_that_must_be_withheld_is_no_correction() -> None:
    record = Record.of([]).beside(
        [
            Draft(thing=source()),
            Draft(thing=statement("1", CHILD)),
            Draft(thing=statement("1"), act="correct", because="cut short"),
        ]
    )
    kept = [e.thing for e in public(record).record.history("statement:1")]
    assert [s.anchor.exact for s in kept if isinstance(s, Statement)] == ["has left"]


def test_what_was_retracted_is_shown_no_more() -> None:
    record = Record.of([]).beside(
        [
            Draft(thing=source()),
            Draft(thing=statement("1")),
            Draft(thing=statement("1"), act="retract", because="not said"),
        ]
    )
    assert not public(record).record.history("statement:1")


def test_a_holder_of_office_and_the_post_stay() -> None:
    things: tuple[Thing, ...] = (
        source(),
        statement("1"),
        Person(id="person:1", name="Jo Bloggs"),
        Post(id="post:1", title="Director"),
        Claim(
            id="claim:1",
            says=Appointed(post="post:1", change="left", person="person:1"),
            rests_on=("statement:1",),
        ),
    )
    assert shown(*things) == {t.id for t in things}
