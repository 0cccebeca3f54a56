"""What `record show` shows: plain rows, the same for a screen and as JSON.

Each function takes the record and the day asked about, and returns a list of dicts of
plain values; the keys are the same in every row of a kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from clearsight.accountability.board import challenges, overseers
from clearsight.accountability.commitments import commitments as promises
from clearsight.accountability.differences import differences
from clearsight.accountability.figures import figures_in
from clearsight.accountability.holdings import holdings
from clearsight.accountability.plan import plan as standings
from clearsight.accountability.record import Record
from clearsight.accountability.sayings import naming, sentence
from clearsight.accountability.things import (
    Claim,
    Classing,
    Materiality,
    Person,
    Post,
    Promised,
    Sameness,
    Source,
    Statement,
    Voice,
)
from clearsight.accountability.things.sources import Access
from clearsight.accountability.voices import visible
from clearsight.accountability.voices import voices as standing_voices
from clearsight.accountability.when import when

Row = dict[str, Any]


def posts(record: Record, on: date) -> list[Row]:
    """Return who held which post on a day, in what capacity, by what evidence."""
    name = naming(record)
    found = holdings(
        record.things(Claim), record.things(Person), record.things(Post), on
    )
    statutory = {p.id: p for p in record.things(Post)}
    return [
        {
            "post": answer.title or post,
            "body": name(statutory[post].organisation) if post in statutory else "",
            "standing": answer.standing,
            "person": answer.name,
            "capacity": answer.capacity,
            "certain": answer.is_certain,
            "required_by": statutory[post].law if post in statutory else "",
            "evidence": _evidence(record, answer.evidence),
            "id": post,
        }
        for post, answers in found.items()
        for answer in answers
    ]


def commitments(record: Record, on: date) -> list[Row]:
    """Return what was promised, by whom, by when, and what became of it."""
    name = naming(record)
    return [
        {
            "promise": p.commitment.title,
            "promised_by": name(p.commitment.promised_by),
            "first_window": p.first,
            "window": p.window_now,
            "readings": list(p.readings),
            "slips": len(p.slips),
            "slipped_days": p.slipped_days,
            "standing": p.standing,
            "days_late": p.days,
            "why": p.why,
            "doubts": list(p.doubts),
            "worked_out": [w.how for w in p.windows if w.how],
            "evidence": [
                *_evidence(record, [w.claim for w in p.windows]),
                *(name(e) for e in p.evidence),
            ],
            "id": p.commitment.id,
        }
        for p in promises(record, on)
    ]


def claims(record: Record, on: date) -> list[Row]:
    """Return every claim, who says so, and what differs from it or does not follow."""
    del on
    name = naming(record)
    found = differences(
        record.things(Claim),
        record.things(Statement),
        [*record.things(Materiality), *record.things(Sameness)],
        names=_names(record),
    )
    return [
        {
            "claim": sentence(claim.says, name),
            "sources": sorted({name(s.source) for s in _resting(record, claim)}),
            "evidence": _evidence(record, [claim.id]),
            "seen_beside": [
                {
                    "kind": d.kind,
                    "claims": list(d.claims),
                    "explanation": d.explanation,
                    "words": [list(pair) for pair in d.words],
                    "material": d.material,
                }
                for d in found
                if claim.id in d.claims
            ],
            "id": claim.id,
        }
        for claim in record.things(Claim)
    ]


def sources(record: Record, on: date) -> list[Row]:
    """Return the documents that the record rests on."""
    del on
    told = record.things(Statement)
    return [
        {
            "title": s.title,
            "kind": s.kind,
            "publisher": s.publisher,
            "published": s.published,
            "access": s.access,
            "sha256": s.sha256,
            "is_kept": bool(s.kept),
            "comments_left_out": s.comments_left_out,
            "statements": sum(t.source == s.id for t in told),
            "id": s.id,
        }
        for s in record.things(Source)
    ]


def plan(record: Record, on: date) -> list[Row]:
    """Return the actions of the plan with their four verdicts, each apart."""
    held = holdings(
        record.things(Claim), record.things(Person), record.things(Post), on
    )
    return [
        {
            "action": s.action.title,
            "answers": list(s.action.answers),
            "measure": s.action.measure,
            "children": s.action.children,
            "original_due": s.original_due,
            "due_now": s.due_now,
            "slips": len(s.slips),
            "standing": s.standing.words,
            "days_late": s.standing.days,
            "done": s.verdicts.done.words,
            "evidenced": s.verdicts.evidenced.words,
            "verified": s.verdicts.verified.words,
            "moved": s.moved_words,
            "explanation": s.responsible.explanation,
            "risk": s.responsible.risk,
            "id": s.action.id,
        }
        for s in standings(record, on, holders=held, figures=figures_in(record))
    ]


def timeline(record: Record, on: date) -> list[Row]:
    """Return what is claimed to have happened or to be due by a day, earliest first."""
    del on
    name = naming(record)
    rows = [
        {
            "date": _date(claim),
            "what": sentence(claim.says, name),
            "sources": sorted({name(s.source) for s in _resting(record, claim)}),
            "id": claim.id,
        }
        for claim in record.things(Claim)
    ]
    return sorted(rows, key=lambda r: (not r["date"], _begins(r["date"]), r["id"]))


def board(record: Record, on: date) -> list[Row]:
    """Return what the board asked and what the overseers owe, and how each stands."""
    name = naming(record)
    asked = [
        {
            "what": c.challenge.words,
            "by": c.by,
            "about": name(c.challenge.about),
            "due": c.challenge.answer_due,
            "standing": c.standing.words,
            "days_late": c.standing.days,
            "answers": [a.words for a in c.answers],
            "id": c.challenge.id,
        }
        for c in challenges(record, on)
    ]
    owed = [
        {
            "what": o.clock.what,
            "by": name(o.clock.overseer),
            "about": "",
            "due": o.clock.due,
            "standing": o.standing.words,
            "days_late": o.standing.days,
            "answers": [],
            "id": o.clock.id,
        }
        for o in overseers(record, on)
    ]
    return [*asked, *owed]


def voices(record: Record, on: date, reader: Access = "council") -> list[Row]:
    """Return the voices that a class of reader may see, and how each stands.

    Who is not named for restricted papers sees none that nobody has opened to them.
    """
    name = naming(record)
    may = visible(record.things(Voice), reader, record.things(Classing))
    seen = {v.id for v in may}
    return [
        {
            "words": v.voice.words,
            "kind": v.voice.kind,
            "of": v.voice.of,
            "received": v.voice.received,
            "standing": v.words,
            "days_waiting": v.days_waiting,
            "clocks": [f"{c.stage.title}: {c.standing.words}" for c in v.clocks],
            "about": [name(a) for a in v.voice.about],
            "id": v.voice.id,
        }
        for v in standing_voices(record, on)
        if v.voice.id in seen
    ]


SHOWN: Mapping[str, Callable[[Record, date], list[Row]]] = {
    "posts": posts,
    "commitments": commitments,
    "claims": claims,
    "sources": sources,
    "plan": plan,
    "timeline": timeline,
    "board": board,
    "voices": voices,
}


def latest(record: Record) -> date:
    """Return the last day that the record can speak of: its latest entry's."""
    return max(
        (date.fromisoformat(e.at[:10]) for e in record.entries if e.at),
        default=date.min,
    )


def _date(claim: Claim) -> str:
    says = claim.says
    return says.window if isinstance(says, Promised) else says.date


def _begins(edtf: str) -> date:
    """Return the day to sort by: "no later than July" stands at the end of July."""
    meant = when(edtf)
    return meant.last if meant.is_open_start else meant.first


def _resting(record: Record, claim: Claim) -> list[Statement]:
    found = (record.get(name) for name in claim.rests_on)
    return [s for s in found if isinstance(s, Statement)]


def _evidence(record: Record, ids: Iterable[str]) -> list[str]:
    """Return the words that claims rest on, each with its source."""
    name = naming(record)
    found = [record.get(one) for one in ids]
    told = dict.fromkeys(
        f"“{s.anchor.exact}” ({name(s.source)})"
        for claim in found
        if isinstance(claim, Claim)
        for s in _resting(record, claim)
    )
    return list(told)


def _names(record: Record) -> dict[str, str]:
    name = naming(record)
    ids = {entry.thing.id for entry in record.entries}
    return {i: name(i) for i in ids if name(i) != i}
