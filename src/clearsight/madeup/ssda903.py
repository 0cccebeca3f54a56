"""Write the SSDA903 return of one collection year from what truly happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from clearsight.madeup import outcomes
from clearsight.madeup.days import add_months, days
from clearsight.madeup.text import Cell, day, write_csv
from clearsight.madeup.true import Care, Child

Row = list[Cell]
SEX_WAS_NUMBER_UNTIL = 2024
# The first year of a file, by the year it ends in. The department asks for deprivations
# of liberty from 2026/27; this council keeps them a year before.
SINCE = {"sw_episodes": 2024, "DoLo": 2026}

HEADINGS = {
    "header": "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB",
    "episodes": (
        "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE"
        " HOME_POST PL_POST URN"
    ),
    "reviews": "CHILD DOB REVIEW REVIEW_CODE",
    "uasc": "CHILD SEX DOB DUC",
    "oc2": (
        "CHILD DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS"
        " TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE INTERVENTION_RECEIVED"
        " INTERVENTION_OFFERED"
    ),
    "oc3": "CHILD DOB IN_TOUCH ACTIV ACCOM",
    "ad1": "CHILD DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR",
    "placed_for_adoption": (
        "CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED"
    ),
    "previous_permanence": "CHILD DOB PREV_PERM LA_PERM DATE_PERM",
    "missing": "CHILD DOB MISSING MIS_START MIS_END",
    "sw_episodes": "CHILD DOB SW_ID SW_DECOM SW_DEC SW_REASON",
    "DoLo": "CHILD DOB DOLO_START DOLO_END",
}


def write(folder: Path, children: list[Child], end: date, as_at: date) -> None:
    """Write every file of the return for the year that ends on a day.

    What came after that day is not in it. `as_at` is the day of latest knowledge.
    """
    start = date(end.year - 1, end.month, end.day) + days(1)
    year = _Year(start, end, as_at)
    rows: dict[str, list[Row]] = {name: [] for name in HEADINGS}
    for child in children:
        for name, found in year.rows(child):
            rows[name].append(found)
    for name, headings in HEADINGS.items():
        if end.year >= SINCE.get(name, 0):
            write_csv(folder / f"{name}.csv", headings.split(), rows[name])


class _Year:
    def __init__(self, start: date, end: date, as_at: date) -> None:
        self.start, self.end, self.as_at = start, end, as_at

    def day(self, on: date | None) -> str:
        return day(on, self.end)

    def within(self, start: date, end: date | None) -> bool:
        return start <= self.end and (end is None or end >= self.start)

    def rows(self, child: Child) -> Iterator[tuple[str, Row]]:
        cares = [c for c in child.cares if self.within(c.starts_on, c.ended_on)]
        leaver = [] if cares else outcomes.leaver(child, self.start, self.end)
        leaver = leaver or outcomes.younger(child, self.start, self.end)
        if not cares and not leaver:
            return
        me: Row = [child.number, self.day(child.born_on)]
        yield "header", self._header(child, bool(cares))
        for name, found in self._about(child, cares):
            yield name, [*me, *found]
        if leaver:
            yield "oc3", [*me, *leaver]
        if not cares:
            return
        if child.is_asylum_seeker:
            adult = add_months(child.born_on, 216)
            yield "uasc", [me[0], self._sex(child), me[1], day(adult, date.max)]
        for care in cares:
            for episode in self._episodes(child, care):
                yield "episodes", episode

    def _sex(self, child: Child) -> str:
        if self.end.year > SEX_WAS_NUMBER_UNTIL:
            return child.sex
        return {"M": "1", "F": "2"}.get(child.sex, "")

    def _header(self, child: Child, in_care: bool) -> Row:
        mother = "0" if in_care and child.sex == "F" else ""
        born_on = self.day(child.born_on)
        return [
            child.number, self._sex(child), born_on, child.ethnicity, child.upn,
            mother, "",
        ]  # fmt: skip

    def _episodes(self, child: Child, care: Care) -> Iterator[Row]:
        for e in care.episodes:
            if not self.within(e.starts_on, e.ended_on):
                continue
            has_ended = e.ended_on is not None and e.ended_on <= self.end
            moved = has_ended and e.ended_on == e.placement.ended_on
            home = e.placement
            yield [
                child.number, self.day(e.starts_on), e.start_reason, e.status,
                care.need, home.place, home.provider, self.day(e.ended_on),
                e.end_reason if has_ended else "", home.change_reason if moved else "",
                care.home_postcode, home.postcode, home.urn,
            ]  # fmt: skip

    def _about(self, child: Child, cares: list[Care]) -> Iterator[tuple[str, Row]]:
        for care in cares:
            for held in care.reviews:
                if self.start <= held <= self.end:
                    took = outcomes.took_part(child, held)
                    yield "reviews", [self.day(held), took]
            for away in care.away:
                if self.within(away.starts_on, away.ended_on):
                    back = self.day(away.ended_on)
                    yield "missing", [away.kind, self.day(away.starts_on), back]
            if care.liberty:
                first, last = care.liberty
                if self.within(first, last):
                    yield "DoLo", [self.day(first), self.day(last)]
        if any(self.start <= c.starts_on <= self.end for c in cares):
            yield "previous_permanence", outcomes.earlier(child, cares[0])
        if self._is_all_year(cares):
            yield "oc2", outcomes.health(child, self.start, self.end)
        yield from self._adoption(child)
        for row in self._workers(child, cares):
            yield "sw_episodes", row

    def _is_all_year(self, cares: list[Care]) -> bool:
        if len(cares) != 1:
            return False
        only = cares[0]
        left_early = only.ended_on is not None and only.ended_on < self.end
        is_whole = only.starts_on <= self.start and not left_early
        return is_whole and not only.is_short_breaks

    def _adoption(self, child: Child) -> Iterator[tuple[str, Row]]:
        way = child.adoption
        if way is None or way.decided_on > self.end:
            return
        if way.adopted_on and self.start <= way.adopted_on <= self.end:
            who = [self.day(way.decided_on), self.day(way.matched_on)]
            yield "ad1", [*who, *outcomes.adopters(child)]
        if way.adopted_on is None or way.adopted_on >= self.start:
            ceased = self.day(way.reversed_on)
            why = outcomes.REVERSAL if ceased else ""
            yield "placed_for_adoption", [self.day(way.decided_on), ceased, why]

    def _workers(self, child: Child, cares: list[Care]) -> Iterable[Row]:
        spans = [
            (max(c.starts_on, self.start), min(c.ended_on or self.end, self.end))
            for c in cares
            if not c.is_short_breaks
        ]
        for spell in (s for r in child.referrals for s in r.workers if s.is_named):
            ended = spell.ended_on or date.max
            if any(spell.starts_on <= last and ended > first for first, last in spans):
                starts, ends = self.day(spell.starts_on), self.day(spell.ended_on)
                yield [spell.worker, starts, ends, spell.reason]
