"""The report in a browser: whole without script, for everyone, on paper too."""

from __future__ import annotations

import re
import zlib

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

SERIOUS = {"serious", "critical"}
UNMARKED = ".edge{visibility:hidden!important}@page{@top-center{content:none}}"
TO_THE_SIDE = (
    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
)


def test_it_is_whole_without_script_and_asks_for_nothing(
    chromium: Browser, report: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(report)
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.locator("article svg.tl").first.is_visible()
    assert page.locator("header .marking").is_visible()
    words = page.locator("article details").first
    assert not words.locator("table").is_visible()
    words.locator("summary").click()
    assert words.locator("table").is_visible()
    assert asked == [report]
    assert not said
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nobody_is_kept_out(
    chromium: Browser, report: str, scheme: str, width: int
) -> None:
    """Axe finds nothing serious, with every part that can be opened open."""
    context = chromium.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
    )
    page = context.new_page()
    page.goto(report)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page).response["violations"]
    assert not [
        (v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in SERIOUS
    ]
    context.close()


def test_a_narrow_page_never_scrolls_to_the_side(
    chromium: Browser, report: str
) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(report)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate(TO_THE_SIDE) <= 0
    context.close()


def test_the_first_key_leads_past_the_top(chromium: Browser, report: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(report)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    context.close()


def test_it_prints_with_the_marking_on_every_page(
    chromium: Browser, report: str
) -> None:
    """Without it, each page draws less: by the word in the margin and at the edge."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(report)
    pages = _pages(page.pdf(prefer_css_page_size=True))
    assert pages > 5
    looked_at = [str(n) for n in (1, 2, pages // 2, pages)]
    marked = [page.pdf(prefer_css_page_size=True, page_ranges=n) for n in looked_at]
    page.add_style_tag(content=UNMARKED)
    plain = [page.pdf(prefer_css_page_size=True, page_ranges=n) for n in looked_at]
    for with_it, without in zip(marked, plain, strict=True):
        assert _pages(with_it) == _pages(without) == 1
        assert _runs(with_it) - _runs(without) >= 2
    context.close()


def _pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def _runs(pdf: bytes) -> int:
    """Count the runs of text that a PDF draws."""
    runs = 0
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            text = zlib.decompress(found.group(1).rstrip(b"\r\n"))
        except zlib.error:
            continue
        runs += len(re.findall(rb"\bTJ\b|\bTj\b", text))
    return runs
