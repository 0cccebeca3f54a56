"""The words we use: for modules, for children, and for work that is not finished."""

from __future__ import annotations

import re
from pathlib import Path

NO_SUBJECT = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}

# A child is a child. "case" is not here: a test case is a fair word.
BANNED = ("client", "service user")
UNFINISHED = ("TO" + "DO", "FIX" + "ME", "raise NotImplemented" + "Error")
OURS = {".py", ".md", ".html"}  # a .toml may hold headings as councils write them


def test_a_module_is_named_for_its_subject(python_files: list[Path]) -> None:
    """A module whose name says nothing collects whatever has no home."""
    assert not [str(p) for p in python_files if p.stem in NO_SUBJECT]


def test_a_child_is_a_child(committed: list[Path]) -> None:
    """Other words for a child are read by nobody here and by no family."""
    words = re.compile(rf"\b({'|'.join(BANNED)})s?\b", re.IGNORECASE)
    assert not _lines(committed, words)


def test_nothing_is_left_unfinished(committed: list[Path]) -> None:
    """What is not done is an issue, not a note in the code."""
    assert not _lines(committed, re.compile(rf"\b({'|'.join(UNFINISHED)})\b"))


def _lines(files: list[Path], pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path}:{number} {line.strip()}"
        for path in files
        if path.suffix in OURS and path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
