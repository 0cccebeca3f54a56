"""A browser for the tests that need one, and the report it opens."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from clearsight.report.page import render
from sample_review import sample_review

# It speaks to nobody: not for updates, not for settings, not for itself.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start Chromium, or fail and say how to get it."""
    found = shutil.which("chromium")
    if not found:
        pytest.fail("Chromium is not installed: `make test` installs it.")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=[*QUIET])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write a report, and return the address of its file."""
    path: Path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render(sample_review(40)), encoding="utf-8")
    return path.as_uri()
