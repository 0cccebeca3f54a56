"""Where a child lives and under what law: states that placement and status make up.

A placement and a legal status begin and end on days of their own, so a state that needs
both begins on the later start and ends on the earlier end.
"""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.frames import Chapter, as_events, dated
from clearsight.journeys.link import Parents, by_date, linked
from clearsight.journeys.settle import keep
from clearsight.shape import Frame

WITH_PARENTS = "P1"
INTERIM, FULL = "C1", "C2"
BY_AGREEMENT = "V2"
# Supported, semi-independent and independent living, in the codes of their time.
SUPPORTED = ("K3", "H5", "P2")
OUTSIDE = "OUT"
LISTED_CARE = "period of care"  # as `record.Listing.about` names it


def homes(
    placed: Frame, statuses: Frame, period: Frame, periods: Frame, people: Frame
) -> Chapter:
    """Write the states that clocks of placements and of court orders rest on.

    `placed`, `statuses` and `periods`: settled placements, legal statuses and periods
    of care; `period`: the rows of List 8; `people`: who, birth_on, is_asylum_seeker.
    """
    base = keep(linked(placed, Parents(periods)))
    events = [
        *_at_home(base, statuses),
        _agreed(statuses, periods, people),
        *_under_sixteen(base, people),
        _out_of_area(period, base),
        _of_school_age(periods, people),
    ]
    return Chapter([], events, [])


def _at_home(placed: Frame, statuses: Frame) -> list[Frame]:
    """Write when a child lived with a parent under a care order, or an interim one."""
    orders = statuses.filter(nw.col("legal_status").is_in([INTERIM, FULL])).select(
        "who", order="legal_status", order_on="starts_on", order_end="ended_on"
    )
    on, end = nw.col("starts_on"), nw.col("ended_on")
    order_on, order_end = nw.col("order_on"), nw.col("order_end")
    both = (
        placed.filter(nw.col("place") == WITH_PARENTS)
        .join(orders, on="who", how="inner")
        .filter(
            (on < order_end).fill_null(True),
            (order_on < end).fill_null(True),
            ~on.is_null(),
            ~order_on.is_null(),
        )
        .with_columns(
            begins=nw.when(order_on > on).then(order_on).otherwise(on),
            over=nw.when((order_end < end).fill_null(True))
            .then(nw.coalesce(order_end, end))
            .otherwise(end),
        )
    )
    found = []
    for order, began, ended in (
        (FULL, e.HOME_ON_ORDER_BEGAN, e.HOME_ON_ORDER_ENDED),
        (INTERIM, e.HOME_ON_INTERIM_BEGAN, e.HOME_ON_INTERIM_ENDED),
    ):
        mine = keep(both.filter(nw.col("order") == order))
        found += [
            as_events(mine, began, "begins", detail="order"),
            as_events(mine, ended, "over", detail="order", only=dated("over")),
        ]
    return found


def _agreed(statuses: Frame, periods: Frame, people: Frame) -> Frame:
    """Write when care by agreement began, unaccompanied children apart."""
    seeking = people.filter(nw.col("is_asylum_seeker")).select("who")
    mine = statuses.filter(nw.col("legal_status") == BY_AGREEMENT)
    mine = linked(mine.join(seeking, on="who", how="anti"), Parents(periods))
    return as_events(mine, e.AGREED_CARE_BEGAN, "starts_on", only=dated("starts_on"))


def _of_school_age(periods: Frame, people: Frame) -> Frame:
    """Write when children of three to seventeen became looked after.

    Short breaks apart. Whose birth date is not known is left out.
    """
    birth, on = nw.col("birth_on"), nw.col("starts_on")
    mine = periods.join(people.select("who", "birth_on"), on="who", how="inner").filter(
        ~nw.col("is_short_breaks").fill_null(False),
        nw.col("is_start_known").fill_null(False),
        birth.dt.offset_by("3y").cast(nw.Date) <= on,
        birth.dt.offset_by("18y").cast(nw.Date) > on,
    )
    return as_events(mine, e.SCHOOL_AGE_CARE_BEGAN, "starts_on")


def _under_sixteen(placed: Frame, people: Frame) -> list[Frame]:
    sixteenth = nw.col("birth_on").dt.offset_by("16y").cast(nw.Date)
    mine = (
        placed.filter(nw.col("place").is_in(list(SUPPORTED)))
        .join(people.select("who", "birth_on"), on="who", how="inner")
        .with_columns(sixteen_on=sixteenth)
        .filter(nw.col("starts_on") < nw.col("sixteen_on"))
    )
    kept = keep(mine)
    return [
        as_events(kept, e.SUPPORTED_UNDER_16, "starts_on", detail="place"),
        as_events(kept, e.TURNED_16, "sixteen_on"),
    ]


def _out_of_area(period: Frame, placed: Frame) -> Frame:
    """Write the placements that the newest List 8 shows outside the council's area."""
    mine = period.filter(
        nw.col("is_newest"), nw.col("location") == OUTSIDE, ~dated("ended_on")
    ).select("who", "file", "row", "source", on=nw.col("placement_from"))
    spells = by_date(mine.select("who", "on"), placed, ["who", "on"])
    around = placed.select(dated_key="spell_key", within="within")
    out = mine.join(spells, on=["who", "on"], how="left").join(
        around, on="dated_key", how="left"
    )
    named = out.with_columns(spell=nw.col("dated"), spell_key=nw.col("dated_key"))
    return as_events(
        named.with_columns(sources=nw.col("source")), e.OUT_OF_AREA_BEGAN, "on"
    )


def with_listed_starts(rows: Frame, earlier: Frame) -> Frame:
    """Give placements that began before their first episode the start of a list.

    A list made while the child lived there says from which day. `earlier`: what lists
    said that a later one tells of again.
    """
    listed = earlier.filter(
        nw.col("about") == LISTED_CARE, dated("placement_from")
    ).select("who", listed_from="placement_from", listed_on="known_on")
    day = nw.col("listed_on")
    found = (
        rows.filter(~nw.col("is_start_known"))
        .select("who", "starts_on", until="ended_on", is_start_known=nw.lit(False))
        .join(listed, on="who", how="inner")
        .filter(
            nw.col("listed_from") < nw.col("starts_on"),
            day >= nw.col("starts_on"),
            (day < nw.col("until")).fill_null(True),
        )
        .group_by("who", "starts_on", "is_start_known")
        .agg(nw.col("listed_from").max())
    )
    columns = rows.collect_schema().names()
    joined = rows.join(found, on=["who", "starts_on", "is_start_known"], how="left")
    return joined.with_columns(
        starts_on=nw.coalesce("listed_from", "starts_on"),
        is_start_known=nw.col("is_start_known") | ~nw.col("listed_from").is_null(),
    ).select(*columns)
