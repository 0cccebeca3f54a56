"""What a measure is: whom it counts, over whom, when, and how it is read.

A measure stands on a `Roll`: a frame with one row for everything that might be counted,
made once and used by every measure that stands on it. `denominator` and `numerator` say
which of those rows count; both may speak of the `PERIOD`, which has no days until the
measure is run. So one definition serves a month, a quarter, a year and any day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

import narwhals as nw

from clearsight.errors import DefinitionError
from clearsight.shape import Frame

if TYPE_CHECKING:
    from clearsight.measures.known import Known

Better = Literal["higher", "lower", "none"]
Unit = Literal[
    "%", "rate per 10,000", "children", "complaints", "child nights", "days", "months",
    "score", "cases per worker",
]  # fmt: skip
Method = Literal["share", "rate", "count", "sum", "mean", "median", "ratio", "survival"]
Disclosure = Literal["child_count", "rare_event", "small_cohort", "staff"]

# In the order of a child's way through the service, and then what it rests on.
FAMILIES: Final = (
    "front door", "assessment", "child in need", "child protection",
    "children in care", "placements", "health and education", "care leavers",
    "adoption", "workforce", "SEND", "complaints and voice", "drift and oversight",
)  # fmt: skip
RATE: Final = "rate per 10,000"
# Characteristics that any roll of children may be split by; see `splits`.
COMMON = ("age_band", "sex", "ethnicity", "disabled", "asylum", "team")


EVERY = nw.lit(True)


def every() -> nw.Expr:
    """Return the condition that holds for every row, always the same one."""
    return EVERY


class PERIOD:
    """The reporting period: days that are not known until a measure is run.

    `at` is the day on which things are counted at a point in time: the period's last
    day, or that of the last extract in it. `told_to` is the last day of which what was
    loaded tells: what came of things begun in the period is known as far as that.
    `at_day` and `start_day` are the days of `at` and `start` as whole numbers
    (`clocks.judge.day_number`), to take days from.
    """

    start = nw.col("period_start")
    end = nw.col("period_end")
    at = nw.col("at")
    told_to = nw.col("told_to")
    at_day = nw.col("at_day")
    start_day = nw.col("start_day")


@dataclass(frozen=True, eq=False)
class Roll:
    """Everything that might be counted, and when each row of it counts.

    `make` gives a frame with council, child, key (what the row is, unique), file, row,
    `touched` (Boolean: missing or impossible dates touch it), and columns of its own.
    Either `on` names a Date column, and the row counts in the period that day falls in
    (one with no day in none); or `since` and `until` do, and it counts at each point at
    which it is open: begun by then and not over by then. `sources` are the returns that
    can show it, the best first; with `is_latest_only` they show one day, and the point
    is that of the period's last extract. `at_points` adds columns that need the point.
    `until_known` names a Date column after which nothing is known of the row.
    `is_timed` says that clocks are asked for: such a roll is made last.
    """

    key: str
    says: str
    sources: tuple[str, ...]
    make: Callable[[Known], Frame]
    on: str = ""
    since: str = ""
    until: str = ""
    is_latest_only: bool = False
    at_points: Callable[[Known, Frame], Frame] | None = None
    until_known: str = ""
    is_timed: bool = False

    def __post_init__(self) -> None:
        """Refuse a roll whose rows would count never, or in two ways."""
        if bool(self.on) == bool(self.since):
            raise DefinitionError(
                "It needs either `on`, or `since` and `until`.",
                where=f"roll {self.key}",
            )

    @property
    def is_point(self) -> bool:
        """Say whether it is counted at a point in time."""
        return not self.on


@dataclass(frozen=True)
class Survival:
    """A share or a median that allows for those who are still waiting.

    `days` is how long each has been watched (Int64), `ended` how that ended: 1 the end
    that is measured, 2 another end that makes it impossible, 0 still open when last
    seen. `by_day` gives the share ended by that day, or with `is_rest` the share that
    had not; without it the median is given.
    The measure's `numerator` says who has come to that end, for the list of members and
    for what may be published: it has no part in the estimate.
    """

    days: nw.Expr
    ended: nw.Expr
    by_day: int | None = None
    is_rest: bool = False


@dataclass(frozen=True, eq=False)
class Measure:
    """One measure, declared once.

    `key` is its id in the catalogue. `leaves_out` maps words to a condition: rows for
    which it holds leave the figure, and are listed with those words. `amount` is what
    is added up, averaged or ranked where members are not simply counted; a ratio sets
    its sum against that of `weight`, over all of its denominator. `lookback` is
    how many months before the period must be loaded for it to be true, and `spans` how
    many up to the last day of it, where it looks at more than the period. `why` says of
    a member what decided it; `between` names the two Date columns to show.
    """

    key: str
    title: str
    family: str
    of: Roll
    counts: str
    over: str
    numerator: nw.Expr = field(default_factory=every)
    denominator: nw.Expr = field(default_factory=every)
    unit: Unit = "%"
    method: Method = "share"
    better: Better = "none"
    data: tuple[str, ...] = ()
    leaves_out: Mapping[str, nw.Expr] = field(default_factory=dict)
    once_per_child: bool = False
    amount: nw.Expr | None = None
    weight: nw.Expr | None = None
    survival: Survival | None = None
    lookback: int = 0
    spans: int = 0
    split_by: tuple[str, ...] = COMMON
    splits: Mapping[str, nw.Expr] = field(default_factory=dict)
    read_with: tuple[str, ...] = ()
    published: str = ""
    published_as: str = ""
    clock: str = ""
    proxy: str = ""
    disclosure: Disclosure = "child_count"
    between: tuple[str, str] = ("", "")
    why: nw.Expr | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a declaration that could not be run or could not be read."""
        if not (self.key and self.title and self.counts and self.over and self.data):
            raise self._wrong("It needs a key, a title, what it counts, and its data.")
        if self.family not in FAMILIES:
            raise self._wrong(f"Its family must be one of: {', '.join(FAMILIES)}.")
        needs_amount = self.method in ("sum", "mean", "median", "ratio")
        if needs_amount != (self.amount is not None):
            raise self._wrong("An amount belongs to a sum, a mean or a median.")
        if (self.method == "ratio") != (self.weight is not None):
            raise self._wrong("A weight belongs to a ratio.")
        if (self.method == "survival") != (self.survival is not None):
            raise self._wrong("The method survival needs its days and ends.")
        if (self.method == "rate") != (self.unit == RATE):
            raise self._wrong("A rate is per 10,000 children, and nothing else is.")
        if self.key in self.read_with:
            raise self._wrong("It cannot be read with itself.")

    @property
    def shown_title(self) -> str:
        """Return its title, which says so where it is a proxy."""
        return f"{self.title} (proxy)" if self.proxy else self.title

    def _wrong(self, what: str) -> DefinitionError:
        return DefinitionError(what, where=f"measure {self.key}")
