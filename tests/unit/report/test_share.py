"""A review's share: taken in order, told of what goes wrong, and forgotten after."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import fields, replace
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
from clearsight.measures.run import Count, in_turn
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
    count = Count(of_ready(ready), gathered(), periods("month", AS_AT))
    counted = [count.count(r) for r in in_turn(gathered()) if not r.is_timed]
    assert pl.concat(counted)["den"].sum() > 0


class Slow(Executor):
    """A worker that does the first few things at once, and never comes to the rest."""

    def __init__(self, does):
        """Take how many things it does."""
        self.does, self.left = does, []

    def submit(self, fn, /, *args, **kwargs):
        """Do it, or let it wait."""
        future = Future()
        if self.does:
            self.does -= 1
            future.set_running_or_notify_cancel()
            future.set_result(fn(*args, **kwargs))
        else:
            self.left.append((future, fn, args))
        return future


# What comes before the first roll: hold, care, begin, early.
BEFORE = 4


def figures_of(worker, basis, journeys, clocks, files):
    """Return a share's figures, and forget it."""
    mine = share.Share(worker, basis)
    mine.early(journeys, windows_of(files, AS_AT))
    return mine.figures(clocks)()


@pytest.fixture(scope="module")
def alone(basis, journeys, clocks, files):
    """Return the figures that one thread comes to."""
    with ThreadPoolExecutor(1) as worker:
        return figures_of(worker, basis, journeys, clocks, files)


@pytest.mark.parametrize("done", [0, 7, 1000])
def test_whoever_counts_a_roll_the_figures_are_the_same(
    basis, journeys, clocks, files, alone, done
):
    worker = Slow(BEFORE + done)
    found = figures_of(worker, basis, journeys, clocks, files)
    assert found.equals(alone)
    of_rolls = {f for f, fn, _ in worker.left if fn is share._count}
    assert all(f.cancelled() for f in of_rolls)
    assert len(of_rolls) == max(len(in_turn(gathered())) - done, 0)
    share._HELD.clear()


def test_figures_are_counted_once_however_often_they_are_asked_for(
    basis, journeys, clocks, files, alone
):
    with ThreadPoolExecutor(1) as worker:
        mine = share.Share(worker, basis)
        mine.early(journeys, windows_of(files, AS_AT))
        figures = mine.figures(clocks)
        with ThreadPoolExecutor(4) as askers:
            asked = [askers.submit(figures) for _ in range(4)]
        first = asked[0].result()
        assert all(one.result() is first for one in asked)
    assert first.equals(alone)


def test_care_made_elsewhere_makes_the_same_journeys(basis, journeys):
    worker = Slow(BEFORE)
    care = share.Share(worker, basis).care
    assert care
    again = build(
        share.lazies(basis.record),
        nw.from_native(basis.files.lazy()),
        not_a_worker=basis.settings.not_a_worker,
        as_at=AS_AT,
        care=care,
    )
    for part in fields(journeys):
        ours, theirs = (share.native(getattr(j, part.name)) for j in (again, journeys))
        assert ours.height > 0 or part.name == "conflicts"
        assert ours.columns == theirs.columns
        assert ours.sort(pl.all()).equals(theirs.sort(pl.all())), part.name
    share._HELD.clear()


def test_a_thread_makes_no_care_apart(basis):
    with ThreadPoolExecutor(1) as worker:
        assert share.Share(worker, basis).care is None
    share._HELD.clear()


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
