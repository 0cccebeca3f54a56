"""The children of the made-up council hang together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clearsight.errors import SettingsError
from clearsight.madeup import AS_AT, council, make
from clearsight.madeup.stories import STORIES
from clearsight.madeup.true import Child
from clearsight.madeup.world import World

Read = Callable[[str], list[dict[str, str]]]


def test_no_two_children_share_a_number(many: list[Child]) -> None:
    assert len({child.number for child in many}) == 3000
    upns = [child.upn for child in many if not child.upn.startswith("UN")]
    assert len(set(upns)) == len(upns)


def test_child_is_the_same_in_a_larger_council(
    the_world: World, every_child: list[Child]
) -> None:
    more = {c.number: c for c in council.children(replace(the_world, children=350))}
    for child in every_child:
        assert [r.on for r in more[child.number].referrals] == [
            r.on for r in child.referrals
        ]


@pytest.mark.parametrize("table", ["events", "spells", "clocks", "workers"])
def test_nothing_is_dated_after_the_day(truth: Read, table: str) -> None:
    rows = truth(table)
    assert rows
    for row in rows:
        for column in ("on", "starts_on", "ended_on", "stopped_on"):
            assert row.get(column, "") <= AS_AT.isoformat()


def test_spells_end_no_earlier_than_they_start(truth: Read) -> None:
    for row in truth("spells"):
        assert row["starts_on"] <= (row["ended_on"] or "9999"), row


def test_referrals_of_a_child_do_not_overlap(every_child: list[Child]) -> None:
    for child in every_child:
        for earlier, later in zip(child.referrals, child.referrals[1:], strict=False):
            ended = earlier.on if earlier.is_nfa else earlier.closed_on
            assert ended is not None
            assert ended < later.on


def test_nothing_of_a_referral_is_outside_it(every_child: list[Child]) -> None:
    for found in (r for child in every_child for r in child.referrals):
        last = found.closed_on or AS_AT
        held: list[date | None] = [p.ended_on for p in found.plans + found.cin_plans]
        held += [e.conference_on for e in found.enquiries]
        held += [care.ended_on for care in found.cares]
        held += [found.assessment.authorised_on] if found.assessment else []
        for day in held:
            if day is None:
                assert not found.closed_on or found.enquiries
            else:
                assert found.on <= day <= last


def test_episodes_of_a_period_of_care_chain(many: list[Child]) -> None:
    periods = [care for child in many for care in child.cares]
    assert {e.start_reason for c in periods for e in c.episodes} == {"S", "L", "P", "B"}
    for care in periods:
        first, last = care.episodes[0], care.episodes[-1]
        assert (first.start_reason, first.starts_on) == ("S", care.starts_on)
        assert (last.ended_on, last.end_reason) == (care.ended_on, care.end_reason)
        for one, nxt in zip(care.episodes, care.episodes[1:], strict=False):
            assert (one.ended_on, one.end_reason) == (nxt.starts_on, "X1")
            assert nxt.start_reason != "S"
            has_moved = one.placement is not nxt.placement
            assert has_moved == (nxt.start_reason in "PB")
            assert (one.status != nxt.status) == (nxt.start_reason in "LB")


def test_every_planned_story_is_told_and_stands_as_planned(truth: Read) -> None:
    planned = truth("planned")
    assert {row["story"] for row in planned} == {story.key for story in STORIES}
    stands = {(r["child"], r["clock"], r["standing"]) for r in truth("clocks")}
    for row in planned:
        assert (row["child"], row["clock"], row["standing"]) in stands, row


def test_planned_children_are_late_only_as_planned(truth: Read) -> None:
    planned = truth("planned")
    told = {(r["child"], r["clock"]) for r in planned}
    children = {r["child"] for r in planned}
    late = ("late", "overdue")
    for row in truth("clocks"):
        if row["child"] in children and row["standing"] in late:
            assert (row["child"], row["clock"]) in told, row


def test_some_clocks_are_overdue_and_most_are_not(truth: Read) -> None:
    stands = Counter(row["standing"] for row in truth("clocks"))
    open_now = stands["overdue"] + stands["running"]
    assert 0.06 <= stands["overdue"] / open_now <= 0.15
    assert stands["met"] > 9 * stands["late"]


def test_rates_are_roughly_those_of_england(many: list[Child]) -> None:
    year = date(2025, 4, 1)
    referrals = [r for c in many for r in c.referrals if r.on >= year]
    assessed = [r for r in referrals if r.assessment]
    enquiries = [e for c in many for r in c.referrals for e in r.enquiries]
    recent = [e for e in enquiries if e.starts_on >= year]
    held = [e for e in recent if e.conference_on]
    count = len(referrals)
    assert count == pytest.approx(0.66 * 3000, rel=0.1)
    assert len(assessed) / count == pytest.approx(0.935, abs=0.03)
    assert len(recent) / count == pytest.approx(0.35, abs=0.05)
    assert len(held) / count == pytest.approx(0.12, abs=0.03)
    care = [k for c in many for k in c.cares if (k.ended_on or AS_AT) >= year]
    assert len(care) / count == pytest.approx(0.16, abs=0.03)


def test_workers_and_teams_are_codes(truth: Read) -> None:
    for row in truth("workers"):
        assert re.fullmatch(r"SW\d{4,}|Duty Tray|", row["worker"])
        assert re.fullmatch(r"Team [A-Z][a-z]+|", row["team"])


@pytest.mark.parametrize("children", [0, 800_001])
def test_sizes_that_make_no_sense_are_refused(tmp_path: Path, children: int) -> None:
    with pytest.raises(SettingsError, match="--children"):
        make(tmp_path, children=children)
    assert not list(tmp_path.iterdir())
