"""Signals that the clocks raise: overdue, due soon, and a child nobody has seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import narwhals as nw

from clearsight.clocks import Clock
from clearsight.clocks.words import RUNNING
from clearsight.dates import add_working_days
from clearsight.oversight.kind import Signal
from clearsight.oversight.signals.rows import COUNTED_LATE, day, later, said, written
from clearsight.oversight.signals.seen import Seen
from clearsight.settings import Settings
from clearsight.shape import Frame

SHORT_DAYS = 28  # from start to due date; clocks this short warn later
# Visits of a special kind (weekly, after a step down, once adopted) are S01 alone.
VISITS = (
    "cp_visit", "cla_visit", "cin_visit", "assessment_child_seen", "new_worker_visit",
)  # fmt: skip

OVERDUE = Signal(
    key="S01",
    title="Clock overdue",
    tier=None,
    raised_when="a clock is open and its due date is past; it takes the clock's tier",
    data="whatever the clock needs",
    why_it_matters="It is the law, or the promise made to the child.",
    pitfall="Late recording looks like late work: see the day the extract was made.",
)
DUE_SOON = Signal(
    key="S02",
    title="Clock coming due",
    tier=3,
    raised_when=(
        "a clock is open and falls due within 10 working days, or within 5 where its "
        "limit is four weeks or less"
    ),
    data="whatever the clock needs",
    why_it_matters="It is the only signal that can prevent lateness.",
    pitfall="Shown apart, so that it does not drown what is late already.",
)
NOT_SEEN = Signal(
    key="S09",
    title="Not seen",
    tier=None,
    raised_when="a clock of visits is overdue: on a protection plan (tier 0), in care, "
    "on a CIN plan, in an assessment, or by a new worker; it takes the clock's tier",
    data="Annex A Lists 6, 7 and 8: latest visit, last seen; List 4: seen in the "
    "assessment, yes or no",
    why_it_matters="Seeing the child is the work.",
    pitfall="Last seen may have been on a doorstep: ask whether it was alone, which "
    "List 7 alone holds.",
)


def raised(seen: Seen, definitions: Sequence[Clock], settings: Settings) -> list[Frame]:
    """Raise S01, S02 and S09."""
    words = {c.key: getattr(c, "reason", c.breach_words) for c in definitions}
    titles = {c.key: getattr(c, "shown_title", c.title) for c in definitions}
    return [
        _overdue(seen, words),
        _due_soon(
            seen, titles, settings, [c.key for c in definitions if not c.is_warned]
        ),
        _not_seen(seen, titles),
    ]


def _by_clock(words: dict[str, str]) -> nw.Expr:
    return nw.col("clock").replace_strict(
        list(words), list(words.values()), default=None, return_dtype=nw.String
    )


def _overdue(seen: Seen, words: dict[str, str]) -> Frame:
    behind = nw.col("is_behind")
    days = nw.col("days").cast(nw.String)
    plural = (
        nw.when(nw.col("days") == 1).then(nw.lit(" day")).otherwise(nw.lit(" days"))
    )
    noted = ~nw.col("why").is_null() & ~behind
    counted = said("; the limit is ", nw.col("limit"))
    latest = said(
        ", when the data begin: it began on ", day("begun_on"), ", and what was done "
        "in between does not show. No limit longer than ", nw.col("limit"),
        " could apply",
    )  # fmt: skip
    because = said(
        _by_clock(words),
        " Counted from ", day("starts_on"),
        nw.when(behind).then(latest).otherwise(counted),
        "; it was due by ", day("due_on"),
        nw.when(behind).then(nw.lit(" at the latest")), ", ", days, plural,
        f" before {seen.as_at:%d/%m/%Y}.",
        nw.when(noted).then(said(" Note: ", nw.col("why"), ".")),
    )  # fmt: skip
    since = later("due_on", 1, "d")
    return written(seen.overdue, OVERDUE, since=since, because=because)


def _due_soon(
    seen: Seen, titles: dict[str, str], settings: Settings, silent: Sequence[str]
) -> Frame:
    is_short = nw.col("due_on") <= later("starts_on", SHORT_DAYS, "d")
    near, nearer = (
        _warned_from(seen, days)
        for days in (settings.due_soon, settings.due_soon_short)
    )
    soon = seen.clocks.filter(
        nw.col("standing") == RUNNING,
        ~nw.col("clock").is_in(list(silent) or [""]),
    ).with_columns(warned_on=nw.when(is_short).then(nearer).otherwise(near))
    soon = soon.filter(~nw.col("warned_on").is_null())
    because = said(
        _by_clock(titles),
        ": due by ", day("due_on"), ". Counted from ", day("starts_on"),
        "; the limit is ", nw.col("limit"),
        f". Today is taken as {seen.as_at:%d/%m/%Y}.",
    )  # fmt: skip
    since = nw.max_horizontal("starts_on", "warned_on")
    tier = nw.lit(DUE_SOON.tier)
    return written(soon, DUE_SOON, tier=tier, since=since, because=because)


def _warned_from(seen: Seen, working: int) -> nw.Expr:
    """Return the working day so many before the due day; null if that is yet to come.

    The few due days that are near enough are worked out one by one.
    """
    last = add_working_days(seen.as_at, working)
    ahead = range((last - seen.as_at).days + 1)
    due = [seen.as_at + timedelta(days=n) for n in ahead]
    return nw.col("due_on").replace_strict(
        due,
        [add_working_days(on, -working) for on in due],
        default=None,
        return_dtype=nw.Date,
    )


def _not_seen(seen: Seen, titles: dict[str, str]) -> Frame:
    visits = {key: title for key, title in titles.items() if key in VISITS}
    late = seen.overdue.filter(nw.col("clock").is_in(list(visits) or [""]))
    because = said(
        "Not seen since ", day("starts_on"), ", or the count began then (",
        _by_clock(visits or {"": ""}), "): the limit is ", nw.col("limit"),
        ", and a visit was due by ", day("due_on"), ".",
        nw.when(nw.col("is_behind")).then(nw.lit(COUNTED_LATE)),
    )  # fmt: skip
    return written(late, NOT_SEEN, since=later("due_on", 1, "d"), because=because)
