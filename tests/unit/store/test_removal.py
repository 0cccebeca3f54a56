"""Removing by decision: the tables go, and what was removed, by whom and why stays."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import killing
from clearsight.errors import InputError, SettingsError
from clearsight.store import ledger, removal
from clearsight.store.current import Known, every, known
from clearsight.store.kept import kept
from clearsight.store.place import Place
from clearsight.store.removal import Decision
from clearsight.store.snapshots import ALREADY, KEPT, REMOVED, keep

AT = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
DECISION = Decision("A. Officer", "loaded by mistake", "tester", AT)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Load three extracts, of three months."""
    killing.write_extracts(tmp_path / "extracts", 3)
    days = {f"contacts_0000{n}.csv": date(2026, 1 + n, 28) for n in range(3)}
    made = Place(tmp_path / "store")
    keep(made, [tmp_path / "extracts"], extract_dates=days, at=AT, by="tester")
    return made


def test_what_is_removed_is_gone_and_is_remembered(place: Place) -> None:
    first = every(place)[0].sighting.sha256
    removal.remove(place, first[:8], "", DECISION)
    assert not place.extract(first).exists()
    found = known(place)
    assert first not in {f.sha256 for f in found.files}
    told = found.as_dict()["removed"]
    assert [(t["sha256"], t["by"], t["because"]) for t in told] == [
        (first, "A. Officer", "loaded by mistake")
    ]


def test_what_was_removed_stays_out_unless_it_is_asked_for(place, tmp_path) -> None:
    first = every(place)[0].sighting
    removal.remove(place, first.sha256, "", DECISION)
    again = [tmp_path / "extracts" / Path(first.path).name]
    assert [x.became for x in keep(place, again, at=AT, by="t")] == [REMOVED]
    assert [x.became for x in keep(place, again, at=AT, by="t", again=True)] == [KEPT]
    assert first.sha256 in kept(place).hashes
    assert place.extract(first.sha256).exists()


def test_one_councils_decision_leaves_anothers_extract(place, tmp_path) -> None:
    for council in ("Eastshire", "Westshire"):
        keep(place, [tmp_path / "extracts"], council=council, at=AT, by="tester")
    first = every(place)[0].sighting.sha256
    with pytest.raises(InputError, match="More than one council"):
        removal.remove(place, first, "", DECISION)
    removal.remove(place, first, "Eastshire", DECISION)
    assert place.extract(first).exists()
    assert _read(known(place, council="Eastshire")) == 2
    assert _read(known(place, council="Westshire")) == 3


def _read(found: Known) -> int:
    return len(found.files) - len(found.unnamed)


def test_a_copy_that_nobody_named_goes_with_the_one_that_somebody_did(
    place, tmp_path
) -> None:
    keep(place, [tmp_path / "extracts"], council="Eastshire", at=AT, by="tester")
    first = every(place)[0].sighting.sha256
    removal.remove(place, first, "", DECISION)
    assert not place.extract(first).exists()
    assert [t.given for t in kept(place).gone] == ["Eastshire"]
    assert len(known(place).files) == 2


@pytest.mark.parametrize("named", ["Alpha", "ALPHA", " alpha", ""])
@pytest.mark.parametrize("beside", [False, True])
def test_it_stays_out_however_the_council_is_named(tmp_path, named, beside) -> None:
    """Also where another council still holds the same bytes, and loads them again."""
    killing.write_extracts(tmp_path / "extracts", 1)
    made = Place(tmp_path / "store")

    def became(council: str, again: bool = False) -> list[str]:
        told = keep(
            made, [tmp_path / "extracts"], council=council, at=AT, by="t", again=again
        )
        return [one.became for one in told]

    became("Alpha")
    if beside:
        became("Beta")
    first = kept(made).sightings[0].sha256
    removal.remove(made, first, "alpha", DECISION)
    assert became(named) == [REMOVED]
    assert became("Beta") == [ALREADY if beside else KEPT]
    assert became(named) == [REMOVED]
    assert became(named, again=True) == [KEPT]
    assert became(named) == [ALREADY]


def test_what_was_loaded_under_no_name_stays_out_under_one(place, tmp_path) -> None:
    first = every(place)[0].sighting
    removal.remove(place, first.sha256, "", DECISION)
    again = [tmp_path / "extracts" / Path(first.path).name]
    assert [x.became for x in keep(place, again, council="A", at=AT, by="t")] == [
        REMOVED
    ]


def test_one_council_spelt_in_two_ways_is_one(place, tmp_path) -> None:
    keep(place, [tmp_path / "extracts"], council="Eastshire", at=AT, by="tester")
    again = keep(place, [tmp_path / "extracts"], council="EASTSHIRE", at=AT, by="t")
    assert {x.became for x in again} == {ALREADY}
    first = kept(place).sightings[0].sha256
    removal.remove(place, first, "eastShire", DECISION)
    assert len(known(place, council="Eastshire").files) == 2


def test_a_removal_stopped_in_the_middle_is_finished_by_the_next_writer(place) -> None:
    first = every(place)[0].sighting.sha256
    ledger.add(place.ledger, DECISION.line(first, ""))
    assert first not in {f.sha256 for f in known(place).files}
    keep(place, [place.root.parent / "extracts"], at=AT, by="tester")
    assert not place.extract(first).exists()


@pytest.mark.parametrize("given", ["12ab", "f" * 64])
def test_a_hash_that_names_nothing_is_refused(place: Place, given: str) -> None:
    with pytest.raises(InputError):
        removal.remove(place, given, "", DECISION)


@pytest.mark.parametrize("given", [(" ", "why"), ("who", " ")])
def test_a_removal_needs_a_name_and_a_reason(given: tuple[str, str]) -> None:
    with pytest.raises(SettingsError):
        Decision(*given, "tester", AT)


def test_the_rule_removes_only_what_is_older_than_it_allows(place: Place) -> None:
    old = removal.overdue(place, 2, date(2026, 4, 28))
    assert [x.known_on for x in old] == [date(2026, 1, 28)]
    meant = {(x.sighting.given, x.sighting.sha256) for x in old}
    assert len(removal.apply_retention(place, meant, DECISION)) == 1
    assert removal.apply_retention(place, meant, DECISION) == []
    assert [x.known_on for x in every(place)] == [date(2026, 2, 28), date(2026, 3, 28)]


def test_an_extract_ages_from_the_day_it_was_last_known(place, tmp_path) -> None:
    """The same bytes of a later day say that nothing has changed: they are of today."""
    first = tmp_path / "extracts" / "contacts_00000.csv"
    days = {first.name: date(2026, 4, 27)}
    keep(place, [first], extract_dates=days, at=AT, by="tester")
    assert removal.overdue(place, 2, date(2026, 4, 28)) == []
    both = removal.overdue(place, 2, date(2026, 6, 28))
    mine = sorted(x.known_on for x in both if Path(x.sighting.path) == first)
    assert mine == [date(2026, 1, 28), date(2026, 4, 27)]
