"""The workforce census of each year, and the true staff records it is written from.

The people are those of `madeup.workforce`: here they get hours, a registration number,
and where they came from and went. Beside their posts stands a project team, paid for a
while: in it happens each year what a count of leavers must tell apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain, count
from pathlib import Path
from random import Random

from clearsight.madeup.days import add_months, days
from clearsight.madeup.person import ETHNICITY
from clearsight.madeup.text import iso
from clearsight.madeup.true import Child
from clearsight.madeup.workforce import Person, overseers, posts
from clearsight.madeup.world import World, pick

# No council has this number.
COUNCIL_NUMBER = "999"
FULL_TIME, PART_TIME = 0.74, (0.4, 0.5, 0.6, 0.8, 0.810811)
LESS_FOR_A_WHILE, LESS = 0.5, 0.75  # of the hours of the contract
COVERS_A_VACANCY = 0.81  # of agency workers; the others do work beyond the posts
SAME_HOURS_UNSAID = 0.15  # of workers have no FTE30, theirs being as in the contract
ABSENT, DAYS_LOST = 0.07, 7
SENT_AFTER = days(45)
AGENCY_WEEKS = "26.0"
CASES_ASKED = 2024  # since then a case holder without any is queried
PROJECT = "project worker"
CHILDREN_A_STORY = 3000
ORIGIN = {"2": 40, "4": 18, "5": 6, "6": 8, "7": 8, "3": 4, "8": 6, "9": 10}
DESTINATION = {
    "1": 38, "3": 22, "5": 8, "6": 12, "2": 2, "4": 5, "7": 6, "8": 6, "9": 1,
}  # fmt: skip
REASON = {"1": 70, "7": 9, "5": 8, "8": 5, "2": 2, "3": 1, "4": 2, "6": 1, "9": 2}
ABSENCE = {"SIC": 40, "MAT": 40, "OTH": 8, "TRN": 4, "UNP": 6, "PUB": 2}
OLD_CODES = ("WIRT", "WROM")  # which this census does not know
NEW, AGENCY, OTHER = "1", "4", "8"
TO_AGENCY, ELSEWHERE, RESIGNED = "3", "7", "1"


@dataclass(frozen=True, slots=True)
class Job:
    """One person's time in one post with children; `worker` is the same in each."""

    worker: str
    code: str
    role: str
    is_agency: bool
    starts_on: date
    ended_on: date | None
    fte: float
    less: tuple[date, date, float] | None
    covers_vacancy: bool
    origin: str
    destination: str
    reason: str
    newly_qualified_until: date | None = None

    def holds(self, on: date) -> bool:
        """Say whether the person was in post on a day."""
        return self.starts_on <= on and (self.ended_on is None or on < self.ended_on)

    def works(self, on: date) -> float:
        """Return the full-time equivalent worked on a day, at times for less."""
        if self.less and self.less[0] <= on < self.less[1]:
            return self.less[2]
        return self.fte


@dataclass(frozen=True, slots=True)
class Seat:
    """A post of the establishment, the hours it has, and who held it in turn."""

    fte: float
    jobs: tuple[Job, ...]


@lru_cache(4)
def seats(world: World) -> tuple[Seat, ...]:
    """Return every post of the establishment."""
    numbers = count(1)
    found = []
    for code, people in _in_turn(world).items():
        fte = _hours(_chance(world, code))
        found.append(
            Seat(fte, tuple(_job(world, p, f"ZZ{next(numbers):010}") for p in people))
        )
    return tuple(found)


@lru_cache(4)
def jobs(world: World) -> tuple[Job, ...]:
    """Return every job with children, those of the project team last."""
    held = [job for seat in seats(world) for job in seat.jobs]
    return (*held, *_project(world))


def census_days(world: World) -> list[date]:
    """Return each 30 September of the window."""
    every = (date(y, 9, 30) for y in range(world.starts_on.year, world.as_at.year + 1))
    return [day for day in every if world.starts_on <= day <= world.as_at]


def children_held(children: Sequence[Child], on: date) -> dict[str, set[int]]:
    """Return the children whom each person held on a day, by the person's code.

    A young person with a leaving care service and no open episode of need is held by
    the worker of that service.
    """
    found: dict[str, set[int]] = {}
    for child in children:
        is_open = False
        for referral in child.referrals:
            if referral.is_nfa or not _open(referral.on, referral.closed_on, on):
                continue
            is_open = True
            for spell in referral.workers:
                if _open(spell.starts_on, spell.ended_on, on):
                    found.setdefault(spell.worker, set()).add(child.number)
        if child.leaver and child.leaver.starts_on <= on and not is_open:
            found.setdefault(child.leaver.worker, set()).add(child.number)
    return found


def write(folder: Path, world: World, children: Sequence[Child]) -> None:
    """Write the census of each 30 September of the window."""
    folder.mkdir(parents=True, exist_ok=True)
    for day in census_days(world):
        path = folder / f"workforce_census_{day.year}.xml"
        with path.open("w", encoding="utf-8", newline="\n") as handle:
            handle.writelines(_Census(world, children, day).lines())


def _open(starts_on: date, ended_on: date | None, on: date) -> bool:
    return starts_on <= on and (ended_on is None or ended_on > on)


def _chance(world: World, about: str) -> Random:
    return Random(f"{world.seed}/beyond/staffing/{about}")  # noqa: S311 (a simulation)


def _hours(rng: Random) -> float:
    return 1.0 if rng.random() < FULL_TIME else rng.choice(PART_TIME)


def _in_turn(world: World) -> dict[str, list[Person]]:
    """Return the people of each post, oldest first, by the code of the post."""
    found: dict[str, list[Person]] = {}
    held = (p for each in posts(world).values() for post in each for p in post.people)
    for one in chain(held, overseers(world)):
        found.setdefault(one.code[:-2], []).append(one)
    return found


def _job(world: World, one: Person, worker: str) -> Job:
    rng = _chance(world, one.code)
    fte = 1.0 if one.is_agency and rng.random() < FULL_TIME else _hours(rng)
    less = None
    if not one.is_agency and rng.random() < LESS_FOR_A_WHILE:
        since = one.starts_on + days(rng.randint(0, 1100))
        less = (since, since + days(rng.randint(500, 2400)), round(fte * LESS, 2))
    is_new = one.newly_qualified_until is not None
    return Job(
        worker,
        one.code,
        one.role,
        one.is_agency,
        one.starts_on,
        one.ended_on,
        fte,
        less,
        one.is_agency and rng.random() < COVERS_A_VACANCY,
        NEW if is_new else pick(rng, ORIGIN),
        pick(rng, DESTINATION),
        pick(rng, REASON),
        one.newly_qualified_until,
    )


Part = tuple[bool, date, date | None]  # from an agency or not; first day, and last
OWN, LENT = False, True


def _stories(at: date) -> tuple[tuple[Part, ...], ...]:
    """Return what a count of leavers must tell apart, in the year up to a census."""
    before = add_months(at, -12)
    ago = {n: at - days(n) for n in (30, 40, 60, 90, 120, 150, 200, 250)}
    long = {n: add_months(at, -n) for n in (26, 33, 40, 52)}
    return (
        # Gone on the last day of the year; on its first; come on the last before it.
        ((OWN, long[52], at),),
        ((OWN, long[40], before + days(1)),),
        ((OWN, before, ago[90]),),
        # Come on the first day and gone again within the year; come on its last day.
        ((OWN, before + days(1), ago[60]),),
        ((OWN, at, at + days(500)),),
        # Gone to another post here, and stayed; gone to one, and then gone.
        ((OWN, long[40], ago[150]), (OWN, ago[150], at + days(600))),
        ((OWN, long[52], ago[200]), (OWN, ago[200], ago[30])),
        # One of two jobs given up; gone, and back within the year.
        ((OWN, long[33], ago[120]), (OWN, long[26], at + days(400))),
        ((OWN, long[52], ago[250]), (OWN, ago[60], at + days(900))),
        # Gone to an agency and lent back; from an agency to the council; agency gone.
        ((OWN, long[33], ago[90]), (LENT, ago[90], at + days(150))),
        ((LENT, long[26], ago[150]), (OWN, ago[150], at + days(700))),
        ((LENT, long[26], ago[40]),),
    )


def _project(world: World) -> Iterator[Job]:
    """Yield the jobs of the project team: each story in every other year."""
    numbers = count(1)
    for at in census_days(world):
        for place, parts in enumerate(_stories(at)):
            if (at.year + place) % 2 == 0:
                for _ in range(max(1, world.children // CHILDREN_A_STORY)):
                    yield from _told(world, parts, next(numbers))


def _told(world: World, parts: tuple[Part, ...], number: int) -> Iterator[Job]:
    """Yield the jobs of one person, each saying where the person came from and went."""
    for place, (is_agency, starts_on, ended_on) in enumerate(parts):
        code = f"PW{1000 + number}{place:02}"
        ended = world.by(ended_on)
        person = Person(code, PROJECT, "Project", starts_on, ended, is_agency)
        job = replace(_job(world, person, f"ZY{number:010}"), covers_vacancy=False)
        if place:
            job = replace(job, origin=AGENCY if parts[place - 1][0] else OTHER)
        if place + 1 < len(parts):
            to = TO_AGENCY if parts[place + 1][0] else ELSEWHERE
            job = replace(job, destination=to, reason=RESIGNED)
        yield job


def _leaves(values: dict[str, str]) -> str:
    return "".join(f"<{name}>{text}</{name}>" for name, text in values.items() if text)


class _Census:
    """One census: everybody in post on the day, or gone in the year that it ends."""

    def __init__(self, world: World, children: Sequence[Child], at: date) -> None:
        self.world, self.at = world, at
        self.before = add_months(at, -12)
        self.held = children_held(children, at)

    def lines(self) -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>\n<Message>\n'
        yield self.header()
        yield self.vacancies()
        for job in jobs(self.world):
            if job.holds(self.at) or self.has_left(job):
                yield f"<CSWWWorker>{self.worker(job)}</CSWWWorker>\n"
        yield "</Message>\n"

    def has_left(self, job: Job) -> bool:
        return job.ended_on is not None and self.before < job.ended_on <= self.at

    def header(self) -> str:
        year = {
            "Collection": "CSWW",
            "Year": str(self.at.year),
            "ReferenceDate": iso(self.at),
        }
        source = {
            "SourceLevel": "L",
            "LEA": COUNCIL_NUMBER,
            "SoftwareCode": "Clearsight made-up council",
            "DateTime": f"{iso(self.at)}T09:00:00",
        }
        return (
            f"<Header>\n<CollectionDetails>{_leaves(year)}</CollectionDetails>\n"
            f"<Source>{_leaves(source)}</Source>\n</Header>\n"
        )

    def vacancies(self) -> str:
        """Say what stands empty; a post that is covered by an agency is vacant."""
        vacant, covering = 0.0, list[Job]()
        for seat in seats(self.world):
            held = [job for job in seat.jobs if job.holds(self.at)]
            covering += [job for job in held if job.covers_vacancy]
            if not held or held[0].covers_vacancy:
                vacant += seat.fte
        values = {
            "NumberOfVacancies": f"{vacant:.2f}",
            "NoAgencyFTE": f"{sum(job.works(self.at) for job in covering):.2f}",
            "NoAgencyHeadcount": str(len(covering)),
        }
        return f"<LALevelVacancies>{_leaves(values)}</LALevelVacancies>\n"

    def worker(self, job: Job) -> str:
        of_the_year = _chance(self.world, f"{job.code}/{self.at.year}")
        is_here = job.holds(self.at)
        cases = len(self.held.get(job.code, ()))
        return (
            _leaves({"AgencyWorker": str(int(job.is_agency)), "SWENo": job.worker})
            + _leaves({"FTE": f"{job.fte:g}", **self.person(job)})
            + _leaves({"OrgRole": self.role(job, cases), **self.came_and_went(job)})
            + (self.on_the_day(job, of_the_year, cases) if is_here else "")
            + self.rest(job, of_the_year, is_here=is_here)
        )

    def person(self, job: Job) -> dict[str, str]:
        """Return who it is, the same in every job and year."""
        rng = _chance(self.world, job.worker)
        known = {code: n for code, n in ETHNICITY.items() if code not in OLD_CODES}
        return {
            "PersonBirthDate": iso(
                date(rng.randint(1960, 1985), rng.randint(1, 12), 9)
            ),
            "GenderCurrent": pick(rng, {"1": 16, "2": 82, "9": 2}),
            "Ethnicity": pick(rng, known),
            "QualInst": f"Made-up University {rng.randint(1, 9)}",
            "QualLevel": pick(rng, {"1": 50, "2": 46, "3": 4}),
            "StepUpGrad": pick(rng, {"0": 93, "1": 7}),
        }

    def role(self, job: Job, cases: int) -> str:
        if job.role == "manager":
            return "3"
        if job.role != "social worker":
            return "4" if job.role == PROJECT else "6"
        has_some = cases or not job.holds(self.at) or self.at.year < CASES_ASKED
        return "5" if has_some else "6"

    def came_and_went(self, job: Job) -> dict[str, str]:
        has_left = self.has_left(job) and not job.is_agency
        # Who goes soon after the day has an end date by the time the census is sent.
        is_told = job.ended_on is not None and job.ended_on <= self.at + SENT_AFTER
        return {
            "RoleStartDate": iso(job.starts_on),
            "StartOrigin": "" if job.is_agency else job.origin,
            "RoleEndDate": iso(job.ended_on) if is_told else "",
            "LeaverDestination": job.destination if has_left else "",
            "ReasonLeave": job.reason if has_left else "",
        }

    def on_the_day(self, job: Job, rng: Random, cases: int) -> str:
        works = job.works(self.at)
        is_unsaid = works == job.fte and rng.random() < SAME_HOURS_UNSAID
        hours = "" if is_unsaid else f"{works:g}"
        return _leaves({"FTE30": hours, "Cases30": str(cases)})

    def rest(self, job: Job, rng: Random, *, is_here: bool) -> str:
        lost = round(rng.expovariate(1 / DAYS_LOST) * 2) / 2
        is_absent = is_here and rng.random() < ABSENT
        new = job.newly_qualified_until
        standing = "3" if job.role == "manager" else "2"
        graduate = pick(_chance(self.world, f"{job.worker}/front"), {"0": 95, "1": 5})
        return _leaves(
            {
                "WorkingDaysLost": f"{lost:.2f}",
                "ContractWeeks": AGENCY_WEEKS if job.is_agency else "",
                "FrontlineGrad": graduate,
                "Absat30Sept": str(int(is_absent)) if is_here else "",
                "ReasonAbsence": pick(rng, ABSENCE) if is_absent else "",
                "CFKSSstatus": "1" if new and new > self.at else standing,
            }
        )
