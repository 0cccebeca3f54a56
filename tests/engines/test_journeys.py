"""Neither the order of rows nor other children change anything; no child is lost."""

from __future__ import annotations

import random
from datetime import date, timedelta

import polars as pl
from polars.testing import assert_frame_equal

from clearsight.clocks import run
from clearsight.dates import calendar
from clearsight.settings import Settings
from records import (
    Engine,
    all_frames,
    collected,
    files,
    journeys,
    raised,
    record,
)
from together import Cases

FIRST, SPAN = date(2024, 1, 1), 850
AS_AT = date(2026, 3, 31)


class Untidy:
    """An untidy record, from a seed: ties, blanks, overlaps, contradictions."""

    def __init__(self, seed: int, children: int) -> None:
        """Make the rows of every child."""
        self.pick = random.Random(seed)
        self.rows: dict[str, list[dict[str, object]]] = {"coverage": [*COVERED]}
        for number in range(children):
            self.child = str(number)
            for n in range(self.pick.randrange(3)):
                self.in_need(f"{number}.{n}")
            for _ in range(self.pick.randrange(4)):
                self.in_care()
            if self.pick.random() < 0.5:
                self.listed()
            self.add("child", "cin", birth_on=self.day())

    def day(self, blank: float = 0.15) -> str | None:
        """Pick a day, or nothing."""
        if self.pick.random() < blank:
            return None
        return (FIRST + timedelta(days=self.pick.randrange(SPAN))).isoformat()

    def any_of(self, *values: object) -> object:
        """Pick one."""
        return self.pick.choice(values)

    def add(self, table: str, source: object, **values: object) -> None:
        """Add a row about this child."""
        whose = {"child": self.child, "source": source}
        self.rows.setdefault(table, []).append({**whose, **values})

    def in_need(self, key: str) -> None:
        """Add a referral and what may follow it."""
        day, source = self.day, self.any_of("cin", "annexa")
        nested = {"referral_key": key if source == "cin" else None}
        plan = {"plan_key": key if source == "cin" else None}
        yes_or_no = self.any_of(True, False, None)
        self.add(
            "referral",
            source,
            referred_on=day(),
            closed_on=day(0.6),
            is_no_further_action=yes_or_no,
            **nested,
        )
        self.add(
            "assessment", source, starts_on=day(), authorised_on=day(0.4), **nested
        )
        self.add(
            "enquiry",
            source,
            starts_on=day(),
            conference_on=day(0.5),
            is_conference_not_needed=yes_or_no,
            ended_on=day(0.5),
            **nested,
        )
        self.add(
            "plan",
            source,
            kind="child protection plan",
            starts_on=day(),
            ended_on=day(0.5),
            category_latest=self.any_of("NEG", "EMO"),
            **nested,
            **plan,
        )
        self.add("meeting", source, kind="review conference", held_on=day(), **plan)
        self.add("visit", "annexa", kind="child protection visit", visited_on=day())
        self.add("need", "annexa", starts_on=day(), ended_on=day(0.6))

    def in_care(self) -> None:
        """Add an episode of care, a review and a worker."""
        day = self.day
        self.add(
            "care_episode",
            "ssda903",
            starts_on=day(),
            ended_on=day(0.3),
            start_reason=self.any_of(*"SLPTBU"),
            end_reason=self.any_of("X1", "X1", "E4A", None),
            legal_status=self.any_of("C1", "V2", "V4", None),
            place=self.any_of("U6", "U4", "K2"),
        )
        self.add("meeting", "ssda903", kind="looked-after review", held_on=day())
        self.add(
            "involvement",
            "ssda903",
            worker=self.any_of("SW1", "SW2"),
            starts_on=day(),
            ended_on=day(0.4),
        )

    def listed(self) -> None:
        """Add what Annex A shows of a child in care."""
        day = self.day
        self.add(
            "care_period",
            "annexa",
            starts_on=day(0),
            ended_on=day(0.6),
            placement_from=day(),
            legal_status_from=day(),
            place="U6",
        )
        self.add("visit", "annexa", kind="looked-after visit", visited_on=day())
        self.add(
            "involvement",
            "annexa",
            about="need",
            about_on=day(),
            worker=self.any_of(None, "Duty", "SW3"),
        )


COVERED = [
    {"source": s, "shows": shows, "known_from": day, "is_latest_only": s == "annexa"}
    for s, shows, day in [
        ("cin", "assessment authorised", "2024-04-01"),
        ("cin", "initial conference held", None),
        ("cin", "review conference held", "2024-04-01"),
        ("annexa", "child protection visit", None),
        ("annexa", "looked-after visit", None),
        ("ssda903", "looked-after review", "2024-04-01"),
    ]
]


def made(seed: int, children: int = 25) -> dict[str, list[dict[str, object]]]:
    """Make the rows of an untidy record."""
    return Untidy(seed, children).rows


def everything(
    tables: dict[str, pl.DataFrame], engine: Engine
) -> dict[str, pl.DataFrame]:
    """Run the whole middle of the house on one engine."""
    found = journeys(tables, engine, files())
    ran = run(
        found.timeline,
        found.coverage,
        engine.frame(calendar()),
        as_at=AS_AT,
        settings=Settings(),
    )
    ran = engine.frame(collected(ran))
    signals = collected(raised(ran, found, tables, engine))
    return {**all_frames(found), "clocks": collected(ran), "signals": signals}


def shuffled(tables: dict[str, pl.DataFrame], seed: int) -> dict[str, pl.DataFrame]:
    """Put the rows of every table in another order."""
    return {n: t.sample(fraction=1, shuffle=True, seed=seed) for n, t in tables.items()}


def several(*seeds: int) -> dict[str, pl.DataFrame]:
    """Make one record of as many councils."""
    each = [record(made(seed), council=f"Council {seed}") for seed in seeds]
    return {name: pl.concat([one[name] for one in each]) for name in each[0]}


# `test_together` holds DuckDB to every frame of these.
CASES = Cases()
for number in (1, 2, 3):
    CASES.add(made(number))


def test_the_order_of_rows_changes_nothing():
    tables = several(4, 5, 6, 7)
    first = everything(tables, Engine())
    again = everything(shuffled(tables, 4), Engine())
    for name, frame in first.items():
        assert frame.height > 0
        assert_frame_equal(frame, again[name])


def test_other_children_change_nothing():
    tables = several(8, 9)
    alone = {
        n: t.filter((pl.col("child") == "3") | pl.col("child").is_null())
        for n, t in tables.items()
    }
    with_others, by_itself = everything(tables, Engine()), everything(alone, Engine())
    for name, frame in with_others.items():
        mine = frame.filter(pl.col("child") == "3")
        assert_frame_equal(mine, by_itself[name])


def test_no_child_is_lost():
    whose = ["council", "child"]
    tables = several(10, 11)
    told = [t.select(whose) for n, t in tables.items() if n != "coverage"]
    found = everything(tables, Engine())
    assert_frame_equal(
        found["children"].select(whose).sort(whose),
        pl.concat(told).unique().sort(whose),
    )
    started = tables["referral"].filter(
        ~pl.col("is_no_further_action").fill_null(value=False)
    )
    clocked = found["clocks"].filter(pl.col("clock") == "assessment_45")
    assert started.height
    assert started.join(clocked, on=whose, how="anti").is_empty()
