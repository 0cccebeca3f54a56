"""Who asked for an education, health and care plan, and what truly came of it.

Most are not known to social care; a part are children of the made-up council, by the
same pupil number. Some move in with a plan of another council, some away before the
end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from clearsight.madeup.days import add_months, days, working_by, working_from
from clearsight.madeup.person import ETHNICITY, SEX, UPN_LETTERS
from clearsight.madeup.true import Child
from clearsight.madeup.world import Habit, World, ladder, months, pick, weeks

# More than their share in life, so that a small council shows one of each kind.
FOR_EACH_CHILD = 2
FIRST_NUMBER = 1_000_001
KNOWN_HERE = 0.3  # of the council's children ask too
KINDS = {"recent": 55, "older": 30, "edge": 8, "moved in": 7}
OF_CHILDREN = {"recent": 70, "older": 30}
BACK, RECENT = 72, 10  # months before the window in which old requests came
DECISIONS = {"Y": 70, "N": 23, "W": 4, "away": 3}
RESULTS = {"Y": 89, "N": 6, "W": 2, "away": 3}
DECIDES = Habit(14, 0.2, 60)
FORGOTTEN = 0.04  # of requests lie undecided for many months
TAKES = {"in time": 45, "on the day": 8, "a day late": 6, "late": 41}
TWENTY_WEEKS = 140
EXCEPTED_LATE, EXCEPTED = 0.16, 0.04
ASKS_AGAIN = 0.3  # of those refused
REVIEWS = Habit(50, 0.25, 150)
TOLD_AFTER = Habit(10, 0.5, 60)
NOT_TOLD = 0.1
OUTCOMES = {"M": 60, "A": 37, "C": 3}
AT_MONTH_END = 0.07
KEPT_FOR = 9 * 365.25
CEASES = {
    "1": 8, "2": 12, "3": 8, "4": 14, "5": 25, "6": 18, "7": 4, "8": 1, "9": 10,
}  # fmt: skip
OLDEST = 25
NEEDS = {
    "ASD": 32, "SEMH": 21, "SLCN": 21, "MLD": 9, "SPLD": 4, "SLD": 5, "PD": 3,
    "HI": 2, "VI": 1, "PMLD": 1, "DS": 1,
}  # fmt: skip
NEIGHBOURS = ("350", "353", "354", "356", "891", "873")
BY_LEARNER_NUMBER = 0.2  # of those over 16 have no pupil number
SCHOOL_AREA = 900  # no child of the council has a number of this area


@dataclass(frozen=True, slots=True)
class Review:
    """A review meeting on a plan, and the decision after it."""

    met_on: date
    decided_on: date | None
    outcome: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan; one that moved in was issued by another council, before."""

    issued_on: date
    need: str
    urn: str
    ceased_on: date | None = None
    cease_reason: str = ""
    reviews: tuple[Review, ...] = ()
    moved_in_on: date | None = None
    from_council: str = ""

    def is_kept(self, on: date) -> bool:
        """Say whether this council maintained it on a day."""
        since = self.moved_in_on or self.issued_on
        return since <= on and (self.ceased_on is None or self.ceased_on > on)


@dataclass(frozen=True, slots=True)
class Request:
    """A request, and all that came of it; what is None has not come.

    Of a plan that moved in nothing before it may be known, not even the request.
    """

    received_on: date | None
    outcome: str = ""
    decided_on: date | None = None
    assessment: str = ""
    assessed_on: date | None = None
    is_excepted: bool = False
    plan: Plan | None = None
    moved_away_on: date | None = None

    @property
    def against_on(self) -> date | None:
        """Return the day of a decision against it, or of being withdrawn."""
        if self.outcome in ("N", "W"):
            return self.decided_on
        return self.assessed_on if self.assessment in ("N", "W") else None


@dataclass(frozen=True, slots=True)
class Person:
    """A child or young person of the SEND system, who may be a child known here."""

    number: int
    born_on: date
    sex: str
    ethnicity: str
    upn: str
    uln: str
    requests: tuple[Request, ...]

    def upn_on(self, on: date) -> str:
        """Return the pupil number, given in the September after the fourth birthday."""
        fourth = add_months(self.born_on, 48)
        starts = date(fourth.year + (fourth.month > 8), 9, 1)
        return self.upn if starts <= on else ""


def persons(world: World, children: Sequence[Child]) -> list[Person]:
    """Return everybody who ever asked, or has a plan, in the order of their numbers."""
    known = (_child(world, child) for child in children)
    own = range(FIRST_NUMBER, FIRST_NUMBER + world.children * FOR_EACH_CHILD)
    return [one for one in known if one] + [_own(world, number) for number in own]


def census_days(world: World) -> list[date]:
    """Return the days of SEN2, third Thursdays of January, oldest first."""
    years = range(world.starts_on.year + 1, world.as_at.year + 1)
    every = (_third_thursday(year) for year in years)
    return [on for on in every if world.starts_on < on <= world.as_at]


def is_told(request: Request, census: date) -> bool:
    """Say whether the SEN2 of a day holds a request: it ran in the year before.

    So does one whose plan was maintained in it. A request that came after that year
    waits for the next return.
    """
    first = date(census.year - 1, 1, 1)
    plan, came = request.plan, request.received_on
    moved_in = plan.moved_in_on if plan else None
    if plan and (moved_in or plan.issued_on) <= census:
        return plan.ceased_on is None or plan.ceased_on >= first
    if moved_in or came is None or came >= date(census.year, 1, 1):
        return False
    over = request.against_on or request.moved_away_on
    return over is None or over >= first


def folder(census: date) -> str:
    """Name the folder of an export."""
    return f"sen2_{census.year}"


def row_id(person: Person, census: date) -> int:
    """Return the number of somebody's row in an export, another in each."""
    return census.year * 10_000_000 + person.number


def known_as(world: World, person: Person, request: Request) -> str:
    """Return what the last SEN2 that tells of a request calls its person."""
    last = max(on for on in census_days(world) if is_told(request, on))
    row = f"{folder(last)}/{row_id(person, last)}"
    return person.upn_on(last) or person.uln or row


def _third_thursday(year: int) -> date:
    first = date(year, 1, 1)
    return first + days((3 - first.weekday()) % 7 + 14)


def _child(world: World, child: Child) -> Person | None:
    rng = _chance(world, child.number)
    if rng.random() >= KNOWN_HERE or child.born_on > add_months(world.as_at, -18):
        return None
    kind = pick(rng, OF_CHILDREN)
    requests = tuple(_requests(rng, world, kind, child.born_on))
    if not requests:
        return None
    upn = "" if child.upn.startswith("UN") else child.upn
    return Person(
        child.number, child.born_on, child.sex, child.ethnicity, upn, "", requests
    )


def _own(world: World, number: int) -> Person:
    rng = _chance(world, number)
    kind = pick(rng, KINDS)
    asked = _asked_on(rng, world, kind)
    born = asked - days(int(rng.triangular(2, 18, 6) * 365.25))
    upn, uln = _upn(number), ""
    if add_months(born, 16 * 12) < world.starts_on and rng.random() < BY_LEARNER_NUMBER:
        upn, uln = "", f"99{number:08d}"
    found = tuple(_requests(rng, world, kind, born, asked))
    return Person(number, born, pick(rng, SEX), pick(rng, ETHNICITY), upn, uln, found)


def _chance(world: World, number: int) -> Random:
    return Random(f"{world.seed}/beyond/send/{number}")  # noqa: S311 (a simulation)


def _upn(number: int) -> str:
    area, rest = divmod(number - FIRST_NUMBER, 100_000)
    body = f"{SCHOOL_AREA + area:03d}0000{rest:05d}"
    total = sum(int(digit) * place for place, digit in enumerate(body, 2))
    return UPN_LETTERS[total % 23] + body


def _asked_on(rng: Random, world: World, kind: str) -> date:
    """Return when a request came; of a plan from elsewhere, when the child did."""
    window = add_months(world.starts_on, -RECENT)
    if kind == "edge":
        end = add_months(world.as_at + days(1), -rng.randint(0, 13)) - days(1)
        return end - days(TWENTY_WEEKS + rng.randint(0, 1))
    if kind == "older":
        first, last = add_months(world.starts_on, -BACK), window
    else:
        first = world.starts_on if kind == "moved in" else window
        last = world.as_at
    return working_by(first + days(rng.randrange((last - first).days)))


def _requests(
    rng: Random, world: World, kind: str, born: date, asked: date | None = None
) -> Iterator[Request]:
    on = asked or max(_asked_on(rng, world, kind), add_months(born, 14))
    if kind == "moved in":
        yield _moved_in(rng, world, born, on)
    elif kind == "edge":
        yield _assessed(rng, world, born, on, on + days(rng.randint(20, 60)))
    elif on <= world.as_at:
        first = _asked(rng, world, born, on)
        yield first
        if first.outcome == "N" and first.decided_on and rng.random() < ASKS_AGAIN:
            again = working_from(first.decided_on + days(rng.randint(100, 400)))
            if again <= world.as_at:
                yield _asked(rng, world, born, again)


def _asked(rng: Random, world: World, born: date, on: date) -> Request:
    decided = DECIDES.held(rng, on, on + days(42))
    if rng.random() < FORGOTTEN:
        decided = working_from(on + days(rng.randint(200, 500)))
    fate = pick(rng, DECISIONS)
    if fate == "away":
        return Request(on, moved_away_on=world.by(decided))
    if fate == "Y":
        return _assessed(rng, world, born, on, decided)
    is_decided = decided <= world.as_at
    return Request(on, fate if is_decided else "", world.by(decided))


def _assessed(
    rng: Random, world: World, born: date, on: date, decided: date
) -> Request:
    if decided > world.as_at:
        return Request(on)
    fate = pick(rng, RESULTS)
    if fate == "Y":
        return _planned(rng, world, born, on, decided)
    done = working_from(max(on + days(rng.randint(80, 190)), decided + days(10)))
    if fate == "away":
        return Request(on, "Y", decided, moved_away_on=world.by(done))
    is_done = done <= world.as_at
    return Request(on, "Y", decided, fate if is_done else "", world.by(done))


def _planned(rng: Random, world: World, born: date, on: date, decided: date) -> Request:
    takes = pick(rng, TAKES)
    after = {"on the day": TWENTY_WEEKS, "a day late": TWENTY_WEEKS + 1}.get(takes)
    issued = on + days(after or 0)
    if takes == "in time":
        issued = working_by(on + days(rng.randint(95, TWENTY_WEEKS)))
    elif takes == "late":
        issued = working_from(
            on + days(TWENTY_WEEKS + 2 + int(rng.expovariate(1 / 80)))
        )
        issued = _month_end(issued) if rng.random() < AT_MONTH_END else issued
    issued = max(issued, decided + days(15))
    agreed = max(issued - days(rng.randint(14, 30)), decided + days(1))
    is_late = (issued - on).days > TWENTY_WEEKS
    is_excepted = rng.random() < (EXCEPTED_LATE if is_late else EXCEPTED)
    plan = None
    if issued <= world.as_at:
        whole = Plan(issued, pick(rng, NEEDS), _urn(rng))
        plan = _lived(rng, world, whole, issued, born)
    if agreed > world.as_at:
        return Request(on, "Y", decided)
    return Request(on, "Y", decided, "Y", agreed, is_excepted, plan)


def _moved_in(rng: Random, world: World, born: date, came: date) -> Request:
    """Return a plan of another council; of some its request came with the papers."""
    issued = came - days(rng.randint(30, 1500))
    asked = issued - days(rng.randint(100, 220)) if rng.random() < 0.5 else None
    plan = Plan(
        issued, pick(rng, NEEDS), _urn(rng), moved_in_on=came,
        from_council=rng.choice(NEIGHBOURS),
    )  # fmt: skip
    return Request(asked, plan=_lived(rng, world, plan, came, born))


def _lived(rng: Random, world: World, plan: Plan, since: date, born: date) -> Plan:
    """Return a plan with its reviews, and its end if that has come.

    One that moved in stays for more than a year.
    """
    least = 400 if plan.moved_in_on else 30
    ends = since + days(least + int(rng.expovariate(1 / KEPT_FOR)))
    reason = pick(rng, CEASES)
    if add_months(born, OLDEST * 12) < ends:
        ends, reason = max(add_months(born, OLDEST * 12), since + days(least)), "1"
    has_ended = ends <= world.as_at
    # Every now and then a young child's plan is reviewed each half year.
    often = months(6 if rng.random() < 0.15 else 12)
    last = min(ends, world.as_at + days(1))
    met = [
        _month_end(on) if rng.random() < AT_MONTH_END else on
        for on in ladder(rng, since, last, (often,), REVIEWS)
    ]
    reviews = tuple(_review(rng, world, on) for on in met if on < last)
    return Plan(
        plan.issued_on, plan.need, plan.urn,
        ceased_on=ends if has_ended else None,
        cease_reason=reason if has_ended else "",
        reviews=reviews,
        moved_in_on=plan.moved_in_on,
        from_council=plan.from_council,
    )  # fmt: skip


def _review(rng: Random, world: World, met: date) -> Review:
    told = TOLD_AFTER.held(rng, met, weeks(4)(met))
    is_told = rng.random() >= NOT_TOLD and told <= world.as_at
    outcome = pick(rng, OUTCOMES)
    return Review(met, told if is_told else None, outcome if is_told else "")


def _month_end(on: date) -> date:
    return add_months(on.replace(day=1), 1) - days(1)


def _urn(rng: Random) -> str:
    # No school has a number of seven figures.
    return f"9{rng.randrange(1_000_000):06d}"
