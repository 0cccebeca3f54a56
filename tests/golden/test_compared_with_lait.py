"""What we hold of councils is what the department's own tool says, or we know why."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest

import lait_compared
from clearsight.published.comparison import COUNCIL, comparison
from lait_compared import EQUAL, FIRST, NOT_THERE, REASONS, UNKNOWN, compared, page

PAGE = (
    Path(__file__).resolve().parents[2]
    / "docs" / "explanation" / "compared-with-lait.md"
)  # fmt: skip
# A few of the tool's own lines, read here by themselves: (file, name, our id, within).
READ = (
    ("child_protection", "ReReferral", "rereferral_12m", 0.05),
    ("children_in_need", "CIN", "cin_rate", 0.05),
    ("child_protection", "PrevRegCPR", "cpp_repeat", 0.05),
    ("children_looked_after", "LACStable_2016on", "pl_3plus", 0.5),
    ("children_s_services_workforce", "Work_Force_TO_Rate", "wf_turnover", 0.05),
)
TAMESIDE = "357"


@pytest.fixture(scope="module")
def pairs(shared: Path) -> pl.DataFrame:
    return compared(shared / "data")


def test_every_difference_has_a_reason_from_the_list(pairs: pl.DataFrame) -> None:
    """Equal to the rounding, or why not; and the tool is compared in earnest."""
    odd = pairs.filter(pl.col("reason") == UNKNOWN)
    assert odd.select("measure", "council", "period", "tool", "ours").rows() == []
    said = set(pairs["reason"].drop_nulls())
    assert said - {EQUAL, NOT_THERE} <= set(REASONS)
    equal = pairs.filter(pl.col("reason") == EQUAL, pl.col("source") != FIRST)
    assert equal.height > 18_000
    assert equal["measure"].n_unique() > 45


def test_a_wrong_figure_would_have_no_reason(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were one of our counts a twentieth too high, nothing would excuse it."""
    true = lait_compared.ours

    def wrong(tool: pl.DataFrame) -> pl.DataFrame:
        is_one = (pl.col("measure") == "wf_turnover") & (
            pl.col("authority") == TAMESIDE
        )
        return true(tool).with_columns(
            numerator=pl.when(is_one)
            .then(pl.col("numerator") * 1.05)
            .otherwise("numerator")
        )

    monkeypatch.setattr(lait_compared, "ours", wrong)
    odd = compared(shared / "data").filter(pl.col("reason") == UNKNOWN)
    assert odd["authority"].unique().to_list() == [TAMESIDE]


@pytest.mark.parametrize(("file", "name", "measure", "within"), READ)
def test_compare_shows_what_the_tool_says_of_tameside(
    shared: Path, file: str, name: str, measure: str, within: float
) -> None:
    """Each of the tool's lines, read as text, is what `clearsight compare` gives."""
    path = shared / "data" / "dfe-lait" / f"lait_{file}_all_areas_2022on.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        said = {
            row["period"]: float(row["value"])
            for row in csv.DictReader(lines)
            if row["measure_short"] == name and row["la_code"] == TAMESIDE
        }
    ours = comparison("Tameside", measure).filter(
        pl.col("role") == COUNCIL, pl.col("source") != lait_compared.lait.SOURCE
    )
    shown = dict(ours.select("period", "value").iter_rows())
    both = set(said) & set(shown)
    assert len(both) > 1
    for period in both:
        assert shown[period] == pytest.approx(said[period], abs=within + 1e-6)


def test_the_page_says_what_is_compared_now(pairs: pl.DataFrame) -> None:
    """`python tools/lait.py ../shared` writes it."""
    assert PAGE.read_text(encoding="utf-8") == page(pairs)
