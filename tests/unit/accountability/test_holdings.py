"""Who held a post on a day, as the claims have it, and what they leave open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearsight.accountability.holdings import (
    DIFFER,
    HELD,
    UNKNOWN,
    VACANT,
    Holding,
    holdings,
    several,
    tenures,
)
from clearsight.accountability.things import Appointed, Claim, Person, Post
from clearsight.accountability.when import When

POST = "post:director"
PEOPLE = [Person(id="ann", name="Ann Moss"), Person(id="bob", name="Bob Reed")]
POSTS = [Post(id=POST, title="Director"), Post(id="post:other", title="Other")]


def _claim(name: str, change: str, on: str, person: str = "", **more: str) -> Claim:
    says = Appointed(post=POST, change=change, person=person, date=on, **more)
    return Claim(id=name, says=says, rests_on=(f"statement:{name}",))


def _on(day: str, *claims: Claim) -> list[Holding]:
    return list(holdings(claims, PEOPLE, POSTS, date.fromisoformat(day))[POST])


def _told(day: str, *claims: Claim) -> list[tuple[str, str, bool]]:
    return [(h.standing, h.person, h.is_certain) for h in _on(day, *claims)]


CAME = _claim("c1", "appointed", "2022-04-01", "ann", capacity="permanent")
LEFT = _claim("c2", "left", "2024-08-30", "ann")
EMPTY = _claim("c3", "vacant", "2024-09-02")
ACTS = _claim("c4", "appointed", "2024-10-01", "bob", capacity="interim")


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2022-03-31", [(UNKNOWN, "", True)]),
        ("2022-04-01", [(HELD, "ann", True)]),
        ("2024-08-29", [(HELD, "ann", True)]),
        ("2024-08-30", [(HELD, "ann", False)]),
        ("2024-08-31", [(UNKNOWN, "", True)]),
        ("2024-09-02", [(VACANT, "", True)]),
        ("2024-09-30", [(VACANT, "", True)]),
        ("2024-10-02", [(HELD, "bob", True)]),
    ],
)
def test_a_post_through_time(day: str, told: list[tuple[str, str, bool]]) -> None:
    """A leaving alone makes no vacancy: until a claim says so it is not known."""
    assert _told(day, CAME, LEFT, EMPTY, ACTS) == told


def test_an_answer_has_name_capacity_and_evidence() -> None:
    (held,) = _on("2024-10-05", CAME, LEFT, EMPTY, ACTS)
    assert (held.name, held.title, held.capacity) == ("Bob Reed", "Director", "interim")
    assert held.evidence == ("c4",)
    assert held.said_on == date(2024, 10, 1)


def test_every_post_has_an_answer() -> None:
    found = holdings([], PEOPLE, POSTS, date(2024, 1, 1))
    assert {p: a[0].standing for p, a in found.items()} == {
        POST: UNKNOWN, "post:other": UNKNOWN,
    }  # fmt: skip


def test_a_claim_never_carries_back() -> None:
    seen = _claim("c", "held", "2024-08-20", "ann")
    assert _told("2024-08-19", seen) == [(UNKNOWN, "", True)]
    assert _told("2024-08-21", seen) == [(HELD, "ann", True)]


def test_a_month_leaves_two_people_possible() -> None:
    """She left in September and he came in September: on the 15th it may be either."""
    left = _claim("c2", "left", "2024-09", "ann")
    came = _claim("c4", "appointed", "2024-09", "bob", capacity="permanent")
    assert _told("2024-09-15", CAME, left, came) == [
        (HELD, "ann", False),
        (HELD, "bob", False),
    ]
    assert _told("2024-10-01", CAME, left, came) == [(HELD, "bob", True)]


def test_whoever_comes_after_ends_it_where_nothing_else_does() -> None:
    came = _claim("c4", "appointed", "2024-09-09", "bob", capacity="permanent")
    assert _told("2024-09-10", CAME, came) == [(HELD, "bob", True)]


def test_whoever_stands_in_leaves_it_open_whether_the_holder_left() -> None:
    assert _told("2024-10-02", CAME, ACTS) == [
        (HELD, "ann", False),
        (HELD, "bob", True),
    ]


def test_two_holders_by_their_own_claims_differ() -> None:
    came = _claim("c4", "appointed", "2024-06-01", "bob", capacity="permanent")
    seen = _claim("c5", "held", "2024-07-01", "ann")
    assert _told("2024-06-15", CAME, seen, came) == [
        (DIFFER, "ann", False),
        (DIFFER, "bob", False),
    ]


def test_a_vacancy_beside_a_holder_differs() -> None:
    seen = _claim("c5", "held", "2024-09-01/2024-09-30", "ann")
    empty = _claim("c3", "vacant", "2024-09-01")
    assert {s for s, _, _ in _told("2024-09-10", seen, empty)} == {DIFFER}


def test_two_capacities_told_of_one_time_differ() -> None:
    one = _claim("c1", "held", "2024-08-20", "ann", capacity="interim")
    other = _claim("c2", "held", "2024-08-20", "ann", capacity="acting")
    found = _on("2024-08-25", one, other)
    assert [(h.standing, h.capacity) for h in found] == [
        (DIFFER, "interim"), (DIFFER, "acting"),
    ]  # fmt: skip
    later = _claim("c2", "appointed", "2024-09-20", "ann", capacity="permanent")
    (held,) = _on("2024-09-25", one, later)
    assert (held.standing, held.capacity) == (HELD, "permanent")


def test_two_days_of_leaving_leave_the_time_between_open() -> None:
    again = _claim("c5", "left", "2024-09-20", "ann")
    assert _told("2024-09-05", CAME, LEFT, again) == [(HELD, "ann", False)]
    assert _told("2024-09-21", CAME, LEFT, again) == [(UNKNOWN, "", True)]


def test_a_claim_without_a_day_is_shown_and_decides_nothing() -> None:
    (answer,) = _on("2024-09-05", _claim("c9", "held", "", "ann"))
    assert (answer.standing, answer.evidence) == (UNKNOWN, ("c9",))


def test_no_later_than_says_nothing_of_before() -> None:
    came = _claim("c", "appointed", "../2024-08-31", "ann")
    assert _told("2010-01-01", came) == [(UNKNOWN, "ann", False)]
    assert _told("2024-08-31", came) == [(HELD, "ann", True)]


def test_sought_is_not_vacant() -> None:
    assert _told("2024-09-05", _claim("c", "sought", "2024-09-01")) == [
        (UNKNOWN, "", True)
    ]


def test_one_person_with_several_posts() -> None:
    both = [
        Claim(
            id=f"c{post}",
            says=Appointed(post=post, change="held", person="ann", date="2024"),
            rests_on=("s",),
        )
        for post in (POST, "post:other")
    ]
    found = holdings(both, PEOPLE, POSTS, date(2024, 5, 5))
    assert several(found) == {"ann": (POST, "post:other")}


def test_tenure_is_as_exact_as_its_claims() -> None:
    left = _claim("c2", "left", "2022-05", "ann")
    (tenure,) = tenures([CAME, left], date(2024, 1, 1))[POST]
    assert tenure.days == (30, 60)
    (going_on,) = tenures([CAME], date(2022, 4, 11))[POST]
    assert going_on.days == (10, 10)
    assert going_on.start == When(date(2022, 4, 1), date(2022, 4, 1))
    (seen,) = tenures([_claim("c", "held", "2022", "ann")], date(2024, 1, 1))[POST]
    assert seen.days is None


CHANGES = st.sampled_from(["appointed", "held", "left", "vacant", "sought"])
DATES = st.dates(date(2023, 1, 1), date(2024, 12, 31)).flatmap(
    lambda d: st.sampled_from([d.isoformat(), d.isoformat()[:7], f"{d}/.."])
)
CLAIMS = st.lists(
    st.builds(
        lambda n, change, on, who, capacity: _claim(
            f"c{n}", change, on, who, capacity=capacity
        ),
        st.integers(0, 99),
        CHANGES,
        DATES,
        st.sampled_from(["", "ann", "bob"]),
        st.sampled_from(["", "permanent", "interim"]),
    ),
    max_size=6,
    unique_by=lambda c: c.id,
)


@given(CLAIMS, st.dates(date(2022, 12, 1), date(2025, 2, 1)), st.randoms())
def test_any_claims_give_answers_that_rest_on_them(
    claims: list[Claim], day: date, chance: object
) -> None:
    """Order does not matter, no answer is without evidence, none reaches back."""
    found = _on(day.isoformat(), *claims)
    other = claims[:]
    chance.shuffle(other)
    assert set(found) == set(_on(day.isoformat(), *other))
    assert found
    for answer in found:
        assert answer.standing == UNKNOWN or answer.evidence
        assert answer.standing != HELD or answer.person
        assert answer.said_on is None or answer.said_on <= day
    if day < date(2023, 1, 1):
        assert {h.standing for h in found} == {UNKNOWN}


@given(CLAIMS, st.dates(date(2023, 1, 1), date(2024, 12, 30)))
def test_nothing_changes_on_a_day_of_which_no_claim_tells(
    claims: list[Claim], day: date
) -> None:
    """An answer changes only where a claim is dated."""
    after = day + timedelta(1)
    dated = {c.says.date[:7] for c in claims}
    if dated & {day.isoformat()[:7], after.isoformat()[:7]}:
        return
    now, then = (_told(d.isoformat(), *claims) for d in (day, after))
    assert now == then
