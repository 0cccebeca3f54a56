"""One year or several to one history per child."""

from __future__ import annotations

from datetime import date

import polars as pl

from clearsight.files.manifest import ReadFile
from clearsight.files.source import Source
from clearsight.journeys.events import EVENTS
from clearsight.record import THINGS
from clearsight.returns.folder import read_paths, read_source
from clearsight.returns.ssda903 import covers
from clearsight.returns.ssda903.record import to_record

EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"
    "HOME_POST,PL_POST,URN"
)
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE"
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
UASC = "CHILD,SEX,DOB,DUC"


def file(year: int, heading: str, *rows: str, council: str = "Northshire") -> ReadFile:
    text = "\n".join([heading, *rows]) + "\n"
    found = read_source(Source(f"{year}-{heading[:16]}.csv", text.encode()))
    found.year, found.council = year, council
    return found


def test_an_episode_that_closes_is_one_and_no_conflict():
    files = [
        file(2025, EPISODES, "1,01/06/2023,S,C2,N1,U6,PR1,03/05/2024,E8,,,,7"),
        file(2024, EPISODES, "1,01/06/2023,S,C2,N1,U6,PR1,,,,,,7"),
    ]
    record = to_record(files)
    episodes = record["care_episode"]
    assert episodes.select("starts_on", "ended_on", "end_reason", "year").rows() == [
        (date(2023, 6, 1), date(2024, 5, 3), "E8", 2025)
    ]
    assert episodes["file"].to_list() == [files[0].file_id]
    assert record["conflict"].is_empty()


def test_a_later_return_that_says_otherwise_is_a_conflict():
    files = [
        file(2024, EPISODES, "1,01/06/2023,S,C1,N1,U6,PR1,01/09/2023,X1,,,,"),
        file(2025, EPISODES, "1,01/06/2023,S,C2,N1,U6,PR1,02/09/2023,X1,,,,"),
    ]
    record = to_record(files)
    assert record["care_episode"]["legal_status"].to_list() == ["C2"]
    found = record["conflict"].sort("column")
    assert found.select("column", "taken", "other").rows() == [
        ("ended_on", "ssda903 2024/25", "ssda903 2023/24"),
        ("legal_status", "ssda903 2024/25", "ssda903 2023/24"),
    ]
    assert found["other_on"].to_list() == [date(2023, 9, 1), None]
    assert found["other_text"].to_list() == [None, "C1"]
    assert found["file"].unique().to_list() == [files[0].file_id]


def test_a_day_taken_back_is_a_conflict():
    files = [
        file(2024, EPISODES, "1,01/06/2023,S,C1,N1,U6,PR1,01/09/2023,X1,,,,"),
        file(2025, EPISODES, "1,01/06/2023,S,C1,N1,U6,PR1,,,,,,"),
    ]
    assert to_record(files)["conflict"]["column"].sort().to_list() == [
        "end_reason",
        "ended_on",
    ]


def test_a_start_of_care_corrected_in_a_later_return_is_one_period_and_a_conflict():
    files = [
        file(2025, EPISODES, "1,01/05/2024,S,V2,N1,U6,PR1,,,,,,"),
        file(2026, EPISODES, "1,03/05/2024,S,V2,N1,U6,PR1,,,,,,"),
    ]
    for given in (files, files[::-1]):
        record = to_record(given)
        assert record["care_episode"]["starts_on"].to_list() == [date(2024, 5, 3)]
        told = record["conflict"].select("column", "taken_on", "other_on").rows()
        assert told == [("starts_on", date(2024, 5, 3), date(2024, 5, 1))]


def test_a_period_that_ended_or_began_since_is_another():
    ended = "1,01/05/2024,S,V2,N1,U6,PR1,01/02/2025,E4A,,,,"
    running = "1,01/05/2024,S,V2,N1,U6,PR1,,,,,,"
    began_since = "1,10/05/2025,S,V2,N1,U6,PR1,,,,,,"
    back_already = "1,10/03/2025,S,V2,N1,U6,PR1,,,,,,"
    for older, later in ((ended, back_already), (running, began_since)):
        record = to_record([file(2025, EPISODES, older), file(2026, EPISODES, later)])
        assert record["care_episode"].height == 2
        assert record["conflict"].is_empty()


def test_two_episodes_of_one_day_are_two_and_stay_two():
    rows = ("1,01/06/2023,S,C2,N1,T1,PR1,01/06/2023,X1,,,,",
            "1,01/06/2023,P,C2,N1,U6,PR1,,,,,,")  # fmt: skip
    record = to_record([file(2024, EPISODES, *rows), file(2025, EPISODES, *rows)])
    assert record["care_episode"]["place"].to_list() == ["T1", "U6"]


def test_a_child_of_an_older_year_only_is_not_lost_and_blank_starts_are_not_joined():
    files = [
        file(2024, EPISODES, "1,01/06/2023,S,C2,N1,U6,PR1,01/08/2023,E8,,,,",
             "2,,S,C2,N1,U6,PR1,,,,,,"),
        file(2025, EPISODES, "2,,S,V2,N1,U6,PR1,,,,,,"),
    ]  # fmt: skip
    record = to_record(files)
    assert record["care_episode"]["child"].sort().to_list() == ["1", "2", "2"]
    assert sorted(record["child"]["child"]) == ["1", "2"]


def test_the_same_child_number_in_two_councils_is_two_children():
    row = "1,01/06/2023,S,C2,N1,U6,PR1,,,,,,"
    files = [file(2024, EPISODES, row), file(2025, EPISODES, row, council="Southshire")]
    assert to_record(files)["care_episode"].height == 2


def test_reviews_over_years_are_told_once_by_the_latest():
    files = [
        file(
            2024, REVIEWS, "1,01/01/2010,05/06/2023,PN1", "1,01/01/2010,05/12/2023,PN1"
        ),
        file(
            2025, REVIEWS, "1,01/01/2010,05/12/2023,PN2", "1,01/01/2010,05/06/2024,PN1"
        ),
    ]
    meetings = to_record(files)["meeting"].sort("held_on")
    assert meetings["took_part"].to_list() == ["PN1", "PN2", "PN1"]
    assert meetings["kind"].unique().to_list() == ["looked-after review"]


def test_children_seen_outside_header_are_kept_with_their_birth():
    files = [
        file(2025, HEADER, "1,M,01/01/2010,WBRI,,,"),
        file(2025, REVIEWS, "2,02/02/2012,05/12/2024,PN2"),
        file(2025, UASC, "1,M,01/01/2010,01/01/2028"),
    ]
    found = to_record(files)["child"].sort("child")
    assert found.select("child", "birth_on", "is_asylum_seeker").rows() == [
        ("1", date(2010, 1, 1), True),
        ("2", date(2012, 2, 2), False),
    ]
    assert to_record(files[:2])["child"]["is_asylum_seeker"].to_list() == [None, None]


def test_files_left_aside_add_nothing():
    left = file(2025, HEADER, "1,M,01/01/2010,WBRI,,,")
    left.aside = True
    assert all(frame.is_empty() for frame in to_record([left]).values())


def test_every_frame_has_the_columns_of_its_thing():
    for name, frame in to_record([file(2025, HEADER, "1,M,,,,,")]).items():
        if name in THINGS:
            assert dict(frame.schema) == THINGS[name].schema(), name


def test_coverage_runs_over_unbroken_years_and_is_cut_by_a_gap():
    rows = {y: f"1,,05/06/{y - 1},PN1" for y in (2021, 2023, 2024)}
    found = to_record([file(y, REVIEWS, row) for y, row in rows.items()])["coverage"]
    assert found.select("shows", "known_from", "known_to").rows() == [
        (covers.CARE_REVIEW, date(2020, 4, 1), date(2021, 3, 31)),
        (covers.CARE_REVIEW, date(2022, 4, 1), None),
    ]


def test_a_table_that_the_newest_return_lacks_is_known_only_to_its_own_end():
    files = [file(2024, REVIEWS, "1,,05/06/2023,PN1"),
             file(2025, EPISODES, "1,01/06/2024,S,C2,N1,U6,PR1,,,,,,")]  # fmt: skip
    found = to_record(files)["coverage"].filter(pl.col("shows") == covers.CARE_REVIEW)
    assert found["known_to"].to_list() == [date(2024, 3, 31)]


def test_a_stray_early_review_does_not_stretch_what_is_known():
    days = pl.DataFrame(
        {"day": [date(2024, 5, 1)] * 50 + [date(2023, 11, 1)]}, schema={"day": pl.Date}
    )
    assert covers.known_from(2025, days) == date(2024, 4, 1)
    in_earnest = pl.concat([days, days.with_columns(day=pl.lit(date(2023, 6, 1)))])
    assert covers.known_from(2025, in_earnest) == date(2023, 6, 1)


WORKERS = "CHILD,SW_ID,SW_DECOM,SW_DEC,SW_REASON"


def test_workers_are_told_from_the_first_day_of_the_year():
    """A worker who came long before stands in the table for having stayed."""
    rows = [f"{n},SW{n},0{n}/11/2022,,INITIAL" for n in range(1, 6)]
    found = to_record([file(2025, WORKERS, *rows)])["coverage"]
    assert found["known_from"].to_list() == [date(2024, 4, 1)]


def test_a_table_that_names_no_worker_tells_of_none():
    assert to_record([file(2025, WORKERS)])["coverage"].is_empty()
    assert to_record([file(2025, WORKERS, "1,,01/05/2024,,")])["coverage"].is_empty()


def test_the_events_named_in_coverage_exist():
    assert {e for _, events in covers.SHOWS.values() for e in events} <= EVENTS


def test_the_five_year_set_becomes_one_history_per_child(shared):
    files = read_paths([shared / "data" / "ssda903-fake" / "five-years"])
    assert not [f.name for f in files if f.aside]
    assert {f.year for f in files} == {2018, 2019, 2020, 2021, 2022}
    for f in files:
        for part in f.parts:
            assert part.rows_in == part.rows_kept + part.rows_aside
    record = to_record(files)
    episodes = record["care_episode"]
    told = sum(p.rows_kept for f in files for p in f.parts if p.table == "Episodes")
    assert (told, episodes.height) == (3_737, 2_827)
    whole = episodes.select(
        "child", "starts_on", "place", "legal_status", "start_reason"
    )
    assert whole.is_duplicated().sum() == 0
    everyone = {c for f in files for p in f.parts for c in p.frame["CHILD"]}
    assert set(record["child"]["child"]) == everyone
    # Four times one file holds two reviews of one child on one day that differ.
    assert record["meeting"].select("child", "held_on").is_duplicated().sum() == 8


def test_the_validator_set_is_read_whole(shared):
    folder = shared / "data" / "ssda903-fake" / "validator"
    files = {f.name: f for f in read_paths([folder])}
    tables = {p.table for f in files.values() if not f.aside for p in f.parts}
    assert len(tables) == 12
    assert files["fake_903.xml"].aside
    alone = read_paths([folder / "fake_903.xml"])[0]
    assert (alone.taken_for, alone.aside, alone.children) == ("ssda903", False, 253)
