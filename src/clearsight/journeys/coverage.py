"""What the sources could have shown of each spell, so that silence is read rightly.

A source that holds every such event from a day on is *complete* from it. A source that
holds only the latest one (Annex A Lists 7 and 8) is complete from that event on: the
*tail*. A complete source is trusted to the day it was made; where both speak of one
spell, the tail counts from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.frames import COVERAGE
from clearsight.journeys.precedence import CENSUS, LISTS, OF_CARE
from clearsight.journeys.settle import keep
from clearsight.shape import Frame

# The kinds of spell in which each event would be looked for.
LOOKED_FOR = {
    e.ASSESSMENT_AUTHORISED: (e.REFERRAL, e.ASSESSMENT),
    e.CONFERENCE_HELD: (e.ENQUIRY,),
    e.CONFERENCE_NOT_NEEDED: (e.ENQUIRY,),
    e.ENQUIRY_ENDED: (e.ENQUIRY,),
    e.REVIEW_CONFERENCE: (e.PROTECTION_PLAN,),
    e.PROTECTION_VISIT: (e.PROTECTION_PLAN,),
    e.CARE_REVIEW: (e.CARE,),
    e.CARE_VISIT: (e.PLACEMENT,),
    e.FIRST_SEEN: (e.ASSESSMENT,),
    e.PERMANENCE_AGREED: (e.CARE,),
    e.HEALTH_ASSESSED: (e.CARE,),
    e.HEALTH_ASSESSED_YOUNG: (e.CARE,),
    e.DENTAL_CHECK: (e.CARE,),
    e.LETTER_SENT: (e.PRE_PROCEEDINGS,),
    e.FIRST_MEETING: (e.PRE_PROCEEDINGS,),
    e.FAMILY_MEETING_OFFERED: (e.PRE_PROCEEDINGS,),
    e.PRE_PROCEEDINGS_ENDED: (e.PRE_PROCEEDINGS,),
    e.CIN_PLAN_ENDED: (e.CIN_PLAN,),
    e.PROTECTION_PLAN_ENDED: (e.PROTECTION_PLAN,),
    e.CARE_ENDED: (e.CARE,),
    e.PLACEMENT_ENDED: (e.PLACEMENT,),
    e.LEGAL_STATUS_ENDED: (e.LEGAL_STATUS,),
}
# An end stands in the row of the start: whoever shows the one would show the other.
IN_ROW = (
    e.CIN_PLAN_ENDED, e.PROTECTION_PLAN_ENDED, e.CARE_ENDED, e.PLACEMENT_ENDED,
    e.LEGAL_STATUS_ENDED, e.LETTER_SENT, e.FIRST_MEETING, e.FAMILY_MEETING_OFFERED,
    e.PRE_PROCEEDINGS_ENDED,
)  # fmt: skip
# What is told with something else: any visit is activity; that a child was seen alone
# stands with the visit, and the start of a plan with its end.
TOLD_BY = {
    e.ACTIVITY: (e.CHILD_SEEN, e.CARE_VISIT),
    e.SEEN_ALONE: (e.PROTECTION_VISIT,),
    e.CIN_PLAN_STARTED: (e.CIN_PLAN_ENDED,),
}
# Forty-five working days, as near as days of the calendar come to it.
TIME_ALLOWED = "63d"
SOURCES = (*OF_CARE, CENSUS)
ALWAYS = nw.lit("1900-01-01").str.to_date("%Y-%m-%d")


def of_spells(spells: Frame, stated: Frame, timeline: Frame, as_at: date) -> Frame:
    """Say for each spell and event what its own sources could have shown.

    `spells` has council, child, kind, spell, spell_key, within_key, starts_on,
    known_to, sources; `stated` is `record.Coverage` with `known_on` and `is_newest` of
    the file; `timeline` has spell_key, event, on. A source speaks only for the spells
    that it shows itself. An event after `as_at` is planned, and no tail begins with it;
    where that is the latest that a list has room for, it hides what came before.
    """
    told = keep(_told(spells, stated))
    columns = (
        "council", "child", "kind", "spell", "spell_key", "starts_on", "known_to",
        "sources",
    )  # fmt: skip
    pairs = spells.select(*columns).join(
        told, on=["council", "kind", "sources"], how="inner"
    )
    on, listed = nw.col("on"), nw.col("sources").str.contains(rf"\b{LISTS}\b")
    is_planned = (on > nw.lit(as_at)).fill_null(False)
    latest = (
        timeline.filter(nw.col("event").is_in(list(LOOKED_FOR)), ~on.is_null())
        .with_columns(
            last_on=nw.when(~is_planned).then(on),
            planned_on=nw.when(is_planned & listed).then(on),
        )
        .group_by("spell_key", "event")
        .agg(nw.col("last_on", "planned_on").max())
    )
    pairs = pairs.join(_with_own_assessment(spells), on="spell_key", how="left")
    return _written(pairs.join(latest, on=["spell_key", "event"], how="left"))


def shown_to(
    people: Frame, stated: Frame, event: str, sources: Sequence[str] = ()
) -> Frame:
    """Return `who` of every child of a council whose newest files hold such an event.

    `people`: council, who; `stated`: `record.Coverage` with `is_newest`. `sources` are
    those whose files count, where not all do.
    """
    has = stated.filter(nw.col("shows") == event, nw.col("is_newest"))
    if sources:
        has = has.filter(nw.col("source").is_in(list(sources)))
    councils = has.select("council").unique()
    return people.join(councils, on="council", how="inner").select("who")


def to_the_day(written: Frame, stated: Frame) -> Frame:
    """Let what chapters say of spells hold to the day the newest file was made.

    `written` has the columns of `COVERAGE`; `stated` as of `of_spells`, with
    `believed_to` of the file. What the newest files no longer show has its `known_to`
    already, and what names the day it was made keeps it.
    """
    newest = stated.filter(nw.col("is_newest"), ~nw.col("believed_to").is_null())
    days = newest.select("council", "believed_to", event=nw.col("shows"))
    likened = [
        days.filter(nw.col("event").is_in(list(told))).with_columns(event=nw.lit(event))
        for event, told in TOLD_BY.items()
    ]
    days = nw.concat([days, *likened])
    made = days.group_by("council", "event").agg(told_on=nw.col("believed_to").max())
    joined = written.join(made, on=["council", "event"], how="left")
    is_newest = nw.col("known_to").is_null()
    day = nw.coalesce(nw.col("made_on"), nw.when(is_newest).then(nw.col("told_on")))
    to = nw.when(nw.col("is_complete")).then(nw.col("told_on"))
    return joined.with_columns(
        made_on=day, known_to=nw.coalesce(nw.col("known_to"), to)
    ).select(*COVERAGE)


def _told(spells: Frame, stated: Frame) -> Frame:
    """Say what spells of each council, kind and set of sources would show.

    council, kind, sources, event; `whole` and `part` (1 or 0: a source holds every such
    event, or the latest one); from_day, to_day and made_on of those that hold all, and
    listed_on of those that hold the latest.
    """
    kinds = sorted({k for kinds in LOOKED_FOR.values() for k in kinds})
    shapes = spells.filter(nw.col("kind").is_in(kinds))
    whole = ~nw.col("is_latest_only").fill_null(False)
    pairs = (
        shapes.select("council", "kind", "sources")
        .unique()
        .join(stated.filter(nw.col("is_newest")), on="council", how="inner")
        .filter(
            nw.any_horizontal(
                *(
                    (nw.col("shows") == event) & nw.col("kind").is_in(list(kinds))
                    for event, kinds in LOOKED_FOR.items()
                ),
                ignore_nulls=True,
            ),
            nw.any_horizontal(*(_among(s) for s in SOURCES), ignore_nulls=True),
        )
    )
    return (
        pairs.with_columns(
            event=nw.col("shows"),
            whole=whole.cast(nw.Int8),
            part=(~whole).cast(nw.Int8),
            from_day=nw.when(whole).then(nw.coalesce(nw.col("known_from"), ALWAYS)),
            to_day=nw.when(whole).then(nw.col("known_to")),
            made_on=nw.when(whole).then(nw.col("known_on")),
            listed_on=nw.when(~whole).then(nw.col("known_on")),
        )
        .group_by("council", "kind", "sources", "event")
        .agg(
            nw.col("whole", "part", "to_day", "made_on", "listed_on").max(),
            nw.col("from_day").min(),
        )
    )


def is_first_assessment(referred: nw.Expr, assessed: nw.Expr) -> nw.Expr:
    """Say whether an assessment begun then may be taken for the referral's first one.

    So it may where it began in the time allowed for the first. One that began later may
    be another look at a child assessed long before, in data that were not loaded.
    """
    return assessed <= referred.dt.offset_by(TIME_ALLOWED)


def _with_own_assessment(spells: Frame) -> Frame:
    """Find the referrals and assessments that are covered from their start.

    A census leaves out an assessment that was finished before its year. A referral that
    shows none may have had one, then; a referral that shows its first has nothing
    hidden. Returns spell_key and `is_shown`.
    """
    own = spells.filter(nw.col("kind") == e.ASSESSMENT)
    referred = spells.filter(nw.col("kind") == e.REFERRAL).select(
        within_key="spell_key", referred_on="starts_on"
    )
    first = own.join(referred, on="within_key", how="inner").filter(
        is_first_assessment(nw.col("referred_on"), nw.col("starts_on"))
    )
    shown = nw.concat([own.select("spell_key"), first.select(spell_key="within_key")])
    return shown.unique().with_columns(is_shown=nw.lit(1))


def _among(source: str) -> nw.Expr:
    whole = rf"\b{source}\b"
    return (nw.col("source") == source) & nw.col("sources").str.contains(whole)


def _written(pairs: Frame) -> Frame:
    has_tail = nw.col("part") == 1
    is_newest = nw.col("known_to").is_null() & nw.col("to_day").is_null()
    is_shown = nw.col("known_to").is_null() & nw.col("planned_on").is_null()
    hidden = nw.col("is_shown").is_null() & (nw.col("from_day") > ALWAYS)
    hidden = hidden & ~nw.col("event").is_in(list(IN_ROW))
    return pairs.select(
        "council",
        "child",
        "spell",
        "event",
        is_complete=nw.col("whole") == 1,
        known_from=nw.when(hidden).then(nw.col("from_day")),
        # Of days after it was made, the newest file of a return says nothing.
        known_to=nw.coalesce("known_to", "to_day", "made_on"),
        tail_from=nw.when(has_tail & is_shown).then(
            nw.coalesce(nw.col("last_on"), nw.col("starts_on"))
        ),
        made_on=nw.when(is_newest).then(nw.max_horizontal("made_on", "listed_on")),
    ).select(*COVERAGE)
