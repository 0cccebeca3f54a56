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


BEFORE_COURT = {
    "step": [
        {"source": "oversight", "child": "1", "kind": "LETTER SENT",
         "done_on": "2025-12-01"}
    ],
    "coverage": [
        {"source": "oversight", "known_from": "2025-01-06", "shows": shows,
         "is_latest_only": False}
        for shows in ("first pre-proceedings meeting held", "pre-proceedings ended")
    ],
}  # fmt: skip


def raised(rows, signal, known_on):
    """Count a signal with an extract that knows to a day."""
    tables, on = record(rows), Engine()
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
    return collected(found).filter(pl.col("signal") == signal).height


@pytest.mark.parametrize(
    ("known_on", "times"),
    [(date(2026, 3, 31), 1), (date(2026, 2, 16), 1), (date(2026, 1, 30), 0)],
)
def test_silence_since_the_extract_was_made_is_not_lateness(known_on, times):
    assert raised(ROWS, "S10", known_on) == times


@pytest.mark.parametrize(
    ("known_on", "times"),
    [
        (date(2026, 3, 31), 2),
        (date(2026, 3, 24), 2),
        (date(2026, 3, 23), 1),
        (date(2025, 12, 16), 1),
        (date(2025, 12, 15), 0),
    ],
)
def test_a_stage_known_from_its_letter_is_asked_about_up_to_the_extract(
    known_on, times
):
    """Sixteen weeks end on 23 March, ten working days on 15 December."""
    assert raised(BEFORE_COURT, "S16", known_on) == times


def written(tmp_path, text):
    path = tmp_path / "clearsight.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_adjoining_councils_are_known_by_any_of_their_names(tmp_path):
    path = written(tmp_path, '[references]\nadjoining = ["City of Leeds", "Kirklees"]')
    found = load(path)
    assert found.postcodes is None
    assert adjoining(found) == ("Leeds", "Kirklees")
    with pytest.raises(SettingsError, match="no council 'Leds'") as refused:
        adjoining(Settings(adjoining=("Leds",)))
    assert "Leeds" in str(refused.value)


@pytest.mark.parametrize(
    "text", ['adjoining = "Leeds"', "adjoining = [1]", "postcodes = 1", "other = 1"]
)
def test_references_that_are_not_clear_are_refused(tmp_path, text):
    with pytest.raises(SettingsError, match="not clear"):
        load(written(tmp_path, f"[references]\n{text}\n"))
