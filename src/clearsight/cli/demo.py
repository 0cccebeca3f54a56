"""`clearsight demo`: the whole thing on a council that never was."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clearsight.cli.options import PATH
from clearsight.cli.progress import progress
from clearsight.cli.review import make, summary
from clearsight.cli.second import with_second
from clearsight.errors import SettingsError

if TYPE_CHECKING:
    from clearsight.settings import Settings

OUT = Path("clearsight-demo")
MADE = ("returns", "extracts", "truth", "review", "references")
MESS = ("none", "ordinary")
MARK = Path("truth") / "README.md"


@click.command(
    "demo",
    help="""Make up a council, write its returns, and review them.

    Writes returns/ (an SSDA903 set, a CIN census, an Annex A workbook), extracts/ (a
    folder for each of the months: an Annex A workbook, and the yearly returns where a
    year ended), truth/ (what really happened to each made-up child) and review/ (as
    `clearsight review` would). A council that the department knows lives by its own
    published rates, any other by England's. The same options give the same bytes.
    """,
)
@click.option("--children", default=300, show_default=True, metavar="N")
@click.option("--months", default=24, show_default=True, metavar="M")
@click.option("--seed", default=1, show_default=True, metavar="S")
@click.option("--council", default="Madeup", show_default=True, metavar="NAME")
@click.option("--mess", default="none", show_default=True, type=click.Choice(MESS))
@click.option(
    "--beyond",
    is_flag=True,
    help="Write into returns/beyond what only some councils hand over, too: their own "
    "extract, SEN2 and the workforce census, and a table of postcodes into "
    "references/. More clocks, signals and measures then run.",
)
@click.option("--out", type=PATH, default=OUT, show_default=True, metavar="DIR")
def command(
    *,
    children: int,
    months: int,
    seed: int,
    council: str,
    mess: str,
    beyond: bool,
    out: Path,
) -> None:
    """Make up a council and review it."""
    from clearsight import madeup
    from clearsight.report.run import Options
    from clearsight.settings import Settings

    _cleared(out)
    with progress() as tell:
        madeup.make(
            out,
            children=children,
            months=months,
            seed=seed,
            council=council,
            mess=mess,
            monthly=True,
            progress=tell,
        )
        if beyond:
            madeup.make_beyond(
                out,
                children=children,
                months=months,
                seed=seed,
                council=council,
                progress=tell,
            )
    options = Options(council=council)
    # The defaults, whatever settings lie in this folder: the bytes are always the same.
    settings = _with_places(out) if beyond else Settings()
    returns = (out / "returns",)
    found = with_second(
        lambda second: make(returns, options, settings, out / "review", second)
    )
    for line in summary(found, out / "review"):
        click.echo(line)
    click.echo("Open the report and look first at the worklist: who is late, for what,")
    click.echo(f"and the dates that say so. What truly happened is in {out / 'truth'}.")


def _with_places(out: Path) -> Settings:
    """Say in the settings where this council lies: distances and duties ask for it."""
    from clearsight.madeup.places import ADJOINING
    from clearsight.settings import Settings

    table = out / "references" / "postcodes.csv"
    return Settings(postcodes=table, adjoining=ADJOINING)


def _cleared(out: Path) -> None:
    """Take away an earlier made-up council; refuse to touch anything else."""
    there = [name for name in MADE if (out / name).exists()]
    if there and not (out / MARK).exists():
        raise SettingsError(
            f"The folder holds {there[0]}/ that no made-up council wrote.",
            where=str(out),
            do="Choose another --out.",
        )
    for name in there:
        shutil.rmtree(out / name)
