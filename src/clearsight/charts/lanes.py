"""What a timeline shows for each child: which lanes, what is in them, which months.

Everything here is columnar. `n` stands for one child of those shown; days are `Date`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from clearsight.journeys import events as ev

MONTHS_SHOWN: Final = 24
MONTHS_AT_LEAST: Final = 4
DAYS_AHEAD: Final = 21
OVERDUE_SHOWN: Final = 4
DUE_SHOWN: Final = 2

OVERDUE, DUE, NOBODY = "Overdue", "Due soon", "No worker"
VISITS = "visits"
# This clock is drawn as the time with nobody named, whether or not it is past.
UNALLOCATED = "unallocated"

# In the order in which they stand: need, plans, care, absence, people.
LABELS: Final[Mapping[str, str]] = {
    ev.REFERRAL: "Referral",
    ev.ASSESSMENT: "Assessment",
    ev.ENQUIRY: "Section 47",
    ev.CIN_PLAN: "CIN plan",
    ev.PROTECTION_PLAN: "Protection plan",
    ev.PRE_PROCEEDINGS: "Pre-proceedings",
    ev.CARE: "Looked after",
    ev.LEGAL_STATUS: "Legal status",
    ev.PLACEMENT: "Placement",
    ev.MISSING: "Missing",
    VISITS: "Visits",
    ev.WORKER: "Worker",
}

# The others' details are about the family, and the picture is about the service.
DETAILED: Final = (
    ev.PROTECTION_PLAN,
    ev.LEGAL_STATUS,
    ev.PLACEMENT,
    ev.MISSING,
    ev.WORKER,
)

MEETING, VISIT, TICK = "meeting", "visit", "tick"

# Events that are drawn: their mark, then the lane they stand on.
MARKS: Final[Mapping[str, tuple[str, str]]] = {
    ev.CONTACT_RECEIVED: (TICK, ev.REFERRAL),
    ev.CONFERENCE_HELD: (MEETING, ev.ENQUIRY),
    ev.REVIEW_CONFERENCE: (MEETING, ev.PROTECTION_PLAN),
    ev.PROTECTION_VISIT: (VISIT, VISITS),
    ev.CARE_REVIEW: (MEETING, ev.CARE),
    ev.CARE_VISIT: (VISIT, VISITS),
    ev.CHILD_SEEN: (VISIT, VISITS),
}


@dataclass(frozen=True)
class Drawing:
    """The frames of one set of timelines.

    `windows`: n, first, last, has_older (whether something ended before `first`).
    `lanes`: n, lane, label, place (0 at the top), lanes (how many there are).
    `bars`: n, lane, kind, begins, ends, is_open, is_cut, seen_to, detail, since (the
    day it truly began, where known). `marks`: n, lane, mark, event, on. `dues`: n,
    lane, due_on, since, words, is_overdue.
    """

    as_at: date
    windows: pl.DataFrame
    lanes: pl.DataFrame
    bars: pl.DataFrame
    marks: pl.DataFrame
    dues: pl.DataFrame


def number_children(children: Sequence[tuple[str, str]]) -> pl.DataFrame:
    """Return n, council, child for the children to be shown, in the order given."""
    schema = {"council": pl.String, "child": pl.String}
    return pl.DataFrame(children, schema=schema, orient="row").with_row_index("n")


def of_shown(frame: pl.DataFrame, shown: pl.DataFrame) -> pl.DataFrame:
    """Return the rows about the children shown, each with its n."""
    return frame.join(shown, on=["council", "child"], how="inner")


def lay_out(
    spells: pl.DataFrame,
    timeline: pl.DataFrame,
    clocks: pl.DataFrame,
    shown: pl.DataFrame,
    as_at: date,
    titles: Mapping[str, str],
) -> Drawing:
    """Return what is to be drawn; `titles` gives each clock's title by its id."""
    events = of_shown(timeline, shown)
    bars, marks = _bars(of_shown(spells, shown), as_at), _marks(events, as_at)
    windows = _windows(shown, bars, marks, as_at)
    bars = (
        bars.join(windows, on="n")
        .filter(pl.col("ends") >= pl.col("first"))
        .with_columns(
            is_cut=(pl.col("begins") < pl.col("first")).fill_null(value=True),
            since=pl.col("begins"),
            begins=pl.max_horizontal("begins", "first"),
        )
    )
    marks = marks.join(windows, on="n").filter(pl.col("on") >= pl.col("first"))
    clocked = _dues(of_shown(clocks, shown), as_at, titles)
    dues = (
        pl.concat([clocked, _nobody(events, as_at)])
        .join(windows, on="n")
        .with_columns(
            since=pl.col("due_on"), due_on=pl.max_horizontal("due_on", "first")
        )
    )
    return Drawing(as_at, windows, _lanes(dues, bars, marks), bars, marks, dues)


def _bars(spells: pl.DataFrame, as_at: date) -> pl.DataFrame:
    planned = (pl.col("ended_on") > as_at).fill_null(value=False)
    is_open = pl.col("is_open") | planned
    return (
        spells.filter(
            pl.col("kind").is_in(list(LABELS)),
            pl.col("starts_on").is_null() | (pl.col("starts_on") <= as_at),
        )
        .select(
            "n",
            "kind",
            lane=pl.col("kind"),
            detail=pl.when(pl.col("kind").is_in(DETAILED)).then("detail"),
            begins=pl.col("starts_on"),
            # Where it ended on a day that nobody recorded, its start alone is sure.
            ends=pl.when(is_open)
            .then(pl.lit(as_at))
            .otherwise(pl.coalesce("ended_on", "starts_on")),
            is_open=is_open,
            seen_to=pl.min_horizontal(pl.col("known_to"), pl.lit(as_at)),
        )
        # An end recorded before its start is shown as the one day that is sure.
        .with_columns(ends=pl.max_horizontal("begins", "ends"))
        .sort("n", "begins", "ends", "detail", nulls_last=False)
    )


def _marks(timeline: pl.DataFrame, as_at: date) -> pl.DataFrame:
    mark_of = {event: mark for event, (mark, _) in MARKS.items()}
    lane_of = {event: lane for event, (_, lane) in MARKS.items()}
    event = pl.col("event")
    return (
        timeline.filter(event.is_in(list(MARKS)), pl.col("on") <= as_at)
        .select(
            "n",
            "on",
            "event",
            mark=event.replace_strict(mark_of, return_dtype=pl.String),
            lane=event.replace_strict(lane_of, return_dtype=pl.String),
        )
        .unique()
        .sort("n", "lane", "event", "on")
    )


def _windows(
    shown: pl.DataFrame, bars: pl.DataFrame, marks: pl.DataFrame, as_at: date
) -> pl.DataFrame:
    """Return the months of each child: as many as hold something, within bounds."""
    days = pl.concat(
        [
            bars.select("n", day="begins", over="ends"),
            marks.select("n", day="on", over="on"),
        ]
    )
    latest = pl.lit(as_at)
    known = days.group_by("n").agg(
        earliest=pl.col("day").min(), over=pl.col("over").min()
    )
    first = (
        pl.col("earliest")
        .fill_null(latest)
        .clip(
            latest.dt.offset_by(f"-{MONTHS_SHOWN}mo"),
            latest.dt.offset_by(f"-{MONTHS_AT_LEAST}mo"),
        )
        .dt.month_start()
    )
    return (
        shown.select("n")
        .join(known, on="n", how="left")
        .select(
            "n",
            first=first,
            last=latest.dt.offset_by(f"{DAYS_AHEAD}d"),
            has_older=(pl.col("over") < first).fill_null(value=False),
        )
    )


def _dues(clocks: pl.DataFrame, as_at: date, titles: Mapping[str, str]) -> pl.DataFrame:
    """Return the due dates drawn: the oldest overdue of each clock, and those soon."""
    over, ahead = pl.col("standing") == "overdue", pl.col("standing") == "running"
    soon = ahead & (pl.col("due_on") <= pl.lit(as_at).dt.offset_by(f"{DAYS_AHEAD}d"))
    title = pl.col("clock").replace_strict(
        dict(titles),
        default=pl.col("clock").str.replace_all("_", " "),
        return_dtype=pl.String,
    )
    most = pl.when("is_overdue").then(OVERDUE_SHOWN).otherwise(DUE_SHOWN)
    picked = (
        clocks.filter(
            over | soon, pl.col("due_on").is_not_null(), pl.col("clock") != UNALLOCATED
        )
        .with_columns(is_overdue=over)
        .sort("n", "due_on", "clock")
        .group_by("n", "clock", "is_overdue", maintain_order=True)
        .agg(pl.col("due_on").first(), times=pl.len())
        .with_columns(
            nth=pl.col("due_on").rank("ordinal").over("n", "is_overdue"),
            days=(pl.lit(as_at) - pl.col("due_on")).dt.total_days(),
        )
        .filter(pl.col("nth") <= most)
    )
    is_one = pl.col("days") == 1
    unit = pl.when(is_one).then(pl.lit("day")).otherwise(pl.lit("days"))
    more = pl.when(pl.col("times") > 1).then(
        pl.format(" (and {} more)", pl.col("times") - 1)
    )
    late = pl.format("{}, {} {}{}", title, "days", unit, more.otherwise(pl.lit("")))
    row = pl.when("is_overdue").then(pl.lit("over ")).otherwise(pl.lit("soon "))
    return picked.select(
        "n",
        "due_on",
        "is_overdue",
        lane=pl.concat_str(row, "nth"),
        words=pl.when("is_overdue").then(late).otherwise(title),
    )


def _nobody(events: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """Return since when nobody has been named as worker, for those of whom it holds."""
    over = (
        events.filter(
            pl.col("event").is_in([ev.ALLOCATED, ev.ALLOCATION_ENDED]),
            pl.col("on") <= as_at,
        )
        .select("n", "spell")
        .unique()
    )
    still = events.filter(
        pl.col("event") == ev.UNALLOCATED,
        (pl.col("on") <= as_at).fill_null(value=True),
    ).join(over, on=["n", "spell"], how="anti", nulls_equal=True)
    since = still.group_by("n").agg(due_on=pl.col("on").min()).sort("n")
    unsure = pl.col("due_on").is_null()
    words = pl.when(unsure).then(pl.lit("nobody named, since when is not recorded"))
    return since.select(
        "n",
        due_on=pl.col("due_on").fill_null(as_at),
        is_overdue=pl.lit(value=True),
        lane=pl.lit(NOBODY),
        words=words.otherwise(pl.lit("nobody named as worker")),
    )


def _lanes(dues: pl.DataFrame, bars: pl.DataFrame, marks: pl.DataFrame) -> pl.DataFrame:
    """Return every lane that holds something, placed from the top down."""
    label = {NOBODY: NOBODY}
    label |= {f"over {i}": "" for i in range(1, OVERDUE_SHOWN + 1)} | {
        "over 1": OVERDUE
    }
    label |= {f"soon {i}": "" for i in range(1, DUE_SHOWN + 1)} | {"soon 1": DUE}
    label |= dict(LABELS)
    order = {lane: i for i, lane in enumerate(label)}
    used = pl.concat([f.select("n", "lane") for f in (dues, bars, marks)]).unique()
    lane = pl.col("lane")
    return (
        used.with_columns(
            order=lane.replace_strict(order, return_dtype=pl.Int32),
            label=lane.replace_strict(label, return_dtype=pl.String),
        )
        .sort("n", "order")
        .with_columns(
            place=pl.col("order").rank("dense").over("n").cast(pl.Int32) - 1,
            lanes=pl.len().over("n").cast(pl.Int32),
        )
    )
