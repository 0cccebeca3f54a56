"""Write docs/explanation/compared-with-lait.md from what is compared.

    python tools/lait.py SHARED

SHARED is the folder that holds `data/dfe-lait`, the interactive tool's own files, which
are not in the repository.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from lait_compared import compared, page  # noqa: E402, the tests are no package

PAGE = ROOT / "docs" / "explanation" / "compared-with-lait.md"


def main() -> None:
    """Compare every figure and write the page."""
    PAGE.write_text(page(compared(Path(sys.argv[1]) / "data")), encoding="utf-8")


if __name__ == "__main__":
    main()
