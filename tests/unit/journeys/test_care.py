"""903 episodes become periods of care, placements and legal statuses."""

from __future__ import annotations

import polars as pl
import pytest

from clearsight.journeys import events as e
from records import collected, day, files, journeys, record


def episode(starts, ends=None, reason=None, **more):
    return {
        "child": "1",
        "source": "ssda903",
        "starts_on": starts,
        "ended_on": ends,
        "end_reason": reason,
        "start_reason": "S",
        "legal_status": "C1",
        "place": "U6",
        **more,
    }


def spells_of(rows, kind, known=None):
    found = collected(journeys(record(rows), known=known).spells, "child", "starts_on")
    return found.filter(pl.col("kind") == kind)


def events_of(rows, *kinds):
    found = collected(journeys(record(rows)).timeline, "child", "on", "event")
    return found.filter(pl.col("event").is_in(kinds))


CHAIN = [
    episode("2025-04-10", "2025-06-01", "X1"),
    episode("2025-06-01", "2025-07-01", "X1", start_reason="L", legal_status="C2"),
    episode("2025-07-01", start_reason="P", legal_status="C2", place="U4"),
]


def test_a_chain_of_episodes_is_one_period_two_statuses_two_placements():
    rows = {"care_episode": CHAIN}
    assert spells_of(rows, e.CARE).select("starts_on", "ended_on").rows() == [
        (day("2025-04-10"), None)
    ]
    assert spells_of(rows, e.LEGAL_STATUS).select("detail", "ended_on").rows() == [
        ("C1", day("2025-06-01")),
        ("C2", None),
    ]
    assert spells_of(rows, e.PLACEMENT).select("detail", "ended_on").rows() == [
        ("U6", day("2025-07-01")),
        ("U4", None),
    ]


def test_a_long_term_foster_placement_is_told_apart():
    rows = {"care_episode": CHAIN}
    began = events_of(rows, e.PLACEMENT_BEGAN, e.LONG_TERM_PLACEMENT_BEGAN)
    assert began["event"].to_list() == [e.PLACEMENT_BEGAN, e.LONG_TERM_PLACEMENT_BEGAN]


def test_leaving_and_coming_back_the_same_day_is_two_periods():
    rows = {
        "care_episode": [
            episode("2025-04-10", "2025-06-01", "E4A"),
            episode("2025-06-01"),
        ]
    }
    assert spells_of(rows, e.CARE)["starts_on"].to_list() == [
        day("2025-04-10"),
        day("2025-06-01"),
    ]


def test_a_gap_of_a_day_begins_a_new_period():
    rows = {
        "care_episode": [
            episode("2025-04-10", "2025-06-01", "X1"),
            episode("2025-06-02", start_reason="P"),
        ]
    }
    assert spells_of(rows, e.CARE).height == 2


def test_a_first_episode_that_is_not_the_start_of_care_says_so():
    rows = {"care_episode": [episode("2025-04-10", start_reason="P")]}
    assert events_of(rows, e.CARE_BEGAN).height == 0
    assert events_of(rows, e.CARE_ONGOING)["on"].to_list() == [day("2025-04-10")]


def test_list_8_gives_the_true_start_that_the_903_cannot():
    rows = {
        "care_episode": [episode("2025-04-10", start_reason="P")],
        "care_period": [{"child": "1", "source": "annexa", "starts_on": "2023-02-03"}],
    }
    assert events_of(rows, e.CARE_BEGAN)["on"].to_list() == [day("2023-02-03")]
    assert spells_of(rows, e.CARE)["sources"].to_list() == ["ssda903 annexa"]
    assert collected(journeys(record(rows)).conflicts).height == 0


def test_two_sources_a_day_apart_are_one_period_and_a_conflict():
    rows = {
        "care_episode": [episode("2025-04-10")],
        "care_period": [{"child": "1", "source": "annexa", "starts_on": "2025-04-11"}],
    }
    assert spells_of(rows, e.CARE)["starts_on"].to_list() == [day("2025-04-10")]
    conflict = collected(journeys(record(rows)).conflicts).row(0, named=True)
    assert (conflict["taken_on"], conflict["other_on"]) == (
        day("2025-04-10"),
        day("2025-04-11"),
    )


def test_short_breaks_begin_no_period_that_is_reviewed_as_care():
    rows = {"care_episode": [episode("2025-04-10", legal_status="V4")]}
    assert events_of(rows, e.CARE_BEGAN).height == 0
    assert events_of(rows, e.SHORT_BREAKS_BEGAN).height == 1
    assert events_of(rows, e.PLACEMENT_BEGAN).height == 0


def test_a_review_belongs_to_the_period_open_that_day_and_one_outside_is_kept():
    review = {"child": "1", "source": "ssda903", "kind": "looked-after review"}
    rows = {
        "care_episode": [episode("2025-04-10", "2025-08-01", "E4A")],
        "meeting": [
            {**review, "held_on": "2025-05-01"},
            {**review, "held_on": "2025-09-01"},
        ],
    }
    held = events_of(rows, e.CARE_REVIEW)
    assert held["spell"].to_list() == ["period of care 2025-04-10 #1", None]


def test_one_review_told_by_two_sources_is_one_event():
    review = {"child": "1", "kind": "looked-after review", "held_on": "2025-05-01"}
    rows = {
        "care_episode": [episode("2025-04-10")],
        "meeting": [{**review, "source": "ssda903"}, {**review, "source": "annexa"}],
    }
    assert events_of(rows, e.CARE_REVIEW).height == 1


def test_an_episode_with_no_start_is_a_period_with_no_start():
    rows = {"care_episode": [episode(None)]}
    assert events_of(rows, e.CARE_BEGAN)["on"].to_list() == [None]


def test_a_child_only_in_last_years_return_is_known_to_its_end():
    known = files().with_columns(
        known_on=pl.lit(day("2025-03-31")), is_newest=pl.lit(value=False)
    )
    rows = {"care_episode": [episode("2025-01-10")]}
    assert spells_of(rows, e.CARE, known)["known_to"].to_list() == [day("2025-03-31")]


def test_an_episode_that_says_another_follows_when_none_does_is_open_and_unknown():
    rows = {"care_episode": [episode("2025-04-10", "2025-06-01", "X1")]}
    spell = spells_of(rows, e.CARE).row(0, named=True)
    assert spell["is_open"]
    assert spell["known_to"] == day("2025-06-01")


def test_list_8_dates_a_placement_that_a_legal_change_only_continues():
    rows = {
        "care_episode": [episode("2025-04-10", start_reason="L")],
        "care_period": [
            {
                "child": "1",
                "source": "annexa",
                "starts_on": "2023-02-03",
                "placement_from": "2024-01-01",
                "place": "U6",
            }
        ],
    }
    assert spells_of(rows, e.PLACEMENT).select("starts_on", "sources").rows() == [
        (day("2024-01-01"), "ssda903 annexa")
    ]


def test_a_later_placement_in_list_8_is_a_move_and_not_the_same_one():
    rows = {
        "care_episode": [episode("2025-04-10")],
        "care_period": [
            {
                "child": "1",
                "source": "annexa",
                "starts_on": "2025-04-10",
                "placement_from": "2025-09-01",
                "place": "K2",
            }
        ],
    }
    assert spells_of(rows, e.PLACEMENT).height == 2


def test_what_is_told_twice_is_one_period():
    again = [episode("2025-04-10"), episode("2025-04-10", urn="SC1")]
    spells = spells_of({"care_episode": again}, e.CARE)
    assert spells.select("starts_on", "is_open").rows() == [(day("2025-04-10"), True)]


TURNS = {
    "into full care": ("V4", "C2", [e.SHORT_BREAKS_BEGAN, e.CARE_BEGAN]),
    "into short breaks": ("C2", "V4", [e.CARE_BEGAN, e.SHORT_BREAKS_BEGAN]),
}


@pytest.mark.parametrize("turn", TURNS)
def test_care_and_short_breaks_that_follow_each_other_are_two_periods(turn):
    first, then, begun = TURNS[turn]
    rows = {
        "care_episode": [
            episode("2025-05-01", "2025-07-01", "X1", legal_status=first),
            episode("2025-07-01", start_reason="L", legal_status=then),
        ]
    }
    days = [day("2025-05-01"), day("2025-07-01")]
    assert spells_of(rows, e.CARE).select("starts_on", "ended_on").rows() == [
        (days[0], days[1]),
        (days[1], None),
    ]
    found = events_of(rows, e.CARE_BEGAN, e.SHORT_BREAKS_BEGAN)
    assert found.select("on", "event").rows() == list(zip(days, begun, strict=True))


def undated_placements(rows):
    found = spells_of(rows, e.PLACEMENT)
    assert found["starts_on"].null_count() == found.height
    return found["child"].to_list()


def test_a_placement_with_no_start_is_kept_so_that_its_visits_are_asked_about():
    row = {"child": "1", "source": "annexa", "starts_on": "2025-12-01", "place": "U6"}
    assert undated_placements({"care_period": [row]}) == ["1"]
    assert undated_placements({"care_episode": [episode(None)]}) == ["1"]
    both = {"care_period": [row], "care_episode": [episode(None)]}
    assert undated_placements(both) == ["1"]
    began = events_of({"care_period": [row]}, e.PLACEMENT_BEGAN)
    assert began["on"].to_list() == [None]


def test_a_placement_that_another_source_dates_is_not_told_again():
    row = {"child": "1", "source": "annexa", "starts_on": "2025-12-01", "place": "U6"}
    rows = {"care_period": [row], "care_episode": [episode("2025-12-01")]}
    assert spells_of(rows, e.PLACEMENT)["starts_on"].to_list() == [day("2025-12-01")]
    left = {"care_period": [{**row, "ended_on": "2026-01-05"}]}
    assert spells_of(left, e.PLACEMENT).height == 0


def earlier_list(placement_from: str, made: str) -> dict[str, object]:
    """Return what List 8 said of the child's placement on an earlier day."""
    return {
        "child": "1",
        "source": "annexa",
        "about": "period of care",
        "file": made,
        "placement_from": placement_from,
    }


LISTED = {
    "while the child lived there": ("2024-01-01", "2025-05-31", "2024-01-01"),
    "before the episode": ("2024-01-01", "2025-03-31", "2025-04-10"),
    "after the next move": ("2024-01-01", "2025-09-30", "2025-04-10"),
    "of a later placement": ("2025-04-20", "2025-05-31", "2025-04-10"),
}


@pytest.mark.parametrize("when", LISTED)
def test_an_earlier_list_dates_a_placement_that_has_ended_since(when):
    began, made, expected = LISTED[when]
    older = pl.DataFrame({"file": [made]}).with_columns(
        known_on=pl.lit(day(made)), believed_to=pl.lit(day(made)),
        is_newest=pl.lit(value=False),
    )  # fmt: skip
    rows = {
        "care_episode": [
            episode("2025-04-10", "2025-08-01", "X1", start_reason="L"),
            episode("2025-08-01", start_reason="P", place="K2"),
        ],
        "listing": [earlier_list(began, made)],
    }
    spells = spells_of(rows, e.PLACEMENT, pl.concat([files(), older]))
    starts = spells.get_column("starts_on").sort().to_list()
    assert starts == [day(expected), day("2025-08-01")]
