"""A council's thresholds count from their day, and a wrong name is answered."""

from __future__ import annotations

from datetime import date

import pytest

from clearsight.errors import SettingsError
from clearsight.oversight.signal import SIGNALS
from clearsight.oversight.thresholds import in_force, in_words
from clearsight.settings import Change, Settings, load

KEY = ("S08", "workers")


def chosen(tmp_path, text):
    path = tmp_path / "clearsight.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_a_change_counts_from_its_day(tmp_path):
    settings = chosen(
        tmp_path,
        "[[signals.S08]]\nfrom = 2026-06-01\nworkers = 5\n"
        "[[signals.S08]]\nfrom = 2026-01-01\nworkers = 4\n",
    )
    found = [
        in_force(SIGNALS, settings, day)[KEY]
        for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 1))
    ]
    assert found == [3, 4, 5]


def test_one_table_is_enough_for_one_change(tmp_path):
    settings = chosen(tmp_path, "[signals.S08]\nfrom = 2026-01-01\nworkers = 4\n")
    assert settings.signals == {"S08": (Change(date(2026, 1, 1), {"workers": 4}),)}


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("[signals.S008]\nfrom = 2026-01-01\nworkers = 4\n", "S08"),
        ("[signals.S08]\nfrom = 2026-01-01\nworker = 4\n", "workers"),
        ('[worklist]\ntier_2 = ["S13", "s21"]\n', "S21"),
        ('[worklist]\ntier_2 = ["S24"]\n', "Leave it out"),
    ],
)
def test_a_name_that_is_not_known_is_answered_with_the_near_one(tmp_path, text, near):
    with pytest.raises(SettingsError) as told:
        in_force(SIGNALS, chosen(tmp_path, text), date(2026, 3, 31))
    assert near in str(told.value)


@pytest.mark.parametrize(
    "text",
    [
        "[signals.S08]\nworkers = 4\n",
        "[signals.S08]\nfrom = 2026-01-01\n",
        "[signals.S08]\nfrom = 2026-01-01\nworkers = 0\n",
        '[signals.S08]\nfrom = 2026-01-01\nworkers = "four"\n',
        "[signals]\nS08 = 4\n",
        "signals = 4\n",
    ],
)
def test_a_change_half_said_is_refused(tmp_path, text):
    with pytest.raises(SettingsError, match="not clear"):
        chosen(tmp_path, text)


def test_what_was_used_is_told_beside_the_default():
    settings = Settings(signals={"S08": (Change(date(2026, 1, 1), {"workers": 4}),)})
    told = in_words(SIGNALS, in_force(SIGNALS, settings, date(2026, 3, 31)))
    mine = next(t for t in told if (t["signal"], t["threshold"]) == KEY)
    assert (mine["value"], mine["default"]) == (4, 3)
