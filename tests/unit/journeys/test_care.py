"""903 episodes become periods of care, placements and legal statuses."""

from __future__ import annotations

import polars as pl
import pytest

from clearsight.journeys import events as e
from records import day, files
from together import Cases

CASES = Cases()


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


def spells_of(case, kind):
    return case.spells.sort("child", "starts_on").filter(pl.col("kind") == kind)


def events_of(case, *kinds):
    found = case.timeline.sort("child", "on", "event")
    return found.filter(pl.col("event").is_in(kinds))


CHAIN = [
    episode("2025-04-10", "2025-06-01", "X1"),
    episode("2025-06-01", "2025-07-01", "X1", start_reason="L", legal_status="C2"),
    episode("2025-07-01", start_reason="P", legal_status="C2", place="U4"),
]


@CASES.given({"care_episode": CHAIN})
def test_a_chain_of_episodes_is_one_period_two_statuses_two_placements(case):
    assert spells_of(case, e.CARE).select("starts_on", "ended_on").rows() == [
        (day("2025-04-10"), None)
    ]
    assert spells_of(case, e.LEGAL_STATUS).select("detail", "ended_on").rows() == [
        ("C1", day("2025-06-01")),
        ("C2", None),
    ]
    assert spells_of(case, e.PLACEMENT).select("detail", "ended_on").rows() == [
        ("U6", day("2025-07-01")),
        ("U4", None),
    ]


@CASES.given({"care_episode": CHAIN})
def test_a_long_term_foster_placement_is_told_apart(case):
    began = events_of(case, e.PLACEMENT_BEGAN, e.LONG_TERM_PLACEMENT_BEGAN)
    assert began["event"].to_list() == [e.PLACEMENT_BEGAN, e.LONG_TERM_PLACEMENT_BEGAN]


@CASES.given(
    {
        "care_episode": [
            episode("2025-04-10", "2025-06-01", "E4A"),
            episode("2025-06-01"),
        ]
    }
)
def test_leaving_and_coming_back_the_same_day_is_two_periods(case):
    assert spells_of(case, e.CARE)["starts_on"].to_list() == [
        day("2025-04-10"),
        day("2025-06-01"),
    ]


@CASES.given(
    {
        "care_episode": [
            episode("2025-04-10", "2025-06-01", "X1"),
            episode("2025-06-02", start_reason="P"),
        ]
    }
)
def test_a_gap_of_a_day_begins_a_new_period(case):
    assert spells_of(case, e.CARE).height == 2


@CASES.given({"care_episode": [episode("2025-04-10", start_reason="P")]})
def test_a_first_episode_that_is_not_the_start_of_care_says_so(case):
    assert events_of(case, e.CARE_BEGAN).height == 0
    assert events_of(case, e.CARE_ONGOING)["on"].to_list() == [day("2025-04-10")]


@CASES.given(
    {
        "care_episode": [episode("2025-04-10", start_reason="P")],
        "care_period": [{"child": "1", "source": "annexa", "starts_on": "2023-02-03"}],
    }
)
def test_list_8_gives_the_true_start_that_the_903_cannot(case):
    assert events_of(case, e.CARE_BEGAN)["on"].to_list() == [day("2023-02-03")]
    assert spells_of(case, e.CARE)["sources"].to_list() == ["ssda903 annexa"]
    assert case.conflicts.height == 0


@CASES.given(
    {
        "care_episode": [episode("2025-04-10")],
        "care_period": [{"child": "1", "source": "annexa", "starts_on": "2025-04-11"}],
    }
)
def test_two_sources_a_day_apart_are_one_period_and_a_conflict(case):
    assert spells_of(case, e.CARE)["starts_on"].to_list() == [day("2025-04-10")]
    conflict = case.conflicts.row(0, named=True)
    assert (conflict["taken_on"], conflict["other_on"]) == (
        day("2025-04-10"),
        day("2025-04-11"),
    )


@CASES.given({"care_episode": [episode("2025-04-10", legal_status="V4")]})
def test_short_breaks_begin_no_period_that_is_reviewed_as_care(case):
    assert events_of(case, e.CARE_BEGAN).height == 0
    assert events_of(case, e.SHORT_BREAKS_BEGAN).height == 1
    assert events_of(case, e.PLACEMENT_BEGAN).height == 0


REVIEW = {"child": "1", "source": "ssda903", "kind": "looked-after review"}


@CASES.given(
    {
        "care_episode": [episode("2025-04-10", "2025-08-01", "E4A")],
        "meeting": [
            {**REVIEW, "held_on": "2025-05-01"},
            {**REVIEW, "held_on": "2025-09-01"},
        ],
    }
)
def test_a_review_belongs_to_the_period_open_that_day_and_one_outside_is_kept(case):
    held = events_of(case, e.CARE_REVIEW)
    assert held["spell"].to_list() == ["period of care 2025-04-10 #1", None]


@CASES.given(
    {
        "care_episode": [episode("2025-04-10")],
        "meeting": [
            {**REVIEW, "held_on": "2025-05-01"},
            {**REVIEW, "held_on": "2025-05-01", "source": "annexa"},
        ],
    }
)
def test_one_review_told_by_two_sources_is_one_event(case):
    assert events_of(case, e.CARE_REVIEW).height == 1


@CASES.given({"care_episode": [episode(None)]})
def test_an_episode_with_no_start_is_a_period_with_no_start(case):
    assert events_of(case, e.CARE_BEGAN)["on"].to_list() == [None]


@CASES.given(
    {"care_episode": [episode("2025-01-10")]},
    files("2025-03-31").with_columns(is_newest=False),
)
def test_a_child_only_in_last_years_return_is_known_to_its_end(case):
    assert spells_of(case, e.CARE)["known_to"].to_list() == [day("2025-03-31")]


@CASES.given({"care_episode": [episode("2025-04-10", "2025-06-01", "X1")]})
def test_an_episode_that_says_another_follows_when_none_does_is_open_and_unknown(case):
    spell = spells_of(case, e.CARE).row(0, named=True)
    assert spell["is_open"]
    assert spell["known_to"] == day("2025-06-01")


@CASES.given(
    {
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
)
def test_list_8_dates_a_placement_that_a_legal_change_only_continues(case):
    assert spells_of(case, e.PLACEMENT).select("starts_on", "sources").rows() == [
        (day("2024-01-01"), "ssda903 annexa")
    ]


@CASES.given(
    {
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
)
def test_a_later_placement_in_list_8_is_a_move_and_not_the_same_one(case):
    assert spells_of(case, e.PLACEMENT).height == 2


@CASES.given(
    {"care_episode": [episode("2025-04-10"), episode("2025-04-10", urn="SC1")]}
)
def test_what_is_told_twice_is_one_period(case):
    spells = spells_of(case, e.CARE)
    assert spells.select("starts_on", "is_open").rows() == [(day("2025-04-10"), True)]


def turned(first, then):
    return CASES.add(
        {
            "care_episode": [
                episode("2025-05-01", "2025-07-01", "X1", legal_status=first),
                episode("2025-07-01", start_reason="L", legal_status=then),
            ]
        }
    )


@pytest.mark.parametrize(
    ("case", "begun"),
    [
        (turned("V4", "C2"), [e.SHORT_BREAKS_BEGAN, e.CARE_BEGAN]),
        (turned("C2", "V4"), [e.CARE_BEGAN, e.SHORT_BREAKS_BEGAN]),
    ],
    ids=["into full care", "into short breaks"],
)
def test_care_and_short_breaks_that_follow_each_other_are_two_periods(case, begun):
    days = [day("2025-05-01"), day("2025-07-01")]
    assert spells_of(case, e.CARE).select("starts_on", "ended_on").rows() == [
        (days[0], days[1]),
        (days[1], None),
    ]
    found = events_of(case, e.CARE_BEGAN, e.SHORT_BREAKS_BEGAN)
    assert found.select("on", "event").rows() == list(zip(days, begun, strict=True))


LISTED = {"child": "1", "source": "annexa", "starts_on": "2025-12-01", "place": "U6"}
OF_LIST = CASES.add({"care_period": [LISTED]})
OF_RETURN = CASES.add({"care_episode": [episode(None)]})
OF_BOTH = CASES.add({"care_period": [LISTED], "care_episode": [episode(None)]})


@pytest.mark.parametrize("case", [OF_LIST, OF_RETURN, OF_BOTH])
def test_a_placement_with_no_start_is_kept_so_that_its_visits_are_asked_about(case):
    found = spells_of(case, e.PLACEMENT)
    assert found["starts_on"].null_count() == found.height
    assert found["child"].to_list() == ["1"]
    began = events_of(OF_LIST, e.PLACEMENT_BEGAN)
    assert began["on"].to_list() == [None]


@CASES.given({"care_period": [LISTED], "care_episode": [episode("2025-12-01")]})
def test_a_placement_that_another_source_dates_is_not_told_again(case):
    assert spells_of(case, e.PLACEMENT)["starts_on"].to_list() == [day("2025-12-01")]


@CASES.given({"care_period": [{**LISTED, "ended_on": "2026-01-05"}]})
def test_a_placement_with_no_start_that_has_ended_is_none(case):
    assert spells_of(case, e.PLACEMENT).height == 0


def earlier_list(placement_from, made):
    """Add what List 8 said of the child's placement on an earlier day."""
    listed = {
        "child": "1",
        "source": "annexa",
        "about": "period of care",
        "file": made,
        "placement_from": placement_from,
    }
    older = files(made).head(1).with_columns(file=pl.lit(made), is_newest=False)
    rows = {
        "care_episode": [
            episode("2025-04-10", "2025-08-01", "X1", start_reason="L"),
            episode("2025-08-01", start_reason="P", place="K2"),
        ],
        "listing": [listed],
    }
    return CASES.add(rows, pl.concat([files(), older]))


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (earlier_list("2024-01-01", "2025-05-31"), "2024-01-01"),
        (earlier_list("2024-01-01", "2025-03-31"), "2025-04-10"),
        (earlier_list("2024-01-01", "2025-09-30"), "2025-04-10"),
        (earlier_list("2025-04-20", "2025-05-31"), "2025-04-10"),
    ],
    ids=[
        "while the child lived there", "before the episode", "after the next move",
        "of a later placement",
    ],
)  # fmt: skip
def test_an_earlier_list_dates_a_placement_that_has_ended_since(case, expected):
    spells = spells_of(case, e.PLACEMENT)
    starts = spells.get_column("starts_on").sort().to_list()
    assert starts == [day(expected), day("2025-08-01")]
