"""No day of a row leaves the building: not in a note, a period or a status."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from clearsight.measures import MEASURES, suppress
from clearsight.measures.behind import BEHIND
from clearsight.measures.finish import FIGURES
from clearsight.measures.measure import Measure, Roll
from clearsight.measures.reach import SAYS_ITSELF

CENSUS = Roll("r", "a child", ("cin",), lambda known: known.spells, on="starts_on")
BY_ROWS = Roll("x", "an order", ("liberty",), lambda known: known.spells, on="on")


def made_public(
    roll: Roll, rule: Any, count: float | None, **said: Any
) -> dict[str, Any]:
    """Publish one figure of a year."""
    m = Measure(
        key="m", title="T", family="front door", of=roll, counts="c", over="o",
        data=("d",), unit="children", method="count", disclosure=rule,
    )  # fmt: skip
    row = {
        "council": "A", "measure": "m", "period": "2025/26", "split": "", "part": "",
        "period_start": date(2025, 4, 1), "period_end": date(2026, 3, 31),
        "unit": "children", "status": "ok", "shown": "", "numerator": count,
        "value": count, "numerator_children": count and int(count),
    }  # fmt: skip
    columns = FIGURES | BEHIND
    frame = pl.DataFrame([row | said], schema_overrides=columns)
    full = frame.select(
        pl.col(n) if n in frame.columns else pl.lit(None, t).alias(n)
        for n, t in columns.items()
    )
    return suppress.public(full, [m]).row(0, named=True)


@pytest.mark.parametrize(
    ("status", "note", "rule", "shown"),
    [
        ("ok", "from 02/02/2026 only", "rare_event", "not for publication"),
        (
            "refused",
            "from 02/02/2026 to 31/03/2026",
            "rare_event",
            "not for publication",
        ),
        ("cannot run", "not loaded: orders", "rare_event", "not for publication"),
        ("ok", "from 02/02/2026 only", "child_count", "suppressed"),
        ("refused", "from 02/02/2026 to 31/03/2026", "child_count", "suppressed"),
        ("cannot run", "not loaded: orders", "child_count", "cannot run"),
    ],
)
def test_the_day_of_the_first_one_stays_inside(status, note, rule, shown) -> None:
    """A table without a day of its own reaches from the day of its first row."""
    count = 1.0 if status == "ok" else None
    found = made_public(
        BY_ROWS, rule, count, status=status, note=note, period_start=date(2026, 2, 2)
    )
    assert found["shown"] == shown
    assert "2026" not in (found["note"] or "")
    assert found["period_start"] is None or status == "cannot run"


def test_no_period_that_is_not_shown_tells_that_it_was_covered() -> None:
    """The first period with days of its own would be the one after the first order."""
    found = made_public(BY_ROWS, "rare_event", 0.0, period_start=date(2026, 3, 1))
    assert found["status"] == "not for publication"
    assert (found["period_start"], found["period_end"]) == (None, None)


def test_a_return_says_itself_from_which_day_it_tells() -> None:
    """Its first day is nobody's."""
    found = made_public(CENSUS, "child_count", 40.0, note="from 01/12/2025 only")
    assert (found["shown"], found["note"]) == ("40", "from 01/12/2025 only")


def test_every_source_that_a_roll_names_is_known_to_say_its_day_or_not() -> None:
    """A source under a new name is taken to begin on the day of a row."""
    named = {s for m in MEASURES for s in m.of.sources}
    assert named >= SAYS_ITSELF
