"""The page on the layout names what there is, so that it cannot fall behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from clearsight.published import figures, inspections, marks
from clearsight.published.sources import sources
from clearsight.published.tables import tables

DOCS = Path(__file__).resolve().parents[3] / "docs"


@pytest.fixture(scope="module")
def reference() -> str:
    return (DOCS / "reference" / "published.md").read_text(encoding="utf-8")


def test_every_column_is_in_the_reference(reference: str) -> None:
    named = {*figures.COLUMNS, *inspections.COLUMNS}
    assert not [c for c in named if f"`{c}`" not in reference]


def test_every_mark_and_status_is_in_the_reference(reference: str) -> None:
    for mark, status in marks.STATUSES.items():
        assert f"| {status} |" in reference
        assert not mark or f"`{mark}`" in reference


def test_every_table_and_measure_is_in_the_reference(reference: str) -> None:
    for table in tables():
        assert f"| {table.key.replace('-', ' ')} |" in reference
        for measure in table.measures:
            assert f"`{measure.id}`" in reference


def test_every_publisher_and_the_licence_are_in_the_explanation() -> None:
    page = (DOCS / "explanation" / "published-figures.md").read_text(encoding="utf-8")
    assert not {s.publisher for s in sources().values() if s.publisher not in page}
    assert "licensed under the Open Government Licence v3.0" in page
