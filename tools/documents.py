"""Write docs/explanation/how-well-documents-are-read.md from what is measured.

    python tools/documents.py REPORTS

REPORTS is the folder of the two press reports, which are not in the repository.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from accountability_measured import (  # noqa: E402, the tests are no package
    FOLDER,
    key_of,
    misses,
    scored,
    table,
)

PAGE = ROOT / "docs" / "explanation" / "how-well-documents-are-read.md"

HEAD = """\
# How well documents are read

`clearsight record add-source` proposes; people decide. How much of what a careful
reader finds does it propose, and how much of what it proposes is wrong? This page is
written by `tools/documents.py`, and a test fails where its figures are no longer what
is measured.

A proposal counts as found only with the right words *and* the right speaker, holder,
window or date; it is false if it agrees with nothing in the answer key. How each is
judged is in `tests/accountability_documents/README.md`.
"""
REPORTS = """
## The two press reports

The extractor was worked on with sight of these two, so the figures are no promise for
others.
"""
HELD_OUT = """
## Twelve documents it had never seen

Minutes, directions, inspection reports, short posts, letters and press notices, made up
by somebody who had not seen the extractor; whoever works on the extractor may not open
them. These are the figures to expect, and the reason why nothing is accepted unread.
"""
MISSED = """
### What was missed

The misses, as the answer key describes them:
"""


def main() -> None:
    """Measure both sets and write the page."""
    parts = [HEAD]
    for which, folder, words in (
        ("reports", Path(sys.argv[1]), REPORTS),
        ("held-out", FOLDER, HELD_OUT),
    ):
        key = key_of(which)
        _, scores = scored(key, folder)
        parts += [words, "\n".join(table(scores)) + "\n", MISSED]
        parts.append("\n".join(misses(scores, key)) + "\n")
    PAGE.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
