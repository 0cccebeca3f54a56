"""What each month's extract showed: the same true events, as recorded by that day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from clearsight.madeup import annexa, cin, mess, ssda903
from clearsight.madeup.days import add_months, days, year_end
from clearsight.madeup.faults import Fault, as_recorded, faults
from clearsight.madeup.true import Child
from clearsight.madeup.view import first_day, gone_by, known, last_day
from clearsight.madeup.world import World

Progress = Callable[[str, int, int], None]


@dataclass
class Recording:
    """Every child, how each was recorded, and who can be in an extract when."""

    world: World
    children: list[Child]
    is_messy: bool = False
    of_child: dict[int, list[Fault]] = field(default_factory=dict)
    spans: list[tuple[date, date, date]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Decide the faults, and from when to when each child can be seen."""
        self.spans = [(first_day(c), last_day(c), gone_by(c)) for c in self.children]
        if self.is_messy:
            each = ((c.number, faults(self.world, c)) for c in self.children)
            self.of_child = {number: found for number, found in each if found}

    def on(self, day: date, *, reach: bool = True) -> Iterator[Child]:
        """Yield the children as the record showed them on a day.

        With `reach`, only those whom an extract of that day can show.
        """
        for child, (first, last, gone) in zip(self.children, self.spans, strict=True):
            if first > day or (reach and gone < day):
                continue
            held = self.of_child.get(child.number, ())
            if last <= day and not held:
                yield child
                continue
            found = known(child, day)
            if found:
                yield as_recorded(found, held, day)

    @property
    def faults(self) -> list[Fault]:
        """Return every fault, by child."""
        return [fault for held in self.of_child.values() for fault in held]

    def layout(self, day: date) -> annexa.Layout:
        """Return how the lists of a day are laid out."""
        if not self.is_messy:
            return annexa.tidy
        return partial(mess.untidy, day=day, seed=self.world.seed)


def month_ends(as_at: date, months: int) -> list[date]:
    """Return the last days of so many months, the latest by or on a day."""
    after = as_at + days(1)
    first = date(after.year, after.month, 1)
    return [add_months(first, -back) - days(1) for back in range(months - 1, -1, -1)]


def write(
    folder: Path, recording: Recording, extracts: Sequence[date], tell: Progress
) -> None:
    """Write `folder/YYYY-MM/` for each month end: what a council would have kept.

    An Annex A workbook each; the 903 and the census too, where a year ended that day.
    """
    council = recording.world.council
    for count, day in enumerate(extracts):
        tell("writing extracts", count, len(extracts))
        month = folder / f"{day:%Y-%m}"
        every = list(recording.on(day))
        annexa.write(
            month / f"annex_a_{day.isoformat()}.xlsx",
            every,
            day,
            council,
            recording.layout(day),
        )
        if day == year_end(day):
            ssda903.write(month / "ssda903", every, day, day)
            cin.write(month / f"cin_{year_name(day)}.xml", every, day)
    tell("writing extracts", len(extracts), len(extracts))


def year_name(end: date) -> str:
    """Return a collection year by the two years it spans, such as 2025-26."""
    return f"{end.year - 1}-{end.year % 100:02}"
