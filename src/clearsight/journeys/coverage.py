"""What the sources could have shown of each spell, so that silence is read rightly.

A source that holds every such event from a day on is *complete* from it. A source that
holds only the latest one (Annex A Lists 7 and 8) is complete from that event on: the
*tail*. Where both speak of one spell, the complete source is trusted to the day it was
made, and the tail from there.
"""

from __future__ import annotations

from datetime import date

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.frames import COVERAGE
from clearsight.journeys.settle import WHOSE
from clearsight.shape import Frame

# The kinds of spell in which each event would be looked for.
LOOKED_FOR = {
    e.ASSESSMENT_AUTHORISED: (e.REFERRAL, e.ASSESSMENT),
    e.CONFERENCE_HELD: (e.ENQUIRY,),
    e.CONFERENCE_NOT_NEEDED: (e.ENQUIRY,),
    e.REVIEW_CONFERENCE: (e.PROTECTION_PLAN,),
    e.PROTECTION_VISIT: (e.PROTECTION_PLAN,),
    e.CARE_REVIEW: (e.CARE,),
    e.CARE_VISIT: (e.PLACEMENT,),
}
SOURCES = ("cin", "ssda903", "annexa")
ALWAYS = nw.lit("1900-01-01").str.to_date("%Y-%m-%d")


def of_spells(spells: Frame, stated: Frame, timeline: Frame, as_at: date) -> Frame:
    """Say for each spell and event what its own sources could have shown.

    `stated` is `record.Coverage` with `known_on` and `is_newest` of the file. A source
    speaks only for the spells that it shows itself. An event after `as_at` is planned,
    and no tail begins with it.
    """
    wanted = nw.concat(
        [
            spells.filter(nw.col("kind").is_in(list(kinds))).select(
                *WHOSE, "spell", "starts_on", "sources", "known_to",
                shows=nw.lit(event),
            )
            for event, kinds in LOOKED_FOR.items()
        ]
    )  # fmt: skip
    told = stated.filter(nw.col("is_newest")).select(
        "council",
        "shows",
        "source",
        "known_on",
        "is_latest_only",
        from_day=nw.col("known_from"),
        to_day=nw.col("known_to"),
    )
    pairs = wanted.join(told, on=["council", "shows"], how="inner").filter(
        nw.any_horizontal(*(_among(s) for s in SOURCES), ignore_nulls=True)
    )
    return _summed(
        _with_own_assessment(pairs, spells),
        timeline.filter((nw.col("on") <= nw.lit(as_at)).fill_null(False)),
    )


def _with_own_assessment(pairs: Frame, spells: Frame) -> Frame:
    """Let a referral whose assessment is in the data be covered from its start.

    A census leaves out an assessment that was finished before its year. A referral that
    shows none may have had one, then; a referral that shows its own has nothing hidden.
    """
    own = spells.filter(nw.col("kind") == e.ASSESSMENT)
    shown = nw.concat(
        [
            own.select(*WHOSE, "spell"),
            own.filter(~nw.col("within").is_null()).select(
                *WHOSE, spell=nw.col("within")
            ),
        ]
    )
    shown = shown.unique().with_columns(is_shown=nw.lit(1))
    joined = pairs.join(shown, on=[*WHOSE, "spell"], how="left")
    hidden = nw.col("is_shown").is_null()
    return joined.with_columns(from_day=nw.when(hidden).then(nw.col("from_day")))


def _among(source: str) -> nw.Expr:
    return (nw.col("source") == source) & nw.col("sources").str.contains(
        source, literal=True
    )


def _summed(pairs: Frame, timeline: Frame) -> Frame:
    whole = ~nw.col("is_latest_only").fill_null(False)
    latest = timeline.group_by(*WHOSE, "spell", "event").agg(last_on=nw.col("on").max())
    grouped = (
        pairs.with_columns(
            whole=whole.cast(nw.Int8),
            part=(~whole).cast(nw.Int8),
            from_day=nw.when(whole).then(nw.coalesce(nw.col("from_day"), ALWAYS)),
            to_day=nw.when(whole).then(nw.col("to_day")),
            made_on=nw.when(whole).then(nw.col("known_on")),
        )
        .group_by(*WHOSE, "spell", "shows")
        .agg(
            nw.col("whole").max(),
            nw.col("part").max(),
            nw.col("from_day").min(),
            nw.col("to_day").max(),
            nw.col("made_on").max(),
            nw.col("starts_on").max(),
            seen_to=nw.col("known_to").max(),
        )
        .join(
            latest,
            left_on=[*WHOSE, "spell", "shows"],
            right_on=[*WHOSE, "spell", "event"],
            how="left",
        )
    )
    has_tail = nw.col("part") == 1
    values = {
        "event": nw.col("shows"),
        "is_complete": nw.col("whole") == 1,
        "known_from": nw.when(nw.col("from_day") > ALWAYS).then(nw.col("from_day")),
        "known_to": nw.coalesce(
            nw.col("seen_to"),
            nw.col("to_day"),
            nw.when(has_tail).then(nw.col("made_on")),
        ),
        "tail_from": nw.when(has_tail & nw.col("seen_to").is_null()).then(
            nw.coalesce(nw.col("last_on"), nw.col("starts_on"))
        ),
    }
    return grouped.select(
        **{n: values.get(n, nw.col(n)).cast(t) for n, t in COVERAGE.items()}
    )
