"""The staff and assignment extract."""

from __future__ import annotations

from datetime import date

import pytest

from clearsight.files.source import Source
from clearsight.record import THINGS
from clearsight.returns.folder import read_source
from clearsight.returns.staff.record import ASSIGNMENTS, STAFF, to_record
from clearsight.returns.staff.shape import TABLES
from clearsight.returns.tables import code_sets


def file(text, day=None):
    found = read_source(Source("x.csv", text.encode()))
    found.council, found.extract_date = "X", day
    return found


@pytest.mark.parametrize("name", TABLES)
def test_each_table_is_known_by_its_headings_alone(name):
    found = file(",".join(TABLES[name].fields) + "\n1\n")
    assert (found.taken_for, found.parts[0].table) == ("staff", name)


def test_every_column_is_carried_over_and_every_code_has_a_list():
    assert set(STAFF) == set(TABLES["staff"].fields)
    assert set(TABLES["assignments"].fields) - set(ASSIGNMENTS) == {
        "asgn_assignment_id"
    }
    lists = code_sets("clearsight.returns.staff")
    named = {
        f.codes for t in TABLES.values() for f in t.fields.values() if f.kind == "code"
    }
    assert named == set(lists)


def test_a_worker_is_known_in_each_system():
    found = file(
        "staf_staff_id,staf_worker_id,staf_system,staf_sign_in_subject,staf_role,"
        "staf_full_time_equivalency,staf_agency_worker_flag,staf_start_date\n"
        "P1,SW1,mosaic,oid-1,social worker,0.8,N,01/02/2024\n"
        "P1,77,ehm,oid-1,social worker,0.8,N,01/02/2024\n"
    )
    made = to_record([found])
    for name, frame in made.items():
        assert dict(frame.schema) == THINGS[name].schema(), name
    assert made["staff"].select("staff", "worker", "subject", "fte").rows() == [
        ("P1", "SW1", "oid-1", 0.8),
        ("P1", "77", "oid-1", 0.8),
    ]
    assert made["staff"]["child"].null_count() == 2


def test_roles_are_covered_from_the_first_stretch_in_them():
    found = file(
        "asgn_person_id,asgn_worker_id,asgn_role,asgn_start_date,asgn_end_date\n"
        "1,W1,REVIEWING OFFICER,01/02/2025,\n2,W1,reviewing-officer,01/01/2025,\n"
        "2,W2,SOCIAL WORKER,01/01/2024,01/01/2023\n"
    )
    made = to_record([found])
    assert made["coverage"].select("shows", "known_from").rows() == [
        ("named worker recorded", date(2024, 1, 1)),
        ("reviewing officer named", date(2025, 1, 1)),
    ]
    assert any("before" in p.what for p in found.problems)


def test_an_assignment_that_has_ended_since_is_told_once():
    head = "asgn_person_id,asgn_worker_id,asgn_role,asgn_start_date,asgn_end_date\n"
    files = [
        file(head + "1,W,SOCIAL WORKER,01/01/2025,01/03/2025\n", date(2025, 3, 31)),
        file(head + "1,W,SOCIAL WORKER,01/01/2025,\n", date(2025, 2, 28)),
    ]
    assert to_record(files)["assignment"]["ended_on"].to_list() == [date(2025, 3, 1)]
