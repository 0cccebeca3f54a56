"""Clearsight reads what the made-up council wrote, and finds nothing wrong with it."""

from __future__ import annotations

from pathlib import Path

from clearsight.returns.folder import read_paths


def test_every_return_is_read_and_nothing_is_set_aside(made: Path) -> None:
    files = read_paths([made / "returns"])
    assert len(files) == 25
    assert {file.taken_for for file in files} == {"ssda903", "cin", "annexa"}
    for file in files:
        assert not file.aside, file.why
        assert file.problems == []
        for part in file.parts:
            assert part.rows_aside == 0
            assert part.rows_in == part.rows_kept


def test_years_and_the_extract_are_told_apart(made: Path) -> None:
    files = read_paths([made / "returns"])
    years = {
        file.name.split("/")[0]: file.year
        for file in files
        if file.taken_for == "ssda903"
    }
    assert years == {"ssda903": 2026, "ssda903-2024-25": 2025}
    extracts = [str(f.extract_date) for f in files if f.taken_for == "annexa"]
    assert extracts == ["2026-03-31"]
