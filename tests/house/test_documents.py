"""Documents are short, current and lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
PAGE = 60
NEEDED = (
    "README.md", "GLOSSARY.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md",
    "LICENSE", "CODEOWNERS", "changes/README.md", "docs/README.md",
)  # fmt: skip


def test_the_documents_are_there(root: Path) -> None:
    """Each is where a newcomer to any project looks for it."""
    assert not [name for name in NEEDED if not (root / name).is_file()]


def test_every_link_leads_somewhere(committed: list[Path]) -> None:
    """A link within the repository must name a file that is in it."""
    broken = [
        f"{path}: {link}"
        for path in committed
        if path.suffix == ".md"
        for link in LINK.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / link).exists()
    ]
    assert not broken


def test_a_decision_is_at_most_a_page(root: Path) -> None:
    """A decision says what was chosen, why, and when it would be wrong."""
    decisions = sorted((root / "docs" / "decisions").glob("[0-9]*.md"))
    assert decisions
    for path in decisions:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= PAGE, path
        assert {"## Decision", "## Why", "## When this would be wrong"} <= set(lines), (
            path
        )


def test_decisions_are_numbered_once(root: Path) -> None:
    """Numbers run from one with no gap, so that a number is a name for ever."""
    numbers = [p.name[:4] for p in (root / "docs" / "decisions").glob("[0-9]*.md")]
    assert sorted(numbers) == [f"{n:04d}" for n in range(1, len(numbers) + 1)]


def test_every_document_is_in_the_index(root: Path) -> None:
    """A page that nothing points to is not read."""
    index = (root / "docs" / "README.md").read_text(encoding="utf-8")
    listed = {(root / "docs" / link).resolve() for link in LINK.findall(index)}
    pages = {p.resolve() for p in (root / "docs").rglob("*.md")}
    assert pages - {(root / "docs" / "README.md").resolve()} <= listed


def test_every_target_of_the_makefile_is_explained(root: Path) -> None:
    """`make` alone lists each target with the comment above it."""
    text = (root / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):", text, re.MULTILINE)
    explained = re.findall(r"^# \S.*\n([a-z-]+):", text, re.MULTILINE)
    assert targets
    assert targets == explained


def test_the_reference_is_current(root: Path) -> None:
    """`make docs` would change nothing."""
    asked = subprocess.run(  # noqa: S603
        [sys.executable, str(root / "tools" / "reference.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stdout + asked.stderr
