"""Names and codes of English local authorities."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from clearsight.published.areas import near_names
from clearsight.published.authorities import (
    authority_code,
    authority_name,
    authority_names,
    authority_region,
)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Tameside", "357"),
        ("TAMESIDE METROPOLITAN BOROUGH COUNCIL", "357"),
        ("City of York Council", "816"),
        ("York", "816"),
        ("Bristol, City of", "801"),
        ("Hull City Council", "810"),
        ("Royal Borough of Kensington & Chelsea", "207"),
        ("London Borough of Brent", "304"),
        ("The City of London Corporation of London", None),
        ("City of London", "201"),
        ("City of London Corporation", "201"),
        ("London, City of", "201"),
        ("London", None),
        ("Greater London", None),
        ("357", "357"),
        (" E08000008 ", "357"),
        ("e08000016", "370"),
        ("E08000038", "370"),
        ("E12000007", None),
        ("999", None),
        ("Nottingham", "892"),
        ("Nottinghamshire County Council", "891"),
        ("County Durham", "840"),
        ("St. Helens", "342"),
        ("Exampleshire", None),
        ("City Council", None),
        ("", None),
    ],
)
def test_a_name_is_known_however_it_is_dressed(said: str, code: str | None) -> None:
    assert authority_code(said) == code


def test_a_code_gives_a_name_and_a_region() -> None:
    assert (authority_name(" 357 "), authority_region("357")) == (
        "Tameside",
        "North West",
    )
    assert authority_name("975") is None
    assert authority_region("975") is None


def test_every_council_has_codes_of_the_statistics_office() -> None:
    path = resources.files("clearsight.published") / "authorities.toml"
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    every = [ons for held in read["ons"].values() for ons in held]
    assert set(read["ons"]) == {c for held in read["region"].values() for c in held}
    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("Newcastle", ["Newcastle upon Tyne"]),
        ("Bournemouth", ["Bournemouth, Christchurch and Poole"]),
        ("Bournemouth, Poole", ["Bournemouth, Christchurch and Poole"]),
        ("London", ["City of London"]),
        ("Yorkshire", ["North Yorkshire", "East Riding of Yorkshire"]),
        ("Tamside", ["Tameside"]),
        ("xyz", []),
        ("", []),
    ],
)
def test_a_part_of_a_name_is_told_the_whole(said: str, near: list[str]) -> None:
    assert near_names(said, list(authority_names().values())) == near


def test_every_name_leads_back_to_its_code() -> None:
    path = resources.files("clearsight.published") / "authorities.toml"
    regions = tomllib.loads(path.read_text(encoding="utf-8"))["region"]
    codes = {code: name for held in regions.values() for code, name in held.items()}
    assert len(regions) == 9
    assert len(codes) == sum(map(len, regions.values()))
    for code, name in codes.items():
        assert len(code) == 3
        assert authority_code(name) == code
        assert authority_code(f"{name} Council") == code
