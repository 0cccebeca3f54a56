"""Which spellings in a worker's cell name a person, and whom, on both engines."""

from __future__ import annotations

import duckdb
import narwhals as nw
import polars as pl
import pytest

from clearsight.journeys.named import with_named, with_person
from clearsight.settings import NOT_A_WORKER

PEOPLE = """
Ann Smith | A. Smith | Smith, Ann | SMITH ANN | Ann | O'Brien | Smith-Jones | AS | Zoë
SW0123 | sw/0123456 | 104233 | SWE12345678 | W7 | Worker 12 | Ann\u00a0Smith
Jane Pool | John Mash | JOHN MASH | Pool, Jane | Mr Pool | Brandon-Lee Hampton
Kim No | Ann Smith (North Team) | Ann Smith - Duty | A. Smith - Front Door Team
Duty: Ann Smith | North Team / Ann Smith | Ann Smith, Assessment Team
Team A - O'Brien | Duty (SW0123) | Ann Smith – Duty Tray | Smith, Ann (MASH)
Ann Smith (Team Manager) | Ann Teamer | Ann Smith Service Manager
Ann Smith, North Area | Ann Smith (social worker) | Senior Social Worker Ann
Ann North | Núñez, Ana [Team 3]
"""
NOBODY = """
Unassigned | No worker | Awaiting worker | - | ? | 0 | -- | 00 | . | N/A | #N/A | n/a
Unallocated | UNALLOCATED | Not yet allocated | Un-allocated | To be allocated | TBC
TBA? | Awaiting allocation | awaiting  allocation | None | Nobody | No one | Vacant
Vacancy 2 | Duty | Duty Team | Duty worker | Duty Social Worker | Duty - North
Duty - Northtown | Team Manager | North Team | Northtown Assessment Team
Assessment and Support Team (East) | MASH | Mash | MASH Team | Northtown MASH
MASH (North) | Front Door | Pool | Worker pool | Social Worker | No social worker
Senior Practitioner | Inbox | Screening Inbox | Tray 4 | Unallocated (Ann Smith left)
Vacant - Ann Smith covers | Not known | Unknown | The Hub
"""
ENGINES = {
    "polars": lambda frame: nw.from_native(frame.lazy()),
    "duckdb": lambda frame: nw.from_native(duckdb.from_arrow(frame.to_arrow())),
}


def spelled(text: str) -> list[str]:
    return [
        one.strip(" ") for line in text.strip().split("\n") for one in line.split(" | ")
    ]


def named(cells: list[str | None], engine: str, words=NOT_A_WORKER) -> list[bool]:
    frame = pl.DataFrame({"at": range(len(cells)), "worker": cells})
    asked = with_named(ENGINES[engine](frame), "worker", words, "is_one")
    got = asked.collect("polars").sort("at").get_column("is_one")
    return got.to_list()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_person_is_a_person(engine: str) -> None:
    cells = spelled(PEOPLE)
    assert [
        c for c, is_one in zip(cells, named(cells, engine), strict=True) if not is_one
    ] == []


@pytest.mark.parametrize("engine", ENGINES)
def test_a_team_a_tray_or_a_blank_is_nobody(engine: str) -> None:
    cells = [*spelled(NOBODY), "", "  ", None]
    assert [
        c for c, is_one in zip(cells, named(cells, engine), strict=True) if is_one
    ] == []


@pytest.mark.parametrize("engine", ENGINES)
def test_a_council_says_what_stands_for_nobody_there(engine: str) -> None:
    cells = ["Brookside", "Ann Smith (Brookside)", "Duty", "MASH", "Tray+", "Tray"]
    words = ("brookside", "tray+")
    assert named(cells, engine, words) == [False, True, True, True, False, True]
    assert named(["Duty", "-"], engine, ()) == [True, False]


# On each line the ways in which one and the same person is written.
ONE = """
Ann Smith | ann smith | ANN SMITH | Ann  Smith | Ann\u00a0Smith | Ann Smith (North Team)
SW1 | sw1
1001 | 1001.0
SW0123 (North) | sw0123
Zoë Núñez | ZOË NÚÑEZ | Zoë Núñez [Team 3] | Núñez, Zoë | NÚÑEZ , ZOË (North Team)
Ann Smith | Smith, Ann | SMITH,ANN | Smith,  Ann (MASH)
Ann-Marie van der Berg | van der Berg, Ann-Marie
Jane Pool | Pool, Jane
"""
# On each line people who are not surely one.
SEVERAL = """
Ann Smith | Smith, Bo | Ann Smyth | A. Smith | Smith Ann
Ann Smith | Smith, Ann, North | Ann Smith, Bo Jones
MASH, Ann Smith | Ann Smith, MASH | Ann Smith, Team Manager | Ann Smith
Pool Jones | Jones, Pool | Mash Jones | Jones, Mash
Manager Smith | Smith, Manager | Social Worker Smith | Smith, Social Worker
Ann Smith | Smith, Ann (SW0123) | Smith, Ann (SW0124)
Duty (Ann Smith) | Duty (Bo Jones) | North Team (Ann Smith)
Ann Smith (SW0123) | Ann Smith (SW0124) | Ann Smith
Smith (Ann) | Smith (Bo) | Smith
1001 | 1002 | 10010 | 1001.5
"""


def people(cells: list[str | None], engine: str) -> list[str | None]:
    frame = ENGINES[engine](pl.DataFrame({"at": range(len(cells)), "worker": cells}))
    told = with_person(frame, "worker", NOT_A_WORKER, "person").collect("polars")
    return told.sort("at").get_column("person").to_list()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("line", ONE.strip().split("\n"))
def test_one_person_written_in_several_ways_is_one(line: str, engine: str) -> None:
    found = people(spelled(line), engine)
    assert len(set(found)) == 1
    assert None not in found


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("line", SEVERAL.strip().split("\n"))
def test_who_may_be_two_people_is_two(line: str, engine: str) -> None:
    assert len(set(people(spelled(line), engine))) == len(spelled(line))


@pytest.mark.parametrize("engine", ENGINES)
def test_nobody_is_no_person(engine: str) -> None:
    assert people([*spelled(NOBODY), "", None], engine) == [None] * (
        len(spelled(NOBODY)) + 2
    )
