"""The council's own extract tells the truth, whole, as a council would hand it over."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from clearsight.files.manifest import ReadFile
from clearsight.madeup import AS_AT, make, make_beyond, places
from clearsight.madeup.beyond import complaints, own_true
from clearsight.madeup.council import children as live
from clearsight.madeup.rates import rates
from clearsight.madeup.true import Child, Placement
from clearsight.madeup.world import World, world
from clearsight.returns.folder import read_paths

SIZE = {"children": 150, "months": 24, "seed": 3, "council": "Tameside"}
SET_AHEAD = {"supv_next_supervision_date", "cmpl_response_due_date"}
SET_AHEAD |= {"ctrc_contract_end_date", "staf_newly_qualified_to_date"}
SET_AHEAD |= {"plap_expiry_date"}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a council up, with its own extract beside its returns."""
    made = tmp_path_factory.mktemp("own")
    make(made, **SIZE)
    make_beyond(made, **SIZE)
    return made


@pytest.fixture(scope="module")
def files(out: Path) -> list[ReadFile]:
    """Read the extract."""
    (folder,) = (out / "returns" / "beyond").glob("own_*")
    return read_paths([folder], council="Tameside")


@pytest.fixture(scope="module")
def here() -> World:
    """Give the world that it lives in."""
    named = (SIZE["children"], SIZE["seed"], SIZE["council"])
    return world(AS_AT, SIZE["months"], *named, rates(SIZE["council"]))


@pytest.fixture(scope="module")
def children(here: World) -> list[Child]:
    """Give its children."""
    return live(here)


def _table(out: Path, name: str) -> list[dict[str, str]]:
    (path,) = (out / "returns" / "beyond").glob(f"own_*/{name}.csv")
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _truth(out: Path, name: str) -> list[dict[str, str]]:
    with (out / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_it_is_read_without_a_question(files: list[ReadFile]) -> None:
    assert {f.taken_for for f in files} == {"oversight", "staff"}
    assert [(f.name, p) for f in files for p in f.problems] == []
    assert {f.extract_date for f in files} == {AS_AT}


def test_nothing_has_happened_after_the_day(files: list[ReadFile]) -> None:
    for part in (p for f in files for p in f.parts):
        days = [c for c, t in part.frame.schema.items() if t == pl.Date]
        for column in set(days) - SET_AHEAD:
            last = part.frame[column].max()
            assert last is None or last <= AS_AT, (part.table, column)


def test_it_tells_of_supervision_and_decisions_as_the_truth_does(out: Path) -> None:
    true = Counter((r["child"], r["on"], r["kind"]) for r in _truth(out, "supervision"))
    told = Counter(
        (r["supv_person_id"], r["supv_supervision_date"], "supervision")
        for r in _table(out, "supervision")
    )
    told.update(
        (r["mdec_person_id"], r["mdec_decision_date"], "decision")
        for r in _table(out, "decisions")
    )
    assert told == true


def test_it_tells_of_returns_notices_and_complaints_as_the_truth_does(
    out: Path,
) -> None:
    back = {(r["child"], r["returned_on"]) for r in _truth(out, "return_interviews")}
    assert {
        (r["rhin_person_id"], r["rhin_missing_end_date"])
        for r in _table(out, "return_interviews")
    } == {one for one in back if one[1]}
    outside = [r for r in _truth(out, "far_placements") if r["is_in_area"] == "no"]
    assert outside
    assert Counter(
        (r["plnt_person_id"], r["plnt_placement_start_date"], r["plnt_notice_date"])
        for r in _table(out, "placement_notices")
    ) == Counter((r["child"], r["starts_on"], r["host_told_on"]) for r in outside)
    about_children = [r for r in _table(out, "complaints") if r["cmpl_person_id"]]
    assert {
        (r["cmpl_person_id"], r["cmpl_received_date"], r["cmpl_response_date"])
        for r in about_children
    } == {(r["child"], r["on"], r["answered_on"]) for r in _truth(out, "complaints")}


def test_all_that_measures_tell_apart_happens(
    here: World, children: list[Child]
) -> None:
    decided = [d for c in children for d in own_true.decisions(here, c)]
    waits = {d.on and (d.on > d.referred_on) for d in decided}
    assert waits == {None, False, True}
    told = complaints.stages(here, children)
    first = [one for one in told if one.stage == "1"]
    assert {one.is_extended for one in first} == {True, False}
    assert any(one.answered_on == one.due_on for one in first)
    assert any(one.answered_on and one.answered_on > one.due_on for one in first)
    assert any(one.closed_on and one.closed_on > one.due_on for one in first)
    assert any(one.closed_on and one.closed_on <= one.due_on for one in first)
    assert {"1", "2", "3"} <= {one.stage for one in told}
    asked = [a for c in children for a in own_true.applications(here, c)]
    assert {(bool(a.offered_on), bool(a.excepted_on)) for a in asked} == {
        (True, False), (False, True), (False, False),
    }  # fmt: skip


def test_postcodes_lie_as_far_apart_as_placements_are(children: list[Child]) -> None:
    table = places.located(children)
    known, wanted = 0, 0
    for care in (care for child in children for care in child.cares):
        for home in care.placements:
            wanted += bool(home.postcode)
            if care.home_postcode in table and home.postcode in table:
                (x, y), (e, n) = table[care.home_postcode], table[home.postcode]
                metres = ((x - e) ** 2 + (y - n) ** 2) ** 0.5
                assert round(metres / 1609.344, 1) == home.miles
                known += 1
    assert 0.7 * wanted < known < wanted


def test_one_postcode_for_two_distances_is_left_out(children: list[Child]) -> None:
    child = next(c for c in children if len(c.cares[:1]) and c.cares[0].placements)
    care = child.cares[0]
    first = replace(care.placements[0], postcode="ZZ99 1AA", miles=4)
    second = replace(first, miles=9)

    def found(*homes: Placement) -> set[str]:
        lived = replace(care, home_postcode="ZZ99 2BB", placements=list(homes))
        referral = replace(child.referrals[0], cares=[lived])
        return set(places.located([replace(child, referrals=[referral])]))

    assert found(first) == found(second) == {"ZZ99 1AA", "ZZ99 2BB"}
    assert found(first, second) == {"ZZ99 2BB"}


def test_a_council_is_no_host_of_its_own(children: list[Child]) -> None:
    homes = [h for c in children for care in c.cares for h in care.placements]
    hosts = {places.host(h) for h in homes if not h.is_in_area}
    assert hosts & set(places.ADJOINING)
    assert hosts & set(places.FURTHER)
    for name in hosts:
        assert name not in {places.host(h, name) for h in homes}
    assert {places.host(h) for h in homes if h.is_in_area} == {""}
