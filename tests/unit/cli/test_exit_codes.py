"""How the command line ends: 0 done, 2 nothing usable or asked wrongly, 3 our fault."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from clearsight.cli import main as cli_main


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command line as a process of its own, with no terminal to speak to."""
    return subprocess.run(  # noqa: S603, it runs this package
        [sys.executable, "-m", "clearsight", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["show", "signals"]])
def test_asking_what_there_is_ends_with_0(arguments: list[str]) -> None:
    ended = run(*arguments)
    assert ended.returncode == 0
    assert ended.stdout
    assert not ended.stderr


@pytest.mark.parametrize("command", ["read", "review"])
def test_nothing_usable_ends_with_2(tmp_path: Path, command: str) -> None:
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    ended = run(command, tmp_path)
    assert ended.returncode == 2
    assert "Traceback" not in ended.stdout + ended.stderr


def test_nothing_usable_is_still_a_manifest(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    ended = run("read", tmp_path, "--json")
    assert ended.returncode == 2
    assert '"left_aside": true' in ended.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["review"],
        ["review", "x", "--as-at", "31/02/2026"],
        ["read", "x", "--year", "2025/27"],
        ["read", "x", "--year", "2025"],
        ["review", "x", "--extract-date", "2026-03-31"],
        ["show", "clocks", "cla_reviw"],
        ["nonsense"],
    ],
)
def test_a_wrong_option_ends_with_2(arguments: list[str]) -> None:
    ended = run(*arguments)
    assert ended.returncode == 2
    assert ended.stderr
    assert "Traceback" not in ended.stderr


def test_an_unknown_clock_names_the_near_miss() -> None:
    assert "cla_review" in run("show", "clocks", "cla_reviw").stderr


@pytest.mark.parametrize("asked", [[], ["--traceback"]])
def test_our_own_fault_ends_with_3_and_tells_nothing_of_a_record(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    asked: list[str],
) -> None:
    def fails(**_: object) -> None:
        raise KeyError("child 4417")

    monkeypatch.setattr(cli_main.cli, "main", fails)
    with pytest.raises(SystemExit) as ended:
        cli_main.main([*asked, "read", "x"])
    said = capsys.readouterr().err
    assert ended.value.code == 3
    assert "our fault" in said
    assert "4417" not in said
    assert ("test_exit_codes.py" in said) == bool(asked)


def test_start_is_quick_because_nothing_heavy_is_imported() -> None:
    seen = subprocess.run(
        [sys.executable, "-c", "import sys, clearsight.cli.main; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert {"polars", "rich", "jinja2", "xlsxwriter", "narwhals"}.isdisjoint(seen)


def test_signals_that_are_proxies_are_shown_as_such():
    assert "Silent record (proxy)" in run("show", "signals").stdout
    told = run("show", "signals", "S22").stdout
    assert "S22: Missing, unasked (proxy)" in told
    assert "an interview that was offered stands for one that was held" in (
        " ".join(told.split())
    )
    assert "proxy" not in run("show", "signals", "S12").stdout.lower()
