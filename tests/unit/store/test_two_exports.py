"""The SEN2 exports of two councils number rows alike; a store keeps them apart."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from clearsight.journeys import events as e
from clearsight.report.run import Options, review_files
from clearsight.settings import Settings
from clearsight.store.current import known
from clearsight.store.place import Place
from clearsight.store.snapshots import keep

AT = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
# By council: its code, the pupil's number, and the day of the plan.
COUNCILS = {
    "Tameside": ("357", "A123456789012", "2024-06-02"),
    "Oldham": ("353", "B123456789012", "2024-07-03"),
}


def export(folder: Path, code: str, pupil: str, plan: str) -> None:
    """Write the tables of an export, and who the pupil is, as one council has them."""
    tables = {
        "sen2.csv": "sen2tableid,collection,year,referencedate,lea\n"
        f"1,SEN2,2026,2026-01-15,{code}\n",
        "person.csv": "persontableid,sen2tableid,personbirthdate,sex,upn\n"
        f"7,1,2015-09-28,F,{pupil}\n",
        "requests.csv": "requeststableid,persontableid,receiveddate,requestoutcomedate,"
        "requestoutcome\n3,7,2024-01-02,2024-02-02,Y\n",
        "assessment.csv": "assessmenttableid,requeststableid,assessmentoutcome,"
        "assessmentoutcomedate\n9,3,Y,2024-03-01\n",
        "namedplan.csv": "namedplantableid,assessmenttableid,startdate,ceasedate\n"
        f"1,9,{plan},\n",
        "linked_identifiers.csv": "link_person_id,link_identifier_type,"
        "link_identifier_value,link_confirmed_by_id,link_confirmed_date\n"
        f"1,UPN,{pupil},SW9,2025-01-10\n",
        "children.csv": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
        f"1,2,28/09/2015,WBRI,{pupil},,\n",
    }
    folder.mkdir()
    for name, text in tables.items():
        (folder / name).write_text(text, encoding="utf-8")


def test_each_child_has_the_plan_of_the_own_council(tmp_path: Path) -> None:
    place = Place(tmp_path / "store")
    for council, (code, pupil, plan) in COUNCILS.items():
        export(tmp_path / council, code, pupil, plan)
        keep(place, [tmp_path / council], council=council, at=AT, by="tester")
    files = known(place).files
    found = review_files(files, Options(as_at=date(2026, 3, 31)), Settings())
    issued = found.timeline.filter(pl.col("event") == e.EHC_PLAN_ISSUED)
    assert dict(issued.select("council", "on").rows()) == {
        council: date.fromisoformat(plan) for council, (_, _, plan) in COUNCILS.items()
    }
    assert issued.height == len(COUNCILS)
