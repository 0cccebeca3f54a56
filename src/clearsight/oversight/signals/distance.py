"""The signal of children placed far from home, and of who was to know of it."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches

import narwhals as nw

from clearsight.dates import add_working_days
from clearsight.errors import SettingsError
from clearsight.journeys import events as e
from clearsight.oversight.kind import Signal, Threshold
from clearsight.oversight.signals import in_words
from clearsight.oversight.signals.local import long_ago, shown, told_to
from clearsight.oversight.signals.rows import WHOSE, day, later, said, so, written
from clearsight.oversight.signals.seen import Seen, only
from clearsight.returns.annexa.places import names, short
from clearsight.settings import Settings
from clearsight.shape import Frame

OUTSIDE = "OUT"
# The duties to tell and to approve (SI 2013/3239, regs 18 and 19) began on this day.
IN_FORCE = date(2014, 1, 27)
BEFORE = -28  # days before a placement in which a notice of it may have been sent

FAR = Signal(
    key="S19",
    title="Far from home",
    tier=2,
    raised_when="the present placement is over 20 miles from home in a straight line, "
    "or List 8 shows it outside the council's area, with whether the council there "
    "adjoins; or, of one outside the area, no notice to the host council is on file "
    "after five working days, or, where that council does not adjoin, no approval by "
    "the director (both tier 1)",
    data="SSDA903: postcodes of home and placement, and a table of postcodes (the "
    "extra `postcodes`, or a file named under `[references]`), or the dataset's own "
    "distance; Annex A List 8: in or out of the area, the council of the placement; "
    "`adjoining` under `[references]`: which councils adjoin, for no open data say so; "
    "the oversight extract: notices and approvals. What an extract does not hold since "
    "before the placement is not asked for.",
    why_it_matters="Visits, school, family and police all get harder.",
    pitfall="Sometimes far is safe, or is with family: record the reason once, and "
    "look at it in each review.",
    day_one="proxy",
    proxy="miles in a straight line, and the area on List 8, stand for how "
    "far the child is from the people who matter",
    thresholds=(
        Threshold("miles", 20, "miles from home, in a straight line"),
        Threshold("notice_days", 5, "working days in which the host council is told"),
    ),
)


def raised(seen: Seen) -> list[Frame]:
    """Raise S19."""
    return [_miles(seen), _outside(seen), _untold(seen), _unapproved(seen)]


def _miles(seen: Seen) -> Frame:
    limit = seen.limit(FAR, "miles")
    there = seen.placed.filter(so(nw.col("miles_from_home") > limit))
    tenths = (nw.col("miles_from_home") * 10).round(0).cast(nw.Int64)
    far = only(there, seen.running(e.CARE)).with_columns(tenths=tenths)
    miles, tenth = nw.col("tenths") // 10, nw.col("tenths") % 10
    return written(
        far,
        FAR,
        since=nw.col("starts_on"),
        because=said(
            "Placed ", miles, ".", tenth, " miles from home since ",
            day("starts_on"), f"; it is asked about over {limit} miles.",
        ),
    )  # fmt: skip


def adjoining(settings: Settings) -> tuple[str, ...]:
    """Return the adjoining councils as List 8's are called, once it has been read.

    Raises `SettingsError` where a name is no council's.
    """
    every = names()
    found = []
    for given in settings.adjoining:
        name = every.get(short(given))
        if name is None:
            near = get_close_matches(given, sorted(set(every.values())), n=1)
            raise SettingsError(
                f"There is no council {given!r}.",
                where=f"{settings.path or 'settings'}, [references] adjoining",
                do=f"Did you mean {near[0]!r}?" if near else "Write its usual name.",
            )
        found.append(name)
    return tuple(found)


def _listed_outside(seen: Seen) -> Frame:
    return seen.newest("care_period").filter(
        nw.col("ended_on").is_null(), so(nw.col("location") == OUTSIDE)
    )


def _outside(seen: Seen) -> Frame:
    outside = only(_listed_outside(seen), seen.running(e.CARE)).with_columns(
        starts_on=nw.col("placement_from")
    )
    when = nw.when(~nw.col("starts_on").is_null()).then(
        said(" since ", day("starts_on"))
    )
    return written(
        outside,
        FAR,
        since=nw.col("starts_on"),
        because=said(
            "Placed outside the council's area", when, _where(seen),
            ", as List 8 shows.",
        ),
    )  # fmt: skip


def _where(seen: Seen) -> nw.Expr:
    """Say in whose area, where the list does, and whether that adjoins."""
    council = nw.col("authority")
    there: nw.Expr = said(", in ", in_words.area("authority"))
    if seen.adjoining:
        near = nw.when(_adjoins(seen)).then(nw.lit(", which adjoins it"))
        there = said(there, near.otherwise(nw.lit(", which does not adjoin it")))
    return nw.when(~council.is_null()).then(there)


def _adjoins(seen: Seen) -> nw.Expr:
    return so(nw.col("authority").is_in(list(seen.adjoining) or [""]))


def _begun_outside(seen: Seen) -> Frame:
    """Return the running placements outside the area: spell, on, authority."""
    now = seen.running(e.PLACEMENT).select(*WHOSE, "spell").unique()
    begun = seen.events(e.OUT_OF_AREA_BEGAN).filter(so(nw.col("on") >= IN_FORCE))
    there = _listed_outside(seen).group_by(*WHOSE).agg(nw.col("authority").min())
    return (
        begun.join(now, on=[*WHOSE, "spell"], how="inner")
        .join(there, on=list(WHOSE), how="inner")
        .select(*WHOSE, "spell", "on", "authority", "file", "row")
    )


def _lacking(seen: Seen, outside: Frame, event: str, table: str, due: date) -> Frame:
    """Keep the placements of before a day whose extract would show this, and does not.

    One sent shortly before the placement counts, whatever placement it was laid into,
    but not one that names another placement by the day on which that began.
    """
    told = _told(seen, event, table)
    same = so(nw.col("told_in") == nw.col("spell"))
    near = so(nw.col("told_on") >= later("on", BEFORE, "d")) & ~nw.col("is_named")
    done = outside.join(told, on=list(WHOSE), how="inner").filter(same | near)
    return (
        outside.join(shown(seen, event), on=[*WHOSE, "spell"], how="inner")
        .filter(~so(nw.col("known_from") > nw.col("on")))
        .join(told_to(seen, table), on="council", how="inner")
        .filter(so(long_ago("on", due)))
        .join(done.select(*WHOSE, "spell").unique(), on=[*WHOSE, "spell"], how="anti")
        .with_columns(starts_on=nw.col("on"))
    )


def _told(seen: Seen, event: str, table: str) -> Frame:
    """Return council, child, told_on, told_in, and whether its row names the placement.

    A row names it by the day on which it began, where one of the child's did that day.
    """
    events = seen.events(event).select(
        *WHOSE, "file", "row", told_on="on", told_in="spell"
    )
    begun = seen.of(e.PLACEMENT).select(*WHOSE, about_on="starts_on").unique()
    named = (
        seen.record[table]
        .select(*WHOSE, "file", "row", about_on="placed_on")
        .join(begun, on=[*WHOSE, "about_on"], how="inner")
        .select("file", "row", named=nw.lit(1))
        .unique()
    )
    return events.join(named, on=["file", "row"], how="left").select(
        *WHOSE, "told_on", "told_in", is_named=~nw.col("named").is_null()
    )


def _untold(seen: Seen) -> Frame:
    limit = seen.limit(FAR, "notice_days")
    due = add_working_days(seen.as_at, -limit)
    lacking = _lacking(seen, _begun_outside(seen), e.HOST_TOLD, "notice", due)
    return written(
        lacking,
        FAR,
        tier=nw.lit(1),
        since=nw.col("on"),
        because=said(
            "Placed outside the council's area on ", day("on"), _where(seen),
            ", and no notice to the council there is on file; the limit is "
            f"{limit} working days.",
        ),
    )  # fmt: skip


def _unapproved(seen: Seen) -> Frame:
    """Raise it where the law wants approval: outside the area, and not adjoining.

    Which councils adjoin only the council itself can say, so without that and without
    the council of the placement nothing is asked.
    """
    outside = _begun_outside(seen)
    distant = outside.filter(
        ~nw.col("authority").is_null(), ~_adjoins(seen), nw.lit(bool(seen.adjoining))
    )
    lacking = _lacking(seen, distant, e.DISTANCE_APPROVED, "approval", seen.as_at)
    return written(
        lacking,
        FAR,
        tier=nw.lit(1),
        since=nw.col("on"),
        because=said(
            "Placed on ", day("on"), _where(seen), ", and no approval by the director "
            "is on file, which is due before such a placement.",
        ),
    )  # fmt: skip
