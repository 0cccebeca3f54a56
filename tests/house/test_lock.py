"""What is installed is pinned by version and hash, and every dependency says why."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)( ; .+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
LOCKS = ("requirements.lock", "requirements-dev.lock")


def pins(path: Path) -> dict[str, str]:
    """Return each package's version."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {hit[1]: hit[2] for line in lines if (hit := PIN.match(line))}


def plain(requirement: str) -> str:
    """Return a requirement's name as a lock file spells it."""
    return re.split(r"[<>=!~;\[ ]", requirement)[0].lower().replace("_", "-")


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_versions_and_hashes_alone(root: Path, name: str) -> None:
    """No address, option or path: it must work from any index and on any machine."""
    lines = (root / name).read_text(encoding="utf-8").splitlines()
    assert lines
    assert not [n for n in lines if not PIN.match(n) and not HASH.match(n)]
    before = [a for a, b in zip(lines, [*lines[1:], ""], strict=True) if PIN.match(a)
              and not HASH.match(b)]  # fmt: skip
    assert not before


def test_both_locks_agree(root: Path) -> None:
    """What is tested is what is installed."""
    run, dev = (pins(root / name) for name in LOCKS)
    assert {n: dev.get(n) for n in run if n in dev} == {
        n: run[n] for n in run if n in dev
    }
    assert set(run) <= set(dev)


def test_every_dependency_is_locked(root: Path) -> None:
    """A dependency that the lock lacks would fail on a fresh machine only."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]
    run, dev = (pins(root / name) for name in LOCKS)
    assert {plain(r) for r in project["dependencies"]} <= set(run)
    assert {plain(r) for r in project["optional-dependencies"]["dev"]} <= set(dev)


def test_every_dependency_says_why(root: Path) -> None:
    """A dependency that nobody can give a reason for is taken out."""
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    silent = [r for r in wanted if not re.search(rf'"{re.escape(r)}", +# \S', text)]
    assert not silent
