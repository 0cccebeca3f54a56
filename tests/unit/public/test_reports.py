"""The two press reports themselves: all that is proposed accepted, then published."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clearsight.accountability import accept
from clearsight.accountability.desk import Desk
from clearsight.accountability.log import Log
from clearsight.public.files import files
from clearsight.public.release import site_of
from clearsight.store.keeper import FolderKeeper
from public_site import NAMES, where

AT = datetime(2024, 8, 30, tzinfo=UTC)
ONE_CHILD = re.compile(r"\bboys?\b", re.IGNORECASE)


@pytest.fixture
def reports(request: pytest.FixtureRequest) -> list[Path]:
    """Give the reports: where CLEARSIGHT_REPORTS says, else beside the checkout."""
    told = os.environ.get("CLEARSIGHT_REPORTS")
    folder = Path(told) if told else request.getfixturevalue("shared") / "reports"
    found = sorted(folder.glob("*.txt"))
    assert found
    return found


def test_neither_the_child_nor_the_comments_are_published(
    reports: list[Path], tmp_path: Path
) -> None:
    desk = Desk(Log(FolderKeeper(tmp_path)))
    withheld, texts = [], []
    for path in reports:
        source, _ = desk.add_source(
            path.read_bytes(), path.name, by="A", at=AT, published="2024-08"
        )
        raw, text = path.read_text("utf-8"), desk.document(source).text
        texts.append(text)
        withheld += [s for s in re.split(r"(?<=[.!?])\s+", raw) if ONE_CHILD.search(s)]
        withheld += [p for p in raw.split("\n") if p.split() and p not in text]
    record, drafts = desk.record(), []
    for proposal in desk.proposals():
        new = accept.accept(record, proposal)
        drafts += new
        record = record.beside(new)
    desk.log.add(drafts, by="A", at=AT)
    _, site = site_of(desk.log, as_at=AT.date(), at=AT, names=NAMES)
    told = {name: made.decode() for name, made in files(site).items()}
    sought = [w for w in withheld if len(re.findall(r"\w+", w)) >= 5]
    assert any(ONE_CHILD.search(w) for w in sought)
    assert any(not ONE_CHILD.search(w) for w in sought), "no comment was found"
    assert not [n for n, w in enumerate(sought) if where(w, told)]
    assert not [n for n in told if ONE_CHILD.search(told[n]) and n != "style.css"]
    assert where(" ".join(texts), told), "nothing of the reports was published at all"
