"""How the layout of a return, or of a table of the canonical record, is declared.

    class Reviews(Table):
        '''One row for each review of a looked-after child.'''

        CHILD = key("Child's unique identifier")
        REVIEW = day("Date of the review")
        REVIEW_CODE = code("How the child took part", "review_code")

A field declared here is read, typed and documented from this one line. After reading,
each table has the columns `file` (first 16 hex digits of the file's SHA-256), `row`
(line of the text file, or row of the sheet, counted from 1 as a person would), then
for every field its typed value and, as `<field>_submitted`, the text as it arrived.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Literal, TypeAlias

import narwhals as nw

from clearsight.errors import DefinitionError

# A lazy frame of any engine: what journeys, clocks and signals are written over.
Frame: TypeAlias = nw.LazyFrame[Any]

Kind = Literal["key", "text", "code", "day", "number", "decimal", "yes_no"]

FILE = "file"
ROW = "row"
SUBMITTED = "_submitted"


@dataclass(frozen=True)
class Field:
    """One column: its kind, what it means, and how else it is spelt.

    `since` and `until` are the collection years (named by the year in which they end)
    in which the field exists; None is no bound. `other_names` are further headings.
    """

    kind: Kind
    title: str
    codes: str = ""
    other_names: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    needed: bool = False
    name: str = ""

    @property
    def submitted(self) -> str:
        """Name of the column that holds the text as it arrived."""
        return self.name + SUBMITTED


def key(title: str, *other_names: str) -> Field:
    """Return a field that identifies the child or the row; always needed."""
    return Field("key", title, other_names=other_names, needed=True)


def text(title: str, *other_names: str, **more: int) -> Field:
    """Return a field of free text."""
    return Field("text", title, other_names=other_names, **more)  # type: ignore[arg-type]


def code(title: str, codes: str, *other_names: str, **more: int) -> Field:
    """Return a field that holds a code of the named set; compared in capitals."""
    return Field("code", title, codes, other_names, **more)  # type: ignore[arg-type]


def day(title: str, *other_names: str, **more: int) -> Field:
    """Return a field that holds a date, to the day."""
    return Field("day", title, other_names=other_names, **more)  # type: ignore[arg-type]


def number(title: str, *other_names: str, **more: int) -> Field:
    """Return a field that holds a whole number."""
    return Field("number", title, other_names=other_names, **more)  # type: ignore[arg-type]


def decimal(title: str, *other_names: str, **more: int) -> Field:
    """Return a field that holds a number with decimals, such as full-time equivalents.

    Read as Float64; sums of it are rounded where they are shown.
    """
    return Field("decimal", title, other_names=other_names, **more)  # type: ignore[arg-type]


def yes_no(title: str, *other_names: str, **more: int) -> Field:
    """Return a field that says yes or no in whatever form its return uses."""
    return Field("yes_no", title, other_names=other_names, **more)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Through:
    """The row is theirs whose row of another `table` holds in `key` what `column` does.

    `lasts`: the ids mean the same in every extract; else in the files of one folder, or
    in one XML, alone.
    """

    column: str
    table: str
    key: str
    lasts: bool = False


@dataclass(frozen=True)
class Naming:
    """How the rows of a table say which child they are about.

    `by` are columns that hold the council's own identifier. `numbers` maps columns that
    hold the number of another system to its kind. `through` leads to the table that
    says it, for rows that name nobody themselves. A table with none of these is about
    no child: adopters, staff, the return itself.
    """

    by: tuple[str, ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)
    through: Through | None = None


NOBODY = Naming()


class Table:
    """A table's layout: its name is the class's, its meaning the docstring's."""

    fields: ClassVar[Mapping[str, Field]] = {}
    title: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        """Collect the fields in the order in which they were written."""
        found = {**cls.fields}
        for name, value in list(vars(cls).items()):
            if isinstance(value, Field):
                named = replace(value, name=name)
                setattr(cls, name, named)
                found[name] = named
        if not cls.__doc__:
            raise DefinitionError(f"The table {cls.__name__} has no docstring.")
        cls.fields = found
        cls.title = cls.__doc__.strip().splitlines()[0]

    @classmethod
    def columns(cls) -> list[str]:
        """Return every column name after reading, in order."""
        names = [FILE, ROW]
        for f in cls.fields.values():
            names += [f.name, f.submitted]
        return names


def named_by_key(
    tables: Mapping[str, type[Table]], **told: Naming
) -> dict[str, Naming]:
    """Return how each table names the child: as `told`, else by its only key.

    Raises `DefinitionError` where a table has no such key and nothing is told of it.
    """
    naming = {}
    for name, table in tables.items():
        keys = [f.name for f in table.fields.values() if f.kind == "key"]
        if name not in told and len(keys) != 1:
            raise DefinitionError(f"How the table {name} names a child is not said.")
        naming[name] = told[name] if name in told else Naming(by=(keys[0],))
    return naming
