"""SEN2: the nine files of the export and the XML become the same record."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from clearsight.files.manifest import ReadFile
from clearsight.files.source import Source
from clearsight.record import THINGS
from clearsight.report.as_at import settle
from clearsight.returns.folder import read_paths, read_source
from clearsight.returns.sen2.record import to_record

CSV = {
    "sen2": "sen2tableid,collection,year,referencedate,lea\n"
    "1,SEN2,2025,2025-Jan-16 00:00:00,357\n",
    "person": "persontableid,NativeId,sen2tableid,surname,forename,personbirthdate,sex,"
    "ethnicity,postcode,upn,uniquelearnernumber,upnunknown\n"
    "7,1,1,A,B,2015-Sep-28 00:00:00,F,WBRI,X,a123456789012,,\n",
    "requests": "requeststableid,persontableid,receiveddate,requestoutcomedate,"
    "requestoutcome\n3,7,2024-Jan-02 00:00:00,2024-Feb-02 00:00:00,Y\n",
    "assessment": "assessmenttableid,requeststableid,assessmentoutcome,"
    "assessmentoutcomedate,week20\n9,3,Y,2024-Mar-01 00:00:00,1\n",
    "namedplan": "namedplantableid,assessmenttableid,startdate,ceasedate\n"
    "1,9,2024-Jun-02 00:00:00,\n",
    "plandetail": "plandetailtableid,namedplantableid,urn,ukprn,placementrank\n"
    "1,1,100001,,1\n",
    "activeplans": "activeplanstableid,requeststableid,transferla,reviewmeeting,"
    "lastreview\n1,3,,2024-Dec-02 00:00:00,2025-Jan-02 00:00:00\n",
    "placementdetail": "placementdetailtableid,activeplanstableid,urn,entrydate\n"
    "1,1,100001,2024-Sep-01 00:00:00\n",
    "senneed": "senneedtableid,activeplanstableid,sentype,sentyperank\n1,1,ASD,1\n",
}
XML = (
    "<Message><Header><CollectionDetails><Collection>SEN2</Collection><Year>2025</Year>"
    "<ReferenceDate>2025-01-16</ReferenceDate></CollectionDetails><Source>"
    "<LEA>357</LEA></Source></Header><Persons><Person><Surname>A</Surname>"
    "<PersonBirthDate>2015-09-28</PersonBirthDate><Sex>F</Sex>"
    "<Ethnicity>WBRI</Ethnicity><UPN>A123456789012</UPN><Requests>"
    "<ReceivedDate>2024-01-02</ReceivedDate>"
    "<RequestOutcomeDate>2024-02-02</RequestOutcomeDate>"
    "<RequestOutcome>Y</RequestOutcome><Assessment>"
    "<AssessmentOutcome>Y</AssessmentOutcome>"
    "<AssessmentOutcomeDate>2024-03-01</AssessmentOutcomeDate><Week20>1</Week20>"
    "<NamedPlan><StartDate>2024-06-02</StartDate><PlanDetail><URN>100001</URN>"
    "<PlacementRank>1</PlacementRank></PlanDetail></NamedPlan></Assessment>"
    "<ActivePlans><ReviewMeeting>2024-12-02</ReviewMeeting>"
    "<LastReview>2025-01-02</LastReview><PlacementDetail><URN>100001</URN>"
    "<EntryDate>2024-09-01</EntryDate></PlacementDetail><SENneed>"
    "<SENtype>ASD</SENtype><SENtypeRank>1</SENtypeRank></SENneed></ActivePlans>"
    "</Requests></Person></Persons></Message>"
)
KEYS = ("request_key", "assessment_key", "plan_key", "file", "row")


def read(text, name):
    found = read_source(Source(name, text.encode()))
    found.council = "Tameside"
    return found


def from_csv():
    return [read(text, f"export/{name}.csv") for name, text in CSV.items()]


def told(record):
    return {
        name: frame.drop(c for c in KEYS if c in frame.columns).rows(named=True)
        for name, frame in record.items()
    }


def test_both_forms_tell_the_same():
    files = from_csv()
    assert [f.taken_for for f in files] == ["sen2"] * 9
    assert not [p for f in files for p in f.problems]
    xml = read(XML, "sen2.xml")
    assert not xml.problems
    assert told(to_record(files)) == told(to_record([xml]))


def test_the_return_says_whose_it_is_and_for_which_day():
    for found in (read_source(Source("s.csv", CSV["sen2"].encode())),
                  read_source(Source("s.xml", XML.encode()))):  # fmt: skip
        assert (found.council, found.reference_date) == ("Tameside", date(2025, 1, 16))


def test_everything_hangs_together_and_no_child_is_guessed():
    made = to_record(from_csv())
    for name, frame in made.items():
        assert dict(frame.schema) == THINGS[name].schema(), name
        assert frame["child"].null_count() == frame.height, name
        assert set(frame["person"]) == {"A123456789012"}, name
    request = made["ehc_request"]["request_key"].to_list()
    assert made["ehc_assessment"]["request_key"].to_list() == request
    assert made["ehc_plan"]["request_key"].to_list() == request * 2
    active = made["ehc_plan"].filter(
        made["ehc_plan"]["is_active"].fill_null(value=False)
    )
    assert made["ehc_need"]["plan_key"].to_list() == active["plan_key"].to_list()


def test_ids_of_two_exports_are_never_mixed():
    other = [read(text.replace("a123456789012", "b123456789012"), f"later/{name}.csv")
             for name, text in CSV.items()]  # fmt: skip
    made = to_record([*from_csv(), *other])
    assert sorted(made["ehc_request"]["person"]) == ["A123456789012", "B123456789012"]


def test_a_person_without_numbers_is_that_export_only():
    text = CSV["person"].replace("a123456789012", "")
    made = to_record([read(text, "export/person.csv")])
    assert made["ehc_person"]["person"].to_list() == ["export/7"]


def test_a_document_type_is_refused_and_a_break_costs_one_person():
    refused = read_source(Source("x.xml", b"<!DOCTYPE x []>" + XML.encode()))
    assert refused.aside
    person = XML[XML.index("<Person>") : XML.index("</Persons>")]
    broken = XML.replace(person, person.replace("</Sex>", "</Se>") + person)
    file = read_source(Source("x.xml", broken.encode()))
    part = next(p for p in file.parts if p.table == "Person")
    assert (part.rows_in, part.rows_kept, part.rows_aside) == (2, 1, 1)


@settings(max_examples=60)
@given(at=st.integers(0, len(XML)), junk=st.text(alphabet="<>/&;Pn1 ", max_size=8))
def test_junk_is_never_a_traceback(at, junk):
    file = read_source(Source("x.xml", (XML[:at] + junk + XML[at:]).encode()))
    for part in file.parts:
        assert part.rows_in == part.rows_kept + part.rows_aside
    if file.taken_for and not file.aside:
        file.council = "X"
        to_record([file])


def test_exports_of_two_years_are_both_kept(tmp_path):
    for year in ("2024", "2025"):
        (tmp_path / year).mkdir()
        for name, text in CSV.items():
            written = text.replace("2025-Jan-16", f"{year}-Jan-16")
            # A file that is another's copy, byte for byte, would rightly be left out.
            ends = "\n" if year == "2025" else ""
            (tmp_path / year / f"{name}.csv").write_text(written + ends)
    files = read_paths([tmp_path])
    assert not [f.name for f in files if f.aside]
    days = {f.reference_date for f in files}
    assert days == {date(2024, 1, 16), date(2025, 1, 16)}


def test_a_return_about_others_does_not_set_the_day_of_a_review():
    sen2 = read_source(Source("s.xml", XML.encode()))
    cin = ReadFile("c.xml", taken_for="cin", reference_date=date(2024, 3, 31))
    day, why = settle([sen2, cin], asked=None, year=None)
    assert (day, "c.xml" in why) == (date(2024, 3, 31), True)
