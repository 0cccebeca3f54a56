"""Make a review: read, build the journeys, run the clocks, raise the signals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path

import polars as pl

from clearsight.dates import year_end
from clearsight.files.manifest import ReadFile
from clearsight.journeys.settle import CONFLICT
from clearsight.oversight.signal import SIGNALS
from clearsight.oversight.thresholds import in_force, in_words
from clearsight.oversight.worklist import worklist
from clearsight.record import THINGS
from clearsight.report import questions
from clearsight.report.as_at import settle
from clearsight.report.counted import measured
from clearsight.report.grown import grown
from clearsight.report.review import Review
from clearsight.report.same_child import sharing_a_number
from clearsight.report.share import Basis
from clearsight.report.unrun import unrun
from clearsight.report.unsaid import unsaid
from clearsight.report.usable import usable_of
from clearsight.report.windows import windows_of
from clearsight.report.without_care import without_care
from clearsight.report.worked import about_workers, work_out
from clearsight.returns import RETURNS
from clearsight.returns.extracts import DAY_NEEDED, KEYS
from clearsight.returns.folder import read_paths
from clearsight.returns.ssda903.distance import with_distance
from clearsight.settings import Settings

Progress = Callable[[str, int, int], None]
# Extracts of our own, of which few rows may lie near the day they were made.
MADE_WHENEVER = KEYS - DAY_NEEDED
STAGES = ("Building journeys", "Running clocks", "Making the worklist")


@dataclass(frozen=True)
class Options:
    """What the person asked for; each is null or empty where she did not.

    `period` is month, quarter or year: measures are counted for those as well.
    """

    as_at: date | None = None
    council: str = ""
    year: int | None = None
    previous: Sequence[Path] = ()
    extract_dates: Mapping[str, date] = field(default_factory=dict)
    period: str = ""


def review(
    paths: Sequence[Path],
    options: Options,
    settings: Settings,
    progress: Progress | None = None,
    meanwhile: Callable[[], object] | None = None,
    second: Executor | None = None,
) -> Review:
    """Review everything at the paths.

    `meanwhile` is called once, while the clocks run and leave a processor idle.
    `second` is a worker that takes a share of the work, one thing after another; a
    thread is made where none is given. Raises `InputError` where nothing usable was
    read; everything less is in the manifest's problems and the data questions.
    """
    files = read(paths, options, settings, progress, second)
    return review_files(
        files, options, settings, progress, meanwhile, second, is_last_use=True
    )


def read(
    paths: Sequence[Path],
    options: Options,
    settings: Settings,
    progress: Progress | None = None,
    second: Executor | None = None,
) -> list[ReadFile]:
    """Read everything at the paths, as the person and the settings ask for it."""
    return read_paths(
        paths,
        previous=options.previous,
        council=options.council or settings.council,
        year=options.year,
        extract_dates=options.extract_dates,
        progress=progress,
        second=second,
    )


def review_files(
    files: list[ReadFile],
    options: Options,
    settings: Settings,
    progress: Progress | None = None,
    meanwhile: Callable[[], object] | None = None,
    second: Executor | None = None,
    *,
    is_last_use: bool = False,
) -> Review:
    """Review files that have been read.

    Where this is the last use of them, their tables are let go once the record is made.
    """

    def at(stage: int) -> None:
        if progress:
            progress(STAGES[stage], stage, len(STAGES))

    usable = usable_of(files)
    as_at, why = settle(usable, asked=options.as_at, year=options.year)
    at(0)
    tables, differing = record_of(usable, settings.postcodes)
    if is_last_use:
        let_go(files)
    basis = Basis(tables, files_known(usable, as_at), as_at, settings, options.period)
    with _worker(second) as worker:
        windows = windows_of(usable, as_at)
        found, figures = work_out(worker, basis, windows, at, meanwhile)
    at(2)
    return Review(
        as_at=as_at,
        as_at_why=why,
        councils=found["children"].get_column("council").unique().sort().to_list(),
        files=files,
        worklist=worklist(
            found["signals"],
            found["children"],
            found["about"],
            as_at=as_at,
            youngest_first=settings.youngest_first,
            tier_2=settings.tier_2,
        ),
        questions=_asked(files, found, differing, basis),
        timeline=found["timeline"],
        spells=found["spells"],
        clocks=found["clocks"],
        signals=found["signals"],
        children=found["children"],
        tier_2=settings.tier_2,
        thresholds=in_words(SIGNALS, in_force(SIGNALS, settings, as_at)),
        counting=cache(lambda: measured(figures(), as_at, why, options.period)),
        workers=about_workers(basis),
    )


def _asked(
    files: Sequence[ReadFile],
    found: Mapping[str, pl.DataFrame],
    differing: pl.DataFrame,
    basis: Basis,
) -> pl.DataFrame:
    """Gather every data question."""
    differ = [c for c in (found["conflicts"], differing) if c.width]
    told = [found["timeline"], found["spells"]]
    unasked = [
        found["unasked"],
        questions.of_untold(basis.record["child"], told, files),
        unrun(basis.record, found["spells"], found["children"], basis.files),
        unsaid(basis.record, basis.files, found["spells"], basis.as_at),
        sharing_a_number(basis.record["identifier"], basis.files),
        without_care(basis.record, found["spells"]),
        grown(basis.record, basis.files, found["children"], basis.as_at),
    ]
    return questions.gather(
        files,
        found["clocks"],
        found["timeline"],
        pl.concat(differ),
        basis.as_at,
        pl.concat(unasked),
    )


@contextmanager
def _worker(second: Executor | None) -> Iterator[Executor]:
    """Give the second worker, or a thread, which goes on until the measures are done.

    They are waited for where they are shown.
    """
    if second:
        yield second
        return
    thread = ThreadPoolExecutor(1)
    try:
        yield thread
    finally:
        thread.shutdown(wait=False)


def let_go(files: Iterable[ReadFile]) -> None:
    """Keep of each table no more than says how many rows it had."""
    for part in (p for f in files for p in f.parts):
        part.frame = part.frame.select(part.frame.columns[:1])


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

    Columns: file (String), known_on (Date), believed_to (Date), is_newest (Boolean).
    What files of a return that builds up have told stands until the last of them. Where
    nobody says when one of our own extracts was made, the latest day in it is no sign
    that it ended there: what it should show and does not is believed to the review.
    """
    rows = []
    for f in files:
        known = f.reference_date or f.extract_date
        if known is None:
            known = min(year_end(f.year), as_at) if f.year else as_at
        guessed = f.taken_for in MADE_WHENEVER and not f.is_date_stated
        to = as_at if guessed else known
        rows.append((f.council, f.taken_for, f.file_id, known, to, f.is_previous))
    frame = pl.DataFrame(
        rows,
        schema={
            "council": pl.String,
            "taken_for": pl.String,
            "file": pl.String,
            "known_on": pl.Date,
            "believed_to": pl.Date,
            "previous": pl.Boolean,
        },
        orient="row",
    )
    newest = pl.col("known_on").max().over("council", "taken_for")
    builds_up = pl.col("taken_for").is_in([r.key for r in RETURNS if r.builds_up])
    is_last = (pl.col("known_on") == newest) & ~pl.col("previous")
    return frame.select(
        "file",
        known_on=pl.when(builds_up).then(newest).otherwise("known_on"),
        believed_to="believed_to",
        is_newest=builds_up | is_last,
    ).unique("file", keep="first", maintain_order=True)
