"""What a council's own extracts add to the journeys: supervision, decisions, notices.

They hold nothing but events, each of which is laid into the spell that was open. What
belongs to no spell stays, with none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

import narwhals as nw

from clearsight.journeys.frames import COVERAGE, Chapter, as_events, dated
from clearsight.journeys.keys import WHOSE, spell_name
from clearsight.journeys.link import by_date
from clearsight.journeys.local_rules import (
    LOOKED_FOR,
    RULES,
    SOURCES,
    TOLD,
    VISIT_KINDS,
    Rule,
)
from clearsight.journeys.settle import identified, keep
from clearsight.shape import Frame

SPAN = ("who", "kind", "spell_key", "spell", "starts_on", "ended_on")


def of_children(frame: Frame) -> Frame:
    """Leave out what is about no child: a worker's own supervision, some complaints."""
    return frame.filter(~nw.col("child").is_null())


def chapter(
    told: Mapping[str, Frame], others: Sequence[Chapter], people: Frame
) -> Chapter:
    """Write the events of the local extracts, and what those could have shown.

    `told` holds tables of the record with `who`, and `coverage`, which is
    `record.Coverage` with `is_newest` of the file; `others` are all other chapters;
    `people`: council, child, who.
    """
    visits = told["visit"].filter(nw.col("kind").is_in(list(VISIT_KINDS)))
    mine = {"visit": visits, **{name: told[name] for name in TOLD}}
    there = {n: f for n, f in mine.items() if not _is_empty(f)}
    if not there:
        return Chapter([], [], [])
    spans = keep(nw.concat([s.select(*SPAN) for c in others for s in c.spells]))
    stated = told["coverage"]
    begun = _begun(there)
    happened = [
        _laid(there[rule.thing], rule, spans, begun)
        for rule in RULES
        if rule.thing in there
    ]
    return Chapter([], happened, [], [_coverage(spans, begun, people, stated)])


def _is_empty(frame: Frame) -> bool:
    return len(frame.head(1).collect("polars")) == 0


def _chosen(rows: Frame, rule: Rule) -> Frame:
    """Keep the rows that the rule is about and that have its day."""
    wanted = dated(rule.on)
    if rule.code:
        wanted = wanted & (nw.col(rule.code) == rule.said)
    if rule.flag:
        wanted = wanted & nw.col(rule.flag).fill_null(True)
    return rows.filter(wanted.fill_null(False)).with_columns(
        sources=nw.col("source"),
        at=nw.coalesce(nw.col(rule.at), nw.col(rule.on)) if rule.at else rule.on,
    )


def _begun(told: Mapping[str, Frame]) -> Frame | None:
    """Return the spells that our own rows begin: the columns of `SPAN` and `event`."""
    found = []
    for rule in (r for r in RULES if r.own and r.thing in told):
        named = _own(_chosen(told[rule.thing], rule), rule)
        found.append(
            named.select(
                "who",
                "spell_key",
                "spell",
                kind=nw.lit(rule.own),
                starts_on=rule.on,
                ended_on=nw.lit(None, nw.Date),
                event=nw.lit(rule.event),
                file="file",
                row="row",
            )
        )
    return keep(nw.concat(found)) if found else None


def _own(rows: Frame, rule: Rule) -> Frame:
    named = identified(rows, rule.own, rule.on)
    return named.with_columns(spell=spell_name(rule.own, nw.col(rule.on)))


def _laid(rows: Frame, rule: Rule, spans: Frame, begun: Frame | None) -> Frame:
    """Lay each row into its spell, and write it as an event."""
    chosen = _chosen(rows, rule)
    if rule.own:
        laid = _own(chosen, rule)
    elif rule.of and begun is not None:
        laid = _of_own(chosen, rule, begun)
    else:
        laid = _within(chosen, rule.within, spans)
    return as_events(laid, rule.event, rule.on, detail=rule.detail or None)


def _of_own(rows: Frame, rule: Rule, begun: Frame) -> Frame:
    """Find the spell of its own kind that a row belongs to.

    Where both stand in one row (a complaint and its answer) it is that row's own; else
    the latest that began by the day.
    """
    mine = begun.filter(nw.col("kind") == rule.of)
    beside = mine.select("who", "file", "row", s_spell="spell", s_key="spell_key")
    out = rows.join(beside, on=["who", "file", "row"], how="left")
    found = by_date(out.select("who", "at").rename({"at": "on"}), mine, ["who", "on"])
    out = out.join(found.rename({"on": "at"}), on=["who", "at"], how="left")
    return out.with_columns(
        spell=nw.coalesce(nw.col("s_spell"), nw.col("dated")),
        spell_key=nw.coalesce(nw.col("s_key"), nw.col("dated_key")),
    )


def _within(rows: Frame, kinds: Sequence[str], spans: Frame) -> Frame:
    """Find the spell of the first kind that is open, and the next one around it."""
    days = rows.select("who", on="at").unique()
    out = rows
    for n, kind in enumerate(kinds):
        found = by_date(days, spans.filter(nw.col("kind") == kind), ["who", "on"])
        named = found.select("who", at="on", **{f"s{n}": "dated", f"k{n}": "dated_key"})
        out = out.join(named, on=["who", "at"], how="left")
    count = len(kinds)
    none = nw.lit(None, nw.String)
    around: nw.Expr = none
    for n in reversed(range(count)):
        rest = [nw.col(f"s{m}") for m in range(n + 1, count)]
        later = nw.coalesce(*rest, none) if rest else none
        around = nw.when(~nw.col(f"s{n}").is_null()).then(later).otherwise(around)
    return out.with_columns(
        spell=nw.coalesce(*(nw.col(f"s{n}") for n in range(count)), none),
        spell_key=nw.coalesce(
            *(nw.col(f"k{n}") for n in range(count)), nw.lit(None, nw.Int64)
        ),
        within=around,
    )


def _coverage(spans: Frame, begun: Frame | None, people: Frame, stated: Frame) -> Frame:
    """Say that an extract shows all of an event from the first day it has one."""
    told = (
        stated.filter(
            nw.col("source").is_in(list(SOURCES)),
            nw.col("is_newest").fill_null(True),
            ~nw.col("is_latest_only").fill_null(False),
        )
        .group_by("council", "shows")
        .agg(nw.col("known_from").min())
    )
    pairs = [
        spans.filter(nw.col("kind").is_in(list(kinds))).select(
            "who", "spell", event=nw.lit(event)
        )
        for event, kinds in LOOKED_FOR.items()
        if kinds
    ]
    if begun is not None:
        pairs += [
            begun.filter(nw.col("kind") == rule.of).select(
                "who", "spell", event=nw.lit(rule.event)
            )
            for rule in RULES
            if rule.of
        ]
    whose = people.select("who", "council")
    rows = reduce(lambda a, b: nw.concat([a, b]), pairs).join(
        whose, on="who", how="left"
    )
    shown = rows.join(
        told.rename({"shows": "event"}), on=["council", "event"], how="inner"
    )
    values: dict[str, nw.Expr] = {
        "is_complete": nw.lit(True),
        "known_to": nw.lit(None),
        "tail_from": nw.lit(None),
    }
    own = {n: t for n, t in COVERAGE.items() if n not in WHOSE}
    return shown.select(
        "who", **{n: values.get(n, nw.col(n)).cast(t) for n, t in own.items()}
    ).unique()
