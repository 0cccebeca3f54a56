"""The list of returns. A return's own code is imported only when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, cast

from clearsight.files.headings import normalise

if TYPE_CHECKING:
    import polars as pl

    from clearsight.files.manifest import ReadFile
    from clearsight.files.open import Opened
    from clearsight.shape import Naming, Table


@dataclass(frozen=True)
class Return:
    """A kind of return: its key (the name of its folder) and what people call it.

    Where it `builds_up`, its files are parts and changes of one state, which stands
    until a later one changes it; of others, a later file takes the earlier's place.
    """

    key: str
    title: str
    is_text: bool
    builds_up: bool = False

    def read(self, opened: Opened) -> ReadFile | None:
        """Read the file if it is of this return, else None."""
        module = import_module(f"{__name__}.{self.key}.read")
        return cast("ReadFile | None", module.read(opened))

    def to_record(self, files: Sequence[ReadFile]) -> dict[str, pl.DataFrame]:
        """Turn files of this return into the tables of the canonical record."""
        module = import_module(f"{__name__}.{self.key}.record")
        return cast("dict[str, pl.DataFrame]", module.to_record(files))

    def tables(self) -> dict[str, type[Table]]:
        """Return the shapes of its tables by name."""
        module = import_module(f"{__name__}.{self.key}.shape")
        return cast("dict[str, type[Table]]", module.TABLES)

    def naming(self) -> dict[str, Naming]:
        """Return how each of its tables names the child, by the table's name."""
        module = import_module(f"{__name__}.{self.key}.shape")
        return cast("dict[str, Naming]", module.NAMING)


RETURNS: tuple[Return, ...] = (
    Return("ssda903", "SSDA903 (children looked after)", is_text=True),
    Return("cin", "children in need census", is_text=False),
    Return("annexa", "Ofsted Annex A", is_text=True),
    Return("oversight", "oversight extract", is_text=True),
    Return("staff", "staff and assignment extract", is_text=True),
    Return("ssd", "Standard Safeguarding Dataset", is_text=True),
    Return("cscapi", "the department's daily data API", is_text=False, builds_up=True),
    Return("csww", "social work workforce census", is_text=False),
    Return("sen2", "SEN2 (education, health and care plans)", is_text=True),
)


def by_key(key: str) -> Return:
    """Return the return of this key."""
    return next(r for r in RETURNS if r.key == key)


@cache
def known_headings() -> frozenset[str]:
    """Return the normalised headings of every return that comes with headings."""
    return frozenset(
        normalise(name)
        for kind in RETURNS
        if kind.is_text
        for table in kind.tables().values()
        for field in table.fields.values()
        for name in (field.name, *field.other_names)
    )
