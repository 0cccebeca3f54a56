"""The events that clocks listen to, with whole numbers in place of names.

Every clock joins events to spells many times over. To join by one number costs a
fraction of what council, child and the name of a spell cost, so spells are numbered
once, by `place`, and events by `ev`; the names come back at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import narwhals as nw

from clearsight.clocks.clock import Clock
from clearsight.errors import DefinitionError
from clearsight.journeys.settle import keep
from clearsight.shape import Frame

WHOSE = ("council", "child")
ORIGIN = ("source", "file", "row")
MOST_PAIRS = 2000


@dataclass(frozen=True)
class Prepared:
    """What the clocks run over.

    `clocks` are those that run together; `counter` has `n`, whole numbers from 0.
    `events`: ev, on, code, detail, place, around (the place of the spell around),
    is_lost (belongs to no spell). `names`: place, council, child, spell. `origins`: ev,
    source, file, row. `coverage`: code, place, is_complete, known_from, known_to,
    tail_from, made_on.
    """

    clocks: Sequence[Clock]
    counter: Frame
    events: Frame
    names: Frame
    origins: Frame
    coverage: Frame


def prepared(
    timeline: Frame, coverage: Frame, calendar: Frame, clocks: Sequence[Clock]
) -> Prepared:
    """Give events and spells numbers, where a clock starts in or inside the spell.

    `ev` follows source, file and row, so that of several events the first is always the
    same one.
    """
    numbers = codes(clocks)
    heard = _heard(timeline, numbers)
    # Few files tell of many rows: to put numbers in order costs less than names.
    files = heard.select("source", "file").unique()
    files = files.with_row_index("file_nth", order_by=["source", "file"])
    people = heard.select(*WHOSE).unique().with_row_index("who", order_by=WHOSE)
    people = keep(people)
    told = keep(
        heard.join(files, on=["source", "file"], how="left")
        .join(people, on=list(WHOSE), how="left")
        .with_row_index("ev", order_by=["file_nth", "row", "code", "on"])
        .with_columns(nw.col("ev").cast(nw.Int64))
        .drop("file_nth", *WHOSE)
    )
    begin = sorted({numbers[kind] for clock in clocks for kind in clock.starts})
    starts = told.filter(nw.col("code").is_in(begin))
    outer = starts.filter(~nw.col("within").is_null())
    needed = nw.concat(
        [
            starts.select("who", "ev", "spell"),
            outer.select("who", "ev", spell="within"),
        ]
    )
    spells = keep(
        needed.group_by("who", "spell")
        .agg(first_ev=nw.col("ev").min())
        .with_row_index("place", order_by="first_ev")
        .with_columns(nw.col("place").cast(nw.Int64))
        .drop("first_ev")
    )
    around = spells.select("who", around="place", within="spell")
    events = (
        told.join(spells, on=["who", "spell"], how="left")
        .join(around, on=["who", "within"], how="left")
        .select("ev", "on", "code", "detail", "place", "around", "is_lost")
    )
    # A calendar is at hand on every engine, and has more days than clocks have events.
    counter = calendar.select("on").with_row_index("n", order_by="on")
    counter = keep(counter.filter(nw.col("n") < MOST_PAIRS).select("n"))
    return Prepared(
        clocks=clocks,
        counter=counter,
        events=keep(events),
        names=spells.join(people, on="who", how="left").drop("who"),
        origins=told.select("ev", *ORIGIN),
        coverage=_shown(coverage, numbers, people, spells),
    )


def _heard(timeline: Frame, numbers: dict[str, int]) -> Frame:
    """Return the events that some clock listens to."""
    names = timeline.collect_schema().names()
    source = "source" if "source" in names else "sources"
    detail = nw.col("detail") if "detail" in names else nw.lit(None, nw.String)
    return keep(
        _coded(timeline, numbers).select(
            *WHOSE, "on", "code", "within", "file", "row", detail=detail,
            source=nw.col(source), is_lost=nw.col("spell").is_null(),
            spell=nw.col("spell").fill_null(""),
        )
    )  # fmt: skip


def _shown(
    coverage: Frame, numbers: dict[str, int], people: Frame, spells: Frame
) -> Frame:
    """Return what the sources could have shown of those events, by place."""
    shown = _coded(coverage, numbers).join(people, on=list(WHOSE), how="inner")
    has_day = "made_on" in coverage.collect_schema().names()
    made_on = nw.col("made_on") if has_day else nw.lit(None, nw.Date)
    return keep(
        shown.join(spells, on=["who", "spell"], how="inner").select(
            "code",
            "place",
            "is_complete",
            "known_from",
            "known_to",
            "tail_from",
            made_on=made_on,
        )
    )


def _coded(frame: Frame, numbers: dict[str, int]) -> Frame:
    number = nw.col("event").replace_strict(
        list(numbers), list(numbers.values()), default=None, return_dtype=nw.Int64
    )
    return frame.with_columns(code=number).filter(~nw.col("code").is_null())


def codes(clocks: Sequence[Clock]) -> dict[str, int]:
    """Give a number to each kind of event that clocks listen to, by the alphabet."""
    kinds = sorted({kind for clock in clocks for kind in clock.listens_to})
    return {kind: number for number, kind in enumerate(kinds)}


def key(clocks: Sequence[Clock], place: str = "place") -> nw.Expr:
    """Return one number for a clock (its place in the list, `nth`) and a spell."""
    return nw.col(place) * len(clocks) + nw.col("nth")


def one_of(clocks: Sequence[Clock], keys: Iterable[str]) -> nw.Expr:
    """Say of a row whether its clock (`nth`) is one of these."""
    wanted = set(keys)
    found = [nth for nth, clock in enumerate(clocks) if clock.key in wanted]
    return nw.col("nth").is_in(found or [-1])


def stacked(events: Frame, ready: Prepared, name: str) -> Frame:
    """Return the events listed under `name`, once for each clock that lists them.

    `events` has code, and detail where starts are asked for. Added is `nth`, the
    clock's place in the list.
    """
    numbers = codes(ready.clocks)
    pairs = [
        (numbers[kind], nth)
        for nth, clock in enumerate(ready.clocks)
        for kind in dict.fromkeys(getattr(clock, name))
    ]
    if not pairs:
        return events.head(0).with_columns(nth=nw.lit(0, nw.Int64))
    if len(pairs) > MOST_PAIRS:
        raise DefinitionError("Clocks list more events than can be counted.")
    places = list(range(len(pairs)))
    listed = ready.counter.filter(nw.col("n") < len(pairs)).select(
        listed_code=_numbered(places, [code for code, _ in pairs]),
        nth=_numbered(places, [nth for _, nth in pairs]),
    )
    found = events.join(listed, left_on="code", right_on="listed_code", how="inner")
    return _narrowed(found, ready.clocks) if name == "starts" else found


def _numbered(places: list[int], values: list[int]) -> nw.Expr:
    return nw.col("n").replace_strict(
        places, values, default=None, return_dtype=nw.Int64
    )


def _narrowed(starts: Frame, clocks: Sequence[Clock]) -> Frame:
    """Leave out starts whose detail is not what their clock asks for."""
    if not any(clock.start_details or clock.start_unless for clock in clocks):
        return starts
    left_out = nw.lit(False)
    for nth, clock in enumerate(clocks):
        is_it, detail = nw.col("nth") == nth, nw.col("detail")
        if clock.start_details:
            wanted = detail.is_in(list(clock.start_details)).fill_null(False)
            left_out = left_out | (is_it & ~wanted)
        if clock.start_unless:
            unwanted = detail.is_in(list(clock.start_unless)).fill_null(False)
            left_out = left_out | (is_it & unwanted)
    return starts.filter(~left_out)


def owned(events: Frame, clocks: Sequence[Clock], *columns: str) -> Frame:
    """Add `owner`: the key of an event's spell, and again of the spell around that."""
    inner = events.filter(~nw.col("is_lost")).select(*columns, owner=key(clocks))
    place, around = nw.col("place"), nw.col("around")
    apart = (around != place).fill_null(True) & ~around.is_null()
    outer = events.filter(apart).select(*columns, owner=key(clocks, "around"))
    return nw.concat([inner.filter(~nw.col("owner").is_null()), outer])


def not_planned(as_at: date) -> nw.Expr:
    """Say whether a row's day has come, or is not known."""
    return (nw.col("on") <= as_at).fill_null(True)
