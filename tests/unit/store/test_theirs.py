"""Which rows are a child's: of every table of every return, and never another's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from clearsight.errors import InputError
from clearsight.export.child import TITLES, page
from clearsight.files.manifest import Part, ReadFile
from clearsight.returns import RETURNS, Return
from clearsight.shape import FILE, NOBODY, ROW
from clearsight.store import extracts, ledger
from clearsight.store.child import Disclosure, disclose, disclosures, held_on
from clearsight.store.kept import LOAD, Sighting
from clearsight.store.place import Place
from clearsight.store.theirs import LINKS

AT = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
TODAY = AT.date()
COUNCIL, MINE, OTHER = "Eastshire", "77", "78"
UPN, OTHERS_UPN = "A123456789012", "B123456789012"
TEXTS = ("key", "text", "code")
# Adopters, staff, teams and the returns themselves. Whoever adds a table that is about
# no child writes it here; any other declares how it names the child.
ABOUT_NO_CHILD = {
    ("cin", "Header"), ("annexa", "List_11"), ("oversight", "contract_ends"),
    ("staff", "staff"), ("ssd", "ssd_professionals"), ("ssd", "ssd_department"),
    ("csww", "Header"), ("csww", "LALevelVacancies"), ("csww", "CSWWWorker"),
    ("sen2", "Sen2"),
}  # fmt: skip
BOTH = [(kind, table) for kind in RETURNS for table in kind.tables()]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "store")


Rows = Sequence[Mapping[str, object]]


def kept_as(
    place: Place,
    kind: str,
    tables: Mapping[str, Rows],
    *,
    path: str = "/extracts/of it.csv",
    on: date = TODAY,
    layout: str = "CSV",
) -> None:
    """Keep tables as if a reader had given them, of one file."""
    digest = sha256(f"{kind} {tables} {path} {on}".encode()).hexdigest()
    parts = [
        Part(name, pl.DataFrame(rows).with_row_index(ROW), rows_in=len(rows))
        for name, rows in tables.items()
    ]
    file = ReadFile(path, sha256=digest, taken_for=kind, layout=layout, parts=parts)
    seen = Sighting(
        sha256=digest, path=path, place=0, given=COUNCIL, stated=on, kind=kind, told="",
        year=None, reference_date=None, period=None, children=0,
        rows=sum(map(len, tables.values())), load=0, loaded_at=AT, loaded_by="tester",
    )  # fmt: skip
    with place.writing():
        extracts.write(place.extract(digest), file)
        line = {"did": LOAD, "at": AT.isoformat(), "by": "tester"}
        ledger.add(place.ledger, {**line, "extracts": [seen.as_dict()]})


def found(place: Place, child: str = MINE) -> dict[tuple[str, str], list[int]]:
    """Return the rows that are exported of a child, by table."""
    held = held_on(place, child, COUNCIL)
    assert page(held)
    return {key: sorted(f.get_column(ROW)) for key, f in held.tables.items()}


def link(
    who: str, number: str, confirmed: date | None = TODAY, by: str | None = "SW9"
) -> dict[str, object]:
    return {
        "link_person_id": who,
        "link_identifier_type": "UPN",
        "link_identifier_value": number,
        "link_confirmed_by_id": by,
        "link_confirmed_date": confirmed,
    }


def row_of(kind: Return, table: str, whose: str) -> dict[str, object]:
    """Make a row of somebody, in which every other text is the child's identifier."""
    naming = kind.naming()[table]
    ids = {n.through.key for n in kind.naming().values() if n.through}
    fields = kind.tables()[table].fields
    row: dict[str, object] = {n: MINE for n, f in fields.items() if f.kind in TEXTS}
    row |= {f"{name}_submitted": MINE for name in fields} | {FILE: "f"}
    row |= {name: f"{name} of {whose}" for name in fields if name in ids}
    row |= dict.fromkeys(naming.by, whose)
    row |= dict.fromkeys(naming.numbers, UPN if whose == MINE else OTHERS_UPN)
    if naming.through and not naming.by:
        row[naming.through.column] = f"{naming.through.key} of {whose}"
    if (kind.key, table) == LINKS:
        row |= link(whose, UPN if whose == MINE else OTHERS_UPN)
    return row


def test_of_every_table_the_childs_rows_and_no_other(place) -> None:
    for kind in RETURNS:
        tables = {
            table: [row_of(kind, table, whose) for whose in (OTHER, MINE, OTHER)]
            for table in kind.tables()
        }
        kept_as(place, kind.key, tables, layout="XML")
    named = {(k.key, t): [1] for k, t in BOTH if (k.key, t) not in ABOUT_NO_CHILD}
    assert found(place) == named


def test_every_table_says_how_it_names_the_child() -> None:
    nobody = set()
    for kind, table in BOTH:
        naming, fields = kind.naming()[table], kind.tables()[table].fields
        if naming == NOBODY:
            nobody.add((kind.key, table))
            continue
        assert kind.key in TITLES
        keys = {f.name for f in fields.values() if f.kind == "key"}
        people = {name for name in fields if name.endswith("person_id")}
        assert keys | people <= set(naming.by), table
        if kind.key != "cin":
            assert {*naming.by, *naming.numbers} <= set(fields)
        if naming.through:
            to = naming.through.table
            assert naming.through.column in fields
            assert naming.through.key in kind.tables()[to].fields
            assert kind.naming()[to] != NOBODY
    assert nobody == ABOUT_NO_CHILD
    assert all(set(k.naming()) == set(k.tables()) for k in RETURNS)


def test_a_row_that_names_somebody_is_theirs_though_its_key_leads_elsewhere(place):
    episode = {"clae_cla_id": "p", "clae_person_id": MINE}
    reviews = [
        {"clar_cla_id": "p", "clar_cla_person_id": None},
        {"clar_cla_id": "p", "clar_cla_person_id": OTHER},
        {"clar_cla_id": "q", "clar_cla_person_id": None},
    ]
    kept_as(place, "ssd", {"ssd_cla_episodes": [episode], "ssd_cla_reviews": reviews})
    assert found(place)["ssd", "ssd_cla_reviews"] == [0]


def test_an_id_that_lasts_is_of_whom_it_was_on_the_day(place) -> None:
    """An assessment that was moved to another child takes its factors along."""
    for day, who in ((date(2026, 1, 31), MINE), (date(2026, 2, 28), OTHER)):
        assessed = {"cina_assessment_id": "a", "cina_person_id": who}
        factors = {"cinf_table_id": str(day), "cinf_assessment_id": "a"}
        kept_as(place, "ssd", {"ssd_cin_assessments": [assessed]}, on=day, path="/a/a")
        kept_as(
            place, "ssd", {"ssd_assessment_factors": [factors]}, on=day, path="/a/b"
        )
    of_each = [
        held_on(place, who, COUNCIL).tables["ssd", "ssd_assessment_factors"]
        for who in (MINE, OTHER)
    ]
    assert [f["cinf_table_id"].to_list() for f in of_each] == [
        ["2026-01-31"], ["2026-02-28"],
    ]  # fmt: skip


def test_an_id_of_one_export_means_nothing_in_another(place) -> None:
    kept_as(place, "oversight", {LINKS[1]: [link(MINE, UPN.lower())]}, path="/o/l.csv")
    for year, number in (("2025", UPN), ("2026", OTHERS_UPN)):
        person = {"PersonTableId": "1", "UPN": number, "UniqueLearnerNumber": None}
        asked = {"PersonTableId": "1", "RequestsTableId": year}
        kept_as(place, "sen2", {"Person": [person]}, path=f"/sen2 {year}/person.csv")
        kept_as(place, "sen2", {"Requests": [asked]}, path=f"/sen2 {year}/requests.csv")
    told = held_on(place, MINE, COUNCIL).tables["sen2", "Requests"]
    assert told["RequestsTableId"].to_list() == ["2025"]


PERSON = {"PersonTableId": "1", "UPN": UPN, "UniqueLearnerNumber": None}
DAYS = (date(2026, 1, 31), date(2026, 2, 28))


@pytest.mark.parametrize(
    ("links", "is_theirs"),
    [
        ([[link(MINE, UPN)]], True),
        ([[link(MINE, UPN, None)]], False),
        ([[link(MINE, UPN, by=None)]], False),
        ([[link(MINE, UPN), link(OTHER, UPN)]], False),
        ([[link(MINE, UPN)], [link(OTHER, UPN)]], False),
        ([[link(OTHER, UPN)], [link(MINE, UPN)]], True),
    ],
    ids=["confirmed", "stated", "by nobody", "of two", "given up", "put right"],
)
def test_a_number_joins_only_where_it_is_confirmed(place, links, is_theirs) -> None:
    """As the last extract of them says: one that was given up joins no more."""
    for day, rows in zip(DAYS, links, strict=False):
        kept_as(place, "oversight", {LINKS[1]: rows}, on=day, path="/o/links.csv")
    kept_as(place, "sen2", {"Person": [PERSON]}, layout="XML")
    assert (("sen2", "Person") in found(place)) == is_theirs


@pytest.mark.parametrize(
    ("first", "last", "is_theirs"),
    [
        (None, date(2026, 3, 1), False),
        (date(2026, 5, 1), None, False),
        (date(2026, 4, 2), date(2026, 4, 2), True),
    ],
    ids=["over before", "begun since", "on the day"],
)
def test_a_number_joins_only_what_tells_of_days_on_which_it_was_theirs(
    place, first, last, is_theirs
) -> None:
    days = {"link_valid_from_date": first, "link_valid_to_date": last}
    rows = [{**link(MINE, UPN), **days}]
    kept_as(place, "oversight", {LINKS[1]: rows}, path="/o/links.csv")
    kept_as(place, "sen2", {"Person": [PERSON]}, layout="XML")
    assert (("sen2", "Person") in found(place)) == is_theirs


def test_a_confirmed_number_leads_to_the_childs_own_rows(place) -> None:
    kept_as(place, "oversight", {LINKS[1]: [link(MINE, UPN)]}, path="/o/links.csv")
    kept_as(place, "sen2", {"Person": [PERSON]}, layout="XML")
    kept_as(place, "staff", {"assignments": [{"asgn_person_id": MINE}]})
    held = held_on(place, UPN.lower(), COUNCIL)
    assert held.child == MINE
    assert {kind for kind, _ in held.tables} == {"oversight", "sen2", "staff"}
    disclose(place, held, Disclosure(AT, "A", "B", "asked", "me", held.rows))
    assert len(disclosures(place, UPN, COUNCIL)) == 1
    assert len(held_on(place, MINE, COUNCIL).earlier) == 1


def test_a_number_finds_its_own_rows_where_no_child_goes_by_it(place) -> None:
    kept_as(place, "sen2", {"Person": [PERSON]}, layout="XML")
    assert found(place, f" {UPN.lower()} ") == {("sen2", "Person"): [0]}
    kept_as(place, "staff", {"assignments": [{"asgn_person_id": UPN}]})
    assert found(place, UPN) == {("staff", "assignments"): [0]}
    with pytest.raises(InputError):
        found(place, OTHERS_UPN)
