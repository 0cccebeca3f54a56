"""The made-up council: true events first, then real returns written from them.

No child, worker, school or home here is real. The same arguments give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from clearsight.errors import SettingsError
from clearsight.madeup import annexa, cin, ssda903, truth, world
from clearsight.madeup.council import children as live
from clearsight.madeup.days import FIRST_YEAR, LAST_YEAR, year_end

AS_AT = date(2026, 3, 31)

Progress = Callable[[str, int, int], None]


def make(
    out: Path,
    *,
    children: int = 300,
    months: int = 24,
    seed: int = 1,
    council: str = "Madeup",
    as_at: date = AS_AT,
    progress: Progress | None = None,
) -> None:
    """Write `out/returns` and `out/truth` for a council that never was.

    `children` are all who were known to it at some time in the `months` that end on
    `as_at` (a fixed day, never today). For each 1,000 of them, at 24 months, expect
    about 660 referrals in the last year and 105 children looked after at some time in
    it, so that 30,000 make a council of some 20,000 referrals and 3,000 looked after.
    With 300 or more, each planned story of drift is told at least once in each 300.

    `returns` holds the SSDA903 CSV set of the last collection year that ended by
    `as_at` (and, where `months` reaches further back than 12, that of the year before
    in a folder named for it), the children in need census of the same year, and an
    Annex A workbook as at the day. `progress` is told of each step: its name, how much
    is done, and how much there is. Raises SettingsError for sizes that make no sense.
    """
    _check(children, months, as_at, FIRST_YEAR + 25, LAST_YEAR - 1)
    tell = progress or (lambda step, done, total: None)
    every = live(world.world(as_at, months, children, seed, council), tell)
    returns, end = out / "returns", year_end(as_at)
    tell("writing returns", 0, 4)
    ssda903.write(returns / "ssda903", every, end, as_at)
    if months > 12:
        before = date(end.year - 1, end.month, end.day)
        ssda903.write(returns / f"ssda903-{year_name(before)}", every, before, as_at)
    tell("writing returns", 1, 4)
    cin.write(returns / f"cin_{year_name(end)}.xml", every, end)
    tell("writing returns", 2, 4)
    annexa.write(returns / f"annex_a_{as_at.isoformat()}.xlsx", every, as_at, council)
    tell("writing returns", 3, 4)
    truth.write(out / "truth", every, as_at, council)
    tell("writing returns", 4, 4)


def year_name(end: date) -> str:
    """Return a collection year by the two years it spans, such as 2025-26."""
    return f"{end.year - 1}-{end.year % 100:02}"


def _check(children: int, months: int, as_at: date, first: int, last: int) -> None:
    for option, value, least, most in (
        ("--children", children, 1, 800_000),
        ("--months", months, 1, 120),
        ("--as-at", as_at.year, first, last),
    ):
        if not least <= value <= most:
            raise SettingsError(
                f"A made-up council cannot be made with {option} {value}.",
                where=option,
                do=f"Choose a number from {least} to {most}.",
            )
