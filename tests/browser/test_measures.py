"""The page of measures in a browser: whole without script, for everyone."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from playwright.sync_api import Browser

from clearsight.cli.main import cli
from clearsight.madeup import make

pytestmark = pytest.mark.browser

TO_THE_SIDE = (
    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
)


@pytest.fixture(scope="module", params=["inside", "to publish"])
def measured(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """Write the page of a made-up council, and return the address of its file."""
    folder: Path = tmp_path_factory.mktemp("measures")
    make(folder, children=120)
    public = ["--public"] if request.param == "to publish" else []
    asked = ["--period", "quarter", "--split", "sex", *public, "--out", str(folder)]
    ended = CliRunner().invoke(cli, ["measures", str(folder / "returns"), *asked])
    assert ended.exit_code == 0, ended.output
    return (folder / "measures.html").as_uri()


@pytest.mark.parametrize("width", [320, 1280])
def test_nobody_is_kept_out(chromium: Browser, measured: str, width: int) -> None:
    """Axe finds nothing, with every table open, and nothing runs off to the side."""
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(measured)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page).response["violations"]
    assert not [(v["id"], v["nodes"][0]["html"]) for v in found]
    assert page.evaluate(TO_THE_SIDE) <= 0
    context.close()


def test_it_is_whole_without_script_and_asks_for_nothing(
    chromium: Browser, measured: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(measured)
    assert page.locator("table").first.is_visible()
    assert asked == [measured]
    context.close()
