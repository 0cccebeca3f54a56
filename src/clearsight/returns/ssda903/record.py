"""From this return, one year of it or several, to the canonical record.

Postcodes and what was found of a child's health stay behind, but for
the score of the yearly questionnaire.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from clearsight.files.manifest import ReadFile
from clearsight.record import THINGS
from clearsight.record.identity import Conflict
from clearsight.record.review import CARE_REVIEW
from clearsight.returns.ssda903.children import children
from clearsight.returns.ssda903.covers import coverage
from clearsight.returns.ssda903.history import (
    gather,
    in_order,
    of_one_care,
    once,
    told_otherwise,
)

SOCIAL_WORKER = "social worker"
# As the suitability of Annex A is coded.
SUITABLE, UNSUITABLE = "SUITABLE", "UNSUITABLE"

EPISODE: Mapping[str, str] = {
    "DECOM": "starts_on",
    "RNE": "start_reason",
    "LS": "legal_status",
    "CIN": "need",
    "PLACE": "place",
    "PLACE_PROVIDER": "place_provider",
    "URN": "urn",
    "DEC": "ended_on",
    "REC": "end_reason",
    "REASON_PLACE_CHANGE": "place_change_reason",
}
START = "starts_on"
FILLED_AT_THE_END = ("ended_on", "end_reason", "place_change_reason")


def to_record(files: Sequence[ReadFile]) -> dict[str, pl.DataFrame]:
    """Return the tables of the record that this return holds, and `conflict`.

    Files of other returns, and those left aside, are passed over. Each thing is told
    once, as the latest year's return tells it; `conflict` lists what an older one said
    otherwise of an episode of care.
    """
    ours = in_order(files)
    episodes = of_one_care(gather(ours, "Episodes", EPISODE))
    found = {
        "child": children(ours),
        "care_episode": once(episodes, START),
        "meeting": _meetings(ours),
        "missing": _missing(ours),
        "involvement": _workers(ours),
        "liberty": _liberty(ours),
        "leaver": _leavers(ours),
        "adoption": _adoptions(ours),
        "questionnaire": _questionnaires(ours),
        "health_year": _health_years(ours),
        "identifier": _identifiers(ours),
        "coverage": coverage(ours),
    }
    record = {name: THINGS[name].conform(frame) for name, frame in found.items()}
    compared = [name for name in EPISODE.values() if name != START]
    record["conflict"] = Conflict.conform(
        told_otherwise(episodes, START, compared, FILLED_AT_THE_END)
    )
    return record


def _identifiers(files: Sequence[ReadFile]) -> pl.DataFrame:
    """Return the pupil numbers stated: hints, until somebody has confirmed one.

    The same field holds the reason where there is none (UN1 and so on).
    """
    rows = gather(files, "Header", {"UPN": "value"}).with_columns(
        kind=pl.lit("UPN"), value=pl.col("value").str.to_uppercase()
    )
    numbers = rows.filter(pl.col("value").str.contains(r"\A[A-Z]\d{11}[A-Z0-9]\z"))
    return numbers.unique(
        ["council", "child", "value"], keep="last", maintain_order=True
    )


def _meetings(files: Sequence[ReadFile]) -> pl.DataFrame:
    rows = gather(files, "Reviews", {"REVIEW": "held_on", "REVIEW_CODE": "took_part"})
    return once(rows, "held_on").with_columns(
        pl.lit(CARE_REVIEW).alias("kind"), pl.lit(False).alias("is_latest_only")
    )


def _missing(files: Sequence[ReadFile]) -> pl.DataFrame:
    columns = {"MISSING": "kind", "MIS_START": START, "MIS_END": "ended_on"}
    return once(gather(files, "Missing", columns), START)


def _workers(files: Sequence[ReadFile]) -> pl.DataFrame:
    columns = {
        "SW_ID": "worker",
        "SW_DECOM": START,
        "SW_DEC": "ended_on",
        "SW_REASON": "reason",
    }
    rows = once(gather(files, "SWEpisodes", columns), START)
    return rows.with_columns(pl.lit(SOCIAL_WORKER).alias("role"))


def _liberty(files: Sequence[ReadFile]) -> pl.DataFrame:
    columns = {"DOLO_START": START, "DOLO_END": "ended_on"}
    return once(gather(files, "DoLo", columns), START)


def _leavers(files: Sequence[ReadFile]) -> pl.DataFrame:
    columns = {"IN_TOUCH": "in_touch", "ACTIV": "activity", "ACCOM": "accommodation"}
    suffix = pl.col("accommodation").str.extract(r"^[A-Z]([12])$")
    return gather(files, "OC3", columns).with_columns(
        suffix.replace_strict(
            ["1", "2"], [SUITABLE, UNSUITABLE], default=None, return_dtype=pl.String
        ).alias("suitability")
    )


def _questionnaires(files: Sequence[ReadFile]) -> pl.DataFrame:
    """Return the score given in each year, or why there is none."""
    columns = {"SDQ_SCORE": "score", "SDQ_REASON": "reason"}
    return gather(files, "OC2", columns).with_columns(
        is_scored=pl.col("score").is_not_null()
    )


def _health_years(files: Sequence[ReadFile]) -> pl.DataFrame:
    """Return what was done for the health of each child in each year."""
    columns = {"HEALTH_ASSESSMENT": "is_assessed", "TEETH_CHECK": "is_dental_seen"}
    return gather(files, "OC2", columns)


def _adoptions(files: Sequence[ReadFile]) -> pl.DataFrame:
    adopted = gather(
        files, "AD1", {"DATE_INT": "decided_on", "DATE_MATCH": "matched_on"}
    )
    columns = {
        "DATE_PLACED": "decided_on",
        "DATE_PLACED_CEASED": "reversed_on",
        "REASON_PLACED_CEASED": "reversal_reason",
    }
    decided = once(gather(files, "PlacedAdoption", columns), "decided_on")
    return pl.concat([adopted, decided], how="diagonal")
