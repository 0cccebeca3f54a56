"""The row before, the row after and the number agree with a loop over each group."""

from __future__ import annotations

from itertools import groupby

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearsight.journeys.turns import after, before, in_turn, turn_number
from records import DuckDB

SAME = ["council", "child"]
NAMES = ("council", "child", "on", "said")
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["A", "B"]),
        st.sampled_from(["1", "2", "3"]),
        st.none() | st.integers(0, 9),
        st.none() | st.sampled_from(["x", "y"]),
    ),
    unique_by=lambda row: row[:3],
    max_size=12,
)


def by_hand(rows):
    """Go through each group in order, blanks first, and look to both sides."""
    rows = sorted(rows, key=lambda r: (r[:2], -1 if r[2] is None else r[2]))
    out = []
    for _, group in groupby(rows, key=lambda r: r[:2]):
        mine = list(group)
        for place, row in enumerate(mine):
            past = [one[3] for one in mine[:place]]
            to_come = [one[3] for one in mine[place + 1 :]]
            out.append(
                (*row, place + 1, past[-1] if past else None,
                 past[-2] if len(past) > 1 else None, to_come[0] if to_come else None)
            )  # fmt: skip
    return sorted(out, key=str)


def ours(frame):
    """Do the same as a plan."""
    told = in_turn(frame, SAME, ["on"]).with_columns(
        nth=turn_number(SAME), last=before("said", SAME),
        last_but_one=before("said", SAME, 2), coming=after("said", SAME),
    )  # fmt: skip
    told = told.select(*NAMES, "nth", "last", "last_but_one", "coming")
    return sorted(told.collect("polars").to_native().rows(), key=str)


def frame_of(rows):
    """Return the rows as a frame."""
    schema = dict(zip(NAMES, (pl.String, pl.String, pl.Int64, pl.String), strict=True))
    return pl.DataFrame(rows, schema=schema, orient="row")


@given(ROWS)
def test_the_neighbours_are_those_of_the_group(rows):
    assert ours(nw.from_native(frame_of(rows).lazy())) == by_hand(rows)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("A", "1", None, "x"), ("A", "1", 3, "y"), ("A", "1", 2, None)],
        [
            ("A", "1", 1, "x"),
            ("A", "2", 1, "y"),
            ("B", "1", 1, "x"),
            ("B", "1", 0, "y"),
        ],
    ],
)
def test_another_engine_finds_the_same(rows):
    assert ours(DuckDB().frame(frame_of(rows))) == by_hand(rows)
