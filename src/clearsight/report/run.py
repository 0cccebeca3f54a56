"""Make a review: read, build the journeys, run the clocks, raise the signals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from pathlib import Path

import narwhals as nw
import polars as pl

from clearsight.clocks import CLOCKS, run
from clearsight.dates import calendar, year_end
from clearsight.errors import InputError
from clearsight.files.manifest import ReadFile
from clearsight.journeys.build import Journeys, build
from clearsight.journeys.settle import CONFLICT, computed, keep
from clearsight.oversight.signals import raise_signals
from clearsight.oversight.worklist import worklist
from clearsight.record import THINGS
from clearsight.report import questions
from clearsight.report.about import about_children
from clearsight.report.as_at import settle
from clearsight.report.order import Order
from clearsight.report.review import Review
from clearsight.returns.folder import read_paths
from clearsight.settings import Settings
from clearsight.shape import Frame

Progress = Callable[[str, int, int], None]
MOST_REASONS = 5
RETURNS = ("cin", "ssda903", "annexa")
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
    tables, differing = record_of(usable)
    journeys = build(
        {n: nw.from_native(t.lazy()) for n, t in tables.items()},
        nw.from_native(files_known(usable, as_at).lazy()),
        not_a_worker=settings.not_a_worker,
        as_at=as_at,
    )
    at(1)
    found = _worked_out(journeys, tables["involvement"], as_at, settings, meanwhile)
    at(2)
    differ = [c for c in (found["conflicts"], differing) if c.width]
    listed = worklist(
        found["signals"],
        found["children"],
        found["about"],
        as_at=as_at,
        youngest_first=settings.youngest_first,
    )
    asked = questions.gather(
        files, found["clocks"], found["timeline"], pl.concat(differ), as_at
    )
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
    )


def _worked_out(
    journeys: Journeys,
    involvement: pl.DataFrame,
    as_at: date,
    settings: Settings,
    meanwhile: Callable[[], object] | None,
) -> dict[str, pl.DataFrame]:
    """Run the clocks, and meanwhile compute what does not wait for them; sort all."""
    with ThreadPoolExecutor(1) as pool:
        timed = pool.submit(_timed, journeys, as_at, settings)
        spells = _native(journeys.spells)
        children = _native(journeys.children)
        order = Order(children)
        found = {
            "children": order.put("children", children),
            "spells": order.put("spells", spells),
            "timeline": order.put("timeline", _native(journeys.timeline)),
            "conflicts": _native(journeys.conflicts),
            "about": about_children(spells, involvement, as_at),
        }
        if meanwhile:
            meanwhile()
        clocks, signals = timed.result()
    found["clocks"] = order.put("clocks", clocks)
    found["signals"] = order.put("signals", signals)
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
    journeys: Journeys, as_at: date, settings: Settings
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Run the clocks and raise the signals."""
    ran = keep(
        run(
            journeys.timeline,
            journeys.coverage,
            nw.from_native(calendar().lazy()),
            as_at=as_at,
            settings=settings,
        )
    )
    raised = raise_signals(
        ran, journeys.timeline, definitions=CLOCKS, as_at=as_at, settings=settings
    )
    return _native(ran), _native(raised)


def _native(frame: Frame) -> pl.DataFrame:
    native: pl.DataFrame = computed(frame).to_native()
    return native


def record_of(
    files: Sequence[ReadFile],
) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """Turn what was read into the canonical record.

    Returns the tables of `record.THINGS` by name, and the conflicts between years of
    one return, with the columns of `journeys.settle.CONFLICT`.
    """
    parts: dict[str, list[pl.DataFrame]] = {n: [t.empty()] for n, t in THINGS.items()}
    differing = []
    with ThreadPoolExecutor() as pool:
        for made in pool.map(lambda name: _rows_of(name, files), RETURNS):
            if (conflict := made.pop("conflict", None)) is not None:
                differing.append(conflict.select(*CONFLICT))
            for table, frame in made.items():
                parts[table].append(THINGS[table].conform(frame))
    tables = {n: pl.concat(frames) for n, frames in parts.items()}
    return tables, pl.concat(differing) if differing else pl.DataFrame()


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
