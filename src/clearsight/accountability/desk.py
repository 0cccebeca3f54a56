"""The desk: documents come in, proposals come out, people decide, the log remembers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import cast, get_args

import msgspec

from clearsight.accountability import accept as accepting
from clearsight.accountability import names
from clearsight.accountability.links import check
from clearsight.accountability.log import Draft, Entry, Log
from clearsight.accountability.proposal import Proposal
from clearsight.accountability.proposing.propose import beside, propose
from clearsight.accountability.record import Record
from clearsight.accountability.spoken import spoken
from clearsight.accountability.things import Source
from clearsight.accountability.things.sources import Access, SourceKind
from clearsight.accountability.when import when
from clearsight.documents.document import Document
from clearsight.documents.read import read_document
from clearsight.errors import InputError


class Desk:
    """Works on one log. Who acts and when are arguments of every act."""

    def __init__(self, log: Log) -> None:
        """Begin with a log, which may be empty."""
        self.log = log

    def record(self) -> Record:
        """Return the record as it stands."""
        return Record.of(self.log.entries())

    def add_source(
        self,
        content: bytes,
        name: str,
        *,
        by: str,
        at: datetime,
        keep_comments: bool = False,
        **given: str,
    ) -> tuple[Source, bool]:
        """Bring a document in; return its source, and whether it is new.

        `given` may hold `publisher`, `published` (EDTF), `title`, `kind`, `access` and
        `address`, which win over what the document states. The same bytes brought in
        again change nothing. Comments under an article are not kept unless asked for.
        """
        told = sha256(content).hexdigest()
        record = self.record()
        for source in record.things(Source):
            if source.sha256 == told:
                return source, False
        document = read_document(content, name)
        kept = content
        if document.comments and not keep_comments:
            # As it was read, headings and tables too: read from its words alone, it
            # could propose something else.
            kept = msgspec.json.encode(document)
        source = msgspec.structs.replace(
            _source(document, told, name, at, given),
            kept=self.log.keeper.keep(kept),
            comments_left_out=0 if kept is content else document.comments,
        )
        self.log.add([Draft(thing=source)], by=by, at=at)
        return source, True

    def document(self, source: Source) -> Document:
        """Return the text of a source as it was kept."""
        content = self.log.keeper.original(source.kept)
        if source.kept == source.sha256:
            return read_document(content, source.file_name)
        return msgspec.json.decode(content, type=Document)

    def proposals(self) -> list[Proposal]:
        """Return what all sources propose, beside one another, source by source.

        What was decided already is among them: `accept.decided` says which.
        """
        sources = [s for s in self.record().things(Source) if s.kept]
        of_each = [propose(self.document(source), source) for source in sources]
        return [p for own in beside(of_each) for p in own]

    def undecided(self) -> list[Proposal]:
        """Return the proposals that nobody has accepted or refused."""
        before = accepting.decided(self.record())
        return [p for p in self.proposals() if p.id not in before]

    def accept(
        self,
        ids: Sequence[str],
        *,
        by: str,
        at: datetime,
        changes: Mapping[str, str] | None = None,
    ) -> list[Entry]:
        """Take proposals into the record, all or none; ids may be cut short."""
        proposals = self.proposals()
        drafts: list[Draft] = []
        record = self.record()
        for proposal in [find(proposals, name) for name in ids]:
            new = accepting.accept(record, proposal, changes)
            drafts.extend(new)
            # The next one finds the people and posts that this one brings in.
            record = record.beside(new)
        return self.log.add(drafts, by=by, at=at)

    def refuse(
        self, ids: Sequence[str], *, by: str, at: datetime, because: str
    ) -> list[Entry]:
        """Refuse proposals, with a reason that is kept."""
        proposals, record = self.proposals(), self.record()
        drafts = [
            draft
            for name in ids
            for draft in accepting.refuse(record, find(proposals, name), because)
        ]
        return self.log.add(drafts, by=by, at=at)

    def put(self, drafts: Sequence[Draft], *, by: str, at: datetime) -> list[Entry]:
        """Put things in the record that no document proposed.

        What they name (a source, a post, a finding) must be there or come with them.
        """
        check(self.record(), drafts)
        return self.log.add(drafts, by=by, at=at)


def find(proposals: Sequence[Proposal], name: str) -> Proposal:
    """Return the proposal with this id, or the only one whose id begins so."""
    exact = [p for p in proposals if p.id == name]
    found = exact or [p for p in proposals if p.id.startswith(name)]
    if len(found) != 1:
        few = "several proposals" if found else "no proposal"
        raise InputError(
            f"There is {few} {name!r}.", do="See `clearsight record propose`."
        )
    return found[0]


def find_source(record: Record, name: str) -> Source:
    """Return the source with this id, file name or SHA-256, which may be cut short."""
    sources = record.things(Source)
    exact = [s for s in sources if name in (s.id, s.file_name, s.sha256)]
    found = exact or [
        s
        for s in sources
        if s.id.startswith(name)
        or s.id.removeprefix("source:").startswith(name)
        or s.sha256.startswith(name)
        or s.file_name.startswith(name)
    ]
    if len(found) != 1:
        few = "several sources" if found else "no source"
        raise InputError(
            f"There is {few} {name!r}.", do="See `clearsight record show sources`."
        )
    return found[0]


def _source(
    document: Document, told: str, name: str, at: datetime, given: Mapping[str, str]
) -> Source:
    published = given.get("published") or document.published
    when(published)
    publisher = given.get("publisher") or document.publisher
    kind = given.get("kind") or document.kind or "other"
    access = given.get("access") or "public"
    for what, value, choice in (
        ("kind of source", kind, get_args(SourceKind)),
        ("class of access", access, get_args(Access)),
    ):
        if value not in choice:
            raise InputError(
                f"{value!r} is no {what}.", do=f"Choose from: {', '.join(choice)}."
            )
    own = "-".join(
        x for x in (names.slug(publisher), published.replace("/", "-"), told[:6]) if x
    )
    return Source(
        id=f"source:{own}",
        title=given.get("title")
        or document.title
        or _titled(kind, publisher, published),
        kind=cast("SourceKind", kind),
        sha256=told,
        kept=told,
        file_name=name,
        publisher=publisher,
        published=published,
        received=at.date().isoformat(),
        access=cast("Access", access),
        address=given.get("address", ""),
    )


def _titled(kind: str, publisher: str, published: str) -> str:
    """Return what to call a document that has no title of its own."""
    parts = (kind.capitalize(), publisher, spoken(published) if published else "")
    return ", ".join(part for part in parts if part)
