"""Each signal is raised when it should be, and its sentence can be checked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import narwhals as nw
import polars as pl
import pytest

from clearsight.clocks import CLOCKS
from clearsight.errors import DefinitionError
from clearsight.journeys import events as e
from clearsight.journeys.build import Journeys
from clearsight.journeys.frames import COVERAGE, EVENT, SPELL
from clearsight.oversight.raising import raise_signals
from clearsight.oversight.signal import SIGNALS
from clearsight.oversight.signals import rows, stack
from clearsight.record import THINGS
from clearsight.settings import Settings
from records import DuckDB, Engine, blank_frame, collected

AS_AT = date(2026, 3, 31)
CLOCK = {
    "council": "X", "child": "1", "clock": "rcpc", "starts_on": date(2025, 9, 1),
    "due_on": date(2026, 3, 1), "stopped_on": None, "ended_on": None,
    "standing": "overdue", "days": 30,
    "limit": "6 months", "why": None, "tier": 1, "file": "f", "row": 1, "spell": "s",
}  # fmt: skip
CHILDREN = {
    "council": pl.String, "child": pl.String, "birth_on": pl.Date,
    "is_unborn": pl.Boolean,
}  # fmt: skip
KNOWN = {"file": pl.String, "known_on": pl.Date, "is_newest": pl.Boolean}


def raised(clocks=(), events=(), settings=None):
    ran = pl.DataFrame(
        [{**CLOCK, **c} for c in clocks] or [CLOCK], infer_schema_length=None
    )
    if "counted_from" not in ran.columns:
        ran = ran.with_columns(counted_from="starts_on")
    ran = ran.cast({"why": pl.String, "stopped_on": pl.Date})
    if not clocks:
        ran = ran.clear()
    blank = dict.fromkeys(EVENT)
    timeline = pl.DataFrame(
        [{**blank, "council": "X", "child": "1", "spell": "s", **v} for v in events],
        schema=blank_frame(EVENT).schema,
    )
    on = Engine()
    nothing = on.frame(pl.DataFrame({"council": []}, schema={"council": pl.String}))
    found = raise_signals(
        lambda: on.frame(ran),
        Journeys(
            spells=on.frame(blank_frame(SPELL)),
            timeline=on.frame(timeline),
            coverage=on.frame(blank_frame(COVERAGE)),
            conflicts=nothing,
            links=nothing,
            children=on.frame(pl.DataFrame(schema=CHILDREN)),
        ),
        {name: on.frame(thing.empty()) for name, thing in THINGS.items()},
        on.frame(pl.DataFrame(schema=KNOWN)),
        definitions=CLOCKS,
        as_at=AS_AT,
        settings=settings or Settings(),
    )
    return collected(found, "child", "signal", "because")


def keys(found):
    return found["signal"].to_list()


def test_an_overdue_clock_says_every_date_it_was_worked_out_from():
    row = raised([{}]).row(0, named=True)
    assert (row["signal"], row["tier"]) == ("S01", 1)
    assert row["since"] == date(2026, 3, 2)
    for part in ("01/09/2025", "6 months", "01/03/2026", "30 days before 31/03/2026"):
        assert part in row["because"]


def test_a_clock_older_than_the_data_shows_what_was_counted():
    behind = {
        "starts_on": date(2020, 1, 1), "counted_from": date(2025, 4, 1),
        "due_on": date(2025, 10, 1), "days": 181,
        "why": "the data begin on 2025-04-01",
    }  # fmt: skip
    row = raised([behind]).row(0, named=True)
    assert row["because"].endswith(
        " Counted from 01/04/2025, when the data begin: it began on 01/01/2020, and "
        "what was done in between does not show. No limit longer than 6 months could "
        "apply; it was due by 01/10/2025 at the latest, 181 days before 31/03/2026."
    )
    # The order of the worklist takes the length of the limit from these two.
    assert (row["starts_on"], row["due_on"]) == (date(2025, 4, 1), date(2025, 10, 1))


def test_a_visit_older_than_the_data_says_from_when_it_was_counted():
    found = raised([{"clock": "cp_visit", "counted_from": date(2025, 10, 1)}])
    row = found.filter(pl.col("signal") == "S09").row(0, named=True)
    assert row["because"].startswith("Not seen since 01/10/2025")
    assert "from the day the data begin" in row["because"]


def test_what_is_a_proxy_says_so_on_its_row_and_in_its_sentence():
    # Those that the design note calls proxies.
    proxies = {s.key for s in SIGNALS if s.proxy}
    assert proxies == {"S11", "S19", "S22", "S23", "S25"}
    assert all(s.shown_title.endswith("(proxy)") for s in SIGNALS if s.proxy)
    frame = Engine().frame(pl.DataFrame({"council": ["X"], "child": ["1"]}))
    for signal in SIGNALS:
        written = rows.written(frame, signal, because=nw.lit("So."), tier=nw.lit(1))
        row = collected(written).row(0, named=True)
        assert row["proxy"] is bool(signal.proxy)
        words = f"So. This is a proxy: {signal.proxy}." if signal.proxy else "So."
        assert row["because"] == words


def test_what_a_proxy_clock_raised_is_a_proxy():
    found = raised([{"clock": "return_interview", "proxy": True}])
    (row,) = found.filter(pl.col("signal") == "S01").to_dicts()
    assert row["proxy"]
    assert "This is a proxy: " in row["because"]
    assert not raised([{"proxy": False}])["proxy"].any()


def test_a_signal_that_is_a_proxy_must_say_for_what():
    with pytest.raises(DefinitionError, match="what stands in for what"):
        replace(next(s for s in SIGNALS if s.proxy), proxy="")
    with pytest.raises(DefinitionError, match="what stands in for what"):
        replace(next(s for s in SIGNALS if not s.proxy), proxy="one for another")


def test_one_day_over_is_one_day():
    row = raised([{"days": 1}]).row(0, named=True)
    assert ", 1 day before" in row["because"]


def test_a_clock_that_finished_late_is_not_on_the_list():
    for standing in ("late", "met", "no longer due", "cannot run"):
        assert raised([{"standing": standing}]).height == 0


def test_due_soon_counts_working_days_over_easter():
    # Ten working days after 31/03/2026 is 16/04/2026: Good Friday and Easter Monday.
    running = {"standing": "running", "days": -16}
    assert keys(raised([{**running, "due_on": date(2026, 4, 16)}])) == ["S02"]
    assert keys(raised([{**running, "due_on": date(2026, 4, 17)}])) == []


def test_a_short_clock_warns_only_five_working_days_ahead():
    short = {"standing": "running", "starts_on": date(2026, 3, 27), "clock": "cp_visit"}
    assert keys(raised([{**short, "due_on": date(2026, 4, 9)}])) == ["S02"]
    assert keys(raised([{**short, "due_on": date(2026, 4, 10)}])) == []


def test_due_soon_is_so_from_the_working_day_that_many_before():
    began, due = date(2026, 1, 5), date(2026, 4, 11)
    running = {"standing": "running", "starts_on": began}
    (since,) = raised([{**running, "due_on": due}])["since"]
    # Back from a Saturday, past Easter Monday and Good Friday.
    assert since == date(2026, 3, 26)
    short = {**running, "starts_on": date(2026, 3, 30), "clock": "cp_visit"}
    (since,) = raised([{**short, "due_on": date(2026, 4, 2)}])["since"]
    assert since == date(2026, 3, 30)


def test_a_council_may_choose_how_far_ahead_to_look():
    running = {"standing": "running", "due_on": date(2026, 4, 16)}
    assert keys(raised([running], settings=Settings(due_soon=3))) == []


def test_nobody_named_is_tier_nought():
    found = raised(
        events=[{"event": e.UNALLOCATED, "on": None, "detail": "none named"}]
    )
    row = found.row(0, named=True)
    assert (row["signal"], row["tier"], row["since"]) == ("S24", 0, None)
    assert "do not say since when" in row["because"]


def test_nobody_named_since_a_day_says_the_day():
    found = raised(
        events=[{"event": e.UNALLOCATED, "on": date(2026, 2, 1), "detail": "left"}]
    )
    assert "Since 01/02/2026" in found["because"][0]


def test_a_worker_who_came_ends_it_and_one_still_to_come_does_not():
    gone = {"event": e.UNALLOCATED, "on": date(2026, 2, 1), "detail": "left"}
    came = {"event": e.ALLOCATED, "on": date(2026, 2, 9)}
    to_come = {"event": e.ALLOCATED, "on": date(2026, 4, 9)}
    assert keys(raised(events=[gone, came])) == []
    assert keys(raised(events=[gone, to_come])) == ["S24"]


def test_three_different_signals_are_a_stack_and_three_of_a_kind_are_not():
    overdue = {"clock": "rcpc"}
    soon = {"clock": "cla_review", "standing": "running", "due_on": date(2026, 4, 2)}
    nobody = {"event": e.UNALLOCATED, "on": None, "detail": "none named"}
    found = raised([overdue, soon], [nobody])
    assert keys(found) == ["S01", "S02", "S24", "S27"]
    stack = found.row(3, named=True)
    assert stack["tier"] == 0
    assert (
        "(S02) since 19/03/2026, nobody's child (S24) since a day not known"
        in stack["because"]
    )
    of_a_kind = [{"clock": c} for c in ("rcpc", "s47_to_icpc", "assessment_45")]
    assert keys(raised(of_a_kind)) == ["S01"] * 3


@pytest.mark.parametrize(
    ("parts", "since"),
    [
        # The third of three, whatever order they come in.
        ([("S09", 2, "2026-02-01"), ("S01", 1, "2026-01-01"), ("S11", 2, "2026-01-10")],
         date(2026, 2, 1)),
        # One kind counts once, from its first day.
        ([("S01", 1, "2026-01-01"), ("S01", 1, "2026-01-02"), ("S09", 2, "2026-01-05"),
          ("S11", 2, "2026-02-03")], date(2026, 2, 3)),
        # Nothing was pressing until the fourth came.
        ([("S09", 2, "2026-01-01"), ("S11", 2, "2026-01-02"), ("S12", 2, "2026-01-03"),
          ("S01", 1, "2026-03-01")], date(2026, 3, 1)),
        # Of two the day is known, and of the third it is not.
        ([("S01", 1, "2026-01-01"), ("S09", 2, "2026-01-05"), ("S24", 0, None)], None),
        # The only pressing one has no day.
        ([("S24", 0, None), ("S09", 2, "2026-01-05"), ("S11", 2, "2026-01-06"),
          ("S12", 2, "2026-01-07")], None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("engine", [Engine, DuckDB], ids=lambda e: e.name)
def test_a_stack_holds_from_the_third_part_and_a_pressing_one(parts, since, engine):
    rows = [
        {"council": "X", "child": "1", "signal": signal, "tier": tier, "since": day}
        for signal, tier, day in parts
    ]
    frame = pl.DataFrame(
        rows,
        schema={
            "council": pl.String, "child": pl.String, "signal": pl.String,
            "tier": pl.Int64, "since": pl.String,
        },
    ).with_columns(pl.col("since").str.to_date())  # fmt: skip
    found = collected(stack.raised(engine().frame(frame), SIGNALS))
    assert found["since"].to_list() == [since]
    first = {}
    for signal, _, day in parts:
        first[signal] = min(filter(None, (first.get(signal), day)), default=None)
    titles = {
        "S01": "clock overdue", "S02": "clock coming due", "S09": "not seen",
        "S11": "silent record", "S12": "long CIN plan", "S24": "nobody's child",
    }  # fmt: skip
    named = ", ".join(
        f"{titles[signal]} ({signal}) since "
        + (f"{date.fromisoformat(day):%d/%m/%Y}" if day else "a day not known")
        for signal, day in sorted(first.items())
    )
    (words,) = found["because"]
    assert words == f"Several different things at once: {named}."


@pytest.mark.parametrize("engine", [Engine, DuckDB], ids=lambda e: e.name)
def test_a_stack_of_which_no_day_is_known_says_so(engine):
    rows = [
        {"council": "X", "child": "1", "signal": signal, "tier": 0, "since": None}
        for signal in ("S01", "S02", "S24")
    ]
    frame = pl.DataFrame(rows, schema_overrides={"since": pl.Date})
    found = collected(stack.raised(engine().frame(frame), SIGNALS))
    (words,) = found["because"]
    assert words.count(" since a day not known") == len(rows)
