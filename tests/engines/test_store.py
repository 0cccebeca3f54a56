"""What was known on a day is what a review of its extracts says, in any order."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import months
from clearsight.errors import InputError
from clearsight.madeup import make
from clearsight.report.review import Review
from clearsight.report.run import Options, review, review_files
from clearsight.settings import Settings
from clearsight.store.current import known
from clearsight.store.place import Place
from clearsight.store.snapshots import keep

LAST = date(2026, 3, 31)
MONTHS = 3
COUNCIL = "Madeup"
LOADED = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
FRAMES = (
    "timeline", "spells", "clocks", "signals", "worklist", "questions", "children",
)  # fmt: skip
SLOWLY = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def extracts(tmp_path_factory) -> Path:
    """Make up a council: two years of the 903, a census, and five monthly extracts."""
    made: Path = tmp_path_factory.mktemp("made") / "extracts"
    make(made.parent, children=40, council=COUNCIL)
    (made.parent / "returns").rename(made)
    for workbook in made.glob("annex_a_*.xlsx"):
        workbook.unlink()
    months.write(made, LAST, MONTHS, 40, council=COUNCIL)
    return made


@pytest.fixture(scope="module")
def of_folder(extracts) -> Review:
    """Review the folder itself."""
    return review([extracts], Options(council=COUNCIL), Settings())


def reviewed(place: Place, known_at: date | None = None) -> Review:
    """Review what the store knew."""
    found = known(place, known_at=known_at)
    return review_files(found.files, Options(), Settings())


def assert_same(one: Review, other: Review) -> None:
    """Fail unless every frame, and the day, are the same."""
    assert (one.as_at, one.as_at_why) == (other.as_at, other.as_at_why)
    for name in FRAMES:
        assert_frame_equal(getattr(one, name), getattr(other, name))


def parts_of(folder: Path) -> list[Path]:
    """Return what somebody might load at a time: a workbook, a census, a table."""
    return sorted(p for p in folder.rglob("*") if p.is_file())


@SLOWLY
@given(data=st.data())
def test_loads_in_any_parts_and_order_end_in_the_same_state(
    extracts, of_folder, tmp_path_factory, data
) -> None:
    place = Place(tmp_path_factory.mktemp("split") / "store")
    left = list(data.draw(st.permutations(parts_of(extracts))))
    while left:
        size = data.draw(st.integers(1, len(left)))
        keep(place, left[:size], council=COUNCIL, at=LOADED, by="tester")
        left = left[size:]
    assert_same(reviewed(place), of_folder)


@pytest.fixture(scope="module")
def loaded(extracts, tmp_path_factory) -> Place:
    """Load all of it at once."""
    place = Place(tmp_path_factory.mktemp("whole") / "store")
    keep(place, [extracts], council=COUNCIL, at=LOADED, by="tester")
    return place


@SLOWLY
@given(back=st.integers(0, 4 * 31))
def test_what_was_known_is_the_review_of_the_extracts_of_that_day(
    extracts, loaded, tmp_path_factory, back
) -> None:
    day = date.fromordinal(LOADED.toordinal() - back)
    only = tmp_path_factory.mktemp("only") / "extracts"
    for path in parts_of(extracts):
        is_annex = path.suffix == ".xlsx"
        said = path.stem.removeprefix("annex_a_")
        if (date.fromisoformat(said) if is_annex else LOADED.date()) <= day:
            (only / path.relative_to(extracts)).parent.mkdir(
                parents=True, exist_ok=True
            )
            shutil.copy(path, only / path.relative_to(extracts))
    if not only.exists():
        return
    folder = review([only], Options(council=COUNCIL), Settings())
    assert_same(reviewed(loaded, day), folder)


@pytest.fixture(scope="module")
def of_three(extracts, tmp_path_factory) -> Path:
    """Lay together what names no council, and a census of each of two councils."""
    folder: Path = tmp_path_factory.mktemp("three") / "extracts"
    shutil.copytree(extracts / "ssda903", folder / "ssda903")
    census = next(extracts.glob("cin_*.xml")).read_text(encoding="utf-8")
    before, _, after = census.partition("<LEA>")
    for number in (301, 302):
        said = f"{before}<LEA>{number}{after[3:]}"
        (folder / f"census {number}.xml").write_text(said, encoding="utf-8")
    return folder


@SLOWLY
@given(data=st.data(), asked=st.integers(0, 2))
def test_what_came_later_does_not_say_whose_an_extract_is(
    of_three, tmp_path_factory, data, asked
) -> None:
    """Loads that name no council, of files some of which do, one a day."""
    place = Place(tmp_path_factory.mktemp("split") / "store")
    only = tmp_path_factory.mktemp("only") / "extracts"
    only.mkdir()
    parts = data.draw(st.permutations(sorted(of_three.iterdir())))
    for turn, part in enumerate(parts):
        keep(place, [part], at=LOADED + timedelta(days=turn), by="tester")
        if turn <= asked:
            copied = shutil.copytree if part.is_dir() else shutil.copy
            copied(part, only / part.name)
    day = LOADED.date() + timedelta(days=asked)
    try:
        of_day = review([only], Options(), Settings())
    except InputError as refused:
        with pytest.raises(InputError, match="Nothing usable"):
            reviewed(place, day)
        assert "Nothing usable" in refused.what
        return
    assert_same(reviewed(place, day), of_day)


def test_every_cell_comes_back_as_it_was_read(extracts, loaded) -> None:
    """Also the text as submitted, which no review looks at."""
    from clearsight.returns.folder import read_paths
    from clearsight.store import extracts as stored

    for file in read_paths([extracts], council=COUNCIL):
        folder = loaded.extract(file.sha256)
        manifest = stored.manifest_of(folder)
        frames = stored.tables(folder, manifest, whole=True)
        for part, frame in zip(file.parts, frames, strict=True):
            assert_frame_equal(part.frame, frame)
        assert isinstance(frames[0], pl.DataFrame)
