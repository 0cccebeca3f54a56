"""Data questions: every child is in them or in the journeys."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from clearsight.errors import InputError
from clearsight.journeys import events
from clearsight.report.questions import of_planned
from clearsight.report.review import Review
from clearsight.report.run import Options, review
from clearsight.settings import Settings

WHOSE = ["council", "child"]
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"
    "HOME_POST,PL_POST,URN\n"
)
EPISODE = "{},01/06/2025,S,E1,N1,U6,PR1,,,,,,\n"


@pytest.fixture
def made(tmp_path: Path) -> Review:
    """Review two children in Header, of whom one alone stands in Episodes."""
    rows = "".join(f"{child},1,05/06/2014,WBRI,UN3,,\n" for child in ("K1", "K2"))
    (tmp_path / "header.csv").write_text(HEADER + rows)
    (tmp_path / "episodes.csv").write_text(EPISODES + EPISODE.format("K1"))
    return review([tmp_path], Options(), Settings())


def test_a_child_of_whom_nothing_is_told_is_named(made: Review) -> None:
    asked = made.questions.filter(pl.col("about") == "children without events")
    assert asked["child"].to_list() == ["K2"]
    assert asked["where"].to_list() == ["header.csv, row 3"]
    assert asked["what"].str.contains("the SSDA903").all()


def test_every_child_is_in_some_result(made: Review) -> None:
    frames = (made.timeline, made.spells, made.questions)
    shown = pl.concat([f.select(WHOSE) for f in frames]).unique()
    assert not made.children.join(shown, on=WHOSE, how="anti").height


@pytest.mark.parametrize(
    ("event", "asked"),
    [
        (events.CARE_REVIEW, ["event: looked-after review"]),
        (events.SECOND_REVIEW, []),
        (events.UNALLOCATED, []),
        (events.BIRTH_EXPECTED, []),
    ],
)
def test_of_what_lies_ahead_only_what_a_row_says_is_asked(event, asked) -> None:
    """What is worked out from such rows would ask the same again, in words of ours."""
    ahead = pl.DataFrame({"council": ["A"], "on": [date(2026, 5, 1)], "event": [event]})
    found = of_planned(ahead, date(2026, 3, 31))
    assert found["about"].to_list() == asked


@pytest.mark.parametrize(
    ("text", "previous", "told"),
    [
        ("", False, "no file was found"),
        (EPISODES, False, "no row below its headings"),
        (EPISODES + EPISODE.format("K1"), True, "--previous"),
        (EPISODES + EPISODE.format(""), False, "no row that names a child"),
    ],
)
def test_what_is_of_no_use_is_said_with_the_reason(
    text: str, previous: bool, told: str, tmp_path: Path
) -> None:
    if text:
        (tmp_path / "episodes.csv").write_text(text)
    options = Options(previous=[tmp_path] if previous else [])
    with pytest.raises(InputError, match=told):
        review([tmp_path], options, Settings())


REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE\n"
AWAY = "CHILD,DOB,MISSING,MIS_START,MIS_END\n"
ABOUT_CARE = "no episode of care"


def cared(tmp_path: Path, reviewed: list[str]) -> list[dict]:
    """Review K1 in care, these reviews, and one missing episode of K9."""
    held = "".join(f"{child},05/06/2014,20/06/2025,PN1\n" for child in reviewed)
    (tmp_path / "episodes.csv").write_text(EPISODES + EPISODE.format("K1"))
    (tmp_path / "reviews.csv").write_text(REVIEWS + held)
    (tmp_path / "missing.csv").write_text(
        AWAY + "K9,05/06/2014,M,20/06/2025,22/06/2025\n"
    )
    asked = review([tmp_path], Options(), Settings()).questions
    return asked.filter(pl.col("about") == ABOUT_CARE).sort("where").to_dicts()


def test_what_is_told_of_children_without_an_episode_of_care_is_asked(
    tmp_path: Path,
) -> None:
    away, reviews = cared(tmp_path, ["K1", "K2", "K3"])
    assert (away["child"], away["where"]) == ("K9", "missing.csv, from row 2")
    assert (reviews["child"], reviews["where"]) == (None, "reviews.csv, from row 3")
    assert reviews["what"].startswith("Looked-after reviews are told of children of ")
    assert "(K2, K3; children: 2)" in reviews["what"]
    assert reviews["rows"] == 2


def test_many_children_without_an_episode_of_care_are_one_question(
    tmp_path: Path,
) -> None:
    _, reviews = cared(tmp_path, [f"L{n}" for n in range(8)])
    assert "(L0, L1, L2, L3, L4 and others; children: 8)" in reviews["what"]
