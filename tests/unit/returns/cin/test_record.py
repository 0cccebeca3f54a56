"""The census into the record: what each thing is made of, and several years at once."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from clearsight.journeys import events
from clearsight.record import THINGS, Conflict
from clearsight.returns.cin import coverage
from clearsight.returns.cin.record import to_record

DAY = date
NONE = "<Disability>NONE</Disability>"


def referral(on: str, inside: str = "", **fields: str) -> str:
    own = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    day = f"<CINreferralDate>{on}</CINreferralDate>"
    return f"<CINdetails>{day}{own}{inside}</CINdetails>\n"


def assessment(start: str, end: str = "", *factors: str) -> str:
    found = "".join(f"<AssessmentFactors>{f}</AssessmentFactors>" for f in factors)
    done = (
        f"<AssessmentAuthorisationDate>{end}</AssessmentAuthorisationDate>"
        if end
        else ""
    )
    return (
        f"<Assessments><AssessmentActualStartDate>{start}</AssessmentActualStartDate>{done}"
        f"<FactorsIdentifiedAtAssessment>{found}</FactorsIdentifiedAtAssessment>"
        "</Assessments>\n"
    )


def plan(start: str, *reviews: str, end: str = "", latest: str = "NEG") -> str:
    held = "".join(f"<CPPreviewDate>{day}</CPPreviewDate>" for day in reviews)
    return (
        f"<ChildProtectionPlans><CPPstartDate>{start}</CPPstartDate>"
        f"<CPPendDate>{end}</CPPendDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>"
        f"<LatestCategoryOfAbuse>{latest}</LatestCategoryOfAbuse>"
        f"<Reviews>{held}</Reviews></ChildProtectionPlans>\n"
    )


def test_every_frame_has_its_things_columns(record) -> None:
    made = record({2025: referral("2024-05-01")})
    for name, frame in made.items():
        thing = Conflict if name == "conflict" else THINGS[name]
        assert frame.schema == thing.schema()
    assert record({}) == {}


def test_nested_rows_carry_the_key_of_what_they_are_in(record) -> None:
    inside = (
        assessment("2024-05-02", "2024-06-01", "2A", "4B")
        + "<Section47><S47ActualStartDate>2024-05-03</S47ActualStartDate>"
        "<ICPCnotRequired>1</ICPCnotRequired></Section47>"
        + plan("2024-05-20", "2024-08-01")
    )
    second = referral("2024-09-01", assessment("2024-09-02"))
    made = record({2025: referral("2024-05-01", inside, PrimaryNeedCode="N1") + second})
    first, other = made["referral"]["referral_key"].to_list()
    assert first != other
    assert made["referral"]["need"].to_list() == ["N1", None]
    assert made["assessment"].select(
        "referral_key", "authorised_on", "factors"
    ).rows() == [
        (first, DAY(2024, 6, 1), "2A 4B"),
        (other, None, None),
    ]
    enquiry = made["enquiry"].row(0, named=True)
    assert (enquiry["referral_key"], enquiry["is_conference_not_needed"]) == (
        first,
        True,
    )
    (meeting,) = made["meeting"].rows(named=True)
    assert meeting["plan_key"] == made["plan"]["plan_key"][0]
    assert (meeting["kind"], meeting["held_on"]) == (
        "review conference",
        DAY(2024, 8, 1),
    )


def test_a_conference_of_the_referral_itself_is_a_meeting(record) -> None:
    made = record({2025: referral("2024-05-01", DateOfInitialCPC="2024-05-20")})
    (meeting,) = made["meeting"].rows(named=True)
    assert (meeting["kind"], meeting["plan_key"]) == ("initial conference", None)
    assert meeting["referral_key"] == made["referral"]["referral_key"][0]


def test_pre_proceedings_end_with_the_decision_or_the_application(record) -> None:
    court = (
        "<PreProceedingsandFGDM><PPStartDate>{}</PPStartDate>{}</PreProceedingsandFGDM>"
    )
    inside = court.format(
        "2026-05-01",
        "<StepDecisionDate>2026-07-01</StepDecisionDate><PPOutcome>A</PPOutcome>"
        "<CourtAppDate>2026-07-09</CourtAppDate>",
    ) + court.format("2026-08-01", "<CourtAppDate>2026-09-09</CourtAppDate>")
    plans = record({2027: referral("2026-04-03", inside)})["plan"]
    assert plans["kind"].unique().to_list() == ["pre-proceedings"]
    assert plans.select("ended_on", "outcome").rows() == [
        (DAY(2026, 7, 1), "A"),
        (DAY(2026, 9, 9), None),
    ]


@pytest.mark.parametrize(
    ("disabled", "is_disabled"),
    [
        ("", None),
        ("<Disabilities><Disability>NONE</Disability></Disabilities>", False),
        ("<Disabilities><Disability> </Disability></Disabilities>", None),
        (f"<Disabilities>{NONE}<Disability>AUT</Disability></Disabilities>", True),
    ],
)
def test_disability_is_null_where_none_is_stated(
    disabled, is_disabled, census, child, read_text
) -> None:
    file = read_text(census(child("1", disabled=disabled)))
    assert to_record([file])["child"]["is_disabled"].to_list() == [is_disabled]


def test_an_unborn_child_has_the_expected_date(census, child, read_text) -> None:
    about = "<ExpectedPersonBirthDate>2025-05-05</ExpectedPersonBirthDate><Sex>U</Sex>"
    (row,) = to_record([read_text(census(child("1", about=about)))])["child"].rows(
        named=True
    )
    assert (row["birth_on"], row["is_unborn"], row["sex"]) == (
        DAY(2025, 5, 5),
        True,
        "U",
    )


def test_a_child_without_identifier_is_not_lost(census, child, read_text) -> None:
    file = read_text(
        census(child("", referral("2024-05-01")), child(" ", referral("2024-05-01")))
    )
    children = to_record([file])["referral"]["child"]
    assert children.null_count() == 0
    assert children.n_unique() == 2


def test_the_newest_census_wins_and_filling_a_blank_is_no_conflict(record) -> None:
    made = record(
        {
            2024: referral("2024-01-10", assessment("2024-01-11")),
            2025: referral(
                "2024-01-10",
                assessment("2024-01-11", "2024-04-20", "2A"),
                CINclosureDate="2024-06-01",
            ),
        }
    )
    assert made["referral"]["closed_on"].to_list() == [DAY(2024, 6, 1)]
    assert made["assessment"]["authorised_on"].to_list() == [DAY(2024, 4, 20)]
    assert (
        made["assessment"]["referral_key"].to_list()
        == made["referral"]["referral_key"].to_list()
    )
    assert not made["conflict"].height
    assert made["child"].height == 2


def test_what_only_the_earlier_census_holds_stays_and_follows(record) -> None:
    made = record(
        {
            2025: referral("2024-01-10", plan("2024-02-01", "2024-04-15")),
            2024: referral(
                "2024-01-10",
                assessment("2024-01-11", "2024-02-20")
                + plan("2024-02-01", "2024-03-01"),
            )
            + referral("2023-05-01"),
        }
    )
    assert sorted(made["referral"]["referred_on"]) == [
        DAY(2023, 5, 1),
        DAY(2024, 1, 10),
    ]
    newest = made["referral"].filter(pl.col("referred_on") == DAY(2024, 1, 10))
    assert (
        made["assessment"]["referral_key"].to_list() == newest["referral_key"].to_list()
    )
    assert made["plan"].height == 1
    assert set(made["meeting"]["plan_key"]) == set(made["plan"]["plan_key"])
    assert sorted(made["meeting"]["held_on"]) == [DAY(2024, 3, 1), DAY(2024, 4, 15)]


def test_values_that_differ_or_went_missing_are_conflicts(record) -> None:
    made = record(
        {
            2024: referral(
                "2024-01-10",
                plan("2024-02-01", end="2024-03-01", latest="NEG"),
                PrimaryNeedCode="N1",
                CINclosureDate="2024-03-30",
            ),
            2025: referral(
                "2024-01-10",
                plan("2024-02-01", end="2024-03-08", latest="EMO"),
                PrimaryNeedCode="N2",
            ),
        }
    )
    found = made["conflict"].select(
        "thing",
        "column",
        "taken",
        "other",
        "taken_on",
        "other_on",
        "taken_text",
        "other_text",
    )
    new, old = "cin 2024/25", "cin 2023/24"
    assert sorted(found.rows(), key=str) == sorted(
        [
            ("referral 2024-01-10", "need", new, old, None, None, "N2", "N1"),
            (
                "referral 2024-01-10", "closed_on", new, old,
                None, DAY(2024, 3, 30), None, None,
            ),
            (
                "child protection plan 2024-02-01", "ended_on", new, old,
                DAY(2024, 3, 8), DAY(2024, 3, 1), None, None,
            ),
        ],
        key=str,
    )  # fmt: skip
    assert set(made["conflict"]["file"]) == set(made["referral"]["file"])


def test_a_start_that_the_next_census_corrects_is_the_same_thing(record) -> None:
    made = record(
        {
            2024: referral("2024-01-10", assessment("2024-01-13") + plan("2024-02-01")),
            2025: referral(
                "2024-01-08",
                assessment("2024-01-15", "2024-04-02")
                + plan("2024-02-04", "2024-04-20", "2024-10-01"),
            ),
        }
    )
    assert made["referral"]["referred_on"].to_list() == [DAY(2024, 1, 8)]
    assert made["assessment"]["starts_on"].to_list() == [DAY(2024, 1, 15)]
    assert made["plan"]["starts_on"].to_list() == [DAY(2024, 2, 4)]
    found = made["conflict"].select("thing", "column", "other_on")
    assert sorted(found.rows()) == [
        ("assessment 2024-01-15", "starts_on", DAY(2024, 1, 13)),
        ("child protection plan 2024-02-04", "starts_on", DAY(2024, 2, 1)),
        ("referral 2024-01-08", "referred_on", DAY(2024, 1, 10)),
    ]


def test_a_referral_months_from_the_one_left_out_is_another(record) -> None:
    years = {2024: referral("2023-11-10"), 2025: referral("2024-03-20")}
    assert record(years)["referral"].height == 2


def test_two_of_the_same_day_are_two_and_dateless_ones_never_match(record) -> None:
    twice = referral("2024-01-10", PrimaryNeedCode="N1") + referral("2024-01-10")
    dateless = referral("", PrimaryNeedCode="N3")
    made = record({2024: twice + dateless, 2025: twice + dateless})
    assert sorted(map(str, made["referral"]["referred_on"])) == [
        "2024-01-10", "2024-01-10", "None", "None",
    ]  # fmt: skip
    assert not made["conflict"].height


def test_two_councils_are_never_matched(census, child, read_text) -> None:
    files = [
        read_text(census(child("1", referral("2024-05-01")), lea=lea))
        for lea in ("357", "358")
    ]
    assert to_record(files)["referral"].height == 2


def test_the_order_of_the_files_does_not_matter(record) -> None:
    years = {
        2024: referral("2024-01-10", assessment("2024-01-11"), PrimaryNeedCode="N1"),
        2025: referral("2024-01-10", assessment("2024-01-11", "2024-04-20")),
    }
    one, other = record(years), record(dict(reversed(years.items())))
    for name in one:
        columns = one[name].columns
        assert one[name].sort(columns).equals(other[name].sort(columns)), name


def known(made: dict[str, pl.DataFrame], event: str) -> list[date | None]:
    return made["coverage"].filter(pl.col("shows") == event)["known_from"].to_list()


def test_coverage_starts_with_the_unbroken_run(record) -> None:
    one = referral("2024-01-10")
    made = record({2022: one, 2024: one, 2025: one})
    assert known(made, "assessment authorised") == [DAY(2023, 4, 1)]
    assert known(made, "review conference held") == [DAY(2023, 4, 1)]
    assert known(made, "referral closed") == [None]
    assert made["coverage"]["known_to"].null_count() == made["coverage"].height


def test_a_year_cut_short_breaks_the_run(census, child, read_text) -> None:
    one = child("1", referral("2024-01-10"))
    files = [
        read_text(census(one, year=2024, reference="2023-12-31")),
        read_text(census(one, year=2025)),
    ]
    assert known(to_record(files), "assessment authorised") == [DAY(2024, 4, 1)]


def test_coverage_reaches_back_only_where_the_file_holds_history(record) -> None:
    old = plan("2022-01-10", "2022-04-02", "2024-06-01")
    made = record({2025: referral("2022-01-01", old * 5)})
    assert known(made, "review conference held") == [DAY(2022, 4, 2)]
    # One stray early review among plans that show none proves nothing.
    none = plan("2022-03-10", "2024-06-01") * 4 + plan("2022-05-10") + old
    made = record({2025: referral("2022-01-01", none)})
    assert known(made, "review conference held") == [DAY(2024, 4, 1)]


def test_a_handful_of_old_ones_proves_no_history(record) -> None:
    old = plan("2022-01-10", "2022-04-02", "2024-06-01")
    made = record({2025: referral("2022-01-01", old * 4)})
    assert known(made, "review conference held") == [DAY(2024, 4, 1)]


def test_coverage_speaks_of_events_that_exist() -> None:
    assert set(coverage.EVENTS) <= events.EVENTS


def before_court(start: str, **fields: str) -> str:
    """Write a process of the module of 2026/27."""
    own = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    start = f"<PPStartDate>{start}</PPStartDate>"
    return f"<PreProceedingsandFGDM>{start}{own}</PreProceedingsandFGDM>\n"


def test_pre_proceedings_are_a_plan_with_its_steps(record) -> None:
    whole = before_court(
        "2026-05-01", LBPSentDate="2026-05-08", FGDMMeetingOffer="1",
        InitialPPMeetingDate="2026-05-20", ReviewMeetingsCount="2",
        StepDecisionDate="2026-08-14", CourtAppDate="2026-08-20",
    )  # fmt: skip
    bare = before_court("2026-10-01", FGDMMeetingOffer="1", ReviewMeetingsCount="0")
    made = record({2027: referral("2026-04-10", whole + bare)})
    plans = made["plan"].select("kind", "starts_on", "ended_on").sort("starts_on")
    assert plans.rows() == [
        ("pre-proceedings", DAY(2026, 5, 1), DAY(2026, 8, 14)),
        ("pre-proceedings", DAY(2026, 10, 1), None),
    ]
    steps = made["step"].select("of_on", "kind", "done_on").sort("of_on", "kind")
    first, second = DAY(2026, 5, 1), DAY(2026, 10, 1)
    assert steps.rows() == [
        (first, "COURT APPLIED", DAY(2026, 8, 20)),
        (first, "FAMILY MEETING OFFERED", DAY(2026, 5, 8)),
        (first, "FIRST MEETING", DAY(2026, 5, 20)),
        (first, "LETTER SENT", DAY(2026, 5, 8)),
        # The census counts the reviews and gives no days.
        (first, "PRE PROCEEDINGS REVIEW", None),
        # Offered, it says, in a letter that it gives no day of.
        (second, "FAMILY MEETING OFFERED", None),
    ]
    assert known(made, "letter before proceedings sent") == [None]


def test_a_census_from_before_the_module_shows_nothing_of_it(record) -> None:
    made = record({2026: referral("2025-04-10")})
    assert known(made, "letter before proceedings sent") == []
    assert not made["step"].height
