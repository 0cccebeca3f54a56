"""Measure speed and memory on made-up data, each as a whole process.

    python bench/run.py [start] [review] [councils] [csv]

start     `clearsight --help`
review    a large council (about 20,000 referrals and 3,000 looked after in a year),
          reviewed cold; wanted: under 3 s and 1,000 MB on 2 cores
councils  150 councils in one review against one of them: cost per child, side by
          side; wanted: a ratio of at most 1
csv       about 319 MB of 903 CSV to typed tables, against Polars reading the same files
          as text, side by side; wanted: a ratio of at most 3

Made-up input is kept in bench/out between runs. Nothing here is a test: a noisy machine
must not fail a build.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import measure

OUT = Path(__file__).parent / "out"
PYTHON = sys.executable
CLEARSIGHT = [PYTHON, "-m", "clearsight"]
RUNS = 5
# Of 150 councils, which take minutes: their ratio to one council moves little.
LONG_RUNS = 2
LARGE = 30_000
SMALL = 600
COUNCILS = 150
COPIES = 282


def made(name: str, children: int, seed: int = 1) -> Path:
    """Make a council once, and return the folder of its returns."""
    folder = OUT / name
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        code = (
            "from pathlib import Path; from clearsight.madeup import make; "
            f"make(Path({str(folder)!r}), children={children}, seed={seed}, "
            f"council={name!r})"
        )
        measure.once([PYTHON, "-c", code])
        (folder / "done").touch()
    return folder / "returns"


def review_of(returns: Path) -> list[str]:
    """Return the command that reviews a folder."""
    return [*CLEARSIGHT, "review", str(returns), "--out", str(OUT / "review")]


def start() -> None:
    """Time the start of the program."""
    found = measure.median([*CLEARSIGHT, "--help"], RUNS)
    print(f"start: {found.seconds:.2f} s, {found.megabytes:.0f} MB")


def review() -> None:
    """Time the review of a large council."""
    found = measure.median(review_of(made("Largeshire", LARGE)), RUNS)
    print(
        f"review, {LARGE:,} children: {found.seconds:.2f} s, {found.megabytes:.0f} MB"
    )


def councils() -> None:
    """Compare the cost per child of many councils with that of one."""
    one = made("Council000", SMALL)
    many = OUT / "councils"
    if not many.exists():
        many.mkdir(parents=True)
        for number in range(COUNCILS):
            source = made(f"Council{number:03}", SMALL, seed=number + 1)
            shutil.copytree(source, many / f"Council{number:03}")
            _as_council(many / f"Council{number:03}", number)
    times, alone, together = measure.ratio(review_of(many), review_of(one), LONG_RUNS)
    del alone
    print(
        f"councils: {COUNCILS} at once cost {times / COUNCILS:.3f} of one, per child "
        f"({together:.2f} s for one)"
    )


def _as_council(folder: Path, number: int) -> None:
    """Let the census of a copied council state a council of its own."""
    for census in folder.glob("*.xml"):
        text = census.read_text(encoding="utf-8")
        start = text.index("<LEA>") + len("<LEA>")
        end = text.index("</LEA>")
        census.write_text(f"{text[:start]}{100 + number}{text[end:]}", encoding="utf-8")


def csv() -> None:
    """Compare reading typed 903 CSV with Polars reading the same files as text."""
    source, large = made("Largeshire", LARGE) / "ssda903", OUT / "csv"
    if not large.exists():
        large.mkdir(parents=True)
        for file in sorted(source.glob("*.csv")):
            _repeated(file, large / file.name)
    total = sum(f.stat().st_size for f in large.glob("*.csv")) / 1e6
    ours = (
        "from pathlib import Path; from clearsight.returns.folder import read_paths; "
        f"print(sum(f.children for f in read_paths([Path({str(large)!r})])))"
    )
    floor = (
        "from pathlib import Path; import polars as pl; "
        "print(sum(pl.read_csv(f, infer_schema=False).height "
        f"for f in sorted(Path({str(large)!r}).glob('*.csv'))))"
    )
    times, mine, least = measure.ratio([PYTHON, "-c", ours], [PYTHON, "-c", floor], 3)
    print(
        f"csv, {total:.0f} MB: {mine:.2f} s against a floor of {least:.2f} s, "
        f"{times:.2f} times"
    )


def _repeated(file: Path, into: Path) -> None:
    """Write the rows many times over, each time under identifiers of their own."""
    heading, *rows = file.read_text(encoding="utf-8").splitlines()
    with into.open("w", encoding="utf-8", newline="\n") as out:
        out.write(heading + "\n")
        for copy in range(COPIES):
            out.writelines(f"{copy:03}{row}\n" for row in rows)


def main() -> None:
    """Run what was asked for, or everything."""
    every = {"start": start, "review": review, "councils": councils, "csv": csv}
    asked = sys.argv[1:] or list(every)
    if unknown := [a for a in asked if a not in every]:
        sys.exit(
            f"There is no measurement {unknown[0]!r}; choose from {', '.join(every)}."
        )
    OUT.mkdir(exist_ok=True)
    for name in asked:
        every[name]()


if __name__ == "__main__":
    main()
