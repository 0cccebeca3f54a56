"""The record as the pages see it: names, places, claims with their evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from clearsight.accountability import names
from clearsight.accountability.differences import Difference, differences
from clearsight.accountability.figures import figures_in
from clearsight.accountability.plan import Figures
from clearsight.accountability.record import Record
from clearsight.accountability.sayings import naming, sentence
from clearsight.accountability.spoken import spoken
from clearsight.accountability.things import (
    Action,
    Claim,
    Clause,
    Commitment,
    Finding,
    Materiality,
    Post,
    Promised,
    Reply,
    Sameness,
    Source,
    Statement,
)
from clearsight.public.closed import Closed, Taken

LONGEST = 60
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip


def day_words(day: date | None) -> str:
    """Return a day as `4 March 2026`, in the same words on every machine."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else "not known"


def moment_words(at: str) -> str:
    """Return the day of a moment in ISO 8601, in words; blank stays blank."""
    return day_words(date.fromisoformat(at[:10])) if at else ""


@dataclass(frozen=True)
class Quote:
    """A statement as a page shows it. `href` leads to it on its source's page."""

    id: str
    words: str
    speaker: str
    role: str
    manner: str
    medium: str
    audience: str
    made: str
    source: str
    href: str
    published: str


@dataclass(frozen=True)
class Answer:
    """A reply, by the right of reply: whose, in what words, and when."""

    id: str
    by: str
    words: str
    on: str


@dataclass(frozen=True)
class Shown:
    """A claim with all that belongs beside it."""

    id: str
    anchor: str
    sentence: str
    quotes: tuple[Quote, ...]
    replies: tuple[Answer, ...]
    beside: tuple[Difference, ...]
    entered_by: str
    entered_on: str
    is_corrected: bool


@dataclass(frozen=True)
class Site:
    """What is published, for which day, and by whom. `number`: of which release."""

    closed: Closed
    as_at: date
    at: datetime
    first: str
    second: str
    number: int = 1
    head: str = ""
    upto: int = 0
    taken: tuple[Taken, ...] = ()
    reply_to: str = ""

    @property
    def record(self) -> Record:
        """Return the record that may be published."""
        return self.closed.record

    @property
    def is_draft(self) -> bool:
        """Say whether nobody has released it."""
        return not self.first

    @cached_property
    def figures(self) -> Figures:
        """Return what the verdict on movement needs, of what may be published."""
        return figures_in(self.record)

    @cached_property
    def places(self) -> dict[str, str]:
        """Return the page of each post, promise and source, by id."""
        found: dict[str, str] = {}
        listed = (
            *(("post", p.id) for p in self.record.things(Post)),
            *(("promise", c.id) for c in self.record.things(Commitment)),
            *(("source", s.id) for s in self.record.things(Source)),
        )
        for prefix, name in listed:
            own = names.slug(name.partition(":")[2] or name)[:LONGEST]
            place = f"{prefix}-{own}.html"
            if not own or place in found.values():
                place = f"{prefix}-{own}-{names.digest(name)}.html"
            found[name] = place
        return found

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Return the titles of the sources, in the order in which they came."""
        return tuple(s.title for s in self.record.things(Source))

    def name(self, thing: str) -> str:
        """Return what to call anything by its id; what has no name stays as it is."""
        found = self.record.get(thing)
        match found:
            case Finding():
                return f"“{found.words}”"
            case Clause():
                return f"{found.number} {found.words}".strip()
            case Action():
                return found.title
            case Statement():
                return f"“{found.anchor.exact}”"
            case Claim():
                return sentence(found.says, self.name)
        return naming(self.record)(thing)

    def href(self, thing: str) -> str:
        """Return where a thing is shown, blank where it has no place of its own."""
        if thing in self.places:
            return self.places[thing]
        found = self.record.get(thing)
        if isinstance(found, Statement):
            return f"{self.places.get(found.source, '')}#{anchor(thing)}"
        if isinstance(found, Claim):
            return f"claims.html#{anchor(thing)}"
        if isinstance(found, Finding | Clause):
            return f"scrutiny.html#{anchor(thing)}"
        return f"plan.html#{anchor(thing)}" if isinstance(found, Action) else ""

    def quote(self, statement: Statement) -> Quote:
        """Return a statement as a page shows it."""
        source = self.record.must(statement.source, Source)
        said_by = self.name(statement.speaker) if statement.speaker else ""
        return Quote(
            id=statement.id,
            words=statement.anchor.exact,
            speaker=said_by or statement.speaker_words,
            role=statement.role,
            manner=statement.manner,
            medium=statement.medium,
            audience=statement.audience,
            made=spoken(statement.made) if statement.made else "",
            source=source.title,
            href=self.href(statement.id),
            published=spoken(source.published) if source.published else "",
        )

    def quotes(self, ids: Iterable[str]) -> tuple[Quote, ...]:
        """Return the statements among ids, and those that claims among them rest on."""
        found: dict[str, Quote] = {}
        for name in ids:
            thing = self.record.get(name)
            rests = thing.rests_on if isinstance(thing, Claim) else (name,)
            for one in rests:
                told = self.record.get(one)
                if isinstance(told, Statement):
                    found.setdefault(one, self.quote(told))
        return tuple(found.values())

    def replies(self, about: str) -> tuple[Answer, ...]:
        """Return what those spoken of say about a thing."""
        return tuple(
            Answer(r.id, self.name(r.by), r.words, spoken(r.on) if r.on else "")
            for r in self.record.things(Reply)
            if r.about == about
        )

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Return what does not go together, or stands on one source alone."""
        named = {
            e.thing.id: told
            for e in self.record.entries
            if (told := naming(self.record)(e.thing.id)) != e.thing.id
        }
        return tuple(
            differences(
                self.record.things(Claim),
                self.record.things(Statement),
                [*self.record.things(Materiality), *self.record.things(Sameness)],
                names=named,
            )
        )

    @cached_property
    def claims(self) -> dict[str, Shown]:
        """Return every claim with what belongs beside it, by id."""
        return {c.id: self._shown(c) for c in self.record.things(Claim)}

    def claimed(self, ids: Iterable[str]) -> tuple[Shown, ...]:
        """Return the claims among ids."""
        return tuple(self.claims[i] for i in dict.fromkeys(ids) if i in self.claims)

    def _shown(self, claim: Claim) -> Shown:
        entry = self.record.entry(claim.id)
        replies = [*self.replies(claim.id)]
        for name in claim.rests_on:
            replies += self.replies(name)
        return Shown(
            id=claim.id,
            anchor=anchor(claim.id),
            sentence=sentence(claim.says, self.name),
            quotes=self.quotes(claim.rests_on),
            replies=tuple(replies),
            beside=tuple(
                d
                for d in self.differences
                if claim.id in d.claims and d.kind != "one source alone"
            ),
            entered_by=entry.by,
            entered_on=moment_words(entry.at),
            is_corrected=len(self.record.history(claim.id)) > 1,
        )


def anchor(name: str) -> str:
    """Return an id of a thing as a place in a page."""
    return f"{names.slug(name)[:LONGEST]}-{names.digest(name)[:6]}"


def dated(claim: Claim) -> str:
    """Return the date or the window that a claim gives, in EDTF."""
    says = claim.says
    return says.window if isinstance(says, Promised) else says.date
