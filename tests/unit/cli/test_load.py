"""`load`, `review --store`, `store` and `child`, as somebody at a desk runs them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import months
from clearsight.cli.main import cli
from clearsight.errors import ClearsightError

LAST = date(2026, 3, 31)


@pytest.fixture(scope="module")
def extracts(tmp_path_factory) -> Path:
    """Write two months of a made-up council."""
    folder: Path = tmp_path_factory.mktemp("made") / "extracts"
    months.write(folder, LAST, 2, 40, council="Madeup")
    return folder


@pytest.fixture
def store(tmp_path: Path, extracts: Path) -> Path:
    """Load them."""
    ended = run("load", extracts, "--store", tmp_path / "store", "--council", "Madeup")
    assert ended.exit_code == 0, ended.output
    assert "2 new" in ended.output
    return tmp_path / "store"


def run(*arguments: object, **more: str) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(cli, [str(a) for a in arguments], **more)  # type: ignore[arg-type]


def test_loading_again_says_that_nothing_changed(store: Path, extracts: Path) -> None:
    ended = run("load", extracts, "--store", store, "--council", "Madeup")
    assert ended.exit_code == 0
    assert "as it was" in ended.output


def test_an_unchanged_list_of_a_later_day_is_no_old_news(tmp_path: Path) -> None:
    path = tmp_path / "list_1.csv"
    path.write_text(
        "Child Unique ID,Gender,Ethnicity,Date of Birth,Age,Date of Contact,"
        "Contact Source\n77,f) Female,WBRI,01/02/2015,11,03/01/2026,1A: Individual\n"
    )
    asked = ["load", path, "--store", tmp_path / "store", "--council", "Madeup"]
    run(*asked, "--extract-date", "list_1.csv=2026-01-31")
    for words in ("kept for another day: list_1.csv (as it stood on 28", "as it was"):
        told = run(*asked, "--extract-date", "list_1.csv=2026-02-28").output
        assert words in told
        assert ("as it was" in told) == (words == "as it was")


def test_nothing_usable_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    ended = run("load", tmp_path / "empty.csv", "--store", tmp_path / "store")
    assert isinstance(ended.exception, ClearsightError)
    assert ended.exception.exit_code == 2


def test_a_review_says_what_it_was_made_from(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = run("review", "--store", store, "--known-at", "2026-03-01", "--out", out)
    assert told.exit_code == 0, told.output
    assert "as known on 01/03/2026: 0 superseded, 1 not known by then" in told.output
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["store"]["known_at"] == "2026-03-01"
    assert manifest["as_at"] == "2026-02-28"


@pytest.mark.parametrize(
    "arguments",
    [
        ["x", "--store", "y"],
        ["x", "--known-at", "2026-03-01"],
        ["--store", "y", "--year", "2025/26"],
    ],
)
def test_options_that_do_not_go_together_are_refused(arguments: list[str]) -> None:
    assert run("review", *arguments).exit_code == 2


def test_a_day_on_which_nothing_was_known_is_said(store: Path) -> None:
    ended = run("review", "--store", store, "--known-at", "2020-01-01")
    assert isinstance(ended.exception, ClearsightError)
    assert "Nothing was known on 01/01/2020" in str(ended.exception)


def test_removing_is_shown_and_told_in_the_manifest(
    store: Path, tmp_path: Path
) -> None:
    shown = run("store", "show", "--store", store).output
    first = next(line for line in shown.splitlines() if "28/02/2026" in line).split()[0]
    ended = run(
        "store", "remove", first, "--store", store, "--because", "asked", "--by", "A"
    )
    assert ended.exit_code == 0, ended.output
    shown = run("store", "show", "--store", store).output
    assert "by A" in shown
    assert "because: asked" in shown
    run("review", "--store", store, "--out", tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert [t["sha256"][:12] for t in manifest["store"]["removed"]] == [first]


def test_retention_says_first_and_asks(store: Path, tmp_path: Path) -> None:
    rule = tmp_path / "clearsight.toml"
    asked = ["store", "apply-retention", "--store", store, "--by", "A"]
    asked += ["--settings", rule, "--on", "2026-05-15"]
    rule.write_text("[retention]\nkeep_months = 2\n")
    assert isinstance(run(*asked).exception, ClearsightError)
    rule.write_text("[retention]\nkeep_months = 2\ndecided_on = 2999-01-05\n")
    assert "has not come" in str(run(*asked, "--yes").exception)
    rule.write_text("[retention]\nkeep_months = 2\ndecided_on = 2026-01-05\n")
    for more, typed in ((["--dry-run"], ""), ([], "n\n")):
        ended = run(*asked, *more, input=typed)
        assert "1 would be removed" in ended.output
        assert "Removed: 0" in run("store", "show", "--store", store).output
    assert "Removed: 1" in run(*asked, "--yes").output


def test_a_child_is_given_to_somebody_and_that_is_kept(
    store: Path, tmp_path: Path
) -> None:
    found = next(p for p in (store / "extracts").rglob("*List_3.parquet"))
    import polars as pl

    child = pl.read_parquet(found)["CHILD_ID"][0]
    asked = ["child", child, "--store", store, "--council", "Madeup"]
    assert run(*asked, "--out", tmp_path / "none").exit_code == 2
    for turn in range(2):
        ended = run(*asked, "--to", "The child", "--out", tmp_path / f"out{turn}")
        assert ended.exit_code == 0, ended.output
    assert "Given before" in ended.output
    assert "The child" in (tmp_path / "out1" / "held-on-this-child.html").read_text()


def test_who_was_sent_it_can_be_asked_also_when_all_is_removed(
    store: Path, tmp_path: Path
) -> None:
    import polars as pl

    found = next(p for p in (store / "extracts").rglob("*List_3.parquet"))
    child = pl.read_parquet(found)["CHILD_ID"][0]
    asked = ["child", child, "--store", store, "--council", "Madeup"]
    assert "knows: 0." in run(*asked, "--sent").output
    run(*asked, "--to", "The child", "--out", tmp_path / "out")
    why = ["--because", "x", "--by", "A"]
    for folder in (store / "extracts").iterdir():
        removed = run("store", "remove", folder.name, "--store", store, *why)
        assert removed.exit_code == 0, removed.output
    told = run(*asked, "--sent")
    assert "to The child" in told.output
    assert "knows: 1." in told.output
    shown = run("store", "show", "--store", store, "--council", "Madeup").output
    assert "Kept: 0. Removed: 2." in shown
    for day in ([], ["--known-at", "2026-03-01"]):
        ended = run("review", "--store", store, *day)
        assert "A decision has removed" in str(ended.exception)


def test_what_was_loaded_again_is_removed_no_more(
    store: Path, extracts: Path, tmp_path: Path
) -> None:
    first = next((store / "extracts").iterdir()).name
    run("store", "remove", first, "--store", store, "--because", "x", "--by", "A")
    run("load", extracts, "--store", store, "--council", "Madeup", "--again")
    shown = run("store", "show", "--store", store).output
    assert "because: x; loaded again since" in shown
    assert "Kept: 2. Removed: 0." in shown
    told = run("review", "--store", store, "--out", tmp_path / "out").output
    assert "0 removed" in told
