"""Two sources side by side, in words that a person can read."""

from __future__ import annotations

import msgspec
import pytest

from clearsight.accountability.compare import Comparison, compare, lines
from clearsight.accountability.proposal import Proposal
from clearsight.accountability.spoken import spoken
from clearsight.accountability.things import Source

BOTH = "The home on Mill Lane will shut at Easter, and every child has been told."
ALONE = "Two of the staff have not been paid since January."


def source(name: str) -> Source:
    """Make a source that is known by its publisher."""
    return Source(
        id=name, title="", kind="press report", sha256="", kept="", file_name="",
        publisher=f"The {name.title()}",
    )  # fmt: skip


def proposal(kind: str, name: str, of: str, **fields: str) -> Proposal:
    """Make a proposal of a source."""
    return msgspec.convert(
        {"id": f"{of}-{name}", "kind": kind, "source": of, "start": 0, "exact": name}
        | fields,
        Proposal,
    )


def compared(restricted: str = "") -> Comparison:
    """Compare two made-up papers."""
    gazette = [
        proposal(
            "statement", "a", "gazette", exact=f"{BOTH} {ALONE}", speaker="Ida Vane"
        ),
        proposal("post", "b", "gazette", person="Ida Vane", post="chair", what="held"),
        proposal(
            "commitment", "c", "gazette", what="shut the home", window="2024-04",
            restricted=restricted, exact="secret words",
        ),
    ]  # fmt: skip
    herald = [
        proposal(
            "statement", "d", "herald", speaker="Norbridge Council",
            restricted=restricted, exact=BOTH.replace("every child", "each child"),
        ),
        proposal("commitment", "e", "herald", what="shut the home", window="2024-05"),
        proposal("event", "f", "herald", what="a vigil", date="2024-04-02"),
    ]  # fmt: skip
    texts = ["\n".join(p.exact for p in side) for side in (gazette, herald)]
    return compare(
        (source("gazette"), texts[0], gazette), (source("herald"), texts[1], herald)
    )


def test_what_both_say_and_what_one_says_alone_are_kept_apart() -> None:
    found = compared()
    assert [p.differs for p in found.pairs] == [(("every", "each"),)]
    assert [(t.one.id, t.other.id, t.differs) for t in found.told] == [
        ("gazette-c", "herald-e", (("April 2024", "May 2024"),))
    ]
    assert [p.id for p in found.only_one] == ["gazette-b"]
    assert [p.id for p in found.only_other] == ["herald-f"]
    assert [(p.id, left) for p, left in found.cut] == [("gazette-a", (ALONE,))]


def test_words_that_stand_in_the_other_text_unproposed_are_not_said_alone() -> None:
    own = proposal("statement", "a", "gazette", exact=ALONE)
    text = f"He wrote: {ALONE.lower()}"
    found = compare((source("gazette"), ALONE, [own]), (source("herald"), text, []))
    assert found.only_one == ()


def test_it_reads_as_plain_lines() -> None:
    told = lines(compared())
    assert told[0] == "The Gazette and The Herald"
    for line in (
        "    every | each",
        "    said by Ida Vane | said by Norbridge Council",
        "    April 2024 | May 2024",
        f"    {ALONE}",
        "Only The Gazette: posts and who holds them",
        "  Ida Vane, chair, held",
        "Only The Herald: events",
        "  a vigil, 2 April 2024",
    ):
        assert line in told


def test_what_should_not_be_public_is_left_out_with_the_reason() -> None:
    found = compared("names a child's school")
    told = "\n".join(lines(found))
    assert "(withheld): names a child's school" in told
    for words in ("Mill Lane", "each", "shut the home, April"):
        assert words not in told
    assert "Mill Lane" in "\n".join(lines(found, show_withheld=True))


def test_one_source_beside_itself_says_nothing_alone() -> None:
    own = [proposal("statement", "a", "gazette", exact=BOTH)]
    again = [proposal("statement", "a", "again", exact=BOTH)]
    found = compare((source("gazette"), BOTH, own), (source("again"), BOTH, again))
    assert (found.only_one, found.only_other, found.cut) == ((), (), ())
    assert "    the same in both" in lines(found)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2024", "2024"), ("2024-08", "August 2024"),
        ("2024-09-09", "9 September 2024"),
        ("2024-08~", "about August 2024"), ("2023?", "perhaps 2023"),
        ("2024-21", "spring 2024"), ("", "no known date"), ("../..", "no known date"),
        ("../2024-07-31", "no later than 31 July 2024"),
        ("2024-08/", "August 2024 or later"), ("2024-13", "2024-13"),
        ("2024-09-09/2024-09-15", "9 September 2024 to 15 September 2024"),
        ("20XX", "20XX"),
    ],
)  # fmt: skip
def test_dates_are_said_as_people_say_them(edtf: str, words: str) -> None:
    assert spoken(edtf) == words
