"""The report: what it shows, what it hides, and that it is the same each time."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import polars as pl
import pytest

from clearsight.clocks import CLOCKS, STANDINGS
from clearsight.oversight.signal import SIGNALS, TIERS
from clearsight.report import page_questions, page_standings, page_worklist
from clearsight.report.page import render
from clearsight.report.page_words import age_words, clean, counted
from clearsight.report.review import Review
from sample_review import AS_AT, Maker, review_of, sample_review

HOSTILE = "<script>alert('1')</script>&\"\u202e"
FRAMES = ("timeline", "spells", "clocks", "signals", "worklist", "children")


class Seen(HTMLParser):
    """What a browser would make of a page: elements, attributes and ids."""

    def __init__(self, page: str) -> None:
        """Take a page apart."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep each element with its attributes."""
        self.elements.append((tag, dict(attrs)))

    def having(self, name: str) -> list[str]:
        """Return every value of an attribute, in order."""
        return [str(attrs[name]) for _, attrs in self.elements if name in attrs]


@pytest.fixture(scope="module")
def review() -> Review:
    return sample_review(40)


@pytest.fixture(scope="module")
def page(review: Review) -> str:
    return render(review)


def _renamed(review: Review, child: str) -> Review:
    """Give the first child listed another identifier, everywhere."""
    old = review.worklist["child"][0]
    name = pl.col("child").replace({old: child})
    frames: dict[str, Any] = {
        f: getattr(review, f).with_columns(name) for f in (*FRAMES, "questions")
    }
    return replace(review, **frames)


def test_text_from_a_record_is_shown_and_never_obeyed(review: Review) -> None:
    """An identifier is whatever the extract says it is."""
    hostile = _renamed(review, HOSTILE)
    files = [replace(f, name=HOSTILE, why=HOSTILE) for f in review.files]
    worklist = hostile.worklist.with_columns(
        team=pl.lit(HOSTILE), worker=pl.lit(HOSTILE), status=pl.lit(HOSTILE)
    )
    spells = hostile.spells.with_columns(detail=pl.lit(HOSTILE))
    page = render(
        replace(
            hostile, worklist=worklist, files=files, councils=[HOSTILE], spells=spells
        )
    )
    assert "script" not in {tag for tag, _ in Seen(page).elements}
    assert "Child &lt;script&gt;" in page
    assert "Timeline of child &lt;script&gt;" in page
    assert "\u202e" not in page


def test_nothing_is_fetched_and_links_lead_to_the_law_alone(page: str) -> None:
    seen = Seen(page)
    assert not seen.having("src")
    assert not {"script", "link", "img", "iframe", "object"} & {
        tag for tag, _ in seen.elements
    }
    outside = [h for h in seen.having("href") if not h.startswith("#")]
    assert outside
    # Acts and regulations, guidance, the rules of court, the employers' standards.
    law = ("www.legislation", "www", "www.justice", "www.local")
    hosts = tuple(f"https://{host}.gov.uk/" for host in law)
    assert all(h.startswith(hosts) for h in outside)
    fetched = re.findall(r"url\(([^)]*)\)|@import", page)
    assert all(found.startswith("#") for found in fetched)
    assert "default-src 'none'" in page.replace("&#39;", "'")


def test_every_link_within_the_page_leads_somewhere(page: str) -> None:
    seen = Seen(page)
    ids = seen.having("id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in seen.having("href") if h.startswith("#")} <= set(ids)
    named = {i for value in seen.having("aria-labelledby") for i in value.split()}
    assert named <= set(ids)


def test_the_same_review_gives_the_same_bytes(review: Review, page: str) -> None:
    assert render(review) == page
    assert render(sample_review(40)) == page


def test_it_is_marked_and_says_for_which_day_and_why(page: str) -> None:
    assert page.count("OFFICIAL-SENSITIVE") >= 4
    assert "31 March 2026" in page
    assert "the reference date that the census states" in page


def test_each_reason_is_there_with_the_dates_it_rests_on(
    review: Review, page: str
) -> None:
    """Nothing is cut from a sentence: it can be worked out by hand."""
    text = _text(page)
    for reasons in review.worklist.head(page_worklist.CARDS)["reasons"].to_list():
        for reason in reasons:
            assert reason in text


def test_an_empty_worklist_is_not_said_to_be_good() -> None:
    page = render(review_of(Maker(1)))
    assert "That is not proof that all is well" in page
    assert "<article" not in page


def test_beyond_the_cards_there_are_rows_and_beyond_those_the_workbook(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    review = sample_review(500)
    assert review.worklist.height > page_worklist.CARDS
    monkeypatch.setattr(page_worklist, "ROWS", 50)
    page = render(review)
    assert page.count("<article") == page.count('<svg class="tl"') == 200
    left = review.worklist.height - 250
    assert f"{left} more children are not shown here. All are in worklist.xlsx." in page
    assert len(page.encode()) < 5_000_000


def test_what_is_due_soon_stands_apart_from_what_is_late() -> None:
    make = Maker(1)
    for child, due in (("1", -3), ("2", 3)):
        day = AS_AT.fromordinal(AS_AT.toordinal() + due)
        standing = "overdue" if due < 0 else "running"
        make.clock(child, "cla_visit", day, standing)
        make.children.append({"council": "Exampleshire", "child": child})
    listed = page_worklist.build(review_of(make))
    assert [c["child"] for c in listed.late] == ["1"]
    assert [c["child"] for c in listed.soon] == ["2"]
    assert listed.tiers == {0: 0, 1: 1, 2: 0, 3: 1}


def test_every_clock_signal_and_tier_is_explained(page: str) -> None:
    text = _text(page)
    for clock in CLOCKS:
        assert clock.title in text
        assert clock.law.cite in text
    for signal in SIGNALS:
        assert signal.title in text
    for words in TIERS.values():
        assert words in text


def test_standings_count_every_clock_that_ran(review: Review) -> None:
    rows = [r for f in page_standings.families(review.clocks) for r in f["clocks"]]
    assert [r["clock"].key for r in rows] == sorted(
        (c.key for c in CLOCKS), key=[r["clock"].key for r in rows].index
    )
    assert sum(r["total"] for r in rows) == review.clocks.height
    assert all(tuple(r["standing"]) == STANDINGS for r in rows)


def test_questions_alike_are_put_together(review: Review) -> None:
    asked = page_questions.build(review)
    stuck = review.clocks.filter(pl.col("standing") == "cannot run")
    alike = [g for g in asked.groups if g["children"]]
    assert len(alike) == 1
    assert alike[0]["children"] == stuck.height
    assert len(alike[0]["named"]) == page_questions.NAMED
    assert asked.groups[0]["what"] == "One row holds a stray quote."


def test_what_was_left_aside_is_listed_with_the_reason(page: str) -> None:
    text = _text(page)
    assert "1 read and 1 left aside" in text
    assert "it is a picture, not text" in text
    assert "4 rows came in; 3 were kept and 1 set aside" in text


@pytest.mark.parametrize(
    ("age", "words"),
    [(None, "not recorded"), (-1, "not yet born"), (0, "under 1"), (7, "7")],
)
def test_an_age_is_said_in_words(age: int | None, words: str) -> None:
    assert age_words(age) == words


def test_a_number_agrees_with_its_word() -> None:
    assert counted(1, "child", "children") == "1 child"
    assert counted(1200, "child", "children") == "1,200 children"


def test_what_no_page_may_hold_is_replaced() -> None:
    assert clean("a\x00b\ud800") == "a\ufffdb\ufffd"
    assert clean(None) == ""


def _text(page: str) -> str:
    """Return the page's text with its elements taken out."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


def test_drift_that_is_not_listed_is_said_and_not_shown_as_none(review: Review) -> None:
    signals = review.signals.with_columns(tier=pl.lit(2, review.signals["tier"].dtype))
    hidden = replace(
        review, signals=signals, tier_2=(), worklist=review.worklist.clear()
    )
    n = signals.select("council", "child").n_unique()
    told = html.unescape(re.sub(r"<[^>]+>", "", render(hidden)))
    assert f"{n} raised and not listed" in told
    assert "This lists every child for whom the service is past a limit" not in told
    shown = html.unescape(re.sub(r"<[^>]+>", "", render(review)))
    assert "raised and not listed" not in shown
