"""An extract made before the day of the review is asked up to its own day alone."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from clearsight.errors import SettingsError
from clearsight.oversight.signals.distance import adjoining
from clearsight.settings import Settings, load
from records import files
from together import Cases

CASES = Cases()

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


def known_to(rows, known_on):
    """Add a record with an extract of ours that knows to a day."""
    known = files().with_columns(
        known_on=pl.when(pl.col("file") == "f-oversight")
        .then(pl.lit(known_on))
        .otherwise("known_on")
    )
    return CASES.add(rows, known)


def times(case, signal):
    return case.signals.filter(signal=signal).height


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (known_to(ROWS, date(2026, 3, 31)), 1),
        (known_to(ROWS, date(2026, 2, 16)), 1),
        (known_to(ROWS, date(2026, 1, 30)), 0),
    ],
)
def test_silence_since_the_extract_was_made_is_not_lateness(case, expected):
    assert times(case, "S10") == expected


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (known_to(BEFORE_COURT, date(2026, 3, 31)), 2),
        (known_to(BEFORE_COURT, date(2026, 3, 24)), 2),
        (known_to(BEFORE_COURT, date(2026, 3, 23)), 1),
        (known_to(BEFORE_COURT, date(2025, 12, 16)), 1),
        (known_to(BEFORE_COURT, date(2025, 12, 15)), 0),
    ],
)
def test_a_stage_known_from_its_letter_is_asked_about_up_to_the_extract(case, expected):
    """Sixteen weeks end on 23 March, ten working days on 15 December."""
    assert times(case, "S16") == expected


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
