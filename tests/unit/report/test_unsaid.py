"""What the returns leave unsaid of one child is a question, and never read as fine."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from clearsight.journeys import events as e
from clearsight.journeys.frames import SPELL
from clearsight.record import THINGS
from clearsight.report.questions import SCHEMA
from clearsight.report.unsaid import unsaid
from records import blank_frame

AS_AT = date(2026, 2, 28)
MONTHS = {"nov": date(2025, 11, 30), "dec": date(2025, 12, 31), "feb": AS_AT}
COUNCIL = {"council": "Exampleshire"}


def rows(table, *given, **every):
    thing = THINGS[table]
    full = [{**COUNCIL, "source": "annexa", "row": 2, **every, **g} for g in given]
    if not full:
        return thing.empty()
    return thing.conform(pl.DataFrame(full, infer_schema_length=None))


def spell(child, kind=e.CARE, **given):
    return {
        **dict.fromkeys(SPELL), **COUNCIL, "child": child, "kind": kind,
        "spell": f"{kind} #1", "starts_on": date(2025, 1, 1), "is_open": True,
        "sources": "annexa", "file": "feb", "row": 2, **given,
    }  # fmt: skip


def asked(
    *spells,
    months=("nov", "dec", "feb"),
    shows=e.CARE_ENDED,
    source="annexa",
    named=True,
    **tables,
):
    coverage = [{"file": month, "shows": shows, "source": source} for month in months]
    coverage += [{"file": "feb", "shows": e.ALLOCATED}] if named else []
    record = {
        "coverage": rows("coverage", *coverage),
        "care_episode": rows("care_episode", *tables.get("episodes", ())),
        "care_period": rows("care_period", *tables.get("periods", ())),
    }
    files = pl.DataFrame(
        {
            "file": list(MONTHS),
            "known_on": list(MONTHS.values()),
            "is_newest": [False, False, True],
        }
    )
    told = pl.DataFrame(list(spells), schema=blank_frame(SPELL).schema)
    found = unsaid(record, files, told, AS_AT)
    assert dict(found.schema) == {name: kind() for name, kind in SCHEMA.items()}
    return found.to_dicts()


def test_a_child_on_one_list_and_on_no_later_one_is_asked_about():
    gone = spell("E", known_to=MONTHS["nov"], file="nov")
    (row,) = asked(gone, spell("A"))
    assert (row["child"], row["about"]) == ("E", "on no later list")
    assert row["what"] == (
        "Open in Annex A of 30/11/2025 (period of care of 01/01/2025), and not in that "
        "of 31/12/2025 or any later: it ended, or the child moved to another "
        "identifier, or was left out by mistake."
    )


@pytest.mark.parametrize(
    "given",
    [
        {"known_to": MONTHS["nov"], "is_open": False},
        {"known_to": None},
        {"known_to": MONTHS["nov"], "kind": e.REFERRAL},
        {"known_to": MONTHS["nov"], "sources": "ssda903"},
    ],
    ids=["over", "still there", "a list of six months", "no later return of that kind"],
)
def test_no_other_child_is(given):
    assert asked(spell("E", **given)) == []


def of_census(child, **given):
    return spell(child, e.REFERRAL, **{"sources": "cin", **given})


def test_a_referral_that_a_later_census_leaves_out_with_its_child_is_asked_about():
    gone = of_census("E", known_to=MONTHS["nov"], file="nov")
    shows = {"shows": e.REFERRAL_CLOSED, "source": "cin"}
    (row,) = asked(gone, of_census("A"), **shows)
    assert row["child"] == "E"
    assert row["what"].startswith("Open in the CIN census of 30/11/2025 (referral of")
    still = of_census("E", spell="referral #2", is_open=False)
    assert asked(gone, still, **shows) == []
    assert asked(gone, **{**shows, "source": "annexa"}) == []


def test_extracts_without_that_list_leave_nobody_out():
    gone = spell("E", known_to=MONTHS["nov"], file="nov")
    assert asked(gone, months=["nov"]) == []
    assert asked(gone, shows=e.PROTECTION_PLAN_ENDED) == []


def test_two_things_of_one_child_are_one_question():
    gone = {"known_to": MONTHS["nov"]}
    (row,) = asked(spell("E", **gone), spell("E", spell="period of care #2", **gone))
    assert row["rows"] == 2


def test_a_cin_plan_that_gave_way_to_more_help_is_not_asked_about():
    gone = spell("E", e.CIN_PLAN, known_to=MONTHS["nov"])
    assert asked(gone, spell("E"), shows=e.CHILD_SEEN) == []
    assert len(asked(gone, shows=e.CHILD_SEEN)) == 1


def episode(child, **given):
    start = {"starts_on": date(2026, 1, 1), "place": "K2", "file": "feb"}
    return {"child": child, **start, **given}


def test_a_blank_number_of_a_setting_that_must_be_registered_is_asked_about():
    every = ["blank", "null", "spaces", "known", "none", "foster", "moved on", "gone"]
    episodes = [
        episode("blank"),
        episode("null", urn="N/A"),
        episode("spaces", urn="  "),
        episode("known", urn="SC12345"),
        episode("none", urn="XXXXXXX"),
        episode("foster", place="U6"),
        episode("moved on", ended_on=date(2026, 2, 1)),
        episode("gone", file="dec"),
    ]
    found = asked(*(spell(child) for child in every), episodes=episodes)
    assert [row["child"] for row in found] == ["blank", "null", "spaces"]
    assert found[0]["about"] == "signal S20"
    assert "type children's home (K2) since 01/01/2026" in found[0]["what"]


def test_a_file_that_holds_no_number_at_all_is_not_asked_child_by_child():
    assert asked(spell("blank"), episodes=[episode("blank")]) == []


def period(child, **given):
    told = {"times_missing": 6, "is_interview_offered": False, "file": "feb"}
    return {"child": child, **told, **given}


def test_times_missing_that_have_no_days_are_asked_about():
    periods = [
        period("often"),
        period("once", times_missing=1),
        period("never", times_missing=0),
        period("offered", is_interview_offered=True),
        period("blank", is_interview_offered=None),
        period("over", ended_on=date(2026, 2, 1)),
    ]
    found = asked(*(spell(p["child"]) for p in periods), periods=periods)
    assert [row["child"] for row in found] == ["often", "once"]
    assert "List 8 of 28/02/2026" in found[0]["what"]
    assert "missing 6 times in 12 months" in found[0]["what"]
    assert "missing once in 12 months" in found[1]["what"]


def test_days_that_a_return_holds_count_and_not_the_list():
    away = {"kind": e.MISSING, "detail": "M", "sources": "ssda903"}
    lately = spell("other", **away, starts_on=date(2025, 12, 1))
    assert asked(spell("often"), lately, periods=[period("often")]) == []
    long_ago = spell("other", **away, starts_on=date(2025, 2, 1))
    assert len(asked(spell("often"), long_ago, periods=[period("often")])) == 1


def test_where_no_list_names_a_worker_each_list_is_asked_about_once():
    found = asked(spell("A"), spell("B"), spell("C", e.PROTECTION_PLAN), named=False)
    asks = [row for row in found if row["about"] == "clock unallocated"]
    assert sorted((row["child"], row["rows"]) for row in asks) == [(None, 1), (None, 2)]


def on_roll(*spells):
    return asked(*spells, shows=e.CHILD_SEEN)


def test_who_is_open_in_an_older_return_and_not_on_list_6_is_asked_about():
    plan = spell("E", e.CIN_PLAN, known_to=MONTHS["nov"], sources="cin")
    referral = spell("E", e.REFERRAL, known_to=MONTHS["nov"], sources="cin")
    (row,) = on_roll(plan, referral, spell("A"))
    assert (row["child"], row["about"], row["rows"]) == ("E", "not on List 6", 2)
    assert (
        "CIN plan of 01/01/2025, open by what was known of 30/11/2025; referral"
        in (row["what"])
    )
    assert "Not on List 6 of 28/02/2026" in row["what"]


@pytest.mark.parametrize(
    "beside",
    [
        spell("E", e.PROTECTION_PLAN),
        spell("E", e.REFERRAL),
    ],
)
def test_of_whom_anything_else_runs_nothing_is_asked(beside):
    plan = spell("E", e.CIN_PLAN, known_to=MONTHS["nov"], sources="cin")
    assert not on_roll(plan, beside)


def test_what_was_open_on_the_day_of_list_6_is_not_asked_about():
    assert not on_roll(spell("E", e.CIN_PLAN, known_to=MONTHS["feb"], sources="cin"))
