"""Write SEN2 for each January: the nine files that the department's system exports.

The return of a January tells of the calendar year before it, and of the plans that are
maintained on its day. What an earlier return has told is carried (H): the old request
and assessment stand there without their days, so that the plan has its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from clearsight.madeup.beyond.ehc import (
    Person,
    Plan,
    Request,
    Review,
    census_days,
    folder,
    is_told,
    persons,
    row_id,
)
from clearsight.madeup.cin import COUNCIL_NUMBER
from clearsight.madeup.text import Cell, code, iso, write_csv
from clearsight.madeup.true import Child
from clearsight.madeup.world import World

MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
NOT_YET, CARRIED = "A", "H"
NO_NUMBER = "UN1"
YES, NO = "1", "0"
HEADINGS = {
    "sen2": "sen2tableid collection year referencedate lea softwarecode release"
    " serialno datetime",
    "person": "persontableid sen2tableid personbirthdate sex ethnicity upn"
    " uniquelearnernumber upnunknown",
    "requests": "requeststableid persontableid receiveddate rya requestoutcomedate"
    " requestoutcome requestmediation requesttribunal exported",
    "assessment": "assessmenttableid requeststableid assessmentoutcome"
    " assessmentoutcomedate assessmentmediation assessmenttribunal othermediation"
    " othertribunal week20",
    "namedplan": "namedplantableid assessmenttableid startdate planres planwbp pb oa dp"
    " ceasedate ceasereason",
    "plandetail": "plandetailtableid namedplantableid urn ukprn sensetting"
    " sensettingother placementrank senunitindicator resourcedprovisionindicator",
    "activeplans": "activeplanstableid requeststableid transferla reviewmeeting"
    " reviewoutcome lastreview",
    "placementdetail": "placementdetailtableid activeplanstableid urn ukprn sensetting"
    " sensettingother placementrank entrydate leavingdate senunitindicator"
    " resourcedprovisionindicator res wbp",
    "senneed": "senneedtableid activeplanstableid sentype sentyperank",
}


def write(folder_of_all: Path, world: World, children: Sequence[Child]) -> None:
    """Write an export for each January in the window."""
    everybody = persons(world, children)
    for census in census_days(world):
        export = _Export(census)
        for person in everybody:
            export.tell(person)
        for name, headings in HEADINGS.items():
            path = folder_of_all / folder(census) / f"{name}.csv"
            write_csv(path, headings.split(), export.rows[name])


def _day(on: date | None) -> str:
    if on is None:
        return ""
    return f"{on.year}-{MONTHS[on.month - 1]}-{on.day:02d} 00:00:00"


class _Export:
    """The rows of one export, as things stood on its day."""

    def __init__(self, census: date) -> None:
        self.census, self.first = census, date(census.year - 1, 1, 1)
        self.rows: dict[str, list[list[Cell]]] = {name: [] for name in HEADINGS}
        self.rows["sen2"].append(
            [
                1, "SEN2", census.year, _day(census), COUNCIL_NUMBER,
                "Clearsight made-up council", "1", 1, f"{iso(census)} 09:00:00",
            ]
        )  # fmt: skip

    def by(self, on: date | None) -> date | None:
        return on if on is not None and on <= self.census else None

    def add(self, name: str, above: Cell, *cells: Cell) -> int:
        """Add a row under another, and return its id, which nothing else has."""
        rows = self.rows[name]
        number = list(HEADINGS).index(name) * 1_000_000 + len(rows) + 1
        rows.append([number, above, *cells])
        return number

    def tell(self, person: Person) -> None:
        told = [request for request in person.requests if is_told(request, self.census)]
        if not told:
            return
        upn = person.upn_on(self.census)
        me = row_id(person, self.census)
        unknown = "" if upn or person.uln else NO_NUMBER
        self.rows["person"].append(
            [
                me, 1, _day(person.born_on), person.sex, person.ethnicity, upn,
                person.uln, unknown,
            ]
        )  # fmt: skip
        for request in told:
            self.request(person, me, request)

    def decision(self, outcome: str, on: date | None) -> tuple[str, str]:
        """Return a decision and its day; carried if an earlier return has told it."""
        if self.by(on) is None:
            return NOT_YET, ""
        if on is not None and on < self.first:
            return CARRIED, ""
        return outcome, _day(on)

    def request(self, person: Person, me: int, request: Request) -> None:
        plan = request.plan
        is_old = plan is not None and plan.moved_in_on is not None
        said, on = self.decision(request.outcome, request.decided_on)
        if is_old:
            said = CARRIED
        disputed = said == "N" and code(person.number, "mediation", "0001") == YES
        is_away = self.by(request.moved_away_on) is not None
        number = self.add(
            "requests", me, _day(request.received_on), NO, on, said,
            YES if disputed else NO, NO, YES if is_away else NO,
        )  # fmt: skip
        is_assessed = request.outcome == "Y" and self.by(request.decided_on)
        if is_assessed or is_old:
            self.assessment(number, request, is_old=is_old)
        if plan and plan.is_kept(self.census):
            self.active(number, plan)

    def assessment(self, above: int, request: Request, *, is_old: bool) -> None:
        plan = request.plan
        said, on = self.decision(request.assessment, request.assessed_on)
        issued = self.by(plan.issued_on if plan else None)
        exception = YES if request.is_excepted else NO
        if is_old:
            said, exception = CARRIED, ""
        elif said == NOT_YET or (issued and issued < self.first):
            exception = ""
        number = self.add(
            "assessment", above, said, on, NO, NO, NO, NO, exception
        )  # fmt: skip
        if plan and issued:
            ceased = self.by(plan.ceased_on)
            reason = plan.cease_reason if ceased else ""
            named = self.add(
                "namedplan", number, _day(issued), NO, NO, NO, NO, NO, _day(ceased),
                reason,
            )  # fmt: skip
            self.add("plandetail", named, plan.urn, "", "", "", 1, NO, NO)

    def active(self, above: int, plan: Plan) -> None:
        last = self.latest(plan)
        came = plan.moved_in_on
        is_new_here = came is not None and self.first <= came
        told = self.by(last.decided_on) if last else None
        number = self.add(
            "activeplans", above, plan.from_council if is_new_here else "",
            _day(last.met_on) if last else "",
            last.outcome if last and told else "", _day(told),
        )  # fmt: skip
        since = came or plan.issued_on
        self.add(
            "placementdetail", number, plan.urn, "", "", "", 1, _day(since), "", NO,
            NO, NO, NO,
        )  # fmt: skip
        self.add("senneed", number, plan.need, 1)

    def latest(self, plan: Plan) -> Review | None:
        """Return the last review whose meeting had been held."""
        held = [one for one in plan.reviews if one.met_on <= self.census]
        return max(held, key=lambda one: one.met_on, default=None)
