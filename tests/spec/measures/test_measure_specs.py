"""What each measure counts: the Markdown beside this file, on Polars and on DuckDB."""

from __future__ import annotations

from typing import Any

from clearsight.measures import MEASURES

FLAGS = {
    (True, True): "counted",
    (True, False): "counted",
    (False, True): "not counted",
    (False, False): "left out",
}


def test_spec(measure_case: Any, measure_results: dict[str, Any]) -> None:
    """Each row of the record counts as the case says, and the figure is as shown."""
    members, figure = measure_results[measure_case.name]
    counts = {
        (m["child"], m["file"], m["row"]): FLAGS[m["in_numerator"], m["in_denominator"]]
        for m in members
    }
    rows = [(child, file, row) for child, file, row, _ in measure_case.found]
    told = [(*at, counts.get(at, "")) for at in rows]
    assert told == measure_case.found
    assert not set(counts) - set(rows)
    if measure_case.figure:
        assert figure["shown"] == measure_case.figure
    if measure_case.note:
        assert figure["note"] == measure_case.note


def test_every_measure_has_a_spec(specified: set[str]) -> None:
    """A measure without its examples is a sentence that nobody has tried."""
    assert not {m.key for m in MEASURES} - specified
