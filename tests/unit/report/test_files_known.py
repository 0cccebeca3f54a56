"""To which day each file knows, and its silence tells."""

from __future__ import annotations

from datetime import date

import pytest

from clearsight.files.manifest import ReadFile
from clearsight.report.run import files_known

AS_AT, MADE = date(2026, 3, 31), date(2026, 1, 5)


@pytest.mark.parametrize(
    ("told", "believed_to"),
    [
        ({"taken_for": "oversight", "is_date_stated": True}, MADE),
        # The last row of few is no sign that nothing was left out after it.
        ({"taken_for": "oversight"}, AS_AT),
        ({"taken_for": "ssd"}, AS_AT),
        # Of a list, one row or another lies near the day it was made.
        ({"taken_for": "annexa"}, MADE),
    ],
)
def test_an_extract_whose_day_was_guessed_is_believed_to_the_review(told, believed_to):
    file = ReadFile("f", sha256="0" * 64, council="A", extract_date=MADE, **told)
    row = files_known([file], AS_AT).row(0, named=True)
    assert (row["known_on"], row["believed_to"]) == (MADE, believed_to)
