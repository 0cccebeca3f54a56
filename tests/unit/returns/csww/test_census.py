"""The workforce census: an invented return, and XML that is not whole."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearsight.files.source import Source
from clearsight.record import THINGS
from clearsight.returns.csww.record import to_record
from clearsight.returns.folder import read_source

HEAD = (
    "<Message><Header><CollectionDetails><Collection>CSWW</Collection><Year>2024</Year>"
    "<ReferenceDate>2024-09-30</ReferenceDate></CollectionDetails><Source><LEA>357</LEA>"
    "</Source></Header><LALevelVacancies><NumberOfVacancies>2.5</NumberOfVacancies>"
    "<NoAgencyFTE>1</NoAgencyFTE><NoAgencyHeadcount>1</NoAgencyHeadcount>"
    "</LALevelVacancies>"
)
WORKER = (
    "<CSWWWorker><AgencyWorker>0</AgencyWorker><SWENo>{}</SWENo><FTE>0.8</FTE>"
    "<QualInst>One</QualInst><QualInst>Two</QualInst><OrgRole>5</OrgRole>"
    "<Cases30>12</Cases30><WorkingDaysLost>1.25</WorkingDaysLost></CSWWWorker>"
)


def read(text):
    return read_source(Source("w.xml", text.encode()))


def workers(file):
    return next(p for p in file.parts if p.table == "CSWWWorker")


def test_the_invented_return_is_read_whole(shared):
    content = shared / "data/csww-fake/social_work_workforce_2022.xml"
    file = read_source(Source("w.xml", content.read_bytes()))
    assert (file.taken_for, file.reference_date) == ("csww", date(2022, 9, 30))
    text = content.read_text("utf-8")
    part = workers(file)
    assert part.rows_kept == text.count("<CSWWWorker>")
    for name in ("Cases30", "FTE30", "WorkingDaysLost", "ContractWeeks", "OrgRole"):
        filled = part.frame.height - part.frame[name].null_count()
        assert filled == text.count(f"<{name}>"), name
    file.council = "X"
    made = to_record([file])
    for name, frame in made.items():
        assert dict(frame.schema) == THINGS[name].schema(), name
    first = made["workforce"].row(0, named=True)
    assert (first["fte"], first["cases"], first["days_lost"]) == (0.521371, 72, 15.31)
    assert made["vacancies"]["vacant_fte"].to_list() == [79.68]


def test_council_day_and_several_institutions():
    file = read(HEAD + WORKER.format("SW1234567890") + "</Message>")
    assert file.council == "Tameside"
    assert workers(file).frame["QualInst"].to_list() == ["One; Two"]
    assert not file.problems


def test_a_number_that_is_none_and_a_code_on_no_list_are_said():
    text = (
        HEAD + WORKER.format("12").replace("<OrgRole>5", "<OrgRole>77") + "</Message>"
    )
    said = " ".join(p.what for p in read(text).problems)
    assert "registration number" in said
    assert "OrgRole" in said


def test_a_break_costs_one_worker_and_no_other():
    one, two = WORKER.format("SW1234567890"), WORKER.format("SW1234567891")
    file = read(HEAD + one.replace("</FTE>", "</FT>") + two + "</Message>")
    part = workers(file)
    assert (part.rows_in, part.rows_kept, part.rows_aside) == (2, 1, 1)
    assert part.frame["SWENo"].to_list() == ["SW1234567891"]
    assert "worker" in file.problems[0].what


def test_a_document_type_is_refused():
    file = read('<!DOCTYPE x [<!ENTITY a "b">]>' + HEAD + "</Message>")
    assert file.aside
    assert not file.taken_for


@pytest.mark.parametrize("cut", [60, 200, 400, 520, 600])
def test_a_file_cut_short_is_counted(cut):
    whole = HEAD + WORKER.format("SW1234567890") * 2 + "</Message>"
    file = read(whole[:cut])
    for part in file.parts:
        assert part.rows_in == part.rows_kept + part.rows_aside


@settings(max_examples=60)
@given(junk=st.text(alphabet="<>/&;CSWorke rN1", max_size=60))
def test_junk_among_the_workers_is_never_a_traceback(junk):
    file = read(
        HEAD + WORKER.format("SW1") + junk + WORKER.format("SW2") + "</Message>"
    )
    for part in file.parts:
        assert part.rows_in == part.rows_kept + part.rows_aside
    if file.taken_for and not file.aside:
        file.council = "X"
        to_record([file])
