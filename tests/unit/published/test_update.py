"""A newer file is brought in whole or not at all, and says what it did."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from clearsight.errors import InputError
from clearsight.published.figures import figures
from clearsight.published.inspections import inspections, judgements_on
from clearsight.published.neighbours import neighbours
from clearsight.published.update import update

PLACE = (
    "time_period,time_identifier,geographic_level,country_code,country_name,"
    "region_code,region_name,old_la_code,new_la_code,la_name,category"
)
PLANS = f"{PLACE},CPP_start,CPP_subsequent,CPP_subsequent_percent"
OFSTED = (
    "Local authority name,Inspection date,Publication date,Inspection type,"
    "The impact of leaders on social work practice with children and families,"
    "The experiences and progress of children who need help and protection,"
    "The experiences and progress of children in care,"
    "The experiences and progress of care leavers"
)


def council(year: int, start: str, again: str, share: str) -> str:
    return (
        f"{year},Reporting year,Local authority,E92000001,England,E12000002,North West,"
        f"357,E08000008,Tameside,Plans,{start},{again},{share}"
    )


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_newer_table_of_statistics(tmp_path: Path) -> None:
    path = write(
        tmp_path / "anything.csv",
        PLANS,
        council(2026, "500", "100", "20"),
        council(2025, "552", "120", "21.7"),
        council(2024, "467", "117", "25.1"),
    )
    (change,) = update(path)
    assert (change.added, change.changed, change.same) == (1, 1, 1)
    assert change.shown == ["cpp_repeat, Tameside, 2025: 21.6 to 21.7"]
    rows = figures("Tameside", "cpp_repeat", best=True)
    by = dict(rows.select("period", "value").iter_rows())
    assert (by["2026"], by["2025"], by["2024"], by["2013"]) == (20, 21.7, 25.1, 23.9)
    (again,) = update(path)
    assert (again.added, again.changed, again.same) == (0, 0, 3)


def test_a_newest_year_of_few_councils_is_kept_and_said_to_be_cut_short(
    tmp_path: Path,
) -> None:
    path = write(tmp_path / "f.csv", PLANS, council(2026, "500", "100", "20"))
    (change,) = update(path)
    assert change.added == 1
    assert any("1 areas" in said and "cut short" in said for said in change.aside)


def test_a_year_far_ahead_is_a_slip_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    path = write(
        tmp_path / "f.csv",
        PLANS,
        council(2026, "500", "100", "20"),
        council(2062, "500", "100", "20"),
    )
    with pytest.raises(InputError, match="to 31/03/2062"):
        update(path)
    assert "2026" not in figures("Tameside", "cpp_repeat")["period"].to_list()


def test_an_older_table_changes_nothing_that_is_newer(tmp_path: Path) -> None:
    old = write(tmp_path / "old.csv", PLANS, council(2019, "413", "1", "0.2"))
    (change,) = update(old)
    assert (change.added, change.changed) == (0, 0)
    assert "1 figures that differ" in change.aside[0]
    rows = figures("Tameside", "cpp_repeat", best=True).filter(period="2019")
    assert rows["value"].to_list() == [21.1]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((PLANS, council(2026, "5", "ten", "2")), "row 2"),
        ((PLANS, council(2026, "5", "1", "2"), "2026,," + "," * 20), "row 3"),
        (("name,age", "someone,5"), "columns are others"),
        ((PLANS,), "nothing in it can be kept"),
    ],
    ids=["no number", "too long a row", "another table", "no rows"],
)
def test_a_bad_file_brings_nothing(
    tmp_path: Path, brought: Path, lines: tuple[str, ...], said: str
) -> None:
    with pytest.raises(InputError) as problem:
        update(write(tmp_path / "bad.csv", *lines))
    assert said in problem.value.what + problem.value.where
    assert problem.value.do
    assert problem.value.exit_code == 2
    assert not brought.exists()


def test_a_newer_table_of_ofsteds(tmp_path: Path) -> None:
    """The grade for the whole is gone from it, as from Ofsted's reports."""
    path = write(
        tmp_path / "outcomes.csv",
        "Inspections of children's services",
        OFSTED,
        "Tameside,2026-09-07,2026-11-02,ILACS Standard Inspection,Good,Good,Good,Good",
        "Atlantis,2026-09-07,2026-11-02,ILACS Standard Inspection,Good,Good,Good,Good",
    )
    (change,) = update(path)
    assert (change.added, change.changed) == (4, 0)
    assert "row 4" in change.aside[0]
    stands = judgements_on(date(2026, 11, 2), "Tameside")
    found = stands.filter(regime="children's services")
    assert found["area"].to_list() == [
        "leaders",
        "help and protection",
        "children in care",
        "care leavers",
    ]
    assert set(found["judgement"]) == {"good"}
    assert inspections("Tameside").height == 17 + 4


def test_what_a_program_read_does_not_outdo_ofsted(tmp_path: Path) -> None:
    path = write(
        tmp_path / "read.csv",
        "urn,local_authority,inspection_link,publication_date,inspection_framework,"
        "inspection_start_date,inspection_end_date,overall_effectiveness_grade,"
        "impact_of_leaders_grade,help_and_protection_grade,in_care_grade,"
        "care_leavers_grade",
        "80569,tameside,x,13/02/24,standard,04/12/2023,15/12/2023,good,inadequate,"
        "inadequate,inadequate,requires improvement",
    )
    (change,) = update(path)
    assert (change.added, change.changed) == (0, 0)
    assert "1 judgements that differ" in change.aside[0]
    found = judgements_on(date(2024, 3, 1), "Tameside").filter(area="overall")
    assert found["judgement"].to_list() == ["inadequate"]


def test_newer_neighbours_stand_in_the_place_of_the_old(tmp_path: Path) -> None:
    ranks = [f"357,{n},{code},Close" for n, code in enumerate(["372", "390"], start=1)]
    path = write(
        tmp_path / "sn_2027.csv", "la_code,rank,neighbour_la_code,closeness", *ranks
    )
    (change,) = update(path)
    assert change.kind == "neighbours"
    near = neighbours("Tameside")
    assert near["neighbour_council"].to_list() == ["Rotherham", "Gateshead"]
    assert near["model"].unique().to_list() == ["sn_2027"]


def test_what_was_brought_in_and_spoilt_is_named(tmp_path: Path, brought: Path) -> None:
    update(write(tmp_path / "a.csv", PLANS, council(2026, "500", "100", "20")))
    (brought / "figures.parquet").write_bytes(b"spoilt")
    with pytest.raises(InputError, match="bring the publisher's file in again"):
        figures("Tameside")


def test_what_cannot_be_is_set_aside_and_the_rest_kept(tmp_path: Path) -> None:
    nowhere = council(2026, "5", "2", "40").replace("357,", "999,")
    path = write(
        tmp_path / "new.csv",
        PLANS,
        council(2026, "500", "100", "20"),
        council(2025, "100", "-5", "5"),
        council(2024, "100", "50", "180"),
        council(2023, "100", "150", "c"),
        nowhere.replace("Tameside", "Nowhere"),
    )
    (change,) = update(path)
    assert (change.added, change.changed) == (1, 0)
    said = "\n".join(change.aside)
    assert "row 3: a number below zero" in said
    assert "rows 4, 5: a share above 100%" in said
    assert "row 6: the code of a council that is not known" in said
    assert "4 rows were not kept" in said
    rows = figures(measure="cpp_repeat")
    assert rows.filter(council="Nowhere").is_empty()
    assert (rows["value"].drop_nulls() >= 0).all()


def test_a_file_of_nothing_that_can_be_is_refused_with_the_reason(
    tmp_path: Path,
) -> None:
    path = write(tmp_path / "bad.csv", PLANS, council(2026, "100", "-5", "180"))
    with pytest.raises(InputError, match="row 2: a number below zero"):
        update(path)
