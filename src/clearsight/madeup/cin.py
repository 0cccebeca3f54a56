"""Write the children in need census of one year, in the 2025/26 layout.

A child is in it who was referred in the year, or had an open episode of need in it. Of
each episode it holds assessments authorised in the year or still open, enquiries begun
or brought to conference in it, plans open in it, and every review of those plans.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from clearsight.madeup.days import add_working, days
from clearsight.madeup.text import iso
from clearsight.madeup.true import Assessment, Child, Enquiry, ProtectionPlan, Referral

# No council has this number.
COUNCIL_NUMBER = "999"


def write(path: Path, children: list[Child], end: date) -> None:
    """Write the census of the year that ends on a day; what came later is left out."""
    year = _Year(date(end.year - 1, end.month, end.day) + days(1), end)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as handle:
        handle.write('<?xml version="1.0" encoding="UTF-8"?>\n<Message>\n')
        handle.write(_header(end))
        handle.write("<Children>\n")
        for child in children:
            handle.writelines(year.child(child))
        handle.write("</Children>\n</Message>\n")


def _header(end: date) -> str:
    return (
        "<Header>\n<CollectionDetails>"
        f"<Collection>CIN</Collection><Year>{end.year}</Year>"
        f"<ReferenceDate>{iso(end)}</ReferenceDate>"
        "</CollectionDetails>\n<Source>"
        f"<SourceLevel>L</SourceLevel><LEA>{COUNCIL_NUMBER}</LEA>"
        "<SoftwareCode>Clearsight made-up council</SoftwareCode>"
        f"<Release>1</Release><SerialNo>001</SerialNo><DateTime>{iso(end)}T09:00:00</DateTime>"
        "</Source>\n</Header>\n"
    )


def _leaf(name: str, value: str) -> str:
    return f"<{name}>{value}</{name}>" if value else ""


class _Year:
    def __init__(self, start: date, end: date) -> None:
        self.start, self.end = start, end

    def by(self, on: date | None) -> date | None:
        return on if on is not None and on <= self.end else None

    def in_year(self, on: date | None) -> bool:
        return on is not None and self.start <= on <= self.end

    def open_in(self, start: date, end: date | None) -> bool:
        return start <= self.end and (end is None or end >= self.start)

    def has(self, found: Referral) -> bool:
        if found.is_nfa:
            return self.in_year(found.on)
        return self.open_in(found.on, found.closed_on)

    def child(self, child: Child) -> Iterator[str]:
        referrals = [found for found in child.referrals if self.has(found)]
        if not referrals:
            return
        yield "<Child>\n"
        yield self.identifiers(child)
        yield self.characteristics(child)
        for found in referrals:
            yield self.details(child, found)
        yield "</Child>\n"

    def identifiers(self, child: Child) -> str:
        is_born = child.born_on <= self.end
        birth = "PersonBirthDate" if is_born else "ExpectedPersonBirthDate"
        number = "UPNunknown" if child.upn.startswith("UN") else "UPN"
        return (
            "<ChildIdentifiers>"
            f"<LAchildID>{child.number}</LAchildID><{number}>{child.upn}</{number}>"
            f"<{birth}>{iso(child.born_on)}</{birth}>"
            f"<Sex>{child.sex if is_born else 'U'}</Sex>"
            "</ChildIdentifiers>\n"
        )

    def characteristics(self, child: Child) -> str:
        inside = ""
        if child.born_on <= self.end:
            codes = child.disabilities or ("NONE",)
            each = "".join(_leaf("Disability", code) for code in codes)
            inside = f"<Disabilities>{each}</Disabilities>"
        ethnicity = _leaf("Ethnicity", child.ethnicity)
        return f"<ChildCharacteristics>{ethnicity}{inside}</ChildCharacteristics>\n"

    def details(self, child: Child, found: Referral) -> str:
        closed = self.by(found.closed_on)
        parts = [
            "<CINdetails>",
            _leaf("CINreferralDate", iso(found.on)),
            _leaf("ReferralSource", found.source),
            "" if found.is_nfa else _leaf("PrimaryNeedCode", found.need),
            _leaf("CINclosureDate", iso(closed)),
            _leaf("ReasonForClosure", found.closure_reason if closed else ""),
            self.assessment(found.assessment) if found.assessment else "",
            *(
                f"\n<CINPlanDates>{_leaf('CINPlanStartDate', iso(plan.starts_on))}"
                f"{_leaf('CINPlanEndDate', iso(self.by(plan.ended_on)))}</CINPlanDates>"
                for plan in found.cin_plans
                if self.open_in(plan.starts_on, plan.ended_on)
            ),
            *(self.enquiry(enquiry) for enquiry in found.enquiries),
            f"\n<ReferralNFA>{'true' if found.is_nfa else 'false'}</ReferralNFA>",
            *(self.plan(child, plan) for plan in found.plans),
            "</CINdetails>\n",
        ]
        return "".join(parts)

    def assessment(self, one: Assessment) -> str:
        done = self.by(one.authorised_on)
        if one.starts_on > self.end or (done and done < self.start):
            return ""
        codes = one.factors if done else ()
        each = "".join(_leaf("AssessmentFactors", code) for code in codes)
        return (
            "\n<Assessments>"
            f"{_leaf('AssessmentActualStartDate', iso(one.starts_on))}"
            f"{_leaf('AssessmentAuthorisationDate', iso(done))}"
            f"{_leaf('FactorsIdentifiedAtAssessment', each)}</Assessments>"
        )

    def enquiry(self, one: Enquiry) -> str:
        if not (self.in_year(one.starts_on) or self.in_year(one.conference_on)):
            return ""
        is_not_needed = self.by(one.not_needed_on) is not None
        target = "" if is_not_needed else iso(add_working(one.starts_on, 15))
        return (
            "\n<Section47>"
            f"{_leaf('S47ActualStartDate', iso(one.starts_on))}"
            f"{_leaf('InitialCPCtarget', target)}"
            f"{_leaf('DateOfInitialCPC', iso(self.by(one.conference_on)))}"
            f"<ICPCnotRequired>{'true' if is_not_needed else 'false'}</ICPCnotRequired>"
            "</Section47>"
        )

    def category(self, one: ProtectionPlan) -> str:
        return one.category_latest if self.by(one.changed_on) else one.category_first

    def plan(self, child: Child, one: ProtectionPlan) -> str:
        if not self.open_in(one.starts_on, one.ended_on):
            return ""
        held = [day for day in one.reviews if day <= self.end]
        dates = "".join(_leaf("CPPreviewDate", iso(day)) for day in held)
        return (
            "\n<ChildProtectionPlans>"
            f"{_leaf('CPPstartDate', iso(one.starts_on))}"
            f"{_leaf('CPPendDate', iso(self.by(one.ended_on)))}"
            f"<InitialCategoryOfAbuse>{one.category_first}</InitialCategoryOfAbuse>"
            f"<LatestCategoryOfAbuse>{self.category(one)}</LatestCategoryOfAbuse>"
            f"<NumberOfPreviousCPP>{plans_before(child, one)}</NumberOfPreviousCPP>"
            f"{_leaf('Reviews', dates)}</ChildProtectionPlans>"
        )


def plans_before(child: Child, plan: ProtectionPlan) -> int:
    """Return how many plans of this council came before, older ones included."""
    every = [one for found in child.referrals for one in found.plans]
    before = sum(one.starts_on < plan.starts_on for one in every)
    return before + (every[0].previous if every else 0)
