"""A made-up review for the tests of the report, the workbook and the pictures.

Every child here is made up and has a number, not a name. It builds the frames that a
review holds without reading a file; signals and worklist are the real ones.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import narwhals as nw
import polars as pl

from clearsight.clocks import CLOCKS
from clearsight.files.manifest import Part, Problem, ReadFile
from clearsight.journeys import events as ev
from clearsight.journeys.build import Journeys
from clearsight.journeys.frames import COVERAGE
from clearsight.oversight.raising import raise_signals
from clearsight.oversight.worklist import worklist
from clearsight.record import THINGS
from clearsight.report import questions
from clearsight.report.review import Review
from clearsight.settings import Settings
from records import blank_frame

AS_AT = date(2026, 3, 31)
COUNCIL = "Exampleshire"
FILE = "ab" * 8

# How many days each clock allows here, near enough for a picture.
ALLOWED = {
    "assessment_45": 63,
    "s47_to_icpc": 21,
    "rcpc": 91,
    "cp_visit": 14,
    "cla_review": 182,
    "cla_visit": 42,
    "unallocated": 1,
}
SPELLS = {
    "council": pl.String, "child": pl.String, "kind": pl.String, "spell": pl.String,
    "starts_on": pl.Date, "ended_on": pl.Date, "is_open": pl.Boolean,
    "outcome": pl.String, "detail": pl.String, "within": pl.String,
    "basis": pl.String, "confidence": pl.Int64, "known_to": pl.Date,
    "sources": pl.String, "file": pl.String, "row": pl.Int64,
}  # fmt: skip
EVENTS = {
    "council": pl.String, "child": pl.String, "on": pl.Date, "event": pl.String,
    "spell": pl.String, "within": pl.String, "detail": pl.String,
    "sources": pl.String, "file": pl.String, "row": pl.Int64,
}  # fmt: skip
CLOCK_ROWS = {
    "council": pl.String, "child": pl.String, "clock": pl.String,
    "starts_on": pl.Date, "due_on": pl.Date, "stopped_on": pl.Date,
    "standing": pl.String, "days": pl.Int64, "spell": pl.String, "step": pl.Int64,
    "limit": pl.String, "ended_on": pl.Date, "why": pl.String, "tier": pl.Int64,
    "source": pl.String, "file": pl.String, "row": pl.Int64, "counted_from": pl.Date,
}  # fmt: skip
CHILDREN = {
    "council": pl.String, "child": pl.String, "birth_on": pl.Date,
    "is_unborn": pl.Boolean,
}  # fmt: skip
ABOUT = {
    "council": pl.String, "child": pl.String, "status": pl.String, "team": pl.String,
    "worker": pl.String,
}  # fmt: skip
KNOWN = {"file": pl.String, "known_on": pl.Date, "is_newest": pl.Boolean}
NO_CONFLICT = {
    "council": pl.String, "child": pl.String, "thing": pl.String,
    "column": pl.String, "taken": pl.String, "other": pl.String,
    "taken_text": pl.String, "other_text": pl.String, "file": pl.String,
    "taken_on": pl.Date, "other_on": pl.Date, "row": pl.Int64,
}  # fmt: skip


class Maker:
    """Collect rows for one child after another."""

    def __init__(self, seed: int) -> None:
        """Begin with nothing, and with chances that repeat."""
        self.chance = random.Random(seed)
        self.spells: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        self.clocks: list[dict[str, Any]] = []
        self.children: list[dict[str, Any]] = []
        self.about: list[dict[str, Any]] = []

    def spell(
        self, child: str, kind: str, begins: date, ends: date | None, detail: str = ""
    ) -> None:
        """Add a spell, open where it has no end."""
        self.spells.append(
            {"council": COUNCIL, "child": child, "kind": kind,
             "spell": f"{kind} {begins} #{len(self.spells)}", "starts_on": begins,
             "ended_on": ends, "is_open": ends is None, "detail": detail,
             "file": FILE, "row": len(self.spells)}
        )  # fmt: skip

    def event(self, child: str, on: date | None, event: str, detail: str = "") -> None:
        """Add an event."""
        self.events.append(
            {"council": COUNCIL, "child": child, "on": on, "event": event,
             "spell": "s", "detail": detail, "file": FILE, "row": len(self.events)}
        )  # fmt: skip

    def clock(self, child: str, clock: str, due: date, standing: str) -> None:
        """Add one row of a clock."""
        self.clocks.append(
            {"council": COUNCIL, "child": child, "clock": clock, "spell": "s",
             "step": 1, "starts_on": due - timedelta(ALLOWED[clock]), "due_on": due,
             "counted_from": due - timedelta(ALLOWED[clock]),
             "standing": standing, "days": (AS_AT - due).days,
             "why": "no start date" if standing == "cannot run" else None,
             "limit": f"{ALLOWED[clock]} days",
             "tier": next(c.tier for c in CLOCKS if c.key == clock),
             "file": FILE, "row": len(self.clocks)}
        )  # fmt: skip


def _protect(make: Maker, child: str, start: date, begun: date) -> None:
    make.spell(child, ev.ENQUIRY, start + timedelta(5), begun - timedelta(4))
    make.event(child, begun, ev.CONFERENCE_HELD)
    make.spell(child, ev.PROTECTION_PLAN, begun, None, "NEG")
    for on in range(0, (AS_AT - begun).days - 20, 13):
        make.event(child, begun + timedelta(on), ev.PROTECTION_VISIT)
    for on in range(80, (AS_AT - begun).days, 170):
        make.event(child, begun + timedelta(on), ev.REVIEW_CONFERENCE)
    make.clock(
        child, "cp_visit", AS_AT - timedelta(make.chance.randint(-9, 40)), "overdue"
    )
    make.clock(child, "rcpc", AS_AT + timedelta(make.chance.randint(2, 60)), "running")


def _look_after(make: Maker, child: str, begun: date) -> None:
    make.spell(child, ev.CARE, begun, None)
    make.spell(child, ev.LEGAL_STATUS, begun, begun + timedelta(45), "V2")
    make.spell(child, ev.LEGAL_STATUS, begun + timedelta(45), None, "C2")
    make.spell(child, ev.PLACEMENT, begun, begun + timedelta(30), "U6")
    make.spell(child, ev.PLACEMENT, begun + timedelta(30), None, "U4")
    for on in range(6, (AS_AT - begun).days, 41):
        make.event(child, begun + timedelta(on), ev.CARE_VISIT)
    for on in range(20, (AS_AT - begun).days, 150):
        make.event(child, begun + timedelta(on), ev.CARE_REVIEW)
    if make.chance.random() < 0.3:
        make.spell(child, ev.MISSING, AS_AT - timedelta(30), AS_AT - timedelta(28))
    make.clock(
        child, "cla_review", AS_AT - timedelta(make.chance.randint(3, 90)), "overdue"
    )
    make.clock(child, "cla_visit", AS_AT + timedelta(8), "running")


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
        _protect(make, child, start, begun)
    if looked_after and (begun := start + timedelta(60)) < AS_AT:
        _look_after(make, child, begun)
    if number % 9 == 0:
        make.event(child, AS_AT - timedelta(21), ev.UNALLOCATED, "no worker is named")
        make.clock(child, "unallocated", AS_AT - timedelta(20), "overdue")
    if number % 4 == 0:
        make.clock(child, "s47_to_icpc", start + timedelta(21), "cannot run")
    make.clock(
        child, "assessment_45", start + timedelta(63), "met" if number % 3 else "late"
    )
    held = {"looked after": looked_after, "child protection plan": planned}
    status = "; ".join(name for name, yes in held.items() if yes)
    make.about.append(
        {"council": COUNCIL, "child": child, "status": status or "referral open",
         "team": f"Team {number % 5 + 1}",
         "worker": None if number % 9 == 0 else f"SW{number % 23 + 11}"}
    )  # fmt: skip
    born = AS_AT - timedelta(chance.randint(-60, 6500))
    make.children.append(
        {"council": COUNCIL, "child": child, "birth_on": born,
         "is_unborn": born > AS_AT}
    )  # fmt: skip


def _files() -> list[ReadFile]:
    part = Part("Episodes", pl.DataFrame({"row": [1, 2, 3]}), rows_in=4, rows_aside=1)
    stray = Problem("One row holds a stray quote.", "row 3", "Export again.", 1, 1)
    read = ReadFile(
        "returns/episodes.csv", "ab" * 32, 18234, "ssda903",
        "its headings are those of Episodes", "CSV", [part], [stray], children=3,
        council=COUNCIL, year=2026, period=(date(2023, 4, 2), AS_AT),
    )  # fmt: skip
    why = "it is a picture, not text"
    return [read, ReadFile("returns/photo.csv", "cd" * 32, 999, why=why, aside=True)]


def sample_review(children: int = 12, seed: int = 1) -> Review:
    """Return a made-up review of so many children."""
    make = Maker(seed)
    for number in range(children):
        _child(make, number)
    return review_of(make)


def _journeys(make: Maker, timeline: pl.DataFrame, born: pl.DataFrame) -> Journeys:
    spells = pl.DataFrame(make.spells, schema=SPELLS)
    nothing = nw.from_native(pl.DataFrame().lazy())
    return Journeys(
        spells=nw.from_native(spells.lazy()),
        timeline=nw.from_native(timeline.lazy()),
        coverage=nw.from_native(blank_frame(COVERAGE).lazy()),
        conflicts=nothing,
        links=nothing,
        children=nw.from_native(born.lazy()),
    )


def review_of(make: Maker) -> Review:
    """Return the review of what was made, with its signals and its worklist."""
    timeline = pl.DataFrame(make.events, schema=EVENTS)
    clocks = pl.DataFrame(make.clocks, schema=CLOCK_ROWS)
    born = pl.DataFrame(make.children, schema=CHILDREN)
    raised = raise_signals(
        lambda: nw.from_native(clocks.lazy()),
        _journeys(make, timeline, born),
        {n: nw.from_native(t.empty().lazy()) for n, t in THINGS.items()},
        nw.from_native(pl.DataFrame(schema=KNOWN).lazy()),
        definitions=CLOCKS,
        as_at=AS_AT,
        settings=Settings(),
    )
    signals = raised.collect("polars").to_native()
    files = _files()
    return Review(
        as_at=AS_AT,
        as_at_why="the reference date that the census states",
        councils=[COUNCIL],
        files=files,
        timeline=timeline,
        spells=pl.DataFrame(make.spells, schema=SPELLS),
        clocks=clocks,
        signals=signals,
        worklist=worklist(
            signals,
            born,
            pl.DataFrame(make.about, schema=ABOUT),
            as_at=AS_AT,
            youngest_first=True,
        ),
        questions=questions.gather(
            files, clocks, timeline, pl.DataFrame(schema=NO_CONFLICT), AS_AT
        ),
        children=born,
    )
