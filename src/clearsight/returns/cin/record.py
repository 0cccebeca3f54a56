"""The census into the canonical record.

Nesting is kept as keys: an assessment carries its referral's, a review its plan's.
Where several census years of one council tell of the same thing, `versions` takes the
newest and says where they differ. `coverage` says what these files could have shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from clearsight.dates import year_end
from clearsight.files.manifest import ReadFile, year_label
from clearsight.record import THINGS
from clearsight.record.identity import Conflict
from clearsight.record.plan import CIN_PLAN, PRE_PROCEEDINGS, PROTECTION_PLAN
from clearsight.record.review import INITIAL_CONFERENCE, REVIEW_CONFERENCE
from clearsight.returns.cin.coverage import coverage
from clearsight.returns.cin.shape import TABLES
from clearsight.returns.cin.versions import Correction, Versions, follow, newest

SOURCE = "cin"
_ORIGIN = ("council", "child", "source", "file", "row", "rank", "made_on", "label")
# A start that moved further than this may be another referral's, not a correction.
_SLIP_DAYS = 31
_REFERRAL_VALUES = (
    "referral_source", "need", "closed_on", "closure_reason", "is_no_further_action",
)  # fmt: skip
_PLAN_VALUES = ("ended_on", "category_first", "previous_plans", "outcome")


def to_record(files: Sequence[ReadFile]) -> dict[str, pl.DataFrame]:
    """Return the canonical tables that the census holds, and `conflict`.

    `conflict` has the columns of `record.identity.Conflict`. Files of other returns,
    and files left aside, are passed over; with none left the answer is empty.
    """
    chosen = [f for f in files if f.taken_for == SOURCE and not f.aside and f.parts]
    if not chosen:
        return {}
    tables = {name: _stacked(chosen, name) for name in TABLES}
    tables = {name: _named(frame, tables) for name, frame in tables.items()}
    versions = _versions(tables)
    frames = {name: one.kept for name, one in versions.items()}
    frames |= {
        "identifier": _identifiers(tables),
        "step": _steps(versions["plan"].kept),
    }
    frames |= {"child": _children(tables), "coverage": coverage(chosen, SOURCE)}
    record = {name: THINGS[name].conform(frame) for name, frame in frames.items()}
    return record | {"conflict": _conflicts(versions)}


def _versions(tables: Mapping[str, pl.DataFrame]) -> dict[str, Versions]:
    """Return the newest of each thing, nested in the newest of what it lies in."""
    referrals = newest(
        _referrals(tables),
        "referral",
        "referred_on",
        _REFERRAL_VALUES,
        corrects=Correction("closed_on", days=_SLIP_DAYS),
    )
    keys = referrals.followed("referral_key")
    plans = newest(
        follow(_plans(tables), "referral_key", keys),
        "",
        "starts_on",
        _PLAN_VALUES,
        ("referral_key",),
        # A child is on one plan of a kind at a time.
        Correction("ended_on"),
    )
    plan_keys = plans.followed("plan_key")
    meetings = follow(_meetings(tables), "referral_key", keys)
    return {
        "referral": referrals,
        "assessment": newest(
            follow(_assessments(tables), "referral_key", keys),
            "assessment",
            "starts_on",
            ("authorised_on", "factors"),
            ("referral_key",),
            Correction("authorised_on", ("referral_key",), _SLIP_DAYS),
        ),
        "enquiry": newest(
            follow(_enquiries(tables), "referral_key", keys),
            "section 47",
            "starts_on",
            ("conference_on", "is_conference_not_needed"),
            ("referral_key",),
            Correction("conference_on", ("referral_key",), _SLIP_DAYS),
        ),
        "plan": plans,
        "meeting": newest(
            follow(meetings, "plan_key", plan_keys),
            "",
            "held_on",
            (),
            ("referral_key", "plan_key"),
        ),
    }


def _stacked(files: Sequence[ReadFile], table: str) -> pl.DataFrame:
    """Lay the files' rows of one table one below the other, each with its origin.

    `rank` is greater the newer the file is; `label` names the file's census.
    """
    by_age = sorted(range(len(files)), key=lambda n: (_day(files[n]), n))
    frames = []
    for rank, at in enumerate(by_age):
        file = files[at]
        label = f"{SOURCE} {year_label(file.year)}" if file.year else SOURCE
        frames += [
            part.frame.with_columns(
                pl.lit(file.council).alias("council"),
                pl.lit(SOURCE).alias("source"),
                pl.lit(rank).alias("rank"),
                pl.lit(_day(file)).alias("made_on"),
                pl.lit(label).alias("label"),
            )
            for part in file.parts
            if part.table == table
        ]
    return pl.concat(frames, how="diagonal")


def _day(file: ReadFile) -> date:
    if file.reference_date:
        return file.reference_date
    return year_end(file.year) if file.year else date.min


def _named(frame: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Add `child`, with a stand-in for a blank identifier, and the keys of nesting."""
    if "ChildNo" not in frame.columns:
        return frame
    blank = tables["ChildIdentifiers"].filter(pl.col("LAchildID").is_null())
    stand_in = pl.format(
        "no identifier, child {} of {}", "ChildNo", pl.col("file").str.head(4)
    )
    named = frame.join(
        blank.select("file", "ChildNo", stand_in.alias("stand_in")),
        on=["file", "ChildNo"],
        how="left",
        maintain_order="left",
    ).with_columns(pl.coalesce("LAchildID", "stand_in").alias("child"))
    if "CINdetailsID" in frame.columns:
        named = named.with_columns(
            pl.format("{}:{}.{}", "file", "ChildNo", "CINdetailsID").alias(
                "referral_key"
            )
        )
    if "CPPID" in frame.columns:
        named = named.with_columns(
            pl.format("{}.{}", "referral_key", "CPPID").alias("plan_key")
        )
    return named


def _pick(frame: pl.DataFrame, *keys: str, **columns: str | pl.Expr) -> pl.DataFrame:
    """Return the origin, the keys and the columns, named as the record names them."""
    exprs = {
        name: pl.col(given) if isinstance(given, str) else given
        for name, given in columns.items()
    }
    return frame.select(*_ORIGIN, *keys, **exprs)


def _referrals(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    return _pick(
        tables["CINdetails"],
        "referral_key",
        referred_on="CINreferralDate",
        referral_source="ReferralSource",
        need="PrimaryNeedCode",
        closed_on="CINclosureDate",
        closure_reason="ReasonForClosure",
        is_no_further_action="ReferralNFA",
    )


def _assessments(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    return _pick(
        tables["Assessments"],
        "referral_key",
        starts_on="AssessmentActualStartDate",
        authorised_on="AssessmentAuthorisationDate",
        review_planned_on="AssessmentInternalReviewDate",
        factors="AssessmentFactors",
    )


def _enquiries(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    return _pick(
        tables["Section47"],
        "referral_key",
        starts_on="S47ActualStartDate",
        is_conference_not_needed="ICPCnotRequired",
        conference_on="DateOfInitialCPC",
    )


def _plans(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    need = _pick(
        tables["CINplanDates"],
        "referral_key",
        kind=pl.lit(CIN_PLAN),
        starts_on="CINPlanStartDate",
        ended_on="CINPlanEndDate",
    )
    protection = _pick(
        tables["ChildProtectionPlans"],
        "referral_key",
        "plan_key",
        kind=pl.lit(PROTECTION_PLAN),
        starts_on="CPPstartDate",
        ended_on="CPPendDate",
        category_first="InitialCategoryOfAbuse",
        category_latest="LatestCategoryOfAbuse",
        previous_plans="NumberOfPreviousCPP",
    )
    court = _pick(
        tables["PreProceedings"],
        "referral_key",
        kind=pl.lit(PRE_PROCEEDINGS),
        starts_on="PPStartDate",
        ended_on=pl.coalesce("StepDecisionDate", "CourtAppDate"),
        outcome="PPOutcome",
        letter_on="LBPSentDate",
        meeting_on="InitialPPMeetingDate",
        applied_on="CourtAppDate",
        is_offered="FGDMMeetingOffer",
        reviews="ReviewMeetingsCount",
    )
    return pl.concat([need, protection, court], how="diagonal")


def _steps(plans: pl.DataFrame) -> pl.DataFrame:
    """Return the steps of pre-proceedings: rows of `record.Step`.

    The family meeting is offered in the letter. That reviews were held is told without
    their days.
    """
    court = plans.filter(
        pl.col("kind") == PRE_PROCEEDINGS, pl.col("starts_on").is_not_null()
    )
    origin = ("council", "child", "source", "file", "row")
    undated = pl.lit(None, pl.Date)
    steps = (
        ("LETTER SENT", pl.col("letter_on"), pl.col("letter_on").is_not_null()),
        ("FIRST MEETING", pl.col("meeting_on"), pl.col("meeting_on").is_not_null()),
        ("COURT APPLIED", pl.col("applied_on"), pl.col("applied_on").is_not_null()),
        ("FAMILY MEETING OFFERED", pl.col("letter_on"), pl.col("is_offered")),
        ("PRE PROCEEDINGS REVIEW", undated, pl.col("reviews") > 0),
    )
    return pl.concat(
        [
            court.filter(told.fill_null(value=False)).select(
                *origin, kind=pl.lit(kind), done_on=day, of_on="starts_on"
            )
            for kind, day, told in steps
        ]
    )


def _meetings(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    reviews = _pick(
        tables["Reviews"],
        "referral_key",
        "plan_key",
        kind=pl.lit(REVIEW_CONFERENCE),
        held_on="CPPreviewDate",
        is_latest_only=pl.lit(value=False),
    )
    first = _pick(
        tables["CINdetails"].filter(pl.col("DateOfInitialCPC").is_not_null()),
        "referral_key",
        kind=pl.lit(INITIAL_CONFERENCE),
        held_on="DateOfInitialCPC",
        is_latest_only=pl.lit(value=False),
    )
    return pl.concat([reviews, first], how="diagonal")


def _children(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return one row for each child in each file, for the journeys to choose from."""
    key = ["file", "ChildNo"]
    disabled = (
        tables["Disabilities"]
        .filter(pl.col("Disability").is_not_null())
        .group_by(key)
        .agg((pl.col("Disability") != "NONE").any().alias("is_disabled"))
    )
    characteristics = tables["ChildCharacteristics"].select(*key, "Ethnicity")
    expected, born = pl.col("ExpectedPersonBirthDate"), pl.col("PersonBirthDate")
    together = (
        tables["ChildIdentifiers"]
        .join(characteristics, on=key, how="left", maintain_order="left")
        .join(disabled, on=key, how="left", maintain_order="left")
    )
    return _pick(
        together,
        "is_disabled",
        birth_on=pl.coalesce(born, expected),
        is_unborn=born.is_null() & expected.is_not_null(),
        died_on="PersonDeathDate",
        sex=pl.coalesce("Sex", "GenderCurrent"),
        ethnicity="Ethnicity",
    )


def _identifiers(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the pupil numbers stated: hints, until somebody has confirmed one."""
    stated = [
        _pick(
            tables["ChildIdentifiers"].filter(pl.col(field).is_not_null()),
            kind=pl.lit(kind),
            value=pl.col(field).str.to_uppercase(),
        )
        for field, kind in (("UPN", "UPN"), ("FormerUPN", "FORMER UPN"))
    ]
    return pl.concat(stated).unique(
        ["council", "child", "kind", "value"], keep="first", maintain_order=True
    )


def _conflicts(versions: Mapping[str, Versions]) -> pl.DataFrame:
    found = [one.conflicts for one in versions.values() if one.conflicts.height]
    return Conflict.conform(pl.concat(found)) if found else Conflict.empty()
