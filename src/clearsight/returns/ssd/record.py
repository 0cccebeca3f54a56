"""From the Standard Safeguarding Dataset to the canonical record."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from clearsight.files.manifest import ReadFile
from clearsight.record import THINGS
from clearsight.returns.ssd import care, need, people
from clearsight.returns.ssd.coverage import coverage
from clearsight.returns.ssd.given import Given
from clearsight.returns.tables import in_order

KEY = "ssd"


def to_record(files: Sequence[ReadFile]) -> dict[str, pl.DataFrame]:
    """Return the tables of the record that the newest dataset of each council holds."""
    given = Given(in_order(files, KEY))
    found = {
        "child": people.children(given),
        "identifier": people.identifiers(given),
        "staff": people.staff(given),
        "involvement": people.involvements(given),
        "contact": need.contacts(given),
        "early_help": need.early_help(given),
        "referral": need.referrals(given),
        "assessment": need.assessments(given),
        "enquiry": need.enquiries(given),
        "plan": need.plans(given),
        "care_episode": care.episodes(given),
        "meeting": pl.concat(
            [need.conferences(given), care.reviews(given)], how="diagonal"
        ),
        "visit": pl.concat([need.visits(given), care.visits(given)], how="diagonal"),
        "missing": care.missing(given),
        "return_interview": care.interviews(given),
        "step": need.steps(given),
        "check": care.checks(given),
        "questionnaire": care.questionnaires(given),
        "leaver": care.leavers(given),
        "adoption": care.adoptions(given),
        "coverage": coverage(given),
    }
    return {name: THINGS[name].conform(frame) for name, frame in found.items()}
