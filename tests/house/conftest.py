"""What the tests about the code itself may ask for."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MADE = {"__pycache__", "clearsight-demo", "dist", "build", "out"}


def _tracked() -> list[Path]:
    asked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = asked.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def _walked() -> list[Path]:
    """Give what git would, where there is no git: all but what tools left behind."""
    found = []
    for path in ROOT.rglob("*"):
        above = path.relative_to(ROOT).parts[:-1]
        hidden = any(part.startswith(".") and part != ".ci" for part in above)
        if path.is_file() and not hidden and not MADE.intersection(above):
            found.append(path)
    return found


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the folder that holds pyproject.toml."""
    return ROOT


@pytest.fixture(scope="session")
def committed() -> list[Path]:
    """Give every file that is, or is about to be, in the repository."""
    files = sorted(_tracked() if (ROOT / ".git").exists() else _walked())
    assert ROOT / "pyproject.toml" in files
    return files


@pytest.fixture(scope="session")
def sources() -> list[Path]:
    """Give every Python file of the package."""
    files = sorted((ROOT / "src").rglob("*.py"))
    assert files
    return files


@pytest.fixture(scope="session")
def python_files(sources: list[Path]) -> list[Path]:
    """Give every Python file that we wrote: package, tests, tools and bench."""
    folders = (ROOT / name for name in ("tests", "tools", "bench"))
    return sources + sorted(path for f in folders for path in f.rglob("*.py"))
