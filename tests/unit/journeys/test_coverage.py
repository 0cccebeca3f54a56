"""What the sources could have shown of each spell."""

from __future__ import annotations

import polars as pl

from clearsight.journeys import events as e
from records import collected, day, files, journeys, record


def coverage(rows, event, known=None):
    found = collected(journeys(record(rows), known=known).coverage, "child", "spell")
    wanted = found.filter(pl.col("event") == event)
    return wanted.select("is_complete", "known_from", "known_to", "tail_from").rows()


# The day to which the newest file knows: of later days it says nothing.
MADE_ON = day("2026-03-31")
REFERRAL = {"child": "1", "referral_key": "a", "referred_on": "2025-02-20"}
CENSUS = {
    "source": "cin",
    "shows": "assessment authorised",
    "known_from": "2025-04-01",
}


def test_a_referral_with_no_assessment_is_covered_from_the_census_year_only():
    rows = {"referral": [REFERRAL], "coverage": [CENSUS]}
    assert coverage(rows, e.ASSESSMENT_AUTHORISED) == [
        (True, day("2025-04-01"), MADE_ON, None)
    ]


def test_a_referral_that_shows_its_own_assessment_is_covered_from_its_start():
    rows = {
        "referral": [REFERRAL],
        "coverage": [CENSUS],
        "assessment": [
            {"child": "1", "referral_key": "a", "starts_on": "2025-02-21"},
        ],
    }
    assert coverage(rows, e.ASSESSMENT_AUTHORISED) == [(True, None, MADE_ON, None)] * 2


def test_an_assessment_long_after_the_referral_may_not_have_been_the_first():
    rows = {
        "referral": [{**REFERRAL, "referred_on": "2024-01-10"}],
        "coverage": [CENSUS],
        "assessment": [
            {"child": "1", "referral_key": "a", "starts_on": "2025-05-06",
             "authorised_on": "2025-06-12"},
        ],
    }  # fmt: skip
    assert coverage(rows, e.ASSESSMENT_AUTHORISED) == [
        (True, None, MADE_ON, None),
        (True, day("2025-04-01"), MADE_ON, None),
    ]


def test_a_source_speaks_only_for_the_spells_it_shows():
    rows = {"referral": [{**REFERRAL, "source": "annexa"}], "coverage": [CENSUS]}
    assert coverage(rows, e.ASSESSMENT_AUTHORISED) == []


CARE = {
    "child": "1",
    "source": "annexa",
    "starts_on": "2025-05-01",
    "placement_from": "2025-06-01",
    "place": "U6",
}
LATEST = {"source": "annexa", "is_latest_only": True}


def test_the_latest_visit_is_where_the_tail_begins():
    visit = {"child": "1", "source": "annexa", "kind": "looked-after visit"}
    rows = {
        "care_period": [CARE],
        "visit": [{**visit, "visited_on": "2026-02-02", "is_latest_only": True}],
        "coverage": [{**LATEST, "shows": "looked-after visit"}],
    }
    assert coverage(rows, e.CARE_VISIT) == [(False, None, None, day("2026-02-02"))]


def test_a_planned_visit_that_stands_as_the_latest_hides_all_before_it():
    """The list has room for one visit: which were made, it can no longer show."""
    visit = {"child": "1", "source": "annexa", "kind": "looked-after visit"}
    visit |= {"is_latest_only": True}
    rows = {
        "care_period": [CARE],
        "visit": [
            {**visit, "visited_on": "2026-02-02"},
            {**visit, "visited_on": "2026-04-30"},
        ],
        "coverage": [{**LATEST, "shows": "looked-after visit"}],
    }
    assert coverage(rows, e.CARE_VISIT) == [(False, None, None, None)]


def test_with_no_visit_recorded_the_tail_begins_with_the_placement():
    rows = {
        "care_period": [CARE],
        "coverage": [{**LATEST, "shows": "looked-after visit"}],
    }
    assert coverage(rows, e.CARE_VISIT) == [(False, None, None, day("2025-06-01"))]


def test_a_complete_source_beside_a_tail_is_trusted_to_the_day_it_was_made():
    episode = {
        "child": "1",
        "source": "ssda903",
        "starts_on": "2025-05-01",
        "start_reason": "S",
    }
    rows = {
        "care_period": [CARE],
        "care_episode": [episode],
        "coverage": [
            {**LATEST, "shows": "looked-after review"},
            {
                "source": "ssda903",
                "shows": "looked-after review",
                "known_from": "2025-04-01",
            },
        ],
    }
    assert coverage(rows, e.CARE_REVIEW) == [
        (True, day("2025-04-01"), day("2026-03-31"), day("2025-05-01"))
    ]


def test_a_child_only_in_an_older_file_is_covered_to_that_files_day():
    known = files("2025-03-31").with_columns(
        is_newest=pl.col("file") != "f-903", known_on=pl.lit(day("2025-03-31"))
    )
    episode = {
        "child": "1",
        "source": "ssda903",
        "starts_on": "2025-01-01",
        "start_reason": "S",
    }
    newest = {"source": "ssda903", "file": "f-cin", "shows": "looked-after review"}
    rows = {"care_episode": [episode], "coverage": [newest]}
    assert coverage(rows, e.CARE_REVIEW, known) == [
        (True, None, day("2025-03-31"), None)
    ]
