"""Write docs/reference from the code's own registries: record, clocks, signals.

Run by `make docs`; `make check` fails where what is committed differs. Nothing here
reads source text: a page can only say what the program itself holds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from clearsight.clocks import CLOCKS, Clock
from clearsight.clocks.clock import ALWAYS
from clearsight.clocks.limit import Step
from clearsight.oversight import SIGNALS
from clearsight.oversight.signal import TIERS
from clearsight.record import THINGS, Conflict, Link
from clearsight.record.thing import ORIGIN, Thing

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
GENERATED = "<!-- Written by `make docs`. Change the code, not this page. -->"

ORIGIN_MEANS = {
    "council": "The council's name, as settled when the files were read",
    "child": "The council's own identifier for the child, as text",
    "source": "The return it came from: ssda903, cin or annexa",
    "file": "First 16 hex digits of the SHA-256 of the file",
    "row": "Line of the text file, or row of the sheet, counted from 1",
}
KIND_MEANS = {
    "key": "text",
    "text": "text",
    "code": "code",
    "day": "date",
    "number": "whole number",
    "yes_no": "yes or no",
}
TYPE_MEANS = {"String": "text", "Int64": "whole number"}


def pages() -> dict[str, str]:
    """Return every generated page: its file name and its text."""
    return {
        "record.md": _record(),
        "clocks.md": _clocks(),
        "signals.md": _signals(),
    }


def main(arguments: Sequence[str]) -> int:
    """Write the pages that differ; with --check, only name them, and exit 1."""
    stale = {
        REFERENCE / name: text
        for name, text in pages().items()
        if not (REFERENCE / name).exists()
        or (REFERENCE / name).read_text(encoding="utf-8") != text
    }
    if "--check" in arguments:
        for path in stale:
            print(f"{path.name} is not what the code says: run `make docs`.")
        return 1 if stale else 0
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for path, text in stale.items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"wrote {path.relative_to(REFERENCE.parents[1])}")
    return 0


def _table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    lines = ["| " + " | ".join(headings) + " |", "|" + " --- |" * len(headings)]
    for row in rows:
        cells = (str(cell).replace("|", "\\|").replace("\n", " ") for cell in row)
        lines.append("| " + " | ".join(cells) + " |")
    return [*lines, ""]


def _page(title: str, intro: str, *lines: str) -> str:
    return (
        "\n".join([f"# {title}", "", GENERATED, "", intro, "", *lines]).rstrip() + "\n"
    )


def _record() -> str:
    lines = ["## What every table has", ""]
    lines += _table(
        ["Column", "Holds", "Meaning"],
        (
            (f"`{name}`", TYPE_MEANS[kind.__name__], ORIGIN_MEANS[name])
            for name, kind in ORIGIN.items()
        ),
    )
    things: dict[str, type[Thing]] = {**THINGS, "link": Link, "conflict": Conflict}
    for name, thing in things.items():
        about = " ".join((thing.__doc__ or "").split())
        lines += [f"## {name}", "", about, ""]
        lines += _table(
            ["Column", "Holds", "Meaning"],
            (
                (f"`{f.name}`", KIND_MEANS[f.kind], f.title)
                for f in thing.fields.values()
            ),
        )
    return _page(
        "The canonical record",
        "The tables that every return is turned into. Each row says which file and row "
        "it came from. A blank is unknown, never no. The last two come from the "
        "journeys: how things were joined, and where two sources differ.",
        *lines,
    )


def _clocks() -> str:
    lines = _table(
        ["Clock", "Title", "Tier", "Law"],
        ((f"[`{c.key}`](#{c.key})", c.title, c.tier, c.law.status) for c in CLOCKS),
    )
    for clock in CLOCKS:
        lines += [f"## {clock.key}", "", f"{clock.title}. {clock.note}".strip(), ""]
        lines += _table(["", ""], _clock_rows(clock))
        lines += ["Limit, by the day the gap begins:", ""]
        lines += _table(
            ["From", "Which gap", "Allowed"],
            (
                (_since(since), _which(step), step.limit.words)
                for since, ladder in clock.ladders.items()
                for step in ladder
            ),
        )
    return _page(
        "Clocks",
        "How a clock is counted, and what each standing means, is in "
        "[how clocks run](../explanation/how-clocks-run.md). This is not legal advice: "
        "*checked* says how far we read the law cited.",
        *lines,
    )


def _clock_rows(clock: Clock) -> list[tuple[str, str]]:
    law = clock.law
    cite = f"[{law.cite}]({law.url})" if law.url else law.cite
    return [
        ("For", clock.applies_to),
        ("Starts", "; ".join(clock.starts)),
        ("Stopped by", "; ".join(clock.stops)),
        ("Ended early by", "; ".join(clock.ends_early) or "nothing"),
        ("When late", clock.breach_words),
        ("Law", f"{cite} ({law.status})"),
        ("Checked", f"{law.checked}. {law.note}".strip()),
        ("Council may change it", "yes" if clock.configurable else "no"),
        ("Data", "; ".join(clock.data)),
    ]


def _since(day: date) -> str:
    return "always" if day == ALWAYS else day.isoformat()


def _which(step: Step) -> str:
    words = {"any": "every", "first": "first", "second": "second", "later": "later"}
    parts = [words[step.position]]
    if step.from_age:
        parts.append(f"from {step.from_age.words} after the start")
    if step.starts:
        parts.append(f"where begun by: {'; '.join(step.starts)}")
    return ", ".join(parts)


def _signals() -> str:
    lines: list[str] = []
    for signal in SIGNALS:
        lines += [f"## {signal.key}: {signal.title}", ""]
        lines += _table(
            ["", ""],
            [
                ("Tier", _tier(signal.tier)),
                ("Raised when", signal.raised_when),
                ("Why it matters", signal.why_it_matters),
                ("Data", signal.data),
                ("Beware", signal.pitfall),
            ],
        )
    return _page(
        "Signals",
        "A signal is a question to a manager, with the dates that raised it. It "
        "measures the service, never the family, and it is never a finding.",
        *lines,
    )


def _tier(tier: int | None) -> str:
    return "that of what raised it" if tier is None else f"{tier}: {TIERS[tier]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
