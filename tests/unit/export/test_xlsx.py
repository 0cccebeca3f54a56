"""The workbook's list of data questions."""

from __future__ import annotations

import polars as pl
import pytest

from clearsight.export.xlsx import NAMED, _grouped
from clearsight.report.questions import SCHEMA


class _Asked:
    """What the sheet takes of a review."""

    def __init__(self, children: list[str | None]) -> None:
        row = dict.fromkeys(SCHEMA, None) | {"council": "A", "about": "x", "what": "y"}
        self.questions = pl.DataFrame(
            [row | {"child": child, "rows": 1} for child in children], schema=SCHEMA
        )


@pytest.mark.parametrize(
    ("children", "said"),
    [
        ([None], ""),
        (["7"], "7"),
        (["7", "7", "8", None], "7, 8"),
        (list("54321"), "1, 2, 3, 4, 5"),
        (list("6543211"), "1, 2, 3, 4, 5 and 1 more"),
    ],
)
def test_each_child_is_named_once_and_the_rest_are_counted(children, said):
    (row,) = _grouped(_Asked(children)).to_dicts()
    assert NAMED == 5
    assert (row["child"], row["rows"]) == (said, len(children))
    assert row["children"] == len({c for c in children if c})
