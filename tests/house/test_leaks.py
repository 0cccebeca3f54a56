"""Nothing committed names a package host, a machine's own folders or private data."""

from __future__ import annotations

import re
from pathlib import Path

# Written in pieces, so that this file does not find itself.
HOSTS = (
    r"pypi\." + "org",
    "python" + "hosted",
    r"registry\." + "npmjs",
    r"deb\." + "debian",
    "extra-" + "index",
    "--index" + "-url",
)
FOLDERS = (
    "wor" + "k",
    "roo" + "t",
    "far" + "m",
    "tmp/bash" + "_jobs",
    r"Use" + r"rs/\w+",
)
LEAKS = re.compile("|".join([*HOSTS, rf"(?<![\w./-])/(?:{'|'.join(FOLDERS)})/"]))
RECORDS = {".csv", ".xml", ".xlsx", ".xls", ".xlsm", ".parquet", ".zip"}


def test_no_host_or_machine_path_is_named(committed: list[Path]) -> None:
    """A clone must work anywhere, and say nothing of where it was made."""
    found = []
    for path in committed:
        if path.suffix in {".png", ".ico", ".woff2"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path}: {hit.group()}" for hit in LEAKS.finditer(text)]
    assert not found


def test_no_extract_is_committed(committed: list[Path], root: Path) -> None:
    """Returns for tests are written by the tests, or are plainly made up, in golden.

    Figures that the department and Ofsted publish of councils are not of children, and
    the documents that proposals are tried on are made up and hold none.
    """
    free = (
        root / "tests" / "golden",
        root / "tests" / "accountability_documents",
        root / "src" / "clearsight" / "published",
    )
    assert not [
        str(path)
        for path in committed
        if path.suffix.lower() in RECORDS and not set(free) & set(path.parents)
    ]
