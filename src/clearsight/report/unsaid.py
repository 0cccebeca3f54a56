"""What the returns leave unsaid of one child, where a signal would need to know.

Missing data is its own signal: a child who is on no later list, an Ofsted number left
blank, times missing that are counted and have no days. Each is one question for one
child, and is never read as fine.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from clearsight.journeys import events as e
from clearsight.oversight.signals.home import (
    MISSING,
    NEEDS_NUMBER,
    NUMBER_LEFT_BLANK,
    SETTING,
    UNASKED,
)
from clearsight.oversight.signals.in_words import words_of_care
from clearsight.oversight.signals.voice import LISTED_MONTHS
from clearsight.report.questions import SCHEMA, SOURCE_NAMES

WHOSE = ["council", "child"]
# What a list shows for as long as it runs, and the event that says who holds its end.
LISTED = {
    e.CARE_ENDED: e.CARE,
    e.PROTECTION_PLAN_ENDED: e.PROTECTION_PLAN,
    e.CIN_PLAN_ENDED: e.CIN_PLAN,
    e.CHILD_SEEN: e.CIN_PLAN,
}
DAY = "%d/%m/%Y"
ANNEX_A = "annexa"
CENSUS = "cin"
# A census holds every open referral, whenever it was made; a list, of six months alone.
# The list that holds everyone of a kind, and an event that it shows.
ROLLS = pl.DataFrame(
    [
        (e.CIN_PLAN, e.CHILD_SEEN, "List 6", "every child in need"),
        (e.REFERRAL, e.CHILD_SEEN, "List 6", "every child in need"),
        (e.PROTECTION_PLAN, e.PROTECTION_VISIT, "List 7", "every child on such a plan"),
        (e.CARE, e.CARE_VISIT, "List 8", "every child looked after"),
    ],
    schema=["kind", "shows", "list", "holds"],
    orient="row",
)
CLOSED = {e.REFERRAL_CLOSED: e.REFERRAL}


def unsaid(
    record: Mapping[str, pl.DataFrame],
    files: pl.DataFrame,
    spells: pl.DataFrame,
    as_at: date,
) -> pl.DataFrame:
    """Return every such question, with the columns of `questions.SCHEMA`.

    `record`: coverage, care_episode and care_period of the record; `files`: file,
    known_on, is_newest; `spells` as in `journeys.frames`.
    """
    vanished = _vanished(spells, record["coverage"], files)
    parts = [
        vanished,
        _left_off(spells, record["coverage"], files).join(
            vanished, on=WHOSE, how="anti"
        ),
        _no_number(record["care_episode"], files, spells, as_at),
        _no_days(record["care_period"], files, spells),
        _no_workers(spells, record["coverage"]),
    ]
    return pl.concat([part.select(*SCHEMA).cast(SCHEMA) for part in parts])  # type: ignore[arg-type]


def _vanished(
    spells: pl.DataFrame, stated: pl.DataFrame, files: pl.DataFrame
) -> pl.DataFrame:
    """Ask of each child who is open in one file, and in no later one of that return."""
    gone = _gone(spells)
    asked = {**LISTED, **CLOSED}
    in_full = pl.col("shows").is_in(list(LISTED))
    counted = pl.col("shows").is_in(list(CLOSED)) & (pl.col("source") == CENSUS)
    shown = stated.filter(in_full | counted).select(
        "council",
        "file",
        source="source",
        kind=pl.col("shows").replace_strict(asked, return_dtype=pl.String),
    )
    later = shown.join(files.select("file", "known_on"), on="file").unique()
    found = (
        gone.join(later, on=["council", "kind"], suffix="_later")
        .filter(
            _told_by(pl.col("source")),
            pl.col("known_on") > pl.col("known_to"),
        )
        .sort("known_on", "source")
        .group_by(*WHOSE, "kind", "spell", maintain_order=True)
        .first()
        .sort(*WHOSE, "starts_on", "kind")
    )
    said = pl.format(
        "Open in {} of {} ({} of {}), and not in that of {} or any later: it ended, "
        "or the child moved to another identifier, or was left out by mistake.",
        _source(),
        _day("known_to"),
        pl.col("kind"),
        _day("starts_on"),
        _day("known_on"),
    )
    return (
        found.with_columns(said=said)
        .group_by(WHOSE, maintain_order=True)
        .agg(
            about=pl.lit("on no later list"),
            where=_where().first(),
            what=pl.col("said").str.join(" "),
            do=pl.lit(
                "Find out which. Until it is known nothing is counted as late after "
                "the first of these days, and nothing is known to be fine."
            ),
            rows=pl.len().cast(pl.Int64),
        )
    )


def _left_off(
    spells: pl.DataFrame, stated: pl.DataFrame, files: pl.DataFrame
) -> pl.DataFrame:
    """Ask of each child open in an older return, and not on the newest list of those.

    A list holds everyone who is open. Of a child in need of whom anything else runs
    nothing is asked: the child is known to be helped.
    """
    newest = stated.filter(source=ANNEX_A).join(
        files.filter("is_newest").select("file", "known_on"), on="file"
    )
    rolls = (
        ROLLS.join(newest, on="shows")
        .group_by("council", "kind")
        .agg(pl.col("list", "holds").first(), pl.col("known_on").max())
    )
    open_ = spells.filter("is_open", pl.col("kind").is_in(ROLLS["kind"].implode()))
    running = open_.filter(pl.col("known_to").is_null())
    gone = open_.filter(pl.col("known_to").is_not_null()).join(
        rolls, on=["council", "kind"]
    )
    in_need = pl.col("kind").is_in([e.CIN_PLAN, e.REFERRAL])
    left = pl.concat(
        [
            gone.filter(in_need).join(running, on=WHOSE, how="anti"),
            gone.filter(~in_need).join(running, on=[*WHOSE, "kind"], how="anti"),
        ]
    )
    said = pl.format(
        "{} of {}, open by what was known of {}",
        "kind",
        _day("starts_on"),
        _day("known_to"),
    )
    return (
        left.filter(pl.col("known_on") > pl.col("known_to"), ~_told_by(ANNEX_A))
        .sort(*WHOSE, "kind", "starts_on")
        .group_by(*WHOSE, "list", maintain_order=True)
        .agg(
            where=_where().first(),
            what=pl.format(
                "{}. Not on {} of {}, which holds {}: it ended, or the child was left "
                "out.",
                said.str.join("; "),
                pl.col("list").first(),
                _day("known_on").first(),
                pl.col("holds").first(),
            ),
            rows=pl.len().cast(pl.Int64),
        )
        .with_columns(
            about=pl.format("not on {}", "list"),
            do=pl.lit(
                "Find out which. Until it is known nothing is counted as late after "
                "the first of these days, and nothing is known to be fine."
            ),
        )
    )


def _gone(spells: pl.DataFrame) -> pl.DataFrame:
    """Return the spells with no end that the newest files leave out.

    A CIN plan gives way to more help with no end of its own: it is asked about only
    where nothing else of the child's runs. A referral's start may be corrected: it is
    asked about only where no newest census shows anything of the child.
    """
    listed = spells.filter(pl.col("is_open"), pl.col("kind").is_in(LISTED.values()))
    running = listed.filter(pl.col("known_to").is_null())
    gone = listed.filter(pl.col("known_to").is_not_null())
    helped = pl.col("kind") == e.CIN_PLAN
    alone = gone.filter(helped).join(running, on=WHOSE, how="anti")
    referred = spells.filter(
        pl.col("is_open"),
        pl.col("kind").is_in(CLOSED.values()),
        pl.col("known_to").is_not_null(),
    )
    counted = spells.filter(pl.col("known_to").is_null(), _told_by(CENSUS))
    left_out = referred.join(counted, on=WHOSE, how="anti")
    return pl.concat([gone.filter(~helped), alone, left_out])


def _no_number(
    episodes: pl.DataFrame, files: pl.DataFrame, spells: pl.DataFrame, as_at: date
) -> pl.DataFrame:
    """Ask of each child in a setting that must be registered, whose number is blank.

    A file in which nobody has a number has no such column, or nobody fills it.
    """
    bare = pl.col("urn").str.strip_chars()
    number = pl.when(~bare.str.contains(NUMBER_LEFT_BLANK)).then(bare)
    there = (
        _newest(episodes, files)
        .with_columns(urn=number)
        .filter(pl.col("urn").is_not_null().any().over("file"))
        .filter(
            pl.col("urn").is_null(),
            pl.col("place").is_in(NEEDS_NUMBER),
            pl.col("starts_on") <= as_at,
            (pl.col("ended_on") > as_at).fill_null(value=True),
        )
    )
    return _in_care(there, spells).select(
        *WHOSE,
        about=pl.lit(f"signal {SETTING.key}"),
        where=_where(),
        what=pl.format(
            "In a placement of type {} since {}, and the Ofsted number (URN) is blank: "
            "that it is registered is not known, nor that it is not.",
            pl.col("place").replace(words_of_care("placement")),
            _day("starts_on"),
        ),
        do=pl.lit(
            "Write the number, or XXXXXXX if the setting has none: then it is asked "
            "about as what may be unlawful."
        ),
        rows=pl.lit(1, pl.Int64),
    )


def _no_days(
    periods: pl.DataFrame, files: pl.DataFrame, spells: pl.DataFrame
) -> pl.DataFrame:
    """Ask of each child whom List 8 counts as missing, where no return holds the days.

    Of a council whose returns hold days of missing episodes in that time, those count.
    """
    known = _newest(periods, files)
    away = spells.filter(pl.col("kind") == e.MISSING, pl.col("detail") == MISSING)
    latest = away.group_by("council").agg(away_on=pl.col("starts_on").max())
    told = known.join(latest, on="council", how="left").filter(
        pl.col("ended_on").is_null(),
        pl.col("times_missing") > 0,
        ~pl.col("is_interview_offered"),
        (pl.col("away_on") <= _earlier("known_on", LISTED_MONTHS)).fill_null(
            value=True
        ),
    )
    return _in_care(told, spells).select(
        *WHOSE,
        about=pl.lit(f"signal {UNASKED.key}"),
        where=_where(),
        what=pl.format(
            "List 8 of {} says that the child was missing {} in {} months and that no "
            "interview was offered after the last time. No file loaded holds the days, "
            "so it is not known whether three days are past, nor how near the times "
            "were to one another.",
            _day("known_on"),
            pl.when(pl.col("times_missing") == 1)
            .then(pl.lit("once"))
            .otherwise(pl.format("{} times", pl.col("times_missing").cast(pl.Int64))),
            pl.lit(LISTED_MONTHS),
        ),
        do=pl.lit(
            "Ask for the interview, and add the SSDA903 with its missing episodes. "
            "Until then no child is counted as asked in time, nor as late."
        ),
        rows=pl.lit(1, pl.Int64),
    )


def _no_workers(spells: pl.DataFrame, stated: pl.DataFrame) -> pl.DataFrame:
    """Ask once for each list of a council whose Annex A names no worker anywhere."""
    own = pl.col("source").str.starts_with(ANNEX_A)
    naming = stated.filter(own, pl.col("shows") == e.ALLOCATED).select("council")
    told = pl.col("sources").str.contains(ANNEX_A, literal=True)
    listed = spells.filter(
        told,
        pl.col("is_open"),
        pl.col("known_to").is_null(),
        pl.col("kind").is_in(list(LISTED.values())),
    )
    return (
        listed.join(naming, on="council", how="anti")
        .group_by("council", "kind")
        .agg(
            child=pl.lit(None, pl.String),
            about=pl.lit("clock unallocated"),
            where=pl.lit(None, pl.String),
            children=pl.struct(WHOSE).n_unique(),
            do=pl.lit(
                "Fill in the allocated worker and run the review again. Until then no "
                "child is shown as having a worker, nor as having none."
            ),
            rows=pl.len().cast(pl.Int64),
        )
        .with_columns(
            what=pl.format(
                "No list of Annex A names any worker, so who of those with an open {} "
                "has one is not known (children: {}).",
                pl.col("kind"),
                pl.col("children"),
            )
        )
        .select(*SCHEMA)
    )


def _told_by(source: str | pl.Expr) -> pl.Expr:
    return pl.col("sources").str.split(" ").list.contains(source)


def _newest(table: pl.DataFrame, files: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of the newest file of each return, with `known_on`."""
    newest = files.filter(pl.col("is_newest")).select("file", "known_on")
    return table.join(newest, on="file")


def _in_care(rows: pl.DataFrame, spells: pl.DataFrame) -> pl.DataFrame:
    """Keep a row for each child who is in care now."""
    now = spells.filter(
        pl.col("kind") == e.CARE, pl.col("is_open"), pl.col("known_to").is_null()
    )
    mine = rows.join(now.select(WHOSE), on=WHOSE, how="semi")
    return mine.sort(*WHOSE, "file", "row").unique(
        WHOSE, keep="first", maintain_order=True
    )


def _where() -> pl.Expr:
    row = pl.col("row").cast(pl.String)
    return pl.concat_str(pl.lit("file "), "file", pl.lit(", row "), row)


def _day(column: str) -> pl.Expr:
    return pl.col(column).dt.to_string(DAY).fill_null("a day not recorded")


def _source() -> pl.Expr:
    return pl.col("source").replace(SOURCE_NAMES)


def _earlier(column: str, months: int) -> pl.Expr:
    return pl.col(column).dt.offset_by(f"-{months}mo")
