"""Young people who leave care: when help is owed, and when they were last in touch."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.frames import (
    Chapter,
    as_coverage,
    as_events,
    dated,
    day_number,
)
from clearsight.journeys.keys import BIRTHDAY, LEAVER, spell_key, spell_name
from clearsight.journeys.precedence import LEAVERS
from clearsight.journeys.settle import identified, keep, of_first
from clearsight.shape import Frame

# Days looked after since the fourteenth birthday that make a child eligible.
THIRTEEN_WEEKS = 91
LEFT_CARE = ("RELEVANT", "FORMER RELEVANT")
REVIEWED = ("ELIGIBLE", *LEFT_CARE)
# The council is no longer asked to be in touch with them.
OUT_OF_TOUCH = ("DIED", "REFU", "NREQ", "RHOM")
# Died, taken on by another council, or adopted.
OWED_NOTHING = ("E2", "E3", "E11", "E12")
AGES = range(17, 22)
MARCH = 3


def eligible(periods: Frame, people: Frame, leavers: Frame, as_at: date) -> Chapter:
    """Write when each looked-after child became eligible by a day, and plans known of.

    Eligible is who is looked after at 16 or 17 and has been for 13 weeks since 14
    (SI 2010/959, reg 40), short breaks apart. `periods`: settled periods of care;
    `people`: who, birth_on. A pathway plan that has been reviewed was made: when is not
    known.
    """
    birth = nw.col("birth_on")
    held = (
        periods.filter(~nw.col("is_short_breaks").fill_null(False), dated("starts_on"))
        .join(people.select("who", "birth_on"), on="who", how="inner")
        .with_columns(
            fourteen_on=birth.dt.offset_by("14y").cast(nw.Date),
            sixteen_on=birth.dt.offset_by("16y").cast(nw.Date),
            adult_on=birth.dt.offset_by("18y").cast(nw.Date),
        )
        .filter(dated("fourteen_on"))
    )
    begin = nw.max_horizontal("starts_on", "fourteen_on")
    counted = held.with_columns(from_on=begin).with_columns(
        until=nw.coalesce(nw.col("ended_on"), nw.col("adult_on"))
    )
    counted = counted.filter(nw.col("until") > nw.col("from_on"))
    spent = day_number(nw.col("until")) - day_number(nw.col("from_on"))
    run = keep(counted.with_columns(spent=spent)).with_columns(
        total=nw.col("spent").cum_sum().over("who", order_by="spell_key")
    )
    short = THIRTEEN_WEEKS - (nw.col("total") - nw.col("spent"))
    run = run.filter(nw.col("total") >= THIRTEEN_WEEKS).with_columns(
        short=nw.when(short > 0).then(short).otherwise(nw.lit(0))
    )
    run = _after(run, "from_on", "short", "enough_on")
    run = run.with_columns(on=nw.max_horizontal("enough_on", "sixteen_on")).filter(
        nw.col("on") <= nw.lit(as_at),
        nw.col("on") < nw.col("adult_on"),
        (nw.col("on") < nw.col("ended_on")).fill_null(True),
    )
    first = nw.col("spell_key").min().over("who")
    found = keep(run.with_columns(first=first)).filter(
        nw.col("spell_key") == nw.col("first")
    )
    reviewed = leavers.filter(dated("pathway_review_on")).select("who").unique()
    return Chapter(
        [],
        [
            as_events(found, e.ELIGIBLE, "on"),
            _relevant(run, reviewed),
            as_events(
                found.join(reviewed, on="who", how="inner"),
                e.PATHWAY_PLAN_ON_FILE,
                None,
            ),
        ],
        [],
    )


def _relevant(eligible_in: Frame, reviewed: Frame) -> Frame:
    """Write when a child who had become eligible left care before 18.

    `eligible_in`: the periods in which a child was eligible. Who was so in two of them
    is left out: the plan of the first may still hold. A plan that has been reviewed was
    made before, so that no assessment is owed.
    """
    key = nw.col("spell_key")
    placed = keep(
        eligible_in.with_columns(
            first=key.min().over("who"), last=key.max().over("who")
        )
    )
    left = placed.filter(
        nw.col("first") == nw.col("last"),
        (nw.col("ended_on") < nw.col("adult_on")).fill_null(False),
        ~nw.col("end_reason").is_in(list(OWED_NOTHING)).fill_null(False),
    )
    mine = left.join(reviewed, on="who", how="anti")
    return as_events(mine, e.RELEVANT_BEGAN, "ended_on")


def _after(frame: Frame, on: str, days: str, name: str) -> Frame:
    """Add the day so many days (at most 13 weeks) after another.

    Durations are not the same on every engine: the days are added by powers of two.
    """
    out = frame.with_columns(nw.col(on).alias(name))
    for step in (64, 32, 16, 8, 4, 2, 1):
        later = nw.col(name).dt.offset_by(f"{step}d").cast(nw.Date)
        has = nw.col(days) // step % 2 == 1
        day = nw.when(has).then(later).otherwise(nw.col(name))
        out = out.with_columns(day.alias(name))
    return out


def leavers(rows: Frame, people: Frame, shown: Mapping[str, Frame]) -> Chapter:
    """Write pathway reviews, contacts and birthdays of those who have left care.

    `rows` are those of `record.Leaver`; `shown` says for each event whose list has the
    column at all: that of 2019 has none. One spell for each young person tells of
    reviews and contact; one for each birthday of the status around it.
    """
    told = rows.join(people.select("who", "birth_on"), on="who", how="left")
    told = keep(told)
    lists = told.filter(nw.col("source").is_in(list(LEAVERS)))
    listed = of_first(keep(lists), LEAVERS, ["who"]).with_columns(
        sources=nw.col("source"),
        spell=nw.lit(LEAVER),
        spell_key=spell_key(LEAVER, None),
    )
    grown = nw.col("birth_on").dt.offset_by("21y").cast(nw.Date)
    gone = nw.col("in_touch").is_in(list(OUT_OF_TOUCH)).fill_null(False)
    in_touch = listed.filter(
        nw.col("category").is_in(list(LEFT_CARE)),
        ~gone,
        (grown > nw.col("known_on")).fill_null(True),
    )
    reviewed = listed.filter(nw.col("category").is_in(list(REVIEWED)))
    events, tails = [], []
    for frame, day, event in (
        (reviewed, "pathway_review_on", e.PATHWAY_REVIEWED),
        (in_touch, "contact_on", e.LEAVER_CONTACT),
    ):
        newest = frame.filter(nw.col("is_newest"))
        found = keep(_latest(newest, frame, day, shown[event]))
        events.append(as_events(found, event, "on"))
        tail = found.group_by("who", "spell").agg(on=nw.col("on").max())
        tails.append(as_coverage(tail, event, tail_from="on"))
    windows = _birthdays(told)
    return Chapter([], [*events, *windows.events], [], [*tails, *windows.coverage])


def _latest(newest: Frame, every: Frame, day: str, held: Frame) -> Frame:
    """Give each day on which it happened, for those whom the newest list holds.

    Whose cell is blank in a layout that has the column stands there without a day.
    """
    shape = ("who", "spell", "spell_key", "sources", "file", "row", "on")
    now = newest.select("who").unique().join(held, on="who", how="inner")
    days = every.with_columns(on=nw.col(day)).join(
        now.select("who"), on="who", how="inner"
    )
    given = days.filter(dated("on"))
    one = given.group_by("who", "spell", "spell_key", "sources", "on").agg(
        nw.col("file").max(), nw.col("row").min()
    )
    blank = days.filter(nw.col("is_newest"), ~dated("on")).join(
        given.select("who").unique(), on="who", how="anti"
    )
    return nw.concat([one.select(*shape), blank.select(*shape)])


def _birthdays(told: Frame) -> Chapter:
    """Write the window around each birthday that the 903's OC3 is to tell of.

    The status is that on or about the birthday, so the birthday is taken for its day.
    """
    year, birth = nw.col("year"), nw.col("birth_on")
    in_year = nw.when(birth.dt.month() > MARCH).then(year - 1).otherwise(year)
    turned = in_year - birth.dt.year().cast(nw.Int64)
    birthday = nw.lit(None, nw.Date)
    for age in AGES:
        day = birth.dt.offset_by(f"{age}y").cast(nw.Date)
        birthday = nw.when(nw.col("turned") == age).then(day).otherwise(birthday)
    rows = told.filter(~year.is_null(), dated("birth_on")).with_columns(turned=turned)
    once = (
        rows.with_columns(birthday=birthday, said=nw.col("in_touch"))
        .filter(dated("birthday"))
        .group_by("who", "year", "birthday")
        .agg(
            nw.col("said", "file", "source").max(),
            nw.col("row").min(),
            newest=nw.col("is_newest").cast(nw.Int8).max(),
            known_on=nw.col("known_on").max(),
        )
    )
    named = keep(
        identified(once, BIRTHDAY, "birthday").with_columns(
            sources=nw.col("source"),
            spell=spell_name(BIRTHDAY, nw.col("birthday")),
            opens_on=nw.col("birthday").dt.offset_by("-3mo").cast(nw.Date),
        )
    )
    recorded = ~nw.col("said").is_null()
    older = nw.when(nw.col("newest") == 0).then(nw.col("known_on"))
    return Chapter(
        [],
        [
            as_events(named, e.BIRTHDAY_NEAR, "opens_on"),
            as_events(named, e.LEAVER_STATUS, "birthday", only=recorded),
        ],
        [],
        [as_coverage(named, e.LEAVER_STATUS, known_to=older)],
    )
