"""Take the picture of the report that the README shows.

Run by hand: python tests/browser/picture.py docs/images/report.png
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from clearsight.madeup import make
from clearsight.report.page import render
from clearsight.report.run import Options, review
from clearsight.settings import Settings

COUNCIL = "Madeup"
SIZE = {"width": 1300, "height": 929}
SCALE = 1.077
# The worklist is what the report is for.
SHOWN = "#late"


def picture(out: Path) -> None:
    """Make up a council, review it, and save the top of its worklist as a PNG."""
    found = shutil.which("chromium")
    if not found:
        raise SystemExit("Chromium is not installed: `make test` installs it.")
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), council=COUNCIL)
        made = review([Path(folder) / "returns"], Options(council=COUNCIL), Settings())
        with sync_playwright() as play:
            browser = play.chromium.launch(
                executable_path=found, args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(viewport=SIZE, device_scale_factor=SCALE)
            page.set_content(render(made))
            page.locator(SHOWN).first.evaluate("e => e.scrollIntoView()")
            out.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=out)
            browser.close()


if __name__ == "__main__":
    picture(Path(sys.argv[1]))
