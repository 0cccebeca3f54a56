"""The plan: finding or clause, action, measure, children; four verdicts, kept apart."""

from __future__ import annotations

from dataclasses import dataclass

from clearsight.accountability.board import challenges, decisions, overseers
from clearsight.accountability.chance import Moved
from clearsight.accountability.holdings import holdings
from clearsight.accountability.lines import lines
from clearsight.accountability.plan import ActionStanding, plan
from clearsight.accountability.spoken import spoken
from clearsight.accountability.standing import Standing
from clearsight.accountability.things import Claim, Measurement, Person, Post
from clearsight.charts import control
from clearsight.public.site import Answer, Site, anchor, day_words

NO_DUE = "no date"


@dataclass(frozen=True)
class Verdict:
    """One verdict: whether it is so, and in words whose it is and on what it rests."""

    which: str
    is_so: bool
    words: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class ActionShown:
    """An action with all that is shown of it."""

    anchor: str
    title: str
    answers: tuple[tuple[str, str], ...]
    measure: str
    children: str
    post: str
    due: str
    due_now: str
    standing: str
    slips: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    explanation: str
    risk: str
    svg: str
    figures: tuple[tuple[str, str], ...]
    asked: tuple[str, ...]
    replies: tuple[Answer, ...]


@dataclass(frozen=True)
class Asked:
    """What the board asked: of what, when, what it decided, and whether in time."""

    words: str
    about: str
    on: str
    due: str
    standing: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class PlanPage:
    """The plan and those who oversee it."""

    actions: tuple[ActionShown, ...]
    gaps: tuple[tuple[str, str], ...]
    asked: tuple[Asked, ...]
    decided: tuple[tuple[str, str, str], ...]
    owed: tuple[tuple[str, str, str, str], ...]


def plan_page(site: Site) -> PlanPage:
    """Return the plan as it stands on the day of the site."""
    record = site.record
    held = holdings(
        record.things(Claim), record.things(Person), record.things(Post), site.as_at
    )
    found = plan(record, site.as_at, holders=held, figures=site.figures)
    asked = [
        (
            c.challenge.about,
            Asked(
                c.challenge.words,
                site.name(c.challenge.about),
                spoken(c.challenge.on),
                spoken(c.challenge.answer_due) if c.challenge.answer_due else NO_DUE,
                _standing(c.standing),
                tuple(f"{d.words} ({spoken(d.on)})" for d in c.answers),
            ),
        )
        for c in challenges(record, site.as_at)
    ]
    return PlanPage(
        actions=tuple(
            _action(site, s, [a.words for about, a in asked if about == s.action.id])
            for s in found
        ),
        gaps=tuple(
            (site.name(line.answers), site.href(line.answers))
            for line in lines(record)
            if line.answers and not line.action
        ),
        asked=tuple(a for _, a in asked),
        decided=tuple(
            (d.words, site.name(d.about), spoken(d.on))
            for d in decisions(record, site.as_at)
        ),
        owed=tuple(
            (
                site.name(o.clock.overseer),
                o.clock.what,
                spoken(o.clock.due),
                _standing(o.standing),
            )
            for o in overseers(record, site.as_at)
        ),
    )


def _action(site: Site, s: ActionStanding, asked: list[str]) -> ActionShown:
    action, told = s.action, s.verdicts
    measure = site.figures.measures.get(action.measure)
    moved = s.moved_words
    return ActionShown(
        anchor=anchor(action.id),
        title=action.title,
        answers=tuple((site.name(a), site.href(a)) for a in action.answers),
        measure=measure.title if measure else action.measure,
        children=action.children,
        post=site.name(action.post) if action.post else "",
        due=spoken(s.original_due) if s.original_due else NO_DUE,
        due_now=spoken(s.due_now) if s.slips else "",
        standing=_standing(s.standing),
        slips=tuple(
            f"to {spoken(x.due)}{_days(x.days)}; recorded by {x.by} on "
            f"{day_words(x.on)}{': ' + x.because if x.because else ''}"
            for x in s.slips
        ),
        verdicts=(
            Verdict("Done", told.done.is_so, told.done.words),
            Verdict(
                "Evidenced",
                told.evidenced.is_so,
                told.evidenced.words,
                told.evidenced.evidence,
            ),
            Verdict("Verified", told.verified.is_so, told.verified.words),
            Verdict("Moved beyond chance since", _is_better(s.moved), moved),
        ),
        explanation=s.responsible.explanation,
        risk=s.responsible.risk,
        svg=_chart(s.moved, moved, anchor(action.id)),
        figures=_figures(site, action.measure),
        asked=tuple(asked),
        replies=site.replies(action.id),
    )


def _is_better(moved: Moved | None) -> bool:
    return moved is not None and moved.verdict == "better beyond chance"


def _days(days: int | None) -> str:
    if days is None:
        return ""
    return f", {abs(days):,} days {'later' if days >= 0 else 'earlier'}"


def _standing(standing: Standing) -> str:
    late = f", {standing.days:,} days" if standing.days else ""
    why = f" ({standing.why})" if standing.why else ""
    return f"{standing.words}{late}{why}"


def _figures(site: Site, measure: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            spoken(m.period),
            f"{m.numerator:g}"
            + (f" of {m.denominator:g}" if m.denominator is not None else ""),
        )
        for m in site.record.things(Measurement)
        if measure and m.measure == measure
    )


def _chart(moved: Moved | None, words: str, name: str) -> str:
    if moved is None or not moved.points:
        return ""
    marks = [
        control.Mark(
            name=p.period,
            value=p.value,
            limits=(p.limits.lower, p.limits.centre, p.limits.upper)
            if p.limits
            else None,
            way=p.signals[0][1] if p.signals and p.is_since else "",
            is_broken=p.is_broken,
        )
        for p in moved.points
    ]
    return control.picture(marks, moved.standard, words, name)
