"""Published counts of every council and year, expanded and counted by our measures.

For each council and year the department publishes how many of how many. Each becomes so
many invented children, whose rows run through journeys, clocks and the measure: it must
give the published percentage, to the published rounding. What is not here, and why, is
in docs/explanation/published-measures.md.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl
import pytest

from expanded import Tables, children, counted, day, either, published

CIN, CARE = "cin", "ssda903"
WHOLE, TENTH = 0.5, 0.05
# The share is worked out by us from the published counts, and kept to four decimals.
EXACT = 0.00005
NOISE = 1e-6
# Eight million referrals take most of an hour: every year only where that is asked for.
EVERY_YEAR = os.environ.get("CLEARSIGHT_EVERY_YEAR") == "true"
NEWEST = 1

Made = dict[str, pl.DataFrame]


@dataclass(frozen=True)
class Expanded:
    """How a measure's children are invented, and how far its figure is rounded."""

    measure: str
    make: Callable[[pl.DataFrame], Made]
    within: float
    split: str = ""
    figure: str = ""


def rows(c: pl.DataFrame, source: str, **columns: pl.Expr) -> pl.DataFrame:
    """Return one row for each child."""
    return c.select("council", "child", source=pl.lit(source), **columns)


def yes(c: pl.DataFrame) -> pl.DataFrame:
    """Return the children of whom it holds."""
    return c.filter("holds")


def again(c: pl.DataFrame) -> Made:
    """Refer each child once, and those of whom it holds five months before too."""
    key = pl.col("child")
    now = rows(c, CIN, referral_key=key, referred_on=day("2025-06-02"))
    before = rows(
        yes(c), CIN, referral_key=key + "b", referred_on=day("2025-01-06"),
        closed_on=day("2025-02-03"),
    )  # fmt: skip
    return {"referral": pl.concat([now, before], how="diagonal")}


def no_further_action(c: pl.DataFrame) -> Made:
    """Refer each child, those of whom it holds with no further action."""
    told = rows(
        c, CIN, referral_key=pl.col("child"), referred_on=day("2025-06-02"),
        is_no_further_action=pl.col("holds"),
    )  # fmt: skip
    return {"referral": told}


def not_in_need(c: pl.DataFrame) -> Made:
    """Refer and assess each child, and close those of whom it holds straight after."""
    key = pl.col("child")
    told = rows(
        c, CIN, referral_key=key, referred_on=day("2025-06-02"),
        closed_on=either("2025-07-01", None),
        closure_reason=pl.when("holds").then(pl.lit("RC8")),
    )  # fmt: skip
    done = rows(
        c, CIN, referral_key=key, starts_on=day("2025-06-02"),
        authorised_on=day("2025-07-01"),
    )  # fmt: skip
    return {"referral": told, "assessment": done}


def assessed(c: pl.DataFrame) -> Made:
    """Assess each child: in 45 working days (to Mon 4 August), or a day more."""
    key = pl.col("child")
    told = rows(c, CIN, referral_key=key, referred_on=day("2025-06-02"))
    done = rows(
        c, CIN, referral_key=key, starts_on=day("2025-06-02"),
        authorised_on=either("2025-08-04", "2025-08-05"),
    )  # fmt: skip
    return {"referral": told, "assessment": done}


def conferred(c: pl.DataFrame) -> Made:
    """Hold a conference on each child, 15 working days after the enquiry or 16."""
    told = rows(
        c, CIN, starts_on=day("2025-06-02"),
        conference_on=either("2025-06-23", "2025-06-24"),
    )  # fmt: skip
    return {"enquiry": told}


def planned(c: pl.DataFrame, **columns: pl.Expr) -> Made:
    """Give each child a protection plan."""
    kind = pl.lit("child protection plan")
    return {"plan": rows(c, CIN, kind=kind, plan_key=pl.col("child"), **columns)}


def repeated(c: pl.DataFrame) -> Made:
    """Begin a plan for each child, for those of whom it holds a second one."""
    return planned(
        c, starts_on=day("2025-06-02"), previous_plans=pl.col("holds").cast(pl.Int64)
    )


def long_open(c: pl.DataFrame) -> Made:
    """Keep a plan open for each child, since two years before the day or a day less."""
    return planned(c, starts_on=either("2024-03-31", "2024-04-01"))


def reviewed(c: pl.DataFrame) -> Made:
    """Review the plan of each child in three months, or late."""
    told = planned(c, starts_on=day("2025-11-03"))
    held = rows(
        c, CIN, kind=pl.lit("review conference"), plan_key=pl.col("child"),
        held_on=either("2026-01-30", "2026-02-10"),
    )  # fmt: skip
    return {**told, "meeting": held}


def in_need(c: pl.DataFrame) -> Made:
    """Keep each child in need, for two years or a day less."""
    told = rows(
        c, CIN, referral_key=pl.col("child"),
        referred_on=either("2024-03-31", "2024-04-02"),
    )  # fmt: skip
    return {"referral": told}


def episodes(c: pl.DataFrame, *stays: tuple[str, str | None, str]) -> Made:
    """Look after each child, in one home after another: (from, to, why it began)."""
    parts = [
        rows(
            c, CARE, starts_on=day(begun), start_reason=pl.lit(why),
            ended_on=day(over) if over else pl.lit(None, pl.Date),
            end_reason=pl.lit("X1" if over else None, pl.String),
            legal_status=pl.lit("C2"), place=pl.lit("U6"),
        )
        for begun, over, why in stays
    ]  # fmt: skip
    return {"care_episode": pl.concat(parts)}


def moved(c: pl.DataFrame) -> Made:
    """Move those of whom it holds twice in the year, and the rest once."""
    thrice = (
        ("2025-01-06", "2025-06-02", "S"),
        ("2025-06-02", "2025-09-01", "P"),
        ("2025-09-01", None, "P"),
    )
    some = episodes(yes(c), *thrice)["care_episode"]
    rest = episodes(c.filter(~pl.col("holds")), thrice[0], ("2025-06-02", None, "P"))
    return {"care_episode": pl.concat([some, rest["care_episode"]])}


def settled(c: pl.DataFrame) -> Made:
    """Look after each child for four years, the last two in one home or a day less."""
    begun = ("2022-03-07", "2024-03-31", "S")
    some = episodes(yes(c), begun, ("2024-03-31", None, "P"))["care_episode"]
    late = ("2022-03-07", "2024-04-01", "S")
    rest = episodes(c.filter(~pl.col("holds")), late, ("2024-04-01", None, "P"))
    people = rows(c, CARE, birth_on=day("2015-06-02"))
    return {"care_episode": pl.concat([some, rest["care_episode"]]), "child": people}


def worked(c: pl.DataFrame) -> Made:
    """Give each child two social workers, and those of whom it holds a third."""
    parts = [
        rows(
            who, CARE, worker=pl.lit(name), role=pl.lit("social worker"),
            starts_on=day(begun), ended_on=day(over),
        )
        for who, name, begun, over in (
            (c, "A", "2025-01-06", "2025-06-02"),
            (c, "B", "2025-06-02", "2025-09-01"),
            (yes(c), "C", "2025-09-01", "2026-12-31"),
        )
    ]  # fmt: skip
    return {**episodes(c, ("2025-01-06", None, "S")), "involvement": pl.concat(parts)}


def healthy(c: pl.DataFrame) -> Made:
    """Say of each child whether the assessment was had, and the teeth seen."""
    told = rows(
        c, CARE, year=pl.lit(2026), is_assessed=pl.col("holds"),
        is_dental_seen=pl.col("holds"),
    )  # fmt: skip
    return {"health_year": told}


def left(born: str) -> Callable[[pl.DataFrame], Made]:
    """Return care leavers with that birthday, suitably housed and at work or not."""

    def make(c: pl.DataFrame) -> Made:
        told = rows(
            c, CARE, year=pl.lit(2026), in_touch=pl.lit("YES"),
            activity=pl.when("holds").then(pl.lit("F5")).otherwise(pl.lit("G5")),
            accommodation=pl.lit("U1"),
            suitability=pl.when("holds").then(pl.lit("SUITABLE")),
        )  # fmt: skip
        return {"leaver": told, "child": rows(c, CARE, birth_on=day(born))}

    return make


def issued(c: pl.DataFrame) -> Made:
    """Issue a plan for each child, 140 days after the request or 141."""
    mine = {"person": pl.col("child"), "request_key": pl.col("child")}
    asked = rows(c, "sen2", **mine, received_on=day("2025-06-01"))
    given = rows(c, "sen2", **mine, issued_on=either("2025-10-19", "2025-10-20"))
    return {"ehc_request": asked, "ehc_plan": given}


def refused(c: pl.DataFrame) -> Made:
    """Ask for an assessment of each child, refused for those of whom it holds."""
    asked = rows(
        c, "sen2", person=pl.col("child"), received_on=day("2025-06-01"),
        outcome=pl.when("holds").then(pl.lit("N")).otherwise(pl.lit("Y")),
    )  # fmt: skip
    return {"ehc_request": asked}


def yearly(c: pl.DataFrame) -> Made:
    """Keep a plan for each child, reviewed in the year for those of whom it holds."""
    mine = {"person": pl.col("child"), "request_key": pl.col("child")}
    return {
        "ehc_request": rows(c, "sen2", **mine, received_on=day("2023-06-01")),
        "ehc_plan": rows(c, "sen2", **mine, issued_on=day("2024-01-08")),
        "ehc_review": rows(yes(c), "sen2", **mine, met_on=day("2025-11-03")),
    }


def absent(c: pl.DataFrame) -> Made:
    """Let each pupil in care miss a tenth of the sessions, or one fewer."""
    told = pl.concat(
        rows(
            c, CARE, year_ended_on=day(on), sessions=pl.lit(380),
            missed=pl.when("holds").then(pl.lit(38)).otherwise(pl.lit(37)),
        )
        for on in ("2024-08-31", "2025-08-31")
    )  # fmt: skip
    people = rows(c, CARE, birth_on=day("2014-01-06"))
    cared = episodes(c, ("2024-01-08", None, "S"))
    return {**cared, "child": people, "extra school attendance": told}


EXPANDED = (
    Expanded("icpc_15wd", conferred, EXACT),
    Expanded("cpp_repeat", repeated, TENTH),
    Expanded("cpp_two_years_open", long_open, TENTH),
    Expanded("cpp_reviews", reviewed, TENTH),
    Expanded("pl_3plus", moved, WHOLE),
    Expanded("pl_long_term", settled, WHOLE),
    Expanded("cla_sw_3plus", worked, WHOLE),
    Expanded("h_annual", healthy, WHOLE),
    Expanded("h_dental", healthy, WHOLE),
    Expanded("cl_eet", left("2006-06-02"), WHOLE, "19 to 21 years"),
    Expanded("cl_suitable", left("2006-06-02"), WHOLE, "19 to 21 years"),
    Expanded("cl_eet_17_18", left("2008-06-02"), WHOLE, "17 to 18 years", "cl_eet"),
    Expanded(
        "cl_suitable_17_18", left("2008-06-02"), WHOLE, "17 to 18 years", "cl_suitable"
    ),
    Expanded("send_20w", issued, TENTH),
    Expanded("send_20w_all", issued, TENTH),
    Expanded("send_refused", refused, TENTH),
    Expanded("send_review_12m", yearly, EXACT),
    Expanded("ed_absence_persistent_cla", absent, TENTH),
    Expanded("rereferral_12m", again, TENTH),
    Expanded("referral_nfa", no_further_action, TENTH),
    Expanded("referral_not_in_need", not_in_need, TENTH),
    Expanded("assess_45", assessed, EXACT),
    Expanded("cin_two_years", in_need, TENTH),
)


def compared(e: Expanded, told: pl.DataFrame) -> pl.DataFrame:
    """Return the councils of whom our figure is not the published one."""
    made = e.make(children(told))
    tables: Tables = {n: t for n, t in made.items() if not n.startswith("extra ")}
    extras = {n[6:]: t for n, t in made.items() if n.startswith("extra ")}
    ours = told.join(counted(e.measure, tables, told, extras), on="council", how="left")
    same = (pl.col("ours") - pl.col("value")).abs() <= e.within + NOISE
    counts = (pl.col("ours_n") == pl.col("n")) & (pl.col("ours_d") == pl.col("d"))
    return ours.filter(~(same & counts).fill_null(value=False))


def by_year(told: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Give the figures of each year in turn, so that its children fit in memory."""
    years = sorted(told["year"].unique())
    for year in years if EVERY_YEAR else years[-NEWEST:]:
        yield told.filter(year=year)


@pytest.mark.parametrize("e", EXPANDED, ids=[e.measure for e in EXPANDED])
def test_a_measure_gives_the_published_figure(e: Expanded) -> None:
    """Every council and year: our count, our denominator, the published percentage."""
    told = published(e.figure or e.measure, e.split)
    assert told.height
    for year in by_year(told):
        assert compared(e, year).rows() == []
