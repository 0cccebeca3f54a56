"""Rows of the local extracts that do not say when: something was done, some day.

Such a row may be the answer to whatever of that kind is awaited for the child. So it
is told without its day in each spell in which it may lie, and takes the certainty from
lateness there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.frames import as_events
from clearsight.journeys.local_rules import RULES, Rule
from clearsight.shape import Frame


class Day(NamedTuple):
    """The day that each row of a thing must have, its code, and a day in its spell."""

    on: str
    code: str = ""
    at: str = ""


DAYS: Mapping[str, Day] = {
    "supervision": Day("supervised_on"),
    "decision": Day("decided_on", "about"),
    "visit": Day("visited_on", "kind"),
    "step": Day("done_on", "kind", "of_on"),
}
# A row about a return from being missing is placed by the day of that return.
INTERVIEW = Day("returned_on", at="missing_from")
INTERVIEWED = Rule("return_interview", e.RETURN_INTERVIEW, "", (e.MISSING,))


def undated(
    told: Mapping[str, Frame], spans: Frame, begun: Frame | None
) -> list[Frame]:
    """Return the events of the rows without a day; none where every row has one.

    `told`: tables of the record by name, with `who`; `spans` and `begun` as in
    `journeys.local`.
    """
    found = []
    for thing, day in DAYS.items():
        if thing not in told:
            continue
        bare = told[thing].filter(nw.col(day.on).is_null())
        codes = _codes(bare, day.code)
        found += [
            _told(bare, rule, day, spans if rule.within else begun)
            for rule in RULES
            if _may_be(rule, thing, day, codes) and (rule.within or begun is not None)
        ]
    if (rows := told.get(INTERVIEWED.thing)) is not None:
        bare = rows.filter(nw.col(INTERVIEW.on).is_null())
        if _codes(bare, ""):
            found.append(_told(bare, INTERVIEWED, INTERVIEW, spans))
    return found


def _codes(bare: Frame, code: str) -> frozenset[str]:
    """Return the codes of these rows; "" stands for any row at all."""
    column = nw.col(code) if code else nw.lit("")
    there = bare.select(code=column.cast(nw.String)).unique().collect("polars")
    found = frozenset(there.get_column("code").drop_nulls().to_list())
    return found | {""} if len(there) else found


def _may_be(rule: Rule, thing: str, day: Day, codes: frozenset[str]) -> bool:
    """Say whether any of these rows is what the rule tells of."""
    if rule.thing != thing or rule.on != day.on or rule.own or rule.after:
        return False
    return rule.code in ("", day.code) and rule.said in codes


def _told(bare: Frame, rule: Rule, day: Day, spells: Frame | None) -> Frame:
    assert spells is not None  # noqa: S101 - as `undated` has made sure
    mine = bare.filter(nw.col(rule.code) == rule.said) if rule.code else bare
    at = nw.col(day.at) if day.at else nw.lit(None, nw.Date)
    mine = mine.select("who", "file", "row", sources="source", at=at)
    kinds = list(rule.within or (rule.of,))
    around = spells.filter(nw.col("kind").is_in(kinds)).select(
        "who", "spell", "spell_key", "starts_on", "ended_on"
    )
    at = nw.col("at")
    may_lie = at.is_null() | (
        (nw.col("starts_on") <= at).fill_null(True)
        & (nw.col("ended_on") >= at).fill_null(True)
    )
    laid = mine.join(around.unique(), on="who", how="inner").filter(may_lie)
    return as_events(laid, rule.event, nw.lit(None, nw.Date))
