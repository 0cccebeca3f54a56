"""Ordinary XML into columns, a step at a time for all elements and none at a time.

A large return is half a million elements, and expat calls Python three times for each.
Here the text is parted at every `<`, and columns of whole numbers say how deep each
element lies, what the layout makes of it and which row it belongs to. That is as true
as a parser only while the file is of the plainest kind: elements that the layout knows,
well nested, without attributes, comments, references to characters, or anything twice
where one is allowed. Whatever else is met, the answer is None, and `xml.collect` reads
the file from its beginning, with all that it can say about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from clearsight.files.elements import Collected, Element

WORTH = 1_000_000
# The declaration, if any, and the outermost element with its attributes.
_HEAD = re.compile(
    r"(?:<\?xml\s+version=(?:\"1\.0\"|'1\.0')"
    r"(?:\s+encoding=(?:\"[Uu][Tt][Ff]-8\"|'[Uu][Tt][Ff]-8'))?\s*\?>)?\s*"
    r"<([A-Za-z_][\w.-]*)((?:\s+[A-Za-z_][\w.:-]*=(?:\"[^\"<&]*\"|'[^'<&]*'))*)\s*>",
    re.ASCII,
)
_ATTRIBUTE = re.compile(r"\s([A-Za-z_][\w.:-]*)=[\"']", re.ASCII)
# What stands for a character, and what XML does not allow.
_NOT_PLAIN = ("&", "]]>", "\ufffe", "\uffff")
_CONTROL = bytes(n for n in range(32) if n not in b"\t\n\r")
_START, _END, _BOTH = range(3)
_OUTERMOST = pl.DataFrame(
    {"at": [-1], "place": [0], "row": [-1]},
    schema=dict.fromkeys(("at", "place", "row"), pl.Int32),
)
_NO_ROWS = pl.DataFrame(schema={"No": pl.UInt32, "row": pl.Int64, "parent": pl.Int64})


def collect_quick(content: bytes, layout: Element) -> Collected | None:
    """Read the whole file into the tables that the layout names, if it is ordinary.

    The tables are in `frames`, as those of `collect` would be.
    """
    plan = _Plan.of(layout)
    head = _plain(content) if plan else None
    if plan is None or head is None:
        return None
    if head.root in plan.names or head.root in layout.ignored:
        return None
    tags = _tags(head, plan)
    found = _Found(plan, above=_OUTERMOST)
    if tags is None or not all(found.take(level) for level in _levels(tags)):
        return None
    frames = found.frames()
    return Collected({}, made=frames) if frames is not None else None


# -- what the layout expects -------------------------------------------------------


@dataclass(frozen=True)
class _Place:
    """Where in the layout an element stands: what it begins and where its text goes."""

    row_of: str = ""
    text_of: tuple[str, str] | None = None
    is_single: bool = False
    needs_some: bool = False


@dataclass
class _Plan:
    """The layout as numbers: `steps` leads from a place and a name to a place."""

    places: list[_Place] = field(default_factory=lambda: [_Place()])
    names: dict[str, int] = field(default_factory=dict)
    steps: dict[tuple[int, int], int] = field(default_factory=dict)
    columns: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, layout: Element) -> _Plan | None:
        """Return the plan; None where the layout asks for more than plain rows."""
        plan = cls()
        is_plain = layout.is_open and plan._add(layout, 0, "")
        return plan if is_plain else None

    def _add(self, element: Element, at: int, table: str) -> bool:
        for name, column in element.leaves.items():
            self._step(at, name, _Place(text_of=self._column(table, column)))
        for name, child in element.children.items():
            own = child.table or table
            text = self._column(own, child.text) if child.text else None
            place = _Place(child.table, text, child.is_single, bool(child.blank_row))
            if own:
                self.columns.setdefault(own, [])
            if not self._add(child, self._step(at, name, place), own):
                return False
        has_home = bool(table) or not element.leaves
        return has_home and element.others is None and not (at and element.is_open)

    def _step(self, at: int, name: str, place: _Place) -> int:
        number = self.names.setdefault(name, len(self.names))
        self.places.append(place)
        self.steps[at, number] = len(self.places) - 1
        return len(self.places) - 1

    def _column(self, table: str, name: str) -> tuple[str, str]:
        columns = self.columns.setdefault(table, [])
        if name not in columns:
            columns.append(name)
        return table, name

    def leads_to(self) -> pl.Series:
        """Return the place for every place and name, flat; null where there is none."""
        wide = range(len(self.names))
        return pl.Series(
            [self.steps.get((p, n)) for p in range(len(self.places)) for n in wide],
            dtype=pl.Int32,
        )


# -- from bytes to tags ------------------------------------------------------------


@dataclass(frozen=True)
class _Plain:
    """The text after the first tag, the line it starts in, and the outermost name."""

    body: str
    line: int
    root: str


def _plain(content: bytes) -> _Plain | None:
    """Return the text, where it can be read by its angle brackets alone."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    is_odd = "\r" in text or any(mark in text for mark in _NOT_PLAIN)
    if is_odd or len(content.translate(None, _CONTROL)) < len(content):
        return None
    head = _HEAD.match(text)
    if head is None:
        return None
    attributes = _ATTRIBUTE.findall(head.group(2))
    if len(set(attributes)) < len(attributes):
        return None
    line = head.group().count("\n") + 1
    return _Plain(text[head.end() :], line, root=head.group(1))


def _tags(head: _Plain, plan: _Plan) -> pl.DataFrame | None:
    """Return a row for each tag but the first; None where they do not nest.

    Columns: at (place in the file), name, kind, depth (of its element, the outermost
    being 1), line, text (what follows the tag), is_bare (nothing is nested in it).
    """
    body = pl.Series([head.body]).str.split("<").explode()
    parts = body.str.splitn(">", 2).struct.unnest()
    own = [*plan.names, head.root]
    names = pl.Enum([tag for n in own for tag in (n, f"/{n}", f"{n}/")])
    tag, text = (pl.col(c) for c in parts.columns)
    number = tag.cast(names, strict=False).to_physical().cast(pl.Int32)
    lines = text.str.count_matches("\n", literal=True).cast(pl.Int64).cum_sum()
    first = head.line + body.item(0).count("\n")
    tags = parts.slice(1).select(
        text.alias("text"),
        at=pl.int_range(pl.len(), dtype=pl.Int32),
        name=number // 3,
        kind=number % 3,
        line=lines.shift(1, fill_value=0) + first,
    )
    kind = pl.col("kind")
    after = 1 + ((kind == _START).cast(pl.Int32) - (kind == _END)).cum_sum()
    tags = tags.with_columns(after=after).with_columns(
        depth=pl.col("after") + (kind != _START),
        is_bare=(kind == _BOTH) | ((kind == _START) & (kind.shift(-1) == _END)),
    )
    return tags if _nest(tags, root=len(own) - 1) else None


def _nest(tags: pl.DataFrame, root: int) -> bool:
    """Say whether every tag is known, and the outermost element ends at the end."""
    if tags.is_empty() or tags.get_column("name").null_count():
        return False
    if tags.get_column("text").null_count():
        return False
    last = tags.row(-1, named=True)
    is_end = (last["name"], last["kind"], last["after"]) == (root, _END, 0)
    is_inside = tags.get_column("after").head(-1) > 0
    if not is_end or last["text"].strip(" \t\n") or not is_inside.all():
        return False
    # Most begin and end at once; those that do not and are as deep as one another
    # begin and end in turn: so names pair off.
    kind, name, bare = pl.col("kind"), pl.col("name"), pl.col("is_bare")
    at_once = (kind == _START) & bare
    if not tags.select((~at_once | (name == name.shift(-1))).all()).item():
        return False
    rest = tags.filter(~bare & ~at_once.shift(1, fill_value=False))
    opened, closed = (
        rest.filter(kind == which, pl.col("depth") > 1)
        .select("depth", "name")
        .sort("depth", maintain_order=True)
        for which in (_START, _END)
    )
    return opened.equals(closed)


# -- from tags to rows -------------------------------------------------------------


@dataclass
class _Found:
    """What the levels gave so far; `above` are the elements one level up.

    `above` has at, place, row: the number of the row that the element is, or is in.
    """

    plan: _Plan
    above: pl.DataFrame
    rows: dict[str, pl.DataFrame] = field(default_factory=dict)
    cells: dict[tuple[str, str], list[pl.DataFrame]] = field(default_factory=dict)

    def take(self, level: pl.DataFrame) -> bool:
        """Take the elements of one level; False where one is out of the ordinary."""
        parent = self.above.get_column("at").search_sorted(level.get_column("at")) - 1
        around = self.above.select("place", "row")[parent]
        wide = len(self.plan.names)
        step = around.get_column("place") * wide + level.get_column("name")
        place = self.plan.leads_to().gather(step).alias("place")
        if place.null_count():
            return False
        here = level.hstack([place, around.get_column("row")])
        found = here.partition_by("place", maintain_order=True)
        above = [self._take_place(group) for group in found]
        if any(group is None for group in above):
            return False
        self.above = pl.concat(g for g in above if g is not None).sort("at")
        return True

    def _take_place(self, group: pl.DataFrame) -> pl.DataFrame | None:
        """Take elements of one place; return them as `above`, None where one is odd."""
        place = self.plan.places[group.item(0, "place")]
        bare = group.get_column("is_bare")
        if place.needs_some and bare.any():
            return None
        if place.row_of and not self._take_rows(place, group):
            return None
        own = pl.int_range(group.height, dtype=pl.Int32, eager=True).alias("row")
        inner = group.with_columns(own) if place.row_of else group
        if place.text_of:
            if not bare.all():
                return None
            # What follows an empty element is not its own.
            own_text = pl.when(pl.col("kind") == _START).then(pl.col("text"))
            cells = inner.select("row", own_text.alias("text"))
            self.cells.setdefault(place.text_of, []).append(cells)
            return inner.select("at", "place", "row").clear()
        return inner.select("at", "place", "row")

    def _take_rows(self, place: _Place, group: pl.DataFrame) -> bool:
        parents = group.get_column("row")
        if place.row_of in self.rows or (place.is_single and not _rises(parents)):
            return False
        self.rows[place.row_of] = group.select(
            pl.int_range(pl.len(), dtype=pl.UInt32).alias("No"),
            pl.col("line").alias("row"),
            pl.col("row").cast(pl.Int64).alias("parent"),
        )
        return True

    def frames(self) -> dict[str, pl.DataFrame] | None:
        """Return the tables; None where one holds a value twice."""
        made = {}
        for table, columns in self.plan.columns.items():
            rows = self.rows.get(table, _NO_ROWS)
            values = [self._column(table, c, rows.height) for c in columns]
            if any(v is None for v in values):
                return None
            made[table] = rows.hstack([v for v in values if v is not None])
        return made

    def _column(self, table: str, name: str, height: int) -> pl.Series | None:
        cells = self.cells.get((table, name))
        if cells is None:
            return pl.repeat(None, height, dtype=pl.String, eager=True).alias(name)
        cell = pl.concat(cells)
        row, text = cell.get_column("row"), cell.get_column("text").alias(name)
        text = text.set(text == "", None)
        if not _rises(row if len(cells) == 1 else row.sort()):
            return None
        if cell.height == height and len(cells) == 1:
            return text
        place = pl.repeat(None, height, dtype=pl.UInt32, eager=True)
        number = pl.int_range(cell.height, dtype=pl.UInt32, eager=True)
        return text.gather(place.scatter(row.cast(pl.UInt32), number))


def _rises(numbers: pl.Series) -> bool:
    """Say whether each number is more than the one before: then none stands twice."""
    return not (numbers.diff() <= 0).any()


def _levels(tags: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield the tags that begin an element, the outer ones first."""
    opened = tags.filter(pl.col("kind") != _END)
    by_depth = opened.partition_by("depth", as_dict=True)
    yield from (by_depth[depth] for depth in sorted(by_depth))
