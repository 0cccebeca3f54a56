"""The Standard Safeguarding Dataset: its tables, its faults, and the record of them."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearsight.files.source import Source
from clearsight.journeys.events import EVENTS
from clearsight.record import THINGS
from clearsight.returns.cscapi.coverage import SHOWS as OF_API
from clearsight.returns.cscapi.shape import TABLES as API_TABLES
from clearsight.returns.folder import read_source
from clearsight.returns.ssd.coverage import (
    ALONE,
    ANSWERED,
    DENTAL,
    HEALTH,
    IN_ROW,
    LATEST,
    SHOWS,
)
from clearsight.returns.ssd.record import to_record
from clearsight.returns.ssd.shape import TABLES

# Never filled, or private beyond what anything here needs.
NOT_READ_TABLES = {
    "ssd_send", "ssd_ehcp_requests", "ssd_ehcp_assessment", "ssd_ehcp_named_plan",
    "ssd_ehcp_active_plans", "ssd_sen_need", "ssd_voice_of_child", "ssd_s251_finance",
}  # fmt: skip
NOT_READ = {
    "pers_forename", "pers_surname", "pers_nationality", "pers_common_child_id",
    "pers_single_unique_id", "addr_address_json", "prof_professional_name",
    "clac_cla_conviction_offence", "prep_court_reference",
}  # fmt: skip


def file(text, day=None):
    found = read_source(Source("x.csv", text.encode()))
    found.council, found.extract_date = "X", day
    return found


def record(*texts):
    made = to_record([file(text) for text in texts])
    for name, frame in made.items():
        assert dict(frame.schema) == THINGS[name].schema(), name
    return made


def test_the_tables_are_those_of_the_published_list(shared):
    with (shared / "spec/ssd-fields.csv").open(encoding="utf-8") as handle:
        listed = {
            (row["table"], row["field"])
            for row in csv.DictReader(handle)
            if row["table"] not in NOT_READ_TABLES and row["field"] not in NOT_READ
        }
    assert {(t, f) for t, table in TABLES.items() for f in table.fields} == listed


@pytest.mark.parametrize("name", TABLES)
def test_each_table_is_known_by_its_columns_in_any_case(name):
    found = file(",".join(c.upper() for c in TABLES[name].fields) + "\n1,1\n")
    assert found.parts[0].table == name
    assert found.taken_for == "ssd" or name in found.why


def test_texts_that_stand_for_nothing_are_blank_and_kept_as_submitted():
    found = file(
        "pers_person_id,pers_dob,pers_sex,pers_upn\n"
        "1,2015-09-28 00:00:00.000,NULL,PLACEHOLDER_DATA\n"
    )
    row = found.parts[0].frame.row(0, named=True)
    assert (row["pers_dob"], row["pers_sex"]) == (date(2015, 9, 28), None)
    assert row["pers_sex_submitted"] == "NULL"
    assert not found.problems


def test_repeated_rows_are_set_aside_and_said():
    found = file(
        "cine_referral_id,cine_person_id,cine_referral_date\n"
        "R1,1,2025-01-01\nR1,1,2025-01-01\nR1,1,2025-01-02\n,2,2025-01-01\n,,\n"
    )
    part = found.parts[0]
    assert part.rows_in == part.rows_kept + part.rows_aside
    assert part.frame["row"].to_list() == [2, 5]
    assert any("more than once" in p.what for p in found.problems)


def test_a_core_table_without_rows_is_a_failed_build():
    found = file("cont_contact_id,cont_person_id,cont_contact_date\n")
    assert found.aside
    assert "failed" in found.why
    placeholder = file("csdq_table_id,csdq_person_id,csdq_sdq_completed_date\n")
    assert not placeholder.aside


def test_ids_tie_the_pathway_together():
    made = record(
        "cine_referral_id,cine_person_id,cine_referral_date,cine_referral_nfa\n"
        "R1,1,2025-01-01,N\n",
        "cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date\n"
        "A1,1,R1,2025-01-02\n",
        "cinf_table_id,cinf_assessment_id,cinf_assessment_factors_json\n"
        '1,A1,"[""1A"", ""13C""]"\n',
        "s47e_s47_enquiry_id,s47e_person_id,s47e_referral_id,s47e_s47_start_date\n"
        "S1,1,R1,2025-01-03\n",
        "icpc_icpc_id,icpc_person_id,icpc_s47_enquiry_id,icpc_icpc_date,"
        "icpc_icpc_outcome_cp_flag\nI1,1,S1,2025-01-20,Y\nI2,1,,2025-03-20,Y\n",
        "cppl_cp_plan_id,cppl_person_id,cppl_referral_id,cppl_cp_plan_start_date,"
        "cppl_cp_plan_initial_category\nP1,1,R1,2025-01-20,Neglect\n",
        "cppr_cp_review_id,cppr_person_id,cppr_cp_plan_id,cppr_cp_review_date\n"
        "V1,1,P1,2025-04-10\n",
    )
    assert made["assessment"].select("referral_key", "factors").rows() == [
        ("R1", "1A 13C")
    ]
    (enquiry,) = made["enquiry"].to_dicts()
    assert (enquiry["conference_on"], enquiry["is_plan_made"]) == (
        date(2025, 1, 20), True,
    )  # fmt: skip
    plan = made["plan"].row(0, named=True)
    assert (plan["plan_key"], plan["category_first"]) == ("P1", "NEG")
    kinds = made["meeting"].select("kind", "held_on", "plan_key").rows()
    assert kinds == [
        ("initial conference", date(2025, 3, 20), None),
        ("review conference", date(2025, 4, 10), "P1"),
    ]


def test_more_to_do_after_an_enquiry_does_not_say_that_it_is_a_conference():
    made = record(
        "s47e_s47_enquiry_id,s47e_person_id,s47e_s47_start_date,s47e_s47_end_date,"
        "s47e_s47_nfa,s47e_s47_outcome_json\n"
        "S1,1,2025-01-03,2025-01-20,N,\nS2,2,2025-01-03,2025-01-20,Y,\n"
        'S3,3,2025-01-03,,N,"{""OUTCOME_CP_CONFERENCE"":""Y""}"\n'
        'S4,4,2025-01-03,,N,"{""OUTCOME_CP_CONFERENCE"":""N""}"\n'
        "S5,5,2025-01-03,,N,\n",
        "icpc_icpc_id,icpc_person_id,icpc_s47_enquiry_id,icpc_icpc_date\nI,5,S5,\n",
    )["enquiry"]
    said = made.select("child", "ended_on", "is_conference_not_needed").rows()
    assert said == [
        ("1", date(2025, 1, 20), None), ("2", date(2025, 1, 20), True),
        ("3", None, False), ("4", None, True), ("5", None, False),
    ]  # fmt: skip


def test_an_episode_of_care_gets_its_placement_and_the_status_then_in_force():
    made = record(
        "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,"
        "clae_cla_episode_start_reason,clae_cla_placement_id,clae_cla_id\n"
        "E1,1,2024-01-01,S,P1,C1\nE2,1,2024-06-01,L,P1,C1\nE3,2,2024-06-01,S,,C2\n",
        "lega_legal_status_id,lega_person_id,lega_legal_status,"
        "lega_legal_status_start_date,lega_legal_status_end_date\n"
        "L1,1,V2 Section 20,2024-01-01,2024-05-31\nL2,1,C1,2024-06-01,NULL\n"
        "L3,2,C2,2023-01-01,2023-05-31\n",
        "clap_cla_placement_id,clap_person_id,clap_cla_placement_type,"
        "clap_cla_placement_provider\nP1,1,U6,PR1\n",
        "clar_cla_review_id,clar_cla_id,clar_cla_review_date,clar_cla_review_cancelled\n"
        "1,C1,2024-01-20,N\n2,C1,2024-02-20,Y\n",
    )
    found = made["care_episode"].select("child", "legal_status", "place").rows()
    assert found == [("1", "V2", "U6"), ("1", "C1", "U6"), ("2", None, None)]
    assert made["meeting"].select("child", "held_on").rows() == [
        ("1", date(2024, 1, 20))
    ]


def test_who_held_the_case_by_registration_number():
    made = record(
        "invo_involvements_id,invo_person_id,invo_professional_id,"
        "invo_professional_role_id,invo_involvement_start_date,invo_referral_id\n"
        "1,1,W1,CW,2024-01-01,R1\n2,1,W2,Health visitor,2024-01-01,R1\n"
        "3,1,W3,ALLOCATED CASE WORKER,2024-02-01,\n",
        "prof_professional_id,prof_staff_id,prof_social_worker_registration_no\n"
        "W1,S1,SW1234567890\n",
    )
    assert made["involvement"].select("worker", "role", "referral_key").rows() == [
        ("SW1234567890", "social worker", "R1"), ("W3", "social worker", None),
    ]  # fmt: skip


def test_pupil_numbers_are_hints_until_somebody_confirms_them():
    made = record("pers_person_id,pers_dob,pers_upn\n1,2015-01-01,A12\n")
    assert made["identifier"].select("kind", "value", "confirmed_on").rows() == [
        ("UPN", "A12", None)
    ]


@pytest.mark.parametrize(
    ("said", "code"),
    [("Neglect", "NEG"), ("NEG", "NEG"), ("Physical abuse", "PHY"),
     ("Sexual", "SAB"), ("Emotional abuse", "EMO"), ("Neglect, Physical", "MUL"),
     ("Multiple", "MUL"), ("", None), ("odd", "ODD")],
)  # fmt: skip
def test_categories_in_words(said, code):
    made = record(
        "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,"
        f'cppl_cp_plan_latest_category\nP1,1,2025-01-20,"{said}"\n'
    )
    assert made["plan"]["category_latest"].to_list() == [code]


def test_the_newest_dataset_replaces_the_one_before():
    head = "cppv_cp_visit_id,cppv_person_id,cppv_cp_plan_id,cppv_cp_visit_date\n"
    old = file(head + "1,1,P,2025-01-01\n2,1,P,2025-01-09\n", date(2025, 1, 31))
    new = file(head + "1,1,P,2025-01-02\n", date(2025, 2, 28))
    assert to_record([new, old])["visit"]["visited_on"].to_list() == [date(2025, 1, 2)]


def test_what_it_covers_are_events_that_there_are():
    every = [*SHOWS, *IN_ROW, *ANSWERED, *LATEST]
    assert {row[-1] for row in every} | {*HEALTH, *DENTAL, ALONE} <= EVENTS
    assert {event for *_, events in OF_API for event in events} <= EVENTS
    for table, *columns, _ in every:
        assert set(columns) <= set(TABLES[table].fields), table
    for table, column, _ in OF_API:
        assert column in API_TABLES[table].fields, table


def test_a_column_or_a_table_that_is_not_there_covers_nothing():
    head = "cinp_cin_plan_id,cinp_person_id,cinp_cin_plan_start_date"
    row = "P,1,2025-01-06"
    assert not record(f"{head}\n{row}\n")["coverage"].height
    shown = record(f"{head},cinp_cin_plan_end_date\n{row},\n")["coverage"]
    assert shown.select("shows", "known_from").rows() == [("CIN plan ended", None)]
    assert not record(f"{head},cinp_cin_plan_end_date\n")["coverage"].height


@settings(max_examples=60)
@given(
    name=st.sampled_from(sorted(TABLES)),
    rows=st.lists(
        st.lists(st.text(alphabet='ab01/-:.; é=<&[]{}', max_size=8), max_size=6),
        max_size=5,
    ),
)  # fmt: skip
def test_any_cells_are_counted_and_become_a_record(name, rows):
    heads = list(TABLES[name].fields)[:6]
    found = file("\n".join([",".join(heads), *(",".join(r) for r in rows)]))
    for part in found.parts:
        assert part.rows_in == part.rows_kept + part.rows_aside
    if found.taken_for and not found.aside:
        to_record([found])
