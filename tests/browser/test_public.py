"""The public site in a browser: whole without script, for everyone, on paper too."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from clearsight.public.files import files
from public_record import log_at
from public_site import site

pytestmark = pytest.mark.browser

TO_THE_SIDE = (
    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
)
OPEN_ALL = "document.querySelectorAll('details').forEach(d => d.open = true)"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write the site of the made-up record, and return its pages."""
    folder = tmp_path_factory.mktemp("public")
    for name, content in files(site(log_at(folder / "record"))).items():
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    found = sorted((folder / "site").glob("*.html"))
    assert len(found) > 12
    return found


def test_it_is_whole_without_script_and_asks_for_nothing_else(
    chromium: Browser, published: list[Path]
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: set[str] = set()
    said: list[str] = []
    page.on("request", lambda request: asked.add(request.url))
    page.on("console", lambda message: said.append(message.text))
    for path in published:
        page.goto(path.as_uri())
        assert page.get_by_role("heading", level=1).is_visible(), path.name
    page.goto(next(p for p in published if p.name == "posts.html").as_uri())
    assert page.locator("svg.hd[role=img]").is_visible()
    words = page.locator("details.ev").first
    assert not words.locator("blockquote").is_visible()
    words.locator("summary").click()
    assert words.locator("blockquote").is_visible()
    style = (published[0].parent / "style.css").as_uri()
    assert asked == {style, *(p.as_uri() for p in published)}
    assert not said
    context.close()


@pytest.mark.parametrize(
    ("scheme", "width", "some"), [("light", 1280, ""), ("dark", 320, "p")]
)
def test_axe_finds_nothing(
    chromium: Browser, published: list[Path], scheme: str, width: int, some: str
) -> None:
    """On every page when wide, on some when narrow and dark; all that opens is open."""
    context = chromium.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
    )
    page = context.new_page()
    for path in published:
        if some and path.name[0] not in some:
            continue
        page.goto(path.as_uri())
        page.evaluate(OPEN_ALL)
        found = Axe().run(page).response["violations"]
        assert not [(v["id"], v["nodes"][0]["html"]) for v in found], path.name
    context.close()


def test_a_narrow_page_never_scrolls_to_the_side(
    chromium: Browser, published: list[Path]
) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    for path in published:
        page.goto(path.as_uri())
        page.evaluate(OPEN_ALL)
        assert page.evaluate(TO_THE_SIDE) <= 0, path.name
    context.close()


def test_what_a_claim_rests_on_is_printed(
    chromium: Browser, published: list[Path]
) -> None:
    """Paper cannot be opened: on it every statement stands open, without the menu."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(next(p for p in published if p.name == "posts.html").as_uri())
    page.emulate_media(media="print")
    assert page.locator("details.ev blockquote").first.is_visible()
    assert not page.locator("nav.menu").is_visible()
    context.close()
