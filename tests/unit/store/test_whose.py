"""Whose an extract is that names no council, as other extracts come in beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clearsight.errors import InputError
from clearsight.store.current import known, unnamed
from clearsight.store.place import Place
from clearsight.store.snapshots import keep
from clearsight.store.whose import news

AT = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 5, 2, 9, 30, tzinfo=UTC)
BRISTOL, NORTH_SOMERSET = "Bristol", "North Somerset"
NUMBERS = {BRISTOL: 801, NORTH_SOMERSET: 802}
LIST = "contacts 2026-03-31.csv"
HEADINGS = (
    "Child Unique ID,Gender,Ethnicity,Date of Birth,Age,"
    "Date of Contact,Contact Source\n"
)
ROW = "77,f) Female,WBRI,01/02/2015,11,03/01/2026,1A: Individual\n"
CENSUS = """<Message><Header><CollectionDetails><Collection>CIN</Collection>
<Year>2025</Year><ReferenceDate>2025-03-31</ReferenceDate></CollectionDetails>
<Source><LEA>{lea}</LEA></Source></Header><Children><Child><ChildIdentifiers>
<LAchildID>7</LAchildID><PersonBirthDate>2015-02-01</PersonBirthDate>
</ChildIdentifiers></Child></Children></Message>"""
Load = Callable[..., list[str]]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "store")


@pytest.fixture
def load(place: Place, tmp_path: Path) -> Load:
    """Load the list or a council's census; return what is said of whose what is."""
    made = {LIST: HEADINGS + ROW}
    made |= {f"{c}.xml": CENSUS.format(lea=lea) for c, lea in NUMBERS.items()}
    for name, text in made.items():
        (tmp_path / "in" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")

    def run(name: str, council: str = "", at: datetime = AT) -> list[str]:
        before = unnamed(place)
        keep(place, [tmp_path / "in" / name], council=council, at=at, by="tester")
        return news(before, unnamed(place))

    return run


def used(place: Place, council: str = "", day: date | None = None) -> set[str]:
    files = known(place, council=council, known_at=day).files
    return {f.name for f in files if not f.aside}


def test_it_is_said_as_whose_a_list_is_taken_that_names_nobody(load, place):
    load(f"{BRISTOL}.xml")
    (line,) = load(LIST)
    assert "taken as Bristol's, as what lies beside says" in line
    assert LIST in used(place, BRISTOL)


def test_a_load_that_changes_whose_another_extract_is_says_so(load, place):
    load(LIST)
    (taken,) = load(f"{BRISTOL}.xml")
    assert "was taken as nobody's; now as Bristol's" in taken
    (lost,) = load(f"{NORTH_SOMERSET}.xml")
    assert "was taken as Bristol's; now as nobody's" in lost
    assert load(f"{NORTH_SOMERSET}.xml") == []


@pytest.mark.parametrize("council", NUMBERS)
def test_what_may_be_a_councils_own_is_listed_in_its_review_and_not_read(
    load, place, council
):
    for name in (f"{BRISTOL}.xml", f"{NORTH_SOMERSET}.xml", LIST):
        load(name)
    found = known(place, council=council)
    assert found.as_dict()["of_no_named_council"] == [LIST]
    (left,) = [f for f in found.files if f.name == LIST]
    assert left.aside
    assert "could be of any of" in left.why
    assert used(place, council) == {f"{council}.xml"}


def test_beside_a_council_that_was_named_too(load, place):
    load(LIST)
    load(f"{BRISTOL}.xml", council="Betashire")
    found = known(place, council="betashire")
    assert [f.aside for f in found.files] == [False, True]
    assert "may be of betashire" in found.files[1].why
    with pytest.raises(InputError, match="The store holds nothing of Alphashire"):
        known(place, council="Alphashire")


def test_loading_it_again_with_the_name_says_whose_it_is_from_then_on(load, place):
    load(LIST)
    load(f"{BRISTOL}.xml")
    load(f"{NORTH_SOMERSET}.xml")
    assert load(LIST, council=NORTH_SOMERSET, at=LATER) == []
    found = known(place, council=NORTH_SOMERSET)
    assert found.unnamed == []
    assert [f.name for f in known(place).files].count(LIST) == 1
    assert known(place, council=BRISTOL).unnamed == []


def test_an_unchanged_name_is_no_news(load):
    load(LIST, council=BRISTOL)
    assert load(f"{NORTH_SOMERSET}.xml", council=NORTH_SOMERSET) == []
