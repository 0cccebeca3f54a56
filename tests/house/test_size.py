"""A file can be read in one sitting, and a function on one screen."""

from __future__ import annotations

import ast
from pathlib import Path

FILE_LINES = 400
FUNCTION_LINES = 60


def test_no_file_is_longer_than_one_sitting(python_files: list[Path]) -> None:
    """A file grows past this when it holds two subjects: split it by subject."""
    long = {
        str(path): count
        for path in python_files
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > FILE_LINES
    }
    assert not long


def test_no_function_is_longer_than_a_screen(python_files: list[Path]) -> None:
    """A function grows past this when it does two things: name the second."""
    long = {
        f"{path}:{node.lineno} {node.name}": lines
        for path in python_files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1)
        > FUNCTION_LINES
    }
    assert not long
