"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes is the machine's affair; speed is measured in `bench/`.
settings.register_profile("clearsight", deadline=None)
settings.load_profile("clearsight")

pytest_plugins = ["network"]  # blocks it, for every test

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of other people's data; absent, say so, or fail in CI."""
    if SHARED.is_dir():
        return SHARED
    reason = "the shared data are not beside this checkout: these checks did not run"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
