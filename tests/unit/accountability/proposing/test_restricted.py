"""Which words a child could be recognised by, and which only speak of children."""

from __future__ import annotations

import pytest

from clearsight.accountability.proposing.restricted import COURT_LAW, why_restricted


@pytest.mark.parametrize(
    "text",
    [
        "A 14-year-old girl was moved to a hostel.",
        "The boy, from Harwell, was found on his way to school.",
        "My daughter was put back with the man who hurt her; she is in hospital.",
        "One child died in Harwell after he was returned to his parents.",
        "A teenager was arrested twice.",
        "The twins were fostered near Oldham.",
    ],
)
def test_one_child_beside_a_particular_is_withheld(text):
    assert why_restricted(text).startswith("A child could be recognised")


@pytest.mark.parametrize(
    "text",
    [
        "The judge made a care order for two brothers.",
        "The council wants a deprivation of liberty order for her son.",
        "In the case of Child B the family court heard evidence.",
    ],
)
def test_court_proceedings_bring_the_law_with_them(text):
    assert COURT_LAW in why_restricted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Too many children wait too long for help.",
        "Every child deserves a good school.",
        "Children in care proceedings wait 40 weeks.",
        "Boys and girls in care told inspectors that they like school.",
        "The ten-year-old plan was replaced in Harwell.",
        "Children who need help and protection are not always identified.",
        "The council will improve outcomes for children and families.",
        "",
    ],
)
def test_words_about_the_service_are_not(text):
    assert why_restricted(text) == ""


def test_the_reason_holds_none_of_the_words():
    text = "A 14-year-old girl from Harwell was moved to Marlow House."
    reason = why_restricted(text)
    assert not {"Harwell", "Marlow", "14", "girl"} & set(reason.split())
