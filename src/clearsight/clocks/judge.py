"""How each gap stands, and why where that is not plain.

What is certain is said and nothing else. A stop in time is *met* whatever the sources
could show. Lateness is only said of days on which a stop would have been in the data.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import narwhals as nw

from clearsight.clocks import words as w
from clearsight.clocks.cases import Case, OnDay, Said, first_of
from clearsight.clocks.clock import Clock
from clearsight.clocks.places import one_of
from clearsight.clocks.spans import among, of_mode
from clearsight.journeys.frames import day_number
from clearsight.journeys.recorded import nouns
from clearsight.shape import Frame

__all__ = ["day_number", "judged"]

NUMBERS = {standing: n for n, standing in enumerate(w.STANDINGS)}
Standing = tuple[nw.Expr, nw.Expr]


def _lit(standing: str) -> nw.Expr:
    return nw.lit(NUMBERS[standing], nw.Int64)


def _stands(*standings: str) -> nw.Expr:
    """Say of a gap that it stands so, once `stands` has the number of its standing."""
    return nw.col("stands").is_in([NUMBERS[standing] for standing in standings])


def judged(frame: Frame, clocks: Sequence[Clock], as_at: date) -> Frame:
    """Add `due_on`, `standing`, `why`, `days` and `is_from_latest` to gaps.

    `frame`: what `spans.gaps` gives, with `due`, `limit_number` and `listed_on`.
    """
    facts = _with_certainty(frame, clocks, as_at)
    # Texts are put in last: choosing among numbers costs far less.
    out = facts.with_columns(stands=_standing(clocks, as_at), due_on=nw.col("fair_due"))
    known = nw.when(_left_out_late(as_at)).then(nw.col("known_to"))
    reached = nw.coalesce(
        nw.when(nw.col("is_listed")).then(nw.min_horizontal("listed_on", "ended_on")),
        nw.col("stop_on"),
        nw.col("ended_on"),
        nw.when(~nw.col("is_undated_end")).then(nw.coalesce(known, nw.lit(as_at))),
    )
    past = day_number(reached) - day_number(nw.col("due_on"))
    # Of a least time, what lies above nought is the days by which it fell short.
    allowed = _of_kind(clocks, "minimum") & _stands(w.MET, w.LATE)
    past = nw.when(allowed).then(-past).otherwise(past)
    why = _why(clocks, as_at)
    return (
        out.with_columns(
            why_number=why.number,
            days=nw.when(~_stands(w.CANNOT_RUN) & ~_begun_late(clocks)).then(past),
        )
        .with_columns(
            why=why.words("why_number"),
            standing=nw.col("stands").replace_strict(
                list(NUMBERS.values()),
                list(NUMBERS),
                default=None,
                return_dtype=nw.String,
            ),
        )
        .drop("why_number", "stands")
    )


def _with_certainty(frame: Frame, clocks: Sequence[Clock], as_at: date) -> Frame:
    """Add what is certain of each gap, as columns.

    `is_met`; `is_tail` (a source of the latest only covers it); `is_hidden` (a ladder
    whose gap begins before the data do); `is_behind` (past even the latest day it could
    have been due); `is_listed` (only a list of before says that it was late);
    `is_covered`; `fair_due` (the due date it is judged by).
    """
    stop, ended, due = nw.col("stop_on"), nw.col("ended_on"), nw.col("due")
    gap, begin, last = nw.col("gap_on"), nw.col("known_from"), nw.col("known_to")
    latest = nw.col("latest_due")
    ladder = of_mode(clocks, "ladder")
    over = nw.coalesce(stop, ended, nw.lit(as_at))
    until = nw.coalesce(ended, nw.lit(as_at))
    until = nw.when(due < until).then(due).otherwise(until)
    # Not due yet, and running when the newest file was made: nothing says otherwise.
    made_on = nw.col("made_on")
    is_told = ((due <= made_on) | (due >= as_at)).fill_null(True)
    still = ~nw.col("made_on").is_null() & ended.is_null() & (due >= as_at)
    facts = frame.with_columns(
        is_met=((stop <= due) & ~_of_kind(clocks, "minimum")).fill_null(False),
        is_tail=(gap >= nw.col("tail_from")).fill_null(False) & is_told,
        is_whole=((gap >= begin) & ((until <= last) | still)).fill_null(False),
        is_early_gap=(ladder & (gap < begin)).fill_null(False),
    )
    hidden = nw.col("is_early_gap") & ~nw.col("is_tail") & ~nw.col("is_met")
    facts = facts.with_columns(
        is_hidden=hidden,
        is_behind=hidden & ((over > latest) & (latest <= last)).fill_null(False),
    )
    covered = (
        nw.when(nw.col("is_hidden"))
        .then(nw.col("is_behind"))
        .otherwise(nw.col("is_tail") | nw.col("is_whole"))
    )
    listed = nw.col("listed_on")
    passed = (due < listed) & (nw.coalesce(stop, ended) > due)
    # A stop before that day was recorded late: then others may have been too.
    passed = passed.fill_null(False) & (stop > listed).fill_null(True)
    return facts.with_columns(
        is_listed=passed & ~covered,
        is_covered=covered | passed,
        fair_due=nw.when(nw.col("is_behind")).then(latest).otherwise(due),
    )


def _never_ran(as_at: date) -> nw.Expr:
    """Say of a gap that it has no start, starts in the future or has no limit."""
    return (
        nw.col("gap_on").is_null()
        | (nw.col("gap_on") > as_at)
        | nw.col("due").is_null()
    )


def _start_unsure(clocks: Sequence[Clock]) -> nw.Expr:
    """Say of a gap that its true start may be earlier than the data show."""
    return among(clocks, start="starts_unsure") & (nw.col("step") == 1)


def _untold(clocks: Sequence[Clock]) -> nw.Expr:
    """Say of a gap that its start only says that nobody tells."""
    return among(clocks, start="starts_untold")


def _spoilt(clocks: Sequence[Clock]) -> nw.Expr:
    """Say of a gap that a stop is dated before its start, and that this matters."""
    keys = [c.key for c in clocks if c.is_spoilt_by_earlier_stop]
    return nw.col("is_stop_early") & one_of(clocks, keys)


def _stop_has_no_day(clocks: Sequence[Clock], as_at: date) -> nw.Expr:
    """Say of a gap that an undated stop may have stopped it.

    A single outcome without its day has happened. In a ladder an undated stop may be
    any of several: it leaves a gap running and only takes certainty from lateness.
    """
    past = nw.coalesce(nw.col("ended_on"), nw.lit(as_at)) > nw.col("fair_due")
    return nw.col("is_stop_undated") & (~of_mode(clocks, "ladder") | past)


def _left_out(as_at: date) -> nw.Expr:
    """Say of a gap that the newest return leaves the child out.

    Whether the child is still waiting is then not known.
    """
    known = nw.col("known_to") < as_at
    return known & nw.col("made_on").is_null() & ~nw.col("is_tail")


def _left_out_late(as_at: date) -> nw.Expr:
    """Say of a late gap that nothing tells of it after the day to which it is known."""
    unstopped = nw.col("stop_on").is_null() & nw.col("ended_on").is_null()
    return _stands(w.LATE) & unstopped & _left_out(as_at).fill_null(False)


def _standing(clocks: Sequence[Clock], as_at: date) -> nw.Expr:
    stop, ended, due = nw.col("stop_on"), nw.col("ended_on"), nw.col("fair_due")
    unsure = _start_unsure(clocks)
    has_stop, has_ended = ~stop.is_null(), ~ended.is_null()
    met, late, cannot = _lit(w.MET), _lit(w.LATE), _lit(w.CANNOT_RUN)
    odd_end = nw.col("is_end_undatable") | nw.col("is_end_early")
    cases = [
        (_never_ran(as_at) | _untold(clocks), cannot),
        (nw.col("is_met") & unsure, cannot),
        (nw.col("is_met"), met),
        (_begun_late(clocks), _lit(w.NO_LONGER_DUE)),
        *_least(clocks, as_at),
        (_theirs(clocks) & (due < as_at), _lit(w.NO_LONGER_DUE)),
        *_unseen(clocks, as_at),
        (~nw.col("is_covered"), cannot),
        (has_stop, late),
        (_spoilt(clocks) | _stop_has_no_day(clocks, as_at), cannot),
        (has_ended & (ended <= due), _lit(w.NO_LONGER_DUE)),
        (nw.col("is_undated_end"), _lit(w.NO_LONGER_DUE)),
        (has_ended, late),
        (odd_end, cannot),
        (_left_out(as_at), late),
        (due < as_at, _lit(w.OVERDUE)),
    ]
    return first_of(cases, _lit(w.RUNNING))


def _of_kind(clocks: Sequence[Clock], kind: str) -> nw.Expr:
    return one_of(clocks, (c.key for c in clocks if c.kind == kind))


def _theirs(clocks: Sequence[Clock]) -> nw.Expr:
    return one_of(clocks, (c.key for c in clocks if c.is_theirs))


def _least(clocks: Sequence[Clock], as_at: date) -> list[Standing]:
    """Judge gaps that must last at least so long: `due` is the first lawful day.

    A stop before that day is certain whatever else the sources hold. That there was
    none must have been shown.
    """
    least, due = _of_kind(clocks, "minimum"), nw.col("fair_due")
    stop, ended = nw.col("stop_on"), nw.col("ended_on")
    over = nw.coalesce(stop, ended, nw.lit(as_at))
    return [
        (least & (stop < due), _lit(w.LATE)),
        (least & ~nw.col("is_covered"), _lit(w.CANNOT_RUN)),
        (least & _stop_has_no_day(clocks, as_at), _lit(w.CANNOT_RUN)),
        (least & (over >= due), _lit(w.MET)),
        (least & ~ended.is_null(), _lit(w.NO_LONGER_DUE)),
        (least, _lit(w.RUNNING)),
    ]


def _begun_late(clocks: Sequence[Clock]) -> nw.Expr:
    """Say of a countdown that it began after the day it was to be done by."""
    return _of_kind(clocks, "countdown") & (nw.col("due") < nw.col("gap_on"))


def _is_unseen(clocks: Sequence[Clock]) -> nw.Expr:
    keys = (c.key for c in clocks if c.is_stop_unseen)
    unseen = one_of(clocks, keys) & ~nw.col("is_shown")
    return unseen & nw.col("stop_on").is_null()


def _unseen(clocks: Sequence[Clock], as_at: date) -> list[Standing]:
    """Judge gaps whose stop no return holds: not due yet, not due any more, or unknown.

    What the sources must have shown is the end of the state.
    """
    unseen, ended, due = _is_unseen(clocks), nw.col("ended_on"), nw.col("fair_due")
    known = unseen & nw.col("is_covered")
    over = (ended <= due).fill_null(False) | nw.col("is_undated_end")
    odd = nw.col("is_end_undatable") | nw.col("is_end_early")
    shown = ~nw.col("made_on").is_null()
    newest = (nw.col("known_to") >= as_at).fill_null(True) | shown
    still = ended.is_null() & (due >= as_at) & newest & ~odd
    return [
        (known & over, _lit(w.NO_LONGER_DUE)),
        (known & still, _lit(w.RUNNING)),
        (unseen, _lit(w.CANNOT_RUN)),
    ]


def _had_a_limit(clocks: Sequence[Clock]) -> nw.Expr:
    """Say of a gap that it begins after the clock's first limit came into force."""
    first = nw.col("nth").replace_strict(
        list(range(len(clocks))),
        [min(c.ladders).isoformat() for c in clocks],
        default=None,
        return_dtype=nw.String,
    )
    return nw.col("gap_on").cast(nw.String) >= first


def _stop(text: str) -> Callable[[Clock], str]:
    """Return words that name the stops of each clock."""
    return lambda clock: text.format(stops=clock.stop_nouns)


def _no_source(clock: Clock) -> str:
    """Say what no source could show: also whether the duty is over unseen."""
    if clock.until:
        return w.NEITHER.format(stops=clock.stop_nouns, until=nouns(clock.until))
    return w.NO_SOURCE.format(stops=clock.stop_nouns)


def _why(clocks: Sequence[Clock], as_at: date) -> Said:
    gap, due, last = nw.col("gap_on"), nw.col("due"), nw.col("known_to")
    no_source = last.is_null() & nw.col("tail_from").is_null()
    begins_later = nw.col("is_hidden") | (gap < nw.col("known_from"))
    unstopped = nw.col("stop_on").is_null() & nw.col("ended_on").is_null()
    made_before = (due > nw.col("made_on")).fill_null(False)
    bare, no_limit = ~nw.col("is_covered"), nw.col("limit_number").is_null()
    cases: list[Case] = [
        (
            nw.col("is_behind") & ~_stands(w.CANNOT_RUN),
            OnDay(w.LATEST_DUE, "known_from"),
        ),
        (nw.col("is_listed"), OnDay(w.STILL_LATEST, "listed_on")),
        (_left_out_late(as_at), OnDay(w.LAST_LISTED, "known_to")),
        (_begun_late(clocks) & _stands(w.NO_LONGER_DUE), w.BEGAN_LATE),
        (_of_kind(clocks, "minimum") & _stands(w.LATE), w.TOO_SOON),
        (_theirs(clocks) & _stands(w.NO_LONGER_DUE), w.THEIRS),
        (~_stands(w.CANNOT_RUN), None),
        (gap.is_null(), w.NO_START),
        (gap > as_at, w.FUTURE),
        (no_limit & _had_a_limit(clocks), w.NO_NUMBER),
        (no_limit, lambda c: w.NO_LIMIT.format(since=min(c.ladders))),
        (due.is_null() & _of_kind(clocks, "countdown"), w.NO_PLANNED),
        (due.is_null(), w.OFF_CALENDAR),
        (_is_unseen(clocks), _stop(w.UNSEEN)),
        (_untold(clocks), lambda c: c.untold_words),
        (nw.col("is_met") & _start_unsure(clocks), lambda c: c.unsure_words),
        (bare & no_source & ~nw.col("shown_to").is_null(), w.NOT_IN_NEWEST),
        (bare & no_source & ~nw.col("made_on").is_null(), _stop(w.LATEST_PLANNED)),
        (bare & no_source, _no_source),
        (bare & unstopped & made_before, OnDay(w.DUE_LATER, "made_on")),
        (bare & last.is_null(), _stop(w.LATEST_ONLY)),
        (bare & begins_later & (due < nw.col("known_from")), w.DATA_BEGIN_LATE),
        (bare & begins_later, OnDay(w.DATA_BEGIN, "known_from")),
        (bare & unstopped & nw.col("made_on").is_null(), w.NOT_IN_NEWEST),
        (bare, OnDay(w.DATA_END, "known_to")),
        (_spoilt(clocks), _stop(w.BEFORE_START)),
        (_stop_has_no_day(clocks, as_at), w.NO_STOP_DATE),
        (nw.col("is_end_early"), w.END_BEFORE_START),
    ]
    return Said(cases, w.NO_END_DATE, clocks)
