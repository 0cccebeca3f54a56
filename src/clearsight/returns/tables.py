"""Tables known by their headings: CSV files and worksheets to typed, checked parts.

For returns whose columns bear names that no other return has, so that two or three of
them are enough to know a table by, in whatever file it lies.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from math import inf
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from clearsight.files.grid import Grid
from clearsight.files.headings import normalise
from clearsight.files.manifest import Part, Problem, ReadFile
from clearsight.files.typed import rows_named, type_columns
from clearsight.returns.nth import NTH, nth_among
from clearsight.shape import FILE, ROW, Field, Table

if TYPE_CHECKING:
    from clearsight.files.open import Opened

Checked = tuple[pl.DataFrame, list[Problem]]
FEWEST = 2
SHOWN = 5
NAMED = 8


class ListTable(Table):
    """A table of rows, each about somebody, with what must hold within a row.

    `whose` are the columns of which one must be filled, or the row is set aside;
    `order` are pairs of days of which the second cannot come before the first;
    `bounds` are the least and the greatest that a number can be.
    """

    whose: ClassVar[tuple[str, ...]] = ()
    order: ClassVar[tuple[tuple[str, str], ...]] = ()
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = {}


@dataclass(frozen=True)
class Kind:
    """A return made of such tables.

    `codes` holds, for each code set, its codes with what they mean; `also` is a further
    check of a table, which may set rows aside. `blanks` are texts that stand for
    nothing.
    """

    key: str
    tables: Mapping[str, type[ListTable]]
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    blanks: frozenset[str] = frozenset()
    also: Callable[[pl.DataFrame, type[ListTable]], Checked] | None = None

    def read(self, opened: Opened) -> ReadFile | None:
        """Read every grid that is one of the tables; None where none is."""
        found = [(grid, recognise(grid.headings, self.tables)) for grid in opened.grids]
        if not any(fit for _, fit in found):
            return None
        source = opened.source
        entry = ReadFile(
            name=source.name,
            sha256=source.sha256,
            size=len(source.content),
            taken_for=self.key,
            layout="CSV" if opened.form == "text" else "workbook",
            problems=list(opened.problems),
            is_previous=source.is_previous,
        )
        reasons = []
        for grid, fit in found:
            if fit is None:
                entry.problems.append(_unknown_sheet(grid))
                continue
            part, problems = self._part(grid, fit, source.file_id)
            entry.parts.append(part)
            entry.problems += [*grid.problems, *problems]
            reasons.append(f"{fit.table}: {fit.why}")
        entry.why = "; ".join(reasons)
        return entry

    def _part(self, grid: Grid, fit: Fit, file_id: str) -> tuple[Part, list[Problem]]:
        table = self.tables[fit.table]
        held = grid.frame.select(
            pl.lit(file_id).alias(FILE),
            pl.col(ROW),
            *(pl.col(heading).alias(n) for n, heading in fit.columns.items()),
        )
        shown = self._blanked(held) if self.blanks else held
        typed, problems = type_columns(shown, table, dates="day first")
        problems += flags_unread(typed, table)
        if self.blanks:
            typed = typed.with_columns(
                held[n].cast(pl.String).alias(table.fields[n].submitted)
                for n in fit.columns
            )
        typed, unknown = coded(typed, table, self.codes)
        problems += unknown
        for check in (numbers_in_bounds, about_somebody, ends_after_start, self.also):
            if check is not None:
                typed, found = check(typed, table)
                problems += found
        where = f"sheet {grid.sheet}, " if grid.sheet else ""
        part = Part(
            table=fit.table,
            frame=typed,
            rows_in=grid.rows_in,
            rows_aside=grid.rows_aside + grid.frame.height - typed.height,
            missing_columns=fit.missing,
            extra_columns=fit.extra,
            sheet=grid.sheet,
        )
        placed = [
            Problem(p.what, f"{where}{fit.table}, {p.where}", p.do, p.rows, p.set_aside)
            for p in problems
        ]
        return part, placed

    def _blanked(self, held: pl.DataFrame) -> pl.DataFrame:
        """Take the texts that stand for nothing out of the cells."""
        cells = pl.exclude(FILE, ROW)
        bare = cells.str.strip_chars().str.to_uppercase()
        return held.with_columns(
            pl.when(~bare.is_in(sorted(self.blanks))).then(cells).name.keep()
        )


def coded(
    typed: pl.DataFrame,
    table: type[Table],
    codes: Mapping[str, Mapping[str, str]],
) -> Checked:
    """Write codes as our lists do; report those on no list, which are kept."""
    problems = []
    for name, one in table.fields.items():
        if one.kind != "code" or not (known := codes.get(one.codes)):
            continue
        plain = typed[name].str.replace_all(r"[\s_\-]+", " ")
        typed = typed.with_columns(plain.alias(name))
        strange = typed.filter(
            pl.col(name).is_not_null() & ~pl.col(name).is_in(list(known))
        )
        if strange.height:
            listed = ", ".join(list(known)[:NAMED])
            more = " and others" if len(known) > NAMED else ""
            problems.append(
                _problem(
                    f"{_rows(strange)} a code in {name} that our list does not have.",
                    f"column {name}",
                    strange,
                    f"Use one of: {listed}{more}. The rows were kept.",
                )
            )
    return typed, problems


@dataclass(frozen=True)
class Fit:
    """How headings fit a table: each field's heading, what is lacking, what is left."""

    table: str
    columns: Mapping[str, str]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    own: int
    of: int

    @property
    def why(self) -> str:
        """Say in words what it was recognised by."""
        said = f"has {self.own} of the {self.of} columns that only {self.table} has"
        return f"{said}; without {', '.join(self.missing)}" if self.missing else said


def recognise(
    headings: Sequence[str], tables: Mapping[str, type[ListTable]]
) -> Fit | None:
    """Return the table to which the headings belong, or None.

    All columns that it cannot do without must be there, and two of its own at least.
    """
    by_name = {normalise(h): h for h in reversed(headings)}
    counts = Counter(name for table in tables.values() for name in table.fields)
    best: Fit | None = None
    for name, table in tables.items():
        fields = table.fields
        columns = {n: h for n, f in fields.items() if (h := _heading(f, by_name))}
        if any(f.needed and n not in columns for n, f in fields.items()):
            continue
        own = [n for n in fields if counts[n] == 1]
        found = sum(n in columns for n in own)
        if found < min(FEWEST, len(own)) or (best and found <= best.own):
            continue
        used = set(columns.values())
        best = Fit(
            table=name,
            columns=columns,
            missing=tuple(n for n in fields if n not in columns),
            extra=tuple(h for h in headings if h not in used),
            own=found,
            of=len(own),
        )
    return best


def _heading(one: Field, by_name: Mapping[str, str]) -> str:
    names = (normalise(n) for n in (one.name, *one.other_names))
    return next((by_name[n] for n in names if n in by_name), "")


def flags_unread(typed: pl.DataFrame, table: type[Table]) -> list[Problem]:
    """Report the cells that say neither yes nor no; they are blank, so not known."""
    problems = []
    for one in table.fields.values():
        if one.kind != "yes_no":
            continue
        filled = pl.col(one.submitted).str.strip_chars() != ""
        unread = typed.filter(pl.col(one.name).is_null(), filled)
        if unread.height:
            problems.append(
                _problem(
                    f"{_rows(unread)} a {one.name} that is neither yes nor no.",
                    f"column {one.name}",
                    unread,
                    "Write Y or N and export again. The rows were kept, with the flag "
                    "not known.",
                )
            )
    return problems


def numbers_in_bounds(typed: pl.DataFrame, table: type[ListTable]) -> Checked:
    """Report the numbers that cannot be, and leave their cells blank."""
    problems = []
    for name, (least, most) in table.bounds.items():
        within = pl.col(name).is_between(least, most)
        wrong = typed.filter(~within)
        if not wrong.height:
            continue
        typed = typed.with_columns(pl.when(within).then(name).alias(name))
        upper = "" if most == inf else f" or above {most:g}"
        problems.append(
            _problem(
                f"{_rows(wrong)} a {name} below {least:g}{upper}.",
                f"column {name}",
                wrong,
                "Correct the number and export again. The rows were kept, without it.",
            )
        )
    return typed, problems


def about_somebody(typed: pl.DataFrame, table: type[ListTable]) -> Checked:
    """Set aside the rows that do not say whom they are about."""
    if not table.whose:
        return typed, []
    filled = pl.any_horizontal(pl.col(name).is_not_null() for name in table.whose)
    lost = typed.filter(~filled)
    if not lost.height:
        return typed, []
    names = " or ".join(table.whose)
    problem = _problem(
        "Rows that do not say whom they are about were set aside.",
        f"column {names}",
        lost,
        f"Fill in {names} and export again.",
        aside=lost.height,
    )
    return typed.filter(filled), [problem]


def ends_after_start(typed: pl.DataFrame, table: type[ListTable]) -> Checked:
    """Report the rows in which an end comes before its start; they are kept."""
    problems = []
    for first, second in table.order:
        wrong = typed.filter(pl.col(second) < pl.col(first))
        if wrong.height:
            problems.append(
                _problem(
                    f"{_rows(wrong)} a {second} before {first}.",
                    f"columns {first} and {second}",
                    wrong,
                    "Correct the day that is wrong and export again. The rows were "
                    "kept.",
                )
            )
    return typed, problems


def without_repeats(typed: pl.DataFrame, key: str) -> Checked:
    """Set aside rows that are repeated: the whole row, or its id where that is given.

    Of rows that share an id the first is kept.
    """
    values = [c for c in typed.columns if c not in (FILE, ROW)]
    first = typed.unique(values, keep="first", maintain_order=True)
    if key in typed.columns:
        again = pl.col(key).is_not_null() & ~pl.col(key).is_first_distinct()
        first = first.filter(~again)
    if first.height == typed.height:
        return typed, []
    lost = typed.join(first.select(ROW), on=ROW, how="anti")
    problem = _problem(
        "Rows that stand there more than once were set aside.",
        f"column {key}" if key else "",
        lost,
        "Nothing, if your export joins several tables; else remove them.",
        aside=lost.height,
    )
    return first, [problem]


def _problem(
    what: str, where: str, rows: pl.DataFrame, do: str, aside: int = 0
) -> Problem:
    shown = rows_named(rows[ROW].head(SHOWN).to_list(), rows.height)
    place = f"{where}, {shown}" if where else shown
    return Problem(what, place, do, rows.height, aside)


def _rows(frame: pl.DataFrame) -> str:
    return f"{frame.height:,} {'row has' if frame.height == 1 else 'rows have'}"


def _unknown_sheet(grid: Grid) -> Problem:
    return Problem(
        what="The sheet is not a table of this return and was left aside.",
        where=f"sheet {grid.sheet}" if grid.sheet else "",
        do="Leave it out, or check its headings.",
        rows=grid.rows_in,
        set_aside=grid.rows_in,
    )


def in_order(files: Iterable[ReadFile], key: str) -> list[ReadFile]:
    """Return the files of a return that are in use, the oldest extract first."""
    ours = [f for f in files if f.taken_for == key and not f.aside]
    return sorted(ours, key=lambda f: (f.extract_date or date.min, f.name))


def latest(rows: pl.DataFrame, same: Sequence[str]) -> pl.DataFrame:
    """Keep each thing once, as the last file in order tells it.

    Rows of several files are one thing where council and the columns of `same` agree,
    and they are the same in order among those of their file; within one file each row
    is a thing of its own. Blanks are told apart by nothing, so they agree.
    """
    if rows.is_empty() or rows[FILE].n_unique() == 1:
        return rows
    key = ["council", *same]
    nth = rows.with_columns(nth_among(rows, [*key, FILE]))
    return nth.unique([*key, NTH], keep="last", maintain_order=True).drop(NTH)


def together(
    files: Iterable[ReadFile], key: str, table: str, columns: Mapping[str, str]
) -> pl.DataFrame:
    """Put together one table of all the return's files that are in use.

    `columns` maps the fields of the table to names of the record. Returned: council,
    source, file, row and those columns; without rows where no file has the table, and
    then without columns too.
    """
    frames = [
        part.frame.select(
            pl.lit(file.council).alias("council"),
            pl.lit(key).alias("source"),
            pl.col(FILE),
            pl.col(ROW).cast(pl.Int64),
            *(pl.col(given).alias(name) for given, name in columns.items()),
        )
        for file in files
        if file.taken_for == key and not file.aside
        for part in file.parts
        if part.table == table
    ]
    return pl.concat(frames) if frames else pl.DataFrame()


@cache
def code_sets(package: str) -> dict[str, dict[str, str]]:
    """Return the code sets of a return's `codes.toml`: each code and what it means."""
    text = resources.files(package).joinpath("codes.toml").read_text("utf-8")
    return {name: one["meanings"] for name, one in tomllib.loads(text).items()}
