"""Made-up census files, and how to read them."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from clearsight.files.manifest import ReadFile
from clearsight.files.open import open_source
from clearsight.files.source import Source
from clearsight.returns.cin.read import read
from clearsight.returns.cin.record import to_record

HEADER = """<Header><CollectionDetails><Collection>CIN</Collection><Year>{year}</Year>
<ReferenceDate>{reference}</ReferenceDate></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>{lea}</LEA></Source></Header>
"""

Census = Callable[..., str]
Reader = Callable[..., ReadFile | None]


@pytest.fixture
def census() -> Census:
    """Give a function that writes a census around Child elements."""

    def write(
        *children: str, year: int = 2025, reference: str = "", lea: str = "357"
    ) -> str:
        head = HEADER.format(year=year, reference=reference or f"{year}-03-31", lea=lea)
        inside = "".join(children)
        return f"<Message>\n{head}<Children>\n{inside}</Children>\n</Message>\n"

    return write


@pytest.fixture
def child() -> Census:
    """Give a function that writes a Child element around CINdetails elements."""

    def write(name: str, *episodes: str, about: str = "", disabled: str = "") -> str:
        born = about or "<PersonBirthDate>2015-01-02</PersonBirthDate>"
        return (
            f"<Child>\n<ChildIdentifiers><LAchildID>{name}</LAchildID>{born}"
            "</ChildIdentifiers>\n<ChildCharacteristics><Ethnicity>WBRI</Ethnicity>"
            f"{disabled}</ChildCharacteristics>\n{''.join(episodes)}</Child>\n"
        )

    return write


@pytest.fixture
def read_text() -> Reader:
    """Give a function that reads a census out of text or bytes."""

    def take(text: str | bytes, name: str = "cin.xml") -> ReadFile | None:
        content = text.encode() if isinstance(text, str) else text
        return read(open_source(Source(name, content), frozenset()))

    return take


@pytest.fixture
def record(census, child, read_text):
    """Give a function that makes the record of one child over the years given."""

    def make(years: dict[int, str]) -> dict[str, pl.DataFrame]:
        files = [
            read_text(census(child("1", inside), year=year), f"{year}.xml")
            for year, inside in years.items()
        ]
        return to_record(files)

    return make
