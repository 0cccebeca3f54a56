"""What is known is not changed by what is asked of it."""

from __future__ import annotations

from datetime import date

import narwhals as nw
import polars as pl

from clearsight.measures.known import Known
from clearsight.settings import Settings

FIRST, LAST = date(2026, 2, 28), date(2026, 3, 31)


def known() -> Known:
    """Know of two extracts, and of nothing else."""
    nothing = nw.from_native(pl.LazyFrame())
    return Known(
        spells=nothing, timeline=nothing, awaited=lambda: nothing, children=nothing,
        record={}, calendar=nothing, history=pl.DataFrame(), population=pl.DataFrame(),
        files=pl.DataFrame({"file": ["a", "b"], "known_on": [FIRST, LAST]}),
        as_at=LAST, settings=Settings(),
    )  # fmt: skip


def days(of: Known) -> list[date]:
    """Return the days of the extracts that are looked into."""
    return of.extracts.collect("polars").to_native()["listed_on"].to_list()


def test_only_the_extracts_that_are_asked_about_are_looked_into():
    assert days(known().asked(frozenset([LAST]))) == [LAST]


def test_all_are_while_nobody_has_asked():
    assert days(known()) == [FIRST, LAST]


def test_another_question_is_not_answered_from_what_was_made_for_the_last():
    whole = known()
    lately = whole.asked(frozenset([LAST]))
    lately.once("lists", lambda k: k.extracts)
    before = whole.asked(frozenset([FIRST]))
    assert days(whole) == [FIRST, LAST]
    found = before.once("lists", lambda k: k.extracts).collect("polars").to_native()
    assert found["listed_on"].to_list() == [FIRST]
