"""Clocks of the local extract, from files in a folder to how each child stands."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import polars as pl

from clearsight.clocks import CLOCKS
from clearsight.clocks.words import NO_NUMBER, NO_START
from clearsight.report.questions import of_clocks
from clearsight.report.run import Options, review
from clearsight.settings import Settings

AS_AT = date(2027, 3, 31)
EPISODES = """\
CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC
1,01/02/2027,S,C2,N1,K1,PR1,,
2,01/02/2027,S,C2,N1,K1,PR1,10/02/2027,X1
2,10/02/2027,P,C2,N1,U4,PR1,,
3,02/11/2026,S,C2,N1,K2,PR4,,
"""
ORDERS = """\
CHILD,DOB,DOLO_START,DOLO_END
3,01/01/2012,01/12/2026,
"""
CENSUS = """\
<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2027</Year>
<ReferenceDate>2027-03-31</ReferenceDate></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>357</LEA></Source></Header>
<Children><Child><ChildIdentifiers><LAchildID>4</LAchildID>
<PersonBirthDate>2015-01-02</PersonBirthDate></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>
<CINdetails><CINreferralDate>2026-09-01</CINreferralDate>
<ChildProtectionPlans><CPPstartDate>2027-03-11</CPPstartDate>
<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
<LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse></ChildProtectionPlans>
<PreProceedingsandFGDM><PPStartDate>2026-12-01</PPStartDate>
<LBPSentDate>2026-12-14</LBPSentDate><FGDMMeetingOffer>0</FGDMMeetingOffer>
<ReviewMeetingsCount>0</ReviewMeetingsCount></PreProceedingsandFGDM>
</CINdetails></Child></Children></Message>
"""
APPROVALS = """\
plap_person_id,plap_placement_start_date,plap_approval_type,plap_approval_date,plap_expiry_date
1,01/01/2027,SECURE ORDER,31/01/2027,03/03/2027
3,02/11/2026,LIBERTY ORDER,01/12/2026,28/02/2027
"""
NOTICES = """\
plnt_person_id,plnt_placement_start_date,plnt_notice_to,plnt_notice_date
3,02/11/2026,HEALTH,02/11/2026
1,01/02/2027,HEALTH,29/01/2027
2,10/02/2027,HEALTH,18/02/2027
"""
STEPS = """\
step_person_id,step_step_type,step_step_date,step_of_date
9,CORE GROUP,01/02/2027,
9,SECURE REVIEW,01/12/2026,
3,LIBERTY REVIEW,01/01/2027,
1,SECURE REVIEW,26/02/2027,01/02/2027
"""
FOUND = {
    # An order of the day before, and one that has run out since.
    ("1", "secure_no_court"): [("met", date(2027, 2, 4), -3)],
    ("1", "secure_order"): [("overdue", date(2027, 3, 3), 28)],
    ("1", "secure_review"): [
        ("met", date(2027, 3, 1), -3),
        ("running", date(2027, 5, 26), -56),
    ],
    # Told before the placement; told a day late; not told at all.
    ("1", "iha_notify"): [("met", date(2027, 2, 8), -7)],
    ("2", "iha_notify"): [
        ("late", date(2027, 2, 8), 2),
        ("late", date(2027, 2, 17), 1),
    ],
    ("2", "secure_review"): [("no longer due", date(2027, 3, 1), -19)],
    ("3", "iha_notify"): [("met", date(2026, 11, 9), -7)],
    # No order in the ten days for which the child was there.
    ("2", "secure_no_court"): [("late", date(2027, 2, 4), 6)],
    ("3", "dol_expiry"): [("overdue", date(2027, 2, 28), 31)],
    ("3", "dol_review"): [
        ("met", date(2027, 1, 1), 0),
        ("overdue", date(2027, 2, 1), 58),
    ],
    ("4", "letter_before_proceedings"): [("late", date(2026, 12, 8), 6)],
    ("4", "preproc_first_meeting"): [("overdue", date(2026, 12, 30), 91)],
    ("4", "preproc_length"): [("overdue", date(2027, 3, 23), 8)],
    ("4", "core_group_first"): [("overdue", date(2027, 3, 25), 6)],
}
MINE = sorted({clock for _, clock in FOUND})


def returns(folder: Path) -> Path:
    """Write the returns of a year in which nothing local is sent."""
    (folder / "Episodes 2026-27.csv").write_text(EPISODES)
    (folder / "DoLo 2026-27.csv").write_text(ORDERS)
    (folder / "cin 2027.xml").write_text(CENSUS)
    return folder


def standings(folder: Path) -> dict[tuple[str, str], list[tuple[str, date, int]]]:
    """Review a folder, and give how each child stands on these clocks."""
    clocks = review([folder], Options(as_at=AS_AT), Settings()).clocks
    mine = clocks.filter(pl.col("clock").is_in(MINE)).sort("child", "clock", "due_on")
    out: dict[tuple[str, str], list[tuple[str, date, int]]] = {}
    for child, clock, *rest in mine.select(
        "child", "clock", "standing", "due_on", "days"
    ).iter_rows():
        out.setdefault((child, clock), []).append(tuple(rest))
    return out


def test_each_stands_as_worked_out_by_hand(tmp_path: Path) -> None:
    """From an extract, a census and a 903 of one year."""
    with zipfile.ZipFile(
        returns(tmp_path) / "oversight 2027-03-31.zip", "w"
    ) as archive:
        archive.writestr("placement_approvals.csv", APPROVALS)
        archive.writestr("placement_notices.csv", NOTICES)
        archive.writestr("steps.csv", STEPS)
    assert standings(tmp_path) == FOUND


def test_without_the_extract_no_child_has_a_row_that_rests_on_it(
    tmp_path: Path,
) -> None:
    """The national clocks run as before; the others are asked of no child."""
    local = {c.key for c in CLOCKS if c.is_local}
    of_order = ("3", "dol_expiry")
    found = standings(returns(tmp_path))
    assert found == {
        **{k: v for k, v in FOUND.items() if k[1] not in local},
        # The order's own last day is not known, so twelve months are taken.
        of_order: [("running", date(2027, 12, 1), -245)],
    }


def test_a_time_without_a_number_in_law_is_no_question() -> None:
    """Nobody could mend it, and a start without its day beside it can be mended."""
    rows = [
        {
            "council": "X",
            "child": child,
            "clock": "placement_plan",
            "standing": "cannot run",
            "why": why,
            "file": "f",
            "row": 1,
        }
        for child, why in (("1", NO_NUMBER), ("2", NO_START))
    ]
    assert of_clocks(pl.DataFrame(rows))["child"].to_list() == ["2"]
