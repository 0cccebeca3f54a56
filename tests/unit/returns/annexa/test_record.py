"""Lists into the canonical record, over one extract and several."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from clearsight.journeys.events import EVENTS
from clearsight.record import THINGS
from clearsight.record.identity import Conflict
from clearsight.returns.annexa.coverage import IN_WINDOW, NAMED_WORKER
from clearsight.returns.annexa.record import CONFLICT, to_record
from clearsight.returns.annexa.spells import HOLDERS, LATEST, SPELLS

JANUARY, FEBRUARY = date(2024, 1, 31), date(2024, 2, 29)
PLAN = {
    "CHILD_ID": 1,
    "DATE_OF_BIRTH": date(2015, 5, 6),
    "PLAN_START": date(2023, 10, 2),
    "INITIAL_CATEGORY": "a) Neglect",
    "LATEST_CATEGORY": "Neglect, Physical",
    "DATE_OF_LAST_VISIT": date(2024, 1, 20),
    "SEEN_ALONE": "a) Yes",
    "LATEST_REVIEW_CONFERENCE": date(2023, 12, 20),
    "ALLOCATED_WORKER": " A\u00a0Worker ",
}
ASSESSMENT = {"CHILD_ID": 1, "ASSESSMENT_START": date(2024, 1, 5), "CHILD_SEEN": "Yes"}


def facts(frame: pl.DataFrame, *columns: str) -> list[tuple]:
    return frame.select(columns).rows()


def test_every_word_of_ours_is_known_above():
    shown = (
        {e for e, *_ in IN_WINDOW}
        | {x.shows for x in LATEST if x.shows}
        | {NAMED_WORKER}
    )
    assert shown <= EVENTS
    assert {s.thing for s in SPELLS} <= set(THINGS)
    for spell in SPELLS:
        names = {spell.starts[0], *spell.columns, *spell.answers, *spell.constant}
        assert names <= set(THINGS[spell.thing].fields), spell.thing


def test_every_table_is_there_and_has_its_shape(extract):
    made = to_record([extract(JANUARY, {"List_7": [PLAN]})])
    assert set(made) == {*THINGS, CONFLICT}
    for name, thing in THINGS.items():
        assert made[name].schema == pl.Schema(thing.schema()), name
    assert made[CONFLICT].schema == pl.Schema(Conflict.schema())
    assert to_record([])["plan"].is_empty()


def test_no_postcode_reaches_the_record(extract):
    care = {
        "CHILD_ID": 1,
        "CARE_START": date(2023, 1, 2),
        "PLACEMENT_POSTCODE": "ZZ99 9ZZ",
    }
    made = to_record([extract(JANUARY, {"List_8": [care]})])
    assert all("ZZ99" not in str(frame.rows()) for frame in made.values())


def test_one_plan_of_one_extract(extract):
    file = extract(JANUARY, {"List_7": [PLAN]})
    made = to_record([file])
    assert facts(made["plan"], "council", "child", "kind", "starts_on", "ended_on") == [
        ("Exampleshire", "1", "child protection plan", date(2023, 10, 2), None)
    ]
    assert facts(made["plan"], "category_first", "category_latest") == [("NEG", "MUL")]
    assert facts(made["visit"], "kind", "visited_on", "is_alone", "is_latest_only") == [
        ("child protection visit", date(2024, 1, 20), True, True)
    ]
    assert facts(made["meeting"], "kind", "held_on", "is_latest_only") == [
        ("review conference", date(2023, 12, 20), True)
    ]
    assert facts(made["involvement"], "worker", "about", "about_on", "seen_on") == [
        ("A Worker", "child protection plan", date(2023, 10, 2), JANUARY)
    ]
    assert facts(made["plan"], "source", "file", "row") == [("annexa", file.file_id, 2)]


def test_a_later_extract_wins_and_every_latest_visit_is_kept(extract):
    later = {
        **PLAN,
        "PLAN_END": date(2024, 2, 20),
        "DATE_OF_LAST_VISIT": date(2024, 2, 10),
        "ALLOCATED_WORKER": None,
    }
    other = {**PLAN, "CHILD_ID": 2}
    files = [
        extract(FEBRUARY, {"List_7": [later, other]}),
        extract(JANUARY, {"List_7": [PLAN]}),
    ]
    for order in (files, files[::-1]):
        made = to_record(order)
        assert facts(made["plan"], "child", "ended_on") == [
            ("1", date(2024, 2, 20)), ("2", None),
        ]  # fmt: skip
        ones = made["visit"].filter(pl.col("child") == "1")
        assert sorted(ones["visited_on"]) == [date(2024, 1, 20), date(2024, 2, 10)]
        assert made["meeting"].filter(pl.col("child") == "1").height == 1
        statements = made["involvement"].filter(pl.col("child") == "1").sort("seen_on")
        assert facts(statements, "seen_on", "worker") == [
            (JANUARY, "A Worker"),
            (FEBRUARY, None),
        ]
        assert made[CONFLICT].is_empty()


MARCH = date(2024, 3, 31)


def test_of_a_run_of_extracts_that_say_the_same_the_ends_say_when_it_began(extract):
    april = date(2024, 4, 30)
    nobody, other = {**PLAN, "ALLOCATED_WORKER": None}, {**PLAN, "CHILD_ID": 2}
    said = {JANUARY: PLAN, FEBRUARY: nobody, MARCH: nobody, april: nobody}
    made = to_record([extract(on, {"List_7": [p, other]}) for on, p in said.items()])
    told = made["involvement"].sort("child", "seen_on")
    assert facts(told, "child", "seen_on", "said_since", "said_after") == [
        ("1", JANUARY, JANUARY, None),
        ("1", FEBRUARY, FEBRUARY, JANUARY),
        ("1", april, FEBRUARY, JANUARY),
        ("2", JANUARY, JANUARY, None),
        ("2", april, JANUARY, None),
    ]


def test_a_latest_visit_that_goes_back_takes_back_what_was_said_before(extract):
    """Had the visit been made, it would be the latest still."""
    said = {
        JANUARY: (date(2024, 1, 20), date(2024, 1, 10)),
        FEBRUARY: (date(2023, 11, 2), date(2024, 2, 10)),
        MARCH: (date(2023, 11, 2), None),
    }
    files = [
        extract(
            day,
            {
                "List_7": [
                    {**PLAN, "CHILD_ID": n, "DATE_OF_LAST_VISIT": on}
                    for n, on in enumerate(visits, start=1)
                ]
            },
        )
        for day, visits in said.items()
    ]
    made = to_record(files)
    visits = made["visit"].filter(kind="child protection visit")
    assert facts(visits.sort("child", "visited_on"), "child", "visited_on") == [
        ("1", date(2023, 11, 2)),
        ("2", date(2024, 1, 10)),
        ("2", date(2024, 2, 10)),
    ]
    (told,) = made[CONFLICT].filter(column="visited_on").to_dicts()
    assert (told["child"], told["other_on"]) == ("1", date(2024, 1, 20))
    assert told["taken_on"] == date(2023, 11, 2)
    assert (told["taken"], told["other"]) == (
        "Annex A extract of 2024-02-29",
        "Annex A extract of 2024-01-31",
    )


def test_a_child_on_a_list_twice_takes_nothing_back(extract):
    """Of two rows of one extract the later day is the latest."""
    other = {**PLAN, "PLAN_START": date(2022, 1, 4), "PLAN_END": date(2022, 9, 1)}
    rows = [PLAN, {**other, "DATE_OF_LAST_VISIT": date(2022, 8, 20)}]
    made = to_record([extract(day, {"List_7": rows}) for day in (JANUARY, FEBRUARY)])
    visits = made["visit"].filter(kind="child protection visit")
    assert sorted(visits["visited_on"]) == [date(2022, 8, 20), date(2024, 1, 20)]
    assert made[CONFLICT].is_empty()


def test_a_previous_file_never_wins(extract):
    old = extract(
        FEBRUARY, {"List_7": [{**PLAN, "PLAN_END": FEBRUARY}]}, is_previous=True
    )
    made = to_record([extract(JANUARY, {"List_7": [PLAN]}), old])
    assert facts(made["plan"], "ended_on") == [(None,)]


def test_a_day_that_changes_is_a_conflict_and_a_blank_filled_is_not(extract):
    first = {**ASSESSMENT, "DATE_OF_AUTHORISATION": date(2024, 1, 30)}
    second = {**ASSESSMENT, "DATE_OF_AUTHORISATION": date(2024, 2, 1)}
    made = to_record(
        [extract(JANUARY, {"List_4": [first]}), extract(FEBRUARY, {"List_4": [second]})]
    )
    assert facts(made["assessment"], "authorised_on", "is_child_seen") == [
        (date(2024, 2, 1), True)
    ]
    columns = ("child", "column", "taken_on", "other_on", "other")
    assert facts(made[CONFLICT], *columns) == [
        ("1", "authorised_on", date(2024, 2, 1), date(2024, 1, 30),
         "Annex A extract of 2024-01-31")
    ]  # fmt: skip


def test_two_on_one_day_stay_two_and_two_councils_stay_apart(extract):
    contact = {
        "CHILD_ID": 1,
        "DATE_OF_CONTACT": date(2024, 1, 5),
        "CONTACT_SOURCE": "3A",
    }
    twice = {"List_1": [contact, contact]}
    files = [extract(JANUARY, twice), extract(FEBRUARY, twice)]
    assert to_record(files)["contact"].height == 2
    files.append(extract(FEBRUARY, twice, council="Otherton"))
    assert to_record(files)["contact"].height == 4


def test_answers_of_an_enquiry(extract):
    rows = [
        {"CHILD_ID": 1, "STRATEGY_DISCUSSION": date(2024, 1, 5),
         "CONFERENCE_UNNECESSARY": "Yes"},
        {"CHILD_ID": 2, "STRATEGY_DISCUSSION": date(2024, 1, 5),
         "CONFERENCE_UNNECESSARY": "b) No",
         "DATE_OF_CONFERENCE": date(2024, 1, 20), "CONFERENCE_MADE_PLAN": "a) Yes"},
        {"CHILD_ID": 3, "STRATEGY_DISCUSSION": date(2024, 1, 5)},
    ]  # fmt: skip
    made = to_record([extract(JANUARY, {"List_5": rows})])["enquiry"]
    assert facts(made, "is_conference_not_needed", "conference_on", "is_plan_made") == [
        (True, None, None), (False, date(2024, 1, 20), True), (None, None, None),
    ]  # fmt: skip


def test_children_and_who_is_unborn(extract):
    rows = [
        {
            **ASSESSMENT,
            "CHILD_ID": 1,
            "AGE": -1,
            "GENDER": "c) Not stated/recorded (or unborn)",
        },
        {
            **ASSESSMENT,
            "CHILD_ID": 2,
            "AGE": 6.138,
            "GENDER": "a) Male",
            "DISABILITY": "b) No",
        },
        {**ASSESSMENT, "CHILD_ID": 3, "DATE_OF_BIRTH": date(2024, 5, 1)},
        {**ASSESSMENT, "CHILD_ID": 4, "GENDER": "c) Not stated/recorded (or unborn)"},
        {**ASSESSMENT, "CHILD_ID": 5, "GENDER": "Unborn"},
    ]
    made = to_record([extract(JANUARY, {"List_4": rows})])["child"]
    assert facts(made, "child", "is_unborn", "sex", "is_disabled") == [
        ("1", True, "U", None), ("2", False, "M", False), ("3", True, None, None),
        ("4", None, "U", None), ("5", True, "U", None),
    ]  # fmt: skip


def test_a_child_on_several_lists_is_said_once_where_they_agree(extract):
    child = {"CHILD_ID": 1, "DATE_OF_BIRTH": date(2015, 5, 6), "GENDER": "F"}
    lists = {
        "List_1": [child, child],
        "List_3": [child],
        "List_6": [{**child, "GENDER": "M"}],
    }
    made = to_record([extract(JANUARY, lists)])["child"]
    assert sorted(facts(made, "sex")) == [("F",), ("M",)]


def test_care_leavers_and_their_personal_advisers(extract):
    row = {"CHILD_ID": 9, "ALLOCATED_WORKER": "B", "PERSONAL_ADVISER": "C",
           "ELIGIBILITY": "b) Former relevant child", "ACTIVITY": "F4"}  # fmt: skip
    made = to_record([extract(JANUARY, {"List_9": [row]})])
    assert sorted(facts(made["involvement"], "worker", "role")) == [
        ("B", "social worker"), ("C", "personal adviser"),
    ]  # fmt: skip
    assert facts(made["leaver"], "category", "activity") == [("FORMER RELEVANT", "F4")]


def test_no_statement_is_made_where_the_column_is_absent_or_wholly_blank(extract):
    row = {**PLAN, "ALLOCATED_WORKER": None}
    blank = extract(JANUARY, {"List_7": [row]})
    absent = extract(JANUARY, {"List_7": [PLAN]}, without=("ALLOCATED_WORKER",))
    for file in (blank, absent):
        made = to_record([file])
        assert made["involvement"].is_empty()
        assert NAMED_WORKER not in made["coverage"]["shows"].to_list()
    assert len(HOLDERS) == 8


@pytest.mark.parametrize("named_on", [JANUARY, FEBRUARY])
def test_a_blank_is_nobody_where_any_extract_of_the_list_names_workers(
    extract, named_on
):
    nobody = {**PLAN, "ALLOCATED_WORKER": None}
    lists = {day: {"List_7": [nobody]} for day in (JANUARY, FEBRUARY)}
    lists[named_on] = {"List_7": [{**PLAN, "ALLOCATED_WORKER": "A"}]}
    elsewhere = extract(FEBRUARY, {"List_7": [nobody]}, council="Otherton")
    files = [extract(day, lists[day]) for day in lists]
    made = to_record([*files, elsewhere])["involvement"]
    plans = made.filter(about="child protection plan")
    assert set(facts(plans, "worker")) == {(None,), ("A",)}
    assert set(plans["council"]) == {files[0].council}


def test_a_long_list_that_is_wholly_blank_lost_its_column(extract):
    nobody = [{**PLAN, "CHILD_ID": n, "ALLOCATED_WORKER": None} for n in range(6)]
    lists = {JANUARY: [{**PLAN, "ALLOCATED_WORKER": "A"}], FEBRUARY: nobody}
    files = [extract(day, {"List_7": rows}) for day, rows in lists.items()]
    made = to_record(files)["involvement"]
    assert set(facts(made, "worker")) == {("A",)}


def test_a_short_list_without_the_column_says_nothing(extract):
    named = extract(JANUARY, {"List_7": [{**PLAN, "ALLOCATED_WORKER": "A"}]})
    absent = extract(FEBRUARY, {"List_7": [PLAN]}, without=("ALLOCATED_WORKER",))
    made = to_record([named, absent])["involvement"]
    assert facts(made, "worker") == [("A",)]


def test_another_list_does_not_say_that_this_one_is_filled_in(extract):
    other = {"CHILD_ID": 2, "CARE_START": date(2024, 1, 2), "ALLOCATED_WORKER": "A"}
    lists = {"List_7": [{**PLAN, "ALLOCATED_WORKER": None}], "List_8": [other]}
    made = to_record([extract(JANUARY, lists)])["involvement"]
    assert made.filter(about="child protection plan").is_empty()


def test_what_a_file_covers(extract):
    lists = {
        "List_3": [{"CHILD_ID": 1, "DATE_OF_REFERRAL": date(2024, 1, 2)}],
        "List_4": [{**ASSESSMENT, "DATE_OF_AUTHORISATION": date(2024, 1, 30)}],
        "List_5": [],
        "List_7": [PLAN],
    }
    files = [extract(JANUARY, lists), extract(FEBRUARY, {"List_7": [PLAN]})]
    made = to_record(files)["coverage"].filter(pl.col("file") == files[0].file_id)
    assert sorted(facts(made, "shows", "known_from", "known_to", "is_latest_only")) == [
        ("assessment authorised", date(2023, 7, 31), JANUARY, False),
        ("child first seen in the assessment", None, JANUARY, False),
        ("child protection plan ended", None, JANUARY, False),
        ("child protection visit", None, JANUARY, True),
        ("named worker recorded", None, JANUARY, True),
        ("review conference held", None, JANUARY, True),
    ]
    newest = to_record(files)["coverage"].filter(pl.col("file") == files[1].file_id)
    assert newest["known_to"].null_count() == newest.height == 4


def test_lists_of_one_extract_in_two_files_count_together(extract):
    three = extract(
        JANUARY, {"List_3": [{"CHILD_ID": 1, "DATE_OF_REFERRAL": date(2024, 1, 2)}]}
    )
    done = {**ASSESSMENT, "DATE_OF_AUTHORISATION": date(2024, 1, 30)}
    four = extract(JANUARY, {"List_4": [done]})
    shows = to_record([three, four])["coverage"]["shows"].to_list()
    assert "assessment authorised" in shows
    assert (
        "assessment authorised" not in to_record([four])["coverage"]["shows"].to_list()
    )
