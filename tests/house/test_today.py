"""Nothing in the package asks what day it is: a review is made for a stated day."""

from __future__ import annotations

import ast
from pathlib import Path

ALLOWED = "moment.py"  # a log says when each of its entries was made
NOW = {"today", "now", "utcnow", "localtime", "gmtime"}


def asks(tree: ast.AST) -> list[int]:
    """Return the lines that ask the computer for the day."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in NOW
    ]


def test_nothing_asks_for_today(sources: list[Path]) -> None:
    """The same files reviewed a year later must say the same."""
    found = {
        str(path): lines
        for path in sources
        if path.name != ALLOWED
        and (lines := asks(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert not found


def test_the_check_finds_one_that_does() -> None:
    """The check above is worth having only if it can fail."""
    assert asks(ast.parse("date.today()\nx = 1\ndatetime.now(tz=UTC)")) == [1, 3]
