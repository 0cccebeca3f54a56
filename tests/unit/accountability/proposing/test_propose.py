"""All that a document seems to say, with what must be withheld among it."""

from __future__ import annotations

from clearsight.accountability.proposing.propose import beside, propose
from clearsight.accountability.things import Source
from clearsight.documents.read import read_document

PAPER = (
    "Exampleshire Council's director of children's services, Jo Bloggs, has resigned.\n"
    "In one case a boy of 12 from Northbrook was taken to a home 200 miles away.\n"
    '"We will publish our plan by 30 April 2026," said chief executive Chris Carter.\n'
)


def source(name: str) -> Source:
    return Source(
        id=name, title="x", kind="press report", sha256=name, publisher="The Bugle",
        published="2026-04-02",
    )  # fmt: skip


def test_words_that_show_a_child_are_proposed_as_restricted() -> None:
    found = propose(read_document(PAPER.encode(), "a.txt"), source("source:a"))
    (hidden,) = [p for p in found if "boy" in p.exact]
    assert hidden.restricted
    assert hidden.speaker == "The Bugle"
    assert "Northbrook" not in hidden.restricted
    assert [p for p in found if not p.restricted]


def test_the_same_bytes_propose_the_same_again_in_the_order_of_the_words() -> None:
    document = read_document(PAPER.encode(), "a.txt")
    once = propose(document, source("source:a"))
    assert propose(document, source("source:a")) == once
    assert [p.start for p in once] == sorted(p.start for p in once)
    assert len({p.id for p in once}) == len(once)
    assert all(p.exact == document.text[p.start :][: len(p.exact)] for p in once)


def test_two_sources_that_say_the_same_point_to_one_another() -> None:
    document = read_document(PAPER.encode(), "a.txt")
    one, other = beside(
        [propose(document, source(n)) for n in ("source:a", "source:b")]
    )
    ids = {p.id for p in other}
    same = [p for p in one if set(p.same_as) & ids]
    assert {p.kind for p in same} >= {"statement", "post", "commitment"}
    assert not [p for p in one if p.differs_from]
