"""The page of published figures in a browser: whole without script, for everyone."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from clearsight.published.comparison import comparison
from clearsight.report.compare import render

pytestmark = pytest.mark.browser

TO_THE_SIDE = (
    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
)


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write the page of one council, and return the address of its file."""
    path: Path = tmp_path_factory.mktemp("compare") / "compare.html"
    path.write_text(render("Tameside", comparison("Tameside")), encoding="utf-8")
    return path.as_uri()


def test_it_is_whole_without_script_and_asks_for_nothing(
    chromium: Browser, beside: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(beside)
    assert page.locator("svg.lc").first.is_visible()
    assert asked == [beside]
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nobody_is_kept_out(
    chromium: Browser, beside: str, scheme: str, width: int
) -> None:
    """Axe finds nothing, with every table open, and nothing runs off to the side."""
    context = chromium.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
    )
    page = context.new_page()
    page.goto(beside)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page).response["violations"]
    assert not [(v["id"], v["nodes"][0]["html"]) for v in found]
    assert page.evaluate(TO_THE_SIDE) <= 0
    context.close()
