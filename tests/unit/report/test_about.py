"""Team and worker of a child, where the staff extract tells of them."""

from __future__ import annotations

import pytest

from clearsight.report.about import about_children
from records import AS_AT, collected, journeys, record

CARE = {"child": "1", "source": "ssda903", "starts_on": "2025-06-10",
        "start_reason": "S", "legal_status": "C2", "place": "U6"}  # fmt: skip
OWN = {"child": "1", "source": "staff", "worker": "W7", "role": "SOCIAL WORKER",
       "team": "T1", "starts_on": "2025-06-10"}  # fmt: skip
SW = {"child": "1", "source": "ssda903", "worker": "SW1", "role": "social worker",
      "starts_on": "2025-06-10"}  # fmt: skip
LISTED = {"child": "1", "source": "annexa", "worker": "A Smith", "team": "North",
          "role": "social worker", "about": "period of care",
          "about_on": "2025-06-10", "seen_on": "2026-02-28"}  # fmt: skip
TEAM = {"source": "staff", "worker": "W7", "team": "T1", "team_name": "Care team"}


def shown(*own, **tables):
    rows = {"care_episode": [CARE], "assignment": list(own), "staff": [TEAM]} | tables
    made = record({name: r for name, r in rows.items() if r})
    spells = collected(journeys(made).spells)
    (row,) = about_children(spells, made, AS_AT).select("team", "worker").rows()
    return row


def test_the_assignment_of_now_names_team_and_worker():
    assert shown(OWN) == ("Care team", "W7")
    assert shown({**OWN, "team": "T2"}) == ("T2", "W7")


@pytest.mark.parametrize(
    "own",
    [{"role": "REVIEWING OFFICER"}, {"ended_on": "2026-03-30"},
     {"starts_on": "2026-04-01"}],
)  # fmt: skip
def test_another_role_or_time_does_not(own):
    assert shown({**OWN, **own}) == (None, None)


def test_to_the_last_day_it_lasts():
    assert shown({**OWN, "ended_on": "2026-03-31"}) == ("Care team", "W7")


def test_a_list_and_a_return_come_first():
    assert shown(OWN, involvement=[LISTED]) == ("North", "A Smith")
    assert shown(OWN, involvement=[SW]) == ("Care team", "SW1")
    assert shown(OWN, involvement=[{**LISTED, "team": None}])[0] == "Care team"


def test_a_worker_whom_the_assignment_ended_is_not_shown():
    left = {**OWN, "ended_on": "2026-02-01"}
    assert shown(left, involvement=[SW]) == (None, None)


def test_an_older_list_that_names_somebody_is_overtaken_by_one_that_names_nobody():
    blank = {**LISTED, "worker": None, "team": None, "seen_on": "2026-03-31"}
    assert shown(involvement=[LISTED, blank]) == (None, None)
    assert shown(involvement=[LISTED, {**blank, "seen_on": "2026-01-31"}])[1] == (
        "A Smith"
    )
    assert shown(involvement=[blank, {**LISTED, "seen_on": "2026-03-31"}])[1] == (
        "A Smith"
    )
