"""The children that the returns tell of."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from clearsight.files.manifest import ReadFile
from clearsight.returns.ssda903.history import RANK, WHOSE, gather
from clearsight.returns.ssda903.shape import TABLES

BORN = {"DOB": "birth_on"}
DESCRIBED_IN = ("Header", "UASC")
SEEKING = "is_asylum_seeker"


def children(files: Sequence[ReadFile]) -> pl.DataFrame:
    """Return a row for each row of Header, and one for each child who has none there.

    So a child who stands in Episodes or Reviews alone is not lost. The columns of
    `record.Child` that this return knows, and the origin.
    """
    columns = {"SEX": "sex", "DOB": "birth_on", "ETHNIC": "ethnicity"}
    header = gather(files, "Header", {**columns, "UASC": SEEKING})
    listed = gather(files, "UASC", {"SEX": "sex", **BORN})
    others = [
        gather(files, name, BORN if "DOB" in table.fields else {})
        for name, table in TABLES.items()
        if name not in DESCRIBED_IN
    ]
    elsewhere = (
        pl.concat([listed, *others], how="diagonal")
        .join(header, on=list(WHOSE), how="anti")
        .sort(pl.col("birth_on").is_null(), maintain_order=True)
        .unique(subset=list(WHOSE), keep="first", maintain_order=True)
    )
    everyone = pl.concat([header, elsewhere], how="diagonal")
    return _marked(everyone, header, listed, is_table_there=_has_uasc(files))


def _has_uasc(files: Sequence[ReadFile]) -> bool:
    return any(part.table == "UASC" for file in files for part in file.parts)


def _marked(
    everyone: pl.DataFrame,
    header: pl.DataFrame,
    listed: pl.DataFrame,
    *,
    is_table_there: bool,
) -> pl.DataFrame:
    """Say who is an unaccompanied asylum-seeking child.

    The XML says so of each child, and lists the child in UASC whatever it says. In CSV
    it is whoever stands in the UASC table of any year; without that table nothing is
    said.
    """
    refused = header.filter(~pl.col(SEEKING))
    truly = (
        listed.join(refused, on=[*WHOSE, RANK], how="anti")
        .select(WHOSE)
        .unique()
        .with_columns(pl.lit(True).alias("is_listed"))
    )
    otherwise = pl.lit(False if is_table_there else None, pl.Boolean)
    return everyone.join(
        truly, on=list(WHOSE), how="left", maintain_order="left"
    ).with_columns(pl.coalesce("is_listed", SEEKING, otherwise).alias(SEEKING))
