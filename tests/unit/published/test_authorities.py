"""Names and codes of English local authorities."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from clearsight.published.authorities import (
    authority_code,
    authority_name,
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
