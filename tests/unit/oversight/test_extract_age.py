"""An extract made before the day of the review is asked up to its own day alone."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from clearsight.clocks import CLOCKS, run
from clearsight.dates import calendar
from clearsight.errors import SettingsError
from clearsight.oversight.raising import raise_signals
from clearsight.oversight.signals.distance import adjoining
from clearsight.settings import Settings, load
from records import AS_AT, Engine, collected, files, journeys, record

ROWS = {
    "plan": [
        {"child": "1", "kind": "child protection plan", "starts_on": "2025-06-02"}
    ],
    "supervision": [
        {"source": "oversight", "child": "1", "supervised_on": "2026-01-05"}
    ],
}


def unled(known_on):
    """Raise S10 with an extract that knows to a day."""
    tables, on = record(ROWS), Engine()
    known = files().with_columns(
        known_on=pl.when(pl.col("file") == "f-oversight")
        .then(pl.lit(known_on))
        .otherwise("known_on")
    )
    built = journeys(tables, on, known)
    ran = run(
        built.timeline, built.coverage, on.frame(calendar()),
        as_at=AS_AT, settings=Settings(),
    )  # fmt: skip
    found = raise_signals(
        lambda: on.frame(collected(ran)),
        built,
        {name: on.frame(table) for name, table in tables.items()},
        on.frame(known),
        definitions=CLOCKS,
        as_at=AS_AT,
        settings=Settings(),
    )
    return collected(found).filter(pl.col("signal") == "S10").height


@pytest.mark.parametrize(
    ("known_on", "times"),
    [(date(2026, 3, 31), 1), (date(2026, 2, 16), 1), (date(2026, 1, 30), 0)],
)
def test_silence_since_the_extract_was_made_is_not_lateness(known_on, times):
    assert unled(known_on) == times


def written(tmp_path, text):
    path = tmp_path / "clearsight.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_adjoining_councils_are_known_by_any_of_their_names(tmp_path):
    path = written(tmp_path, '[references]\nadjoining = ["City of Leeds", "Kirklees"]')
    found = load(path)
    assert found.postcodes is None
    assert adjoining(found) == ("Leeds", "Kirklees")
    with pytest.raises(SettingsError, match="no council 'Leds'") as raised:
        adjoining(Settings(adjoining=("Leds",)))
    assert "Leeds" in str(raised.value)


@pytest.mark.parametrize(
    "text", ['adjoining = "Leeds"', "adjoining = [1]", "postcodes = 1", "other = 1"]
)
def test_references_that_are_not_clear_are_refused(tmp_path, text):
    with pytest.raises(SettingsError, match="not clear"):
        load(written(tmp_path, f"[references]\n{text}\n"))
