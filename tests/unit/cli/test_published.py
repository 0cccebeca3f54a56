"""`clearsight published` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearsight.cli.published import command
from clearsight.errors import ClearsightError


@pytest.fixture(autouse=True)
def _nothing_brought_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARSIGHT_PUBLISHED", str(tmp_path / "brought"))


def run(*arguments: str) -> str:
    ended = CliRunner().invoke(command, arguments)
    if isinstance(ended.exception, ClearsightError):
        raise ended.exception
    assert ended.exit_code == 0, ended.output
    return ended.output


def test_show_tells_a_council_how_it_stands() -> None:
    said = run("show", "--council", "tameside")
    assert "04/12/2023     standard inspection, ILACS (published 13/02/2024)" in said
    assert "help and protection: inadequate" in said
    assert "care leavers: requires improvement" in said
    assert "monitoring visit" in said
    assert "Open Government Licence v3.0" in said


def test_show_on_a_day_before_the_inspection() -> None:
    said = run("show", "--council", "Tameside", "--on", "2023-12-31")
    assert "Stands on 31/12/2023: overall: requires improvement" in said


def test_show_as_json() -> None:
    told = json.loads(run("show", "--council", "Tameside", "--json"))
    assert told["council"] == "Tameside"
    stands = {(row["regime"], row["area"]): row["judgement"] for row in told["stands"]}
    assert stands["children's services", "overall"] == "inadequate"
    assert {row["licence"] for row in told["inspections"]} == {"OGL v3"}


def test_a_wrong_name_is_told_the_right_one() -> None:
    with pytest.raises(ClearsightError, match="Did you mean Tameside") as problem:
        run("show", "--council", "Tamside")
    assert problem.value.exit_code == 2


def test_update_says_what_it_did_and_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "neighbours.csv"
    path.write_text(
        "la_code,rank,neighbour_la_code,closeness\n357,1,372,Close\n", encoding="utf-8"
    )
    said = run("update", str(path))
    assert "0 rows added, 0 changed, 1 as they were" in said or "1 changed" in said
    assert str(tmp_path / "brought") in said


def test_update_refuses_what_it_does_not_know(tmp_path: Path) -> None:
    path = tmp_path / "shopping.csv"
    path.write_text("bread,milk\n1,2\n", encoding="utf-8")
    with pytest.raises(ClearsightError, match="columns are others") as problem:
        run("update", str(path))
    assert problem.value.exit_code == 2
