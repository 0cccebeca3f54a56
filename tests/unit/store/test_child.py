"""All that is held on one child, and nothing of another; and who was given it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from clearsight.errors import InputError, SettingsError
from clearsight.export.child import PAGE, write_child
from clearsight.store.child import Disclosure, HeldOn, disclose, disclosures, held_on
from clearsight.store.history import history
from clearsight.store.place import Place
from clearsight.store.snapshots import keep

AT = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
HEADINGS = (
    "Child Unique ID,Gender,Ethnicity,Date of Birth,Age,"
    "Date of Contact,Contact Source\n"
)
FIRST = "77,f) Female,WBRI,01/02/2015,11,03/01/2026,1A: Individual\n"
OTHER = "78,m) Male,WBRI,01/02/2014,12,04/01/2026,1A: Individual\n"
LATER = '77,f) Female,WBRI,01/02/2015,11,05/02/2026,"=1+<b>1"\n'


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Load two months of contacts."""
    folder = tmp_path / "extracts"
    folder.mkdir()
    (folder / "contacts 2026-01-31.csv").write_text(HEADINGS + FIRST + OTHER)
    (folder / "contacts 2026-02-28.csv").write_text(HEADINGS + FIRST + LATER)
    made = Place(tmp_path / "store")
    keep(made, [folder], council="Eastshire", at=AT, by="tester")
    return made


def given(held: HeldOn) -> Disclosure:
    return Disclosure(AT, "the young person", "An officer", "asked", "me", held.rows)


def test_every_row_of_the_child_and_none_of_another(place: Place) -> None:
    held = held_on(place, " 77 ", "eastshire")
    frame = held.tables["annexa", "List_1"]
    assert set(frame["CHILD_ID"]) == {"77"}
    assert frame.select(
        "DATE_OF_CONTACT", "first_shown_on", "last_shown_on"
    ).rows() == [
        (date(2026, 1, 3), date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 1, 3), date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 2, 5), date(2026, 2, 28), date(2026, 2, 28)),
    ]


def test_each_different_row_has_its_two_days(place: Place) -> None:
    found = history(place, "annexa", "List_1", "Eastshire").sort("CHILD_ID")
    days = found.select("CHILD_ID", "first_shown_on", "last_shown_on").rows()
    january, february = date(2026, 1, 31), date(2026, 2, 28)
    assert sorted(days) == [
        ("77", january, february), ("77", february, february), ("78", january, january),
    ]  # fmt: skip


def test_who_was_given_it_is_written_before_it_can_be_seen(place, tmp_path) -> None:
    held, out = held_on(place, "77", "Eastshire"), tmp_path / "out"

    def write_down() -> None:
        assert not out.exists()
        disclose(place, held, given(held))

    assert PAGE in write_child(held, out, write_down)
    again = held_on(place, "77", "Eastshire")
    assert [d.to for d in again.earlier] == ["the young person"]
    assert disclosures(place, "78", "Eastshire") == []
    assert "to the young person" not in (out / PAGE).read_text()


def test_where_it_cannot_be_written_down_nothing_is_given(place, tmp_path) -> None:
    held, out = held_on(place, "77", "Eastshire"), tmp_path / "out"
    place.disclosures.mkdir()
    with pytest.raises(SettingsError):
        write_child(held, out, lambda: disclose(place, held, given(held)))
    assert not out.exists()
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".part-")]


def test_nothing_of_a_record_runs_where_it_is_opened(place, tmp_path) -> None:
    held, out = held_on(place, "77", "Eastshire"), tmp_path / "out"
    write_child(held, out, lambda: None)
    page = (out / PAGE).read_text()
    assert "=1+&lt;b&gt;1" in page
    assert "<b>" not in page
    cells = pl.read_csv(out / "annexa-List_1.csv", infer_schema=False)
    assert "'=1+<b>1" in cells["CONTACT_SOURCE_submitted"].to_list()
    assert "78" not in page.replace("2026", "")


def test_a_folder_that_is_there_is_refused(place, tmp_path) -> None:
    with pytest.raises(SettingsError):
        write_child(held_on(place, "77", "Eastshire"), tmp_path, lambda: None)


def test_a_child_that_is_not_there_is_said_without_the_identifier(place) -> None:
    with pytest.raises(InputError) as said:
        held_on(place, "4417", "Eastshire")
    assert "4417" not in str(said.value)
