"""Streaming XML into columns, with line numbers that are right in a file of any length.

The standard library's expat is used because its line numbers do not stop at 65,535 and
because it can be told to refuse a document type, so that no entity is ever expanded and
nothing is ever fetched. A return declares which elements are rows (`Element`);
`collect` gives each table as plain lists, one for each column, with no object for a
row.

Where the XML breaks, the record (a child) in which it breaks is set aside and reading
goes on at the next one, so that one bad character does not cost the children after it.
"""

from __future__ import annotations

import codecs
import re
from itertools import repeat
from typing import Any
from xml.parsers import expat

from clearsight.files.breaks import (
    ENCODING_CODES,
    NOT_CLOSED,
    TOO_DEEP,
    WRONG_ENCODING,
    RefusedError,
    StoppedError,
    in_words,
)
from clearsight.files.elements import Collected, Element, Failure, Rows

MAX_DEPTH = 64
MAX_RESTARTS = 1000
PEEK = 1 << 20
_BLANK = b" \t\r\n"
_NAME_LENGTH = 60


class _FoundError(Exception):
    """The root element was met, and nothing more is wanted."""


def _declared_first(content: bytes) -> bytes:
    """Put blanks that stand before the declaration behind it: the same lines, whole."""
    bare = content.lstrip(_BLANK)
    if len(bare) == len(content) or not bare.startswith(b"<?xml"):
        return content
    declared, closed, rest = bare.partition(b"?>")
    blanks = content[: len(content) - len(bare)]
    return declared + closed + blanks + rest


def local_name(name: str) -> str:
    """Return the name without its namespace prefix."""
    return name.rpartition(":")[2]


def peek_root(content: bytes) -> str:
    """Return the local name of the root element, or "" where this is not XML.

    Reads no further than the first element, and at most a megabyte.
    """
    found: list[str] = []

    def stop(name: str, *_: Any) -> None:
        found.append(name)
        raise _FoundError

    parser = expat.ParserCreate()
    parser.StartElementHandler = stop
    parser.StartDoctypeDeclHandler = stop
    view = memoryview(_declared_first(content))
    try:
        for at in range(0, min(len(content), PEEK), 4096):
            parser.Parse(view[at : at + 4096], False)
    except (_FoundError, expat.ExpatError, ValueError, LookupError):
        pass
    return local_name(found[0]) if found else ""


def collect(content: bytes, layout: Element) -> Collected:
    """Read the whole file into the tables that the layout names."""
    return _Collector(layout).run(content)


class _Node:
    """An element of the layout with its children by name and its table's lists.

    `text` is set where the element is a row and a value at once, and nothing else.
    """

    __slots__ = (
        "blank", "element", "is_row", "is_single", "kids", "name", "others", "rows",
        "text",
    )  # fmt: skip

    def __init__(self, name: str, element: Element, rows: Rows) -> None:
        self.name, self.element, self.rows = name, element, rows
        self.is_row, self.is_single = bool(element.table), element.is_single
        self.kids: dict[str, Any] = {}
        self.text: list[str | None] | None = None
        self.blank: Rows | None = None
        self.others: _Node | None = None


def _prepare(name: str, element: Element, rows: Rows, tables: dict[str, Rows]) -> _Node:
    own = tables.setdefault(element.table, Rows()) if element.table else rows
    node = _Node(name, element, own)
    for leaf, column in element.leaves.items():
        node.kids[leaf] = own.columns.setdefault(column, [])
    if element.text:
        node.text = own.columns.setdefault(element.text, [])
    for child_name, child in element.children.items():
        node.kids[child_name] = _prepare(child_name, child, own, tables)
    if element.blank_row:
        node.blank = tables.setdefault(element.blank_row, Rows())
    if element.others is not None:
        node.others = _prepare("", element.others, own, tables)
        node.others.others = node.others
    return node


def _record_path(element: Element, path: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the longest path of names that leads to the record, itself the last."""
    found: tuple[str, ...] = ()
    for name, child in element.children.items():
        here = (*path, name)
        found = max(
            found, here if child.is_record else _record_path(child, here), key=len
        )
    return found


class _Collector:
    """The handlers. `start` and `end` run for every element, so they do the least."""

    __slots__ = (
        "above", "blank_mark", "clear", "depth", "done", "encoding", "inside", "kids",
        "line_base", "node", "open_record", "parser", "path", "record", "root",
        "root_name", "row", "stack", "stated", "text_row", "texts",
    )  # fmt: skip

    def __init__(self, layout: Element) -> None:
        self.done = Collected({})
        self.root = _prepare("", layout, Rows(), self.done.tables)
        self.path = _record_path(layout)
        self.record = self.path[-1] if self.path else ""
        self.texts: list[str] = []
        self.clear = self.texts.clear
        self.encoding: str | None = None
        self.stated: str | None = None
        self.above: list[str] = []
        self.root_name = "Root"

    # -- one pass, and going on after a break --------------------------------------

    def run(self, content: bytes) -> Collected:
        """Read, and read on at the next record wherever the XML breaks."""
        at, line, prefix = 0, 0, b""
        tag = re.compile(rb"<((?:[\w.-]+:)?)" + self.record.encode() + rb"[\s/>]")
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            content, self.encoding = _as_utf8(content), "utf-8"
        content = _declared_first(content)
        view = memoryview(content)
        while True:
            broke_at = self._parse(prefix, view[at:], line)
            if broke_at is None or self.done.refused:
                return self.done
            after = max(at + bool(prefix), at + broke_at)
            found = tag.search(content, after) if self.record else None
            if found is None:
                return self.done
            if len(self.done.failures) > MAX_RESTARTS:
                self.done.unread += sum(1 for _ in tag.finditer(content, after))
                return self.done
            line += _line_ends(content, at, found.start())
            at, self.encoding = found.start(), self.encoding or self.stated
            names = self.above or [self.root_name, *self.path[:-1]]
            prefix = "".join(f"<{name}>" for name in names).encode()

    def _parse(self, prefix: bytes, rest: memoryview, line_base: int) -> int | None:
        """Parse to the end or a break; return the break's offset in `rest`."""
        self._reset(line_base)
        try:
            if prefix:
                self.parser.Parse(prefix, False)
            self.parser.Parse(rest, True)
        except StoppedError as stop:
            self.done.refused = isinstance(stop, RefusedError)
            return self._break(stop.why, stop.line, stop.at - len(prefix))
        except expat.ExpatError as error:
            if error.code in ENCODING_CODES and not self.encoding:
                return self._as_if_utf8(rest)
            at = self.parser.ErrorByteIndex + 1 - len(prefix)
            return self._break(in_words(error.code), error.lineno, at)
        except (ValueError, LookupError):
            if not self.encoding:
                return self._as_if_utf8(rest)
            return self._break(WRONG_ENCODING, 1, len(rest))
        return None

    def _as_if_utf8(self, rest: memoryview) -> int | None:
        self.done.failures.append(Failure(1, f"{WRONG_ENCODING}; UTF-8 was tried"))
        self.encoding = "utf-8"
        return self._parse(b"", rest, 0)

    def _reset(self, line_base: int) -> None:
        self.parser = parser = expat.ParserCreate(self.encoding)
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        self.line_base = line_base
        self.stack: list[tuple[_Node, int, tuple[int, int], str]] = []
        self.blank_mark = (0, 0)
        self.node, self.kids, self.row = self.root, self.root.kids, -1
        self.inside: list[str | None] | None = None
        self.text_row: list[str | None] | None = None
        self.open_record: int | None = None
        self.clear()
        self._listen()

    def _listen(self) -> None:
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.texts.append

    def _declared(self, _version: str, encoding: str | None, _alone: int) -> None:
        self.stated = encoding

    def _break(self, why: str, line: int, at: int) -> int:
        """Note a break; return the byte to search on from."""
        self.done.failures.append(Failure(line + self.line_base, why))
        if self.open_record is not None:
            self.done.broken.append(self.open_record)
        return at

    # -- handlers ------------------------------------------------------------------

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """Begin a value, a row or a wrapper; what is not known is for `begin`."""
        target = self.kids.get(name)
        if target is None or self.inside is not None:
            self.begin(name)
        elif target.__class__ is list:
            self.inside = target
            self.clear()
        elif target.text is None:
            self.enter(name, target)
        else:
            self.row_of_text(target)

    def end(self, name: str) -> None:
        """Put the value into its column; a row or wrapper is for `leave`."""
        column = self.inside
        if column is None:
            self.leave()
            return
        self.inside = None
        short = self.row - len(column)
        if column is self.text_row:
            self.text_row = None
        elif short > 0:
            column.extend(repeat(None, short))
        elif short < 0:
            self._count(self.done.repeated, name)
            return
        column.append("".join(self.texts) or None)

    def enter(self, raw: str, node: _Node) -> None:
        """Begin a row or a wrapper."""
        rows = node.rows
        if node.is_single and rows.parents and rows.parents[-1] == self.row:
            self._count(self.done.repeated_rows, raw)
            self._skip()
            return
        stack = self.stack
        if len(stack) >= MAX_DEPTH:
            raise StoppedError(TOO_DEEP, self.parser)
        stack.append((self.node, self.row, self.blank_mark, raw))
        if node.is_row:
            rows.lines.append(self.parser.CurrentLineNumber + self.line_base)
            rows.parents.append(self.row)
            self.row = len(rows.lines) - 1
            if node.element.is_record:
                self.open_record = self.row
                self.above = self.above or [entry[3] for entry in stack[:-1]]
            elif not node.name:
                record = -1 if self.open_record is None else self.open_record
                rows.marks.append((local_name(raw), record, len(stack)))
        elif node.blank is not None:
            line = self.parser.CurrentLineNumber + self.line_base
            self.blank_mark = (len(node.blank.lines), line)
        self.node, self.kids = node, node.kids

    def leave(self) -> None:
        """End a row or wrapper."""
        node = self.node
        self.node, self.row, mark, _ = self.stack.pop()
        self.kids = self.node.kids
        if node.blank is not None:
            rows_before, line = self.blank_mark
            if len(node.blank.lines) == rows_before:
                node.blank.lines.append(line)
                node.blank.parents.append(self.row)
            self.blank_mark = mark
        elif node.element.is_record:
            self.open_record = None

    def row_of_text(self, node: _Node) -> None:
        """Begin an element that is a row and its value at once."""
        rows, column = node.rows, node.text
        rows.lines.append(self.parser.CurrentLineNumber + self.line_base)
        rows.parents.append(self.row)
        if column is not None:
            column.extend(repeat(None, len(rows.lines) - 1 - len(column)))
        self.inside = self.text_row = column
        self.clear()

    def begin(self, raw: str) -> None:
        """Begin what the layout has not by this name: with a prefix, or not at all."""
        name = local_name(raw)
        if not self.stack:
            self.root_name = raw
        if self.inside is not None:
            self._leave_out(name)
        elif name != raw and name in self.kids:
            target = self.kids[name]
            if target.__class__ is list or target.text is not None:
                self.start(name, {})
            else:
                self.enter(raw, target)
        elif self.node.others is not None and name != self.record:
            self.enter(raw, self.node.others)
        elif self.node.element.is_open and name not in self.node.element.ignored:
            self.enter(raw, self.node)
        else:
            self._leave_out(name)

    # -- what is left out ----------------------------------------------------------

    def _leave_out(self, name: str) -> None:
        self._check_closed(name)
        if name not in self.node.element.ignored:
            self._count(self.done.unknown, name)
        self._skip()

    def _count(self, counts: dict[str, list[int]], name: str) -> None:
        line = self.parser.CurrentLineNumber + self.line_base
        counts.setdefault(local_name(name)[:_NAME_LENGTH], []).append(line)

    def _skip(self) -> None:
        self.depth = 1
        self.parser.StartElementHandler = self._skip_start
        self.parser.EndElementHandler = self._skip_end
        self.parser.CharacterDataHandler = None

    def _skip_start(self, name: str, _attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise StoppedError(TOO_DEEP, self.parser)
        self._check_closed(local_name(name))

    def _check_closed(self, name: str) -> None:
        if name == self.record and self.open_record is not None:
            raise StoppedError(NOT_CLOSED, self.parser, step=0)

    def _skip_end(self, _name: str) -> None:
        self.depth -= 1
        if not self.depth:
            self._listen()

    def _refuse(self, *_: Any) -> None:
        raise RefusedError("it declares a document type", self.parser)


def _as_utf8(content: bytes) -> bytes:
    """Return the text in the encoding that places to read on from are looked for in."""
    return content.decode("utf-16", errors="replace").encode()


def _line_ends(content: bytes, start: int, end: int) -> int:
    """Count line ends as expat does: LF, CR LF and a lone CR are one each."""
    carriage = content.count(b"\r", start, end)
    pairs = content.count(b"\r\n", start, end) if carriage else 0
    return content.count(b"\n", start, end) + carriage - pairs
