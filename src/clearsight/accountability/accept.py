"""Take proposals into the record, or refuse them, as a person decided."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast, get_args

import msgspec

from clearsight.accountability import names
from clearsight.accountability.log import Act, Draft
from clearsight.accountability.proposal import Proposal
from clearsight.accountability.proposing.lexicon import known
from clearsight.accountability.record import Record
from clearsight.accountability.spoken import spoken
from clearsight.accountability.things import (
    Acceptance,
    Anchor,
    Appointed,
    Claim,
    Commitment,
    Happened,
    Inspected,
    Inspection,
    Instrument,
    Intervened,
    Organisation,
    Person,
    Post,
    Promised,
    Refusal,
    Said,
    Source,
    Statement,
    Thing,
)
from clearsight.accountability.things.claims import Capacity, Change
from clearsight.accountability.things.people import BodyKind
from clearsight.accountability.things.scrutiny import InstrumentKind
from clearsight.accountability.things.sources import Manner
from clearsight.accountability.when import when
from clearsight.errors import InputError

FIXED = {"id", "kind", "source", "start", "exact", "prefix", "suffix"}
CHANGEABLE = tuple(
    f
    for f in Proposal.__struct_fields__
    if f not in FIXED | {"same_as", "differs_from", "differs"}
)
# What a source says of a post, in our five words.
CHANGES: dict[str, Change] = {
    "appointed": "appointed", "held": "held", "left": "left", "replaced": "left",
    "vacant": "vacant", "sought": "sought",
}  # fmt: skip
KINDS: tuple[tuple[str, InstrumentKind], ...] = (
    (r"diagnostic", "diagnostic"),
    (r"\border\b", "order"),
    (r"direct", "direction"),
    (r"notice", "notice"),
    (r"commission", "commission"),
)
AGAIN = "accepted again, after it was taken back"
DECISIONS = {"accepted": "acceptance", "refused": "refusal"}
BODIES: tuple[tuple[str, BodyKind], ...] = (
    (r"ofsted|inspectorate|\bcqc\b", "inspectorate"),
    (r"department|secretary of state|minister|government", "department"),
    (r"board|partnership", "board"),
    (r"council|borough|county", "council"),
)


def changed(proposal: Proposal, changes: Mapping[str, str]) -> Proposal:
    """Return the proposal with a person's changes; unknown fields are refused."""
    for name in changes:
        if name not in CHANGEABLE:
            raise InputError(
                f"{name!r} cannot be changed in a proposal.",
                do=f"Choose from: {', '.join(CHANGEABLE)}.",
            )
    new = msgspec.structs.replace(proposal, **cast("dict[str, Any]", dict(changes)))
    when(new.date), when(new.window)
    return new


def accept(
    record: Record, proposal: Proposal, changes: Mapping[str, str] | None = None
) -> list[Draft]:
    """Return what is to be added to the record when a person accepts a proposal.

    It holds the statement, the people, bodies and posts that are not there yet, what
    the statement claims, and that it was accepted. A proposal that was decided before
    is an `InputError`.
    """
    _undecided(record, proposal)
    final = changed(proposal, changes or {})
    making = _Making(record, final)
    making.statement()
    if final.kind != "statement":
        making.claim()
    made = tuple(d.thing.id for d in making.drafts)
    done = Acceptance(
        id=f"acceptance:{final.id}",
        proposal=final.id,
        source=final.source,
        made=made,
        changed=tuple(sorted(changes or {})),
    )
    return [*making.drafts, _decision(record, done, AGAIN)]


def refuse(record: Record, proposal: Proposal, because: str) -> list[Draft]:
    """Return what is to be added when a person refuses a proposal, with the reason."""
    _undecided(record, proposal)
    if not because.strip():
        raise InputError("A refusal needs a reason.", do="Give --because TEXT.")
    thing = Refusal(
        id=f"refusal:{proposal.id}", proposal=proposal.id, source=proposal.source
    )
    return [_decision(record, thing, because)]


def decided(record: Record) -> dict[str, str]:
    """Return the ids of the proposals that were decided, each with what was decided."""
    return {
        **{t.proposal: "accepted" for t in record.things(Acceptance)},
        **{t.proposal: "refused" for t in record.things(Refusal)},
    }


def _decision(record: Record, decision: Acceptance | Refusal, because: str) -> Draft:
    """Return the decision, said anew where one of its kind was taken back."""
    if decision.id in record:
        return Draft(thing=decision, act="correct", because=because)
    return Draft(thing=decision, because="" if because == AGAIN else because)


def _undecided(record: Record, proposal: Proposal) -> None:
    if before := decided(record).get(proposal.id):
        raise InputError(
            f"Proposal {proposal.id} was {before} already.",
            do="Take that decision back first: `clearsight record retract "
            f"{DECISIONS[before]}:{proposal.id} --because TEXT`.",
        )


class _Making:
    """The drafts that one acceptance needs, each thing made once."""

    def __init__(self, record: Record, proposal: Proposal) -> None:
        self.record, self.p = record, proposal
        self.drafts: list[Draft] = []
        self.source = record.must(proposal.source, Source)

    def ensure(self, thing: Thing) -> str:
        """Have a thing in the record; one that was retracted is said anew."""
        drafted = any(d.thing.id == thing.id for d in self.drafts)
        if self.record.get(thing.id) is None and not drafted:
            was = thing.id in self.record
            act: Act = "correct" if was else "add"
            why = AGAIN if was else ""
            self.drafts.append(Draft(thing=thing, act=act, because=why))
        return thing.id

    def person(self, name: str) -> str:
        if not name:
            return ""
        found = names.find_person(self.record, name)
        return self.ensure(found or Person(id=f"person:{names.slug(name)}", name=name))

    def organisation(self, name: str) -> str:
        if not name:
            return ""
        found = names.find_organisation(self.record, name)
        kind: BodyKind = "other"
        for pattern, of_body in reversed(BODIES):
            if re.search(pattern, name, re.I):
                kind = of_body
        return self.ensure(
            found or Organisation(id=f"body:{names.slug(name)}", name=name, kind=kind)
        )

    def speaker(self) -> str:
        """Return the id of who spoke: a body where it is one, else a person."""
        name = self.p.speaker
        if not name and self.p.kind != "statement":
            return self.organisation(self.source.publisher)
        is_body = names.find_organisation(self.record, name) or any(
            re.search(pattern, name, re.I) for pattern, _ in BODIES
        )
        is_body = is_body or name == self.source.publisher or self.p.role in BODY_ROLES
        return self.organisation(name) if is_body else self.person(name)

    def statement(self) -> str:
        p = self.p
        told = names.digest(p.source, str(p.start), p.exact)
        manner = cast("Manner", p.manner or "paraphrased")
        return self.ensure(
            Statement(
                id=f"statement:{told}",
                source=p.source,
                anchor=Anchor(
                    exact=p.exact, prefix=p.prefix, suffix=p.suffix, start=p.start
                ),
                manner=manner,
                speaker=self.speaker(),
                speaker_words=p.speaker_words or p.speaker,
                role=p.role,
                audience=p.audience,
                medium=p.medium,
                access="restricted" if p.restricted else self.source.access,
                restricted=p.restricted,
            )
        )

    def claim(self) -> str:
        says = {
            "post": self._appointed,
            "event": self._happened,
            "inspection": self._inspected,
            "intervention": self._intervened,
            "commitment": self._promised,
        }[self.p.kind]()
        told = names.digest(self.p.id, str(msgspec.json.encode(says)))
        statement = self.drafts_statement()
        return self.ensure(Claim(id=f"claim:{told}", says=says, rests_on=(statement,)))

    def drafts_statement(self) -> str:
        p = self.p
        return f"statement:{names.digest(p.source, str(p.start), p.exact)}"

    def _appointed(self) -> Said:
        p = self.p
        if p.what not in CHANGES:
            raise InputError(
                f"What happened to the post is {p.what!r}.",
                do=f"Change it (--set what=...) to one of: {', '.join(CHANGES)}.",
            )
        if p.capacity not in get_args(Capacity):
            raise InputError(
                f"{p.capacity!r} is not a capacity.",
                do="Use permanent, interim, acting or covering, or leave it blank.",
            )
        change = CHANGES[p.what]
        # Who is called the holder held it when the source was published.
        date = p.date or (self.source.published if change == "held" else "")
        return Appointed(
            post=self.post(),
            change=change,
            person=self.person(p.person),
            capacity=cast("Capacity", p.capacity),
            date=date,
            says=p.what,
            because_of=p.because_of,
        )

    def post(self) -> str:
        p = self.p
        if not p.post:
            raise InputError(
                "The proposal names no post.", do="Say which: --set post=TITLE."
            )
        body = self.organisation(p.body)
        found = names.find_post(self.record, p.post, body)
        where = body.partition(":")[2]
        own = "-".join(part for part in (names.slug(p.post), where) if part)
        law = known(p.post)
        return self.ensure(
            found
            or Post(
                id=f"post:{own}",
                title=p.post,
                organisation=body,
                is_statutory=law.is_statutory,
                law=law.law,
            )
        )

    def _happened(self) -> Said:
        p = self.p
        follows = (p.because_of,) if p.because_of else ()
        return Happened(
            what=p.what, date=p.date, body=self.organisation(p.body), follows=follows
        )

    def _own(self, body: str) -> str:
        """Return what tells this from another of its kind.

        Two sources that tell of one thing on one date, in the same words, speak of one.
        Without a date that is not known: it is a person's to say, so each is its own.
        """
        p = self.p
        return names.digest(body, p.what, p.date, "" if p.date else p.id)

    def _titled(self, what: str, body: str) -> str:
        parts = (what[:1].upper() + what[1:], body, spoken(self.p.date))
        return ", ".join(x for x in parts[: 3 if self.p.date else 2] if x)

    def _inspected(self) -> Said:
        p = self.p
        body = self.organisation(p.body)
        title = self._titled(p.what or "inspection", p.body)
        name = self.ensure(
            Inspection(id=f"inspection:{self._own(p.body)}", title=title, body=body)
        )
        return Inspected(
            inspection=name, date=p.date, body=body, judgement=p.what, what=p.what
        )

    def _intervened(self) -> Said:
        p = self.p
        kind: InstrumentKind = "other"
        for pattern, of_instrument in reversed(KINDS):
            if re.search(pattern, p.what, re.I):
                kind = of_instrument
        body = self.organisation(p.body)
        name = self.ensure(
            Instrument(
                id=f"instrument:{kind}-{self._own(p.body)}",
                title=self._titled(p.what or kind, p.body),
                kind=kind,
                made_by=body,
            )
        )
        return Intervened(
            instrument=name,
            what=p.what,
            date=p.date,
            body=body,
            person=self.person(p.person),
        )

    def _promised(self) -> Said:
        p = self.p
        by = self.speaker() if p.speaker else self.organisation(p.body)
        name = self.ensure(
            Commitment(
                id=f"commitment:{names.digest(p.source, p.id)}",
                title=p.what or p.exact,
                promised_by=by,
            )
        )
        return Promised(commitment=name, what=p.what, window=p.window, how=p.how, by=by)


# A spokesperson speaks for a body, not for himself.
BODY_ROLES = frozenset({"spokesperson", "inspectorate", "newspaper", "posters"})
