"""The same children told by the returns, by the dataset and by the API are the same."""

from __future__ import annotations

import json
from datetime import date
from functools import cache

import polars as pl
import pytest

from clearsight.files.source import Source
from clearsight.journeys import events as e
from clearsight.journeys.coverage import LOOKED_FOR
from clearsight.record import THINGS
from clearsight.returns.cscapi.of_record import tables as as_api
from clearsight.returns.cscapi.record import to_record as from_api
from clearsight.returns.cscapi.write import payload
from clearsight.returns.folder import read_source
from clearsight.returns.ssd.record import to_record as from_ssd
from records import AS_AT, record
from together import Case, Cases

CASES = Cases()
COUNCIL = "Exampleshire"
RETURNS = {
    "child": [
        {"child": "1", "birth_on": "2019-05-01"},
        {"child": "2", "birth_on": "2015-05-01"},
        {"child": "3", "birth_on": "2012-05-01"},
        {"child": "4", "birth_on": "2018-05-01"},
        {"child": "5", "birth_on": "2016-05-01"},
    ],
    "referral": [
        {"child": "1", "referred_on": "2025-01-06", "closed_on": "2025-12-01",
         "referral_key": "r1", "closure_reason": "RC3", "is_no_further_action": False},
        {"child": "2", "referred_on": "2025-06-02", "referral_key": "r2",
         "is_no_further_action": False},
        {"child": "3", "referred_on": "2024-12-30", "referral_key": "r3",
         "is_no_further_action": False},
        {"child": "4", "referred_on": "2025-07-07", "referral_key": "r4",
         "closed_on": "2025-07-07", "is_no_further_action": True},
        {"child": "5", "referred_on": "2024-01-02", "referral_key": "r5",
         "closed_on": "2024-09-02", "is_no_further_action": False},
    ],
    "assessment": [
        {"child": "5", "starts_on": "2024-01-03", "authorised_on": "2024-01-08",
         "referral_key": "r5"},
        {"child": "1", "starts_on": "2025-01-07", "authorised_on": "2025-03-24",
         "referral_key": "r1"},
        {"child": "2", "starts_on": "2025-06-03", "referral_key": "r2"},
        {"child": "3", "starts_on": "2024-12-31", "authorised_on": "2025-01-31",
         "referral_key": "r3"},
    ],
    "enquiry": [
        {"child": "1", "starts_on": "2025-01-20", "conference_on": "2025-02-05",
         "is_conference_not_needed": False, "referral_key": "r1"},
        {"child": "2", "starts_on": "2025-06-10", "referral_key": "r2",
         "is_conference_not_needed": True},
    ],
    "plan": [
        {"child": "1", "kind": "child protection plan", "starts_on": "2025-02-05",
         "ended_on": "2025-11-03", "plan_key": "p1", "referral_key": "r1"},
        {"child": "5", "kind": "child protection plan", "starts_on": "2024-01-08",
         "ended_on": "2024-09-02", "plan_key": "p5", "referral_key": "r5"},
        {"child": "1", "kind": "CIN plan", "starts_on": "2025-11-03",
         "ended_on": "2025-12-01", "plan_key": "p2", "referral_key": "r1"},
        {"child": "2", "kind": "CIN plan", "starts_on": "2025-07-01", "plan_key": "p3",
         "referral_key": "r2"},
    ],
    "meeting": [
        {"child": "5", "kind": "review conference", "held_on": "2024-03-25",
         "plan_key": "p5"},
        {"child": "1", "kind": "review conference", "held_on": "2025-05-12",
         "plan_key": "p1"},
        {"child": "1", "kind": "review conference", "held_on": "2025-10-20",
         "plan_key": "p1"},
        {"child": "3", "kind": "looked-after review", "held_on": "2025-01-30",
         "source": "ssda903"},
        {"child": "3", "kind": "looked-after review", "held_on": "2025-05-29",
         "source": "ssda903"},
    ],
    "care_episode": [
        {"child": "3", "source": "ssda903", "starts_on": "2025-01-06",
         "start_reason": "S", "legal_status": "C2", "place": "U6",
         "ended_on": "2025-06-02", "end_reason": "X1"},
        {"child": "3", "source": "ssda903", "starts_on": "2025-06-02",
         "start_reason": "P", "legal_status": "C2", "place": "K2"},
    ],
    "missing": [
        {"child": "3", "source": "ssda903", "kind": "M", "starts_on": "2025-08-04",
         "ended_on": "2025-08-06"},
    ],
    "involvement": [
        {"child": "3", "source": "ssda903", "worker": "SW1", "role": "social worker",
         "starts_on": "2025-01-06", "ended_on": "2025-09-01"},
        {"child": "3", "source": "ssda903", "worker": "SW2", "role": "social worker",
         "starts_on": "2025-09-01"},
    ],
}  # fmt: skip
COVERED = [
    {"source": source, "shows": event, "is_latest_only": False}
    for source in ("cin", "ssda903")
    for event in LOOKED_FOR
]
# The dataset's own words for the same.
DATASET = """\
ssd_person
pers_person_id,pers_dob
1,2019-05-01
2,2015-05-01
3,2012-05-01
4,2018-05-01
5,2016-05-01

ssd_cin_episodes
cine_referral_id,cine_person_id,cine_referral_date,cine_close_date,cine_close_reason,cine_referral_nfa
R1,1,2025-01-06,2025-12-01,RC3,N
R2,2,2025-06-02,,,N
R3,3,2024-12-30,,,N
R4,4,2025-07-07,2025-07-07,,Y
R5,5,2024-01-02,2024-09-02,,N

ssd_cin_assessments
cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_auth_date
A1,1,R1,2025-01-07,2025-03-24
A2,2,R2,2025-06-03,
A3,3,R3,2024-12-31,2025-01-31
A5,5,R5,2024-01-03,2024-01-08

ssd_s47_enquiry
s47e_s47_enquiry_id,s47e_person_id,s47e_referral_id,s47e_s47_start_date,s47e_s47_nfa
S1,1,R1,2025-01-20,N
S2,2,R2,2025-06-10,Y

ssd_initial_cp_conference
icpc_icpc_id,icpc_person_id,icpc_s47_enquiry_id,icpc_icpc_date
I1,1,S1,2025-02-05

ssd_cp_plans
cppl_cp_plan_id,cppl_person_id,cppl_referral_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date
P1,1,R1,2025-02-05,2025-11-03
P5,5,R5,2024-01-08,2024-09-02

ssd_cin_plans
cinp_cin_plan_id,cinp_person_id,cinp_referral_id,cinp_cin_plan_start_date,cinp_cin_plan_end_date
P2,1,R1,2025-11-03,2025-12-01
P3,2,R2,2025-07-01,

ssd_cp_reviews
cppr_cp_review_id,cppr_person_id,cppr_cp_plan_id,cppr_cp_review_date
V1,1,P1,2025-05-12
V2,1,P1,2025-10-20
V5,5,P5,2024-03-25

ssd_cla_episodes
clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_placement_id,clae_cla_id
E1,3,2025-01-06,S,2025-06-02,X1,H1,C1
E2,3,2025-06-02,P,,,H2,C1

ssd_cla_placement
clap_cla_placement_id,clap_person_id,clap_cla_placement_type,clap_cla_placement_distance
H1,3,U6,999.9
H2,3,K2,21.5

ssd_legal_status
lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date,lega_legal_status_end_date
L1,3,C2,2025-01-06,

ssd_cla_reviews
clar_cla_review_id,clar_cla_id,clar_cla_review_date,clar_cla_review_cancelled
W1,C1,2025-01-30,N
W2,C1,2025-05-29,N

ssd_missing
miss_table_id,miss_person_id,miss_missing_episode_type,miss_missing_episode_start_date,miss_missing_episode_end_date
M1,3,Missing,2025-08-04,2025-08-06

ssd_involvements
invo_involvements_id,invo_person_id,invo_professional_id,invo_professional_role_id,invo_involvement_start_date,invo_involvement_end_date
1,3,SW1,CW,2025-01-06,2025-09-01
2,3,SW2,CW,2025-09-01,
"""
TABLES = dict(part.split("\n", 1) for part in DATASET.strip().split("\n\n"))
SPELL = ("child", "kind", "starts_on", "ended_on", "is_open", "detail", "outcome")
IN_BOTH = {
    "ssd": {
        "assessment_45", "s47_outcome", "s47_to_icpc", "rcpc", "cla_review",
    },
    "cscapi": {"assessment_45", "s47_outcome"},
}  # fmt: skip


def returned():
    return record({**RETURNS, "coverage": COVERED}, council=COUNCIL)


def whole(made):
    return {n: made.get(n, t.empty()) for n, t in THINGS.items()}


@cache
def read(text):
    file = read_source(Source("x", text.encode()))
    assert file.taken_for, file.why
    file.council = COUNCIL
    return file


def dataset(*without, **other):
    texts = {**TABLES, **other}
    return whole(from_ssd([read(t) for n, t in texts.items() if n not in without]))


def api():
    sent, problems = payload(as_api(returned(), council=COUNCIL, as_at=AS_AT))
    assert not problems
    return whole(from_api([read(json.dumps(sent))]))


def built(*records: dict[str, pl.DataFrame]) -> Case:
    """Add what these records tell together, each of its files the newest."""
    tables = {n: pl.concat([r[n] for r in records]) for n in THINGS}
    names = pl.concat([t.select("file") for t in tables.values()]).unique()
    known = names.with_columns(
        known_on=pl.lit(AS_AT), believed_to=pl.lit(AS_AT), is_newest=pl.lit(value=True)
    )
    return CASES.add(tables, known)


def spells(case: Case, *kinds: str) -> list[tuple]:
    """Return what lasted, without the source that tells of it."""
    frame = case.spells.sort("child", "kind", "starts_on", maintain_order=True)
    kept = frame.filter(pl.col("kind").is_in(kinds) if kinds else pl.lit(value=True))
    return kept.select(SPELL).rows()


def clocks(case: Case) -> set[tuple]:
    """Return how the clocks stand that run."""
    columns = ("child", "clock", "starts_on", "due_on", "stopped_on", "standing")
    rows = case.clocks.filter(pl.col("standing") != "cannot run")
    return set(rows.select(columns).rows())


RETURNED, OF_DATASET, OF_API = built(returned()), built(dataset()), built(api())
OF_ALL = built(returned(), dataset(), api())


def test_the_dataset_alone_tells_the_same_spells():
    assert spells(OF_DATASET) == spells(RETURNED)


def test_the_dataset_alone_runs_the_same_clocks():
    mine, theirs = clocks(OF_DATASET), clocks(RETURNED)
    shared = {row[1] for row in mine} & {row[1] for row in theirs}
    assert IN_BOTH["ssd"] <= shared, shared
    of_shared = [{r for r in rows if r[1] in shared} for rows in (mine, theirs)]
    assert of_shared[0] == of_shared[1]
    assert {row[5] for row in of_shared[0]} >= {"met", "late", "overdue"}


def test_the_payload_that_we_write_tells_the_same_spells_and_clocks():
    kinds = (
        e.REFERRAL, e.ASSESSMENT, e.ENQUIRY, e.CIN_PLAN, e.PROTECTION_PLAN, e.PLACEMENT,
        e.WORKER,
    )  # fmt: skip
    assert spells(OF_API, *kinds) == spells(RETURNED, *kinds)
    (care,) = spells(OF_API, e.CARE)
    # A payload holds no legal status.
    assert care[:5] == ("3", e.CARE, date(2025, 1, 6), None, True)
    assert not spells(OF_API, e.LEGAL_STATUS, e.MISSING)
    mine, other = clocks(OF_API), clocks(RETURNED)
    shared = {row[1] for row in mine} & {row[1] for row in other}
    assert IN_BOTH["cscapi"] <= shared, shared
    assert {r for r in mine if r[1] in shared} == {r for r in other if r[1] in shared}
    assert "cla_review" not in {row[1] for row in mine}


def test_told_by_all_three_each_thing_is_one():
    assert spells(OF_ALL) == spells(RETURNED)
    sources = OF_ALL.spells.filter(pl.col("kind") == e.PROTECTION_PLAN)
    assert sources["sources"].unique().to_list() == ["cin ssd cscapi"]
    assert not OF_ALL.conflicts.height
    assert clocks(OF_ALL) >= clocks(RETURNED)


WITHOUT = {
    clock: built(dataset(table))
    for table, clock in (
        ("ssd_cla_reviews", "cla_review"), ("ssd_cp_reviews", "rcpc"),
        ("ssd_initial_cp_conference", "s47_to_icpc"),
        ("ssd_cin_assessments", "assessment_45"),
    )
}  # fmt: skip


@pytest.mark.parametrize("clock", WITHOUT)
def test_a_table_that_is_not_there_says_nothing(clock):
    assert clock in {row[1] for row in clocks(OF_DATASET)}
    late = {row for row in clocks(WITHOUT[clock]) if row[1] == clock}
    assert not {row for row in late if row[5] in ("late", "overdue")}, late


ENDED = """\
s47e_s47_enquiry_id,s47e_person_id,s47e_referral_id,s47e_s47_start_date,s47e_s47_end_date,s47e_s47_nfa,s47e_s47_outcome_json
S1,1,R1,2025-01-20,2025-01-31,N,
S2,2,R2,2025-06-10,2025-06-23,Y,
S3,3,R3,2025-03-03,2025-03-17,N,"{""OUTCOME_NFA"": ""N"", ""OUTCOME_MONITOR"": ""Y""}"
S4,4,R4,2025-07-07,2025-08-08,,"{""OUTCOME_CP_CONFERENCE"": ""N""}"
S5,3,R3,2025-09-15,2025-09-19,,"{""OUTCOME_CP_CONFERENCE"": ""Y""}"
S6,2,R2,2025-09-01,,N,
"""
ENQUIRIES_ENDED = built(dataset("ssd_cp_plans", ssd_s47_enquiry=ENDED))


def test_the_end_of_an_enquiry_stops_its_clock_and_leaves_none_for_a_conference():
    """The census has no such day: there the conference alone is dated."""
    found = clocks(ENQUIRIES_ENDED)
    days = ("s47_outcome", "s47_to_icpc")
    stood = {(r[1], r[0], r[2]): (r[4], r[5]) for r in found if r[1] in days}
    outcome, conference = (
        {key[1:]: said for key, said in stood.items() if key[0] == clock}
        for clock in days
    )
    assert outcome == {
        ("1", date(2025, 1, 20)): (date(2025, 1, 31), "met"),
        ("2", date(2025, 6, 10)): (date(2025, 6, 23), "met"),
        ("3", date(2025, 3, 3)): (date(2025, 3, 17), "met"),
        ("4", date(2025, 7, 7)): (date(2025, 8, 8), "late"),
        ("3", date(2025, 9, 15)): (date(2025, 9, 19), "met"),
        ("2", date(2025, 9, 1)): (None, "overdue"),
    }
    standing = {key: said[1] for key, said in conference.items()}
    assert standing == {
        ("1", date(2025, 1, 20)): "met",
        ("2", date(2025, 6, 10)): "no longer due",
        ("3", date(2025, 3, 3)): "no longer due",
        ("4", date(2025, 7, 7)): "no longer due",
        # Asked for, and not held.
        ("3", date(2025, 9, 15)): "overdue",
        ("2", date(2025, 9, 1)): "overdue",
    }


EPISODES = TABLES["ssd_cla_episodes"].replace(
    "E2,3,2025-06-02,P,,,H2,C1",
    "E2,3,2025-06-02,P,2025-10-06,E4A,H2,C1\nE3,3,2026-01-05,S,,,H2,C2",
)
EXTRACTED_LATER = built(returned(), whole(from_ssd([read(EPISODES)])))


def test_a_later_extract_ends_what_the_return_left_open_and_begins_the_next():
    assert [row[2:5] for row in spells(EXTRACTED_LATER, e.CARE)] == [
        (date(2025, 1, 6), date(2025, 10, 6), False), (date(2026, 1, 5), None, True),
    ]  # fmt: skip


def test_a_distance_of_the_dataset_is_kept_and_a_stand_in_for_none_is_not():
    assert dataset()["care_episode"]["miles_from_home"].to_list() == [None, 21.5]
