"""Being looked after: periods of care, legal statuses and placements.

A period of care is a chain of episodes (of the 903, the dataset or the API, each for
itself) in which each starts on the day the one before it ends, with X1 between them.
Where the first episode in the data is not the start of care (RNE other than S), the
period began earlier than the data show, and says so, unless another source holds the
true day.

A series of short breaks (V3, V4) is kept apart, also where it turns into full care or
care into it without a break: the reviews and visits of the 2010 Regulations run
differently for it.
"""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.frames import Chapter, as_events, as_spells, dated
from clearsight.journeys.homes import with_listed_starts
from clearsight.journeys.link import Parents, linked
from clearsight.journeys.overtaken import overtaken
from clearsight.journeys.precedence import MISSING, OF_CARE, STATUSES
from clearsight.journeys.settle import Settled, aligned, keep, present, settle
from clearsight.shape import Frame

SHORT_BREAKS = ("V3", "V4")
NEW_PLACEMENT = ("S", "P", "T", "B", "U")
LONG_TERM_PLACES = ("U1", "U4")
LONG_TERM_PLANS = ("LONG-TERM FOSTERING", "LONG-TERM RESIDENTIAL")
# By start, then as submitted; a file without line breaks has one row number for all.
ORDER = ("starts_on", "file", "row", "ended_on", "start_reason", "end_reason", "place")
KEPT = ("who", "source", "file", "row", "known_on", "is_newest")


def chained(episodes: Frame) -> Frame:
    """Count each child's periods, placements and legal statuses along the way.

    Adds `until` (the day the episode ended, or the next began), `period`, `placement`
    and `status`; `at`, its place among all; `is_short` (1 or 0), and whether it turned
    from the one into the other (`is_turned`) or the next does (`turns`). Episodes with
    no start are left out.
    """
    short = nw.col("legal_status").is_in(SHORT_BREAKS).fill_null(False).cast(nw.Int8)
    known = keep(
        episodes.filter(dated("starts_on"))
        .with_row_index("at", order_by=["who", "source", *ORDER])
        .with_columns(at=nw.col("at").cast(nw.Int64), is_short=short)
    )
    known = _beside(known)
    first = nw.col("prev_start").is_null()
    gap = (nw.col("starts_on") > nw.col("prev_end")).fill_null(False)
    left = (nw.col("prev_reason") != "X1").fill_null(False) & dated("prev_end")
    came_back = (nw.col("start_reason") == "S").fill_null(False) & (
        nw.col("prev_reason") != "X1"
    ).fill_null(True)
    # Whoever begins again on the very day has not come back: it is told twice.
    later = nw.col("starts_on") > nw.col("prev_start")
    turned = _differ("prev") & later.fill_null(False)
    begins = first | ((gap | left | came_back | turned) & later)
    moved = nw.col("start_reason").is_in(NEW_PLACEMENT).fill_null(False) | (
        nw.col("place") != nw.col("prev_place")
    ).fill_null(False)
    changed = (nw.col("legal_status") != nw.col("prev_status")).fill_null(False)
    flags = {"period": begins, "placement": begins | moved, "status": begins | changed}
    marked = known.with_columns(
        until=nw.coalesce(nw.col("ended_on"), nw.col("next_start")),
        is_turned=turned,
        turns=_differ("next")
        & (nw.col("next_start") > nw.col("starts_on")).fill_null(False),
        **{name: flag.cast(nw.Int64) for name, flag in flags.items()},
    )
    return marked.with_columns(
        **{n: nw.col(n).cum_sum().over(order_by="at") for n in flags}
    )


def _beside(known: Frame) -> Frame:
    """Put beside each episode what the one before it and the next say."""
    before = known.select(
        "who",
        "source",
        at=nw.col("at") + 1,
        prev_start="starts_on",
        prev_end="ended_on",
        prev_reason="end_reason",
        prev_place="place",
        prev_status="legal_status",
        prev_short="is_short",
    )
    after = known.select(
        "who", "source", at=nw.col("at") - 1, next_start="starts_on",
        next_status="legal_status", next_short="is_short",
    )  # fmt: skip
    same = ["who", "source", "at"]
    return known.join(before, on=same, how="left").join(after, on=same, how="left")


def _differ(other: str) -> nw.Expr:
    """Say whether one of the two is of short breaks, as both their statuses tell."""
    told = ~nw.col("legal_status").is_null() & ~nw.col(f"{other}_status").is_null()
    return told & (nw.col("is_short") != nw.col(f"{other}_short")).fill_null(False)


def stretches(chain: Frame, number: str) -> Frame:
    """Join the episodes that share a number into one row.

    who, source, file, row, known_on, is_newest, starts_on, ended_on, start_reason,
    end_reason, legal_status, place, place_provider, is_short_breaks, is_turned. An
    episode that says another follows (X1) when none does leaves the end unknown: it is
    open, known only to that day.
    """
    whole = chain.group_by("who", number).agg(
        nw.col("starts_on").min(),
        nw.col("is_short").max(),
        first=nw.col("at").min(),
        last=nw.col("at").max(),
    )
    begun = chain.select(
        "source", "file", "row", "start_reason", "is_turned", first="at"
    )
    ended = chain.select(
        "end_reason", "legal_status", "place", "place_provider", "known_on",
        "is_newest", "until", "turns", last="at", last_day="ended_on",
    )  # fmt: skip
    out = whole.join(begun, on="first", how="left").join(ended, on="last", how="left")
    ends: nw.Expr = nw.col("until")
    broken_off: nw.Expr = nw.lit(None, nw.Date)
    if number == "period":
        follows = (nw.col("end_reason") == "X1").fill_null(False) & ~nw.col("turns")
        ends = nw.when(~follows).then(nw.col("last_day"))
        broken_off = nw.when(follows).then(nw.col("last_day"))
    return out.with_columns(ended_on=ends, broken_on=broken_off).with_columns(
        known_on=nw.coalesce(nw.col("broken_on"), nw.col("known_on")),
        is_newest=nw.col("is_newest") & nw.col("broken_on").is_null(),
        is_short_breaks=nw.col("is_short") == 1,
    )


def undated(episodes: Frame) -> Frame:
    """Keep each episode with no start as a period of its own: no child is lost."""
    return episodes.filter(~dated("starts_on")).select(
        *KEPT,
        "starts_on",
        "ended_on",
        "start_reason",
        "end_reason",
        "legal_status",
        "place",
        "place_provider",
        is_short_breaks=nw.col("legal_status").is_in(SHORT_BREAKS).fill_null(False),
    )


SHAPE = (
    *KEPT, "starts_on", "ended_on", "end_reason", "legal_status", "place",
    "place_provider", "is_short_breaks",
)  # fmt: skip
FROM_LIST_8 = ("is_permanence_planned", "is_interview_offered")


def settled_care(chain: Frame, rest: Frame, period: Frame) -> Settled:
    """Settle periods of care from episodes and from Annex A's List 8."""
    unsaid = {name: nw.lit(None, nw.Boolean) for name in FROM_LIST_8}
    from_episodes = nw.concat(
        [
            stretches(chain, "period").select(
                *SHAPE,
                is_start_known=(nw.col("start_reason") == "S").fill_null(False)
                | nw.col("is_turned"),
                **unsaid,
            ),
            rest.select(*SHAPE, is_start_known=nw.lit(True), **unsaid),
        ]
    )
    from_annexa = period.select(
        *KEPT,
        "starts_on",
        "ended_on",
        "end_reason",
        "legal_status",
        "place",
        "place_provider",
        is_short_breaks=nw.col("legal_status").is_in(SHORT_BREAKS).fill_null(False),
        is_start_known=nw.lit(True),
        is_permanence_planned=dated("permanence_plan"),
        is_interview_offered=nw.col("is_interview_offered"),
    )
    rows = keep(nw.concat([from_episodes, from_annexa]))
    rows = keep(aligned(rows, *present(rows, OF_CARE)))
    return settle(
        rows,
        kind=e.CARE,
        start="starts_on",
        days=["ended_on", "stated_on"],
        texts=["end_reason", "legal_status", "place"],
        flags=["is_short_breaks", "is_start_known", *FROM_LIST_8],
        precedence=OF_CARE,
    )


def care(found: Settled) -> Chapter:
    """Write periods of care with their beginning and end."""
    base = found.spells
    short = nw.col("is_short_breaks").fill_null(False)
    known = nw.col("is_start_known").fill_null(False)
    happened = [
        as_events(base, e.CARE_BEGAN, "starts_on", only=~short & known),
        as_events(base, e.CARE_ONGOING, "starts_on", only=~short & ~known),
        as_events(base, e.SHORT_BREAKS_BEGAN, "starts_on", only=short),
        as_events(base, e.CARE_ENDED, "ended_on", detail="end_reason",
                  only=dated("ended_on")),
        as_events(base, e.PERMANENCE_RECORDED, None,
                  only=nw.col("is_permanence_planned")),
    ]  # fmt: skip
    spells = as_spells(
        base, e.CARE, ended="ended_on", outcome="end_reason", detail="legal_status"
    )
    return Chapter([spells], happened, found.conflicts)


def within_care(spells: Frame, periods: Frame) -> Frame:
    """Add the period of care that each placement or status lies in."""
    return linked(spells, Parents(periods))


def settled_statuses(chain: Frame, period: Frame) -> Settled:
    """Settle legal statuses from episodes and the latest one of List 8."""
    rows = nw.concat(
        [
            stretches(chain, "status").select(
                *KEPT, "starts_on", "ended_on", "legal_status"
            ),
            period.filter(dated("legal_status_from")).select(
                *KEPT, "ended_on", "legal_status", starts_on=nw.col("legal_status_from")
            ).select(*KEPT, "starts_on", "ended_on", "legal_status"),
        ]
    )  # fmt: skip
    found = settle(
        rows,
        kind=e.LEGAL_STATUS,
        start="starts_on",
        days=["ended_on"],
        texts=["legal_status"],
        precedence=STATUSES,
    )
    return overtaken(found)


def statuses(found: Settled, periods: Frame) -> Chapter:
    """Write legal statuses."""
    base = keep(within_care(found.spells, periods))
    return Chapter(
        [as_spells(base, e.LEGAL_STATUS, ended="ended_on", detail="legal_status")],
        [
            as_events(base, e.LEGAL_STATUS_BEGAN, "starts_on", detail="legal_status"),
            as_events(base, e.LEGAL_STATUS_ENDED, "ended_on", detail="legal_status",
                      only=dated("ended_on")),
        ],
        found.conflicts,
    )  # fmt: skip


def _undated_placements(rest: Frame, period: Frame, dated_ones: Frame) -> Frame:
    """Return where children now in care live whose placement has no start.

    One for each child of whom no source tells an open placement with its start.
    """
    start = nw.lit(None, nw.Date)
    columns = (*KEPT, "ended_on", "place", "place_provider", "legal_status")
    listed = period.filter(~dated("placement_from")).select(*columns)
    rows = nw.concat([rest.select(*columns), listed])
    known = dated_ones.filter(~dated("ended_on")).select("who").unique()
    return (
        rows.filter(~dated("ended_on"), nw.col("is_newest"))
        .join(known, on="who", how="anti")
        .unique(["who"], keep="first", order_by=["source", "file", "row"])
        .with_columns(starts_on=start, is_start_known=nw.lit(True))
    )


def settled_placements(
    chain: Frame, rest: Frame, period: Frame, earlier: Frame
) -> Settled:
    """Settle placements from episodes and the latest one of List 8.

    `rest`: episodes with no start, as from `undated`; `earlier`: `record.Listing`.
    """
    plan = nw.col("permanence_plan").str.to_uppercase()
    planned = nw.lit(False)
    for words in LONG_TERM_PLANS:
        planned = planned | plan.str.contains(words, literal=True).fill_null(False)
    columns = (
        *KEPT, "starts_on", "ended_on", "place", "place_provider", "legal_status",
        "is_long_term", "is_start_known",
    )  # fmt: skip
    settled_for_good = nw.col("place").is_in(LONG_TERM_PLACES).fill_null(False)
    # An episode that changed only the legal status is not where the placement began.
    moved = nw.col("start_reason").is_in(NEW_PLACEMENT).fill_null(False)
    rows = nw.concat(
        [
            stretches(chain, "placement")
            .with_columns(
                is_long_term=settled_for_good,
                is_start_known=moved | nw.col("is_turned"),
            )
            .select(*columns),
            period.filter(dated("placement_from"))
            .with_columns(
                starts_on=nw.col("placement_from"),
                is_long_term=settled_for_good | planned,
                is_start_known=nw.lit(True),
            )
            .select(*columns),
        ]
    )
    rows = keep(rows)
    blank = _undated_placements(rest, period, rows).with_columns(
        is_long_term=nw.col("place").is_in(LONG_TERM_PLACES).fill_null(False)
    )
    rows = keep(nw.concat([rows, blank.select(*columns)]))
    rows = with_listed_starts(rows, earlier)
    rows = keep(aligned(rows, *present(rows, OF_CARE), only_unknown=True))
    found = settle(
        rows,
        kind=e.PLACEMENT,
        start="starts_on",
        days=["ended_on"],
        texts=["place", "place_provider", "legal_status"],
        # Either source may know that the placement is meant to last.
        either=["is_long_term"],
        precedence=OF_CARE,
    )
    return overtaken(found)


def placements(found: Settled, periods: Frame) -> Chapter:
    """Write placements with their beginning and end."""
    base = keep(within_care(found.spells, periods))
    short = nw.col("legal_status").is_in(SHORT_BREAKS).fill_null(False)
    lasting = nw.col("is_long_term").fill_null(False)
    happened = [
        as_events(base, e.PLACEMENT_BEGAN, "starts_on", detail="place",
                  only=~short & ~lasting),
        as_events(base, e.LONG_TERM_PLACEMENT_BEGAN, "starts_on", detail="place",
                  only=~short & lasting),
        as_events(base, e.SHORT_BREAK_PLACEMENT_BEGAN, "starts_on", detail="place",
                  only=short),
        as_events(base, e.PLACEMENT_ENDED, "ended_on", detail="place",
                  only=dated("ended_on")),
    ]  # fmt: skip
    spells = as_spells(base, e.PLACEMENT, ended="ended_on", detail="place")
    return Chapter([spells], happened, found.conflicts)


def settled_missing(rows: Frame) -> Settled:
    """Settle episodes of being missing or away."""
    return settle(
        rows,
        kind=e.MISSING,
        start="starts_on",
        days=["ended_on"],
        texts=["kind"],
        either=["is_start_told"],
        precedence=MISSING,
    )


def missing(found: Settled) -> Chapter:
    """Write episodes of being missing or away."""
    base = keep(found.spells)
    return Chapter(
        [as_spells(base, e.MISSING, ended="ended_on", detail="kind")],
        [
            as_events(base, e.WENT_MISSING, "starts_on", detail="kind",
                      only=nw.col("is_start_told")),
            as_events(base, e.RETURNED, "ended_on", detail="kind",
                      only=dated("ended_on")),
        ],
        found.conflicts,
    )  # fmt: skip
