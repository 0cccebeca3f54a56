"""Run measures: every measure, every period and every split in one pass over a roll.

Rows are placed in their periods once for each roll; a measure is then two conditions
over them, and all measures of a roll are counted together. Counts are made on the
engine; the few rows that come of it are finished in Polars.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import narwhals as nw
import polars as pl

from clearsight.errors import SettingsError
from clearsight.journeys.settle import keep
from clearsight.measures import finish, survival
from clearsight.measures.behind import BEHIND, behind
from clearsight.measures.flags import (
    AMOUNT,
    FLAGS,
    WEIGHT,
    flagged,
    named,
    needed,
    once_per_child,
)
from clearsight.measures.known import Known
from clearsight.measures.measure import Measure, Roll
from clearsight.measures.members import listed
from clearsight.measures.period import Period
from clearsight.measures.place import placed
from clearsight.measures.points import councils, extracts_asked, points, reaches
from clearsight.measures.splits import parts
from clearsight.shape import Frame

Split = tuple[str, nw.Expr]
WHOLE = ""
# Amounts are added as whole billionths: a sum of floats hangs on the order of its rows.
FINENESS = 10**9
DECIMALS_TOLD = 6
GROUP = ("council", "period")
COUNTED = {
    **dict.fromkeys((*GROUP, "part", "measure"), pl.String),
    **dict.fromkeys((AMOUNT, WEIGHT), pl.Float64),
    **dict.fromkeys(FLAGS, pl.Int64),
    "split": pl.String,
}


@dataclass
class Outcome:
    """What measures came to.

    `figures` has the columns of `finish.FIGURES`. `members()` lists whom they count.
    `counted` are the measures that could be counted for any council and period.
    """

    figures: pl.DataFrame
    placed: dict[str, Frame] = field(default_factory=dict)
    points: dict[str, pl.DataFrame] = field(default_factory=dict)
    counted: list[Measure] = field(default_factory=list)

    def members(self) -> pl.DataFrame:
        """Return everyone counted or left out; see `members.MEMBERS`."""
        return listed(self.counted, self.placed)


def run(
    known: Known,
    measures: Sequence[Measure],
    periods: Sequence[Period],
    *,
    splits: Sequence[str] = (),
    is_public: bool = False,
) -> Outcome:
    """Return the figures of each measure, council and period, whole and by split.

    A split that a measure does not have is passed over. With `is_public` the children
    behind each figure are counted too. Raises SettingsError for a split that no measure
    here has.
    """
    counting = Count(known, measures, periods, splits, is_public=is_public)
    counting.untimed()
    return counting.timed()


class Count:
    """Measures being counted: first what needs no clock, then the rest."""

    def __init__(
        self,
        known: Known,
        measures: Sequence[Measure],
        periods: Sequence[Period],
        splits: Sequence[str] = (),
        *,
        keeps_members: bool = True,
        is_public: bool = False,
    ) -> None:
        """Take the same as `run`, and raise the same.

        Without `keeps_members` the rows are let go once they are counted, and nobody
        can be listed afterwards. With `is_public` the children behind each figure are
        counted too, without which `suppress.public` shows nothing.
        """
        self._keeps_members, self._is_public = keeps_members, is_public
        _check(measures, splits)
        self._measures, self._splits = measures, splits
        names = councils(known)
        self._points = {
            r.key: points(r, known, periods, names) for r in rolls(measures)
        }
        self._known = known.asked(extracts_asked(self._points.values(), known.history))
        self._out = Outcome(pl.DataFrame())
        held = COUNTED | BEHIND if is_public else COUNTED
        self._told = [pl.DataFrame(schema=held)]

    def untimed(self) -> None:
        """Count what stands on rolls that need no clock."""
        for roll in rolls(self._measures):
            if not roll.is_timed:
                self._count(roll)

    def timed(self) -> Outcome:
        """Count the rest, and return what all came to."""
        for roll in rolls(self._measures):
            if roll.is_timed:
                self._count(roll)
        out, told = self._out, pl.concat(self._told, how="diagonal")
        order = rolls(self._measures)
        out.counted.sort(key=lambda m: order.index(m.of))
        out.figures = finish.figures(self._measures, told, out.points, self._known)
        return out

    def _count(self, roll: Roll) -> None:
        found = self._points[roll.key]
        self._out.points[roll.key] = found
        mine = [m for m in self._measures if m.of == roll and reaches(m, found)]
        if not mine:
            # Nothing that was loaded can show it, so there is nobody to find.
            return
        self._out.counted += mine
        rows = keep(flagged(placed(roll, self._known, found), mine))
        self._told += _counted(rows, mine, self._splits, is_public=self._is_public)
        if self._keeps_members:
            self._out.placed[roll.key] = rows
        else:
            self._known.made.pop(f"roll {roll.key}", None)


def _check(measures: Iterable[Measure], splits: Iterable[str]) -> None:
    known = {s for m in measures for s in (*m.split_by, *m.splits)}
    if wrong := sorted(set(splits) - known):
        raise SettingsError(
            f"No measure here is split by {wrong[0]!r}.",
            do=f"Use one of: {', '.join(sorted(known))}.",
        )


def _counted(
    rows: Frame,
    measures: Sequence[Measure],
    splits: Sequence[str],
    *,
    is_public: bool,
) -> list[pl.DataFrame]:
    """Count the flags of every measure of one roll, whole and by each split.

    Where they are to be public, count the children behind each too.
    """
    together = [m for m in measures if not m.once_per_child]
    sets = [(rows, together)] if together else []
    for m in measures:
        if m.once_per_child:
            slim = rows if splits or m.survival else rows.select(*needed(m))
            sets.append((keep(once_per_child(slim, m)), [m]))
    common = parts()
    asked: list[tuple[Frame, list[Measure], Split | None]] = []
    for frame, mine in sets:
        asked.append((frame, mine, None))
        for split in splits:
            own = [m for m in mine if split in m.splits]
            shared = [m for m in mine if split in m.split_by and m not in own]
            asked += [(frame, [m], (split, m.splits[split])) for m in own]
            if shared:
                asked.append((frame, shared, (split, common[split])))
    return [_sums(*one, is_public=is_public) for one in asked]


def _sums(
    rows: Frame, measures: Sequence[Measure], split: Split | None, *, is_public: bool
) -> pl.DataFrame:
    name = split[0] if split else WHOLE
    cut = rows.with_columns(part=split[1]) if split else rows
    by = [*GROUP, "part"] if split else [*GROUP]
    plain = [m for m in measures if m.method != "survival"]
    flags = [named(m, f) for m in plain for f in FLAGS]
    amounts = [named(m, AMOUNT) for m in plain if m.amount is not None]
    amounts += [named(m, WEIGHT) for m in plain if m.weight is not None]
    medians = [named(m, AMOUNT) for m in plain if m.method == "median"]
    added = [c for c in amounts if c not in medians]
    numbers = cut.select(
        *by,
        *(nw.col(f).cast(nw.Int64) for f in flags),
        *((nw.col(c) * FINENESS).round(0).cast(nw.Int64) for c in added),
        *medians,
    )
    found = []
    if plain:
        sums = [*flags, *added]
        wanted = [nw.col(*sums).sum()]
        if medians:
            wanted.append(nw.col(*medians).median())
        summed = numbers.group_by(*by).agg(*wanted).collect("polars").to_native()
        found = [_long(summed, m, by) for m in plain]
    for m in measures:
        if m.survival:
            found.append(survival.estimated(cut, m, m.survival, by))
    told = pl.concat(found, how="diagonal").with_columns(split=pl.lit(name))
    if is_public:
        children = behind(cut, measures, by)
        keys = [*by, "measure"]
        told = told.join(children, on=keys, how="left", nulls_equal=True)
    return told if split else told.with_columns(part=pl.lit(WHOLE))


def _long(summed: pl.DataFrame, m: Measure, by: list[str]) -> pl.DataFrame:
    amount = pl.col(named(m, AMOUNT)) if m.amount is not None else pl.lit(None)
    weight = pl.col(named(m, WEIGHT)) if m.weight is not None else pl.lit(None)
    amount = amount if m.method == "median" else _parted(amount)
    return summed.select(
        *by,
        measure=pl.lit(m.key),
        amount=amount.cast(pl.Float64),
        weight=_parted(weight).cast(pl.Float64),
        **{f: pl.col(named(m, f)).cast(pl.Int64) for f in FLAGS},
    )


def _parted(billionths: pl.Expr) -> pl.Expr:
    """Turn a sum back into its unit, rounded: the division itself may be inexact.

    DuckDB adds whole numbers to decimals of no places, which divide to no places.
    """
    return (billionths.cast(pl.Float64) / FINENESS).round(DECIMALS_TOLD)


def rolls(measures: Iterable[Measure]) -> tuple[Roll, ...]:
    """Return the rolls that measures stand on, each once."""
    return tuple(dict.fromkeys(m.of for m in measures))
