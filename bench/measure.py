"""Time whole processes: wall seconds and peak memory, as the system counts them."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

KIB_IN_MB = 1000 * 1000 / 1024


@dataclass(frozen=True)
class Measured:
    """One process, finished: wall seconds, peak memory in MB."""

    seconds: float
    megabytes: float


def once(command: Sequence[str]) -> Measured:
    """Run a command to its end; it must succeed."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return Measured(seconds, used.ru_maxrss / KIB_IN_MB)


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
