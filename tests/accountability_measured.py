"""What the extractor proposes for the documents of a key, and how it scores."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec

from accountability_keys import Key, Score, load_key, score, total
from clearsight.accountability.proposing.propose import beside, propose
from clearsight.accountability.things import Source
from clearsight.documents.read import read_document

FOLDER = Path(__file__).parent / "accountability_documents"
KINDS = {
    "statement": "Quotations with their speakers",
    "post": "Posts and changes of holder",
    "commitment": "Commitments with their windows",
    "event": "Events",
    "inspection": "Inspections",
    "intervention": "Interventions",
    "paraphrase": "Paraphrased statements (counted apart)",
}

HEADINGS = (
    "Kind of proposal", "Wanted", "Found", "Share found", "Proposed", "False",
    "Share false",
)  # fmt: skip


def key_of(which: str) -> Key:
    """Return the key of the two reports (`reports`) or of the twelve (`held-out`)."""
    return load_key(FOLDER / f"{which}.toml")


def reports_folder(shared: Path) -> Path:
    """Return where the two press reports are."""
    return Path(os.environ.get("CLEARSIGHT_REPORTS", shared / "reports"))


def proposals_of(key: Key, folder: Path) -> list[dict[str, Any]]:
    """Return what is proposed for every document of a key, as `--json` would."""
    of_each = []
    for name, told in key.documents.items():
        file = folder / told["file"]
        document = read_document(file.read_bytes(), file.name)
        source = Source(
            id=name,
            title=name,
            kind="other",
            sha256="",
            publisher=told.get("publisher", ""),
            published=told.get("published", ""),
        )
        of_each.append(propose(document, source))
    return [
        {f: _as_json(getattr(p, f)) for f in p.__struct_fields__}
        for own in beside(of_each)
        for p in own
    ]


def _as_json(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))


def scored(key: Key, folder: Path) -> tuple[list[dict[str, Any]], dict[str, Score]]:
    """Return the proposals of a key's documents and their score by kind."""
    found = proposals_of(key, folder)
    return found, score(found, key)


def table(scores: dict[str, Score]) -> list[str]:
    """Return the score as the rows of a Markdown table."""
    rows = [
        f"| {' | '.join(HEADINGS)} |",
        "| --- |" + " ---: |" * (len(HEADINGS) - 1),
    ]
    rows += [_row(words, scores[kind]) for kind, words in KINDS.items()]
    return [*rows, _row("**All but those counted apart**", total(scores))]


def _row(words: str, s: Score) -> str:
    found = f"{s.found_share:.0%}" if s.wanted else "none wanted"
    false = f"{s.false_share:.0%}" if s.proposed else "none proposed"
    return (
        f"| {words} | {s.wanted} | {s.found} | {found} | {s.proposed} | {s.false} "
        f"| {false} |"
    )


def misses(scores: dict[str, Score], key: Key) -> list[str]:
    """Return a line for each thing missed, in our own words."""
    notes = {e.id: e for e in key.wanted}
    return [
        f"- {notes[name].source}, {KINDS[kind].lower()}: `{name}` {_about(notes[name])}"
        for kind, each in scores.items()
        for name in each.misses
    ]


def _about(entry: Any) -> str:
    told = [
        entry.note, entry.speaker, entry.person, entry.post, entry.what, entry.window,
        entry.date,
    ]  # fmt: skip
    return "; ".join(t for t in told if t)
