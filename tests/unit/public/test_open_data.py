"""Open data: in the shapes that others read, and nothing rated that nobody decided."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator
from prov.model import ProvActivity, ProvDerivation, ProvDocument, ProvEntity

from clearsight.accountability.enter import drafts_of
from clearsight.accountability.log import Log
from clearsight.accountability.when import When, when
from clearsight.public.data_popolo import edtf
from popolo_shapes import SCHEMAS
from public_record import add, log_at
from public_site import made, site

ATOM = "{http://www.w3.org/2005/Atom}"
# The properties of schema.org that are defined for each type we write.
DEFINED = {
    "Claim": {"identifier", "text", "appearance", "comment"},
    "Quotation": {"text", "spokenByCharacter", "isPartOf"},
    "ClaimReview": {
        "identifier", "url", "claimReviewed", "itemReviewed", "reviewRating", "author",
        "datePublished", "reviewBody", "citation",
    },
    "Rating": {"alternateName"},
    "Comment": {"text", "author"},
    "CreativeWork": {"name"},
    "Person": {"name"},
    "Thing": {"name"},
}  # fmt: skip


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Log:
    """Give the made-up record."""
    return log_at(tmp_path_factory.mktemp("record"))


@pytest.fixture(scope="module")
def told(log: Log) -> dict[str, str]:
    """Give every file of its site."""
    return made(log)


def test_the_record_is_popolo(told: dict[str, str]) -> None:
    record = json.loads(told["record.json"])
    assert list(record) == list(SCHEMAS)
    for kind, schema in SCHEMAS.items():
        assert record[kind], kind
        for one in record[kind]:
            Draft202012Validator(schema).validate(one)
    people = {p["id"] for p in record["persons"]}
    posts = {p["id"] for p in record["posts"]}
    assert {m["person_id"] for m in record["memberships"]} <= people
    assert {m["post_id"] for m in record["memberships"]} <= posts


def test_an_imprecise_date_is_never_made_precise(told: dict[str, str]) -> None:
    record = json.loads(told["record.json"])
    ada = next(m for m in record["memberships"] if m["person_id"] == "person:ada")
    assert ada["start_date"] == "2025-03"
    assert "end_date" not in ada
    assert ada["end_edtf"] == "[2026-01-02..2026-01-12]"


@pytest.mark.parametrize(
    "text",
    ["2024", "2024-02", "2024-02-03", "2024-08/..", "../2024-08", "2024-01/2024-05"],
)
def test_days_written_as_edtf_mean_the_same(text: str) -> None:
    window = when(text)
    again = edtf(window)
    meant = when(again.strip("[]").replace("..", "/") if "[" in again else again)
    assert (meant.first, meant.last) == (window.first, window.last)
    assert edtf(When(date(1900, 1, 1), date(2100, 12, 31), True, True)) == ""


def test_where_it_came_from_is_prov(told: dict[str, str], log: Log) -> None:
    """The `prov` package reads it, and finds each entry as an activity."""
    document = ProvDocument.deserialize(content=told["prov.json"], format="json")
    entries = site(log).record.entries
    assert len(list(document.get_records(ProvActivity))) == len(entries)
    entities = {str(e.identifier) for e in document.get_records(ProvEntity)}
    assert len(entities) == len(entries) + len({e.thing.id for e in entries})
    for derivation in document.get_records(ProvDerivation):
        made_from = {str(value) for _, value in derivation.formal_attributes if value}
        assert made_from <= entities
    revised = [
        d for d in document.get_records(ProvDerivation)
        if "Revision" in str(d.get_asserted_types())
    ]  # fmt: skip
    assert len(revised) == 1
    again = ProvDocument.deserialize(
        content=document.serialize(format="json"), format="json"
    )
    assert again == document


def test_a_claim_is_rated_only_where_a_person_decided(
    told: dict[str, str], log: Log
) -> None:
    graph = json.loads(told["claims.json"])["@graph"]
    reviews = [g for g in graph if g["@type"] == "ClaimReview"]
    assert {r["identifier"] for r in reviews} == {"outcome:1", "material:1"}
    assert {r["reviewRating"]["alternateName"] for r in reviews} == {
        "kept late", "material",
    }  # fmt: skip
    assert {r["author"]["name"] for r in reviews} == {"Dee Decider"}
    claims = {g["@id"] for g in graph if g["@type"] == "Claim"}
    assert len(claims) == len(site(log).claims)
    assert {i["@id"] for r in reviews for i in r["itemReviewed"]} <= claims


def test_only_words_of_schema_org_are_used(told: dict[str, str]) -> None:
    def look(thing: Any) -> None:
        if isinstance(thing, list):
            for one in thing:
                look(one)
        if isinstance(thing, dict):
            own = {k for k in thing if not k.startswith("@")}
            assert own <= DEFINED[thing["@type"]], thing["@type"]
            for value in thing.values():
                look(value)

    look(json.loads(told["claims.json"])["@graph"])


def test_the_feed_is_atom(told: dict[str, str]) -> None:
    feed = ElementTree.fromstring(told["feed.atom"])
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    ids = [e.findtext(f"{ATOM}id") for e in (feed, *entries)]
    assert len(set(ids)) == len(ids)
    for one in (feed, *entries):
        for needed in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{needed}")) == 1
        moment = datetime.fromisoformat(one.findtext(f"{ATOM}updated") or "")
        assert moment.tzinfo is not None
        assert one.find(f"{ATOM}author/{ATOM}name") is not None
    assert "Corrected: finding" in (entries[0].findtext(f"{ATOM}title") or "")


def test_every_table_can_be_read(told: dict[str, str]) -> None:
    tables = {n: t for n, t in told.items() if n.endswith(".csv")}
    assert {"data/statements.csv", "data/appointments.csv", "data/outcomes.csv",
            "data/answers-plan.csv", "data/corrections.csv"} <= set(tables)  # fmt: skip
    for name, text in tables.items():
        rows = list(csv.reader(io.StringIO(text)))
        assert len({len(row) for row in rows}) == 1, name
    plan = list(csv.DictReader(io.StringIO(tables["data/answers-plan.csv"])))
    assert plan[0]["moved_beyond_chance_since"].startswith("better beyond chance")


def test_a_cell_is_never_a_formula(tmp_path: Path) -> None:
    log = log_at(tmp_path)
    text = '[[Person]]\nid = "person:x"\nname = "=HYPERLINK(1)"\n'
    add(log, *drafts_of(text, where="made up"))
    rows = csv.DictReader(io.StringIO(made(log)["data/people.csv"]))
    assert "'=HYPERLINK(1)" in {row["name"] for row in rows}
