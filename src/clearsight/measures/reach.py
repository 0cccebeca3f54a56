"""How far back the data go that stand outside the three great returns.

Annex A, the census and the 903 say so themselves (`known.history`). The rest is asked
of the rows: a table that lists all that happened reaches from its first day on, and one
that nobody sent reaches nowhere, so that its silence is never taken for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import narwhals as nw
import polars as pl

from clearsight.journeys import events as e
from clearsight.measures import told
from clearsight.settings import Settings
from clearsight.shape import Frame

SCHEMA = {
    "council": pl.String,
    "source": pl.String,
    "known_from": pl.Date,
    "known_to": pl.Date,
}
SUPERVISION, COMPLAINTS, STAFF = "supervision", "complaints", "staff"
SEN2, WORKFORCE, LIBERTY = "sen2", "csww", "liberty"
MISSING, WORKERS = "missing", "social workers"
PATHWAYS, CONTACTS = "pathway reviews", "leaver contacts"
THEMES, DECISIONS, ADVOCATES = "complaint themes", "referral decisions", "advocates"
MEETINGS, MILES = "family meetings", "miles from home"
BEFORE_COURT = "pre-proceedings"
PLACES, ADJOINING = "miles from home and List 8", "councils that adjoin, and List 8"
# Tables of which every row since the first is there, and the day that they go by.
SINCE_FIRST: Mapping[str, tuple[str, str]] = {
    COMPLAINTS: ("complaint", "received_on"),
    STAFF: ("staff", "starts_on"),
    LIBERTY: ("liberty", "starts_on"),
}
# Tables of the 903 that a council may leave out: they reach as far as it does.
IN_903: Mapping[str, tuple[str, str]] = {
    MISSING: ("missing", ""),
    WORKERS: ("involvement", "about"),
}
CARE_RETURN, CENSUS = "ssda903", "cin"
REVIEWED, CHECKED, ASKED, LEFT = (
    "reviews in the SSDA903", "OC2 in the SSDA903", "questionnaires in the SSDA903",
    "OC3 in the SSDA903",
)  # fmt: skip
# Tables of the 903 with a row for each child of the year, whatever is filled in.
BY_YEAR: Mapping[str, str] = {
    CHECKED: "health_year",
    ASKED: "questionnaire",
    LEFT: "leaver",
}
# Columns of Annex A that its layout of 2019 has not.
LATER_COLUMNS = {
    PATHWAYS: "pathway plan reviewed",
    CONTACTS: "care leaver in contact",
}
ANNEX_A, WINDOW = "annexa", "-6mo"
# What reaches as far as a return says of itself, whoever is in it. All else begins on
# the day of a row, and that is a day in some child's life.
SAYS_ITSELF = frozenset(
    {CENSUS, CARE_RETURN, ANNEX_A, SEN2, WORKFORCE, MISSING, WORKERS, PATHWAYS}
    | {CONTACTS, MILES, PLACES, ADJOINING, REVIEWED, *BY_YEAR}
)
# SEN2 is taken in January and tells of the calendar year before.
TAKEN_AFTER = "-3mo"


def held(
    record: Mapping[str, Frame],
    extras: Mapping[str, Frame],
    coverage: pl.DataFrame,
    files: pl.DataFrame,
    returns: pl.DataFrame,
    settings: Settings | None = None,
) -> pl.DataFrame:
    """Return council, source, known_from, known_to of everything else that was loaded.

    `record` and `extras` are tables by name; `coverage` the record's; `files` has file
    and known_on; `returns` is the same of the three great returns.
    """
    parts = [
        _since_first(record[t], on, s, files) for s, (t, on) in SINCE_FIRST.items()
    ]
    parts += [
        _within(record[t], none, returns).with_columns(source=pl.lit(s))
        for s, (t, none) in IN_903.items()
    ]
    parts += [
        _of_years(record[t]).with_columns(source=pl.lit(s)) for s, t in BY_YEAR.items()
    ]
    parts.append(_stated(coverage, e.CARE_REVIEW, returns, REVIEWED))
    parts += [_yearly(record["workforce"]), _sen2(record["ehc_request"], files)]
    parts += [_column(coverage, files, s, e) for s, e in LATER_COLUMNS.items()]
    theirs = returns.filter(pl.col("source").is_in([CENSUS, ANNEX_A]))
    parts += told.stretches(record, coverage, files, theirs)
    parts += [*_told(record, files, returns), *_places(record, returns, settings)]
    parts.append(_before_court(record["plan"], coverage, files))
    parts += [
        _since_first(frame, on, name, files)
        for name, frame in extras.items()
        if (on := _first_day(frame.collect_schema().names()))
    ]
    shaped = [p.select(pl.col(n).cast(t) for n, t in SCHEMA.items()) for p in parts]
    return pl.concat(shaped).drop_nulls()


def _told(
    record: Mapping[str, Frame], files: pl.DataFrame, returns: pl.DataFrame
) -> list[pl.DataFrame]:
    """Return the reach of single kinds of row: each is complete since its first.

    Where they are held against the children of a return, no further than that goes.
    """
    steps, kind = record["step"], nw.col("kind")
    decided = nw.concat(
        [
            record["decision"]
            .filter(nw.col("about") == "REFERRAL")
            .select("council", "file", on="decided_on"),
            steps.filter(kind == "REFERRAL DECIDED").select(
                "council", "file", on="done_on"
            ),
        ]
    )
    offered = steps.filter(kind == "ADVOCATE OFFERED")
    held = record["supervision"]
    about = record["complaint"].filter(~nw.col("about").is_null())
    at_court = steps.with_columns(on=nw.coalesce(nw.col("done_on"), nw.col("of_on")))
    both = [
        _since_first(at_court.filter(kind == one), "on", MEETINGS, files)
        for one in ("COURT APPLIED", "FAMILY MEETING OFFERED")
    ]
    of_need = (CENSUS, ANNEX_A)
    # Children looked after are open too, and the 903 tells of them.
    of_open = (*of_need, CARE_RETURN)
    return [
        _clipped(
            _since_first(held, "supervised_on", SUPERVISION, files), returns, of_open
        ),
        _clipped(_since_first(decided, "on", DECISIONS, files), returns, of_need),
        _clipped(
            _since_first(offered, "done_on", ADVOCATES, files),
            returns,
            (CARE_RETURN, ANNEX_A),
        ),
        _since_first(about, "received_on", THEMES, files),
        both[0]
        .join(both[1].select("council", offered_from="known_from"), on="council")
        .with_columns(known_from=pl.max_horizontal("known_from", "offered_from")),
    ]


def _before_court(
    plans: Frame, coverage: pl.DataFrame, files: pl.DataFrame
) -> pl.DataFrame:
    """Return the reach of the sources that hold each stage before court and its end.

    What stands in the row of the start is known from the first such row on.
    """
    starts = (
        plans.filter(nw.col("kind") == e.PRE_PROCEEDINGS)
        .group_by("council", "source")
        .agg(first_on=nw.col("starts_on").min())
    )
    begun: pl.DataFrame = starts.collect("polars").to_native()
    told = coverage.filter(shows=e.PRE_PROCEEDINGS_ENDED).join(
        files.select("file", "known_on"), on="file", how="left"
    )
    return told.join(begun, on=["council", "source"], how="left").select(
        "council",
        source=pl.lit(BEFORE_COURT),
        known_from=pl.coalesce("known_from", "first_on"),
        known_to=pl.coalesce("known_to", "known_on"),
    )


def _clipped(
    told: pl.DataFrame, returns: pl.DataFrame, sources: Sequence[str]
) -> pl.DataFrame:
    """Return the stretches that lie in those of any of these returns too."""
    theirs = returns.filter(pl.col("source").is_in(list(sources))).select(
        "council", r_from="known_from", r_to="known_to"
    )
    return (
        told.join(theirs, on="council")
        .with_columns(
            known_from=pl.max_horizontal("known_from", "r_from"),
            known_to=pl.min_horizontal("known_to", "r_to"),
        )
        .filter(pl.col("known_from") <= pl.col("known_to"))
    )


def _places(
    record: Mapping[str, Frame], returns: pl.DataFrame, settings: Settings | None
) -> list[pl.DataFrame]:
    """Return where distances go: the 903 with any, and each Annex A that lies in it.

    Each Annex A says in whose area placements are; the settings, which adjoin.
    """
    measured = record["care_episode"].filter(~nw.col("miles_from_home").is_null())
    miles = _within(measured, "", returns).with_columns(source=pl.lit(MILES))
    lists = returns.filter(source=ANNEX_A)
    spans = miles.select("council", m_from="known_from", m_to="known_to")
    beside = lists.join(spans, on="council").filter(
        pl.col("known_to").is_between("m_from", "m_to")
    )
    near = lists if settings and settings.adjoining else lists.clear()
    return [
        miles,
        beside.select(lists.columns).unique().with_columns(source=pl.lit(PLACES)),
        near.with_columns(source=pl.lit(ADJOINING)),
    ]


def _first_day(columns: Sequence[str]) -> str:
    """Return the first column of an extra frame that holds a day."""
    return next((c for c in columns if c.endswith("_on")), "")


def _since_first(
    frame: Frame, on: str, source: str, files: pl.DataFrame
) -> pl.DataFrame:
    found = (
        frame.filter(~nw.col(on).is_null())
        .group_by("council", "file")
        .agg(known_from=nw.col(on).min(), last_on=nw.col(on).max())
    )
    table: pl.DataFrame = found.collect("polars").to_native()
    known_to = pl.coalesce("known_on", "last_on").max()
    return (
        table.join(files.select("file", "known_on"), on="file", how="left")
        .group_by("council")
        .agg(pl.col("known_from").min(), known_to=known_to)
        .with_columns(source=pl.lit(source))
    )


def _within(frame: Frame, none: str, returns: pl.DataFrame) -> pl.DataFrame:
    """Return the reach of the 903 of those councils whose 903 has such rows."""
    mine = frame.filter(nw.col("source") == CARE_RETURN)
    mine = mine.filter(nw.col(none).is_null()) if none else mine
    sent = mine.select("council").unique().collect("polars").to_native()
    return returns.filter(source=CARE_RETURN).join(sent, on="council", how="semi")


def _of_years(frame: Frame) -> pl.DataFrame:
    """Return the collection years of which the 903 holds such rows."""
    mine = frame.filter(nw.col("source") == CARE_RETURN)
    years = mine.select("council", "year").unique().collect("polars")
    table: pl.DataFrame = years.to_native()
    return table.drop_nulls().select(
        "council",
        known_from=pl.date(pl.col("year") - 1, 4, 1),
        known_to=pl.date(pl.col("year"), 3, 31),
    )


def _stated(
    coverage: pl.DataFrame, event: str, returns: pl.DataFrame, source: str
) -> pl.DataFrame:
    """Return the reach of the 903 of those councils whose 903 shows such an event."""
    sent = coverage.filter(source=CARE_RETURN, shows=event).select("council").unique()
    mine = returns.filter(source=CARE_RETURN).join(sent, on="council", how="semi")
    return mine.with_columns(source=pl.lit(source))


def _yearly(workforce: Frame) -> pl.DataFrame:
    """Return the collection years in which the day of a workforce census falls."""
    years = workforce.select("council", "year").unique().collect("polars")
    table: pl.DataFrame = years.to_native()
    return table.drop_nulls().select(
        "council",
        source=pl.lit(WORKFORCE),
        known_from=pl.date(pl.col("year"), 4, 1),
        known_to=pl.date(pl.col("year") + 1, 3, 31),
    )


def _sen2(requests: Frame, files: pl.DataFrame) -> pl.DataFrame:
    """Return from the first of January before each SEN2, or its first request."""
    table: pl.DataFrame = (
        requests.select("council", "file", "received_on").collect("polars").to_native()
    )
    year = pl.col("known_on").dt.offset_by(TAKEN_AFTER).dt.year()
    return (
        table.join(files.select("file", "known_on"), on="file", how="left")
        .group_by("council", "file")
        .agg(pl.col("known_on").max())
        .select(
            "council",
            source=pl.lit(SEN2),
            known_from=pl.date(year, 1, 1),
            known_to="known_on",
        )
    )


def _column(
    coverage: pl.DataFrame, files: pl.DataFrame, source: str, event: str
) -> pl.DataFrame:
    """Return the extracts of Annex A whose layout has this column."""
    told = coverage.filter(source=ANNEX_A, shows=event).join(
        files.select("file", "known_on"), on="file", how="left"
    )
    return told.select(
        "council",
        source=pl.lit(source),
        known_from=pl.col("known_on").dt.offset_by(WINDOW),
        known_to="known_on",
    ).unique()
