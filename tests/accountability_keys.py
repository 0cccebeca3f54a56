"""Answer keys of documents, and how far a list of proposals agrees with one.

The schema of a key, and why each thing is judged as it is, are in
`accountability_documents/README.md`. A proposal is judged against every entry:

* *agrees*: the words and the fields are right, and the entry is found;
* *falls short*: nothing is wrong but something is not said (no speaker, no window,
  half of a quotation), so the entry is not found, nor is the proposal false;
* *differs*: otherwise. A proposal that differs from every entry, wanted or also
  true, is false, and so is the second copy of a proposal.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from accountability_matching import (
    AGREES,
    DIFFERS,
    FALLS_SHORT,
    PostSaid,
    agree_on_date,
    agree_on_name,
    agree_on_post,
    agree_on_window,
    words_of,
)

Proposal = Mapping[str, Any]
KINDS = ("statement", "post", "commitment", "event", "inspection", "intervention")
PARAPHRASE = "paraphrase"  # wanted, but not among the quotations: counted apart
SHINGLE = 5
LONGEST = 160  # words; whoever offers a whole document has found nothing in it


@dataclass(frozen=True)
class Entry:
    """One fact of a key; a field left out is not compared."""

    id: str
    kind: str
    source: str
    kind_any: tuple[str, ...] = ()
    mode: str = "quoted"
    starts: str = ""
    ends: str = ""
    words: int = 0
    anchor_any: tuple[str, ...] = ()
    withheld: str = ""
    voice: bool = False
    speaker: str = ""
    speaker_any: tuple[str, ...] = ()
    role: str = ""
    medium: str = ""
    medium_any: tuple[str, ...] = ()
    person: str = ""
    person_any: tuple[str, ...] = ()
    post: str = ""
    post_any: tuple[str, ...] = ()
    what: str = ""
    what_any: tuple[str, ...] = ()
    capacity: str = ""
    capacity_any: tuple[str, ...] = ()
    body_any: tuple[str, ...] = ()
    body_not: tuple[str, ...] = ()
    by: str = ""
    date: str = ""
    date_any: tuple[str, ...] = ()
    date_needed: bool = False
    window: str = ""
    window_any: tuple[str, ...] = ()
    ends_within: str = ""
    first_day: bool = False
    uncertain: str = ""
    note: str = ""

    @property
    def counted_as(self) -> str:
        """Say which line of the score it belongs to."""
        paraphrase = self.kind == "statement" and self.mode == "paraphrased"
        return PARAPHRASE if paraphrase else self.kind


@dataclass(frozen=True)
class Key:
    """What documents say, what is also true of them, and what must be withheld."""

    documents: dict[str, dict[str, str]]
    wanted: tuple[Entry, ...]
    also_true: tuple[Entry, ...]
    withheld: dict[str, frozenset[str]]  # id -> SHA-256 of each run of five words
    never: frozenset[str]  # ids of what is not part of the document at all
    pairs: tuple[dict[str, Any], ...]
    traps: tuple[dict[str, Any], ...]


@dataclass
class Score:
    """How many were wanted and found, how many proposed and false, and which."""

    found: int = 0
    wanted: int = 0
    false: int = 0
    proposed: int = 0
    misses: list[str] = field(default_factory=list)
    falses: list[str] = field(default_factory=list)

    @property
    def found_share(self) -> float:
        """Give the share found of what was wanted; 1 where nothing was."""
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def false_share(self) -> float:
        """Give the share false of what was proposed; 0 where nothing was."""
        return self.false / self.proposed if self.proposed else 0.0


def load_key(path: Path) -> Key:
    """Read a key; a misspelt field is refused, for it would quietly ask for less."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    wanted = tuple(_entry(each) for each in raw.get("entry", ()))
    also_true = tuple(_entry(each) for each in raw.get("also_true", ()))
    ids = [each.id for each in (*wanted, *also_true)]
    if twice := {each for each in ids if ids.count(each) > 1}:
        raise ValueError(f"{path.name}: two entries are called {sorted(twice)}")
    hidden = {each["id"]: each for each in raw.get("withheld", ())}
    return Key(
        documents=raw.get("document", {}),
        wanted=wanted,
        also_true=also_true,
        withheld={
            name: frozenset(each.get("shingles", ())) | shingles(each.get("text", ""))
            for name, each in hidden.items()
        },
        never=frozenset(n for n, each in hidden.items() if each.get("never", False)),
        pairs=tuple(raw.get("pair", ())),
        traps=tuple(raw.get("trap", ())),
    )


def _entry(raw: Mapping[str, Any]) -> Entry:
    known = {each.name for each in fields(Entry)}
    if strange := set(raw) - known:
        raise ValueError(f"entry {raw.get('id')}: no such field {sorted(strange)}")
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in raw.items()
    }
    entry = Entry(**told)
    if not {entry.kind, *entry.kind_any} <= set(KINDS):
        raise ValueError(f"entry {entry.id}: {entry.kind} is no kind of proposal")
    return entry


def shingles(text: str) -> frozenset[str]:
    """Hash every run of five words, so that words can be looked for, not carried."""
    words = words_of(text)
    runs = (words[at : at + SHINGLE] for at in range(len(words) - SHINGLE + 1))
    return frozenset(hashlib.sha256(" ".join(run).encode()).hexdigest() for run in runs)


def score(
    proposals: Sequence[Proposal],
    key: Key,
    sources: Mapping[str, str] | None = None,
) -> dict[str, Score]:
    """Score proposals by kind; `sources` gives the key's name of each source."""
    scores = {kind: Score() for kind in (*KINDS, PARAPHRASE)}
    found: set[str] = set()
    seen: set[tuple[str, ...]] = set()
    for proposal in proposals:
        tally = scores[str(proposal.get("kind"))]
        tally.proposed += 1
        grades = _grades(proposal, key, sources)
        found |= {name for name, grade in grades.items() if grade == AGREES}
        same = _likeness(proposal)
        if same in seen or not any(grades.values()):
            tally.false += 1
            tally.falses.append(_shown(proposal))
        seen.add(same)
    for entry in key.wanted:
        tally = scores[entry.counted_as]
        tally.wanted += 1
        tally.found += entry.id in found
        if entry.id not in found:
            tally.misses.append(entry.id)
    return scores


def total(scores: Mapping[str, Score]) -> Score:
    """Add the kinds together, leaving out what is counted apart."""
    out = Score()
    for kind in KINDS:
        each = scores[kind]
        out.found += each.found
        out.wanted += each.wanted
        out.false += each.false
        out.proposed += each.proposed
        out.misses += each.misses
        out.falses += each.falses
    return out


def leaked(proposals: Iterable[Proposal], key: Key) -> list[str]:
    """Name the withheld passages that are proposed without restriction, or at all."""
    out = set()
    for proposal in proposals:
        runs = shingles(str(proposal.get("exact") or ""))
        for name, hidden in key.withheld.items():
            if runs & hidden and (name in key.never or not proposal.get("restricted")):
                out.add(name)
    return sorted(out)


def score_pairs(
    proposals: Sequence[Proposal],
    key: Key,
    sources: Mapping[str, str] | None = None,
) -> Score:
    """Score the statements of two sources that ought to stand side by side."""
    by_id = {str(each.get("id")): each for each in proposals}
    out = Score(wanted=len(key.pairs))
    for pair in key.pairs:
        ends = (pair["a"], pair["b"])
        linked = any(
            {_end(p, ends, pair, sources), _end(by_id[other], ends, pair, sources)}
            == set(ends)
            for p in proposals
            for other in _others(p)
            if other in by_id
        )
        out.found += linked
        if not linked:
            out.misses.append(pair["id"])
    return out


def _end(
    proposal: Proposal,
    ends: tuple[str, str],
    pair: Mapping[str, Any],
    sources: Mapping[str, str] | None,
) -> str:
    text = _joined(proposal.get("exact"))
    source = str(proposal.get("source"))
    for end, starts in zip(ends, (pair["a_starts"], pair["b_starts"]), strict=True):
        if (sources or {}).get(source, source) == end and _joined(starts) in text:
            return end
    return ""


def _others(proposal: Proposal) -> list[str]:
    out: list[str] = []
    for name in ("same_as", "differs_from"):
        said = proposal.get(name) or []
        for each in said if isinstance(said, list) else [said]:
            out.append(str(each.get("id") if isinstance(each, Mapping) else each))
    return out


def _grades(
    proposal: Proposal, key: Key, sources: Mapping[str, str] | None
) -> dict[str, int]:
    source = str(proposal.get("source"))
    label = (sources or {}).get(source, source)
    return {
        entry.id: _grade(proposal, entry, key)
        for entry in (*key.wanted, *key.also_true)
        if entry.source == label
        and proposal.get("kind") in {entry.kind, *entry.kind_any}
    }


def _grade(proposal: Proposal, entry: Entry, key: Key) -> int:
    """Judge one proposal against one entry, by the entry's own fields."""
    if entry.withheld:
        runs = shingles(str(proposal.get("exact") or ""))
        touches = bool(runs & key.withheld[entry.withheld])
        return AGREES if touches and proposal.get("restricted") else DIFFERS
    grades = [_words_agree(proposal, entry, key)]
    kind = proposal.get("kind")
    if kind == "statement":
        names = (entry.speaker, *entry.speaker_any)
        grades.append(agree_on_name(_text(proposal, "speaker"), names))
    elif kind == "commitment" and entry.window:
        grades.append(_window_agrees(proposal, entry))
    elif kind == "post" and entry.post:
        grades += [_post_agrees(proposal, entry), _date_agrees(proposal, entry)]
        grades.append(_not_another(proposal, entry))
    else:
        grades += [_body_agrees(proposal, entry), _date_agrees(proposal, entry)]
    return min(grades)


def _words_agree(proposal: Proposal, entry: Entry, key: Key) -> int:
    text = _joined(proposal.get("exact"))
    length = len(text.split())
    if not length:
        return DIFFERS
    if entry.anchor_any:
        held = any(_joined(each) in text for each in entry.anchor_any)
        return AGREES if held and length <= LONGEST else DIFFERS
    if entry.starts:
        return _quotation_agrees(text, length, entry, key)
    # A post's own fields tie it down; in a document's own voice only the voice does.
    tied = entry.kind == "post" or entry.voice
    return AGREES if tied and length <= LONGEST else DIFFERS


def _quotation_agrees(text: str, length: int, entry: Entry, key: Key) -> int:
    if _covers(text, entry):
        whole = [e for e in key.wanted if _same_voice(e, entry) and _covers(text, e)]
        most = _most(sum(each.words for each in whole))
        return AGREES if length <= most else DIFFERS
    part = text.startswith(_joined(entry.starts)) or text.endswith(_joined(entry.ends))
    return FALLS_SHORT if part and length <= _most(entry.words) else DIFFERS


def _most(words: int) -> float:
    """Allow the sentence that a quotation stands in, and not the page."""
    return 1.25 * words + 20


def _covers(text: str, entry: Entry) -> bool:
    at = text.find(_joined(entry.starts)) if entry.starts else -1
    return at >= 0 and _joined(entry.ends) in text[at:]


def _same_voice(one: Entry, other: Entry) -> bool:
    return (one.source, one.speaker) == (other.source, other.speaker)


def _window_agrees(proposal: Proposal, entry: Entry) -> int:
    wanted = (entry.window, *entry.window_any)
    said = _text(proposal, "window")
    return agree_on_window(said, wanted, entry.ends_within, entry.first_day)


def _post_agrees(proposal: Proposal, entry: Entry) -> int:
    names = ("person", "post", "what", "capacity")
    return agree_on_post(
        PostSaid(*(_text(proposal, name) for name in names)),
        tuple(each for each in (entry.person, *entry.person_any) if each),
        (entry.post, *entry.post_any),
        (entry.what, *entry.what_any),
        tuple(each for each in (entry.capacity, *entry.capacity_any) if each),
    )


def _date_agrees(proposal: Proposal, entry: Entry) -> int:
    said = _text(proposal, "date")
    if not said and proposal.get("kind") != "post":
        said = _text(proposal, "window")
    wanted = tuple(each for each in (entry.date, *entry.date_any) if each)
    return agree_on_date(said, wanted, entry.date_needed)


def _body_agrees(proposal: Proposal, entry: Entry) -> int:
    said = agree_on_name(_text(proposal, "body"), entry.body_any)
    return min(said, _not_another(proposal, entry))


def _not_another(proposal: Proposal, entry: Entry) -> int:
    """Refuse the body or post that must never be taken for this one."""
    told = {_joined(proposal.get(name)) for name in ("body", "post", "what")}
    return DIFFERS if told & {_joined(each) for each in entry.body_not} else AGREES


def _text(proposal: Proposal, name: str) -> str:
    return str(proposal.get(name) or "").strip()


def _joined(text: object) -> str:
    """Give the words with a space about each, so that only whole words are found."""
    return f" {' '.join(words_of(str(text or '')))} "


def _likeness(proposal: Proposal) -> tuple[str, ...]:
    names = ("kind", "source", "exact", "speaker", "person", "post", "what", "window")
    return tuple(_text(proposal, name) for name in (*names, "date", "body"))


def _shown(proposal: Proposal) -> str:
    told = (_text(proposal, name) for name in ("id", "person", "post", "what"))
    said = " ".join(words_of(_text(proposal, "exact"))[:6])
    return " | ".join(each for each in (*told, said) if each)
