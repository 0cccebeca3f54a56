"""A load that is killed is there whole or not at all."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import killing
from clearsight.store.place import Place

KILLS = 30


@pytest.mark.slow
def test_no_kill_leaves_half_a_load_or_loses_one_that_was_said(tmp_path: Path) -> None:
    """`bench/kills.py` does this 200 times; here it is done so often that it bites."""
    rng = random.Random(20261122)
    place, said = Place(tmp_path / "store"), 0
    for attempt in range(KILLS):
        folder = tmp_path / f"extracts-{attempt}"
        killing.write_extracts(folder, 40, start=attempt * 100)
        outcome = killing.kill_once(place, folder, rng, loads=4)
        assert not outcome.lost
        assert not outcome.broken
        said += outcome.said
    assert 0 < said < KILLS * 40, "the kills must fall in the middle of the loads"
