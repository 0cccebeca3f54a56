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
from clearsight.measures.splits import parts
from clearsight.measures.start import Start, rolls, start
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
    return counting.finished([counting.count(roll) for roll in in_turn(measures)])


def in_turn(measures: Iterable[Measure]) -> list[Roll]:
    """Return the rolls that measures stand on, those that ask for clocks last."""
    return sorted(rolls(measures), key=lambda roll: roll.is_timed)


class Count:
    """Measures being counted, a roll at a time, in whatever order."""

    def __init__(
        self,
        known: Known,
        measures: Sequence[Measure],
        periods: Sequence[Period],
        splits: Sequence[str] = (),
        *,
        begun: Start | None = None,
        keeps_members: bool = True,
        is_public: bool = False,
    ) -> None:
        """Take the same as `run`, and raise the same.

        `begun` is what was found of the same measures and periods before the journeys
        were built. Without `keeps_members` the rows are let go once they are counted,
        and nobody can be listed afterwards. With `is_public` the children behind each
        figure are counted too, without which `suppress.public` shows nothing.
        """
        self._keeps_members, self._is_public = keeps_members, is_public
        _check(measures, splits)
        self._measures, self._splits = measures, splits
        here = known.children.select("council").unique().collect("polars")
        names = here.get_column("council").to_list()
        if begun is None or not set(names) <= set(begun.councils):
            begun = start(measures, known.history, known.as_at, periods, names)
        self._begun = begun
        self._known = known.asked(begun.asked_on)
        self._placed: dict[str, Frame] = {}

    def count(self, roll: Roll) -> pl.DataFrame:
        """Count the measures that stand on a roll; columns: `COUNTED`."""
        held = COUNTED | BEHIND if self._is_public else COUNTED
        nothing = pl.DataFrame(schema=held)
        mine = [m for m in self._measures if m.of == roll and self._reaches(m)]
        if not mine:
            # Nothing that was loaded can show it, so there is nobody to find.
            return nothing
        found = self._begun.points[roll.key]
        rows = keep(flagged(placed(roll, self._known, found), mine))
        told = _counted(rows, mine, self._splits, is_public=self._is_public)
        if self._keeps_members:
            self._placed[roll.key] = rows
        else:
            self._known.made.pop(f"roll {roll.key}", None)
        return pl.concat([nothing, *told], how="diagonal")

    def finished(self, told: Iterable[pl.DataFrame]) -> Outcome:
        """Return what all came to, where `told` is the count of every roll."""
        order = rolls(self._measures)
        counted = [m for m in self._measures if self._reaches(m)]
        counted.sort(key=lambda m: order.index(m.of))
        found = self._begun.points
        whole = pl.concat(told, how="diagonal")
        figures = finish.figures(self._measures, whole, found, self._known.population)
        return Outcome(figures, self._placed, found, counted)

    def _reaches(self, m: Measure) -> bool:
        return m.key in self._begun.reached


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
