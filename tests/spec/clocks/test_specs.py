"""What each clock means: the Markdown beside this file, on Polars and on DuckDB."""

from __future__ import annotations

from typing import Any


def test_spec(clock_case: Any, clock_results: dict[str, list[dict[str, Any]]]) -> None:
    """A case finds the rows it says, no more and no fewer, in every column it shows."""
    shown = list(clock_case.found[0]) if clock_case.found else ["child"]
    rows = clock_results[clock_case.name]
    assert [{column: row[column] for column in shown} for row in rows] == (
        clock_case.found
    )
