"""What a council's own extracts add to the journeys: supervision, decisions, notices.

They hold nothing but events, each of which is laid into the spell that was open. What
belongs to no spell stays, with none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.frames import COVERAGE, Chapter, as_events, dated
from clearsight.journeys.keys import WHOSE, spell_name
from clearsight.journeys.link import by_date
from clearsight.journeys.local_ahead import BEFORE, with_placement_ahead
from clearsight.journeys.local_rules import (
    LOOKED_FOR,
    RULES,
    SOURCES,
    TOLD,
    VISIT_KINDS,
    Rule,
)
from clearsight.journeys.local_undated import undated
from clearsight.journeys.settle import identified, keep
from clearsight.shape import Frame

NEXT_STAGE = {"1": "2", "2": "3"}
INVESTIGATED = "2"
AFTER = sorted({rule.event for rule in RULES if rule.after})
SPAN = ("who", "kind", "spell_key", "spell", "starts_on", "ended_on")
TOGETHER = 8  # rules worked out at once: DuckDB plans no tables as deep as all


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
    if "complaint" in there:
        there["complaint"] = keep(_staged(there["complaint"]))
    if not there:
        return Chapter([], [], [])
    spells = [s for c in others for s in (*c.spells, *c.quiet)]
    spans = keep(nw.concat([s.select(*SPAN) for s in spells]))
    for thing in BEFORE:
        if thing in there:
            there[thing] = keep(with_placement_ahead(thing, there[thing], spans))
    stated = told["coverage"]
    begun = _begun(there, spans)
    happened = [
        _laid(there[rule.thing], rule, spans, begun)
        for rule in RULES
        if rule.thing in there
    ]
    happened += undated(there, spans, begun)
    once = [
        keep(nw.concat(happened[n : n + TOGETHER]))
        for n in range(0, len(happened), TOGETHER)
    ]
    unsaid = _unsaid(there.get("complaint"), begun)
    return Chapter([], once, [], [_coverage(spans, begun, unsaid, people, stated)])


def _is_empty(frame: Frame) -> bool:
    return len(frame.head(1).collect("polars")) == 0


def _chosen(rows: Frame, rule: Rule) -> Frame:
    """Keep the rows that the rule is about and that have its day."""
    wanted = dated(rule.on)
    if rule.is_undated_kept and rule.at:
        wanted = wanted | dated(rule.at)
    if rule.code:
        wanted = wanted & (nw.col(rule.code) == rule.said)
    if rule.only:
        wanted = wanted & nw.col(rule.only).fill_null(False)
    if rule.flag:
        wanted = wanted & nw.col(rule.flag).fill_null(True)
    return rows.filter(wanted.fill_null(False)).with_columns(
        sources=nw.col("source"),
        at=nw.coalesce(nw.col(rule.at), nw.col(rule.on)) if rule.at else rule.on,
    )


def _begun(told: Mapping[str, Frame], spans: Frame) -> Frame | None:
    """Return spells of the kinds that our own rows begin, also those of other sources.

    The columns of `SPAN`, event, file and row; these are null of other sources.
    """
    kinds = sorted({rule.own for rule in RULES if rule.own})
    found = [
        spans.filter(nw.col("kind").is_in(kinds)).select(
            "who", "spell_key", "spell", "kind", "starts_on", "ended_on",
            event=nw.lit(None, nw.String), file=nw.lit(None, nw.String),
            row=nw.lit(None, nw.Int64),
        )
    ]  # fmt: skip
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
    elif rule.after:
        laid = _after(chosen, rule.within, spans)
    else:
        laid = _within(chosen, rule.within, spans)
    return as_events(laid, rule.event, rule.on, detail=rule.detail or None)


def _of_own(rows: Frame, rule: Rule, begun: Frame) -> Frame:
    """Find the spell of its own kind that a row belongs to.

    Where both stand in one row (a complaint and its answer) it is that row's own; else
    the latest that began by the day.
    """
    mine = begun.filter(nw.col("kind") == rule.of)
    # Rows of another table may have the same number.
    told = [r.event for r in RULES if (r.own, r.thing) == (rule.of, rule.thing)]
    beside = mine.filter(nw.col("event").is_in(told or [""])).select(
        "who", "file", "row", s_spell="spell", s_key="spell_key"
    )
    mine = mine.select(*SPAN).unique()
    out = rows.join(beside, on=["who", "file", "row"], how="left")
    found = by_date(out.select("who", "at").rename({"at": "on"}), mine, ["who", "on"])
    out = out.join(found.rename({"on": "at"}), on=["who", "at"], how="left")
    return out.with_columns(
        spell=nw.coalesce(nw.col("s_spell"), nw.col("dated")),
        spell_key=nw.coalesce(nw.col("s_key"), nw.col("dated_key")),
    )


def _staged(complaints: Frame) -> Frame:
    """Add the day on which work on each stage began, and the next stage was asked for.

    `begun_on` is when a stage was recorded and agreed, where the extract says so;
    `taken_on` is when the next stage of the same complaint was received.
    """
    asked = complaints.filter(~nw.col("complaint").is_null()).select(
        "who",
        "complaint",
        taken_on="received_on",
        stage=nw.col("stage").replace_strict(
            list(NEXT_STAGE.values()), list(NEXT_STAGE), default=None,
            return_dtype=nw.String,
        ),
    )  # fmt: skip
    asked = asked.filter(~nw.col("stage").is_null())
    begun = nw.when(nw.col("stage") == INVESTIGATED).then(nw.col("started_on"))
    first = asked.group_by("who", "complaint", "stage").agg(nw.col("taken_on").min())
    return complaints.join(
        first, on=["who", "complaint", "stage"], how="left"
    ).with_columns(begun_on=nw.coalesce(begun, nw.col("received_on")))


def _after(rows: Frame, kinds: Sequence[str], spans: Frame) -> Frame:
    """Find the latest spell of these kinds that has ended, for rows when none is open.

    What lies in an open one is left out: another rule tells of it.
    """
    mine = spans.filter(nw.col("kind").is_in(list(kinds)))
    days = rows.select("who", on="at").unique()
    during = by_date(days, mine, ["who", "on"]).select("who", at="on")
    ended = mine.filter(dated("ended_on")).with_columns(
        starts_on=nw.col("ended_on"), ended_on=nw.lit(None, nw.Date)
    )
    found = by_date(days, ended, ["who", "on"]).select(
        "who", at="on", spell="dated", spell_key="dated_key"
    )
    outside = rows.join(during, on=["who", "at"], how="anti")
    return outside.join(found, on=["who", "at"], how="inner")


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


def _unsaid(complaints: Frame | None, begun: Frame | None) -> Frame | None:
    """Return who and spell of complaints of which it is not said if time was added."""
    if complaints is None or begun is None:
        return None
    blank = complaints.filter(nw.col("is_extended").is_null())
    mine = begun.filter(nw.col("event") == e.COMPLAINT_RECEIVED)
    keys = ["who", "file", "row"]
    found = mine.join(blank.select(*keys), on=keys, how="inner")
    return found.select("who", "spell", event=nw.lit(e.COMPLAINT_EXTENDED)).unique()


def _coverage(
    spans: Frame,
    begun: Frame | None,
    unsaid: Frame | None,
    people: Frame,
    stated: Frame,
) -> Frame:
    """Say that an extract shows all of an event from the first day of its table.

    Not of what is `unsaid`: who, spell, event.
    """
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
            "who", "spell", "starts_on", event=nw.lit(event)
        )
        for event, kinds in LOOKED_FOR.items()
        if kinds
    ]
    if begun is not None:
        pairs += [
            begun.filter(nw.col("kind") == rule.of).select(
                "who", "spell", "starts_on", event=nw.lit(rule.event)
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
    # It may have been done in the spell itself, before the extract begins.
    late = nw.col("event").is_in(AFTER) & (nw.col("starts_on") < nw.col("known_from"))
    shown = shown.filter(~late.fill_null(False))
    if unsaid is not None:
        shown = shown.join(unsaid, on=["who", "spell", "event"], how="anti")
    values: dict[str, nw.Expr] = {
        "is_complete": nw.lit(True),
        "known_to": nw.lit(None),
        "tail_from": nw.lit(None),
        "made_on": nw.lit(None),
    }
    own = {n: t for n, t in COVERAGE.items() if n not in WHOSE}
    return shown.select(
        "who", **{n: values.get(n, nw.col(n)).cast(t) for n, t in own.items()}
    ).unique()
