"""What Annex A's lists show of care and adoption: Lists 8, 10 and 11."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clearsight.madeup import labels
from clearsight.madeup.days import days, working_by
from clearsight.madeup.lists import Extract, Row, Value, disability
from clearsight.madeup.places import host
from clearsight.madeup.text import code
from clearsight.madeup.true import Care, Child, Referral
from clearsight.madeup.workers import shown

# The way of adopters, as days before their match.
STAGES = (520, 470, 410, 395, 270)


def care(extract: Extract, child: Child) -> Iterator[Row]:
    """Yield List 8: the latest period of care, series of short breaks apart."""
    every = [
        (found, one)
        for found in child.referrals
        for one in found.cares
        if not one.is_short_breaks
    ]
    if not every or not extract.is_current(every[-1][1].ended_on):
        return
    found, one = every[-1]
    begun = one.statuses[-1]
    back = [period for _, period in every[:-1]]
    is_second = any((p.ended_on or extract.as_at) >= extract.twelve for p in back)
    yield [
        *extract.who(child), labels.YES_NO[child.is_asylum_seeker], disability(child),
        one.starts_on, labels.NEED[one.need], labels.YES_NO[is_second],
        begun[0], labels.LEGAL[begun[1]], *_meetings(one),
        _homes(extract, every), one.ended_on,
        labels.CEASED[one.end_reason] if one.ended_on else "",
        *_home(extract, one), *_away(extract, one),
        *shown(found, one.ended_on or extract.as_at),
    ]  # fmt: skip


def _meetings(one: Care) -> Row:
    reviewed = one.reviews[-1] if one.reviews else None
    visited = one.visits[-1] if one.visits else None
    return [
        reviewed,
        visited,
        labels.PERMANENCE[one.permanence] if one.permanence_on else "",
        reviewed,
        one.medicals[-1] if one.medicals else None,
        one.dentists[-1] if one.dentists else None,
    ]


def _homes(extract: Extract, every: list[tuple[Referral, Care]]) -> int:
    homes = [home for _, one in every for home in one.placements]
    now = [home for home in homes if (home.ended_on or extract.as_at) >= extract.twelve]
    return max(len(now), 1)


def _home(extract: Extract, one: Care) -> Row:
    home = one.placements[-1]
    return [
        home.starts_on, labels.PLACE[home.place], labels.PROVIDER[home.provider],
        home.postcode, home.urn, labels.AREA[home.is_in_area],
        host(home, extract.council),
    ]  # fmt: skip


def _away(extract: Extract, one: Care) -> Row:
    recent = [away for away in one.away if away.starts_on >= extract.twelve]
    counts: Row = [sum(away.kind == kind for away in recent) for kind in ("M", "A")]
    missing = [away for away in one.away if away.kind == "M"]
    if not missing:
        return [*counts, "", ""]
    is_offered = missing[-1].offered_on is not None
    is_taken = missing[-1].interview_on is not None
    accepted = labels.YES_NO[is_taken] if is_offered else ""
    return [*counts, labels.YES_NO[is_offered], accepted]


def adoptions(extract: Extract, child: Child) -> Iterator[Row]:
    """Yield List 10: adopted or decided against in a year, or decided and waiting."""
    way = child.adoption
    if way is None or not _is_recent(extract, way.adopted_on, way.reversed_on):
        return
    who = extract.who(child)
    yield [
        who[0], way.family, *who[1:], disability(child), child.cares[-1].starts_on,
        way.decided_on, way.order_on, way.matched_on, way.placed_on, way.adopted_on,
        way.reversed_on, labels.REVERSAL["RD4"] if way.reversed_on else "", None,
    ]  # fmt: skip


def _is_recent(extract: Extract, *ends: date | None) -> bool:
    return all(end is None or end >= extract.twelve for end in ends)


def adopters(extract: Extract, child: Child) -> Iterator[Row]:
    """Yield List 11: the two people of the family with whom a child is matched."""
    way = child.adoption
    if way is None or way.matched_on is None or not _is_recent(extract, way.adopted_on):
        return
    stages: list[Value] = [working_by(way.matched_on - days(back)) for back in STAGES]
    for at, gender in enumerate("MF"):
        yield [
            f"{way.family}{'AB'[at]}", way.family, labels.ADOPTER_GENDER[gender],
            labels.ETHNICITY[code(child.number, f"e{at}", ("WBRI", "WBRI", "AIND"))],
            labels.NO, labels.NO, *stages, None, None, way.matched_on, way.placed_on,
            1 if way.placed_on else 0, way.adopted_on, None, "",
        ]  # fmt: skip
