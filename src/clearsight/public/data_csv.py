"""Every kind of thing in the record as CSV, and what the record answers on the day."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from clearsight.accountability import shown
from clearsight.accountability.things import Release, Thing
from clearsight.public import page_plan, page_sources
from clearsight.public.site import Site

# A spreadsheet takes a cell that begins so for a formula; a quote mark stops it.
FORMULA = re.compile(r"[=+@\t\r]|-(?![\d.])")
NAMES = {
    "Appointed": "appointments", "Happened": "events", "Inspected": "inspected",
    "Intervened": "interventions", "Promised": "promised", "Person": "people",
    "Reply": "replies", "Sameness": "sameness", "Materiality": "materiality",
}  # fmt: skip
PLAN = "how each action stands on the day, by four verdicts"
ABOUT = {
    "appointments": "claims that somebody came to, held or left a post",
    "events": "claims that something happened",
    "inspected": "claims of what an inspection judged",
    "interventions": "claims of a commission, diagnostic, order or direction",
    "promised": "claims of what was promised and by when",
    "people": "holders of office, acting in office",
    "commitments": "promises, each once",
    "sameness": "decisions on whether two things are one",
    "materiality": "decisions on whether a difference matters",
    "outcomes": "decisions on what became of a promise",
    "statements": "words that somebody said, as a source gives them",
    "sources": "documents, by their SHA-256",
}
ANSWERS = {
    "posts": "who holds which post on the day of the page",
    "commitments": "what was promised, and how it stands on the day",
    "timeline": "what is claimed to have happened, in order of time",
}


def files(site: Site) -> Iterator[tuple[str, str, str]]:
    """Yield each file's name, what it holds in words, and its text."""
    kinds: dict[str, list[dict[str, str]]] = {}
    for entry in site.record.entries:
        thing = entry.thing
        if isinstance(thing, Release) or site.record.get(thing.id) is not thing:
            continue
        told = {
            **_flat(thing),
            "entry": str(entry.number),
            "entered_by": entry.by,
            "entered_at": entry.at,
        }
        kinds.setdefault(_kind(thing), []).append(told)
    for kind, rows in sorted(kinds.items()):
        words = ABOUT.get(kind, kind.replace("-", " "))
        yield f"data/{kind}.csv", f"{words}: one row for each", table(rows)
    for name, words in ANSWERS.items():
        rows = [_flat(row) for row in shown.SHOWN[name](site.record, site.as_at)]
        yield f"data/answers-{name}.csv", words, table(rows)
    rows = [_action(a) for a in page_plan.plan_page(site).actions]
    yield "data/answers-plan.csv", PLAN, table(rows)
    rows = [
        {"kind": c.kind, "of": c.title, "field": f, "before": b, "after": a,
         "by": c.by, "on": c.on, "because": c.because}
        for c in page_sources.corrections(site) for f, b, a in c.changes
    ]  # fmt: skip
    yield "data/corrections.csv", "what was corrected: before and after", table(rows)


def _action(a: page_plan.ActionShown) -> dict[str, str]:
    verdicts = {v.which.lower().replace(" ", "_"): v.words for v in a.verdicts}
    return {
        "action": a.title,
        "answers": "; ".join(words for words, _ in a.answers),
        "measure": a.measure,
        "children": a.children,
        "post": a.post,
        "original_due": a.due,
        "due_now": a.due_now,
        "slips": str(len(a.slips)),
        "standing": a.standing,
        **verdicts,
        "explanation": a.explanation,
        "risk": a.risk,
    }


def table(rows: Iterable[Mapping[str, str]]) -> str:
    """Return rows as CSV (RFC 4180), the columns in the order in which they come."""
    told = list(rows)
    columns = list(dict.fromkeys(name for row in told for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns or ["id"], restval="")
    writer.writeheader()
    writer.writerows({k: _safe(v) for k, v in row.items()} for row in told)
    return out.getvalue()


def _kind(thing: Thing) -> str:
    says = getattr(thing, "says", None)
    name = type(says if isinstance(says, msgspec.Struct) else thing).__name__
    if name in NAMES:
        return NAMES[name]
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
    return f"{words}s"


def _flat(thing: Any, prefix: str = "") -> dict[str, str]:
    """Return fields as text: those inside others with both names, lists with `;`."""
    found: dict[str, str] = {}
    pairs = (
        msgspec.structs.asdict(thing).items()
        if isinstance(thing, msgspec.Struct)
        else thing.items()
    )
    for name, value in pairs:
        if isinstance(value, msgspec.Struct):
            found |= _flat(value, "" if name in ("says", "anchor") else f"{name}_")
        elif name not in ("prefix", "suffix"):
            found[f"{prefix}{name}"] = _text(value)
    return found


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(_text(v) for v in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _safe(text: str) -> str:
    return f"'{text}" if FORMULA.match(text) else text
