"""`clearsight payload`: what it writes reads back equal, and its changes come to it."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clearsight.cli.main import cli
from clearsight.errors import InputError
from clearsight.madeup import make
from clearsight.returns.cscapi.state import standing
from clearsight.returns.cscapi.write import payload
from clearsight.returns.folder import read_paths


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make up a small council."""
    out: Path = tmp_path_factory.mktemp("council")
    make(out, children=150)
    return out / "returns"


def run(*arguments: str | Path) -> Result:
    ended = CliRunner().invoke(cli, ["payload", *map(str, arguments)])
    assert ended.exit_code == 0, ended.output
    return ended


def held(*paths: Path) -> dict[str, object]:
    """Return what the files come to when they are read, by child."""
    files = read_paths(paths, council="X")
    assert not any(f.aside or f.problems for f in files)
    children, problems = payload(standing(files))
    assert not problems
    return {child["la_child_id"]: in_order(child) for child in children}


def in_order(value: object) -> object:
    if isinstance(value, dict):
        return {k: in_order(v) for k, v in sorted(value.items())}
    if isinstance(value, list):
        return sorted((in_order(v) for v in value), key=json.dumps)
    return value


def written(folder: Path) -> list[dict[str, object]]:
    return [c for p in sorted(folder.iterdir()) for c in json.loads(p.read_text())]


def test_what_is_written_reads_back_equal(returns: Path, tmp_path: Path) -> None:
    out = tmp_path / "payload"
    said = run(returns, "--out", out).output
    files = sorted(out.iterdir())
    assert [len(json.loads(p.read_text())) <= 100 for p in files] == [True] * 2
    assert {stat.S_IMODE(p.stat().st_mode) for p in files} == {0o600}
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert "OFFICIAL-SENSITIVE" in said
    children = written(out)
    assert held(out) == {c["la_child_id"]: in_order(c) for c in children}
    episodes = [e for c in children for e in c["social_care_episodes"]]  # type: ignore[attr-defined]
    assert any("child_protection_plans" in e for e in episodes)
    assert any("child_looked_after_placements" in e for e in episodes)
    assert not any("first_name" in json.dumps(c) for c in children)


def test_the_changes_turn_what_was_sent_into_what_is(
    returns: Path, tmp_path: Path
) -> None:
    first, second, changes = (tmp_path / n for n in ("first", "second", "changes"))
    run(returns, "--as-at", "2025-09-30", "--out", first)
    run(returns, "--as-at", "2026-03-31", "--out", second)
    run(returns, "--as-at", "2026-03-31", "--sent", first, "--out", changes)
    assert len(written(changes)) < len(written(second))
    assert held(first, changes) == held(second)


def test_two_payloads_are_never_mixed(returns: Path, tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text("[]")
    ended = CliRunner().invoke(cli, ["payload", str(returns), "--out", str(tmp_path)])
    assert isinstance(ended.exception, InputError)
    assert ended.exception.exit_code == 2


def test_what_tells_of_no_child_or_was_never_sent_is_refused(
    returns: Path, tmp_path: Path
) -> None:
    (tmp_path / "x.txt").write_text("nothing")
    for arguments in (
        [str(tmp_path)],
        [str(returns), "--sent", str(tmp_path)],
    ):
        out = str(tmp_path / "out")
        ended = CliRunner().invoke(cli, ["payload", *arguments, "--out", out])
        assert isinstance(ended.exception, InputError)
        assert not Path(out).exists()


def test_what_was_sent_must_be_there_or_all_would_be_sent_again(
    returns: Path, tmp_path: Path
) -> None:
    (tmp_path / "sent").mkdir()
    given = ["payload", str(returns), "--sent", str(tmp_path / "sent")]
    ended = CliRunner().invoke(cli, [*given, "--out", str(tmp_path / "out")])
    assert isinstance(ended.exception, InputError)
    assert "no payload" in str(ended.exception)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["payload", "measures", "review"])
def test_every_command_says_why_nothing_could_be_used(
    command: str, tmp_path: Path
) -> None:
    (tmp_path / "notes.csv").write_text("Colour,Size\nred,2\n", encoding="utf-8")
    given = [command, str(tmp_path / "notes.csv"), "--out", str(tmp_path / "out")]
    ended = CliRunner().invoke(cli, given)
    assert isinstance(ended.exception, InputError)
    assert "notes.csv: " in str(ended.exception)
