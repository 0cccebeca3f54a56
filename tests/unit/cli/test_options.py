"""What is typed is read as it was meant, or refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
import pytest

from clearsight.cli.options import Year
from clearsight.errors import SettingsError
from clearsight.returns.folder import read_paths


@pytest.mark.parametrize("text", ["2025/26", "2025-26", "25/26", "25-26", "2025/2026"])
def test_a_collection_year_is_two_years(text: str) -> None:
    assert Year().convert(text, None, None) == 2026


@pytest.mark.parametrize("text", ["2025", "2025/27", "2526", "25", "26/25"])
def test_what_may_be_either_of_two_years_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter, match="2025/26"):
        Year().convert(text, None, None)


def test_a_day_for_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lists.csv").write_text("a,b\n1,2\n")
    day = date(2026, 3, 31)
    read_paths([tmp_path], extract_dates={"Lists.csv": day})
    with pytest.raises(SettingsError, match="not there") as refused:
        read_paths([tmp_path], extract_dates={"nosuch.xlsx": day})
    assert refused.value.exit_code == 2
