"""Spells of state are what looking at each day by itself gives."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from clearsight.journeys import events as e
from clearsight.oversight.waiting import ranks
from clearsight.oversight.waiting.states import states
from clearsight.oversight.waiting.windows import WINDOW

AS_AT = date(2026, 3, 31)
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
CHILD = {"council": pl.String, "child": pl.String, "birth_on": pl.Date}


def day(text):
    return date.fromisoformat(text) if isinstance(text, str) else text


def found(*spells, events=(), begins="2020-04-01", birth="2018-06-01", as_at=AS_AT):
    """Give the spells of state of one child; a spell is (kind, start, end, detail)."""
    rows = []
    for n, (kind, start, end, *more) in enumerate(spells):
        extra = more[-1] if more and isinstance(more[-1], dict) else {}
        detail = more[0] if more and isinstance(more[0], str) else None
        rows.append(
            {
                "council": "X", "child": "1", "kind": kind, "spell": f"{kind} {n}",
                "starts_on": day(start), "ended_on": day(end), "is_open": end is None,
                "detail": detail, "sources": "cin", "file": "f", "row": n, **extra,
            }
        )  # fmt: skip
    told = [{"council": "X", "child": "1", "detail": None, **v} for v in events]
    return states(
        pl.DataFrame(rows, schema=SPELL),
        pl.DataFrame(told, schema=EVENT),
        pl.DataFrame([("X", "1", day(birth))], schema=CHILD, orient="row"),
        pl.DataFrame([("X", "cin", day(begins), AS_AT)], schema=WINDOW, orient="row"),
        as_at=as_at,
    )


def said(*spells, **more):
    """Give state, start, end and ending of each spell but those closed."""
    rows = found(*spells, **more).filter(pl.col("state") != ranks.CLOSED)
    columns = rows.select(
        "state", pl.col("starts_on", "ended_on").cast(pl.String), "ending"
    )
    return columns.rows()


KINDS = (e.REFERRAL, e.CIN_PLAN, e.ENQUIRY, e.PROTECTION_PLAN)
FIRST = date(2025, 1, 1)
RANDOM = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 150), st.integers(0, 60)),
    min_size=1,
    max_size=8,
)


def slow(spells):
    """Look at each day by itself; then join what a fortnight or less parts."""
    days = range(400)

    def runs(inside):
        out = []
        for d in days:
            if inside(d):
                if out and out[-1][1] == d:
                    out[-1][1] = d + 1
                else:
                    out.append([d, d + 1])
        return out

    def bridged(stretches):
        out = []
        for start, end in stretches:
            if out and start - out[-1][1] <= 14:
                out[-1][1] = max(end, out[-1][1])
            else:
                out.append([start, end])
        return out

    whole = {}
    for kind in KINDS:
        # One that began and ended on a day lasts no time, but may close a gap.
        own = sorted([s, s + n] for k, s, n in spells if k == kind)
        whole[kind] = bridged(own)

    def top(d):
        on = [k for k in KINDS if any(s <= d < t for s, t in whole[k])]
        return on[-1] if on else None

    tops = {d: top(d) for d in days}
    return sorted(
        (s, t, kind)
        for kind in KINDS
        for s, t in bridged(runs(lambda d, kind=kind: tops[d] == kind))
    )


@settings(deadline=None)
@given(RANDOM)
def test_states_are_what_looking_at_each_day_gives(spells):
    given_spells = [
        (kind, FIRST + timedelta(days=s), FIRST + timedelta(days=s + n))
        for kind, s, n in spells
    ]
    rows = found(*given_spells).filter(pl.col("state") != ranks.CLOSED)
    ours = [
        ((r["starts_on"] - FIRST).days, (r["ended_on"] - FIRST).days, r["state"])
        for r in rows.iter_rows(named=True)
    ]
    assert sorted(ours) == slow(spells)


def test_the_highest_state_counts_and_each_spell_says_what_it_came_to():
    assert said(
        (e.REFERRAL, "2025-01-01", "2025-12-31"),
        (e.ASSESSMENT, "2025-01-10", "2025-03-01"),
        (e.PROTECTION_PLAN, "2025-03-01", "2025-11-01", "NEG"),
        (e.CIN_PLAN, "2025-11-01", "2025-12-31"),
    ) == [
        ("referral", "2025-01-01", "2025-01-10", "assessment"),
        ("assessment", "2025-01-10", "2025-03-01", "child protection plan"),
        ("child protection plan", "2025-03-01", "2025-11-01", "CIN plan"),
        ("CIN plan", "2025-11-01", "2025-12-31", "closed"),
    ]


def test_a_gap_of_a_fortnight_is_bridged_and_one_of_fifteen_days_is_not():
    first = (e.PROTECTION_PLAN, "2025-01-01", "2025-03-01")
    near = (e.PROTECTION_PLAN, "2025-03-15", "2025-06-01")
    far = (e.PROTECTION_PLAN, "2025-03-16", "2025-06-01")
    assert len(said(first, near)) == 1
    assert len(said(first, far)) == 2


def test_an_enquiry_of_a_fortnight_does_not_break_the_plan_it_came_in():
    plan = (e.CIN_PLAN, "2025-01-01", "2025-06-01")
    assert said(plan, (e.ENQUIRY, "2025-02-01", "2025-02-15")) == [
        ("CIN plan", "2025-01-01", "2025-06-01", "closed"),
        ("section 47", "2025-02-01", "2025-02-15", "CIN plan"),
    ]


def test_a_child_still_waiting_is_seen_to_the_day_of_the_data_and_no_further():
    row = found((e.CIN_PLAN, "2025-01-01", None)).row(0, named=True)
    assert (row["ended_on"], row["ending"], row["seen_to"]) == (None, None, AS_AT)
    assert row["is_current"]
    gone = found((e.CIN_PLAN, "2025-01-01", None, {"known_to": date(2025, 3, 31)}))
    row = gone.row(0, named=True)
    assert (row["ended_on"], row["seen_to"]) == (None, date(2025, 3, 31))
    assert not row["is_current"]
    assert gone.height == 1  # nobody said that the case was closed


def test_a_planned_end_has_not_come():
    row = found((e.CIN_PLAN, "2025-01-01", "2026-05-01")).row(0, named=True)
    assert (row["ended_on"], row["is_current"]) == (None, True)


def test_what_was_open_when_the_data_begin_keeps_its_start_and_enters_late():
    row = found((e.CIN_PLAN, "2024-11-01", None), begins="2025-04-01").row(
        0, named=True
    )
    assert row["starts_on"] == date(2024, 11, 1)
    assert row["entered_on"] == date(2025, 4, 1)


def test_a_later_file_with_a_hole_before_it_does_not_reach_back():
    windows = pl.DataFrame(
        [
            ("X", "cin", date(2022, 4, 1), date(2023, 3, 31)),
            ("X", "cin", date(2024, 4, 1), date(2025, 3, 31)),
            ("X", "cin", date(2025, 4, 1), date(2026, 3, 31)),
        ],
        schema=WINDOW,
        orient="row",
    )
    from clearsight.oversight.waiting.windows import begins

    used = pl.DataFrame({"council": ["X"], "rank": [3], "sources": ["cin annexa"]})
    assert begins(used, windows)["begins_on"].to_list() == [date(2024, 4, 1)]


def test_in_care_the_legal_status_is_the_state_and_short_breaks_are_none():
    care = (e.CARE, "2025-01-01", None, "C2")
    assert [s[0] for s in said(
        care,
        (e.LEGAL_STATUS, "2025-01-01", "2025-02-01", "V2"),
        (e.LEGAL_STATUS, "2025-02-01", "2025-06-01", "C1"),
        (e.LEGAL_STATUS, "2025-06-01", None, "C2"),
        (e.PLACEMENT, "2025-09-01", None, "A4"),
    )] == [
        "looked after under section 20",
        "looked after under an interim care order",
        "looked after under a care order",
        "placed for adoption",
    ]  # fmt: skip
    short = {"event": e.SHORT_BREAKS_BEGAN, "spell": f"{e.CARE} 0"}
    assert said(
        (e.CARE, "2025-01-01", None, "V4"),
        (e.LEGAL_STATUS, "2025-01-01", None, "V4"),
        (e.CIN_PLAN, "2025-01-01", None),
        events=[short],
    ) == [("CIN plan", "2025-01-01", None, None)]


def test_care_that_began_before_the_data_is_not_taken_to_begin_with_them():
    row = found(
        (e.CARE, "2025-04-01", None, "C2"),
        (e.LEGAL_STATUS, "2025-04-01", None, "C2"),
        events=[{"event": e.CARE_ONGOING, "spell": f"{e.CARE} 0"}],
    ).row(0, named=True)
    assert not row["is_start_known"]


def test_what_a_return_says_of_an_ending_counts_before_what_came_next():
    adopted = (e.CARE, "2025-01-01", "2025-06-01", "E1", {"outcome": "E12"})
    assert said(adopted)[0][3] == "adopted"
    moved = (e.REFERRAL, "2025-01-01", "2025-06-01", {"outcome": "RC5"})
    assert said(moved)[0][3] == "moved to another council"
    grown = (e.CIN_PLAN, "2025-01-01", "2025-06-01")
    assert said(grown, birth="2007-06-01")[0][3] == "turned 18"


def test_a_young_person_who_was_long_enough_in_care_is_a_care_leaver_from_18():
    care = (e.CARE, "2022-01-01", "2024-03-01", "V2")
    later = (e.CIN_PLAN, "2024-04-01", "2025-01-01")
    states_of = [s[:2] for s in said(care, later, birth="2007-09-01")]
    assert ("care leaver", "2025-09-01") in states_of
    assert ("CIN plan", "2024-04-01") in states_of
    few = (e.CARE, "2023-06-01", "2023-07-15", "V2")
    assert "care leaver" not in [s[0] for s in said(few, birth="2007-06-01")]


def test_a_spell_is_known_by_what_was_so_on_its_first_day():
    rows = found(
        (e.REFERRAL, "2025-01-01", None, "N2"),
        (e.ASSESSMENT, "2025-01-01", "2025-02-15", "16A 4B"),
        (e.CIN_PLAN, "2025-02-15", None),
        birth="2020-02-20",
    )
    told = rows.select("state", "neglect", "for_disability", "age_band").rows()
    assert told == [
        ("assessment", False, True, "1 to 4"),
        ("CIN plan", True, True, "1 to 4"),
    ]
    plan = (e.PROTECTION_PLAN, "2025-01-01", None, "EMO")
    began = {"event": e.PROTECTION_PLAN_STARTED, "spell": f"{e.PROTECTION_PLAN} 0"}
    as_begun = found(plan, events=[{**began, "detail": "NEG"}])
    assert as_begun["neglect"].to_list() == [True]


def test_an_unborn_child_and_one_of_no_known_age_have_a_band():
    plan = (e.CIN_PLAN, "2025-01-01", None)
    assert found(plan, birth="2025-03-01")["age_band"][0] == "unborn or under 1"
    assert found(plan, birth=None)["age_band"][0] == "age not known"


def test_nothing_gives_nothing():
    assert found().is_empty()
    assert found((e.CONTACT, "2025-01-01", "2025-01-01")).is_empty()
