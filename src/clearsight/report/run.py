"""Make a review: read, build the journeys, run the clocks, raise the signals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from pathlib import Path

import narwhals as nw
import polars as pl

from clearsight.clocks import CLOCKS, run
from clearsight.clocks.workers import of_workers
from clearsight.dates import calendar, year_end
from clearsight.errors import InputError
from clearsight.files.manifest import ReadFile
from clearsight.journeys.build import Journeys, build
from clearsight.journeys.settle import CONFLICT, computed, keep
from clearsight.oversight.raising import raise_signals
from clearsight.oversight.signal import SIGNALS
from clearsight.oversight.signals.distance import unmeasured
from clearsight.oversight.thresholds import in_force, in_words
from clearsight.oversight.waiting import Waiting, rules_of, waiting
from clearsight.oversight.worklist import worklist
from clearsight.record import THINGS
from clearsight.report import questions
from clearsight.report.about import about_children
from clearsight.report.as_at import settle
from clearsight.report.counted import Measured, Ready, count_now, with_computed
from clearsight.report.order import Order
from clearsight.report.review import Review
from clearsight.report.unheld import unheld
from clearsight.report.windows import windows_of
from clearsight.returns import RETURNS
from clearsight.returns.folder import read_paths
from clearsight.returns.ssda903.distance import with_distance
from clearsight.settings import Settings
from clearsight.shape import Frame

Progress = Callable[[str, int, int], None]
MOST_REASONS = 5
COMPUTED = ("spells", "timeline", "children")
STAGES = ("Building journeys", "Running clocks", "Making the worklist")


@dataclass(frozen=True)
class Options:
    """What the person asked for; each is null or empty where she did not."""

    as_at: date | None = None
    council: str = ""
    year: int | None = None
    previous: Sequence[Path] = ()
    extract_dates: Mapping[str, date] = field(default_factory=dict)


def review(
    paths: Sequence[Path],
    options: Options,
    settings: Settings,
    progress: Progress | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> Review:
    """Review everything at the paths.

    `meanwhile` is called once, while the clocks run and leave a processor idle. Raises
    `InputError` where nothing usable was read; everything less is in the manifest's
    problems and the data questions.
    """
    files = read_paths(
        paths,
        previous=options.previous,
        council=options.council or settings.council,
        year=options.year,
        extract_dates=options.extract_dates,
        progress=progress,
    )
    return review_files(files, options, settings, progress, meanwhile)


def review_files(
    files: list[ReadFile],
    options: Options,
    settings: Settings,
    progress: Progress | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> Review:
    """Review files that have been read."""

    def at(stage: int) -> None:
        if progress:
            progress(STAGES[stage], stage, len(STAGES))

    usable = [f for f in files if f.taken_for and not f.aside]
    if not any(not f.is_previous and f.children for f in usable):
        raise _nothing_usable(files)
    as_at, why = settle(usable, asked=options.as_at, year=options.year)
    at(0)
    tables, differing = record_of(usable, settings.postcodes)
    record = {n: nw.from_native(t.lazy()) for n, t in tables.items()}
    known_on = files_known(usable, as_at)
    known = nw.from_native(known_on.lazy())
    journeys = build(record, known, not_a_worker=settings.not_a_worker, as_at=as_at)
    at(1)
    windows = windows_of(usable, as_at)
    found = _worked_out(
        journeys, record, known, as_at, settings, meanwhile, windows=windows
    )
    counting = _counting(journeys, found, record, known_on, as_at, settings, why=why)
    at(2)
    differ = [c for c in (found["conflicts"], differing) if c.width]
    listed = worklist(
        found["signals"],
        found["children"],
        found["about"],
        as_at=as_at,
        youngest_first=settings.youngest_first,
        tier_2=settings.tier_2,
    )
    asked = questions.gather(
        files, found["clocks"], found["timeline"], pl.concat(differ), as_at,
        pl.concat([found["unasked"], unmeasured(tables["care_episode"])]),
    )  # fmt: skip
    return Review(
        as_at=as_at,
        as_at_why=why,
        councils=found["children"].get_column("council").unique().sort().to_list(),
        files=files,
        worklist=listed,
        questions=asked,
        timeline=found["timeline"],
        spells=found["spells"],
        clocks=found["clocks"],
        signals=found["signals"],
        children=found["children"],
        tier_2=settings.tier_2,
        thresholds=in_words(SIGNALS, in_force(SIGNALS, settings, as_at)),
        counting=counting,
        workers=_of_workers(record, as_at, settings),
    )


def _counting(
    journeys: Journeys,
    found: Mapping[str, pl.DataFrame],
    record: Mapping[str, Frame],
    files: pl.DataFrame,
    as_at: date,
    settings: Settings,
    *,
    why: str,
) -> Callable[[], Measured]:
    """Begin to count in a thread of its own, and return what waits for the outcome.

    Nothing else waits for the measures but the page and the files that show them.
    """
    ready = Ready(
        journeys=with_computed(journeys, **{n: found[n] for n in COMPUTED}),
        clocks=nw.from_native(found["clocks"].lazy()),
        record=record,
        files=files,
        about=found["about"],
        as_at=as_at,
        settings=settings,
    )
    pool = ThreadPoolExecutor(1)
    begun = pool.submit(count_now, ready, why)
    pool.shutdown(wait=False)
    return begun.result


def _worked_out(
    journeys: Journeys,
    record: Mapping[str, Frame],
    known: Frame,
    as_at: date,
    settings: Settings,
    meanwhile: Callable[[], object] | None,
    *,
    windows: pl.DataFrame,
) -> dict[str, pl.DataFrame]:
    """Run the clocks, and meanwhile compute what does not wait for them; sort all."""
    with ThreadPoolExecutor(2) as pool:
        waits = pool.submit(_waits, journeys, windows, as_at, settings)
        timed = pool.submit(_timed, journeys, record, known, as_at, settings, waits)
        spells = _native(journeys.spells)
        children = _native(journeys.children)
        order = Order(children)
        found = {
            "children": order.put("children", children),
            "spells": order.put("spells", spells),
            "timeline": order.put("timeline", _native(journeys.timeline)),
            "conflicts": _native(journeys.conflicts),
            "about": about_children(spells, _native(record["involvement"]), as_at),
        }
        if meanwhile:
            meanwhile()
        clocks, signals = timed.result()
    found["clocks"] = order.put("clocks", clocks)
    found["signals"] = order.put("signals", signals)
    unrun = unheld(found["timeline"], found["clocks"], settings)
    found["unasked"] = pl.concat([waits.result().questions, unrun])
    return found


def _nothing_usable(files: Sequence[ReadFile]) -> InputError:
    """Say of the first few files why each could not be used."""
    reasons = [
        f"{f.name}: {f.why or next((p.what for p in f.problems), 'it holds no child.')}"
        for f in files
        if not f.is_previous
    ]
    more = len(reasons) - MOST_REASONS
    if more > 0:
        reasons = [*reasons[:MOST_REASONS], f"and {more} more"]
    return InputError(
        "\n  ".join(["Nothing usable was read.", *reasons]),
        do="Run `clearsight read` on the same path for all that was found.",
    )


def _timed(
    journeys: Journeys,
    record: Mapping[str, Frame],
    known: Frame,
    as_at: date,
    settings: Settings,
    waits: Future[Waiting],
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Run the clocks, and meanwhile raise what signals it can; then the others."""
    with ThreadPoolExecutor(1) as pool:
        ran = pool.submit(_clocked, journeys, as_at, settings)
        raised = raise_signals(
            ran.result,
            journeys,
            record,
            known,
            definitions=CLOCKS,
            as_at=as_at,
            settings=settings,
            beside=lambda: [nw.from_native(waits.result().signals.lazy())],
        )
        return _native(ran.result()), _native(raised)


def _clocked(journeys: Journeys, as_at: date, settings: Settings) -> Frame:
    return keep(
        run(
            journeys.timeline,
            journeys.coverage,
            nw.from_native(calendar().lazy()),
            as_at=as_at,
            settings=settings,
        )
    )


def _waits(
    journeys: Journeys, windows: pl.DataFrame, as_at: date, settings: Settings
) -> Waiting:
    """Find who has been long in one state, while the clocks run."""
    return waiting(
        _native(journeys.spells),
        _native(journeys.timeline),
        _native(journeys.children),
        windows,
        as_at=as_at,
        rules=rules_of(in_force(SIGNALS, settings, as_at)),
    )


def _of_workers(
    record: Mapping[str, Frame], as_at: date, settings: Settings
) -> pl.DataFrame | None:
    """Run the clocks that are about workers, where supervision names any."""
    named = record["supervision"].filter(~nw.col("worker").is_null())
    if not len(computed(named.head(1))):
        return None
    days = nw.from_native(calendar().lazy())
    ran = _native(of_workers(record, days, as_at=as_at, settings=settings))
    return ran.sort("council", "clock", "worker", "starts_on", "step")


def _native(frame: Frame) -> pl.DataFrame:
    native: pl.DataFrame = computed(frame).to_native()
    return native


def record_of(
    files: Sequence[ReadFile], postcodes: Path | None = None
) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """Turn what was read into the canonical record.

    `postcodes` is the council's own table of where they lie, if it has one. Returns the
    tables of `record.THINGS` by name, and the conflicts between years of one return,
    with the columns of `journeys.settle.CONFLICT`.
    """
    parts: dict[str, list[pl.DataFrame]] = {n: [t.empty()] for n, t in THINGS.items()}
    differing = []
    with ThreadPoolExecutor() as pool:
        for made in pool.map(lambda r: _rows_of(r.key, files), RETURNS):
            if (conflict := made.pop("conflict", None)) is not None:
                differing.append(conflict.select(*CONFLICT))
            for table, frame in made.items():
                parts[table].append(THINGS[table].conform(frame))
    tables = {n: pl.concat(frames) for n, frames in parts.items()}
    tables["care_episode"] = with_distance(tables["care_episode"], files, postcodes)
    tables["care_episode"] = _from_first(tables["care_episode"])
    return tables, pl.concat(differing) if differing else pl.DataFrame()


def _from_first(episodes: pl.DataFrame) -> pl.DataFrame:
    """Keep the episodes of care of one return for each council, the first in the list.

    They are chained into periods of care, and two tellings of one chain would break it.
    """
    rank = {kind.key: place for place, kind in enumerate(RETURNS)}
    order = pl.col("source").replace_strict(rank, return_dtype=pl.Int64)
    return episodes.filter(order == order.min().over("council"))


def _rows_of(name: str, files: Sequence[ReadFile]) -> dict[str, pl.DataFrame]:
    """Let one return turn its own files into canonical rows."""
    own = [f for f in files if f.taken_for == name]
    if not own:
        return {}
    made: dict[str, pl.DataFrame]
    made = import_module(f"clearsight.returns.{name}.record").to_record(own)
    return made


def files_known(files: Sequence[ReadFile], as_at: date) -> pl.DataFrame:
    """Say for each file to which day it knows, and whether a later one was read.

    Columns: file (String), known_on (Date), is_newest (Boolean).
    """
    rows = []
    for f in files:
        known = f.reference_date or f.extract_date
        if known is None:
            known = min(year_end(f.year), as_at) if f.year else as_at
        rows.append((f.council, f.taken_for, f.file_id, known, f.is_previous))
    frame = pl.DataFrame(
        rows,
        schema={
            "council": pl.String,
            "taken_for": pl.String,
            "file": pl.String,
            "known_on": pl.Date,
            "previous": pl.Boolean,
        },
        orient="row",
    )
    newest = pl.col("known_on").max().over("council", "taken_for")
    return frame.select(
        "file",
        "known_on",
        is_newest=(pl.col("known_on") == newest) & ~pl.col("previous"),
    ).unique("file", keep="first", maintain_order=True)
