"""The oversight extract: recognised, checked, recorded, and taken in by a review."""

from __future__ import annotations

import zipfile
from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearsight.files.source import Source
from clearsight.journeys.events import EVENTS
from clearsight.record import THINGS
from clearsight.report.run import Options, review
from clearsight.returns.folder import read_paths, read_source
from clearsight.returns.oversight.record import BECOMES, SAME, to_record
from clearsight.returns.oversight.shape import TABLES
from clearsight.returns.tables import code_sets
from clearsight.settings import Settings

CODES = code_sets("clearsight.returns.oversight")
SUPERVISION = (
    "supv_person_id,supv_supervision_date,supv_supervision_type,supv_worker_id"
)


def file(text, name="x.csv", day=None):
    found = read_source(Source(name, text.encode()))
    found.council, found.extract_date = "X", day
    return found


@pytest.mark.parametrize("name", TABLES)
def test_each_table_is_known_by_its_headings_alone(name):
    headings = ",".join(TABLES[name].fields)
    found = file(f"{headings}\n" + "1," * (len(TABLES[name].fields) - 1) + "1\n")
    assert found.taken_for == "oversight"
    assert [part.table for part in found.parts] == [name]


@pytest.mark.parametrize("name", TABLES)
def test_what_must_be_there_is_enough_to_know_it_by(name):
    needed = [f.name for f in TABLES[name].fields.values() if f.needed]
    found = file(",".join(needed) + "\n" + ",".join("1" for _ in needed) + "\n")
    assert found.taken_for == "oversight"
    assert found.parts[0].missing_columns


def test_every_column_is_carried_over_or_is_an_id_of_its_own():
    for name, table in TABLES.items():
        thing, columns = BECOMES[name]
        left = set(table.fields) - set(columns)
        assert all(c.endswith("_id") for c in left), (name, left)
        assert set(SAME[thing]) <= {"child", *THINGS[thing].fields}


def test_every_code_has_a_list_and_every_list_a_column():
    named = {
        f.codes for t in TABLES.values() for f in t.fields.values() if f.kind == "code"
    }
    assert named == set(CODES)


def test_rows_about_nobody_are_set_aside_and_bad_days_said():
    found = file(f"{SUPERVISION}\n1,01/02/2025,case,W1\n,,odd,\n3,31/02/2025,ODD,W\n")
    part = found.parts[0]
    assert (part.rows_in, part.rows_kept, part.rows_aside) == (3, 2, 1)
    said = [p.what for p in found.problems]
    assert any("could not be read as a day" in s for s in said)
    assert any("on no list" in s or "list does not have" in s for s in said)
    assert any("whom they are about" in s for s in said)
    assert part.frame["supv_supervision_date_submitted"].to_list()[1] == "31/02/2025"


def test_an_end_before_its_start_is_said_and_kept():
    found = file(
        "ctrc_worker_id,ctrc_contract_start_date,ctrc_contract_end_date\n"
        "W,01/02/2025,01/01/2025\n"
    )
    assert found.parts[0].rows_kept == 1
    assert "before" in found.problems[0].what


def test_codes_are_read_however_they_are_spaced():
    found = file(
        "plnt_person_id,plnt_notice_to,plnt_notice_date\n1,host-council,1/2/2025"
    )
    assert to_record([found])["notice"]["told"].to_list() == ["HOST COUNCIL"]
    assert not found.problems


def test_a_call_at_which_the_child_was_not_seen_is_no_visit():
    found = file(
        "vist_person_id,vist_visit_date,vist_visit_type,vist_visit_seen\n"
        "1,01/02/2025,CP,N\n1,02/02/2025,CP,Y\n1,03/02/2025,CP,\n"
    )
    assert to_record([found])["visit"]["kind"].to_list() == [
        "visit without seeing the child",
        "child protection visit",
        "child protection visit",
    ]


def test_a_later_extract_tells_the_same_thing_once():
    head = "mdec_person_id,mdec_decision_date,mdec_decision_type,mdec_done_date\n"
    files = [
        file(head + "1,01/02/2025,DIRECTION,\n", "a.csv", date(2025, 2, 28)),
        file(head + "1,01/02/2025,DIRECTION,05/03/2025\n", "b.csv", date(2025, 3, 31)),
    ]
    assert to_record(files)["decision"]["done_on"].to_list() == [date(2025, 3, 5)]


def test_the_record_has_its_columns_and_covers_from_the_first_row():
    found = file(f"{SUPERVISION}\n1,01/02/2025,case,W1\n1,01/03/2025,case,W1\n")
    made = to_record([found])
    for name, frame in made.items():
        assert dict(frame.schema) == THINGS[name].schema(), name
    shown = made["coverage"].select("shows", "known_from").rows()
    assert shown == [("supervision held", date(2025, 2, 1))]
    assert set(made["coverage"]["shows"]) <= EVENTS


def test_a_flag_that_is_neither_yes_nor_no_is_said_and_not_known():
    found = file(
        "vist_person_id,vist_visit_date,vist_visit_type,vist_visit_seen\n"
        "1,01/02/2025,CP,maybe\n1,02/02/2025,CP, \n1,03/02/2025,CP,n\n"
    )
    (said,) = found.problems
    assert "1 row has a vist_visit_seen that is neither yes nor no" in said.what
    assert ("row 2" in said.where, "maybe" in said.what) == (True, False)
    assert found.parts[0].frame["vist_visit_seen"].to_list() == [None, None, False]


def test_a_number_that_cannot_be_is_said_and_blank():
    found = file(
        "staf_worker_id,staf_role,staf_full_time_equivalency,staf_caseload_limit\n"
        "A,SOCIAL WORKER,1.7,-3\nB,SOCIAL WORKER,1,0\nC,SOCIAL WORKER,0,\n"
    )
    frame = found.parts[0].frame
    assert frame["staf_full_time_equivalency"].to_list() == [None, 1.0, 0.0]
    assert frame["staf_caseload_limit"].to_list() == [None, 0, None]
    assert [p.what for p in found.problems] == [
        "1 row has a staf_full_time_equivalency below 0 or above 1.",
        "1 row has a staf_caseload_limit below 0.",
    ]


STEPS = "step_person_id,step_step_type,step_step_date"


def _covers(*texts):
    files = [file(t, f"{n}.csv") for n, t in enumerate(texts)]
    rows = (
        to_record(files)["coverage"].group_by("shows").agg(pl.col("known_from").min())
    )
    return dict(rows.iter_rows())


def test_each_kind_is_covered_from_the_first_day_of_its_table():
    """The first of a kind may come late: none before it means that none happened."""
    steps = (
        f"{STEPS}\n1,FOSTERING KNOWN,06/01/2025\n2,INCIDENT KNOWN,19/12/2025\n"
        "2,INCIDENT NOTIFIED,31/12/2025\n3,CORE GROUP,\n4,ODD,01/01/2025\n"
    )
    assert _covers(steps) == dict.fromkeys(
        (
            "private fostering known to the council",
            "serious incident known to the council",
            "serious incident notified",
        ),
        date(2025, 1, 1),
    )


def test_a_kind_recorded_later_is_covered_from_the_first_day_of_its_own_file():
    shown = _covers(
        f"{STEPS}\n1,CIN REVIEW,06/01/2025\n", f"{STEPS}\n1,CORE GROUP,02/02/2026\n"
    )
    assert shown == {
        "CIN plan reviewed": date(2025, 1, 6),
        "core group held": date(2026, 2, 2),
    }


def test_a_request_and_its_approval_are_one_table():
    head = "plap_person_id,plap_approval_type,plap_request_date,plap_approval_date\n"
    shown = _covers(head + "1,SECURE,01/02/2025,\n2,DISTANT,01/03/2025,05/03/2025\n")
    assert shown["director's approval of the placement"] == date(2025, 2, 1)


cells = st.text(alphabet='ab01/-:.,;" é=<&', max_size=8).map(
    lambda t: t.replace(",", " ").replace('"', " ")
)


@settings(max_examples=60,
          suppress_health_check=[HealthCheck.too_slow])  # fmt: skip
@given(
    name=st.sampled_from(sorted(TABLES)),
    rows=st.lists(st.lists(cells, min_size=3, max_size=3), max_size=6),
)
def test_any_cells_are_counted_and_become_a_record(name, rows):
    heads = list(TABLES[name].fields)
    needed = [f.name for f in TABLES[name].fields.values() if f.needed]
    heads = (needed + [h for h in heads if h not in needed])[:3]
    found = file("\n".join([",".join(heads), *(",".join(r) for r in rows)]))
    for part in found.parts:
        assert part.rows_in == part.rows_kept + part.rows_aside
    if found.taken_for:
        to_record([found])


CHILD_LIST = (
    "Child Unique ID,Date of Birth,Gender,Ethnicity,Child Protection Plan Start Date,"
    "Child Protection Plan End Date,Date of the Last Statutory Visit,"
    "Was the Child Seen Alone?,Date of latest review conference,"
    "Initial Category of Abuse,Latest Category of Abuse,Allocated Team,"
    "Allocated Worker\n"
    "7,01/01/2015,a) Male,a) WBRI,01/09/2025,,10/03/2026,a) Yes,01/12/2025,"
    "a) Neglect,a) Neglect,Team,SW1\n"
)


def test_a_review_takes_it_in_beside_the_others(tmp_path):
    (tmp_path / "list 7 2026-03-31.csv").write_text(CHILD_LIST)
    with zipfile.ZipFile(tmp_path / "oversight 2026-03-31.zip", "w") as archive:
        rows = ("7,02/03/2026,CASE,A", "8,02/03/2026,CASE,A", ",03/03/2026,PERSONAL,A")
        archive.writestr("s.csv", "\n".join([SUPERVISION, *rows]))
    files = read_paths([tmp_path])
    (ours,) = [f for f in files if f.taken_for == "oversight"]
    assert ours.extract_date == date(2026, 3, 31)
    assert any("stands in no other file" in p.what for p in ours.problems)
    found = review([tmp_path], Options(), Settings())
    told = found.timeline.filter(pl.col("event") == "supervision held")
    assert told.select("child", "spell").sort("child").rows() == [
        ("7", "child protection plan 2025-09-01 #1"), ("8", None),
    ]  # fmt: skip
    assert set(found.children["child"]) == {"7", "8"}


@pytest.mark.parametrize("day", ["", "last week"])
@pytest.mark.parametrize(
    "head",
    [
        SUPERVISION,
        "mdec_person_id,mdec_decision_date,mdec_decision_about,mdec_due_date",
        "rhin_person_id,rhin_missing_end_date,rhin_offered,rhin_accepted",
        "cmpl_complaint_id,cmpl_received_date,cmpl_person_id,cmpl_outcome",
    ],
)
def test_a_table_in_which_no_row_has_a_day_shows_nothing_and_says_so(head, day):
    found = file(f"{head}\n1,{day},,\n2,{day},,\n")
    assert to_record([found])["coverage"].is_empty()
    column = head.split(",")[1]
    (said,) = [p for p in found.problems if "no day" in p.what]
    assert said.what.startswith(f"2 rows have no day in {column}")
    assert (said.where.endswith("rows 2, 3"), said.rows) == (True, 2)
    assert "shows nothing" in said.what
    assert day not in said.what or not day


def test_one_row_without_a_day_is_said_and_the_rest_count():
    found = file(f"{SUPERVISION}\n1,01/02/2025,case,W1\n2,,case,W1\n")
    (said,) = found.problems
    assert said.what == (
        "1 row has no day in supv_supervision_date, or none that can be read."
    )
    assert to_record([found])["coverage"].height == 1
