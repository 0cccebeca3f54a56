"""A review's share: taken in order, told of what goes wrong, and forgotten after."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import narwhals as nw
import polars as pl
import pytest

from clearsight.clocks import CLOCKS, run
from clearsight.dates import calendar
from clearsight.journeys.build import build
from clearsight.madeup import make
from clearsight.measures import gathered
from clearsight.measures.period import periods
from clearsight.measures.run import Count
from clearsight.oversight.raising import raise_signals, raise_untimed
from clearsight.report import share
from clearsight.report.counted import Ready, of_ready
from clearsight.report.run import files_known, record_of
from clearsight.report.windows import windows_of
from clearsight.returns.folder import read_paths
from clearsight.settings import Settings

AS_AT = date(2026, 3, 31)
TEAM = ("council", "child", "team")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Read the returns of a small made-up council."""
    out = tmp_path_factory.mktemp("council")
    make(out, children=200, seed=5)
    return read_paths([out / "returns"])


@pytest.fixture(scope="module")
def basis(files):
    """Return what a review of them rests on."""
    tables, _ = record_of(files)
    return share.Basis(tables, files_known(files, AS_AT), AS_AT, Settings())


@pytest.fixture(scope="module")
def journeys(basis):
    """Return the journeys of the council's children."""
    known = nw.from_native(basis.files.lazy())
    return build(
        share.lazies(basis.record),
        known,
        not_a_worker=basis.settings.not_a_worker,
        as_at=AS_AT,
    )


@pytest.fixture(scope="module")
def clocks(journeys):
    """Return how its clocks stand."""
    ran = run(
        journeys.timeline,
        journeys.coverage,
        nw.from_native(calendar().lazy()),
        as_at=AS_AT,
        settings=Settings(),
    )
    return ran.collect("polars").to_native()


def test_signals_raised_apart_are_those_raised_together(basis, journeys, clocks):
    files = nw.from_native(basis.files.lazy())
    record = share.lazies(basis.record)

    def raised(beside=None):
        found = raise_signals(
            lambda: nw.from_native(clocks.lazy()),
            journeys,
            record,
            files,
            definitions=CLOCKS,
            as_at=AS_AT,
            settings=Settings(),
            beside=beside,
        )
        return found.collect("polars").to_native().sort(pl.all())

    untimed = raise_untimed(journeys, record, files, as_at=AS_AT, settings=Settings())
    together = raised()
    assert raised(lambda: [untimed]).equals(together)
    apart = untimed.collect("polars").to_native()
    assert 0 < apart.height < together.height


def test_no_roll_asks_for_clocks_that_does_not_say_so(basis, journeys):
    def clocks():
        pytest.fail("a roll that is not timed asked for the clocks")

    ready = Ready(
        journeys=journeys,
        clocks=clocks,
        record=share.lazies(basis.record),
        files=basis.files,
        about=pl.DataFrame(
            schema=dict.fromkeys(("council", "child", "team"), pl.String)
        ),
        as_at=AS_AT,
        settings=Settings(),
    )
    Count(of_ready(ready), gathered(), periods("month", AS_AT)).untimed()


def test_figures_come_last_and_the_review_is_forgotten(basis, journeys, clocks, files):
    with ThreadPoolExecutor(1) as worker:
        mine = share.Share(worker, basis)
        early = mine.early(journeys, windows_of(files, AS_AT)).result()
        figures = mine.figures(clocks)()
    assert {"council", "child", "signal"} <= {*early.signals[0].columns}
    assert figures["measure"].n_unique() == len(gathered())
    assert not share._HELD


def test_what_went_wrong_first_is_what_is_told(basis, journeys, clocks, files):
    broken = replace(
        basis, record={n: t for n, t in basis.record.items() if n != "child"}
    )
    with ThreadPoolExecutor(1) as worker:
        mine = share.Share(worker, broken)
        mine.early(journeys, windows_of(files, AS_AT))
        with pytest.raises(KeyError):
            mine.figures(clocks)()
        mine.drop()
    assert not share._HELD
