"""A made-up review for the tests of the report, the workbook, the pictures and the CLI.

Every child here is made up and has a number, not a name. Loaded by the fixture
`sample_review`; it builds the frames a review holds without running one.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import polars as pl

from clearsight.files.manifest import Part, Problem, ReadFile
from clearsight.journeys import events as ev

AS_AT = date(2026, 3, 31)
COUNCIL = "Exampleshire"
FILE = "ab" * 8

CLOCKS = {
    "assessment_45": (ev.REFERRAL, 63, "The assessment has run past 45 working days"),
    "s47_to_icpc": (ev.ENQUIRY, 21, "The conference should have been held by now"),
    "rcpc": (ev.PROTECTION_PLAN, 91, "The review conference is overdue"),
    "cp_visit": (ev.PROTECTION_PLAN, 14, "Nobody has visited this child on a plan"),
    "cla_review": (ev.CARE, 182, "The statutory review is overdue"),
    "cla_visit": (ev.PLACEMENT, 42, "The statutory visit is overdue"),
    "unallocated": (ev.REFERRAL, 1, "This child is open to us and has no named worker"),
}
TIERS = {"s47_to_icpc": 0, "cp_visit": 0, "unallocated": 0}


@dataclass
class SampleReview:
    """The same fields as a review has."""

    spells: pl.DataFrame
    timeline: pl.DataFrame
    clocks: pl.DataFrame
    signals: pl.DataFrame
    worklist: pl.DataFrame
    questions: pl.DataFrame
    files: list[ReadFile]
    as_at: date = AS_AT
    as_at_why: str = "the reference date that the census states"
    councils: list[str] = field(default_factory=lambda: [COUNCIL])
    version: str = "0.1.0"


SPELLS = {
    "council": pl.String, "child": pl.String, "kind": pl.String, "spell": pl.String,
    "starts_on": pl.Date, "ended_on": pl.Date, "is_open": pl.Boolean, "outcome": pl.String,
    "detail": pl.String, "within": pl.String, "basis": pl.String, "confidence": pl.Int64,
    "known_to": pl.Date, "sources": pl.String, "file": pl.String, "row": pl.Int64,
}  # fmt: skip
EVENTS = {
    "council": pl.String, "child": pl.String, "on": pl.Date, "event": pl.String,
    "spell": pl.String, "within": pl.String, "detail": pl.String, "sources": pl.String,
    "file": pl.String, "row": pl.Int64,
}  # fmt: skip
CLOCK_ROWS = {
    "council": pl.String, "child": pl.String, "clock": pl.String, "starts_on": pl.Date,
    "due_on": pl.Date, "stopped_on": pl.Date, "standing": pl.String, "days": pl.Int64,
    "spell": pl.String, "step": pl.Int64, "limit": pl.String, "ended_on": pl.Date,
    "why": pl.String, "tier": pl.Int64, "source": pl.String, "file": pl.String,
    "row": pl.Int64,
}  # fmt: skip
SIGNALS = {
    "council": pl.String, "child": pl.String, "signal": pl.String, "tier": pl.Int64,
    "since": pl.Date, "because": pl.String, "clock": pl.String, "due_on": pl.Date,
    "days": pl.Int64,
}  # fmt: skip
WORKLIST = {
    "place": pl.Int64, "council": pl.String, "child": pl.String, "age": pl.Int64,
    "tier": pl.Int64, "because": pl.String, "signals": pl.List(pl.String),
    "status": pl.String, "team": pl.String, "worker": pl.String, "oldest_due_on": pl.Date,
    "order_why": pl.String,
}  # fmt: skip
QUESTIONS = {
    "council": pl.String, "child": pl.String, "about": pl.String, "where": pl.String,
    "what": pl.String, "do": pl.String, "rows": pl.Int64,
}  # fmt: skip


class Maker:
    """Collect rows for one child after another."""

    def __init__(self, seed: int) -> None:
        """Begin with nothing, and with chances that repeat."""
        self.chance = random.Random(seed)  # noqa: S311 (not for secrets)
        self.spells: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        self.clocks: list[dict[str, Any]] = []
        self.signals: list[dict[str, Any]] = []
        self.worklist: list[dict[str, Any]] = []

    def spell(
        self, child: str, kind: str, begins: date, ends: date | None, detail: str = ""
    ) -> str:
        """Add a spell and return its id."""
        name = f"{child}-{kind}-{len(self.spells)}"
        self.spells.append(
            {"council": COUNCIL, "child": child, "kind": kind, "spell": name,
             "starts_on": begins, "ended_on": ends, "is_open": ends is None,
             "detail": detail, "known_to": AS_AT, "file": FILE, "row": len(self.spells)}
        )  # fmt: skip
        self.event(child, begins, f"{kind} started", detail)
        return name

    def event(self, child: str, on: date | None, event: str, detail: str = "") -> None:
        """Add an event."""
        self.events.append(
            {"council": COUNCIL, "child": child, "on": on, "event": event,
             "detail": detail, "file": FILE, "row": len(self.events)}
        )  # fmt: skip

    def clock(self, child: str, clock: str, due: date, standing: str) -> None:
        """Add one row of a clock, and what it says on the worklist where it is overdue."""
        days = (AS_AT - due).days
        self.clocks.append(
            {"council": COUNCIL, "child": child, "clock": clock,
             "starts_on": due - timedelta(CLOCKS[clock][1]), "due_on": due,
             "standing": standing, "days": days, "tier": TIERS.get(clock, 1)}
        )  # fmt: skip
        soon = standing == "running" and days > -14
        if standing == "overdue" or soon:
            said = f"due on {due:%d %B %Y}, {abs(days)} days {'ago' if days > 0 else 'away'}."
            self.signals.append(
                {"council": COUNCIL, "child": child, "since": due, "clock": clock,
                 "signal": "S02" if soon else "S01", "due_on": due, "days": days,
                 "tier": 3 if soon else TIERS.get(clock, 1),
                 "because": f"{CLOCKS[clock][2]}: {said}"}
            )  # fmt: skip


def _child(make: Maker, number: int) -> None:
    chance, child = make.chance, f"{100000 + number * 7}"
    start = AS_AT - timedelta(chance.randint(40, 900))
    looked_after, planned = chance.random() < 0.4, chance.random() < 0.6
    make.event(child, start - timedelta(1), ev.CONTACT_RECEIVED)
    make.spell(child, ev.REFERRAL, start, None)
    worked = start + timedelta(2)
    for turn in range(chance.randint(1, 4)):
        left = worked + timedelta(chance.randint(60, 300))
        done = left < AS_AT and turn < 3
        make.spell(child, ev.WORKER, worked, left if done else None, f"SW{turn + 11}")
        if not done:
            break
        worked = left
    done = start + timedelta(chance.randint(20, 70))
    make.spell(
        child, ev.ASSESSMENT, start + timedelta(1), done if done < AS_AT else None
    )
    if planned and (begun := start + timedelta(35)) < AS_AT:
        make.spell(child, ev.ENQUIRY, start + timedelta(5), begun - timedelta(4))
        make.event(child, begun, ev.CONFERENCE_HELD)
        make.spell(child, ev.PROTECTION_PLAN, begun, None, "NEG")
        for on in range(0, (AS_AT - begun).days - 20, 13):
            make.event(child, begun + timedelta(on), ev.PROTECTION_VISIT)
        for on in range(80, (AS_AT - begun).days, 170):
            make.event(child, begun + timedelta(on), ev.REVIEW_CONFERENCE)
        make.clock(
            child, "cp_visit", AS_AT - timedelta(chance.randint(-9, 40)), "overdue"
        )
        make.clock(child, "rcpc", AS_AT + timedelta(chance.randint(2, 60)), "running")
    if looked_after and (begun := start + timedelta(60)) < AS_AT:
        make.spell(child, ev.CARE, begun, None)
        make.spell(child, ev.LEGAL_STATUS, begun, begun + timedelta(45), "V2")
        make.spell(child, ev.LEGAL_STATUS, begun + timedelta(45), None, "C2")
        make.spell(child, ev.PLACEMENT, begun, begun + timedelta(30), "U6")
        make.spell(child, ev.PLACEMENT, begun + timedelta(30), None, "U4")
        for on in range(6, (AS_AT - begun).days, 41):
            make.event(child, begun + timedelta(on), ev.CARE_VISIT)
        for on in range(20, (AS_AT - begun).days, 150):
            make.event(child, begun + timedelta(on), ev.CARE_REVIEW)
        if chance.random() < 0.3:
            make.spell(child, ev.MISSING, AS_AT - timedelta(30), AS_AT - timedelta(28))
        make.clock(
            child, "cla_review", AS_AT - timedelta(chance.randint(3, 90)), "overdue"
        )
        make.clock(child, "cla_visit", AS_AT + timedelta(8), "running")
    if number % 9 == 0:
        make.clock(child, "unallocated", AS_AT - timedelta(20), "overdue")
    make.clock(
        child, "assessment_45", start + timedelta(63), "met" if number % 3 else "late"
    )
    status = [
        w
        for w, yes in (
            ("looked after", looked_after),
            ("child protection plan", planned),
        )
        if yes
    ]
    make.worklist.append(
        {"council": COUNCIL, "child": child, "age": chance.choice([None, *range(18)]),
         "status": "; ".join(status) or "open referral", "team": f"Team {number % 5 + 1}",
         "worker": None if number % 9 == 0 else f"SW{number % 23 + 11}"}
    )  # fmt: skip


def _worklist(make: Maker) -> pl.DataFrame:
    signals = pl.DataFrame(make.signals, schema=SIGNALS)
    told = (
        signals.sort("tier", "due_on")
        .group_by("child", maintain_order=True)
        .agg(
            pl.col("tier").min(),
            pl.col("because").str.join("\n"),
            pl.col("signal").unique(maintain_order=True).alias("signals"),
            pl.col("due_on").min().alias("oldest_due_on"),
        )
    )
    schema = {
        k: WORKLIST[k] for k in ("council", "child", "age", "status", "team", "worker")
    }
    return (
        pl.DataFrame(make.worklist, schema=schema)
        .join(told, on="child")
        .sort("tier", "oldest_due_on")
        .with_row_index("place", 1)
        .with_columns(order_why=pl.lit("tier, then how late as a share of the limit"))
        .select(pl.col(name).cast(kind) for name, kind in WORKLIST.items())
    )


def _questions(many: int) -> pl.DataFrame:
    rows = [
        {"council": COUNCIL, "child": f"{100000 + i * 7}", "about": "clock cla_visit",
         "where": f"episodes.csv, row {i + 2}", "rows": 1,
         "what": "No date in the data could stop this clock.",
         "do": "Bring in Annex A List 8, which holds the latest visit."}
        for i in range(many)
    ]  # fmt: skip
    rows.append(
        {"council": COUNCIL, "about": "dates", "where": "header.csv, column DOB", "rows": 10000,
         "child": None, "what": "10,000 dates could not be read as days.",
         "do": "Export the column again as dd/mm/yyyy."}
    )  # fmt: skip
    return pl.DataFrame(rows, schema=QUESTIONS)


def _files() -> list[ReadFile]:
    part = Part("Episodes", pl.DataFrame({"row": [1, 2, 3]}), rows_in=4, rows_aside=1)
    read = ReadFile(
        "returns/episodes.csv", "ab" * 32, 18234, "ssda903", "its headings are those of Episodes",
        "2025/26", [part], [Problem("One row holds a stray quote.", "row 3", "Export again.", 1, 1)],
        children=3, council=COUNCIL, year=2026, period=(date(2023, 4, 2), AS_AT),
    )  # fmt: skip
    aside = ReadFile(
        "returns/photo.csv", "cd" * 32, 999, "", "it is a picture, not text", aside=True
    )
    return [read, aside]


def sample_review(children: int = 12, seed: int = 1) -> SampleReview:
    """Return a made-up review of so many children."""
    make = Maker(seed)
    for number in range(children):
        _child(make, number)
    return SampleReview(
        pl.DataFrame(make.spells, schema=SPELLS),
        pl.DataFrame(make.events, schema=EVENTS),
        pl.DataFrame(make.clocks, schema=CLOCK_ROWS),
        pl.DataFrame(make.signals, schema=SIGNALS),
        _worklist(make),
        _questions(children),
        _files(),
    )
