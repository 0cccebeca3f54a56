"""The pages: whole, leading somewhere, and saying what the record says."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from clearsight.accountability.enter import drafts_of
from clearsight.accountability.log import Log
from clearsight.public.files import files
from clearsight.public.page_accounts import marked
from clearsight.public.page_posts import posts
from clearsight.public.release import site_of
from clearsight.store.keeper import FolderKeeper
from public_record import AS_AT, AT, add, log_at
from public_site import NAMES, made, site

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """What a page holds: its ids, where it leads, and elements left open."""

    def __init__(self, text: str) -> None:
        """Read the page."""
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        told = dict(attrs)
        self.tags[tag] += 1
        self.ids[told.get("id") or ""] += 1
        self.links += [told[n] or "" for n in ("href", "src") if n in told]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself, as those of a picture do."""
        self.tags[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        """Check that it closes what was opened last."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Log:
    """Give the made-up record."""
    return log_at(tmp_path_factory.mktemp("record"))


@pytest.fixture(scope="module")
def told(log: Log) -> dict[str, str]:
    """Give every file of its site."""
    return made(log)


@pytest.fixture(scope="module")
def pages(told: dict[str, str]) -> dict[str, Page]:
    """Give every page of its site."""
    return {n: Page(text) for n, text in told.items() if n.endswith(".html")}


def test_every_page_is_whole(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert not page.wrong, name
        assert not page.open, name
        twice = [i for i, n in page.ids.items() if i and n > 1]
        assert not twice, name
        assert page.tags["h1"] == page.tags["main"] == 1, name


def test_nothing_runs_and_nothing_comes_from_elsewhere(
    pages: dict[str, Page], told: dict[str, str]
) -> None:
    for name, page in pages.items():
        assert not page.tags["script"], name
        assert not [link for link in page.links if "//" in link], name
        assert "default-src &#39;none&#39;" in told[name], name
    assert "url(http" not in told["style.css"]
    assert "@import" not in told["style.css"]


def test_every_link_leads_somewhere(
    pages: dict[str, Page], told: dict[str, str]
) -> None:
    files = {*told, "release.json"}
    for name, page in pages.items():
        for link in page.links:
            target, _, place = link.partition("#")
            assert (target or name) in files, (name, link)
            if place:
                assert pages[target or name].ids[place] == 1, (name, link)


def test_a_post_has_an_answer_for_every_day(log: Log) -> None:
    post = next(p for p in posts(site(log)) if p.post.id == "post:dcs")
    assert [(s.since, s.answers) for s in post.stretches] == [
        ("1 March 2025", ("perhaps Ada Ashworth, permanent",)),
        ("31 March 2025", ("Ada Ashworth, permanent",)),
        ("2 January 2026", ("perhaps Ada Ashworth, permanent",)),
        ("12 January 2026",
         ("perhaps Ada Ashworth, permanent", "Ben Bright, acting")),
        ("13 January 2026", ("Ben Bright, acting",)),
    ]  # fmt: skip
    assert post.stretches[-1].until == "1 June 2026"


def test_a_promise_shows_window_slip_and_who_decided(told: dict[str, str]) -> None:
    page = told["promise-director.html"]
    for words in (
        "we shall find a permanent director within three months of today",
        "within three months of the letter of 8 January",
        "8 January 2026 to 31 May 2026",
        "53 days later",
        "at least 42 days after its first window ended",
        "Dee Decider",
        "Reply by Ben Bright",
    ):
        assert words in page, words


def test_the_reply_stands_wherever_the_claim_does(told: dict[str, str]) -> None:
    reply = "I said that we would try, and we did"
    for name in ("claims.html", "promise-director.html", "accounts.html",
                 "source-gazette.html"):  # fmt: skip
        assert reply in told[name], name


def test_the_plan_keeps_four_verdicts_and_the_first_date(told: dict[str, str]) -> None:
    page = told["plan.html"]
    for words in (
        "Due 31 March 2026", "now 31 May 2026", "done, says Dee Decider",
        "not verified", "better beyond chance", "records are often written up late",
        "Who looks at the plans of children who moved away?", "overdue, 32 days",
        "children with a child protection plan",
    ):  # fmt: skip
        assert words in page, words
    assert 'class="cc"' in page
    assert "because of" not in page.replace("never because of what", "")


def test_the_two_commissioners_are_kept_apart(told: dict[str, str]) -> None:
    page = told["scrutiny.html"]
    ours, england = page.split("The Children’s Commissioner for England</h3>")
    assert "Cy Carver" in ours
    assert "Cy Carver" not in england.split("</section>")[0]
    assert "Takes the place of" in page


def test_accounts_are_shown_with_the_differing_words(told: dict[str, str]) -> None:
    page = told["accounts.html"]
    assert "<mark>within three months</mark>" in page
    assert "<mark>for three months</mark>" in page
    assert "Dee Decider decided on 2 March 2026 that it matters" in page


def test_words_are_marked_where_they_differ_and_nowhere_else() -> None:
    texts = ("It will be done, soon.", "It will be begun soon")
    one, other = marked(*texts)
    assert tuple("".join(t for t, _ in side) for side in (one, other)) == texts
    assert [t for t, unlike in one if unlike] == ["done"]
    assert [t for t, unlike in other if unlike] == ["begun"]


def test_published_inspections_stand_beside_the_record(told: dict[str, str]) -> None:
    assert "What inspectors published of Tameside" in told["scrutiny.html"]
    assert len(re.findall(r'<tr><th scope="row">', told["councils.html"])) > 150


def test_text_from_a_document_is_shown_and_never_obeyed(tmp_path: Path) -> None:
    """Markup in a title is text on the pages and in the pictures."""
    nasty = '<script>alert(1)</script>\\" onload=\\"x'
    log = log_at(
        tmp_path,
        f'[[Post]]\nid = "post:x"\ntitle = "{nasty}"\n'
        f'[[Commitment]]\nid = "commitment:x"\ntitle = "{nasty}"\n'
        '[[Person]]\nid = "person:x"\nname = "<b>Bold</b>"\n'
        '[[Claim]]\nid = "claim:x"\nrests_on = ["statement:acting"]\n'
        'says = { type = "Appointed", post = "post:x", change = "appointed", '
        'person = "person:x", date = "2026-01" }\n',
    )
    for name, text in made(log).items():
        if name.endswith(".html"):
            page = Page(text)
            assert not page.tags["script"], name
            assert "<b>Bold" not in text, name
            assert not page.wrong, name


def test_an_empty_record_makes_a_site_too(tmp_path: Path) -> None:
    _, empty = site_of(Log(FolderKeeper(tmp_path)), as_at=AS_AT, at=AT, names=NAMES)
    told = {n: t.decode() for n, t in files(empty).items()}
    assert "The record names no post" in told["posts.html"]
    for name, text in told.items():
        if name.endswith(".html"):
            assert not Page(text).wrong, name


def test_the_worked_example_shows_both_readings_and_the_impossible_order(
    tmp_path: Path,
) -> None:
    folder = Path(__file__).resolve().parents[3] / "examples" / "tameside-2024"
    texts = [p.read_text("utf-8") for p in sorted(folder.glob("*.toml"))]
    drafts = [d for text in texts for d in drafts_of(text, where="example")]
    log = Log(FolderKeeper(tmp_path))
    add(log, *drafts)
    page = made(log)["accounts.html"]
    assert "<mark>within three months</mark>" in page
    assert "<mark>for three months</mark>" in page
    assert "what came first cannot follow from what came later" in page
    assert "Nobody has decided whether this matters." in page
