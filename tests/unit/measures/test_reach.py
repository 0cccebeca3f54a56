"""What was never sent is not counted as though nothing had happened."""

from __future__ import annotations

from datetime import date

import narwhals as nw
import polars as pl

from clearsight.measures import reach
from clearsight.measures.known import HISTORY
from clearsight.record import THINGS

FILES = pl.DataFrame({"file": ["f"], "known_on": [date(2026, 1, 20)]})
NOTHING = {name: thing.empty() for name, thing in THINGS.items()}


def _shaped(coverage: pl.DataFrame) -> pl.DataFrame:
    return THINGS["coverage"].conform(coverage)


def held(
    tables: dict[str, pl.DataFrame],
    coverage: pl.DataFrame | None = None,
    returns: list[tuple[str, str, date, date]] | None = None,
) -> dict[str, tuple[date, date]]:
    """Return from and to by source."""
    record = {**NOTHING, **{n: THINGS[n].conform(t) for n, t in tables.items()}}
    found = reach.held(
        {n: nw.from_native(t.lazy()) for n, t in record.items()},
        {},
        NOTHING["coverage"] if coverage is None else _shaped(coverage),
        FILES,
        pl.DataFrame(returns or [], schema=HISTORY, orient="row"),
    )
    return {s: (a, b) for _, s, a, b in found.iter_rows()}


def test_nothing_reaches_nowhere() -> None:
    """No table, no reach."""
    assert held({}) == {}


def test_sen2_tells_of_the_year_before() -> None:
    """Taken in January 2026, it reaches back over 2025, whenever requests began."""
    asked = pl.DataFrame(
        {"council": ["A"], "file": ["f"], "received_on": [date(2019, 5, 1)]}
    )
    found = held({"ehc_request": asked})
    assert found == {"sen2": (date(2025, 1, 1), date(2026, 1, 20))}


def test_a_903_without_the_table_says_nothing_of_it() -> None:
    """Its absence is not a year in which no child went missing."""
    returns = [("A", "ssda903", date(2024, 4, 1), date(2026, 3, 31))]
    missing = pl.DataFrame(
        {"council": ["A"], "source": ["ssda903"], "starts_on": [date(2025, 5, 1)]}
    )
    assert held({}, returns=returns) == {}
    found = held({"missing": missing}, returns=returns)
    assert found == {"missing": returns[0][2:]}


def test_the_layout_of_2019_has_no_pathway_reviews() -> None:
    """Only an extract with the column reaches anywhere."""
    shown = {"council": ["A"], "source": ["annexa"], "file": ["f"]}
    old = pl.DataFrame({**shown, "shows": ["looked-after visit"]})
    new = pl.DataFrame({**shown, "shows": ["pathway plan reviewed"]})
    assert held({}, coverage=old) == {}
    found = held({}, coverage=new)
    assert found == {"pathway reviews": (date(2025, 7, 20), date(2026, 1, 20))}


def test_a_workforce_census_stands_in_one_collection_year() -> None:
    """Its day, 30 September, lies in the year from April."""
    census = pl.DataFrame({"council": ["A"], "year": [2025]})
    found = held({"workforce": census})
    assert found == {"csww": (date(2025, 4, 1), date(2026, 3, 31))}
