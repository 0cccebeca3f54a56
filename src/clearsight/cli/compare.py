"""`clearsight compare`: one council's published figures beside others'."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clearsight.cli.options import PATH
from clearsight.errors import InputError

if TYPE_CHECKING:
    import polars as pl

FIELDS = (
    "measure", "split", "council", "role", "period", "numerator", "denominator",
    "value", "unit", "status", "source",
)  # fmt: skip


@click.command(
    "compare",
    help="""Set a council's published figures beside neighbours, region and England.

    Published figures only: nothing need be loaded. Prints the newest figure of each
    measure; --json prints every year of every area as a list, and --out writes a page.

    \b
    Examples:
      clearsight compare --council Tameside
      clearsight compare --council Tameside --measure cpp_repeat --json
      clearsight compare --council Tameside --out beside/
    """,
)
@click.option("--council", required=True, metavar="NAME", help="Its name, or its code.")
@click.option("--measure", metavar="ID", help="One measure, as cpp_repeat.")
@click.option("--out", type=PATH, metavar="DIR", help="Write compare.html there.")
@click.option("--json", "as_json", is_flag=True, help="Print it all as JSON.")
def command(
    council: str, measure: str | None, out: Path | None, *, as_json: bool
) -> None:
    """Compare a council with others."""
    from clearsight.published.comparison import comparison

    rows = comparison(council, measure)
    if out is not None:
        path = _page(council, rows, out)
        if not as_json:
            click.echo(_whose(council))
            click.echo(f"Open {path}")
            return
    if as_json:
        listed: list[dict[str, Any]] = rows.select(FIELDS).to_dicts()
        click.echo(json.dumps(listed, indent=1, ensure_ascii=False))
        return
    click.echo(_whose(council))
    for line in _newest(rows):
        click.echo(line)


def _whose(council: str) -> str:
    """Say which council was taken, for a name can be given in several ways."""
    from clearsight.published import areas, neighbours

    code = areas.council_code(council)
    where = ", ".join(["code " + code, *filter(None, [neighbours.region_of(code)])])
    return f"{areas.names()[code]} ({where}): published figures."


def _page(council: str, rows: pl.DataFrame, out: Path) -> Path:
    from clearsight.report.compare import FILE_NAME, render

    text = render(council, rows)
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / FILE_NAME).write_text(text, encoding="utf-8")
    except OSError as problem:
        raise InputError(
            f"The page could not be written ({type(problem).__name__}).",
            where=str(out),
            do="Choose another folder with --out.",
        ) from problem
    return out / FILE_NAME


def _newest(rows: pl.DataFrame) -> list[str]:
    """Return a line for each measure: its newest figure, and those beside it.

    A year of which nothing is said, as where the population is not there yet, does not
    take the place of one that has a figure.
    """
    import polars as pl

    from clearsight.published import comparison as c
    from clearsight.published import marks
    from clearsight.published.sources import attribution
    from clearsight.report.compare_rows import number

    one = ["measure", "split"]
    said = (pl.col("status") != marks.MISSING).any().over(one)
    newest = (
        rows.filter(role=c.COUNCIL)
        .filter((pl.col("status") != marks.MISSING) | ~said)
        .group_by("measure", "split", maintain_order=True)
        .agg(pl.col("period", "value", "status", "unit").last())
    )
    beside = (
        rows.filter(pl.col("role").is_in([c.MIDDLE, c.REGION, c.ENGLAND]))
        .select("measure", "split", "period", "role", "value")
        .pivot("role", index=["measure", "split", "period"], values="value")
    )
    told = newest.join(beside, on=["measure", "split", "period"], how="left")
    head = f"{'measure':<28} {'period':<8} {'council':>12} {'neighbours':>11}"
    lines = [f"{head} {'region':>9} {'England':>9}"]
    for row in told.filter(pl.col("split").is_in(["", "19 to 21 years"])).to_dicts():
        value = row["status"] if row["value"] is None else number(row["value"])
        others = [
            number(row.get(r)) or marks.NOT_GIVEN
            for r in (c.MIDDLE, c.REGION, c.ENGLAND)
        ]
        lines.append(
            f"{row['measure']:<28} {row['period']:<8} {value:>12} {others[0]:>11} "
            f"{others[1]:>9} {others[2]:>9}"
        )
    few = (
        "Neighbours: the middle of ten; not given where fewer than seven have a figure."
    )
    return [*lines, "", few, attribution()]
