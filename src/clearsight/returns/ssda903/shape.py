"""The tables of the SSDA903 and their fields, 2017/18 to 2026/27.

Names in capitals are the return's own. A table that came later says so with `since` on
its fields (the collection year, by the year in which it ends). `partial` names the days
whose parts may be withheld or unknown, written ZZ.
"""

from __future__ import annotations

from typing import ClassVar

from clearsight.shape import (
    Field,
    Naming,
    Table,
    code,
    day,
    key,
    named_by_key,
    number,
    text,
    yes_no,
)

# Years of the first return that held social worker episodes, and liberty orders.
WORKERS_SINCE = 2024
LIBERTY_SINCE = 2027


def child() -> Field:
    """Return the key that every table carries."""
    return key("Child's identifier, the council's own", "CHILDID", "CHILD_ID")


def born() -> Field:
    """Return the date of birth, which most tables repeat."""
    return day("Date of birth")


class Header(Table):
    """One row for each child."""

    CHILD = child()
    SEX = code("Sex", "sex")
    DOB = born()
    ETHNIC = code("Ethnic origin", "ethnicity")
    UPN = text("Unique pupil number, or why there is none")
    MOTHER = yes_no("Whether the child is a mother")
    MC_DOB = day("Date of birth of the mother's first child")
    UASC = yes_no("Whether an unaccompanied asylum-seeking child (XML only)")


class Episodes(Table):
    """One row for each episode of care: one legal status in one placement."""

    CHILD = child()
    DECOM = day("Day the episode began")
    RNE = code("Why a new episode began", "reason_for_new_episode")
    LS = code("Legal status", "legal_status")
    CIN = code("Category of need", "need")
    PLACE = code("Type of placement", "placement", "PL")
    PLACE_PROVIDER = code("Provider of the placement", "placement_provider")
    DEC = day("Day the episode ended; blank while it is open")
    REC = code("Why it ended; blank while it is open", "reason_ceased")
    REASON_PLACE_CHANGE = code("Why the placement changed", "reason_place_change")
    HOME_POST = text("Postcode of the home the child came from")
    PL_POST = text("Postcode of the placement")
    URN = text("Ofsted's number of the setting; XXXXXXX where there is none")


class Reviews(Table):
    """One row for each review of a looked-after child."""

    CHILD = child()
    DOB = born()
    REVIEW = day("Day of the review")
    REVIEW_CODE = code("How the child took part", "review_code")


class UASC(Table):
    """One row for each unaccompanied asylum-seeking child."""

    CHILD = child()
    SEX = code("Sex", "sex")
    DOB = born()
    DUC = day("Day the status ended or is to end")


class OC2(Table):
    """One row for each child looked after for a year: health and wellbeing."""

    CHILD = child()
    DOB = born()
    SDQ_SCORE = number("Strengths and difficulties score, 0 to 40")
    SDQ_REASON = code("Why there is no score", "sdq_reason")
    CONVICTED = yes_no("Convicted or cautioned in the year")
    HEALTH_CHECK = yes_no("Health promotion checks up to date, under 5")
    IMMUNISATIONS = yes_no("Immunisations up to date")
    TEETH_CHECK = yes_no("Teeth checked by a dentist in the year")
    HEALTH_ASSESSMENT = yes_no("Annual health assessment done")
    SUBSTANCE_MISUSE = yes_no("Substance misuse problem identified")
    INTERVENTION_RECEIVED = yes_no("Received help for it")
    INTERVENTION_OFFERED = yes_no("Was offered help for it and refused")


class OC3(Table):
    """One row for each care leaver."""

    CHILD = child()
    DOB = born()
    IN_TOUCH = code("Whether the council is in touch", "in_touch")
    ACTIV = code("What the young person does", "activity")
    ACCOM = code("Where the young person lives", "accommodation")


class AD1(Table):
    """One row for each child adopted in the year."""

    CHILD = child()
    DOB = born()
    DATE_INT = day("Decision that the child should be placed for adoption")
    DATE_MATCH = day("Matched with the adopters")
    FOSTER_CARE = yes_no("Adopted by the carers who fostered the child")
    NB_ADOPTR = code("Number of adopters", "number_of_adopters")
    SEX_ADOPTR = code("Sex of the adopters", "sex_of_adopters")
    LS_ADOPTR = code("Legal status of the adopters", "status_of_adopters")


class PlacedAdoption(Table):
    """One row for each decision that a child should be placed for adoption."""

    CHILD = child()
    DOB = born()
    DATE_PLACED = day("Day of the decision")
    DATE_PLACED_CEASED = day("Day the decision was reversed")
    REASON_PLACED_CEASED = code("Why it was reversed", "reversal")


class PrevPerm(Table):
    """One row for each child's earlier permanence arrangement."""

    partial: ClassVar[frozenset[str]] = frozenset({"DATE_PERM"})

    CHILD = child()
    DOB = born()
    PREV_PERM = code("Earlier permanence arrangement", "previous_permanence")
    LA_PERM = code("Authority that arranged it", "permanence_authority")
    DATE_PERM = day("Date of that order; parts not known are ZZ")


class Missing(Table):
    """One row for each episode of being missing or away without authorisation."""

    CHILD = child()
    DOB = born()
    MISSING = code("Missing from care, or away without authorisation", "missing")
    MIS_START = day("Day it began")
    MIS_END = day("Day it ended; blank while the child is still missing")


class SWEpisodes(Table):
    """One row for each social worker's time with a child."""

    partial: ClassVar[frozenset[str]] = frozenset({"SW_DECOM"})

    CHILD = child()
    DOB = born()
    SW_ID = text("Worker's registration number, or a stand-in", since=WORKERS_SINCE)
    SW_DECOM = day("Day the worker took over", since=WORKERS_SINCE)
    SW_DEC = day("Day the worker left the child", since=WORKERS_SINCE)
    SW_REASON = code("Why the worker changed", "sw_reason", since=WORKERS_SINCE)


class DoLo(Table):
    """One row for each deprivation of liberty order."""

    CHILD = child()
    DOB = born()
    DOLO_START = day("Day the order began", since=LIBERTY_SINCE)
    DOLO_END = day("Day the order ended; blank while it runs", since=LIBERTY_SINCE)


TABLES: dict[str, type[Table]] = {
    table.__name__: table
    for table in (
        Header, Episodes, Reviews, UASC, OC2, OC3, AD1, PlacedAdoption, PrevPerm,
        Missing, SWEpisodes, DoLo,
    )
}  # fmt: skip

NAMING: dict[str, Naming] = named_by_key(TABLES)

# Fields that a CSV set never has, so that their absence is nothing to remark on.
XML_ONLY: dict[str, frozenset[str]] = {"Header": frozenset({"UASC"})}
