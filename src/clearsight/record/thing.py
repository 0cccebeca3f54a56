"""What all canonical tables share: whose row it is, and where it came from."""

from __future__ import annotations

from typing import ClassVar

import polars as pl

from clearsight.shape import Kind, Table

TYPES: dict[Kind, type[pl.DataType]] = {
    "key": pl.String,
    "text": pl.String,
    "code": pl.String,
    "day": pl.Date,
    "number": pl.Int64,
    "decimal": pl.Float64,
    "yes_no": pl.Boolean,
}

ORIGIN: dict[str, type[pl.DataType]] = {
    "council": pl.String,
    "child": pl.String,
    "source": pl.String,
    "file": pl.String,
    "row": pl.Int64,
}


class Thing(Table):
    """A canonical table: the origin columns, then its own.

    `council` is the council's name as settled when the files were read; `child` the
    council's own identifier, trimmed; `source` the return's key; `file` and `row` point
    to the submitted row.
    """

    has_child: ClassVar[bool] = True

    @classmethod
    def schema(cls) -> dict[str, type[pl.DataType]]:
        """Return every column's name and type, in order."""
        return {**ORIGIN, **{f.name: TYPES[f.kind] for f in cls.fields.values()}}

    @classmethod
    def empty(cls) -> pl.DataFrame:
        """Return the table with no rows."""
        return pl.DataFrame(schema=cls.schema())

    @classmethod
    def conform(cls, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the frame with exactly this table's columns; absent ones are null."""
        has, wanted = frame.schema, pl.Schema(cls.schema())
        if has == wanted:
            return frame
        return frame.select(
            pl.col(name)
            if has.get(name) == kind
            else (pl.col(name) if name in has else pl.lit(None)).cast(kind).alias(name)
            for name, kind in wanted.items()
        )
