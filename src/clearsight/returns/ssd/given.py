"""One table of the dataset, from all files of it, with its columns renamed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from clearsight.files.manifest import ReadFile
from clearsight.record.thing import ORIGIN, TYPES
from clearsight.returns.ssd.shape import TABLES
from clearsight.returns.tables import together

KEY = "ssd"


class Given:
    """The files of one council's extracts, oldest first; the newest of each counts.

    A rebuilt dataset replaces the one before, so only the newest file of each table is
    used. It holds six years, and says nothing of what is older.
    """

    def __init__(self, files: Sequence[ReadFile]) -> None:
        """Keep, for each council and table, the newest file that has it."""
        newest = {(f.council, p.table): f for f in files for p in f.parts}
        self.files: dict[str, list[ReadFile]] = {}
        for (_, table), file in newest.items():
            self.files.setdefault(table, []).append(file)

    def with_column(self, table: str, column: str) -> list[str]:
        """Return the ids of the files in whose table the column stands."""
        return [
            file.file_id
            for file in self.files.get(table, ())
            for part in file.parts
            if part.table == table and column not in part.missing_columns
        ]

    def rows(self, table: str, columns: Mapping[str, str]) -> pl.DataFrame:
        """Return council, source, file, row and the columns, named for the record.

        Also where no file has the table: then without rows.
        """
        fields = TABLES[table].fields
        schema = {
            **{name: kind for name, kind in ORIGIN.items() if name != "child"},
            **{name: TYPES[fields[given].kind] for given, name in columns.items()},
        }
        found = together(self.files.get(table, ()), KEY, table, columns)
        return found if found.width else pl.DataFrame(schema=schema)
