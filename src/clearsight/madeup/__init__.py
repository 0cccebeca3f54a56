"""The made-up council: true events first, then real returns written from them.

No child, worker, school or home here is real. The same arguments give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from clearsight.errors import SettingsError
from clearsight.madeup import (
    annexa,
    beyond,
    cin,
    extracts,
    places,
    ssda903,
    truth,
    world,
)
from clearsight.madeup.council import children as live
from clearsight.madeup.days import year_end
from clearsight.madeup.extracts import Recording, year_name
from clearsight.madeup.mess import KINDS
from clearsight.madeup.rates import rates

AS_AT = date(2026, 3, 31)

Progress = Callable[[str, int, int], None]


def make(
    out: Path,
    *,
    children: int = 300,
    months: int = 24,
    seed: int = 1,
    council: str = "Madeup",
    mess: str = "none",
    monthly: bool = False,
    progress: Progress | None = None,
) -> None:
    """Write `out/returns` and `out/truth` for a council that never was.

    `children` are all who were known to it at some time in the `months` that end on
    AS_AT (a fixed day, never today). For each 1,000 of them, at 24 months, expect
    about 660 referrals in the last year and 105 children looked after at some time in
    it, so that 30,000 make a council of some 20,000 referrals and 3,000 looked after.
    With 300 or more, each planned story of drift is told at least once. A council that
    the department knows lives by its own published rates; any other by England's.

    `returns` holds the SSDA903 CSV set of the last collection year that ended by
    AS_AT (and, where `months` reaches further back than 12, that of the year before
    in a folder named for it), the children in need census of the same year, and an
    Annex A workbook as at the day. With `monthly`, `out/extracts` holds a folder for
    each of the months (`extracts.write`). `mess` is none, or ordinary: then things are
    recorded late, wrongly or never, and workbooks are untidy; `truth/faults.csv` lists
    it. `progress` is told of each step: its name, how much is done, and how much there
    is. Raises SettingsError for sizes that make no sense.
    """
    _check(children, months)
    if mess not in KINDS:
        raise SettingsError(
            f"There is no mess called {mess!r}.",
            where="--mess",
            do=f"Use one of: {', '.join(KINDS)}.",
        )
    tell = progress or (lambda step, done, total: None)
    here = world.world(AS_AT, months, children, seed, council, rates(council))
    every = live(here, tell)
    recording = Recording(here, every, mess != "none")
    days = extracts.month_ends(AS_AT, months)
    if monthly:
        extracts.write(out / "extracts", recording, days, tell)
    _write_returns(out / "returns", recording, months, tell)
    truth.write(out / "truth", here, recording, days)
    tell("writing returns", 4, 4)


def make_beyond(
    out: Path,
    *,
    children: int,
    months: int,
    seed: int,
    council: str,
    progress: Progress | None = None,
) -> None:
    """Write into `out/returns/beyond` what only some councils hand over.

    That is their own extract, SEN2 and the workforce census, without any mess
    (`beyond.write`), of the council that `make` makes with the same arguments. Where
    its postcodes lie stands in `out/references/postcodes.csv`, and which councils
    adjoin it in `places.ADJOINING`: both are for the settings. `progress` as in `make`.
    """
    _check(children, months)
    here = world.world(AS_AT, months, children, seed, council, rates(council))
    every = live(here, progress)
    beyond.write(out / "returns" / "beyond", here, every)
    places.write(out / "references" / "postcodes.csv", every)


def _write_returns(
    returns: Path, recording: Recording, months: int, tell: Progress
) -> None:
    as_at, council = recording.world.as_at, recording.world.council
    end = year_end(as_at)
    every = list(recording.on(as_at, reach=False))
    tell("writing returns", 0, 4)
    ssda903.write(returns / "ssda903", every, end, as_at)
    if months > 12:
        before = date(end.year - 1, end.month, end.day)
        ssda903.write(returns / f"ssda903-{year_name(before)}", every, before, as_at)
    tell("writing returns", 1, 4)
    cin.write(returns / f"cin_{year_name(end)}.xml", every, end)
    tell("writing returns", 2, 4)
    annexa.write(
        returns / f"annex_a_{as_at.isoformat()}.xlsx",
        every,
        as_at,
        council,
        recording.layout(as_at),
    )
    tell("writing returns", 3, 4)


def _check(children: int, months: int) -> None:
    for option, value, least, most in (
        ("--children", children, 1, 800_000),
        ("--months", months, 1, 120),
    ):
        if not least <= value <= most:
            raise SettingsError(
                f"A made-up council cannot be made with {option} {value}.",
                where=option,
                do=f"Choose a number from {least} to {most}.",
            )
