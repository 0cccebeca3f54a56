"""Payloads of several bodies and days come to the state that the API would hold."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearsight.files.source import Source
from clearsight.report.run import files_known
from clearsight.returns.cscapi import delta as d
from clearsight.returns.cscapi.record import to_record
from clearsight.returns.cscapi.state import standing
from clearsight.returns.cscapi.write import payload
from clearsight.returns.folder import read_paths, read_source

MANY = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
few = st.sampled_from(["a", "b", "c"])
days = st.sampled_from(["2025-01-01", "2025-02-01", "2025-03-01"])


def maybe(**fields):
    return st.fixed_dictionaries({}, optional=fields).filter(bool)


def listed(row_id, **fields):
    item = st.fixed_dictionaries({row_id: few}, optional=fields)
    return st.lists(item, min_size=1, max_size=2, unique_by=lambda i: i[row_id])


episode = {
    "referral_date": days,
    "closure_date": days,
    "referral_no_further_action_flag": st.booleans(),
    "care_worker_details": st.lists(
        maybe(worker_id=few, start_date=days), min_size=1, max_size=2
    ),
    "child_and_family_assessments": listed(
        "child_and_family_assessment_id", start_date=days,
        factors=st.sampled_from([["1A"], ["1A", "2B"]]),
    ),
    "child_protection_plans": listed(
        "child_protection_plan_id", start_date=days, end_date=days
    ),
    "adoption": maybe(initial_decision_date=days, matched_date=days),
    "care_leavers": maybe(contact_date=days),
}  # fmt: skip
child = st.fixed_dictionaries(
    {"la_child_id": few},
    optional={
        "mis_child_id": few,
        "child_details": maybe(
            date_of_birth=days, sex=st.sampled_from("MF"), disabilities=st.just(["LD"])
        ),
        "health_and_wellbeing": st.fixed_dictionaries(
            {
                "sdq_assessments": st.lists(
                    maybe(date=days, score=st.integers(0, 9)), min_size=1, max_size=2
                )
            }
        ),
        "social_care_episodes": listed("social_care_episode_id", **episode),
    },
)
payloads = st.lists(child, max_size=3, unique_by=lambda c: c["la_child_id"])


def read(children, day, turn=0):
    name = f"{day.isoformat()}-{turn}.json"
    # The same bytes are one file; a blank at the end makes them another.
    text = json.dumps(children) + " " * day.day
    file = read_source(Source(name, text.encode()))
    file.council, file.extract_date = "X", day
    return file


def sorted_out(value):
    if isinstance(value, dict):
        return {k: sorted_out(v) for k, v in sorted(value.items())}
    if isinstance(value, list):
        return sorted((sorted_out(v) for v in value), key=json.dumps)
    return value


def held(files):
    children, problems = payload(standing(files))
    assert not problems
    return sorted_out(children)


@MANY
@given(versions=st.lists(payloads.filter(bool), min_size=2, max_size=3))
def test_a_payload_and_the_changes_of_each_day_come_to_the_last(versions):
    files = [read(versions[0], date(2026, 3, 1))]
    for n, (before, now) in enumerate(pairwise(versions)):
        turns = d.delta(before, now)
        files += [
            read(turn, date(2026, 3, 2 + n), place)
            for place, turn in enumerate(turns)
            if turn
        ]
    assert held(files[::-1]) == sorted_out(versions[-1])


@MANY
@given(sent=st.lists(payloads.filter(bool), min_size=1, max_size=3))
def test_whatever_is_sent_comes_to_what_the_receiver_holds(sent):
    files = [read(turn, date(2026, 3, 1 + n)) for n, turn in enumerate(sent)]
    assert held(files) == sorted_out(d.applied([], *sent))


def test_what_only_the_first_told_stays_and_what_is_purged_goes():
    first = [
        {"la_child_id": "1", "child_details": {"sex": "F"}, "social_care_episodes": [
            {"social_care_episode_id": "E", "referral_date": "2025-06-02",
             "child_protection_plans": [
                 {"child_protection_plan_id": "P", "start_date": "2025-07-01"},
                 {"child_protection_plan_id": "Q", "start_date": "2025-08-01"}]}]},
        {"la_child_id": "2", "social_care_episodes": [
            {"social_care_episode_id": "E", "referral_date": "2025-06-02"}]},
    ]  # fmt: skip
    second = [
        {"la_child_id": "1", "social_care_episodes": [
            {"social_care_episode_id": "E", "closure_date": "2026-03-20",
             "child_protection_plans": [
                 {"child_protection_plan_id": "P", "purge": True}]}]},
        {"la_child_id": "2", "purge": True},
    ]  # fmt: skip
    files = [read(first, date(2026, 3, 30)), read(second, date(2026, 3, 31))]
    record = to_record(files)
    assert record["child"]["sex"].to_list() == ["F"]
    referral = record["referral"].select("child", "referred_on", "closed_on", "file")
    assert referral.rows() == [
        ("1", date(2025, 6, 2), date(2026, 3, 20), files[1].file_id)
    ]
    plans = record["plan"].select("plan_key", "file", "row").rows()
    assert plans == [("Q", files[0].file_id, 1)]
    known = files_known(files, date(2026, 4, 30))
    assert known["known_on"].to_list() == [date(2026, 3, 31)] * 2
    assert known["is_newest"].all()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for n in range(3):
        ids = [{"la_child_id": f"{n}x{k}"} for k in range(100)]
        (tmp_path / f"357_2026-03-30_batch{n}.json").write_text(json.dumps(ids))
    return tmp_path


def test_the_bodies_of_one_day_belong_together(folder: Path) -> None:
    files = read_paths([folder], council="X")
    assert not any(f.aside or f.problems for f in files)
    assert to_record(files)["child"].height == 300


def test_an_item_without_its_id_is_that_of_the_last_payload():
    nameless = {"child_protection_plans": [{"start_date": "2025-07-01"}]}
    one = [{"la_child_id": "1", "social_care_episodes": [
        {"social_care_episode_id": "E", **nameless}]}]  # fmt: skip
    files = [read(one, date(2026, 3, 30)), read(one, date(2026, 3, 31))]
    assert to_record(files[:1])["plan"].height == 1
    assert to_record(files)["plan"].height == 1
