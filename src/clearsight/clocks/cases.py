"""What is said in one of many cases: the case is a number until its words are put in.

To choose among numbers costs a fraction of what choosing among texts costs, and most
rows have nothing to be said of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import narwhals as nw

from clearsight.clocks.clock import Clock


@dataclass(frozen=True)
class OnDay:
    """Words in which `{day}` stands for the day in a column."""

    text: str
    column: str


# Words that are always the same, that are each clock's own, that hold a day; or none.
Words = str | Callable[[Clock], str] | OnDay | None
Case = tuple[nw.Expr, Words]


def first_of(cases: Sequence[tuple[nw.Expr, nw.Expr]], otherwise: nw.Expr) -> nw.Expr:
    """Return the value of the first case that is true; unknown is not true."""
    chosen = otherwise
    for condition, value in reversed(cases):
        chosen = nw.when(condition.fill_null(False)).then(value).otherwise(chosen)
    return chosen


class Said:
    """Cases of which the first that is true is said, of rows whose clock is `nth`."""

    def __init__(
        self, cases: Sequence[Case], otherwise: Words, clocks: Sequence[Clock]
    ) -> None:
        """Give each case a number, with room for words of every clock."""
        self._cases, self._clocks = cases, clocks
        self._numbered = dict(enumerate([otherwise, *(words for _, words in cases)]))

    @property
    def number(self) -> nw.Expr:
        """Return which words are to be said, as a number; null for none."""
        clock = nw.col("nth")
        said = [
            (condition, self._of(case, clock))
            for case, (condition, _) in enumerate(self._cases, start=1)
        ]
        return first_of(said, self._of(0, clock))

    def _of(self, case: int, clock: nw.Expr) -> nw.Expr:
        words = self._numbered[case]
        if words is None:
            return nw.lit(None, nw.Int64)
        first = nw.lit(case * len(self._clocks), nw.Int64)
        return first + clock if callable(words) else first

    def words(self, number: str) -> nw.Expr:
        """Return the words of the number that stands in a column."""
        room, texts = len(self._clocks), dict[int, str]()
        days: dict[int, OnDay] = {}
        for case, words in self._numbered.items():
            if isinstance(words, OnDay):
                days[case * room] = words
            elif callable(words):
                texts |= {case * room + n: words(c) for n, c in enumerate(self._clocks)}
            elif words is not None:
                texts[case * room] = words
        before = {n: d.text.partition("{day}")[0] for n, d in days.items()}
        text = _looked_up(number, texts | before)
        if not days:
            return text
        after = _looked_up(
            number, {n: d.text.partition("{day}")[2] for n, d in days.items()}
        )
        day = nw.lit(None, nw.Date)
        for n, words in days.items():
            day = nw.when(nw.col(number) == n).then(nw.col(words.column)).otherwise(day)
        dated = nw.concat_str(text, day.cast(nw.String), after)
        return nw.when(nw.col(number).is_in(list(days))).then(dated).otherwise(text)


def _looked_up(number: str, texts: dict[int, str]) -> nw.Expr:
    return nw.col(number).replace_strict(
        list(texts), list(texts.values()), default=None, return_dtype=nw.String
    )
