"""From the workforce census to the canonical record.

Birth dates, gender, ethnicity and institutions are not carried over: no measure of the
service needs them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from clearsight.files.manifest import ReadFile
from clearsight.record import Vacancies, Workforce

KEY = "csww"
WORKERS: Mapping[str, str] = {
    "SWENo": "worker",
    "AgencyWorker": "is_agency",
    "FTE": "fte",
    "FTE30": "fte_on_day",
    "OrgRole": "role",
    "RoleStartDate": "starts_on",
    "StartOrigin": "origin",
    "RoleEndDate": "ended_on",
    "LeaverDestination": "destination",
    "ReasonLeave": "reason_left",
    "Cases30": "cases",
    "WorkingDaysLost": "days_lost",
    "Absat30Sept": "is_absent",
    "ReasonAbsence": "absence",
    "ContractWeeks": "contract_weeks",
    "CFKSSstatus": "standing",
}
VACANCIES: Mapping[str, str] = {
    "NumberOfVacancies": "vacant_fte",
    "NoAgencyFTE": "agency_fte",
    "NoAgencyHeadcount": "agency_heads",
}


def to_record(files: Sequence[ReadFile]) -> dict[str, pl.DataFrame]:
    """Return the workers and the vacancies of each census, year by year."""
    ours = [f for f in files if f.taken_for == KEY and not f.aside]
    return {
        "workforce": Workforce.conform(_rows(ours, "CSWWWorker", WORKERS)),
        "vacancies": Vacancies.conform(_rows(ours, "LALevelVacancies", VACANCIES)),
    }


def _rows(
    files: Sequence[ReadFile], table: str, columns: Mapping[str, str]
) -> pl.DataFrame:
    frames = []
    for file in files:
        tables = {part.table: part.frame for part in file.parts}
        stated = tables["Header"].row(0, named=True)
        day = stated["ReferenceDate"]
        frames.append(
            tables[table].select(
                pl.lit(file.council).alias("council"),
                pl.lit(KEY).alias("source"),
                "file",
                pl.col("row").cast(pl.Int64),
                pl.lit(day.year if day else stated["Year"], pl.Int64).alias("year"),
                pl.lit(day, pl.Date).alias("counted_on"),
                *(pl.col(given).alias(name) for given, name in columns.items()),
            )
        )
    return pl.concat(frames) if frames else pl.DataFrame()
