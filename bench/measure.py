"""Time whole commands: wall seconds, and the peak memory of all their processes.

Memory is the sum over a command and the processes it started, looked at every 50 ms: of
what processes share, each counts its part.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

KIB_IN_MB = 1000 * 1000 / 1024
LOOK_EVERY = 0.05


@dataclass(frozen=True)
class Measured:
    """One command, finished: wall seconds, peak memory in MB."""

    seconds: float
    megabytes: float


def once(command: Sequence[str]) -> Measured:
    """Run a command to its end; it must succeed."""
    started, most = time.perf_counter(), 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.returncode is None:
            most = max(most, _memory(process.pid))
            with suppress(subprocess.TimeoutExpired):
                process.wait(LOOK_EVERY)
    seconds = time.perf_counter() - started
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return Measured(seconds, most)


def _memory(process: int) -> float:
    """Return what a process and those it started have in memory now, in MB."""
    here = Path(f"/proc/{process}")
    try:
        lines = (here / "smaps_rollup").read_text().splitlines()
        kib = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        started = (here / "task" / str(process) / "children").read_text().split()
    except (OSError, StopIteration):  # it has just ended
        return 0.0
    return kib / KIB_IN_MB + sum(_memory(int(child)) for child in started)


def median(command: Sequence[str], runs: int) -> Measured:
    """Run a command once to warm the disk, then `runs` times, and take the medians."""
    once(command)
    found = [once(command) for _ in range(runs)]
    return Measured(
        statistics.median(m.seconds for m in found),
        statistics.median(m.megabytes for m in found),
    )


def ratio(ours: Sequence[str], theirs: Sequence[str], runs: int) -> tuple[float, ...]:
    """Run two commands in turn; return the median ratio and both medians."""
    once(ours), once(theirs)
    pairs = [(once(ours).seconds, once(theirs).seconds) for _ in range(runs)]
    return (
        statistics.median(a / b for a, b in pairs),
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
    )
