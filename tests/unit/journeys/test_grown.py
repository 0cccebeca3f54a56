"""Care and a protection plan end at 18, where a return has not ended them yet."""

from __future__ import annotations

from datetime import timedelta

import polars as pl
import pytest

from clearsight.dates import add_months
from clearsight.journeys import events as e
from clearsight.record import THINGS
from clearsight.report.grown import grown
from records import AS_AT, SOURCES, files
from together import Case, Cases

CASES = Cases()
EIGHTEEN = AS_AT - timedelta(days=100)
LONG_AGO = add_months(AS_AT, -12)


def told(adult_on, **more) -> Case:
    """Add one in care whom no return shows to have left, 18 on a day."""
    birth = {"child": "1", "birth_on": add_months(adult_on, -18 * 12).isoformat()}
    care = {
        "child": "1", "source": "ssda903", "starts_on": "2020-01-01", "place": "U6",
        "start_reason": "S", "legal_status": "C2", **more,
    }  # fmt: skip
    plan = {"child": "1", "kind": e.PROTECTION_PLAN, "starts_on": "2020-01-01"}
    return CASES.add(
        {
            "child": [{**birth, "source": "ssda903"}],
            "care_episode": [care],
            "plan": [plan],
        }
    )


JUST = told(EIGHTEEN)
LONG = told(LONG_AGO)
YOUNGER = told(AS_AT + timedelta(days=1))
CAME_LATER = told(
    EIGHTEEN, starts_on=(EIGHTEEN + timedelta(days=5)).isoformat()
)  # fmt: skip
ENDED = told(EIGHTEEN, ended_on="2024-01-01", end_reason="E4A")


@pytest.mark.parametrize(
    ("case", "ended"),
    [
        (JUST, EIGHTEEN),
        (LONG, None),
        (YOUNGER, None),
        (CAME_LATER, None),
        (ENDED, pl.Series(["2024-01-01"]).str.to_date()[0]),
    ],
)
def test_care_ends_at_18_if_that_was_in_the_last_year(case, ended) -> None:
    kinds = (e.CARE, e.PLACEMENT, e.LEGAL_STATUS)
    found = case.spells.filter(pl.col("kind").is_in(kinds))
    assert found["ended_on"].to_list() == [ended] * len(kinds)


def test_a_protection_plan_does_too() -> None:
    found = JUST.spells.filter(kind=e.PROTECTION_PLAN)
    assert found["ended_on"].to_list() == [EIGHTEEN]


@pytest.mark.parametrize(
    ("adult_on", "said"),
    [
        (EIGHTEEN, "taken to have ended that day"),
        (LONG_AGO, "the date of birth may be wrong"),
        (AS_AT, None),
        (None, None),
    ],
)
def test_who_is_18_and_still_shown_is_asked_about(adult_on, said) -> None:
    file = SOURCES["ssda903"]
    whose = {"council": "Exampleshire", "child": "1"}
    episode = {
        **whose, "source": "ssda903", "file": file, "row": 7,
        "starts_on": AS_AT - timedelta(days=500),
    }  # fmt: skip
    record = {name: THINGS[name].empty() for name in ("care_period", "plan")}
    record["care_episode"] = THINGS["care_episode"].conform(pl.DataFrame([episode]))
    birth = None if adult_on is None else add_months(adult_on, -18 * 12)
    children = pl.DataFrame(
        [{**whose, "birth_on": birth}], schema_overrides={"birth_on": pl.Date}
    )
    known = files().with_columns(known_on=pl.lit(AS_AT))
    found = grown(record, known, children, AS_AT)
    assert found.height == (said is not None)
    if said:
        assert said in found["what"][0]
        assert found["where"][0] == f"file {file}, row 7"
