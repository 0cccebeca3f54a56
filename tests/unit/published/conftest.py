"""What somebody brought in on this computer is no part of a test."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def brought(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder for what is brought in."""
    folder = tmp_path / "brought"
    monkeypatch.setenv("CLEARSIGHT_PUBLISHED", str(folder))
    return folder
