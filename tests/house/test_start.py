"""Starting the program loads nothing heavy: `--help` answers at once."""

from __future__ import annotations

import json
import subprocess
import sys

HEAVY = (
    "polars", "narwhals", "duckdb", "pyarrow", "jinja2", "xlsxwriter", "rich",
    "python_calamine", "django", "holidays",
)  # fmt: skip


def test_importing_the_command_line_loads_nothing_heavy() -> None:
    """A command imports what it needs when it runs."""
    asked = subprocess.run(
        [
            sys.executable,
            "-c",
            "import json, sys, clearsight.cli.main; print(json.dumps([*sys.modules]))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not set(HEAVY) & set(json.loads(asked.stdout))
