"""Who the family is raises nothing, ranks nothing, and is not even looked at."""

from __future__ import annotations

import ast
from pathlib import Path

import clearsight.oversight
from clearsight.clocks import run
from clearsight.dates import calendar
from clearsight.record import Child
from clearsight.settings import Settings
from records import AS_AT, Engine, collected, journeys, raised, record

ALLOWED = {"birth_on", "is_unborn"}
PARTICULARS = set(Child.fields) - ALLOWED
ROWS = {
    "referral": [
        {"child": "1", "referred_on": "2025-06-02"},
        {"child": "1", "referred_on": "2025-12-01"},
    ],
    "care_episode": [
        {"child": "2", "source": "ssda903", "starts_on": "2025-06-02",
         "start_reason": "S", "legal_status": "V2", "place": "U6"},
    ],
}  # fmt: skip


def test_no_file_of_the_room_names_a_column_about_who_a_child_is():
    assert {"ethnicity", "sex", "is_asylum_seeker", "is_disabled"} <= PARTICULARS
    room = Path(clearsight.oversight.__file__).parent
    files = sorted(room.rglob("*.py"))
    assert files
    found = [
        (path.name, node.value)
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in PARTICULARS
    ]
    assert not found


def test_the_signals_are_the_same_whoever_the_child_is():
    one = {"sex": "F", "ethnicity": "WBRI", "is_disabled": False,
           "is_asylum_seeker": False}  # fmt: skip
    other = {"sex": "M", "ethnicity": "BAFR", "is_disabled": True,
             "is_asylum_seeker": False}  # fmt: skip
    found = [raised_of(particulars) for particulars in (one, other)]
    assert found[0].height >= 2
    assert found[0].equals(found[1])


def test_unaccompanied_children_are_set_apart_from_section_20_adrift_alone():
    """By the journeys, and only there: see S17 and its clock."""
    found = [
        raised_of({"is_asylum_seeker": is_alone}).select("child", "signal", "clock")
        for is_alone in (False, True)
    ]
    lost = found[0].join(found[1], on=["child", "signal", "clock"], how="anti",
                         nulls_equal=True)  # fmt: skip
    assert "S17" in lost["signal"].to_list()
    about = {clock for clock in lost["clock"] if clock}
    assert about <= {"s20_review"}
    assert set(lost["signal"]) <= {"S01", "S02", "S17", "S27"}


def raised_of(particulars):
    children = [
        {"child": child, "birth_on": "2015-05-05", **particulars} for child in "12"
    ]
    tables, engine = record({**ROWS, "child": children}), Engine()
    built = journeys(tables, engine)
    ran = run(
        built.timeline, built.coverage, engine.frame(calendar()),
        as_at=AS_AT, settings=Settings(),
    )  # fmt: skip
    return collected(raised(ran, built, tables, engine))
