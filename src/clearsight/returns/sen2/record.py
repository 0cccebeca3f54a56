"""From SEN2 to the canonical record.

`child` is null in every row: the SEND system knows a child by other numbers. `person`
is the pupil number, else the learner number, else the row of this one export; a
confirmed `record.Identifier` is what joins it to a child of social care.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

import polars as pl

from clearsight.files.manifest import ReadFile
from clearsight.record import THINGS
from clearsight.returns.sen2.shape import PARENTS, id_of
from clearsight.returns.tables import in_order

KEY = "sen2"
EXPORT = "export"
COLUMNS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "Person": ("ehc_person", {
        "UPN": "upn",
        "UniqueLearnerNumber": "uln",
        "UPNunknown": "upn_unknown",
        "PersonBirthDate": "birth_on",
        "Sex": "sex",
        "Ethnicity": "ethnicity",
    }),
    "Requests": ("ehc_request", {
        "ReceivedDate": "received_on",
        "RequestSource": "requester",
        "RequestOutcome": "outcome",
        "RequestOutcomeDate": "decided_on",
        "RequestMediation": "is_mediated",
        "RequestTribunal": "is_at_tribunal",
        "Exported": "is_moved_away",
    }),
    "Assessment": ("ehc_assessment", {
        "AssessmentOutcome": "outcome",
        "AssessmentOutcomeDate": "decided_on",
        "AssessmentMediation": "is_mediated",
        "AssessmentTribunal": "is_at_tribunal",
        "Week20": "has_exception",
    }),
    "NamedPlan": ("ehc_plan", {
        "StartDate": "issued_on",
        "CeaseDate": "ceased_on",
        "CeaseReason": "cease_reason",
    }),
    "ActivePlans": ("ehc_plan", {
        "TransferLA": "from_council",
        "PhaseTransferDueDate": "phase_due_on",
        "PhaseTransferFinalDate": "phase_final_on",
        "ReviewMeeting": "met_on",
        "ReviewOutcome": "outcome",
        "LastReview": "decided_on",
        "ReviewDraft": "drafted_on",
    }),
    "PlanDetail": ("ehc_placement", {
        "URN": "urn", "UKPRN": "ukprn", "SENsetting": "setting",
        "PlacementRank": "rank",
    }),
    "PlacementDetail": ("ehc_placement", {
        "URN": "urn", "UKPRN": "ukprn", "SENsetting": "setting",
        "PlacementRank": "rank", "EntryDate": "starts_on", "LeavingDate": "ended_on",
    }),
    "SENneed": ("ehc_need", {"SENtype": "kind", "SENtypeRank": "rank"}),
}  # fmt: skip
# The columns of the record that say which row another lies under.
KEYS = {
    "Requests": "request_key",
    "Assessment": "assessment_key",
    "NamedPlan": "plan_key",
    "ActivePlans": "plan_key",
}


def to_record(files: Sequence[ReadFile]) -> dict[str, pl.DataFrame]:
    """Return the tables of the record that this return holds.

    Rows of several exports of one council stand beside one another: each says in its
    keys which export it came in.
    """
    ours = in_order(files, KEY)
    found = _joined({table: _rows(ours, table) for table in COLUMNS})
    active = found["ActivePlans"].with_columns(is_active=pl.lit(value=True))
    reviewed = pl.any_horizontal(
        pl.col(c).is_not_null() for c in ("met_on", "decided_on", "outcome")
    )
    made = {
        "ehc_person": found["Person"],
        "ehc_request": found["Requests"],
        "ehc_assessment": found["Assessment"],
        "ehc_plan": pl.concat([found["NamedPlan"], active], how="diagonal"),
        "ehc_review": active.filter(reviewed),
        "ehc_placement": pl.concat(
            [
                found["PlanDetail"].with_columns(is_named=pl.lit(value=True)),
                found["PlacementDetail"].with_columns(is_named=pl.lit(value=False)),
            ],
            how="diagonal",
        ),
        "ehc_need": found["SENneed"],
    }
    return {name: THINGS[name].conform(frame) for name, frame in made.items()}


def _rows(files: Sequence[ReadFile], table: str) -> pl.DataFrame:
    """Put one table of all files together, with the ids of the export it came in."""
    thing, columns = COLUMNS[table]
    ids = [id_of(table), *([id_of(PARENTS[table])] if table in PARENTS else [])]
    kinds = {**THINGS[thing].schema(), **THINGS["ehc_review"].schema()}
    schema: dict[str, type[pl.DataType]] = {
        "council": pl.String, "source": pl.String, "file": pl.String, "row": pl.Int64,
        EXPORT: pl.String, **dict.fromkeys(ids, pl.String),
        **{name: kinds[name] for name in columns.values()},
    }  # fmt: skip
    frames = [
        part.frame.select(
            pl.lit(file.council).alias("council"),
            pl.lit(KEY).alias("source"),
            "file",
            pl.col("row").cast(pl.Int64),
            pl.lit(_export(file)).alias(EXPORT),
            *ids,
            *(pl.col(given).alias(name) for given, name in columns.items()),
        )
        for file in files
        for part in file.parts
        if part.table == table
    ]
    return pl.concat([pl.DataFrame(schema=schema), *frames])


def _export(file: ReadFile) -> str:
    """Name the export: ids mean the same in the files of one folder, or in one XML."""
    is_xml = file.layout == "XML"
    return file.file_id if is_xml else str(PurePosixPath(file.name).parent)


def _joined(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Give every row its person, and the keys of what it lies under."""
    whole = pl.concat_str(EXPORT, pl.lit("/"), id_of("Person"), ignore_nulls=True)
    person = pl.coalesce("upn", "uln", whole).alias("person")
    done = {"Person": tables["Person"].with_columns(person)}
    for table, above in PARENTS.items():
        key = ["council", EXPORT, id_of(above)]
        carried = [
            c
            for c in ("person", "request_key", "assessment_key", "plan_key")
            if c in done[above].columns
        ]
        around = done[above].select(*key, *carried).unique(key, keep="first")
        frame = tables[table].join(around, on=key, how="left", maintain_order="left")
        if name := KEYS.get(table):
            own = pl.concat_str(
                EXPORT, pl.lit(f"/{table}/"), id_of(table), ignore_nulls=True
            )
            frame = frame.with_columns(own.alias(name))
        done[table] = frame
    return done
