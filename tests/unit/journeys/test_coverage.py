"""What the sources could have shown of each spell."""

from __future__ import annotations

import polars as pl

from clearsight.journeys import events as e
from records import day, files
from together import Case, Cases

CASES = Cases()


def coverage(case: Case, event: str) -> list[tuple]:
    """Return what the sources could have shown of one kind of event."""
    found = case.coverage.sort("child", "spell", maintain_order=True)
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


NO_ASSESSMENT = CASES.add({"referral": [REFERRAL], "coverage": [CENSUS]})


def test_a_referral_with_no_assessment_is_covered_from_the_census_year_only():
    assert coverage(NO_ASSESSMENT, e.ASSESSMENT_AUTHORISED) == [
        (True, day("2025-04-01"), MADE_ON, None)
    ]


ITS_OWN_ASSESSMENT = CASES.add(
    {
        "referral": [REFERRAL],
        "coverage": [CENSUS],
        "assessment": [
            {"child": "1", "referral_key": "a", "starts_on": "2025-02-21"},
        ],
    }
)


def test_a_referral_that_shows_its_own_assessment_is_covered_from_its_start():
    assert (
        coverage(ITS_OWN_ASSESSMENT, e.ASSESSMENT_AUTHORISED)
        == [(True, None, MADE_ON, None)] * 2
    )


LONG_AFTER = CASES.add(
    {
        "referral": [{**REFERRAL, "referred_on": "2024-01-10"}],
        "coverage": [CENSUS],
        "assessment": [
            {"child": "1", "referral_key": "a", "starts_on": "2025-05-06",
             "authorised_on": "2025-06-12"},
        ],
    }
)  # fmt: skip


def test_an_assessment_long_after_the_referral_may_not_have_been_the_first():
    assert coverage(LONG_AFTER, e.ASSESSMENT_AUTHORISED) == [
        (True, None, MADE_ON, None),
        (True, day("2025-04-01"), MADE_ON, None),
    ]


OF_ANOTHER_SOURCE = CASES.add(
    {"referral": [{**REFERRAL, "source": "annexa"}], "coverage": [CENSUS]}
)


def test_a_source_speaks_only_for_the_spells_it_shows():
    assert coverage(OF_ANOTHER_SOURCE, e.ASSESSMENT_AUTHORISED) == []


CARE = {
    "child": "1",
    "source": "annexa",
    "starts_on": "2025-05-01",
    "placement_from": "2025-06-01",
    "place": "U6",
}
LATEST = {"source": "annexa", "is_latest_only": True}
VISIT = {"child": "1", "source": "annexa", "kind": "looked-after visit"}


def visited(*days: str) -> Case:
    """Add a child in care whom the list shows as last visited on these days."""
    rows = [{**VISIT, "visited_on": on, "is_latest_only": True} for on in days]
    listed = {"coverage": [{**LATEST, "shows": "looked-after visit"}]}
    return CASES.add(
        {"care_period": [CARE], **listed, **({"visit": rows} if rows else {})}
    )


LAST_VISITED = visited("2026-02-02")


def test_the_latest_visit_is_where_the_tail_begins():
    assert coverage(LAST_VISITED, e.CARE_VISIT) == [
        (False, None, None, day("2026-02-02"))
    ]


VISIT_PLANNED = visited("2026-02-02", "2026-04-30")


def test_a_planned_visit_that_stands_as_the_latest_hides_all_before_it():
    """The list has room for one visit: which were made, it can no longer show."""
    assert coverage(VISIT_PLANNED, e.CARE_VISIT) == [(False, None, None, None)]


NOT_VISITED = visited()


def test_with_no_visit_recorded_the_tail_begins_with_the_placement():
    assert coverage(NOT_VISITED, e.CARE_VISIT) == [
        (False, None, None, day("2025-06-01"))
    ]


EPISODE = {
    "child": "1",
    "source": "ssda903",
    "starts_on": "2025-05-01",
    "start_reason": "S",
}
BESIDE_A_TAIL = CASES.add(
    {
        "care_period": [CARE],
        "care_episode": [EPISODE],
        "coverage": [
            {**LATEST, "shows": "looked-after review"},
            {
                "source": "ssda903",
                "shows": "looked-after review",
                "known_from": "2025-04-01",
            },
        ],
    }
)


def test_a_complete_source_beside_a_tail_is_trusted_to_the_day_it_was_made():
    assert coverage(BESIDE_A_TAIL, e.CARE_REVIEW) == [
        (True, day("2025-04-01"), day("2026-03-31"), day("2025-05-01"))
    ]


OLDER_FILE = CASES.add(
    {
        "care_episode": [{**EPISODE, "starts_on": "2025-01-01"}],
        "coverage": [
            {"source": "ssda903", "file": "f-cin", "shows": "looked-after review"}
        ],
    },
    files("2025-03-31").with_columns(is_newest=pl.col("file") != "f-903"),
)


def test_a_child_only_in_an_older_file_is_covered_to_that_files_day():
    assert coverage(OLDER_FILE, e.CARE_REVIEW) == [
        (True, None, day("2025-03-31"), None)
    ]
