"""Write which drift there truly was, and what of it was badly recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from clearsight.madeup import drift, faults
from clearsight.madeup.extracts import Recording
from clearsight.madeup.stories_drift import DRIFTS
from clearsight.madeup.text import Cell, iso, write_csv
from clearsight.madeup.true import Child


def write_faults(folder: Path, recording: Recording, extracts: Sequence[date]) -> None:
    """Write a row for each fault of recording and each extract that it touches."""
    rows: list[list[Cell]] = [
        [
            f.child, f.what, iso(f.on), f.name, iso(f.shown), iso(f.right_from),
            iso(day),
        ]
        for f in recording.faults
        for day in extracts
        if f.touches(day)
    ]  # fmt: skip
    write_csv(folder / "faults.csv", faults.HEADINGS, rows)


def write_signals(
    folder: Path,
    every: list[Child],
    extracts: Sequence[date],
    as_at: date,
    council: str,
) -> None:
    """Write the signals, those of them that were planned, and the definitions."""
    day = drift.the_day(every, extracts, as_at)
    write_csv(
        folder / "signals.csv",
        ("council", "child", "signal", "since", "about"),
        (
            [council, child.number, signal, iso(since), about]
            for child in every
            for signal, about, since in drift.raised(child, day)
        ),
    )
    planned = {one.key: one for one in DRIFTS}
    write_csv(
        folder / "planned_signals.csv",
        ("child", "story", "in_words", "signal", "about"),
        (
            [child.number, child.story, planned[child.story].words, *raised]
            for child in every
            if child.story in planned
            for raised in planned[child.story].signals
        ),
    )
    listed = [[r.signal, r.about, r.tier, r.limit, r.words] for r in drift.RULES]
    left_out = [[key, "left out", "", "", why] for key, why in drift.LEFT_OUT.items()]
    write_csv(
        folder / "definitions.csv",
        ("signal", "about", "tier", "limit", "words"),
        [*listed, *left_out],
    )
