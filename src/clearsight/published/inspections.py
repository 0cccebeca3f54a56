"""What inspectors published of every council: children's services, SEND, youth justice.

`inspections()` gives a row for each area that an inspection judged:

    authority     String  the council's code         council    String  its name
    regime        String  children's services, area SEND or youth justice
    framework     String  ILACS, before ILACS, or since 2023 (SEND); null for youth
    inspection    String  a name that stays: cs-357-2024-02-13 (council, day of report)
    kind          String  standard inspection, short inspection, focused visit,
                          monitoring visit, joint inspection, or inspection where the
                          source does not say
    started_on, ended_on, published_on  Date, null where the source does not say
    area          String  overall, leaders, help and protection, children in care, care
                          leavers; of youth justice its own; empty for a visit
    judgement     String  outstanding, good, requires improvement, inadequate; of SEND
                          typically positive, inconsistent, widespread or systemic
                          failings; null where there is none
    status        String  judged; not judged then (care leavers before 2023); no longer
                          given (the overall grade, from April 2026); not read (an old
                          report that the program could not read); visit, nothing judged
    theme         String  what a visit looked at
    report        String  address of the report; null where the source has none
    source, publisher, licence  String
    edition       Date    the newest report in the file it came from

Judged is not true for ever: `judgements_on(day)` says what stood.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from clearsight.published import kept, outcomes
from clearsight.published.areas import council_code
from clearsight.published.sources import licence, sources

COLUMNS: Final = (*outcomes.SCHEMA, "publisher", "licence")
_REPORT: Final = "https://files.ofsted.gov.uk/v1/file/"


def inspections(council: str | None = None) -> pl.DataFrame:
    """Return the outcomes (see above) of one council, or of all.

    Raises SettingsError where no council is called so, with the near miss.
    """
    rows = held()
    if council is not None:
        rows = rows.filter(pl.col("authority") == council_code(council))
    publishers = {key: s.publisher for key, s in sources().items()}
    return rows.with_columns(
        report=pl.lit(_REPORT) + pl.col("report"),
        publisher=pl.col("source").replace_strict(
            publishers, default="", return_dtype=pl.String
        ),
        licence=pl.lit(licence()),
    ).select(COLUMNS)


def judgements_on(day: date, council: str | None = None) -> pl.DataFrame:
    """Return what stood on a day, for each council and regime.

    Those are the rows of the latest inspection whose report was out. Visits and joint
    inspections set no judgement and are left out. The frame is as of `inspections`.
    """
    done = inspections(council).filter(
        pl.col("published_on") <= day,
        ~pl.col("kind").is_in([*outcomes.VISITS, outcomes.JOINT]),
    )
    latest = pl.col("published_on").max().over("authority", "regime")
    return done.filter(pl.col("published_on") == latest)


def held() -> pl.DataFrame:
    """Return every outcome as it is kept (outcomes.SCHEMA)."""
    ours, brought = kept.committed_inspections(), kept.brought_in("inspections")
    return ours if brought is None else outcomes.merged(pl.concat([ours, brought]))
