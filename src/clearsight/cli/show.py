"""`clearsight show`: what a clock or a signal means, and what it rests on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from clearsight.errors import SettingsError

if TYPE_CHECKING:
    from clearsight.clocks import Clock
    from clearsight.clocks.limit import Step
    from clearsight.oversight import Signal

WIDTH = 88


@click.group("show", help="Show what the clocks and the signals mean.")
def command() -> None:
    """Group what can be shown."""


@command.command(
    "clocks", help="Show every clock, or one: its limit, its law, its data."
)
@click.argument("key", metavar="[ID]", required=False)
def clocks(key: str | None) -> None:
    """Show clocks."""
    from clearsight.clocks import CLOCKS

    by_key = {c.key: c for c in CLOCKS}
    if key is None:
        _listed((c.key, c.shown_title) for c in CLOCKS)
    else:
        _told(_clock(by_key[_known(key, by_key, "clock")]))


@command.command(
    "signals", help="Show every signal, or one: when it is raised and why."
)
@click.argument("key", metavar="[ID]", required=False)
def signals(key: str | None) -> None:
    """Show signals."""
    from clearsight.oversight import SIGNALS

    by_key = {s.key: s for s in SIGNALS}
    if key is None:
        _listed((s.key, s.shown_title) for s in SIGNALS)
    else:
        _told(_signal(by_key[_known(key, by_key, "signal")]))


def _known(key: str, keys: Iterable[str], kind: str) -> str:
    every = {k.lower(): k for k in keys}
    if found := every.get(key.lower()):
        return found
    near = get_close_matches(key.lower(), every, n=1)
    raise SettingsError(
        f"There is no {kind} {key!r}.",
        do=f"Did you mean {every[near[0]]}?"
        if near
        else f"Run `clearsight show {kind}s` for the list.",
    )


def _clock(clock: Clock) -> Iterator[tuple[str, str]]:
    law = clock.law
    yield "", f"{clock.key}: {clock.shown_title}"
    if clock.proxy:
        yield "Proxy", clock.proxy
    yield "For", clock.applies_to
    yield "Starts", ", or ".join(clock.starts)
    yield "Stops", clock.stop_words
    if clock.ends_early:
        yield "Ends early", ", or ".join(clock.ends_early)
    for since, ladder in clock.ladders.items():
        steps = "; ".join(_step(step) for step in ladder)
        yield "Limit", f"{steps} (for a start from {since:%d/%m/%Y})"
    if clock.counted:
        yield "Counted", clock.counted
    yield "Tier", str(clock.tier)
    if not clock.enabled_by_default:
        yield "Off", "until clearsight.toml enables it"
    yield (
        "Local",
        "may be changed in clearsight.toml" if clock.configurable else "fixed",
    )
    yield "Law", f"{law.cite} ({law.status}; checked: {law.checked})"
    if law.url:
        yield "", law.url
    for source in clock.data:
        yield "Data", source
    if clock.note:
        yield "Note", clock.note


def _step(step: Step) -> str:
    words = step.limit.words
    if step.position != "any":
        words = f"{step.position}: {words}"
    if step.from_age:
        words += f" from {step.from_age.words} after the start"
    if step.starts:
        words += f" where it was: {', '.join(step.starts)}"
    if step.after:
        words += f" after: {', '.join(step.after)}"
    return words


def _signal(signal: Signal) -> Iterator[tuple[str, str]]:
    from clearsight.oversight.signal import DAY_ONE

    yield "", f"{signal.key}: {signal.shown_title}"
    yield "Raised when", signal.raised_when
    yield (
        "Tier",
        "follows from what raised it" if signal.tier is None else str(signal.tier),
    )
    yield "Data", signal.data
    yield "Runs", DAY_ONE[signal.day_one]
    if signal.proxy:
        yield "Proxy", signal.proxy
    yield "Why", signal.why_it_matters
    yield "Beware", signal.pitfall
    for threshold in signal.thresholds:
        yield "Threshold", f"{threshold.name} = {threshold.default}: {threshold.means}"


def _listed(rows: Iterable[tuple[str, str]]) -> None:
    every = list(rows)
    wide = max(len(key) for key, _ in every)
    for key, title in every:
        click.echo(f"{key:<{wide}}  {title}")


def _told(rows: Iterable[tuple[str, str]]) -> None:
    for name, value in rows:
        lead = f"{name + ':':<13}" if name else ""
        click.echo(textwrap.fill(lead + value, WIDTH, subsequent_indent=" " * 13))
