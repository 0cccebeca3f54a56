"""The order of rows: by numbers, and yet as the texts themselves would stand."""

from __future__ import annotations

from datetime import date

import polars as pl

from clearsight.report.order import ORDER, Order

DAY = date(2026, 3, 31)


def test_numbers_give_the_order_that_the_texts_would_give():
    frame = pl.DataFrame(
        {
            "council": ["B", "B", "A", "A", "A", "A"],
            "child": ["2", "10", "x", "x", "x", "x"],
            "on": [DAY, DAY, DAY, None, DAY, DAY],
            "event": ["b", "a", "b", "z", "a", None],
            "spell": ["s", "s", "s", "s", None, "s"],
            "row": [1, 2, 3, 4, 5, 6],
        }
    )
    children = frame.select("council", "child").unique()
    by = ["council", "child", *ORDER["timeline"]]
    found = Order(children).put("timeline", pl.concat([frame.tail(3), frame.head(3)]))
    assert found.equals(frame.sort(by))
    assert found.get_column("row").to_list() == [4, 6, 5, 3, 2, 1]
