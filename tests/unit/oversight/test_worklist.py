"""The order of the worklist follows its rules, and each row says what decided it."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from clearsight.oversight.worklist import (
    ABOVE,
    FIRST,
    SAME,
    by_team,
    unlisted,
    worklist,
)

AS_AT = date(2026, 3, 31)


def raised(child, *, signal="S01", tier=1, days=10, limit=100, clock="rcpc"):
    due = date(2026, 3, 1)
    return {
        "council": "X",
        "child": child,
        "signal": signal,
        "tier": tier,
        "since": due,
        "because": f"{signal} of {child}",
        "clock": clock,
        "starts_on": date.fromordinal(due.toordinal() - limit),
        "due_on": due,
        "days": days,
    }


def ordered(signals, births=None, *, youngest_first=True, tier_2=None):
    births = births or {}
    frame = pl.DataFrame(signals)
    children = sorted({s["child"] for s in signals})
    of = {"council": ["X"] * len(children), "child": children}
    born = pl.DataFrame(
        {
            **of,
            "birth_on": [births.get(c) for c in children],
            "is_unborn": [False] * len(children),
        },
        schema_overrides={"birth_on": pl.Date},
    )
    about = pl.DataFrame(
        {
            **of,
            **{n: [None] * len(children) for n in ("status", "team", "worker")},
        }
    )
    return worklist(
        frame,
        born,
        about,
        as_at=AS_AT,
        youngest_first=youngest_first,
        tier_2=tier_2,
    )


def test_tier_comes_first_whatever_the_lateness():
    found = ordered([raised("a", tier=1, days=400), raised("b", tier=0, days=1)])
    assert found["child"].to_list() == ["b", "a"]
    assert found["order_why"].to_list() == [FIRST, FIRST]


def test_lateness_is_a_share_of_the_limit():
    # Ten days over a limit of ten comes before ten over a limit of half a year.
    found = ordered([raised("a", limit=182), raised("b", limit=10)])
    assert found["child"].to_list() == ["b", "a"]
    assert found["order_why"][1] == ABOVE["share"]


def test_lateness_of_a_less_urgent_tier_does_not_count():
    signals = [
        raised("a", tier=0, days=5),
        raised("b", tier=0, days=4),
        raised("b", tier=2, days=900),
    ]
    assert ordered(signals)["child"].to_list() == ["a", "b"]


def test_more_different_signals_come_next():
    signals = [raised("a"), raised("b"), raised("b", signal="S02", tier=3)]
    found = ordered(signals)
    assert found["child"].to_list() == ["b", "a"]
    assert found["order_why"][1] == ABOVE["kinds"]


def test_then_the_younger_child_unless_switched_off():
    births = {"a": date(2012, 1, 1), "b": date(2025, 12, 1), "c": None}
    signals = [raised("c"), raised("a"), raised("b")]
    found = ordered(signals, births)
    assert found["child"].to_list() == ["b", "a", "c"]
    assert found["order_why"][1] == ABOVE["young"]
    off = ordered(signals, births, youngest_first=False)
    assert off["child"].to_list() == ["a", "b", "c"]
    assert off["order_why"][1] == SAME


def test_a_child_has_one_row_with_every_reason():
    found = ordered([raised("a"), raised("a", signal="S02", tier=3)])
    assert found["reasons"].to_list() == [["S01 of a", "S02 of a"]]
    assert found["signals"].to_list() == [["S01", "S02"]]


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (date(2016, 3, 31), 10),
        (date(2016, 4, 1), 9),
        (date(2016, 2, 29), 10),
        (date(2026, 6, 1), -1),
        (None, None),
    ],
)
def test_age_is_in_whole_years_on_the_day(born, age):
    assert ordered([raised("a")], {"a": born})["age"].to_list() == [age]


def test_drift_is_on_the_worklist_one_signal_at_a_time():
    signals = [
        raised("a", signal="S12", tier=2),
        raised("b", signal="S06", tier=2),
        raised("c"),
        raised("c", signal="S06", tier=2),
    ]
    assert ordered(signals, tier_2=())["child"].to_list() == ["c"]
    assert ordered(signals, tier_2=())["signals"].to_list() == [["S01"]]
    found = ordered(signals, tier_2=["S06"])
    assert sorted(found["child"].to_list()) == ["b", "c"]
    assert ordered(signals, tier_2=None).height == 3


def test_what_is_not_on_the_worklist_is_counted_all_the_same():
    """A zero that a setting made must never stand where children are waiting."""
    signals = pl.DataFrame(
        [
            raised("a", signal="S12", tier=2),
            raised("a", signal="S06", tier=2),
            raised("b", signal="S06", tier=2),
            raised("c"),
        ]
    )
    assert unlisted(signals, ()) == (2, [("S06", 2), ("S12", 1)])
    assert unlisted(signals, ["S06"]) == (1, [("S12", 1)])
    assert unlisted(signals, ["S06", "S12"]) == (0, [])
    assert unlisted(signals, None) == (0, [])


def test_the_lateness_of_any_signal_with_a_limit_counts():
    long_plan = raised("a", signal="S12", tier=1, days=50, limit=100)
    assert ordered([raised("b", days=10), long_plan])["child"].to_list() == ["a", "b"]


def test_children_are_counted_for_each_team():
    listed = pl.DataFrame(
        {"council": ["X"] * 4, "team": ["A", "B", "A", None], "tier": [1, 0, 3, 2]}
    )
    assert by_team(listed).rows() == [
        ("X", "B", 1, 0, 0, 0),
        ("X", "A", 0, 1, 0, 1),
        ("X", None, 0, 0, 1, 0),
    ]
