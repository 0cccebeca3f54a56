"""All files together: years, councils, what is there twice, what is not recognised."""

from __future__ import annotations

import json
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from clearsight.files.archive import find
from clearsight.files.manifest import Part, ReadFile
from clearsight.madeup import make
from clearsight.returns.councils import settle_councils
from clearsight.returns.event_days import latest_year, plausible, together
from clearsight.returns.folder import _are_alike, _begun, read_paths
from clearsight.returns.held import Held
from clearsight.returns.year_names import year_named

EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"
    "HOME_POST,PL_POST,URN"
)
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE"


def write(path: Path, heading: str, *rows: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([heading, *rows]) + "\n")
    return path


def episode(child: str, start: str, end: str = "", reason: str = "") -> str:
    return f"{child},{start},S,C2,N1,U6,PR1,{end},{reason},,,,"


def by_name(files: list[ReadFile]) -> dict[str, ReadFile]:
    return {f.name: f for f in files}


@pytest.mark.parametrize(
    ("name", "given", "years"),
    [
        ("2016-17/header.csv", "", (2017,)),
        ("header_2016_17.csv", "", (2017,)),
        ("header 2016-2017.csv", "", (2017,)),
        ("header.csv", "903 2024-25 final", (2025,)),
        ("903 24-25.csv", "", (2025,)),
        ("2017/18/header.csv", "", (2018,)),
        ("2025-header.csv", "", (2025, 2026)),
        ("header 20250610.csv", "", (2026, 2025)),
        ("header 31-03-2025.csv", "", (2025, 2024)),
        ("2019/2024-25.csv", "", (2025,)),
        ("2019-20 to 2020-21.csv", "", None),
        ("header.csv", "returns", None),
        ("header_12345.csv", "", None),
    ],
)
def test_a_year_is_read_from_a_name(name, given, years):
    found = year_named(name, given)
    assert (found.years if found else None) == years


def test_a_lone_day_far_off_is_not_believed_but_a_large_share_is():
    import polars as pl

    def counted(**days: int) -> pl.DataFrame:
        frame = pl.DataFrame(
            {"day": [date.fromisoformat(d) for d in days], "n": list(days.values())},
            schema={"day": pl.Date, "n": pl.UInt64},
        )
        return together([frame])

    slip = counted(**{"1921-01-01": 1, "2024-05-01": 500, "2025-02-01": 500,
                      "2052-02-01": 1})  # fmt: skip
    assert plausible(slip) == (date(2024, 5, 1), date(2025, 2, 1))
    share = counted(**{"2024-05-01": 90, "2052-02-01": 10})
    assert plausible(share) == (date(2024, 5, 1), date(2052, 2, 1))
    assert plausible(counted()) is None
    rest = {"2025-06-01": 10, "2025-09-20": 10}
    believed = (date(2025, 6, 1), date(2025, 9, 20))
    for lone in ("2026-06-01", "2052-06-01"):
        assert plausible(counted(**rest, **{lone: 1})) == believed
    assert plausible(counted(**rest, **{"2026-06-01": 2})) != believed
    assert plausible(counted(**rest, **{"2026-03-01": 1})) != believed
    few = {"2025-06-01": 2, "2025-09-20": 1}
    assert plausible(counted(**few, **{"2052-06-01": 1})) == believed
    assert plausible(counted(**few, **{"2030-06-01": 1})) != believed
    one_in_april = counted(**{"2024-05-01": 5_000, "2025-04-02": 1})
    assert latest_year(one_in_april) == 2025


def test_a_day_that_is_not_believed_is_named(tmp_path: Path):
    rows = [episode(str(n), "01/06/2025") for n in range(20)]
    write(tmp_path / "episodes.csv", EPISODES, *rows,
          episode("20", "02/06/2025", "01/06/2052", "E8"))  # fmt: skip
    (file,) = read_paths([tmp_path])
    assert file.period == (date(2025, 6, 1), date(2025, 6, 2))
    (told,) = [p for p in file.problems if "01/06/2052" in p.what]
    assert "02/06/2025" in told.what
    assert told.set_aside == 0


def test_the_year_comes_from_the_latest_episode_of_the_folder(tmp_path: Path):
    write(tmp_path / "episodes.csv", EPISODES, episode("1", "02/04/2024"),
          episode("2", "01/03/2023", "31/03/2025", "E8"))  # fmt: skip
    write(tmp_path / "reviews.csv", REVIEWS, "1,01/01/2015,30/04/2026,PN1")
    files = by_name(read_paths([tmp_path]))
    assert {f.year for f in files.values()} == {2025}
    reviews = files["reviews.csv"]
    assert reviews.period is None
    assert reviews.problems[0].rows == 1
    assert "after the end of 2024/25" in reviews.problems[0].what


@pytest.mark.parametrize(("end", "year"), [("01/02/2017", 2017), ("01/02/2018", 2018)])
def test_a_single_year_in_a_name_is_told_by_the_events(tmp_path: Path, end, year):
    write(tmp_path / "2017-episodes.csv", EPISODES,
          *(episode(str(n), "02/05/2016", end, "E8") for n in range(9)))  # fmt: skip
    assert read_paths([tmp_path])[0].year == year


def test_a_stated_year_goes_to_the_one_set(tmp_path: Path):
    write(tmp_path / "episodes.csv", EPISODES, episode("1", "02/04/2019"))
    assert read_paths([tmp_path], year=2026)[0].year == 2026
    write(tmp_path / "2023-24" / "episodes.csv", EPISODES, episode("1", "02/04/2023"))
    files = by_name(read_paths([tmp_path], year=2026))
    assert files["episodes.csv"].year == 2026
    assert files["2023-24/episodes.csv"].year == 2024


def test_previous_files_are_the_year_before_and_never_current(tmp_path: Path):
    write(tmp_path / "episodes.csv", EPISODES, episode("1", "02/04/2024"))
    write(tmp_path / "old" / "episodes.csv", EPISODES, episode("1", "03/05/2024"))
    files = read_paths([tmp_path], previous=[tmp_path / "old"])
    assert [(f.is_previous, f.year, f.aside) for f in files] == [
        (False, 2025, False),
        (True, 2024, False),
    ]


def test_the_same_bytes_twice_are_used_once(tmp_path: Path):
    write(tmp_path / "a" / "episodes.csv", EPISODES, episode("1", "02/04/2024"))
    write(tmp_path / "copy of a" / "e.csv", EPISODES, episode("1", "02/04/2024"))
    first, second = read_paths([tmp_path])
    assert (first.aside, second.aside) == (False, True)
    assert "a/episodes.csv" in second.why
    (part,) = second.parts
    assert (part.rows_in, part.rows_kept, part.rows_aside) == (1, 0, 1)


OC3 = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM"


def test_a_table_that_nobody_changed_is_no_copy_of_last_years(tmp_path: Path):
    for folder, day in (("2023-24", "02/04/2023"), ("now", "02/04/2024")):
        write(tmp_path / folder / "episodes.csv", EPISODES, episode("1", day))
        write(tmp_path / folder / "oc3.csv", OC3, "9,01/02/2005,YES,F2,B1")
    files = by_name(read_paths([tmp_path]))
    before, now = files["2023-24/oc3.csv"], files["now/oc3.csv"]
    assert (before.year, now.year) == (2024, 2025)
    assert not before.aside
    assert not now.aside
    assert before.file_id != now.file_id


CONTACTS = (
    "Child Unique ID,Gender,Ethnicity,Date of Birth,Date of Contact,Contact Source"
)


def test_the_same_bytes_of_another_day_say_that_nothing_has_changed(tmp_path: Path):
    """Drift is time that passes with nothing changing: that is no copy."""
    for day in ("2026-01-31", "2026-02-28"):
        write(
            tmp_path / day / "List 1.csv",
            CONTACTS,
            "7,b) Female,WBRI,01/02/2014,05/01/2026,1A",
        )
    write(
        tmp_path / "kept" / "l.csv",
        CONTACTS,
        "7,b) Female,WBRI,01/02/2014,05/01/2026,1A",
    )
    files = by_name(read_paths([tmp_path]))
    january, february = files["2026-01-31/List 1.csv"], files["2026-02-28/List 1.csv"]
    assert (january.aside, february.aside) == (False, False)
    assert january.extract_date == date(2026, 1, 31)
    assert february.extract_date == date(2026, 2, 28)
    assert january.sha256 == february.sha256
    assert january.file_id == january.sha256[:16]
    for file in (january, february):
        assert file.parts[0].frame["file"].to_list() == [file.file_id]
    assert january.file_id != february.file_id
    assert files["kept/l.csv"].aside


def test_one_year_twice_keeps_the_first_and_names_both(tmp_path: Path):
    write(tmp_path / "v1" / "episodes.csv", EPISODES, episode("1", "02/04/2024"))
    write(tmp_path / "v2" / "episodes.csv", EPISODES, episode("2", "02/05/2024"))
    write(tmp_path / "v2" / "reviews.csv", REVIEWS, "2,01/01/2015,03/05/2024,PN1")
    files = by_name(read_paths([tmp_path]))
    assert [n for n, f in files.items() if f.aside] == ["v2/episodes.csv"]
    assert "v1/episodes.csv" in files["v2/episodes.csv"].why
    assert "v2/episodes.csv" in files["v2/episodes.csv"].why


def test_different_years_of_one_table_are_all_kept(tmp_path: Path):
    for year in (2023, 2024):
        write(tmp_path / f"{year}-{year - 1999}" / "episodes.csv", EPISODES,
              episode("1", f"02/04/{year}"))  # fmt: skip
    files = read_paths([tmp_path])
    assert [(f.year, f.aside) for f in files] == [(2024, False), (2025, False)]


def test_an_unknown_file_is_told_what_it_lacks(tmp_path: Path):
    write(tmp_path / "e.csv", "CHILD,DECOM,RNE,LS,CIN", "1,a,b,c,d")
    write(tmp_path / "list.csv", "shop,price", "tea,1")
    (tmp_path / "n.bin").write_bytes(b"\x89PNG")
    (tmp_path / "p.xml").write_text("<Payroll><x/></Payroll>")
    files = by_name(read_paths([tmp_path]))
    assert all(f.aside and f.problems for f in files.values())
    assert "most like Episodes" in files["e.csv"].why
    assert "lacks PLACE" in files["e.csv"].why
    assert "headings of a return" in files["list.csv"].why
    assert "not a text file" in files["n.bin"].why
    assert "Payroll" in files["p.xml"].why
    assert files["e.csv"].problems[-1].set_aside == 1
    json.dumps([f.as_dict() for f in files.values()])


def test_nothing_at_all_is_said_and_raises_nothing(tmp_path: Path):
    (only,) = read_paths([tmp_path / "nowhere"])
    assert only.aside
    assert only.problems[0].do


def test_progress_counts_every_file(tmp_path: Path):
    for n in range(3):
        write(tmp_path / f"{n}.csv", REVIEWS, f"{n},,03/05/2024,PN1")
    seen: list[tuple[str, int, int]] = []
    read_paths([tmp_path], progress=lambda *now: seen.append(now))
    assert seen == [("0.csv", 1, 3), ("1.csv", 2, 3), ("2.csv", 3, 3)]


def held(name: str, council: str = "", key: str = "cin") -> Held:
    import polars as pl

    part = Part("T", pl.DataFrame({"row": [1]}), rows_in=1)
    return Held(ReadFile(name=name, taken_for=key, council=council, parts=[part]))


def councils(files: list[Held]) -> dict[str, str]:
    return {h.file.name: "" if h.file.aside else h.file.council for h in files}


def test_a_silent_file_takes_the_only_council_stated_near_it():
    files = [held("a/cin.xml", "Northshire"), held("a/h.csv"), held("b/c/h.csv"),
             held("b/cin.xml", "Southshire"), held("h.csv")]  # fmt: skip
    settle_councils(files, "")
    assert councils(files) == {
        "a/cin.xml": "Northshire",
        "a/h.csv": "Northshire",
        "b/c/h.csv": "Southshire",
        "b/cin.xml": "Southshire",
        "h.csv": "",
    }
    assert "--council" in files[-1].file.problems[-1].do
    assert all("several councils" in h.file.problems[-1].what for h in files[:-1])


def test_with_no_council_stated_it_is_not_stated():
    files = [held("h.csv")]
    settle_councils(files, "")
    assert councils(files) == {"h.csv": "not stated"}


def test_the_council_named_for_the_run_wins_over_one_that_differs():
    files = [held("a.xml", "Southshire"), held("h.csv")]
    settle_councils(files, "Northshire")
    assert councils(files) == {"a.xml": "Northshire", "h.csv": "Northshire"}
    assert "Southshire" in files[0].file.problems[0].what


def test_a_council_known_only_by_a_number_on_no_list_contradicts_no_name():
    files = [held("a.xml", "LEA 999"), held("h.csv")]
    settle_councils(files, "Northshire")
    assert councils(files) == {"a.xml": "Northshire", "h.csv": "Northshire"}
    assert files[0].file.problems == []


def test_a_name_that_neither_of_two_councils_states_costs_neither_its_data():
    files = [held("a.xml", "Southshire"), held("b.xml", "LEA 999"), held("h.csv")]
    settle_councils(files, "Northshire")
    assert councils(files) == {
        "a.xml": "Southshire",
        "b.xml": "LEA 999",
        "h.csv": "Northshire",
    }
    assert all("No file states" in f.file.problems[0].what for f in files)


def test_of_two_councils_the_one_not_named_is_set_aside():
    files = [held("a.xml", "northshire "), held("b.xml", "Southshire"), held("h.csv")]
    settle_councils(files, "Northshire")
    assert councils(files) == {
        "a.xml": "Northshire",
        "b.xml": "",
        "h.csv": "Northshire",
    }


def test_annex_a_extract_days_are_stated_named_or_worked_out():
    from clearsight.returns.extracts import settle_extract_dates

    names = ("Annex A.xlsx", "x 2025-03-31.xlsx", "late.xlsx", "none.xlsx")
    files = [held(name, key="annexa") for name in names]
    for h in files:
        h.file.parts[0].sheet = "List 1"
    files[2].file.period = (date(2024, 1, 1), date(2025, 5, 6))
    settle_extract_dates(files, {"annex a": date(2025, 1, 2)})
    assert [h.file.extract_date for h in files] == [
        date(2025, 1, 2),
        date(2025, 3, 31),
        date(2025, 5, 6),
        None,
    ]
    assert "06/05/2025" in files[2].file.problems[0].what
    assert files[3].file.aside


def test_two_readers_and_a_second_worker_read_the_same(tmp_path):
    make(tmp_path, children=60)
    alone = read_paths([tmp_path / "returns"])
    with ThreadPoolExecutor(1) as worker:
        shared = read_paths([tmp_path / "returns"], second=worker)
    assert [f.as_dict() for f in shared] == [f.as_dict() for f in alone]


@pytest.mark.parametrize(
    ("sizes", "alike"),
    [((300, 200, 1), True), ((4000, 200, 200), False), ((300,), False), ((), False)],
)
def test_a_long_file_is_read_apart_only_beside_one_like_it(sizes, alike, tmp_path):
    for n, size in enumerate(sizes):
        write(tmp_path / f"{n}.csv", "A,B", *["1,2"] * size)
    found, _ = find([tmp_path])
    assert _are_alike(found) is alike


def test_who_stops_early_waits_for_no_file_that_was_not_begun(tmp_path):
    for n in range(20):
        write(tmp_path / f"{n:02}.csv", "A,B", "1,2")
    found, _ = find([tmp_path])
    begun: list[str] = []
    may_go_on = Event()

    def reader(item):
        begun.append(item.name)
        assert may_go_on.wait(60)
        return []

    with ThreadPoolExecutor(1) as pool:
        with pytest.raises(KeyboardInterrupt), _begun(deque(found), [reader], pool):
            while not begun:
                time.sleep(0.01)
            raise KeyboardInterrupt
        may_go_on.set()
    # What was begun is finished, and nothing after it is begun.
    assert len(begun) == 1
