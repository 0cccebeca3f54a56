"""The worked example holds together, and every quotation stands in its report."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from accountability_measured import reports_folder
from clearsight.accountability import shown
from clearsight.accountability.anchors import find
from clearsight.accountability.enter import drafts_of
from clearsight.accountability.links import check
from clearsight.accountability.log import Log
from clearsight.accountability.record import Record
from clearsight.accountability.things import Source, Statement
from clearsight.accountability.withhold import public
from clearsight.documents.read import read_document
from clearsight.store.keeper import FolderKeeper

EXAMPLE = Path(__file__).parents[2] / "examples" / "tameside-2024"
ROOT = EXAMPLE.parents[1]
RUN = 12
SEPTEMBER = date(2024, 9, 1)
TEXT = {".py", ".md", ".toml", ".txt", ".html", ".css", ".j2", ".csv", ".json", ".cfg"}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    log = Log(FolderKeeper(tmp_path_factory.mktemp("example")))
    drafts = [
        draft
        for file in sorted(EXAMPLE.glob("*.toml"))
        for draft in drafts_of(file.read_text(encoding="utf-8"), where=file.name)
    ]
    check(Record.of([]), drafts)
    log.add(drafts, by="The example", at=datetime(2026, 11, 22, tzinfo=UTC))
    return Record.of(log.entries())


def test_every_quotation_stands_in_its_report(record: Record, shared: Path) -> None:
    by_hash = {}
    for file in reports_folder(shared).glob("*.txt"):
        content = file.read_bytes()
        by_hash[sha256(content).hexdigest()] = read_document(content, file.name).text
    sources = {s.id: by_hash[s.sha256] for s in record.things(Source)}
    told = record.things(Statement)
    assert told
    assert not [s.id for s in told if find(s.anchor, sources[s.source]) is None]


def test_who_held_which_post_on_a_day(record: Record) -> None:
    held = {r["id"]: r for r in shown.posts(record, SEPTEMBER)}
    director = held["post:director-of-childrens-services"]
    assert director["standing"] == "not known from these sources"
    assert held["post:chief-executive"]["person"] == "Sandra Stewart"
    assert held["post:lead-member"]["person"] == "Teresa Smith"
    assert held["post:childrens-commissioner-for-england"]["person"] == ""
    before = {r["id"]: r for r in shown.posts(record, date(2024, 1, 15))}
    director = before["post:director-of-childrens-services"]
    assert (director["person"], director["capacity"]) == (
        "Allison Parkinson",
        "interim",
    )
    assert director["evidence"]


def test_what_was_promised_and_what_became_of_it(record: Record) -> None:
    promised = {r["id"]: r for r in shown.commitments(record, SEPTEMBER)}
    report = promised["commitment:commissioners-report"]
    assert report["window"] == "2024-09-09/2024-09-15"
    assert report["standing"] == "open"
    assert len(report["evidence"]) == 3
    later = {r["id"]: r for r in shown.commitments(record, date(2024, 9, 20))}
    assert later["commitment:commissioners-report"]["standing"] == (
        "open, past its window"
    )


def test_what_differs_and_what_cannot_be_in_that_order(record: Record) -> None:
    rows = {r["id"]: r for r in shown.claims(record, SEPTEMBER)}
    three = rows["claim:replacement-within-three-months"]["seen_beside"]
    assert ["within three months", "for three months"] in [
        pair for d in three for pair in d["words"]
    ]
    order = rows["claim:parkinson-appointed-in-response"]["seen_beside"]
    assert "impossible order" in {d["kind"] for d in order}
    alone = rows["claim:no-trust"]["seen_beside"]
    assert "one source alone" in {d["kind"] for d in alone}


def test_nothing_in_the_example_must_be_withheld(record: Record) -> None:
    assert not public(record).withheld


def test_no_run_of_twelve_words_of_a_report_is_in_the_repository(shared: Path) -> None:
    """The reports are the input, and not ours to print."""
    runs = {
        run
        for file in reports_folder(shared).glob("*.txt")
        for run in _runs(file.read_text(encoding="utf-8"))
    }
    assert runs
    found = [
        str(path.relative_to(ROOT))
        for path in _committed()
        if runs & _runs(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert not found


def _committed() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return [ROOT / n for n in listed if Path(n).suffix in TEXT and (ROOT / n).exists()]


def _runs(text: str) -> set[str]:
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", text.lower()))
    return {" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
