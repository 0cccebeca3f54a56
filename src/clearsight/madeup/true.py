"""What truly happened in the made-up council, before any return is written from it.

Nothing here is dated after the day the council is made for, but for the expected birth
of an unborn child. A date that is None has not come.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class Assessment:
    """A child and family assessment."""

    starts_on: date
    authorised_on: date | None = None
    seen_on: date | None = None
    is_service: bool = False
    factors: tuple[str, ...] = ()


@dataclass(slots=True)
class Enquiry:
    """A section 47 enquiry; undecided while neither outcome has its day."""

    starts_on: date
    not_needed_on: date | None = None
    conference_on: date | None = None
    is_plan_made: bool | None = None

    @property
    def is_open(self) -> bool:
        """Say whether no outcome has come."""
        return self.not_needed_on is None and self.conference_on is None


@dataclass(slots=True)
class CinPlan:
    """A child in need plan and the days on which the child was seen under it."""

    starts_on: date
    ended_on: date | None = None
    seen_on: list[date] = field(default_factory=list)


@dataclass(slots=True)
class ProtectionPlan:
    """A child protection plan, its review conferences and its visits."""

    starts_on: date
    category_first: str
    category_latest: str
    ended_on: date | None = None
    reviews: list[date] = field(default_factory=list)
    visits: list[date] = field(default_factory=list)
    alone: list[date] = field(default_factory=list)
    previous: int = 0
    changed_on: date | None = None

    @property
    def category_now(self) -> str:
        """Return the category, which a review conference may have changed."""
        return self.category_latest if self.changed_on else self.category_first


@dataclass(slots=True)
class PreProceedings:
    """The stage before an application to the court; no return holds it yet."""

    starts_on: date
    meeting_on: date | None = None
    review_on: date | None = None
    ended_on: date | None = None
    outcome: str = ""


@dataclass(slots=True)
class Placement:
    """Where a looked-after child lives, and why the child moved on."""

    starts_on: date
    place: str
    provider: str
    postcode: str
    urn: str
    is_in_area: bool = True
    ended_on: date | None = None
    change_reason: str = ""
    miles: int = 0


@dataclass(slots=True)
class Episode:
    """An episode of care, cut from legal statuses and placements."""

    starts_on: date
    start_reason: str
    status: str
    placement: Placement
    ended_on: date | None = None
    end_reason: str = ""


@dataclass(slots=True)
class Away:
    """A time missing (M) or away without authorisation (A)."""

    kind: str
    starts_on: date
    ended_on: date | None = None
    offered_on: date | None = None
    interview_on: date | None = None


@dataclass(slots=True)
class Care:
    """A period of care, from the day a child became looked after."""

    starts_on: date
    need: str
    statuses: list[tuple[date, str]]
    placements: list[Placement]
    ended_on: date | None = None
    end_reason: str = ""
    episodes: list[Episode] = field(default_factory=list)
    reviews: list[date] = field(default_factory=list)
    visits: list[date] = field(default_factory=list)
    away: list[Away] = field(default_factory=list)
    permanence: str = ""
    permanence_on: date | None = None
    home_postcode: str = ""
    liberty: tuple[date, date | None] | None = None
    medicals: list[date] = field(default_factory=list)
    dentists: list[date] = field(default_factory=list)

    @property
    def is_short_breaks(self) -> bool:
        """Say whether this is a series of short breaks."""
        return self.statuses[0][1] in ("V3", "V4")


@dataclass(slots=True)
class WorkerSpell:
    """Time in which one worker held a child; a tray is not a named worker."""

    worker: str
    team: str
    starts_on: date
    reason: str
    ended_on: date | None = None

    @property
    def is_named(self) -> bool:
        """Say whether a person, not a tray, holds the child."""
        return self.worker.startswith("SW")


@dataclass(slots=True)
class Referral:
    """A referral and all that followed until the child's episode of need was closed."""

    on: date
    source: str
    need: str
    is_nfa: bool = False
    closed_on: date | None = None
    closure_reason: str = ""
    assessment: Assessment | None = None
    enquiries: list[Enquiry] = field(default_factory=list)
    cin_plans: list[CinPlan] = field(default_factory=list)
    plans: list[ProtectionPlan] = field(default_factory=list)
    cares: list[Care] = field(default_factory=list)
    workers: list[WorkerSpell] = field(default_factory=list)
    before_court: list[PreProceedings] = field(default_factory=list)


@dataclass(slots=True)
class Leaver:
    """A young person with a leaving care service, in care still or since."""

    starts_on: date
    in_touch: str
    accommodation: str
    suitability: str
    activity: str
    worker: str
    adviser: str
    team: str
    reviews: list[date] = field(default_factory=list)
    contacts: list[date] = field(default_factory=list)


@dataclass(slots=True)
class Adoption:
    """The way to adoption, as far as it has gone."""

    decided_on: date
    family: str = ""
    order_on: date | None = None
    matched_on: date | None = None
    placed_on: date | None = None
    adopted_on: date | None = None
    reversed_on: date | None = None


@dataclass(slots=True)
class Child:
    """A made-up child: a number, a birth date, and what happened."""

    number: int
    born_on: date
    sex: str
    ethnicity: str
    upn: str
    disabilities: tuple[str, ...] = ()
    is_asylum_seeker: bool = False
    contacts: list[tuple[date, str]] = field(default_factory=list)
    early_help: list[tuple[date, date | None, str]] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    leaver: Leaver | None = None
    adoption: Adoption | None = None
    story: str = ""

    @property
    def cares(self) -> list[Care]:
        """Return every period of care, oldest first."""
        return [care for referral in self.referrals for care in referral.cares]
