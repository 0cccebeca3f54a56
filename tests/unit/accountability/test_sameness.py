"""Things are one where people said so, and never by way of a decision against it."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from clearsight.accountability.sameness import Conflict, Groups, groups
from clearsight.accountability.things import Sameness


def decided(*pairs: tuple[str, str, bool]) -> Groups:
    """Give the groups that decisions make: one, other, are they the same."""
    return groups(
        [
            Sameness(id=str(n), one=one, other=other, is_same=is_same)
            for n, (one, other, is_same) in enumerate(pairs)
        ]
    )


def test_what_is_the_same_as_the_same_is_one() -> None:
    found = decided(("a", "b", True), ("c", "b", True), ("x", "y", True))
    assert found.groups == (frozenset("abc"), frozenset("xy"))
    assert found.same("a", "c") is True
    assert {found.name(x) for x in "abc"} == {"a"}
    assert found.name("elsewhere") == "elsewhere"


def test_what_nobody_decided_stays_open() -> None:
    found = decided(("a", "b", True), ("c", "d", True))
    assert found.same("a", "c") is None
    assert found.same("a", "nothing") is None
    assert decided().groups == ()


def test_what_differs_from_one_differs_from_all_that_are_the_same() -> None:
    found = decided(("a", "b", True), ("b", "c", False))
    assert found.same("a", "c") is False
    assert found.groups == (frozenset("ab"),)


def test_nothing_is_joined_through_a_decision_that_it_differs() -> None:
    """The chain is named, so that a person can see which decision is mistaken."""
    found = decided(("a", "b", True), ("b", "c", True), ("a", "c", False))
    assert found.groups == ()
    assert found.conflicts == (Conflict("a", "c", ("a", "b", "c")),)
    assert found.same("a", "c") is False
    assert found.same("a", "b") is True


def test_a_later_decision_on_the_same_two_holds() -> None:
    assert decided(("a", "b", True), ("b", "a", False)).same("a", "b") is False
    assert decided(("a", "b", False), ("b", "a", True)).same("a", "b") is True


PAIRS = list(combinations("abcdef", 2))
DECISIONS = st.dictionaries(st.sampled_from(PAIRS), st.booleans(), max_size=15)


@given(DECISIONS, st.randoms(use_true_random=False))
def test_no_group_holds_two_that_differ_whatever_the_order(
    decisions: dict[tuple[str, str], bool], random: st.random_module
) -> None:
    told = [(*pair, is_same) for pair, is_same in decisions.items()]
    found = decided(*told)
    for (one, other), is_same in decisions.items():
        assert found.same(one, other) is is_same
        together = any({one, other} <= group for group in found.groups)
        named = any({one, other} == {c.one, c.other} for c in found.conflicts)
        assert not (together and not is_same)
        # Two of a group that was left apart are there because a conflict names it.
        assert together or named or not is_same or found.conflicts
    random.shuffle(told)  # type: ignore[attr-defined]
    again = decided(*told)
    assert (again.groups, again.conflicts) == (found.groups, found.conflicts)


@given(DECISIONS)
def test_every_conflict_shows_a_chain_of_decisions(
    decisions: dict[tuple[str, str], bool],
) -> None:
    found = decided(*((*pair, is_same) for pair, is_same in decisions.items()))
    for clash in found.conflicts:
        assert found.decided[frozenset((clash.one, clash.other))] is False
        assert (clash.through[0], clash.through[-1]) == (clash.one, clash.other)
        for pair in zip(clash.through, clash.through[1:], strict=False):
            assert found.decided[frozenset(pair)] is True
