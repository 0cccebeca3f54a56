"""The census reader: tables, keys, header, problems, and what bad input costs."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from importlib import resources
from pathlib import Path
from xml.etree import ElementTree as ET

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearsight.files.manifest import ReadFile
from clearsight.returns.cin.shape import TABLES

REFERRAL = "<CINdetails><CINreferralDate>{}</CINreferralDate>{}</CINdetails>\n"


def frame(file: ReadFile, table: str) -> pl.DataFrame:
    return next(part.frame for part in file.parts if part.table == table)


def counts_hold(file: ReadFile) -> bool:
    return all(p.rows_in == p.rows_kept + p.rows_aside for p in file.parts)


def test_every_table_is_there_with_its_keys_and_columns(
    census, child, read_text
) -> None:
    file = read_text(census(child("1", REFERRAL.format("2024-05-01", ""))))
    assert [part.table for part in file.parts] == list(TABLES)
    for part in file.parts:
        assert set(TABLES[part.table].columns()) <= set(part.frame.columns)
        assert ("ChildNo" in part.frame.columns) == (part.table != "Header")
    assert file.council == "Tameside"
    assert (file.reference_date, file.year) == (date(2025, 3, 31), 2025)
    assert file.children == 1
    assert not file.problems


def test_numbers_start_again_inside_each_parent(census, child, read_text) -> None:
    plan = (
        "<ChildProtectionPlans><CPPstartDate>{}</CPPstartDate>{}</ChildProtectionPlans>"
    )
    two = plan.format("2024-05-01", "") + plan.format(
        "2024-09-01", "<Reviews><CPPreviewDate>2024-11-01</CPPreviewDate></Reviews>"
    )
    file = read_text(
        census(
            child(
                "1",
                REFERRAL.format("2024-04-01", two),
                REFERRAL.format("2024-06-01", ""),
            ),
            child("2", REFERRAL.format("2024-04-02", two)),
        )
    )
    details = frame(file, "CINdetails")
    assert details["CINdetailsID"].to_list() == [1, 2, 1]
    assert details["ChildNo"].to_list() == [1, 1, 2]
    assert frame(file, "ChildProtectionPlans")["CPPID"].to_list() == [1, 2, 1, 2]
    reviews = frame(file, "Reviews").select("LAchildID", "CINdetailsID", "CPPID", "No")
    assert reviews.rows() == [("1", 1, 2, 0), ("2", 1, 2, 1)]


def test_reviews_are_read_both_ways_and_a_blank_one_is_a_row(
    census, child, read_text
) -> None:
    date_of = "<CPPreviewDate>{}</CPPreviewDate>".format
    reviews = (
        f"<Reviews>{date_of('2024-06-01')}{date_of('2024-07-01')}</Reviews>"
        f"<Reviews>{date_of('2024-08-01')}</Reviews>\n<Reviews>\n</Reviews>"
        f"<Reviews>{date_of(' ')}</Reviews>"
    )
    plan = f"<ChildProtectionPlans>{reviews}</ChildProtectionPlans>"
    file = read_text(census(child("1", REFERRAL.format("2024-05-01", plan))))
    days = frame(file, "Reviews")["CPPreviewDate"]
    assert days.to_list() == [
        date(2024, 6, 1),
        date(2024, 7, 1),
        date(2024, 8, 1),
        None,
        None,
    ]


def test_values_are_trimmed_and_dates_are_iso_only(census, child, read_text) -> None:
    days = [
        "2024-05-01",
        " 2024-05-02Z ",
        "2024-05-03+01:00",
        "02/06/2024",
        "2024-02-30",
    ]
    file = read_text(
        census(
            child(
                " X1 ",
                *(
                    REFERRAL.format(day, "<ReferralSource> 1a </ReferralSource>")
                    for day in days
                ),
            )
        )
    )
    details = frame(file, "CINdetails")
    assert details["CINreferralDate"].to_list() == [
        date(2024, 5, 1), date(2024, 5, 2), date(2024, 5, 3), None, None,
    ]  # fmt: skip
    assert details["CINreferralDate_submitted"].to_list() == days
    assert details["ReferralSource"].unique().to_list() == ["1a"]
    assert details["LAchildID"].unique().to_list() == ["X1"]
    (problem,) = file.problems
    assert problem.rows == 2
    assert "CINdetails" in problem.where


def test_identifiers_and_characteristics_are_there_even_if_missing(
    census, read_text
) -> None:
    file = read_text(
        census("<Child>\n" + REFERRAL.format("2024-05-01", "") + "</Child>\n")
    )
    identifiers = frame(file, "ChildIdentifiers")
    assert identifiers.select("ChildNo", "row", "LAchildID").rows() == [(1, 6, None)]
    assert frame(file, "ChildCharacteristics").height == 1
    assert any("no identifier" in p.what for p in file.problems)
    assert counts_hold(file)


def test_a_second_single_element_is_left_aside_and_counted(
    census, child, read_text
) -> None:
    twice = child("1").replace(
        "<ChildCharacteristics>",
        "<ChildIdentifiers><LAchildID>2</LAchildID></ChildIdentifiers>"
        "<ChildCharacteristics>",
    )
    file = read_text(census(twice))
    part = next(p for p in file.parts if p.table == "ChildIdentifiers")
    assert (part.rows_in, part.rows_kept, part.rows_aside) == (2, 1, 1)
    assert part.frame["LAchildID"].to_list() == ["1"]
    assert any("ChildIdentifiers (1)" in p.what for p in file.problems)


def test_unknown_elements_are_counted(census, child, read_text) -> None:
    file = read_text(census(child("1", "<Supplier><X/></Supplier>", "<Supplier/>")))
    assert [p.rows for p in file.problems if "Supplier (2)" in p.what] == [2]


def test_factors_are_a_table_and_a_list_on_their_assessment(
    census, child, read_text
) -> None:
    factors = "".join(
        f"<AssessmentFactors>{f}</AssessmentFactors>" for f in ("2A", "", "1B")
    )
    both = (
        "<Assessments><FactorsIdentifiedAtAssessment>"
        f"{factors}</FactorsIdentifiedAtAssessment></Assessments>"
        "<Assessments><FactorsIdentifiedAtAssessment/></Assessments>"
    )
    file = read_text(census(child("1", REFERRAL.format("2024-05-01", both))))
    assert frame(file, "Assessments")["AssessmentFactors"].to_list() == ["2A 1B", None]
    listed = frame(file, "AssessmentFactorsList")["AssessmentFactor"]
    assert listed.to_list() == ["2A", None, "1B"]


@pytest.mark.parametrize(
    ("inside", "layout"),
    [
        ("<GenderCurrent>1</GenderCurrent>", "2021/22 to 2023/24"),
        ("<Sex>F</Sex>", "2024/25 to 2026/27"),
    ],
)
def test_the_layout_is_told_by_content(
    inside, layout, census, child, read_text
) -> None:
    assert read_text(census(child("1", about=inside))).layout.startswith(layout)


def test_pre_proceedings_are_the_newest_layout(census, child, read_text) -> None:
    court = (
        "<PreProceedingsandFGDM><PPStartDate>2026-05-01</PPStartDate>"
        "<FGDMMeetingOffer>1</FGDMMeetingOffer><ReviewMeetingsCount>2</ReviewMeetingsCount>"
        "</PreProceedingsandFGDM>"
    )
    file = read_text(
        census(child("1", REFERRAL.format("2026-05-01", court)), year=2027)
    )
    assert file.layout.startswith("2026/27")
    row = frame(file, "PreProceedings").row(0, named=True)
    assert (row["FGDMMeetingOffer"], row["ReviewMeetingsCount"]) == (True, 2)


def test_a_header_that_contradicts_itself_is_said(census, child, read_text) -> None:
    file = read_text(census(child("1"), year=2023, reference="2024-03-31", lea="975"))
    assert file.year == 2024
    assert file.council == "LEA 975"
    assert any("disagree" in p.what for p in file.problems)


def test_a_header_without_a_reference_date_leaves_the_year(
    census, child, read_text
) -> None:
    file = read_text(census(child("1"), year=2023, reference=" "))
    assert (file.year, file.reference_date) == (2023, None)


def test_what_is_not_a_census_is_left_to_others(read_text) -> None:
    assert read_text("<EXPSSDA903><CHILD/></EXPSSDA903>") is None
    assert read_text("<Message><Collection>CSWW</Collection></Message>") is None
    assert read_text("CHILD,DOB\n1,2\n") is None


def test_recognised_by_content_under_any_outermost_element(child, read_text) -> None:
    file = read_text("<Export><Data>" + child("1") + "</Data></Export>")
    assert frame(file, "ChildIdentifiers").height == 1


def test_a_document_type_leaves_the_file_aside(census, child, read_text) -> None:
    file = read_text('<!DOCTYPE Message [<!ENTITY a "b">]>' + census(child("&a;")))
    assert file.aside
    assert not file.parts
    assert "document type" in file.problems[0].what


def test_a_break_sets_aside_one_child_with_all_its_rows(
    census, child, read_text
) -> None:
    bad = REFERRAL.format("2024-05-01", "<ReferralSource>&</ReferralSource>")
    good = REFERRAL.format("2024-05-01", "")
    file = read_text(census(child("1", good), child("2", good, bad), child("3", good)))
    assert frame(file, "CINdetails")["LAchildID"].to_list() == ["1", "3"]
    assert frame(file, "CINdetails")["ChildNo"].to_list() == [1, 3]
    part = next(p for p in file.parts if p.table == "CINdetails")
    assert (part.rows_in, part.rows_aside) == (4, 2)
    assert counts_hold(file)
    assert sum(p.rows_aside for p in file.parts) == file.problems[0].set_aside


def test_cut_anywhere_it_keeps_the_whole_children(census, child, read_text) -> None:
    text = census(*(child(str(n), REFERRAL.format("2024-05-01", "")) for n in range(3)))
    text = text.rstrip()
    # Every position is tried on the bare machinery, in test_xml; a read takes longer.
    for end in range(0, len(text), 7):
        file = read_text(text[:end])
        whole = text[:end].count("</Child>")
        if file is None:
            assert not whole
            continue
        assert frame(file, "ChildIdentifiers").height == whole
        assert counts_hold(file)
        assert file.problems


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_damage_is_survived_and_counted(data, census, child, read_text) -> None:
    text = census(*(child(str(n), REFERRAL.format("2024-05-01", "")) for n in range(3)))
    content = bytearray(text.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        gone = data.draw(st.integers(0, 12))
        content[at : at + gone] = data.draw(st.binary(max_size=8))
    file = read_text(bytes(content))
    if file is not None and not file.aside:
        assert counts_hold(file)
        assert len(file.parts) == len(TABLES)


def _plain_rows(root: ET.Element) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    """Walk the tree in the plainest way there is: nothing shared with the reader."""
    elements = {
        "CINdetails": "CINdetails",
        "Assessments": "Assessments",
        "CINplanDates": "CINPlanDates",
        "Section47": "Section47",
        "ChildProtectionPlans": "ChildProtectionPlans",
        "PreProceedings": "PreProceedingsandFGDM",
        "ChildIdentifiers": "ChildIdentifiers",
        "ChildCharacteristics": "ChildCharacteristics",
    }
    for child in root.iter("Child"):
        name = child.findtext("ChildIdentifiers/LAchildID")
        for table, element in elements.items():
            fields = [f for f in TABLES[table].fields if f != "AssessmentFactors"]
            for found in child.iter(element):
                texts = (found.findtext(field) or None for field in fields)
                yield table, (name, *texts)
        for table, path, field in (
            ("Disabilities", "Disability", "Disability"),
            ("Reviews", "CPPreviewDate", "CPPreviewDate"),
            ("AssessmentFactorsList", "AssessmentFactors", "AssessmentFactor"),
        ):
            for found in child.iter(path):
                assert field in TABLES[table].fields
                yield table, (name, found.text)


@pytest.mark.parametrize(
    "name",
    [
        "CIN_Census_2021.xml",
        "CIN_Census_2024.xml",
        "CIN_Census_2026.xml",
        "fake_CIN_data.xml",
    ],
)
def test_other_peoples_files_agree_with_a_plain_walk(
    name: str, shared: Path, read_text
) -> None:
    content = (shared / "data" / "cin-fake" / name).read_bytes()
    file = read_text(content)
    expected = Counter(_plain_rows(ET.fromstring(content)))
    got: Counter[tuple[str, tuple[str | None, ...]]] = Counter()
    for part in file.parts:
        if part.table != "Header":
            fields = [f for f in TABLES[part.table].fields if f != "AssessmentFactors"]
            submitted = part.frame.select(
                "LAchildID", *(f"{f}_submitted" for f in fields)
            )
            got.update((part.table, row) for row in submitted.rows())
    assert got == expected
    assert counts_hold(file)


def test_rows_point_to_the_line_of_their_element(shared: Path, read_text) -> None:
    content = (shared / "data" / "cin-fake" / "fake_CIN_data.xml").read_bytes()
    lines = content.decode().splitlines()
    for table, element in (
        ("CINdetails", "<CINdetails>"),
        ("Disabilities", "<Disability>"),
        ("ChildIdentifiers", "<ChildIdentifiers>"),
    ):
        rows = frame(read_text(content), table)["row"]
        assert {lines[row - 1].strip()[: len(element)] for row in rows} == {element}


def test_every_code_has_a_meaning_and_every_field_a_set() -> None:
    path = resources.files("clearsight.returns.cin") / "codes.toml"
    sets = tomllib.loads(path.read_text(encoding="utf-8"))
    for name, entry in sets.items():
        years = sorted(key for key in entry if key.isdigit())
        assert years, name
        if "meaning" in entry:
            assert set(entry["meaning"]) == set(entry[years[-1]]), name
    used = {f.codes for t in TABLES.values() for f in t.fields.values() if f.codes}
    assert used == set(sets)
    assert "5D" in sets["referral_source"]["2023"]
    assert "5D" not in sets["referral_source"]["2022"]


def test_elements_that_say_the_same_again_are_named(census, child, read_text) -> None:
    one = "<CINdetails><CINreferralDate>2024-05-01</CINreferralDate></CINdetails>\n"
    file = read_text(census(child("1", one + one), year=2025), "2025.xml")
    (problem,) = (p for p in file.problems if "again" in p.what)
    assert problem.rows == 1
    assert problem.where.startswith("CINdetails, line ")
