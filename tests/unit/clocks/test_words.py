"""Why a clock cannot run is said in plain English, with no word said twice."""

from __future__ import annotations

import re

import pytest

from clearsight.clocks import CLOCKS, words
from clearsight.clocks.clock import Clock
from clearsight.journeys.recorded import NOUNS, nouns

SENTENCES = {
    name: said
    for name, said in vars(words).items()
    if isinstance(said, str) and "{stops}" in said
}


def test_every_stop_of_a_clock_has_a_noun() -> None:
    events = {event for clock in CLOCKS for event in (*clock.stops, *clock.until)}
    assert events == set(NOUNS)


@pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: clock.key)
@pytest.mark.parametrize("said", SENTENCES.values(), ids=SENTENCES)
def test_nothing_is_named_twice(clock: Clock, said: str) -> None:
    stops = clock.stop_nouns
    named = re.split(", | or ", stops)
    assert len(named) == len(set(named))
    sentence = said.format(stops=stops, until=nouns(clock.until))
    assert not re.search(r"\b(\w+) \1\b", sentence)


def test_records_are_named_as_a_list_is_spoken() -> None:
    assert nouns(["health assessed", "teeth checked", "looked-after visit"]) == (
        "health assessments, dental checks or looked-after visits"
    )
    assert nouns(["something else"]) == "something else"
