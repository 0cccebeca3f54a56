"""Words are found again after small edits, and only where they are still there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearsight.accountability.anchors import find
from clearsight.accountability.things import Anchor

# Invented; each line unlike the others, so that there is one right place.
LINES = (
    "The panel met at the old library on a wet Tuesday.",
    "Cllr Rowan Pike said: “We won't wait until spring to fill the post.”",
    "Attendance at Brookfield had fallen since the last review.",
    "An adviser will visit every fortnight, and her notes go to the board.",
    "Officers promised a new rota within six weeks of the meeting.",
    "Nobody from the trust was present when the vote was taken.",
)
TEXT = "\n".join(LINES)


def anchored(text: str, start: int, end: int) -> Anchor:
    """Make an anchor as a proposal does."""
    return Anchor(
        exact=text[start:end],
        prefix=text[max(0, start - 40) : start],
        suffix=text[end : end + 40],
        start=start,
    )


def line(number: int) -> tuple[int, int]:
    """Give where a line stands."""
    start = TEXT.index(LINES[number])
    return start, start + len(LINES[number])


@given(
    number=st.integers(0, len(LINES) - 1),
    place=st.integers(0, len(TEXT)),
    gone=st.integers(0, 8),
    put=st.text("abc XYZ,.\n’", max_size=8),
)
def test_a_small_edit_elsewhere_never_loses_the_words(
    number: int, place: int, gone: int, put: str
) -> None:
    start, end = line(number)
    if place <= start:
        gone = min(gone, start - place)
    elif place < end:
        place = end
    edited = TEXT[:place] + put + TEXT[place + gone :]
    moved = start + (len(put) - gone if place <= start else 0)
    if place + gone > len(TEXT):
        moved = start
    assert find(anchored(TEXT, start, end), edited) == (moved, moved + end - start)


@given(number=st.integers(0, len(LINES) - 1), word=st.integers(0, 5))
def test_a_short_anchor_is_lost_with_its_words(number: int, word: int) -> None:
    start, _ = line(number)
    words = LINES[number].split()[word : word + 2]
    start += LINES[number].index(" ".join(words))
    end = start + len(" ".join(words))
    anchor = anchored(TEXT, start, end)
    assert find(anchor, TEXT) == (start, end)
    assert find(anchor, TEXT[:start] + TEXT[end:]) is None


@given(number=st.integers(0, len(LINES) - 1))
def test_a_sentence_is_lost_with_its_words(number: int) -> None:
    start, end = line(number)
    assert find(anchored(TEXT, start, end), TEXT[:start] + TEXT[end:]) is None


@given(
    number=st.integers(0, len(LINES) - 1),
    word=st.integers(0, 8),
    put=st.text("xyz", max_size=4),
)
def test_one_other_word_within_a_sentence_keeps_it(
    number: int, word: int, put: str
) -> None:
    start, end = line(number)
    words = LINES[number].split()
    at = word % len(words)
    changed = " ".join([*words[:at], *([put] if put else []), *words[at + 1 :]])
    edited = TEXT[:start] + changed + TEXT[end:]
    found = find(anchored(TEXT, start, end), edited)
    assert found is not None
    # The first or the last word may be the one that went.
    slack = len(words[at]) + len(put) + 1
    assert abs(found[0] - start) <= slack
    assert abs(found[1] - (start + len(changed))) <= slack


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("“We won't wait", '"We won’t wait'),
        ("until spring to fill", "until  spring\nto fill"),
        ("Cllr Rowan Pike said", "CLLR ROWAN PIKE said"),
        ("fill the post", "fill the vacant post"),
    ],
)
def test_typography_and_a_corrected_word_keep_the_place_whole(
    was: str, now: str
) -> None:
    start, end = line(1)
    edited = TEXT.replace(was, now)
    found = find(anchored(TEXT, start, end), edited)
    assert found == (start, end + len(edited) - len(TEXT))


def test_two_same_passages_are_told_apart_by_what_is_around_them() -> None:
    """Even where the place that is remembered points at the wrong one."""
    text = (
        "In May the chair said: no comment today.\n"
        "In June Ofsted said: no comment today.\nEnd."
    )
    first = text.index("no comment")
    second = text.rindex("no comment")
    for start, hint in ((first, second), (second, first)):
        right = anchored(text, start, start + 16)
        anchor = Anchor(
            exact=right.exact, prefix=right.prefix, suffix=right.suffix, start=hint
        )
        assert find(anchor, text) == (start, start + 16)


def test_a_few_words_elsewhere_are_not_the_words_that_went() -> None:
    start = TEXT.index("six weeks")
    anchor = anchored(TEXT, start, start + len("six weeks"))
    gone = TEXT.replace("within six weeks of", "soon after")
    assert (
        find(anchor, gone + "\nThe school trip to the coast takes six weeks.") is None
    )


def test_a_few_words_are_found_where_both_neighbours_were_edited() -> None:
    start = TEXT.index("six weeks")
    anchor = anchored(TEXT, start, start + len("six weeks"))
    edited = TEXT.replace("rota within", "roster within").replace(
        "of the m", "of this m"
    )
    at = edited.index("six weeks")
    assert find(anchor, edited) == (at, at + len("six weeks"))


def test_where_nothing_around_them_tells_the_nearest_is_taken() -> None:
    text = "see note. " * 9
    for start in (0, 40, 80):
        assert find(Anchor(exact="see note.", start=start), text) == (start, start + 9)


def test_edited_words_are_told_apart_too() -> None:
    text = (
        "Mr Ashe wrote: the board will meet on the first Monday of every month.\n"
        "Ms Bell wrote: the board will meet on the first Monday of every month.\n"
    )
    start = text.rindex("the board")
    end = len(text) - 1
    anchor = anchored(text, start, end)
    edited = text.replace("first Monday", "last Monday")
    assert find(anchor, edited) == (start - 2 + 1, end - 2)


@pytest.mark.parametrize("text", ["", " ", "Quite another text about the weather."])
def test_words_are_not_found_where_they_never_were(text: str) -> None:
    assert find(anchored(TEXT, *line(4)), text) is None
    assert find(Anchor(exact=" "), text) is None


def test_a_long_text_is_searched_quickly_enough_to_wait_for() -> None:
    """A committee's papers: found by their words where all before them has moved."""
    long = "\n".join(f"Item {n}: the usual business was noted." for n in range(4000))
    start, end = line(3)
    edited = long + "\n" + TEXT.replace("every fortnight", "every week")
    found = find(anchored(TEXT, start, end), edited)
    assert found is not None
    assert edited[slice(*found)] == LINES[3].replace("every fortnight", "every week")
