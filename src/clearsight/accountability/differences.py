"""Where claims differ, cannot be in that order, or rest on one source alone.

Both claims stay. Nothing here says which is right, or whether it matters: people do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from clearsight.accountability.likeness import same_body
from clearsight.accountability.sameness import Groups, groups
from clearsight.accountability.spoken import spoken
from clearsight.accountability.things import (
    Appointed,
    Claim,
    Happened,
    Inspected,
    Intervened,
    Materiality,
    Promised,
    Sameness,
    Statement,
)
from clearsight.accountability.told import Differs, Told, compare, of_claim, rating
from clearsight.accountability.when import when
from clearsight.accountability.words import keys

DifferenceKind = Literal["differs", "impossible order", "one source alone"]
Decision = Materiality | Sameness


@dataclass(frozen=True)
class Difference:
    """Claims to be seen side by side, and why, in plain words.

    `words` are pairs of what they say, in the order of `claims`. `material` is what a
    person decided, None until then.
    """

    kind: DifferenceKind
    claims: tuple[str, ...]
    explanation: str
    words: Differs = ()
    material: bool | None = None


def differences(
    claims: Sequence[Claim],
    statements: Sequence[Statement],
    decisions: Sequence[Decision] = (),
    *,
    names: Mapping[str, str] | None = None,
) -> list[Difference]:
    """Return what in the claims does not go together, and what stands on one source.

    `decisions` are those on sameness, which say what is compared, and on materiality.
    `names` gives names for ids of people, posts, bodies and sources; an id without one
    is shown by its own words.
    """
    together = groups([d for d in decisions if isinstance(d, Sameness)])
    view = _View(claims, statements, together, names or {})
    material = {
        frozenset(d.claims): d.is_material
        for d in decisions
        if isinstance(d, Materiality)
    }
    found = [*_differing(view), *_impossible(view), *_alone(view)]
    return [replace(d, material=material.get(frozenset(d.claims))) for d in found]


class _View:
    """The claims with what each tells, and the sources that each rests on."""

    def __init__(
        self,
        claims: Sequence[Claim],
        statements: Sequence[Statement],
        together: Groups,
        names: Mapping[str, str],
    ) -> None:
        self.claims, self.together, self.names = claims, together, names
        known = {s.id: s for s in statements}
        self.told: dict[str, Told] = {}
        self.sources: dict[str, frozenset[str]] = {}
        for claim in claims:
            rests = [known[s] for s in claim.rests_on if s in known]
            words = "\n".join(s.anchor.exact for s in rests)
            self.told[claim.id] = of_claim(claim, self.name, words)
            self.sources[claim.id] = frozenset(s.source for s in rests)

    def name(self, thing: str) -> str:
        """Return a name for an id: that of the first of those that are the same."""
        if not thing:
            return ""
        first = self.together.name(thing)
        for known in (first, thing):
            if known in self.names:
                return self.names[known]
        return first.partition(":")[2].replace("-", " ") or first

    def compare(self, one: Claim, other: Claim) -> Differs | None:
        """Return how two claims differ; None if they are not about one thing."""
        if self.decided(one, other) is False:
            return None
        is_one = self.decided(one, other) is True
        return compare(self.told[one.id], self.told[other.id], is_one=is_one)

    def decided(self, one: Claim, other: Claim) -> bool | None:
        """Say whether people decided that both are about one thing."""
        ours, theirs = _things(one), _things(other)
        answers = [
            self.together.same(a, b)
            for a, b in zip(ours, theirs, strict=False)
            if a and b
        ]
        if type(one.says) is not type(other.says) or False in answers:
            return False
        return True if answers and None not in answers else None

    def title(self, claim: Claim) -> str:
        """Return what a claim is about, for a sentence."""
        told = self.told[claim.id]
        match claim.says:
            case Appointed():
                who = told.person or "Nobody named"
                return f"{who}, {told.post} ({told.change})"
            case Inspected():
                by = f" by {told.body}" if told.body else ""
                return f"The inspection{by}"
            case Intervened() | Promised() | Happened():
                return f"“{told.what}”"


def _things(claim: Claim) -> tuple[str, ...]:
    """Return the ids that say what a claim is about; of both kinds in one order."""
    match claim.says:
        case Appointed(post=post, person=person):
            return (post, person)
        case Inspected(inspection=inspection):
            return (inspection,)
        case Intervened(instrument=instrument):
            return (instrument,)
        case Promised(commitment=commitment):
            return (commitment,)
        case _:
            return ()


def _differing(view: _View) -> Iterator[Difference]:
    for one, other in combinations(view.claims, 2):
        words = view.compare(one, other)
        if not words:
            continue
        said = "; ".join(f"“{here}” against “{there}”" for here, there in words)
        is_open = view.decided(one, other) is None
        perhaps = " Nobody has decided whether they are about one thing." * is_open
        yield Difference(
            "differs",
            (one.id, other.id),
            f"{view.title(one)}: the claims differ. {said}.{perhaps}",
            words,
        )


def _impossible(view: _View) -> Iterator[Difference]:
    for claim in view.claims:
        for cause in _causes(claim):
            yield from _too_late(view, claim, cause)


def _causes(claim: Claim) -> tuple[str, ...]:
    match claim.says:
        case Appointed(because_of=cause) if cause:
            return (cause,)
        case Happened(follows=causes):
            return causes
        case _:
            return ()


def _too_late(view: _View, claim: Claim, cause: str) -> Iterator[Difference]:
    """Find a cause that came after what is said to follow from it.

    What is said to follow may be dated by another claim of the same thing.
    """
    causes = _dated_causes(view, claim, cause)
    others = (c for c in view.claims if c is not claim)
    same = [claim, *(c for c in others if view.compare(claim, c) is not None)]
    dated = [(c, view.told[c.id].when) for c in same if view.told[c.id].when]
    for effect, effect_on in dated:
        after = [
            c
            for c in causes
            if when(effect_on).certainly_before(when(view.told[c.id].when))
        ]
        if not after or len(after) < len(causes):
            continue
        first = min(after, key=lambda c: when(view.told[c.id].when).first)
        dates = (spoken(effect_on), spoken(view.told[first.id].when))
        ids = dict.fromkeys((claim.id, effect.id, first.id))
        yield Difference(
            "impossible order",
            tuple(ids),
            f"{view.title(claim)} is dated {dates[0]} and is said to follow from "
            f"{_lower(view.title(first))}, which is dated {dates[1]}: what came first "
            "cannot follow from what came later.",
            (dates,),
        )
        return


def _dated_causes(view: _View, claim: Claim, cause: str) -> list[Claim]:
    """Return the dated claims of a cause, which is an id, or words that name one.

    Words name every inspection or intervention of a body that they mention.
    """
    others = [c for c in view.claims if c is not claim and view.told[c.id].when]
    by_id = [
        c
        for c in others
        if any(view.together.same(cause, i) for i in (c.id, *_things(c)) if i)
    ]
    return by_id or [c for c in others if _is_named(view.told[c.id], cause)]


def _is_named(told: Told, words: str) -> bool:
    """Say whether words can mean this inspection or intervention."""
    if told.kind not in ("inspection", "intervention") or not told.body:
        return False
    judged, rated = rating(words), rating(told.what)
    if judged and rated and judged != rated:
        return False
    sought = set(keys(words))
    kinds = {"inspection": {"inspection", "report", "inspectors", "judgement"}}
    is_kind = bool(sought & (kinds.get(told.kind) or set(keys(told.what))))
    named = set(keys(told.body)) & sought - {"the", "of", "for"}
    return is_kind and (bool(named) or same_body(told.body, words))


def _alone(view: _View) -> Iterator[Difference]:
    """Find claims of one source, where another speaks of the same but not of this."""
    speak: dict[str, set[str]] = {}
    for claim in view.claims:
        for subject in _subjects(view, claim):
            speak.setdefault(subject, set()).update(view.sources[claim.id])
    for claim in view.claims:
        own = view.sources[claim.id]
        about = [s for s in _subjects(view, claim) if speak[s] - own]
        if len(own) != 1 or not about or _is_told_elsewhere(view, claim):
            continue
        others = sorted(set().union(*(speak[s] for s in about)) - own)
        listed = ", ".join(view.name(s) for s in others)
        verb = "speaks" if len(others) == 1 else "speak"
        yield Difference(
            "one source alone",
            (claim.id,),
            f"{view.title(claim)}: only {view.name(min(own))} says so; {listed} "
            f"{verb} of {view.name(about[0])} too, and not of this.",
        )


def _subjects(view: _View, claim: Claim) -> tuple[str, ...]:
    """Return the ids of what a claim speaks of, each by the one that stands for it."""
    says = claim.says
    found: tuple[str, ...]
    match says:
        case Appointed():
            found = (says.post, says.person)
        case Happened():
            found = (says.body,)
        case Inspected():
            found = (says.inspection, says.body)
        case Intervened():
            found = (says.instrument, says.body, says.person)
        case _:
            found = (says.commitment, says.by)
    return tuple(dict.fromkeys(view.together.name(f) for f in found if f))


def _is_told_elsewhere(view: _View, claim: Claim) -> bool:
    """Say whether a claim of another source tells this too, the same or otherwise."""
    return any(
        view.compare(claim, other) is not None
        for other in view.claims
        if other is not claim and view.sources[other.id] - view.sources[claim.id]
    )


def _lower(title: str) -> str:
    return title[0].lower() + title[1:] if title.startswith("The ") else title
