"""`clearsight review`: what each option does, and what is written."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner
from polars.testing import assert_frame_equal

from clearsight.cli.main import cli
from clearsight.madeup import make

FRAMES = ("timeline", "spells", "clocks", "signals", "questions")
CLOCK_COLUMNS = [
    "council",
    "child",
    "clock",
    "starts_on",
    "due_on",
    "stopped_on",
    "standing",
    "days",
]
SIGNAL_COLUMNS = ["council", "child", "signal", "tier", "since", "because"]


@pytest.fixture(scope="module")
def returns(tmp_path_factory) -> Path:
    """Make up a small council."""
    out: Path = tmp_path_factory.mktemp("council")
    make(out, children=150)
    return out / "returns"


def review(*arguments: str | Path):
    """Run the command inside this process."""
    return CliRunner().invoke(cli, ["review", *map(str, arguments)])


@pytest.fixture(scope="module")
def usual(returns, tmp_path_factory):
    """Give what is written and said where nothing but the months is asked."""
    out = tmp_path_factory.mktemp("usual") / "review"
    ended = review(returns, "--period", "month", "--out", out)
    assert ended.exit_code == 0, ended.output
    return out, ended.output


def manifest(out: Path):
    """Read what was said of the files."""
    return json.loads((out / "manifest.json").read_text(encoding="utf-8"))


def test_everything_is_written_marked_and_for_its_owner_alone(usual):
    out, _ = usual
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    for file in out.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for name in FRAMES:
        about = pl.read_parquet_metadata(out / f"{name}.parquet")
        assert about["classification"] == "OFFICIAL-SENSITIVE"
        assert about["as_at"] == "2026-03-31"
    clocks = pl.read_parquet(out / "clocks.parquet")
    assert clocks.columns[: len(CLOCK_COLUMNS)] == CLOCK_COLUMNS
    signals = pl.read_parquet(out / "signals.parquet")
    assert signals.columns[: len(SIGNAL_COLUMNS)] == SIGNAL_COLUMNS
    assert manifest(out)["classification"] == "OFFICIAL-SENSITIVE"
    assert "OFFICIAL-SENSITIVE" in (out / "report.html").read_text(encoding="utf-8")


def test_the_day_is_the_returns_own_and_never_today(usual, returns, tmp_path):
    out = tmp_path / "review"
    assert "31/03/2026: the reference date" in usual[1]
    asked = review(returns, "--out", out, "--as-at", "31/12/2025")
    assert "31/12/2025: given with --as-at" in asked.output
    assert manifest(out)["as_at"] == "2025-12-31"


def test_without_a_reference_date_it_is_the_latest_plausible_event(returns, tmp_path):
    out = tmp_path / "review"
    ended = review(returns / "ssda903", "--out", out)
    assert "the latest plausible event recorded" in ended.output
    stated = review(returns / "ssda903", "--out", out, "--year", "2025/26")
    assert "31/03/2026: the end of the year given, 2025/26" in stated.output


def test_its_figures_are_those_that_measures_gives(returns, tmp_path):
    """What a review counts from what it has made is what is counted from the files."""
    out, alone = tmp_path / "review", tmp_path / "figures"
    assert review(returns, "--out", out).exit_code == 0
    asked = ["measures", str(returns), "--out", str(alone)]
    assert CliRunner().invoke(cli, asked).exit_code == 0
    ours, theirs = (pl.read_parquet(p / "figures.parquet") for p in (out, alone))
    assert ours.filter(pl.col("status") == "ok").height > 20
    assert_frame_equal(ours, theirs)
    name = "figures.csv"
    assert (out / name).read_bytes() == (alone / name).read_bytes()
    assert "OFFICIAL-SENSITIVE" in (out / name).read_text(encoding="utf-8")


def test_last_years_return_is_history_also_when_it_lies_inside(returns, tmp_path):
    out = tmp_path / "review"
    earlier = returns / "ssda903-2024-25"
    ended = review(returns, "--previous", earlier, "--out", out)
    assert ended.exit_code == 0, ended.output
    files = manifest(out)["files"]
    before = [f for f in files if f["previous"]]
    assert {Path(f["name"]).name for f in before} == {p.name for p in earlier.iterdir()}
    assert len(files) == sum(p.is_file() for p in returns.rglob("*"))


def test_a_previous_return_alone_is_nothing_to_review(returns, tmp_path):
    earlier = returns / "ssda903-2024-25"
    ended = review(earlier, "--previous", earlier, "--out", tmp_path / "review")
    assert ended.exception is not None
    assert "Nothing usable was read" in str(ended.exception)


def test_an_extract_date_may_be_stated(returns, tmp_path):
    out = tmp_path / "review"
    book = tmp_path / "lists.xlsx"
    shutil.copy(next(returns.glob("*.xlsx")), book)
    guessed = review(book, "--out", out)
    assert "the latest plausible event" in guessed.output
    asked = review(book, "--out", out, "--extract-date", "lists.xlsx=2026-04-02")
    assert asked.exit_code == 0, asked.output
    assert manifest(out)["files"][0]["extract_date"] == "2026-04-02"
    assert "02/04/2026: the day lists.xlsx was extracted" in asked.output


def test_a_review_inside_the_folder_is_not_read_as_input(returns, tmp_path):
    place = tmp_path / "extracts"
    shutil.copytree(returns, place)
    for _ in range(2):
        assert review(place, "--out", place / "clearsight-review").exit_code == 0
    names = [f["name"] for f in manifest(place / "clearsight-review")["files"]]
    assert len(names) == sum(p.is_file() for p in returns.rglob("*"))


def test_a_local_limit_moves_a_due_date(usual, returns, tmp_path):
    settings = tmp_path / "clearsight.toml"
    settings.write_text('[limits]\ncp_visit = "4 weeks"\n', encoding="utf-8")
    local = tmp_path / "local"
    assert review(returns, "--out", local, "--settings", settings).exit_code == 0
    limits = {}
    for out in (usual[0], local):
        clocks = pl.read_parquet(out / "clocks.parquet")
        limits[out] = clocks.filter(pl.col("clock") == "cp_visit")["limit"].unique()
    assert limits[usual[0]].drop_nulls().to_list() == ["10 working days"]
    assert limits[local].drop_nulls().to_list() == ["4 weeks"]


def test_a_limit_of_law_cannot_be_moved_and_that_is_said_at_once(tmp_path):
    settings = tmp_path / "clearsight.toml"
    settings.write_text('[limits]\ncla_review = "1 year"\n', encoding="utf-8")
    not_there = tmp_path / "nothing is read before"
    ended = review(not_there, "--out", tmp_path / "o", "--settings", settings)
    assert "cannot be changed" in str(ended.exception)


def test_a_folder_that_cannot_be_written_to_is_said_at_once(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    not_there = tmp_path / "nothing is read before"
    ended = review(not_there, "--out", blocked / "review")
    assert "could not be written: Not a directory" in str(ended.exception)
    monkeypatch.setattr("os.access", lambda path, _: path != tmp_path)
    ended = review(not_there, "--out", tmp_path / "one" / "review")
    assert "could not be written: Permission denied" in str(ended.exception)
    assert not (tmp_path / "one").exists()
    assert blocked.read_text(encoding="utf-8") == "in the way"


def test_supervision_of_workers_has_a_file_of_its_own(returns, tmp_path):
    (tmp_path / "supervision.csv").write_text(
        "supv_person_id,supv_supervision_date,supv_supervision_type,supv_worker_id\n"
        ",05/01/2026,PERSONAL,ZZW1\n,20/03/2026,PERSONAL,ZZW2\n",
        encoding="utf-8",
    )
    out = tmp_path / "review"
    ended = review(returns, tmp_path / "supervision.csv", "--out", out)
    assert ended.exit_code == 0, ended.output
    assert "Workers whose supervision is overdue: 1 (workers.csv)." in ended.output
    workers = pl.read_csv(out / "workers.csv").filter(pl.col("stopped_on").is_null())
    assert workers.select("worker", "due_on", "standing", "marking").rows() == [
        ("ZZW1", "2026-02-05", "overdue", "OFFICIAL-SENSITIVE"),
        ("ZZW2", "2026-04-20", "running", "OFFICIAL-SENSITIVE"),
    ]
    assert "ZZW1" not in (out / "report.html").read_text(encoding="utf-8")
    assert "ZZW1" not in pl.read_parquet(out / "clocks.parquet")["child"].to_list()
    assert review(returns, "--out", out).exit_code == 0
    assert not [p.name for p in out.iterdir() if p.name.startswith("workers")]


def test_without_supervision_nothing_is_said_of_workers(usual):
    out, told = usual
    assert "Workers" not in told
    assert not (out / "workers.csv").exists()


def test_measures_of_the_months_are_those_that_measures_counts(
    usual, returns, tmp_path
):
    asked = ["measures", str(returns), "--period", "month", "--out", str(tmp_path)]
    assert CliRunner().invoke(cli, asked).exit_code == 0
    reviewed, counted = (
        pl.read_parquet(out / "figures.parquet").sort(
            "measure", "period", "split", "part"
        )
        for out in (usual[0], tmp_path)
    )
    year = reviewed.filter(period="12 months")
    months = reviewed.filter(pl.col("period") != "12 months")
    assert months["period"].n_unique() == 24
    assert year["measure"].n_unique() == months["measure"].n_unique()
    assert_frame_equal(months, counted)
    page = (usual[0] / "report.html").read_text("utf-8")
    assert "Here, so far" in page
