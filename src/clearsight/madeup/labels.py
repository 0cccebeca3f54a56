"""How Annex A writes a code: its letter, the code, and what it means."""

from __future__ import annotations

from collections.abc import Sequence


def lettered(*codes: tuple[str, str]) -> dict[str, str]:
    """Return `a) CODE: label` for each code, letters given in order."""
    letters = [*"abcdefghijklmnopqrstuvwxyz", "za", "zb", "zc", "zd"]
    return {
        code: f"{letter}) {code}: {label}"
        for letter, (code, label) in zip(letters, codes, strict=False)
    }


def bare(*codes: tuple[str, str]) -> dict[str, str]:
    """Return `CODE: label` for code sets that have no letters."""
    return {code: f"{code}: {label}" for code, label in codes}


def words(codes: Sequence[str], *labels: str) -> dict[str, str]:
    """Return `a) label` under our own short codes, for sets that have no codes."""
    return {
        code: f"{letter}) {label}"
        for letter, code, label in zip("abcdefgh", codes, labels, strict=False)
    }


YES, NO = "a) Yes", "b) No"
YES_NO = {True: YES, False: NO, None: ""}
UNKNOWN = "c) Unknown"

GENDER = words("MFU", "Male", "Female", "Not stated, not recorded or unborn")
ADOPTER_GENDER = words("MF", "Male", "Female")
ETHNICITY = {
    **lettered(
        ("WBRI", "White British"),
        ("WIRI", "White Irish"),
        ("WIRT", "Traveller of Irish heritage"),
        ("WOTH", "Any other White background"),
        ("WROM", "Gypsy or Roma"),
        ("MWBC", "White and Black Caribbean"),
        ("MWBA", "White and Black African"),
        ("MWAS", "White and Asian"),
        ("MOTH", "Any other mixed background"),
        ("AIND", "Indian"),
        ("APKN", "Pakistani"),
        ("ABAN", "Bangladeshi"),
        ("AOTH", "Any other Asian background"),
        ("BCRB", "Caribbean"),
        ("BAFR", "African"),
        ("BOTH", "Any other Black background"),
        ("CHNE", "Chinese"),
        ("OOTH", "Any other ethnic group"),
        ("REFU", "Refused"),
        ("NOBT", "Not yet obtained"),
    )
}
SOURCE = lettered(
    ("1A", "Family member, relative or carer"),
    ("1B", "Acquaintance or neighbour"),
    ("1C", "Self"),
    ("1D", "Other individual"),
    ("2A", "School"),
    ("2B", "Education services"),
    ("3A", "GP"),
    ("3B", "Health visitor"),
    ("3C", "School nurse"),
    ("3D", "Other primary health"),
    ("3E", "Accident and emergency"),
    ("3F", "Other health"),
    ("4", "Housing"),
    ("5A", "Council social care"),
    ("5B", "Other council service"),
    ("5C", "Another council"),
    ("6", "Police"),
    ("7", "Other legal agency"),
    ("8", "Other"),
    ("9", "Anonymous"),
    ("10", "Unknown"),
    ("5D", "Early help"),
)
NEED = bare(
    ("N1", "Abuse or neglect"),
    ("N2", "Child's disability"),
    ("N3", "Parental disability or illness"),
    ("N4", "Family in acute stress"),
    ("N5", "Family dysfunction"),
    ("N6", "Socially unacceptable behaviour"),
    ("N7", "Low income"),
    ("N8", "Absent parenting"),
    ("N9", "Other than in need"),
)
CLOSURE = bare(
    ("RC1", "Adopted"),
    ("RC7", "Any other reason"),
    ("RC8", "No further action after assessment"),
    ("RC9", "Passed to early help"),
)
STATUS = words(
    "abcde",
    "Looked after child",
    "Child protection plan",
    "Child in need plan",
    "Open assessment",
    "Closed episode",
)
ABUSE = words(
    ("NEG", "PHY", "SAB", "EMO"),
    "Neglect",
    "Physical abuse",
    "Sexual abuse",
    "Emotional abuse",
)
LEGAL = bare(
    ("C1", "Interim care order"),
    ("C2", "Full care order"),
    ("E1", "Placement order"),
    ("V2", "Accommodated under section 20"),
    ("L1", "Police protection"),
)
PERMANENCE = words(
    "abcdefg",
    "Return to family",
    "Adoption",
    "SGO or child arrangements order",
    "Supported living in the community",
    "Long-term residential placement",
    "Long-term fostering",
    "Other",
)
CEASED = lettered(
    ("E11", "Adopted, unopposed"),
    ("E12", "Adopted, consent dispensed with"),
    ("E2", "Died"),
    ("E3", "Taken over by another council"),
    ("E4A", "Returned home, planned"),
    ("E4B", "Returned home, not planned"),
    ("E13", "To live with others without parental responsibility"),
    ("E41", "Child arrangements order"),
    ("E45", "SGO to former foster carer, family"),
    ("E46", "SGO to former foster carer, other"),
    ("E47", "SGO to other carer, family"),
    ("E48", "SGO to other carer"),
    ("E5", "Independent living with support"),
    ("E6", "Independent living without support"),
    ("E7", "Adult residential care"),
    ("E9", "Sentenced to custody"),
    ("E14", "Remand ended"),
    ("E15", "Assessed as adult"),
    ("E16", "Moved abroad"),
    ("E8", "Any other reason"),
    ("E17", "Stayed with former carers"),
)
PLACE = {
    **lettered(
        ("U1", "Foster, relative or friend, long term"),
        ("U2", "Foster, relative or friend, for adoption"),
        ("U3", "Foster, relative or friend, other"),
        ("U4", "Foster, long term"),
        ("U5", "Foster, for adoption"),
        ("U6", "Foster, other"),
        ("A3", "Adoption, consent, with foster carer"),
        ("A4", "Adoption, consent, other"),
        ("A5", "Adoption, order, with foster carer"),
        ("A6", "Adoption, order, other"),
        ("P1", "With own parents"),
        ("P2", "Independent living"),
        ("P3", "Residential employment"),
        ("H5", "Semi-independent"),
        ("K1", "Secure children's home"),
        ("K2", "Children's home"),
        ("R1", "Residential care home"),
        ("R2", "NHS establishment"),
        ("R3", "Family centre or mother and baby unit"),
        ("R5", "Young offender institution"),
        ("S1", "Residential school"),
        ("Z1", "Other placement"),
    ),
    **bare(("K3", "Registered supported accommodation")),
}
PROVIDER = lettered(
    ("PR0", "Parent"),
    ("PR1", "Own provision"),
    ("PR2", "Another council"),
    ("PR3", "Other public"),
    ("PR4", "Private"),
    ("PR5", "Voluntary"),
)
AREA = {True: "a) In", False: "b) Out"}
ELIGIBILITY = words(
    "abcd",
    "Relevant child",
    "Former relevant child",
    "Qualifying care leaver",
    "Eligible child",
)
IN_TOUCH = lettered(
    ("YES", "Yes"),
    ("NO", "No"),
    ("DIED", "Died"),
    ("REFU", "Refused contact"),
    ("NREQ", "No longer needs services"),
    ("RHOM", "Returned home"),
)
ACCOMMODATION = bare(
    ("B", "With parents or relatives"),
    ("D", "Semi-independent"),
    ("E", "Supported lodgings"),
    ("K", "Ordinary lodgings"),
    ("S", "Homeless"),
    ("T", "Foyer or similar"),
    ("U", "Independent living"),
    ("V", "Emergency accommodation"),
    ("X", "In custody"),
    ("Y", "Other"),
    ("Z", "With former foster carers"),
)
SUITABILITY = words("ab", "Suitable", "Unsuitable")
ACTIVITY = bare(
    ("F1", "Full-time higher education"),
    ("F2", "Full-time other education"),
    ("P2", "Part-time other education"),
    ("F4", "Full-time apprenticeship"),
    ("F5", "Full-time training or employment"),
    ("P5", "Part-time training or employment"),
    ("G4", "Not in work or learning: illness or disability"),
    ("G5", "Not in work or learning: other"),
    ("G6", "Not in work or learning: parenting"),
)
REVERSAL = bare(("RD4", "Other"))
