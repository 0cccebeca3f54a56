"""How far back the dataset and the daily API go, where neither census nor lists are.

The Standard Safeguarding Dataset holds whoever was active in the six years before it;
of each table every row since its first, if that is later. The API holds those whose
episode is open, with all that is in it, and those who left are purged: it tells what is
open on its own day, and never how many there were in a year. Either tells of a thing
only where its files could have shown how that ends; else silence would pass for open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import narwhals as nw
import polars as pl

from clearsight.journeys import events as e
from clearsight.journeys.precedence import DAILY, DATASET
from clearsight.record.plan import PROTECTION_PLAN
from clearsight.shape import Frame

SIX_YEARS: Final = "-6y"
REFERRED, ASSESSED, ENQUIRED = "referrals", "assessments", "enquiries"
CONFERRED, PLANNED, IN_NEED = "conferences", "protection plans", "episodes of need"
OF_REFERRAL = (e.REFERRAL_CLOSED, e.REFERRAL_NFA, e.ASSESSMENT_AUTHORISED)
# What is told of, the table and the day that it goes by, and what must be shown.
THINGS: Final[Mapping[str, tuple[str, str, Sequence[str]]]] = {
    REFERRED: ("referral", "referred_on", OF_REFERRAL),
    ASSESSED: ("assessment", "starts_on", (e.ASSESSMENT_AUTHORISED,)),
    ENQUIRED: (
        "enquiry", "starts_on", (e.CONFERENCE_HELD, e.CONFERENCE_NOT_NEEDED),
    ),
    CONFERRED: ("enquiry", "conference_on", (e.CONFERENCE_HELD,)),
    PLANNED: ("plan", "starts_on", (e.PROTECTION_PLAN_ENDED,)),
    IN_NEED: (
        "referral", "referred_on",
        (*OF_REFERRAL, e.CIN_PLAN_ENDED, e.PROTECTION_PLAN_ENDED, e.CARE_ENDED),
    ),
}  # fmt: skip
# The API's assessments lie in whole episodes: one that does not show is not there.
WITHIN: Final = "assessments in episodes of the daily API"


def by_dataset(thing: str) -> str:
    """Return the name under which the reach of the dataset is kept."""
    return f"{thing} in the Standard Safeguarding Dataset"


def by_api(thing: str) -> str:
    """Return the name under which the reach of the daily API is kept."""
    return f"{thing} in the daily API"


def since(thing: str) -> tuple[str, ...]:
    """Return who tells how many there were, beside census and lists."""
    return (by_dataset(thing),)


def open_then(thing: str) -> tuple[str, ...]:
    """Return who tells what is open on a day, beside census and lists."""
    return (by_dataset(thing), by_api(thing))


def stretches(
    record: Mapping[str, Frame],
    coverage: pl.DataFrame,
    files: pl.DataFrame,
    others: pl.DataFrame,
) -> list[pl.DataFrame]:
    """Return council, source, known_from and known_to of both, by thing.

    Councils with one of the returns of `others` (council) are left to those. `files`
    has file and known_on.
    """
    shown = coverage.join(others.select("council").unique(), on="council", how="anti")
    shown = shown.filter(pl.col("source").is_in([DATASET, DAILY])).join(
        files.select("file", "known_on"), on="file"
    )
    if shown.is_empty():
        return []
    parts = []
    for thing, (table, on, events) in THINGS.items():
        held = (
            shown.filter(pl.col("shows").is_in(list(events)))
            .group_by("council", "source")
            .agg(pl.col("shows").n_unique(), known_to=pl.col("known_on").max())
            .filter(pl.col("shows") == len(events))
            .join(_first(record[table], table, on), on=["council", "source"])
        )
        six = pl.col("known_to").dt.offset_by(SIX_YEARS)
        dataset, api = held.filter(source=DATASET), held.filter(source=DAILY)
        parts += [
            dataset.with_columns(
                source=pl.lit(by_dataset(thing)),
                known_from=pl.max_horizontal("first", six),
            ),
            api.with_columns(
                source=pl.lit(by_api(thing)), known_from=pl.col("known_to")
            ),
        ]
        if thing == IN_NEED:
            parts.append(
                api.with_columns(source=pl.lit(WITHIN), known_from=pl.col("first"))
            )
    return parts


def _first(frame: Frame, table: str, on: str) -> pl.DataFrame:
    rows = frame.filter(~nw.col(on).is_null())
    if table == "plan":
        rows = rows.filter(nw.col("kind") == PROTECTION_PLAN)
    found = rows.group_by("council", "source").agg(first=nw.col(on).min())
    table_of: pl.DataFrame = found.collect("polars").to_native()
    return table_of
