"""The demo makes a council up and reviews it, and touches nothing but its own."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from clearsight.cli.main import cli
from clearsight.errors import SettingsError

SMALL = ("--children", "40", "--months", "12")


def demo(out: Path, *options: str) -> str:
    """Run the demo, which must do its work, and return what it said."""
    ended = CliRunner().invoke(cli, ["demo", *SMALL, *options, "--out", str(out)])
    assert ended.exit_code == 0, ended.output
    return ended.output


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """Make a council up with all that it may hand over."""
    out: Path = tmp_path_factory.mktemp("demo") / "made"
    demo(out, "--beyond")
    return out


def test_it_says_where_the_report_is_and_what_to_look_at_first(tmp_path):
    said = demo(tmp_path / "made")
    assert str(tmp_path / "made" / "review" / "report.html") in said
    assert "look first at the worklist" in said
    assert not (tmp_path / "made" / "returns" / "beyond").exists()


def test_beyond_the_returns_more_is_counted(made):
    figures = pl.read_parquet(made / "review" / "figures.parquet")
    held = set(figures.filter(pl.col("status").is_in(["ok", "small"]))["measure"])
    assert held >= {"send_20w_all", "wf_vacancy", "cm_stage1", "pl_over_20"}


def test_the_same_options_give_the_same_bytes(made, tmp_path):
    demo(tmp_path, "--beyond")
    for file in sorted(f for f in made.rglob("*") if f.is_file()):
        there = tmp_path / file.relative_to(made)
        assert there.read_bytes() == file.read_bytes(), there


def test_it_is_made_anew_over_an_earlier_one_alone(tmp_path):
    (tmp_path / "returns").mkdir()
    (tmp_path / "returns" / "ours.csv").write_text("CHILD\n1\n")
    command = ["demo", *SMALL, "--out", str(tmp_path)]
    ended = CliRunner().invoke(cli, command)
    assert isinstance(ended.exception, SettingsError)
    assert "Choose another --out" in str(ended.exception)
    assert (tmp_path / "returns" / "ours.csv").exists()
