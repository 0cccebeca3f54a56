"""The judge is judged: each kind of agreement, and each way to fall from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from accountability_keys import Key, Score, leaked, load_key, score, score_pairs, total
from accountability_matching import agree_on_date, agree_on_window

KEY = """
[document.x]
file = "x.txt"

[[entry]]
id = "said"
kind = "statement"
source = "x"
starts = "We will not rest"
ends = "safe at home"
words = 12
speaker = "Delphine Arkwood"

[[entry]]
id = "said next"
kind = "statement"
source = "x"
starts = "Nor will the board"
ends = "of it again"
words = 10
speaker = "Delphine Arkwood"

[[entry]]
id = "came"
kind = "post"
kind_any = ["event"]
source = "x"
anchor_any = ["took up the post"]
person = "Delphine Arkwood"
post = "Director of Children's Services"
what = "appointed"
capacity = "interim"
date = "2025-03-03"
date_needed = true

[[entry]]
id = "empty"
kind = "post"
source = "x"
post = "principal social worker"
what = "vacant"

[[entry]]
id = "promise"
kind = "commitment"
source = "x"
anchor_any = ["every plan will be read"]
window = "2025-03-31"

[[entry]]
id = "visit"
kind = "inspection"
source = "x"
anchor_any = ["inspectors came"]
body_any = ["Ofsted", "Northbrook Council"]
date = "2024-11-04/2024-11-15"
date_needed = true

[[entry]]
id = "diagnostic"
kind = "intervention"
source = "x"
anchor_any = ["sent a commissioner"]
body_any = ["Commissioner", "Minister"]
body_not = ["Children's Commissioner for England"]

[[also_true]]
id = "aside"
kind = "post"
source = "x"
person = "Mo Castlebeck"
post = "lead member"
what = "holds"

[[also_true]]
id = "hidden"
kind = "event"
source = "x"
withheld = "boy"

[[withheld]]
id = "boy"
text = "a boy of nine was moved from the mill"

[[withheld]]
id = "comment"
never = true
text = "they took my own two from me"

[[pair]]
id = "pair"
a = "x"
b = "y"
a_starts = "we will not rest"
b_starts = "we shall not rest"
"""
SAID = "We will not rest until every child of ours is safe at home."
NEXT = "Nor will the board, and nobody need speak of it again."


@pytest.fixture
def key(tmp_path: Path) -> Key:
    path = tmp_path / "key.toml"
    path.write_text(KEY, encoding="utf-8")
    return load_key(path)


def statement(exact: str = SAID, speaker: str = "Ms Arkwood") -> dict[str, Any]:
    return {"kind": "statement", "source": "x", "exact": exact, "speaker": speaker}


def post(**change: str) -> dict[str, Any]:
    told = {
        "person": "Delphine Arkwood",
        "post": "director of children's services",
        "what": "took up",
        "date": "2025-03-03",
        "exact": "Ms Arkwood took up the post on Monday",
    }
    return {"kind": "post", "source": "x", **told, **change}


EMPTY = {"person": "", "post": "Principal Social Worker", "what": "vacancy", "date": ""}


def promise(window: str) -> dict[str, Any]:
    exact = "every plan will be read by the end of March"
    return {"kind": "commitment", "source": "x", "exact": exact, "window": window}


def inspection(**change: str) -> dict[str, Any]:
    told = {"exact": "inspectors came", "body": "Ofsted", "date": "2024-11-05"}
    return {"kind": "inspection", "source": "x", **told, **change}


def judged(key: Key, *proposals: dict[str, Any]) -> tuple[list[str], int]:
    """Give what was found, by what was not, and how many proposals were false."""
    out: Score = total(score(proposals, key))
    return [e.id for e in key.wanted if e.id not in out.misses], out.false


@pytest.mark.parametrize(
    ("proposal", "found", "false"),
    [
        (statement(), ["said"], 0),
        (statement(speaker="D. Arkwood"), ["said"], 0),
        (statement(SAID + " " + NEXT), ["said", "said next"], 0),
        (statement(speaker=""), [], 0),
        (statement("We will not rest until every child"), [], 0),
        (statement(speaker="Mo Castlebeck"), [], 1),
        (statement(speaker="Tobias Arkwood"), [], 1),
        (statement("The kettle was on."), [], 1),
        (statement(SAID + " and" * 30), [], 1),
        ({**statement(), "source": "y"}, [], 1),
    ],
)
def test_a_statement_is_its_words_and_its_speaker(
    key: Key, proposal: dict[str, Any], found: list[str], false: int
) -> None:
    assert judged(key, proposal) == (found, false)


@pytest.mark.parametrize(
    ("change", "found", "false"),
    [
        ({}, ["came"], 0),
        ({"post": "DCS", "what": "joined", "capacity": "interim"}, ["came"], 0),
        ({"date": "2025-03"}, ["came"], 0),
        ({"date": ""}, [], 0),
        ({"person": ""}, [], 0),
        ({"person": "Mo Castlebeck"}, [], 1),
        ({"post": "assistant director of children's services"}, [], 1),
        ({"post": "director of education"}, [], 1),
        ({"what": "resigned"}, [], 1),
        ({"capacity": "permanent"}, [], 1),
        ({"date": "2025-04-03"}, [], 1),
        ({"date": "2025"}, [], 1),
        ({"person": "Cllr Castlebeck", "post": "Lead Member", "what": "holds"}, [], 0),
        (EMPTY, ["empty"], 0),
        ({**EMPTY, "person": "Mo Castlebeck"}, [], 1),
        ({"kind": "event"}, ["came"], 0),
        ({"kind": "inspection"}, [], 1),
    ],
)
def test_a_post_is_who_what_and_which(
    key: Key, change: dict[str, str], found: list[str], false: int
) -> None:
    assert judged(key, post(**change)) == (found, false)


@pytest.mark.parametrize(
    ("window", "found", "false"),
    [
        ("2025-01-14/2025-03-31", ["promise"], 0),
        ("../2025-03-31", ["promise"], 0),
        ("2025-03", ["promise"], 0),
        ("", [], 0),
        ("2025-03-30", [], 1),
        ("by March", [], 1),
    ],
)
def test_a_promise_is_its_words_and_its_last_day(
    key: Key, window: str, found: list[str], false: int
) -> None:
    assert judged(key, promise(window)) == (found, false)


def test_a_week_has_a_first_day_and_an_open_window_none() -> None:
    """The last day alone would let a promise begin at any time."""
    week = ("2024-09-09/2024-09-15",)
    assert agree_on_window("2024-09-09/2024-09-15", week, "", True) == 2
    assert agree_on_window("2024-08-01/2024-09-15", week, "", True) == 0
    assert agree_on_window("", ("open",)) == agree_on_window("2025-01/..", ("open",))
    assert agree_on_window("2025-06-30", ("open",)) == 0
    assert agree_on_window("2025-06-30", ("open",), "2025-06") == 2


def test_a_date_may_be_a_month_for_a_day_and_never_a_year() -> None:
    """A season, a quarter and a span that meets the one wanted will do."""
    assert agree_on_date("2024-21", ("2024-03/2024-05",), True) == 2
    assert agree_on_date("2025-33", ("2025-01/2025-03",), True) == 2
    assert agree_on_date("2024", ("2024-09-02",), True) == 0
    assert agree_on_date("soon", ("2024-09-02",), True) == 0


@pytest.mark.parametrize(
    ("change", "found", "false"),
    [
        ({}, ["visit"], 0),
        ({"body": "Northbrook"}, [], 1),
        ({"body": ""}, [], 0),
        ({"date": ""}, [], 0),
        ({"date": "2023-11"}, [], 1),
        ({"exact": "nobody came"}, [], 1),
    ],
)
def test_an_inspection_is_its_body_and_its_date(
    key: Key, change: dict[str, str], found: list[str], false: int
) -> None:
    assert judged(key, inspection(**change)) == (found, false)


def test_one_commissioner_is_never_the_other(key: Key) -> None:
    """They are two offices under two Acts, whatever a paper calls them."""
    sent = {"kind": "intervention", "source": "x", "exact": "sent a commissioner"}
    assert judged(key, {**sent, "body": "the Commissioner"}) == (["diagnostic"], 0)
    other = {**sent, "body": "Children's Commissioner for England"}
    assert judged(key, other) == ([], 1)


def test_a_copy_of_a_proposal_is_false(key: Key) -> None:
    """Otherwise saying all twice would halve the share that is false."""
    assert judged(key, statement(), statement()) == (["said"], 1)


def test_a_source_may_go_by_another_name(key: Key) -> None:
    proposal = {**statement(), "source": "src-1"}
    assert score([proposal], key, {"src-1": "x"})["statement"].found == 1


def test_what_is_withheld_is_true_only_when_restricted(key: Key) -> None:
    moved = {"kind": "event", "source": "x", "exact": "A boy of nine was moved."}
    assert leaked([moved], key) == ["boy"]
    assert judged(key, moved) == ([], 1)
    closed = {**moved, "restricted": "a child could be recognised"}
    assert leaked([closed], key) == []
    assert judged(key, closed) == ([], 0)
    comment = {**closed, "exact": "'They took my own two from me'"}
    assert leaked([comment], key) == ["comment"]


def test_a_pair_is_found_from_either_end(key: Key) -> None:
    one = {"id": "1", "source": "x", "exact": SAID}
    two = {"id": "2", "source": "y", "exact": "We shall not rest", "differs_from": "1"}
    assert score_pairs([one, two], key).found == 1
    assert score_pairs([one, {**two, "differs_from": []}], key).misses == ["pair"]
    back = {**one, "same_as": [{"id": "2"}]}
    assert score_pairs([back, {**two, "differs_from": None}], key).found == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [("speaker =", "speakr ="), ('id = "aside"', 'id = "said"'), ('"post"', '"job"')],
)
def test_a_key_with_a_slip_is_refused(tmp_path: Path, old: str, new: str) -> None:
    """A misspelt field would quietly ask for less."""
    path = tmp_path / "key.toml"
    path.write_text(KEY.replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=r"entr(y|ies) "):
        load_key(path)
