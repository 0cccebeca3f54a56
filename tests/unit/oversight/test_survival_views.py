"""The three journeys are counted by year of start, with those still on the way."""

from __future__ import annotations

from datetime import date

import polars as pl

from clearsight.journeys import events as e
from clearsight.oversight.waiting import views
from clearsight.oversight.waiting.windows import WINDOW

AS_AT, BEGINS = date(2026, 3, 31), date(2024, 4, 1)
SPELL = {
    "council": pl.String, "child": pl.String, "kind": pl.String, "spell": pl.String,
    "starts_on": pl.Date, "ended_on": pl.Date, "is_open": pl.Boolean,
    "outcome": pl.String, "detail": pl.String, "within": pl.String,
    "known_to": pl.Date, "sources": pl.String, "file": pl.String, "row": pl.Int64,
}  # fmt: skip
EVENT = {
    "council": pl.String, "child": pl.String, "on": pl.Date, "event": pl.String,
    "spell": pl.String, "detail": pl.String,
}  # fmt: skip


def spell(kind, start, end=None, *, child="1", detail=None, outcome=None, within=None):
    return {
        "council": "X", "child": child, "kind": kind, "spell": f"{kind} {start}",
        "starts_on": date.fromisoformat(start),
        "ended_on": end and date.fromisoformat(end), "is_open": end is None,
        "detail": detail, "outcome": outcome, "within": within, "sources": "cin",
    }  # fmt: skip


def neglect(start, child="1"):
    return [
        spell(e.REFERRAL, start, child=child),
        spell(
            e.ASSESSMENT, start, child=child, detail="16A", within=f"referral {start}"
        ),
    ]


def journeys(*spells, events=(), birth=date(2015, 5, 1)):
    rows = pl.DataFrame(list(spells), schema=SPELL)
    who = rows.select("council", "child").unique()
    return views.journeys_to(
        rows,
        pl.DataFrame(list(events), schema=EVENT),
        who.with_columns(birth_on=pl.lit(birth)),
        pl.DataFrame([("X", "cin", BEGINS, AS_AT)], schema=WINDOW, orient="row"),
        as_at=AS_AT,
    )


def told(*spells, view, **more):
    rows = journeys(*spells, **more).filter(pl.col("view") == view)
    return rows.select("starts_on", "seen_to", "ending").rows()


def test_from_the_first_referral_for_neglect_to_the_first_plan():
    plan = spell(e.PROTECTION_PLAN, "2025-01-10")
    others = [spell(e.REFERRAL, "2024-05-01"), *neglect("2025-03-01")]
    assert told(*neglect("2024-08-01"), *others, plan, view=views.NEGLECT_TO_PLAN) == [
        (date(2024, 8, 1), date(2025, 1, 10), views.PLANNED)
    ]


def test_whoever_has_come_to_nothing_yet_is_still_on_the_way():
    assert told(*neglect("2024-08-01"), view=views.NEGLECT_TO_PLAN) == [
        (date(2024, 8, 1), AS_AT, None)
    ]


def test_care_before_any_plan_is_another_ending_and_so_is_turning_18():
    care = spell(e.CARE, "2025-01-01", detail="C2")
    found = told(*neglect("2024-08-01"), care, view=views.NEGLECT_TO_PLAN)
    assert found[0][2] == views.CARED
    born = date(2007, 5, 1)
    found = told(*neglect("2024-08-01"), view=views.NEGLECT_TO_PLAN, birth=born)
    assert found[0][1:] == (date(2025, 5, 1), views.GREW_UP)


def test_short_breaks_are_not_care():
    breaks = spell(e.CARE, "2025-01-01", detail="V4")
    plan = spell(e.PROTECTION_PLAN, "2024-06-01")
    assert told(plan, breaks, view=views.PLAN_TO_CARE)[0][2] is None


def test_a_plan_from_before_the_data_is_left_out_for_its_like_were_never_seen():
    assert told(spell(e.PROTECTION_PLAN, "2024-03-01"), view=views.PLAN_TO_CARE) == []


def test_care_comes_to_permanence_by_the_first_day_that_shows_it():
    care = spell(e.CARE, "2024-06-01", "2025-09-01", detail="C2", outcome="E45")
    order = spell(e.LEGAL_STATUS, "2025-02-01", detail="E1")
    lasting = {"council": "X", "child": "1", "on": date(2024, 12, 1),
               "event": e.LONG_TERM_PLACEMENT_BEGAN, "spell": "p"}  # fmt: skip
    view = views.CARE_TO_PERMANENCE
    assert told(care, view=view)[0][1:] == (date(2025, 9, 1), views.DECIDED)
    assert told(care, order, view=view)[0][1] == date(2025, 2, 1)
    assert told(care, order, view=view, events=[lasting])[0][1] == date(2024, 12, 1)
    home = spell(e.CARE, "2024-06-01", "2025-09-01", outcome="E4A")
    assert told(home, view=view)[0][2] == views.WENT


def test_a_child_already_in_care_enters_late_and_keeps_the_day_it_began():
    row = journeys(spell(e.CARE, "2023-04-01")).row(0, named=True)
    assert (row["starts_on"], row["entered_on"]) == (date(2023, 4, 1), BEGINS)


def test_each_year_has_its_own_curve_and_counts_whoever_waits():
    plans = [spell(e.PROTECTION_PLAN, "2024-06-01", child=str(n)) for n in range(4)] + [
        spell(e.PROTECTION_PLAN, "2025-06-01", child=str(n)) for n in range(4, 8)
    ]
    cared = [
        spell(e.CARE, "2024-06-11", child="0"),
        spell(e.CARE, "2025-06-01", child="9"),
    ]
    found = views.by_year(journeys(*plans, *cared))
    own = found.filter(pl.col("view") == views.PLAN_TO_CARE)
    columns = own.select("year", "children", "day", "share").rows()
    assert columns == [(2025, 4, 10, 0.25), (2026, 4, None, None)]


def test_a_year_that_nobody_watched_from_its_start_has_no_curve():
    before = spell(e.CARE, "2023-04-01", "2025-01-01", child="2", outcome="E45")
    since = spell(e.CARE, "2024-06-01", "2025-01-01", child="3", outcome="E45")
    found = views.by_year(journeys(before, since))
    assert found["year"].to_list() == [2025]


def test_what_was_settled_on_the_very_day_is_not_lost():
    care = spell(e.CARE, "2024-06-01", detail="E1")
    order = spell(e.LEGAL_STATUS, "2024-06-01", detail="E1")
    found = views.by_year(journeys(care, order))
    assert found.select("day", "share").rows() == [(1, 1.0)]
