"""People come to posts, hold children while they are there, and go."""

from __future__ import annotations

from datetime import date

from clearsight.madeup import AS_AT
from clearsight.madeup.true import Child
from clearsight.madeup.workforce import Person, overseers, posts
from clearsight.madeup.world import World


def _people(world: World) -> dict[str, Person]:
    every = [p for each in posts(world).values() for post in each for p in post.people]
    found = {one.code: one for one in every}
    assert len(found) == len(every)
    return found


def test_people_of_one_post_do_not_overlap(the_world: World) -> None:
    for post in (post for each in posts(the_world).values() for post in each):
        for one, after in zip(post.people, post.people[1:], strict=False):
            assert one.ended_on is not None
            assert one.starts_on < one.ended_on <= after.starts_on
            assert post.at(one.ended_on) in (None, after)


def test_only_someone_in_post_holds_a_child(
    the_world: World, every_child: list[Child]
) -> None:
    people = _people(the_world)
    spells = [s for c in every_child for r in c.referrals for s in r.workers]
    for spell in (s for s in spells if s.is_named):
        one = people[spell.worker]
        assert one.starts_on <= spell.starts_on
        assert one.team == spell.team
        if not one.holds(AS_AT):
            assert spell.ended_on is not None or one.ended_on is not None


def test_contracts_notices_and_first_years_have_their_days(the_world: World) -> None:
    every = [*_people(the_world).values(), *overseers(the_world)]
    assert {one.is_agency for one in every} == {True, False}
    for one in every:
        assert (one.contract_ends_on is not None) == one.is_agency
        if one.notice_on:
            assert one.starts_on <= one.notice_on <= AS_AT
        if one.newly_qualified_until:
            assert (one.newly_qualified_until - one.starts_on).days in (365, 366)


def test_every_team_has_a_manager(the_world: World) -> None:
    roles = {one.role for one in overseers(the_world)}
    assert roles == {"manager", "reviewing officer", "conference chair"}
    assert all(one.starts_on < date(2026, 4, 1) for one in overseers(the_world))
