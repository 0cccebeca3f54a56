"""A made-up record of everything that can be published, and of what must not be."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from clearsight.accountability.enter import drafts_of
from clearsight.accountability.links import check
from clearsight.accountability.log import Draft, Log
from clearsight.accountability.record import Record
from clearsight.store.keeper import FolderKeeper

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AS_AT = date(2026, 6, 1)

OPEN = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
MEASURES = """
[[PlanMeasure]]
id = "measure:looked-at"
title = "Plans looked at in the month"
better = "higher"
standard = 0.9
"""


def log_at(folder: Path, *texts: str) -> Log:
    """Return a log in a folder with the things of these texts, the open ones first."""
    log = Log(FolderKeeper(folder))
    for text in (OPEN, MEASURES, _figures(), *texts):
        drafts = drafts_of(text, where="made up")
        check(Record.of(log.entries()), drafts)
        log.add(drafts, by="Dee Decider", at=AT)
    fixed = drafts_of(
        '[[Finding]]\nid = "finding:2"\nfound_by = "inspection:1"\n'
        'words = "records are often written up late"\n',
        where="made up",
        act="correct",
        because="A word was left out.",
    )
    log.add(fixed, by="Dee Decider", at=AT)
    return log


def add(log: Log, *drafts: Draft) -> None:
    """Add drafts to a log."""
    log.add(drafts, by="Dee Decider", at=AT)


def _figures() -> str:
    """Return two years of a measure that rises at the end."""
    told = []
    for n in range(28):
        year, month = divmod(n, 12)
        share = 52 + (n * 7) % 9 if n < 22 else 88 + n % 4
        told.append(
            f'[[Measurement]]\nid = "m:{n}"\nmeasure = "measure:looked-at"\n'
            f'period = "{2024 + year}-{month + 1:02d}"\nnumerator = {share}\n'
            "denominator = 100\n"
        )
    return "\n".join(told)
