"""What a figure may be split by, beside what a measure declares of its own.

Age is in the bands that the department publishes, on the day that is counted. A part
that is not known is a part of its own, never left out: the parts add up to the whole.
"""

from __future__ import annotations

import narwhals as nw

NOT_KNOWN = "not known"
BANDS = (
    (1, "under 1"),
    (5, "1 to 4"),
    (10, "5 to 9"),
    (16, "10 to 15"),
    (18, "16 and 17"),
)
ADULT = "18 and over"
UNBORN = "unborn"
TITLES = {
    "age_band": "Age",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "disabled": "Disabled",
    "asylum": "Unaccompanied asylum-seeking child",
    "team": "Team now",
}


def with_age(on: nw.Expr) -> nw.Expr:
    """Return the age in whole years on the day; below 0 before birth, or null."""
    born = nw.col("birth_on")
    years = on.dt.year().cast(nw.Int64) - born.dt.year().cast(nw.Int64)
    before = _of_year(on) < _of_year(born)
    return years - before.cast(nw.Int64)


def _of_year(on: nw.Expr) -> nw.Expr:
    return on.dt.month().cast(nw.Int64) * 100 + on.dt.day().cast(nw.Int64)


def age_band() -> nw.Expr:
    """Return the band of the column `age`."""
    age = nw.col("age")
    out = nw.when(age.is_null()).then(nw.lit(NOT_KNOWN)).otherwise(nw.lit(ADULT))
    for below, name in reversed(BANDS):
        out = nw.when((age < below).fill_null(False)).then(nw.lit(name)).otherwise(out)
    return nw.when((age < 0).fill_null(False)).then(nw.lit(UNBORN)).otherwise(out)


def _yes_no(column: str) -> nw.Expr:
    flag = nw.col(column)
    return (
        nw.when(flag.is_null())
        .then(nw.lit(NOT_KNOWN))
        .otherwise(nw.when(flag).then(nw.lit("yes")).otherwise(nw.lit("no")))
    )


def parts() -> dict[str, nw.Expr]:
    """Return the common splits, each an expression over placed rows."""
    return {
        "age_band": age_band(),
        "sex": nw.col("sex").fill_null(NOT_KNOWN),
        "ethnicity": nw.col("ethnicity").fill_null(NOT_KNOWN),
        "disabled": _yes_no("is_disabled"),
        "asylum": _yes_no("is_asylum_seeker"),
        "team": nw.col("team").fill_null(NOT_KNOWN),
    }
