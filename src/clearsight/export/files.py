"""Write a review into a folder: each file whole or not at all, for its owner's eyes."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import polars as pl

from clearsight.export import figures
from clearsight.export.folder import folder, taken_away, whole
from clearsight.export.xlsx import workbook, write_workbook
from clearsight.report import page
from clearsight.report.review import CLASSIFICATION, Review

Progress = Callable[[str, int, int], None]
FIGURES = {
    "figures.csv": figures.write_text,
    "figures.parquet": figures.write_frame,
}
FRAMES = ("timeline", "spells", "clocks", "signals", "questions")
STAFF = frozenset({"workers.csv", "workers.parquet"})
# Of zstd: files a little larger, in two thirds of the time.
PACKED = 1
WORKBOOK = "worklist.xlsx"


def prepare() -> None:
    """Do what writing needs and no review: the templates take a while to compile."""
    page.prepare()


def write_review(
    review: Review,
    out: Path,
    progress: Progress | None = None,
    second: Executor | None = None,
) -> None:
    """Write report.html, worklist.xlsx, manifest.json and the frames as Parquet.

    Where measures were counted, figures.csv and figures.parquet too; where supervision
    names the workers, workers.csv and workers.parquet, which are about staff alone.

    The folder is made if need be (mode 0700; files 0600). Every file says
    OFFICIAL-SENSITIVE in the way its kind allows. Raises `SettingsError` where the
    folder cannot be written to; a file that was there before is then as it was.

    `second` is a worker that writes the workbook, where it comes to that in time.
    """
    folder(out)
    book = (out / WORKBOOK, workbook(review))
    made: dict[str, Callable[[Path], object]] = {
        "report.html": lambda path: path.write_text(
            page.render(review), encoding="utf-8"
        ),
        **{f"{name}.parquet": _frame(review, name) for name in FRAMES},
        "manifest.json": lambda path: path.write_text(
            json.dumps(review.manifest(), indent=2, ensure_ascii=False),
            encoding="utf-8",
        ),
    }
    if (workers := review.workers) is not None:
        made["workers.parquet"] = _frame(review, "workers")
        made["workers.csv"] = lambda path: figures.write_lines(
            workers, CLASSIFICATION, path
        )
    # Two hold Python by turns; Polars writes the frames outside it.
    with ThreadPoolExecutor(3) as pool:
        given = (second or pool).submit(write_workbook, *book)
        # So the second worker comes to the workbook sooner.
        counted = pool.submit(lambda: review.measured)
        written = {n: pool.submit(whole, out / n, how) for n, how in made.items()}
        for done, (name, ended) in enumerate(written.items()):
            if progress:
                progress(f"Writing {name}", done, len(made) + 1)
            ended.result()
        if progress:
            progress(f"Writing {WORKBOOK}", len(made), len(made) + 1)
        if given.cancel():
            write_workbook(*book)
        else:
            given.result()
    if measured := counted.result():
        for name, how in FIGURES.items():
            whole(out / name, partial(how, measured))
    # What an earlier review said of staff would pass for what this one says.
    for name in STAFF - made.keys():
        taken_away(out / name)


def _frame(review: Review, name: str) -> Callable[[Path], object]:
    frame: pl.DataFrame = getattr(review, name)
    about = {
        "classification": CLASSIFICATION,
        "as_at": review.as_at.isoformat(),
        "made_by": f"Clearsight {review.version}",
    }
    return lambda path: frame.write_parquet(
        path, metadata=about, compression_level=PACKED, statistics=False
    )
