"""Every row of the crosswalk between the standards is carried over, or says why not."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path

import pytest

from clearsight.returns.cscapi import record as cscapi
from clearsight.returns.csww.record import VACANCIES, WORKERS
from clearsight.returns.sen2.record import COLUMNS
from clearsight.returns.ssd import record as ssd
from clearsight.returns.ssd.given import Given

REASONS = Path(__file__).parent / "not_carried.toml"
HEADINGS = {
    "ssd": "SSD field",
    "cscapi": "CSC API path",
    "sen2": "SEN2 module.field",
    "csww": "CSWW element",
}


class Noted(Given):
    """The tables of the dataset, noting every column that is asked for."""

    asked: set[str] = set()  # noqa: RUF012 (one for all)

    def rows(self, table, columns):
        """Note the columns, and give them."""
        self.asked |= {f"{table}.{column}" for column in columns}
        return super().rows(table, columns)


@pytest.fixture(scope="module")
def carried():
    """Say for each return which of its fields go into the record."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssd, "Given", Noted)
        ssd.to_record([])
        asked = set[str]()
        rows = cscapi._rows

        def noted(files, table, columns):
            asked.update(f"{table}.{column}" for column in columns)
            return rows(files, table, columns)

        patch.setattr(cscapi, "_rows", noted)
        cscapi.to_record([])
    return {
        "ssd": Noted.asked,
        "cscapi": asked,
        "sen2": {f"{t.lower()}.{c}" for t, (_, said) in COLUMNS.items() for c in said},
        "csww": {f"CSWWWorker.{c}" for c in WORKERS} | set(VACANCIES),
    }


TABLE_OF = {
    "child_and_family_assessments": "Assessment",
    "child_in_need_plans": "NeedPlan",
    "section_47_assessments": "Enquiry",
    "child_protection_plans": "ProtectionPlan",
    "child_looked_after_placements": "Placement",
    "care_worker_details": "Worker",
    "sdq_assessments": "Sdq",
}


def named(kind: str, cell: str) -> list[str]:
    """Return the fields that a cell of the crosswalk names, as `carried` names them."""
    if kind == "ssd":
        return [".".join(m) for m in re.findall(r"(ssd_\w+)\.(\w+)", cell)]
    if kind == "sen2":
        return [
            f"{table.replace('_', '')}.{field}"
            for table, field in re.findall(r"(\w+)\.(\w+)", cell)
        ]
    if kind == "csww":
        return re.findall(r"CSWWWorker\.\w+", cell)
    path = re.sub(r"\s*\(.*", "", cell).replace("[]", "").split(".")
    lists = [TABLE_OF[part] for part in path if part in TABLE_OF]
    inside = "Episode" if path[0] == "social_care_episodes" else "Child"
    return [f"{lists[-1] if lists else inside}.{path[-1]}"]


@pytest.mark.parametrize("kind", HEADINGS)
def test_every_row_is_carried_over_or_says_why_not(kind, carried, shared):
    with (shared / "spec/crosswalk.csv").open(encoding="utf-8") as handle:
        rows = [r for r in csv.DictReader(handle) if r[HEADINGS[kind]]]
    assert rows
    left = {
        f"{r['entity']}.{r['canonical field']}"
        for r in rows
        if not set(named(kind, r[HEADINGS[kind]])) & carried[kind]
    }
    reasons = tomllib.loads(REASONS.read_text("utf-8"))[kind]
    assert left == set(reasons)
    assert all(reasons.values())


def test_pupil_numbers_of_the_returns_are_hints():
    """Nobody has confirmed them: only an extract of ours can say that."""
    from clearsight.files.source import Source
    from clearsight.returns import by_key
    from clearsight.returns.folder import read_source

    head = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
    rows = "1,1,01/01/2015,WBRI,a12345678901b,0,\n2,1,01/01/2015,WBRI,UN3,0,\n"
    file = read_source(Source("h.csv", (head + rows).encode()))
    file.year, file.council = 2025, "X"
    made = by_key("ssda903").to_record([file])["identifier"]
    assert made.select("child", "kind", "value", "confirmed_on").rows() == [
        ("1", "UPN", "A12345678901B", None)
    ]
    census = (
        "<Message><Children><Child><ChildIdentifiers><LAchildID>7</LAchildID>"
        "<UPN>A123456789012</UPN></ChildIdentifiers></Child></Children></Message>"
    )
    file = read_source(Source("c.xml", census.encode()))
    made = by_key("cin").to_record([file])["identifier"]
    assert made.select("child", "value", "confirmed_on").rows() == [
        ("7", "A123456789012", None)
    ]
