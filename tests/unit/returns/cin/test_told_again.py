"""What one census tells again of the same start is counted once."""

from __future__ import annotations

import polars as pl


def referral(on: str, inside: str = "", need: str = "") -> str:
    """Write a referral with what lies in it."""
    day = f"<CINreferralDate>{on}</CINreferralDate>"
    code = f"<PrimaryNeedCode>{need}</PrimaryNeedCode>" if need else ""
    return f"<CINdetails>{day}{code}{inside}</CINdetails>\n"


ASSESSED = (
    "<Assessments><AssessmentActualStartDate>2024-05-02</AssessmentActualStartDate>"
    "<AssessmentAuthorisationDate>2024-06-01</AssessmentAuthorisationDate>"
    "</Assessments>\n"
)


def plan(*reviews: str) -> str:
    """Write a protection plan of 10 June."""
    held = "".join(f"<CPPreviewDate>{day}</CPPreviewDate>" for day in reviews)
    return (
        "<ChildProtectionPlans><CPPstartDate>2024-06-10</CPPstartDate>"
        f"<Reviews>{held}</Reviews></ChildProtectionPlans>\n"
    )


def test_what_one_census_tells_again_is_counted_once(record) -> None:
    """A referral with its assessment twice, and a plan twice with one's reviews."""
    once = referral("2024-05-01", ASSESSED + plan("2024-08-20") + plan())
    made = record({2025: once + referral("2024-05-01", ASSESSED)})
    (key,) = made["referral"]["referral_key"].to_list()
    assert made["assessment"]["referral_key"].to_list() == [key]
    held = made["meeting"].filter(pl.col("held_on").is_not_null())
    assert held["plan_key"].to_list() == made["plan"]["plan_key"].to_list()
    assert held.height == 1


def test_referrals_of_one_day_that_say_otherwise_stay_two(record) -> None:
    made = record(
        {
            2025: referral("2024-05-01", need="N1") + referral("2024-05-01", need="N4"),
            2026: referral("2024-05-01", need="N1")
            + referral("2024-05-01", need="N1")
            + referral("2024-05-01", need="N4"),
        }
    )
    assert made["referral"]["need"].to_list() == ["N1", "N4"]
    assert made["conflict"].is_empty()


def test_things_without_a_day_are_not_taken_for_one_another(record) -> None:
    made = record({2025: referral("") + referral("")})
    assert made["referral"].height == 2
