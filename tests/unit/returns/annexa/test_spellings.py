"""How many real spellings are recognised, and how often the group agrees.

The spellings are a recall test, not the truth: their targets are coarse and some are
judgement calls. The patterns were written with them in view.
"""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from clearsight.returns.annexa.codes import resolve

REPO = Path(__file__).resolve().parents[4]
PAGE = REPO / "docs" / "explanation" / "annex-a-spellings.md"

LEAST_RECOGNISED = 0.978
LEAST_AGREED = 0.973

# Family of the spellings → code set of ours.
FAMILIES = {
    "accommodation_suitability": "suitability",
    "adopter_leaving_reason": "leaving",
    "adoption_reversal_reason": "reversal",
    "care_ceased_reason": "ceased",
    "care_leaver_accommodation": "accommodation",
    "care_leaver_activity": "activity",
    "care_leaver_eligibility": "eligibility",
    "care_leaver_in_touch": "in_touch",
    "case_status": "case_status",
    "category_of_abuse": "abuse",
    "category_of_need": "need",
    "cin_closure_reason": "cin_closure",
    "contact_or_referral_source": "source",
    "disability": "disability",
    "ethnicity": "ethnicity",
    "gender": "gender",
    "la_of_placement": "la_place",
    "legal_status": "legal",
    "permanence_plan": "permanence",
    "placement_location": "in_out",
    "placement_provider": "provider",
    "placement_type": "placement",
    "yes_no_unknown": "yes_no_unknown",
}


def _letters(letters: str, *members: str) -> dict[str, str]:
    """Map the codes or groups of each member, parted by |, to its letter."""
    pairs = zip(letters, members, strict=True)
    return {m: letter for letter, group in pairs for m in group.split("|")}


# Code or group of ours → how the family's target begins.
TARGETS = {
    "accommodation_suitability": _letters(
        "abc", "SUITABLE", "UNSUITABLE", "Not in touch or not recorded"
    ),
    "adopter_leaving_reason": _letters("abc", "1", "2", "3"),
    "adoption_reversal_reason": _letters("abcd", "RD1", "RD2", "RD3", "RD4"),
    "care_ceased_reason": _letters(
        "abcdefghijklmnz", "E11|E12|Adopted", "E2", "E3", "E4A|E4B|Returned home",
        "E13|E17",
        "E41", "E45|E46|E47|E48|SGO", "E5|E6|Independent living", "E7", "E9", "E14",
        "E15",
        "E16", "E8", "X1",
    ),
    "care_leaver_accommodation": dict(
        zip("BCDEGHKRSTUVWXZY", "abcdefghijklmnop", strict=True)
    ),
    "care_leaver_activity": {
        **{a + b: a.lower() + b for a in "FP" for b in "124"},
        **{f"G{n}": f"g{n}" for n in "456"},
        "Full time training or employment": "f3",
        "Part time training or employment": "p3",
    },
    "care_leaver_eligibility": _letters(
        "abcde", "RELEVANT", "FORMER RELEVANT", "QUALIFYING", "ELIGIBLE", "Other"
    ),
    "care_leaver_in_touch": _letters(
        "abcd", "YES", "NO|REFU|NREQ", "Not recorded",
        "DIED|RHOM|Abroad or residence not known",
    ),
    "case_status": _letters(
        "abcde", "LOOKED AFTER", "CP PLAN", "CIN PLAN", "OPEN ASSESSMENT", "CLOSED"
    ),
    "category_of_abuse": _letters("abcde", "NEG", "PHY", "SAB", "EMO", "MUL"),
    "category_of_need": {f"N{n}": letter for n, letter in enumerate("jabcdefghi")},
    "cin_closure_reason": _letters(
        "abcdefgh", "RC1", "RC2", "RC3", "RC4", "RC5", "RC6", "RC7", "RC8|RC9"
    ),
    "contact_or_referral_source": _letters(
        "abcdefghijk", "1A|1B|1C|1D|Individual", "2A", "2B",
        "3A|3B|3C|3D|3E|3F|Health services", "4", "5A|5B|5C|5D|LA services",
        "6", "7", "8",
        "9", "10",
    ),
    "disability": _letters("tfu", "YES", "NO", "UNKNOWN"),
    "ethnicity": _letters(
        "abcdef", "White", "Mixed", "Asian", "Black", "Chinese|Other", "Refused|Unknown"
    ),
    "gender": _letters("abcd", "M", "F", "U", "N"),
    "legal_status": _letters(
        "abcdefgz", "C1", "C2", "D1", "E1", "V2", "L1|L2|L3", "J1|J2|J3|Youth justice",
        "V3|V4|Short breaks|Not a looked-after status",
    ),
    "permanence_plan": _letters(
        "abcdefg", "RETURN HOME", "ADOPTION", "SGO OR CAO", "SUPPORTED LIVING",
        "RESIDENTIAL",
        "LONG-TERM FOSTERING", "OTHER",
    ),
    "placement_location": _letters("ab", "IN", "OUT"),
    "placement_provider": _letters("abc", "PR1", "PR4", "PR0|PR2|PR3|PR5"),
    "placement_type": _letters(
        "abcdefghijklmno", "Foster", "Placed for adoption", "With parents",
        "Independent living|Supported accommodation", "Residential employment",
        "Residential accommodation", "Secure home", "Children's home",
        "Residential care home", "NHS", "Family centre", "YOI|Residential settings",
        "Residential school", "Other", "Temporary",
    ),
    "yes_no_unknown": _letters("tfu", "YES", "NO", "UNKNOWN"),
}  # fmt: skip


def agrees(family: str, found: dict[str, str | None], target: str) -> bool:
    """Say whether what we made of a spelling is of the group that it has there."""
    if found["how"] == "blank":
        return True
    wanted = re.split(r" [|/] ", target)
    if family == "la_of_placement":
        return found["code"] in resolve(pl.Series(wanted), "la_place")["code"].to_list()
    if family == "legal_status":
        wanted = ["g" if t[:2] in ("J1", "J2") else t for t in wanted]
    of = TARGETS[family]
    mine = of.get(found["code"] or "") or of.get(found["group"] or "")
    return mine is not None and any(t.strip().lower().startswith(mine) for t in wanted)


@pytest.fixture(scope="module")
def measured(shared: Path) -> dict[str, tuple[int, int, int]]:
    """Give for each family: spellings, recognised, of these agreeing."""
    path = shared / "data" / "annex-a-aliases" / "annex_a_value_aliases.csv"
    table = pl.read_csv(path, infer_schema=False)
    result = {}
    for family, code_set in FAMILIES.items():
        rows = table.filter(pl.col("field_family") == family)
        found = resolve(rows["raw_value_seen"].fill_null(""), code_set).to_dicts()
        pairs = zip(found, rows["target_group"].to_list(), strict=True)
        known = [agrees(family, f, t) for f, t in pairs if f["how"]]
        result[family] = (len(found), len(known), sum(known))
    return result


def test_every_family_has_a_code_set(measured):
    assert sum(n for n, _, _ in measured.values()) == 8074


def test_shares_stay_above_their_floors(measured):
    total, known, agreed = (sum(m[i] for m in measured.values()) for i in range(3))
    assert known / total >= LEAST_RECOGNISED
    assert agreed / known >= LEAST_AGREED
    weak = [
        f
        for f, (n, known, agreed) in measured.items()
        if known < 0.9 * n or agreed < 0.9 * known
    ]
    assert weak == []


def test_the_page_says_what_was_measured(measured):
    told = dict(
        re.findall(r"^\| `(\w+)` \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    )
    assert told == {family: line(*figures) for family, figures in measured.items()}


def line(total: int, known: int, agreed: int) -> str:
    """Return a family's row of the page."""
    return f"{total:,} | {100 * known / total:.1f}% | {100 * agreed / known:.1f}%"
