"""Shares of full-time equivalents, and caseloads: sums over sums."""

from __future__ import annotations

import polars as pl

from expanded import counted

WORKERS = 30
COUNCIL = pl.DataFrame({"council": ["A"]})


def staff() -> pl.DataFrame:
    """Return thirty in post, of 0.8 each: six from an agency; and three who left."""
    n = pl.int_range(0, WORKERS + 3, eager=True)
    gone = n >= WORKERS
    return pl.DataFrame({"n": n, "gone": gone}).select(
        council=pl.lit("A"),
        source=pl.lit("csww"),
        year=pl.lit(2025),
        worker=pl.col("n").cast(pl.String),
        is_agency=pl.col("n") < 6,
        fte=pl.lit(0.8),
        fte_on_day=pl.when(~pl.col("gone")).then(0.8),
        ended_on=pl.when("gone").then(pl.lit("2025-06-30").str.to_date()),
        cases=pl.when(~pl.col("gone")).then(12),
    )


def vacancies() -> pl.DataFrame:
    """Return the posts that stand empty."""
    return pl.DataFrame(
        {"council": ["A"], "source": ["csww"], "year": [2025], "vacant_fte": [4.8]}
    )


def test_ratios() -> None:
    """Each is a sum over a sum, and agency workers stand where they belong."""
    tables = {"workforce": staff(), "vacancies": vacancies()}
    expected = {
        "wf_turnover": (2.4, 19.2, 12.5),
        "wf_vacancy": (4.8, 24.0, 20.0),
        "wf_agency": (4.8, 24.0, 20.0),
        "wf_caseload": (360.0, 24.0, 15.0),
    }
    for key, figure in expected.items():
        row = counted(key, tables, COUNCIL, {}).row(0, named=True)
        found = tuple(round(row[c], 6) for c in ("ours_n", "ours_d", "ours"))
        assert (row["status"], found) == ("ok", figure)


def test_a_sum_does_not_hang_on_the_order_of_its_rows() -> None:
    """Thirty parts of a person add up to the same, whichever is added first."""
    parts = [0.1 * n + 0.540811 for n in range(WORKERS)]
    found = set()
    for turn in range(0, WORKERS, 3):
        rows = staff().head(WORKERS)
        order = pl.Series(parts[turn:] + parts[:turn])
        rows = rows.with_columns(fte_on_day=order, is_agency=False)
        tables = {"workforce": rows, "vacancies": vacancies()}
        row = counted("wf_vacancy", tables, COUNCIL, {}).row(0, named=True)
        found.add((row["ours_n"], row["ours_d"], row["ours"]))
    assert len(found) == 1
