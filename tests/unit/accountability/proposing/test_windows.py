"""Every time expression a promise can have, with its window worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from clearsight.accountability.proposing.made import Made
from clearsight.accountability.proposing.windows import dates, windows
from clearsight.accountability.when import When, is_edtf

# A Tuesday. 2 September is a Monday; Easter 2025 is 20 April, Easter 2026 is 5 April.
DAY = date(2024, 8, 20)

WINDOWS = [
    ("week commencing 9 September", "2024-09-09/2024-09-15"),
    ("w/c 9 September 2024", "2024-09-09/2024-09-15"),
    ("during the week beginning September 9", "2024-09-09/2024-09-15"),
    ("in the week beginning Monday 2 June 2025", "2025-06-02/2025-06-08"),
    ("within three months", "2024-08-20/2024-11-20"),
    ("within the next three months", "2024-08-20/2024-11-20"),
    ("within 28 days of the date of this direction", "2024-08-20/2024-09-17"),
    ("within six weeks of the date of this letter", "2024-08-20/2024-10-01"),
    ("within 10 working days", "2024-08-20/2024-09-04"),
    ("within a fortnight", "2024-08-20/2024-09-03"),
    ("within twelve months", "2024-08-20/2025-08-20"),
    ("within 20 days of 1 October 2024", "2024-10-01/2024-10-21"),
    ("no later than three months after 1 May 2025", "2025-05-01/2025-08-01"),
    ("in three months", "2024-11"),
    ("in two years' time", "2026-08"),
    ("in 10 days", "2024-08-30"),
    ("over the next six months", "2024-08-20/2025-02-20"),
    ("over the coming weeks", "2024-08-20/2024-10-15~"),
    ("in the coming months", "2024-08-20/2025-02-20~"),
    ("immediately", "2024-08-20"),
    ("with immediate effect", "2024-08-20"),
    ("by July", "../2025-07-31"),
    ("by the end of March 2025", "../2025-03-31"),
    ("by end of March", "../2025-03-31"),
    ("by the start of October", "../2024-10-01"),
    ("by mid-October", "../2024-10-15"),
    ("by 31 March 2025", "../2025-03-31"),
    ("by 5pm on Friday 6 September 2024", "../2024-09-06"),
    ("by close of business on 4 October", "../2024-10-04"),
    ("by Friday", "../2024-08-23"),
    ("by 2026", "../2026-12-31"),
    ("no later than 30 June", "../2025-06-30"),
    ("not later than the 30th of June 2025", "../2025-06-30"),
    ("on or before 31/01/2025", "../2025-01-31"),
    ("before the end of October", "../2024-10-31"),
    ("before 1 December", "../2024-11-30"),
    ("before the summer recess", "../2025-07-31"),
    ("due by 2025-02-14", "../2025-02-14"),
    ("from 1 April", "2025-04-01/.."),
    ("with effect from 1 October 2024", "2024-10-01/.."),
    ("until 31 December 2024", "../2024-12-31"),
    ("after Christmas", "2024-12-26/.."),
    ("by Easter 2025", "../2025-04-20"),
    ("by Easter", "../2025-04-20"),
    ("by Easter 2026", "../2026-04-05"),
    ("before Christmas", "../2024-12-24"),
    ("in the new year", "2025-01/2025-03"),
    ("Q2 2025/26", "2025-07/2025-09"),
    ("by the end of Q3", "../2024-12-31"),
    ("by Q4 2024-25", "../2025-03-31"),
    ("in the first quarter of 2025", "2025-01/2025-03"),
    ("by spring 2025", "../2025-05-31"),
    ("this autumn", "2024-09/2024-11"),
    ("next spring", "2025-03/2025-05"),
    ("by autumn half-term", "../2024-10-31"),
    ("in the autumn term", "2024-09/2024-12"),
    ("in the summer term 2025", "2025-04-22/2025-07-31"),
    ("by the end of the financial year", "../2025-03-31"),
    ("by the end of 2025/26", "../2026-03-31"),
    ("in the 2025/26 financial year", "2025-04/2026-03"),
    ("by the end of the academic year", "../2025-07-31"),
    ("by the end of the year", "../2024-12-31"),
    ("later this year", "2024-08-20/2024-12-31"),
    ("next month", "2024-09"),
    ("at the end of next month", "2024-09-30"),
    ("next week", "2024-08-26/2024-09-01"),
    ("tomorrow", "2024-08-21"),
    ("early 2025", "2025-01/2025-04"),
    ("in early September", "2024-09-01/2024-09-10"),
    ("in 2025", "2025"),
    ("September 2024", "2024-09"),
    ("on Monday 9 September", "2024-09-09"),
    ("on 3rd October", "2024-10-03"),
    ("from 1 May to 30 June 2025", "2025-05/2025-06"),
    ("between 4 and 15 November", "2024-11-04/2024-11-15"),
]

NO_WINDOW = [
    "in due course",
    "as soon as possible",
    "shortly",
    "for three months",
    "for a further six months",
    "every six months",
    "within six weeks of the publication of the report",
]

NOT_A_TIME = ["May I say", "Cllr June Hart will", "a march through town", "on 31 June"]

DATES = [
    ("in August 2023", "2023-08"),
    ("since joining in August 2023", "2023-08"),
    ("last month", "2024-07"),
    ("earlier this month", "2024-08-01/2024-08-20"),
    ("12 months ago", "2023-08"),
    ("two years ago", "2022-08"),
    ("in July", "2024-07"),
    ("in December", "2023-12"),
    ("on 3 March", "2024-03-03"),
    ("last summer", "2024-06/2024-08"),
    ("yesterday", "2024-08-19"),
    ("last year", "2023"),
    ("in 2019", "2019"),
    ("from 4 to 15 December 2023", "2023-12-04/2023-12-15"),
]


@pytest.mark.parametrize(("words", "expected"), WINDOWS)
def test_a_promise_means_the_window_worked_out_by_hand(
    words: str, expected: str
) -> None:
    found = windows(f"It will be done {words}.", DAY)
    assert [w.edtf for w in found] == [expected]
    assert is_edtf(expected)
    assert found[0].how.endswith(".")


@pytest.mark.parametrize(("words", "expected"), DATES)
def test_what_happened_is_dated_back_from_the_document(
    words: str, expected: str
) -> None:
    assert [w.edtf for w in dates(f"It was done {words}.", DAY)] == [expected]


@pytest.mark.parametrize("words", NO_WINDOW)
def test_words_that_set_no_day_say_so_and_leave_the_window_blank(words: str) -> None:
    (found,) = windows(f"It will be done {words}.", DAY)
    assert found.edtf == ""
    assert found.words.startswith(words[:3])
    assert found.how.startswith("No ")


@pytest.mark.parametrize("words", NOT_A_TIME)
def test_words_that_only_look_like_a_time_are_left_alone(words: str) -> None:
    assert [w.edtf for w in windows(f"{words} thank them.", DAY)] == []


def test_without_a_date_for_the_document_a_year_is_never_guessed() -> None:
    for words in ("by July", "week commencing 9 September", "within three months"):
        (found,) = windows(words, None)
        assert found.edtf == ""
        assert "not known" in found.how
    assert windows("by July 2025", None)[0].edtf == "../2025-07-31"


def test_a_document_known_to_its_year_gives_days_a_year_and_counts_no_months() -> None:
    only_year = Made(When(date(2024, 1, 1), date(2024, 12, 31)), "implied", True)
    assert windows("week beginning September 9", only_year)[0].edtf == (
        "2024-09-09/2024-09-15"
    )
    assert windows("within three months", only_year)[0].edtf == ""


def test_a_document_known_to_its_month_counts_in_months() -> None:
    august = Made(When(date(2024, 8, 1), date(2024, 8, 31)), "given")
    assert windows("within three months", august)[0].edtf == "2024-08/2024-11"
    assert dates("12 months ago", august)[0].edtf == "2023-08"
    assert windows("by Friday", august)[0].edtf == ""


def test_words_stand_where_the_window_says_they_do() -> None:
    text = "We will publish it by 3 May 2025, and meet again in June 2025."
    for window in windows(text, DAY):
        assert text[window.start : window.end] == window.words
