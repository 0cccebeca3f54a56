"""Pictures of posts, promises and measures: each says in words what it draws."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

from clearsight.charts import control, posts, promises

AS_AT = date(2026, 6, 1)
DAY = (date(2026, 1, 5), date(2026, 1, 5))
MONTH = (date(2026, 1, 1), date(2026, 1, 31))


def held(**told: object) -> posts.Held:
    """Return a bar, open at both ends unless told otherwise."""
    given = {
        "words": "Ada <A>, acting", "told": "Ada <A>, acting, since <then>",
        "capacity": "acting", "seen": DAY[0], "said": DAY[0], **told,
    }  # fmt: skip
    return posts.Held(**given)  # type: ignore[arg-type]


def draw(*bars: posts.Held) -> str:
    """Return a picture of one post, and see that it is well formed."""
    svg = posts.picture([posts.Lane("Director & more", bars)], AS_AT)
    ElementTree.fromstring(svg)
    return svg


def test_text_is_escaped_and_told_again_in_words() -> None:
    svg = draw(held())
    assert "Ada &lt;A&gt;, acting, since &lt;then&gt;" in svg.split("</desc>")[0]
    assert "Director &amp; more" in svg


def test_capacity_is_told_by_pattern_and_words() -> None:
    drawn = {c: draw(held(capacity=c, start=DAY, end=DAY)) for c in posts.STYLES}
    assert len({svg.count(f'"b {posts.STYLES[c]}') for c, svg in drawn.items()}) == 1
    assert [words for words, _ in posts.key()] == [
        "permanent", "interim", "acting", "covering", "capacity not said",
        "stood vacant",
    ]  # fmt: skip


def test_an_end_not_known_to_the_day_is_drawn_pale() -> None:
    sharp, vague = draw(held(start=DAY, end=DAY)), draw(held(start=DAY, end=MONTH))
    assert vague.count(' f"') == sharp.count(' f"') + 1


def test_bars_of_one_time_do_not_hide_one_another() -> None:
    both = draw(held(start=DAY), held(start=DAY))
    tops = {line.split(" ")[1] for line in both.split('<path class="b ha" d="')[1:]}
    assert len(tops) == 2


def test_a_post_that_no_claim_reaches_says_so() -> None:
    assert "not known from these sources" in draw()


def test_a_promise_without_a_window_says_so_and_draws_none() -> None:
    svg = promises.picture(
        [promises.Promise("A <thing>", "open", DAY[0], [], "no day is named")], AS_AT
    )
    ElementTree.fromstring(svg)
    body = svg.split("</defs>")[1]
    assert "no day is named" in body
    assert 'class="b ' not in body


def test_each_slip_is_drawn_beside_the_first_window() -> None:
    windows = [
        promises.Window("first", "January", *MONTH),
        promises.Window("slip", "slip 1", DAY[0], date(2026, 3, 1)),
    ]
    svg = promises.picture(
        [promises.Promise("A", "broken", DAY[0], windows, done=DAY)], AS_AT
    )
    ElementTree.fromstring(svg)
    assert svg.count('class="b wf"') == svg.count('class="b ws"') == 1
    assert 'class="dn"' in svg
    assert 'class="sd o"' in svg


def test_what_is_beyond_chance_is_told_by_shape() -> None:
    marks = [
        control.Mark("2026-01", 0.5, (0.4, 0.5, 0.6)),
        control.Mark("2026-02", 0.9, (0.4, 0.5, 0.6), "better"),
        control.Mark("2026-03", 0.1, (0.4, 0.5, 0.6), "worse"),
    ]
    svg = control.picture(marks, 0.8, "better & worse", "m")
    ElementTree.fromstring(svg)
    assert [svg.count(f'class="{c}"') for c in ("pt", "gd", "bd")] == [1, 1, 1]
    assert "2026-02: 0.9, better" in svg
    assert control.picture([], None, "", "m") == ""
