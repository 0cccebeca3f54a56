"""Tables of sentences and what each of them says, kept as Markdown."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "unit/accountability/proposing"


def rows(name: str) -> list[list[str]]:
    """Give the rows of the table in a file of the folder, less its heading."""
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    table = [line for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in line[1:-1].split(" |")] for line in table[2:]]
