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
from clearsight.measures import MEASURES
from clearsight.measures.measure import Measure
from clearsight.measures.splits import TITLES
from clearsight.oversight import SIGNALS
from clearsight.oversight.signal import DAY_ONE, TIERS
from clearsight.record import THINGS, Conflict, Link
from clearsight.record.thing import ORIGIN, Thing

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
GENERATED = "<!-- Written by `make docs`. Change the code, not this page. -->"

ORIGIN_MEANS = {
    "council": "The council's name, as settled when the files were read",
    "child": "The council's own identifier for the child, as text",
    "source": "The return it came from, as `clearsight read` names it",
    "file": "First 16 hex digits of the SHA-256 of the file",
    "row": "Line of the text file, or row of the sheet, counted from 1",
}
KIND_MEANS = {
    "key": "text",
    "text": "text",
    "code": "code",
    "day": "date",
    "number": "whole number",
    "decimal": "number",
    "yes_no": "yes or no",
}
TYPE_MEANS = {"String": "text", "Int64": "whole number"}


def pages() -> dict[str, str]:
    """Return every generated page: its file name and its text."""
    return {
        "record.md": _record(),
        "clocks.md": _clocks(),
        "signals.md": _signals(),
        "measures.md": _measures(),
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
        (
            (f"[`{c.key}`](#{c.key})", c.shown_title, c.tier, c.law.status)
            for c in CLOCKS
        ),
    )
    for clock in CLOCKS:
        lines += [
            f"## {clock.key}",
            "",
            f"{clock.shown_title}. {clock.note}".strip(),
            "",
        ]
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
    proxy = [("*Proxy*", clock.proxy)] if clock.proxy else []
    counted = [("Counted", clock.counted)] if clock.counted else []
    off = "" if clock.enabled_by_default else "; off until enabled"
    return [
        ("For", clock.applies_to),
        *proxy,
        ("Starts", "; ".join(clock.starts)),
        ("Stopped by", "; ".join(clock.stops)),
        ("Ended early by", "; ".join(clock.ends_early) or "nothing"),
        *counted,
        ("When late", clock.breach_words),
        ("Law", f"{cite} ({law.status})"),
        ("Checked", f"{law.checked}. {law.note}".strip()),
        ("Council may change it", f"{'yes' if clock.configurable else 'no'}{off}"),
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
    if step.after:
        parts.append(f"after: {'; '.join(step.after)}")
    return ", ".join(parts)


def _signals() -> str:
    lines: list[str] = []
    for signal in SIGNALS:
        lines += [f"## {signal.key}: {signal.shown_title}", ""]
        lines += _table(
            ["", ""],
            [
                ("Tier", _tier(signal.tier)),
                ("Raised when", signal.raised_when),
                ("Why it matters", signal.why_it_matters),
                ("Data", signal.data),
                ("Runs", DAY_ONE[signal.day_one]),
                *([("*Proxy*", signal.proxy)] if signal.proxy else []),
                ("Beware", signal.pitfall),
            ],
        )
        if signal.thresholds:
            lines += _table(
                ["Threshold", "Default", "Means"],
                ((f"`{t.name}`", t.default, t.means) for t in signal.thresholds),
            )
    return _page(
        "Signals",
        "A signal is a question to a manager, with the dates that raised it. It "
        "measures the service, never the family, and it is never a finding. What the "
        "data could not have shown raises nothing. A council may change a threshold "
        "from a day on in `clearsight.toml`, as `[signals.S08]` with `from`; those "
        "used are in the manifest of every review. Signals of tier 2 are on the "
        "worklist only where `tier_2` under `[worklist]` names them; all are in "
        "`signals.parquet`. Families are never joined: no return holds "
        "who belongs together, and a home's postcode does not leave the return.",
        *lines,
    )


def _measures() -> str:
    lines = _table(
        ["Measure", "Title", "Family", "Better"],
        (
            (f"[`{m.key}`](#{m.key})", m.shown_title, m.family, m.better)
            for m in MEASURES
        ),
    )
    for m in MEASURES:
        lines += [f"## {m.key}", "", f"{m.shown_title}.", ""]
        lines += _table(["", ""], _measure_rows(m))
        lines += [*(f"- {note}" for note in m.notes), ""] if m.notes else []
    return _page(
        "Measures",
        "How members are counted, when a figure is refused, and what may be published "
        "is in [how measures count](../explanation/how-measures-count.md). Every "
        "figure is read with those named beside it.",
        *lines,
    )


def _measure_rows(m: Measure) -> list[tuple[str, str]]:
    when = (
        "at a point: the end of the period, or the last extract in it"
        if m.of.is_point
        else f"in the period of `{m.of.on}`"
    )
    rows = [
        ("Counts", m.counts),
        ("Over", m.over),
        ("Each row is", f"{m.of.says}, counted {when}"),
        ("Unit", f"{m.unit} ({m.method})"),
        ("Left out", "; ".join(m.leaves_out)),
        ("Looks back", f"{m.lookback} months" if m.lookback else ""),
        ("Covers", f"the {m.spans} months to the last day" if m.spans else ""),
        ("*Proxy*", m.proxy),
        ("Split by", "; ".join([*(TITLES[s] for s in m.split_by), *m.splits])),
        ("Read with", ", ".join(f"[`{k}`](#{k})" for k in m.read_with)),
        ("Clock", f"`{m.clock}`" if m.clock else ""),
        ("Published as", m.published_as),
        ("Data", "; ".join(m.data)),
        ("To publish", m.disclosure.replace("_", " ")),
    ]
    return [(name, said) for name, said in rows if said]


def _tier(tier: int | None) -> str:
    return "that of what raised it" if tier is None else f"{tier}: {TIERS[tier]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
