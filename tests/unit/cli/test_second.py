"""A second process: it shares the work, changes nothing, and ends with the first."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearsight.cli import second
from clearsight.cli.main import cli
from clearsight.errors import SettingsError
from clearsight.madeup import make

LONGEST_WAIT = 60  # seconds
ORPHAN = """
import {beforehand}
import time
from clearsight.cli.second import with_second

def work(second):
    print(second.submit(__import__("os").getpid).result(), flush=True)
    time.sleep(600)

if __name__ == "__main__":
    with_second(work)
"""


@pytest.fixture(scope="module")
def returns(tmp_path_factory) -> Path:
    """Make up a small council."""
    out: Path = tmp_path_factory.mktemp("council")
    make(out, children=200)
    return out / "returns"


def written(returns: Path, out: Path) -> dict[str, bytes]:
    """Review into a folder, and return what is in each file."""
    ended = CliRunner().invoke(cli, ["review", str(returns), "--out", str(out)])
    assert ended.exit_code == 0, ended.output
    return {file.name: file.read_bytes() for file in sorted(out.iterdir())}


def test_a_review_is_the_same_bytes_with_and_without_it(returns, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    shared = written(returns, tmp_path / "two")
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    alone = written(returns, tmp_path / "one")
    assert {*shared} == {*alone}
    assert not [name for name in shared if shared[name] != alone[name]]


def test_the_command_itself_writes_the_same_bytes(returns, tmp_path, monkeypatch):
    command = ["-m", "clearsight", "review", str(returns), "--out"]
    subprocess.run([sys.executable, *command, str(tmp_path / "apart")], check=True)  # noqa: S603
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    here = written(returns, tmp_path / "here")
    apart = {f.name: f.read_bytes() for f in (tmp_path / "apart").iterdir()}
    assert apart == here


def test_it_is_a_fork_only_where_nothing_would_be_lost(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert second._way() == "spawn"  # for Polars is here
    monkeypatch.delitem(sys.modules, "polars")
    assert second._way() == "fork"
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert second._way() == "spawn"
    monkeypatch.undo()
    monkeypatch.delitem(sys.modules, "polars")
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(sys, "platform", "win32")
    assert second._way() == "spawn"


def test_the_work_is_done_again_without_it_where_the_system_ends_it(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    tried = []

    def work(worker):
        tried.append(worker is not None)
        return worker.submit(os._exit, 9).result() if worker else "done"

    assert second.with_second(work) == "done"
    assert tried == [True, False]


def test_it_has_gone_before_the_command_ends(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    threads = threading.active_count()
    second.with_second(lambda worker: worker.submit(os.getpid).result())
    assert threading.active_count() == threads
    assert not multiprocessing.active_children()


def test_there_is_none_on_a_single_processor(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert second.with_second(lambda worker: worker) is None


def test_there_is_none_where_no_process_may_be_started(monkeypatch):
    def refused(*_):
        raise PermissionError

    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(multiprocessing, "get_context", refused)
    assert second.with_second(lambda worker: worker) is None


# Polars there already: another is begun afresh; not yet: it is a fork of this one.
@pytest.mark.parametrize("beforehand", ["polars", "os"])
def test_it_ends_when_the_first_is_killed(beforehand):
    code = ORPHAN.format(beforehand=beforehand)
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout
        its_id = int(first.stdout.readline())
        first.kill()
    until = time.monotonic() + LONGEST_WAIT
    while _runs(its_id):
        assert time.monotonic() < until, "it went on alone"
        time.sleep(0.05)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # Ended, and not yet asked after by anybody.
    status = Path(f"/proc/{process}/stat")
    return (
        not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"
    )


def _wrong() -> None:
    raise SettingsError("It is wrong.", where="clearsight.toml", do="Mend it.")


def test_what_goes_wrong_there_is_said_as_it_is_here(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with pytest.raises(SettingsError) as told:
        second.with_second(lambda worker: worker.submit(_wrong).result())
    problem = told.value
    assert (problem.what, problem.where, problem.do) == (
        "It is wrong.", "clearsight.toml", "Mend it.",
    )  # fmt: skip
    assert str(problem) == "clearsight.toml: It is wrong. Mend it."


def test_ctrl_c_does_not_reach_it(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)

    def work(worker):
        its_id = worker.submit(os.getpid).result()
        os.kill(its_id, signal.SIGINT)
        return worker.submit(os.getpid).result() == its_id

    assert second.with_second(work)
