"""From the record to journeys, clocks and signals, with a second worker to share it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace

import narwhals as nw
import polars as pl

from clearsight.clocks import CLOCKS, run
from clearsight.clocks.workers import of_workers
from clearsight.dates import calendar
from clearsight.journeys.build import Journeys, build
from clearsight.oversight.raising import raise_signals
from clearsight.report.order import Order
from clearsight.report.share import Basis, Figures, Share, lazies, native
from clearsight.report.unheld import unheld
from clearsight.shape import Frame


def work_out(
    worker: Executor,
    basis: Basis,
    windows: pl.DataFrame,
    at: Callable[[int], None],
    meanwhile: Callable[[], object] | None,
) -> tuple[dict[str, pl.DataFrame], Figures]:
    """Build the journeys, run the clocks and raise the signals; put all in order.

    Returned with them is what waits for the figures of the measures. `at` is told when
    the journeys are built, and `meanwhile` called while the clocks run.
    """
    share = Share(worker, basis)
    try:
        return _shared(share, basis, windows, at, meanwhile)
    except BaseException:
        share.drop()
        raise


def _shared(
    share: Share,
    basis: Basis,
    windows: pl.DataFrame,
    at: Callable[[int], None],
    meanwhile: Callable[[], object] | None,
) -> tuple[dict[str, pl.DataFrame], Figures]:
    record, known = lazies(basis.record), nw.from_native(basis.files.lazy())
    names = basis.settings.not_a_worker
    journeys = build(
        record, known, not_a_worker=names, as_at=basis.as_at, care=share.care
    )
    spells, children = native(journeys.spells), native(journeys.children)
    held = lazies({"spells": spells, "children": children})
    journeys = replace(journeys, **held)
    at(1)
    early = share.early(journeys, windows)
    with ThreadPoolExecutor(1) as pool:
        ran = pool.submit(_clocked, journeys, basis)
        order = Order(children)
        found = {
            "children": order.put("children", children),
            "spells": order.put("spells", spells),
            "timeline": order.put("timeline", native(journeys.timeline)),
            "conflicts": native(journeys.conflicts),
        }
        if meanwhile:
            meanwhile()
        clocks = ran.result()
    figures = share.figures(clocks)
    raised = raise_signals(
        lambda: nw.from_native(clocks.lazy()),
        journeys,
        record,
        known,
        definitions=CLOCKS,
        as_at=basis.as_at,
        settings=basis.settings,
        beside=lambda: [nw.from_native(s.lazy()) for s in early.result().signals],
    )
    found["clocks"] = order.put("clocks", clocks)
    found["signals"] = order.put("signals", native(raised))
    unrun = unheld(found["timeline"], found["clocks"], basis.settings)
    found["about"] = early.result().about
    found["unasked"] = pl.concat([early.result().questions, unrun])
    return found, figures


def _clocked(journeys: Journeys, basis: Basis) -> pl.DataFrame:
    days = nw.from_native(calendar().lazy())
    ran = run(
        journeys.timeline,
        journeys.coverage,
        days,
        as_at=basis.as_at,
        settings=basis.settings,
        older=of_before(basis.files),
    )
    return native(ran)


def of_before(files: pl.DataFrame) -> Frame | None:
    """Return the file and known_on of the files that are not the newest, if any.

    `files` is as of `report.run.files_known`.
    """
    older = files.filter(~pl.col("is_newest")).select("file", "known_on")
    return nw.from_native(older.lazy()) if older.height else None


def about_workers(basis: Basis) -> pl.DataFrame | None:
    """Run the clocks that are about workers, where supervision names any."""
    if not basis.record["supervision"]["worker"].count():
        return None
    days = nw.from_native(calendar().lazy())
    ran = of_workers(
        lazies(basis.record),
        nw.from_native(basis.files.lazy()),
        days,
        as_at=basis.as_at,
        settings=basis.settings,
    )
    return native(ran).sort("council", "clock", "worker", "starts_on", "step")
