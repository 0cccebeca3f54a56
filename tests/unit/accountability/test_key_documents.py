"""The keys fit their documents, and carry none of the text of the reports."""

from __future__ import annotations

import html
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from accountability_keys import Entry, Key, leaked, load_key, score, shingles, total
from accountability_matching import days, words_of

FOLDER = Path(__file__).resolve().parents[2] / "accountability_documents"
RUN = 12


def plain(text: str) -> str:
    return " ".join(words_of(text))


def document(name: str) -> str:
    """Give the words of one of the twelve."""
    made_from = FOLDER / "made-from" / f"{name}.txt"
    path = made_from if made_from.exists() else next(FOLDER.glob(f"{name}.*"))
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return plain(text)


def held_out() -> tuple[Key, dict[str, str]]:
    key = load_key(FOLDER / "held-out.toml")
    return key, {name: document(name) for name in key.documents}


def reports(shared: Path) -> tuple[Key, dict[str, str]]:
    key = load_key(FOLDER / "reports.toml")
    return key, {
        name: plain((shared / "reports" / told["file"]).read_text(encoding="utf-8"))
        for name, told in key.documents.items()
    }


def ideal(entry: Entry, text: str) -> dict[str, Any]:
    """Propose just what the entry asks for, from the words of its document."""
    exact = plain(next(iter(entry.anchor_any), entry.post))
    if entry.starts:
        first, last = (rf"\b{plain(each)}\b" for each in (entry.starts, entry.ends))
        runs = (text[found.start() :] for found in re.finditer(first, text))
        ends = ((run, re.search(last, run)) for run in runs)
        exact = min((run[: end.end()] for run, end in ends if end), key=len)
        assert len(exact.split()) == entry.words, entry.id
    body = next(iter(entry.body_any), "")
    told = ("kind", "source", "speaker", "person", "post", "what", "capacity", "date")
    window = "" if entry.window == "open" else entry.window
    return {
        **{name: getattr(entry, name) for name in told},
        "id": entry.id,
        "exact": exact,
        "body": body,
        "window": window,
    }


def test_twelve_documents_of_six_kinds() -> None:
    """One key for each document, and one document for each key."""
    key, _ = held_out()
    files = {p.name for p in FOLDER.iterdir() if p.is_file()}
    ours = {"README.md", "make.py", "held-out.toml", "reports.toml"}
    assert {told["file"] for told in key.documents.values()} == files - ours
    assert len(key.documents) == 12


def test_an_ideal_reader_of_the_twelve_scores_all() -> None:
    """Each entry can be met, by words that are there and dates that can be read."""
    fits(*held_out())


def test_an_ideal_reader_of_the_reports_scores_all(shared: Path) -> None:
    fits(*reports(shared))


def fits(key: Key, texts: dict[str, str]) -> None:
    every = [*key.wanted, *key.also_true]
    dates = [d for e in every for d in (e.date, *e.date_any, e.ends_within) if d]
    windows = [w for e in every for w in (e.window, *e.window_any) if w]
    assert all(days(each) for each in dates)
    assert all(days(each) for each in windows if each != "open")
    said = [(e.id, a) for e in every for a in e.anchor_any]
    source = {e.id: texts[e.source] for e in every}
    assert [pair for pair in said if plain(pair[1]) not in source[pair[0]]] == []
    proposals = [ideal(entry, texts[entry.source]) for entry in key.wanted]
    scores = score(proposals, key)
    assert total(scores).misses == scores["paraphrase"].misses == []
    assert total(scores).falses == []
    assert leaked(proposals, key) == []
    held = [shingles(text) for text in texts.values()]
    assert all(any(runs <= one for one in held) for runs in key.withheld.values())


def test_a_reader_that_offers_every_sentence_is_false() -> None:
    """Whoever proposes all in the name of nobody in particular has read nothing."""
    key, texts = held_out()
    proposals = []
    for name, text in texts.items():
        words = text.split()
        for at in range(0, len(words), 20):
            exact = " ".join(words[at : at + 20])
            told = {"kind": "statement", "source": name, "speaker": "Ann Other"}
            proposals.append({**told, "exact": exact})
    scores = score(proposals, key)["statement"]
    assert scores.false == scores.proposed > 200


def test_no_run_of_twelve_words_of_a_report_is_in_this_folder(shared: Path) -> None:
    _, texts = reports(shared)
    runs = {run for text in texts.values() for run in in_twelves(text)}
    for path in FOLDER.rglob("*"):
        if path.suffix in {".toml", ".md", ".txt", ".html", ".py"}:
            ours = in_twelves(plain(path.read_text(encoding="utf-8")))
            assert not runs & set(ours), path.name


def in_twelves(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]


@pytest.mark.parametrize("name", ["minutes-2", "letter-1"])
def test_a_word_document_holds_the_words_it_was_made_from(name: str) -> None:
    with zipfile.ZipFile(FOLDER / f"{name}.docx") as parts:
        xml = parts.read("word/document.xml").decode()
    kept = plain(html.unescape(re.sub(r"<[^>]+>", " ", xml)))
    assert kept == document(name)


@pytest.mark.parametrize("name", ["inspection-2", "notice-2"])
def test_a_pdf_holds_the_words_it_was_made_from(name: str) -> None:
    pypdf = pytest.importorskip("pypdf")
    pages = pypdf.PdfReader(FOLDER / f"{name}.pdf").pages
    kept = set(plain(" ".join(page.extract_text() for page in pages)).split())
    assert set(document(name).split()) <= kept
