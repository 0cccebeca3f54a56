"""What is proposed for the two press reports, and for documents never seen before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from accountability_keys import Key, Score, leaked, score_pairs, total
from accountability_measured import FOLDER, KINDS, key_of, reports_folder, scored, table

PAGE = Path(__file__).parents[2] / "docs/explanation/how-well-documents-are-read.md"
ENOUGH, TOO_MANY = 0.9, 0.2
Read = tuple[Key, list[dict[str, Any]], dict[str, Score]]


@pytest.fixture(scope="module")
def reports(shared: Path) -> Read:
    key = key_of("reports")
    return key, *scored(key, reports_folder(shared))


@pytest.fixture(scope="module")
def held_out() -> Read:
    key = key_of("held-out")
    return key, *scored(key, FOLDER)


@pytest.mark.parametrize(
    "kind", ["statement", "post", "commitment", "inspection", "intervention"]
)
def test_nine_in_ten_are_found_in_the_reports(reports: Read, kind: str) -> None:
    _, _, scores = reports
    assert scores[kind].wanted, KINDS[kind]
    assert scores[kind].found_share >= ENOUGH, scores[kind].misses


def test_under_one_in_five_proposals_of_the_reports_is_false(reports: Read) -> None:
    _, _, scores = reports
    every = total(scores)
    assert every.proposed
    assert every.false_share < TOO_MANY, every.falses


def test_every_pair_of_the_letter_in_both_reports_is_found(reports: Read) -> None:
    key, proposals, _ = reports
    pairs = score_pairs(proposals, key)
    assert pairs.wanted
    assert pairs.misses == []


@pytest.mark.parametrize("which", ["reports", "held_out"])
def test_nothing_withheld_is_proposed_as_if_it_were_public(
    which: str, request: pytest.FixtureRequest
) -> None:
    key, proposals, _ = request.getfixturevalue(which)
    assert key.withheld
    assert leaked(proposals, key) == []


@pytest.mark.parametrize("which", ["reports", "held_out"])
def test_the_page_says_what_is_measured(
    which: str, request: pytest.FixtureRequest
) -> None:
    """Both sets of figures are in the docs, as they are, with the misses."""
    _, _, scores = request.getfixturevalue(which)
    page = PAGE.read_text(encoding="utf-8")
    assert "\n".join(table(scores)) in page
    assert all(f"`{m}`" in page for s in scores.values() for m in s.misses)
