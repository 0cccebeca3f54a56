"""Two computations of each measure, apart from one another, agree on every child.

One is `measures.run`, over the returns and the monthly extracts that the made-up
council wrote. The other is written by hand from the words of the catalogue, in slow and
obvious loops over what truly happened to each child (`measures_by_hand`); it shares no
code with measures, clocks, journeys or oversight. They must give the same children, the
same of them counted, and the same figure. Every measure is counted so.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import narwhals as nw
import polars as pl
import pytest

from clearsight.madeup import AS_AT, make, make_beyond
from clearsight.madeup.council import children as live
from clearsight.madeup.places import ADJOINING
from clearsight.madeup.rates import rates
from clearsight.madeup.world import world
from clearsight.measures import MEASURES
from clearsight.measures.known import Known
from clearsight.measures.period import periods
from clearsight.measures.run import run
from clearsight.record import THINGS
from clearsight.report.measured import known_of
from clearsight.returns.folder import read_paths
from clearsight.settings import Settings
from clearsight.shape import Frame
from golden.brought import bring, timing
from golden.measures_by_hand import (  # noqa: F401 (each registers its measures)
    answers,
    care,
    front_door,
    leaving,
    need,
    neglect,
    own,
    placements,
    protection,
    schools,
    send,
    staffing,
)
from golden.measures_by_hand.answers import SHOWN_WHOLE, TIMED
from golden.measures_by_hand.by_hand import (
    CASELOAD,
    COUNTED,
    DAYS,
    SUMS,
    VALUES,
    Council,
    Period,
)

COUNCIL, CHILDREN, MONTHS, SEEDS = "Tameside", 300, 36, (4, 21)
# Two years, a quarter, and two months that end on a Saturday and on a Sunday.
PERIODS = ("2024/25", "2025/26", "2025-Q3", "2025-11", "2026-02", "2026-03")
# Children of 0 to 17 in the middle of 2024, the latest that is held. ONS, read by hand.
POPULATION = 52_901
FEWEST = 20
BY_KEY = {m.key: m for m in MEASURES}

# Of these an earlier point cannot be known from what is kept: compared on the last day.
LATEST_WORD = {
    "cpp_neglect_share": "of a plan's category the record keeps the latest word",
}
# Of these some children are left out at earlier points; of all others both must agree.
PARTLY = {
    "cla_visits_in_time": "a monthly extract hides all visits of the month but one",
}
LAST = "2025/26"
OVERDUE = "drift_overdue"


@dataclass(frozen=True)
class Both:
    """The figures and members of a council's returns, and its true children."""

    figures: pl.DataFrame
    members: pl.DataFrame
    truth: Council

    def figure(self, key: str, period: str) -> dict[str, object]:
        """Return the figure of a measure as a whole."""
        return self.figures.row(by_predicate=_is(key, period), named=True)

    def listed(self, key: str, period: str) -> Counter[tuple[object, ...]]:
        """Return whom the measure counts, those left out apart."""
        rows = self.members.filter(
            _is(key, period), pl.col("in_denominator") | pl.col("in_numerator")
        )
        days = rows.get_column(DAYS[key]) if DAYS[key] else [None] * rows.height
        return Counter(
            zip(rows.get_column("child"), days, rows.get_column("in_numerator"),
                strict=True)
        )  # fmt: skip


def _is(key: str, period: str) -> pl.Expr:
    return (pl.col("measure") == key) & (pl.col("period") == period)


@pytest.fixture(scope="module", params=SEEDS)
def both(request, tmp_path_factory) -> Both:
    """Make a council up, count it as a user would, and keep what truly was."""
    out: Path = tmp_path_factory.mktemp("by_hand")
    make(
        out, children=CHILDREN, months=MONTHS, seed=request.param, council=COUNCIL,
        monthly=True,
    )  # fmt: skip
    make_beyond(
        out, children=CHILDREN, months=MONTHS, seed=request.param, council=COUNCIL
    )
    folders = [out / "extracts", out / "returns" / "beyond"]
    files = read_paths(folders, council=COUNCIL)
    assert not [f.name for f in files if f.aside or not f.taken_for]
    wanted = [period for name in PERIODS for period in periods(name, AS_AT)]
    known = known_of(files, AS_AT, beside(out))
    known = replace(known, record={**known.record, "staff": limits(known)})
    lives_in = world(AS_AT, MONTHS, CHILDREN, request.param, COUNCIL, rates(COUNCIL))
    true = Council(live(lives_in), AS_AT, lives_in)
    found = run(bring(known, lives_in, true.children), MEASURES, wanted)
    return with_timed(Both(found.figures, found.members(), true), known)


def with_timed(both: Both, known: Known) -> Both:
    """Count what is overdue again, of the clocks alone that the truth times by hand."""
    wanted = [period for name in PERIODS for period in periods(name, AS_AT)]
    mine = [BY_KEY[OVERDUE]]
    runs = [
        run(timing(known, SHOWN_WHOLE), mine, [p for p in wanted if p.end < AS_AT]),
        run(timing(known, TIMED), mine, [p for p in wanted if p.end == AS_AT]),
    ]
    rest = pl.col("measure") != OVERDUE
    figures = [both.figures.filter(rest), *(found.figures for found in runs)]
    members = [both.members.filter(rest), *(found.members() for found in runs)]
    return Both(pl.concat(figures), pl.concat(members), both.truth)


def beside(out: Path) -> Settings:
    """Say where postcodes lie and which councils adjoin, as this council would."""
    table = out / "references" / "postcodes.csv"
    return Settings(postcodes=table, adjoining=ADJOINING)


def limits(known: Known) -> Frame:
    """Say of each worker how many children are enough, as a staff extract would."""
    named = known.record["involvement"].select("council", "worker").unique()
    rows = named.collect("polars").to_native()
    told = rows.with_columns(caseload_limit=pl.lit(CASELOAD))
    return nw.from_native(THINGS["staff"].conform(told).lazy())


def compared(both: Both, key: str) -> Iterator[tuple[Period, dict[str, object]]]:
    """Yield the periods for which there is a figure to compare, and the figure."""
    for name in PERIODS:
        if key in LATEST_WORD and name != LAST:
            continue
        row = both.figure(key, name)
        if row["status"] in ("ok", "small"):
            (period,) = periods(name, AS_AT)
            yield Period(period.name, period.start, period.end), row


@pytest.mark.parametrize("key", COUNTED)
def test_the_same_children_are_counted(both: Both, key: str) -> None:
    for period, _ in compared(both, key):
        listed = both.listed(key, period.name)
        true = Counter(
            (str(one.child), one.day, one.counts)
            for one in COUNTED[key](both.truth, period)
        )
        assert (period.name, listed - true) == (period.name, Counter())
        if key not in PARTLY or period.name == LAST:
            assert (period.name, true - listed) == (period.name, Counter())


@pytest.mark.parametrize("key", COUNTED)
def test_the_figure_is_the_same(both: Both, key: str) -> None:
    method = BY_KEY[key].method
    for period, row in compared(both, key):
        members = list(COUNTED[key](both.truth, period))
        if key in PARTLY and period.name != LAST:
            assert row["members"] + row["left_out"] == len(members), period
            continue
        counted = sum(one.counts for one in members)
        if method in ("share", "rate", "count", "sum"):
            none = {"rate": POPULATION, "count": None, "sum": None}
            over = none.get(method, len(members))
            assert (row["numerator"], row["denominator"]) == (counted, over), period
            continue
        if method == "ratio":
            _is_the_same_ratio(key, row, SUMS[key](both.truth, period), len(members))
            continue
        true = VALUES[key](both.truth, period)
        assert row["members"] == len(members), period
        if len(members) >= FEWEST:
            assert row["value"] == (true if true is None else pytest.approx(true))
        elif method == "mean" and members:
            assert row["numerator"] / row["denominator"] == pytest.approx(true), period


def _is_the_same_ratio(
    key: str, row: dict[str, object], true: tuple[float, float], members: int
) -> None:
    found = (row["numerator"], row["denominator"], row["members"])
    assert found == pytest.approx((*true, members)), row["period"]
    if members >= FEWEST:
        times = 100 if BY_KEY[key].unit == "%" else 1
        assert row["value"] == pytest.approx(true[0] / true[1] * times), row["period"]


def test_nothing_in_a_clean_record_is_touched(both: Both) -> None:
    """No date of a clean write-out is missing or impossible, so none may be said so."""
    counted = both.figures.filter(pl.col("measure").is_in(list(COUNTED)))
    assert counted.filter(pl.col("touched") > 0).rows(named=True) == []


def test_each_is_put_to_the_test(both: Both) -> None:
    """A measure that never had anybody to count would agree about nothing."""
    held = {
        key
        for key in COUNTED
        if any(COUNTED[key](both.truth, p) for p, _ in compared(both, key))
    }
    assert set(COUNTED) - held == set()


def test_every_measure_is_counted_by_hand() -> None:
    assert sorted(COUNTED) == sorted(BY_KEY)
    assert set(VALUES) == {
        key for key in COUNTED if BY_KEY[key].method in ("mean", "survival")
    }
    assert set(SUMS) == {key for key in COUNTED if BY_KEY[key].method == "ratio"}
    assert {*LATEST_WORD, *PARTLY} < set(COUNTED)


def test_the_hand_counts_share_no_code_with_what_they_check() -> None:
    folder = Path(__file__).with_name("measures_by_hand")
    asked = {
        module
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for module in _imported(node)
    }
    ours = {module for module in asked if module.startswith("clearsight")}
    assert ours
    assert all(module.startswith("clearsight.madeup") for module in ours), ours


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{name.name}" for name in node.names]
    return [name.name for name in node.names] if isinstance(node, ast.Import) else []
