"""A log never holds a value from a record."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Give every call on something that is named as a logger is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            on = ast.unparse(node.func.value).lower()
            if node.func.attr in LEVELS and "log" in on:
                yield node


def test_a_log_line_is_a_constant(sources: list[Path]) -> None:
    """With nothing put into the line, nothing of a child can be."""
    found = [
        f"{path}:{call.lineno}"
        for path in sources
        for call in calls(ast.parse(path.read_text(encoding="utf-8")))
        if not all(isinstance(given, ast.Constant) for given in call.args)
    ]
    assert not found


def test_the_check_finds_a_value_in_a_log_line() -> None:
    """The check above is worth having only if it can fail."""
    tree = ast.parse("logger.info(f'{child} is late')\nlog.error('%s', row)\nx.info(y)")
    flagged = [
        call.lineno
        for call in calls(tree)
        if not all(isinstance(given, ast.Constant) for given in call.args)
    ]
    assert flagged == [1, 2]
