"""A council lives by its own published rates, and by England's where it has none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clearsight.madeup import council
from clearsight.madeup.rates import MEASURES, rates
from clearsight.madeup.true import Child
from clearsight.madeup.world import World


def test_every_rate_has_a_source_and_a_year() -> None:
    rows = rates("Madeup").rows
    assert {row[0] for row in rows} == set(MEASURES)
    assert {row[3] for row in rows} == {"England"}
    assert all(row[4] and row[5] for row in rows)


def test_a_known_council_has_its_own() -> None:
    own, england = rates("Tameside"), rates()
    assert {row[3] for row in own.rows} >= {"Tameside"}
    assert own.no_further_action != england.no_further_action
    assert rates("Tameside Council") == own


def test_shares_are_shares() -> None:
    england = rates()
    for name in ("enquiries", "conferences", "plans", "back_again", "vacancies"):
        assert 0 < getattr(england, name) < 1
    assert (england.looked_after, england.moves, england.missing) == (1, 1, 1)


def _enquired(children: list[Child]) -> float:
    accepted = [r for c in children for r in c.referrals if not r.is_nfa]
    return sum(bool(found.enquiries) for found in accepted) / len(accepted)


@pytest.mark.parametrize("share", [0.1, 0.7])
def test_the_simulation_follows_the_rates(the_world: World, share: float) -> None:
    changed = replace(the_world.rates, enquiries=share)
    children = council.children(replace(the_world, children=1500, rates=changed))
    told = [child for child in children if not child.story and not child.cares]
    assert _enquired(told) == pytest.approx(share, abs=0.06)
