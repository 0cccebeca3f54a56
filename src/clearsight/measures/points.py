"""For each council and period: the days that a roll is counted on, or why it cannot be.

What was loaded reaches from one day to another. A period that it does not cover is
refused, never counted as though nothing had happened; only the latest twelve months may
begin later, and then say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from clearsight.measures.known import ANNEX_A
from clearsight.measures.measure import Measure, Roll
from clearsight.measures.period import Period, year_before

OK, REFUSED, CANNOT_RUN = "ok", "refused", "cannot run"
SCHEMA = {
    "council": pl.String,
    "period": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "at": pl.Date,
    "told_to": pl.Date,
    "start_day": pl.Int64,
    "at_day": pl.Int64,
    "known_from": pl.Date,
    "status": pl.String,
    "note": pl.String,
}
RETURNS = {
    "cin": "children in need census",
    "ssda903": "SSDA903",
    "annexa": "Annex A",
    "sen2": "SEN2",
    "csww": "workforce census",
    "supervision": "supervision in the oversight extract",
    "complaints": "complaints in the oversight extract",
    "liberty": "deprivation of liberty orders in the SSDA903",
    "missing": "episodes of being missing in the SSDA903",
    "social workers": "social workers in the SSDA903",
    "reviews in the SSDA903": "Reviews of the SSDA903",
    "OC2 in the SSDA903": "OC2 of the SSDA903",
    "questionnaires in the SSDA903": "OC2 of the SSDA903",
    "OC3 in the SSDA903": "OC3 of the SSDA903",
    "pathway reviews": "List 9 in the layout of 2024",
    "leaver contacts": "List 9 in the layout of 2024",
    "complaint themes": "complaints in the oversight extract that say what about",
    "referral decisions": "decisions on referrals in the oversight extract",
    "advocates": "advocates offered, in the oversight extract",
    "family meetings": "applications to court and family meetings offered",
    "pre-proceedings": "stages before court with their ends: the census from 2026/27, "
    "the Standard Safeguarding Dataset or the oversight extract",
    "miles from home": "SSDA903 with a table of postcodes",
    "miles from home and List 8": "Annex A and SSDA903 with a table of postcodes",
    "councils that adjoin, and List 8": "Annex A, and which councils adjoin",
    "answers": "log of flags and answers",
}
DAY = "%d/%m/%Y"
ONE = timedelta(days=1)


@dataclass(frozen=True)
class _Reach:
    source: str
    first: date
    last: date


# Council, first day, last day, and whether it ends after the day of the review.
Told = Mapping[str, Sequence[tuple[str, date, date, bool]]]


def stretches(history: pl.DataFrame, as_at: date) -> Told:
    """Return for each source the stretches that were loaded, in order.

    One that begins after the day of the review is left out, and none goes past it.
    `history` is as of `known.HISTORY`.
    """
    out: dict[str, list[tuple[str, date, date, bool]]] = {}
    for council, source, first, last in history.sort(
        "council", "known_from", "known_to"
    ).iter_rows():
        if first <= as_at:
            told = (council, first, min(last, as_at), last > as_at)
            out.setdefault(source, []).append(told)
    return out


def points(
    roll: Roll, told: Told, periods: Sequence[Period], names: Sequence[str]
) -> pl.DataFrame:
    """Return one row for each of these councils and periods; see `SCHEMA`.

    `known_from` is the first day that the source taken holds, and `told_to` the last,
    which may lie long after the period: of what began in it, that is known too. Where
    `status` is not ok the days are null and `note` says why; where it is, `note` says
    of a rolling year that it is not whole, or is null.
    """
    reaches = _reaches(roll, told)
    rows = [
        {"council": council, "period": p.name, **row}
        for council in names
        for p, row in _rows(roll, reaches.get(council), periods)
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


def reaches(m: Measure, points: pl.DataFrame) -> bool:
    """Say whether any point is not refused: the data go as far back as it looks."""
    return not points.filter(
        pl.col("status") == OK, ~too_short(m.lookback, m.spans)
    ).is_empty()


def too_short(lookback: int | pl.Expr, spans: int | pl.Expr) -> pl.Expr:
    """Say of a point whether less was loaded before it than it asks for.

    `lookback` counts months before the period, `spans` those to its last day.
    """
    back, whole = (pl.lit(m) if isinstance(m, int) else m for m in (lookback, spans))
    needed = pl.col("period_start").dt.offset_by(pl.format("-{}mo", back))
    day_after = pl.col("period_end").dt.offset_by("1d")
    first = day_after.dt.offset_by(pl.format("-{}mo", whole))
    begun = pl.col("known_from")
    return ((back > 0) & (begun > needed)) | ((whole > 0) & (begun > first))


def extracts_asked(
    found: Iterable[pl.DataFrame], history: pl.DataFrame
) -> frozenset[date]:
    """Return the days of the Annex A extracts that points ask about, and their own.

    That is the last of each council up to each point. `found` are frames of `points`.
    """
    ok = [p.filter(status=OK).select("council", "at") for p in found]
    days = pl.concat(ok).drop_nulls().unique().sort("at")
    made = history.filter(source=ANNEX_A).select("council", day="known_to")
    last = days.join_asof(
        made.unique().sort("day"),
        left_on="at",
        right_on="day",
        by="council",
        check_sortedness=False,  # both were sorted here
    )
    return frozenset([*days["at"], *last["day"].drop_nulls()])


def _reaches(roll: Roll, told: Told) -> dict[str, list[_Reach]]:
    """Return what each council's sources cover up to the review, the best first.

    Stretches that meet or overlap are one; of a source that shows one day alone, each
    extract stands for itself.
    """
    out: dict[str, list[_Reach]] = {}
    for source in roll.sources:
        for council, first, last, is_later in told.get(source, ()):
            found = out.setdefault(council, [])
            if roll.is_latest_only and is_later:
                # It speaks of its own day alone, and that has not come.
                continue
            reach = _Reach(source, first, last)
            before = found[-1] if found and found[-1].source == source else None
            if before and not roll.is_latest_only and first <= before.last + ONE:
                reach = replace(
                    reach, first=before.first, last=max(reach.last, before.last)
                )
                found.pop()
            found.append(reach)
    return out


def _joined(reaches: list[_Reach]) -> list[_Reach]:
    """Return the stretches that the sources cover together, where one leaves off.

    What a roll counts comes from all of its sources, so that two which meet are one.
    """
    out: list[_Reach] = []
    for reach in sorted(reaches, key=lambda r: r.first):
        if out and reach.first <= out[-1].last + ONE:
            out[-1] = replace(out[-1], last=max(out[-1].last, reach.last))
        else:
            out.append(reach)
    return out


Row = dict[str, object]


def _rows(
    roll: Roll, reaches: list[_Reach] | None, periods: Sequence[Period]
) -> Iterator[tuple[Period, Row]]:
    for period in periods:
        if reaches is None:
            yield period, _why(CANNOT_RUN, f"not loaded: {_named(roll)}")
        elif roll.is_latest_only:
            yield period, _of_extract(reaches, period)
        elif roll.is_point:
            yield period, _of_day(reaches, period)
        else:
            yield period, _of_stretch(reaches, period)


def _of_extract(reaches: list[_Reach], period: Period) -> Row:
    made = [r.last for r in reaches if period.start <= r.last <= period.end]
    if not made:
        return _why(REFUSED, f"no extract of {RETURNS[ANNEX_A]} was made in it")
    at = max(made)
    whole = replace(
        max(reaches, key=lambda r: r.last), first=min(r.first for r in reaches)
    )
    return _found(period.start, at, at, whole)


def _of_day(reaches: list[_Reach], period: Period) -> Row:
    if period.kind == "rolling":
        # The last day that any source knows.
        best = max(_joined(reaches), key=lambda r: r.last)
        return _found(year_before(best.last), best.last, best.last, best)
    for r in reaches:
        if r.first <= period.end <= r.last:
            return _found(period.start, period.end, period.end, r)
    return _why(REFUSED, _outside(reaches))


def _of_stretch(reaches: list[_Reach], period: Period) -> Row:
    if period.kind == "rolling":
        best = max(_joined(reaches), key=lambda r: r.last)
        end = best.last
        start = year_before(end)
        if best.first <= start:
            return _found(start, end, end, best)
        note = f"from {best.first:{DAY}} only: what was loaded begins then"
        return _found(best.first, end, end, best, note)
    for r in (*reaches, *_joined(reaches)):
        if r.first <= period.start and period.end <= r.last:
            return _found(period.start, period.end, period.end, r)
    return _why(REFUSED, _outside(reaches))


def _outside(reaches: list[_Reach]) -> str:
    first, last = min(r.first for r in reaches), max(r.last for r in reaches)
    return f"what was loaded reaches from {first:{DAY}} to {last:{DAY}}"


def _named(roll: Roll) -> str:
    return " or ".join(RETURNS.get(s, s) for s in roll.sources)


def _found(
    start: date, end: date, at: date, of: _Reach, note: str | None = None
) -> Row:
    return {
        "period_start": start,
        "period_end": end,
        "at": at,
        "told_to": of.last,
        "start_day": start.toordinal(),
        "at_day": at.toordinal(),
        "known_from": of.first,
        "status": OK,
        "note": note,
    }


def _why(status: str, note: str) -> Row:
    return {"status": status, "note": note}
