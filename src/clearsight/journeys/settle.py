"""One real thing told by several sources becomes one spell, and disagreements are kept.

Rows are the same thing where council, child, kind and start agree, and they are the
same in order among those a source holds for that day. For each column the first source
of the declared precedence that says anything is taken; every other value that differs
becomes a row of `record.Conflict`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from clearsight.journeys.keys import WHOSE, spell_key, spell_name
from clearsight.journeys.precedence import HISTORIES
from clearsight.shape import Frame

__all__ = [
    "CONFLICT", "KEEPERS", "WHOSE", "Settled", "aligned", "computed", "identified",
    "indexed", "keep", "numbered", "of_first", "present", "settle",
]  # fmt: skip

CONFLICT = (
    "council", "child", "thing", "column", "taken", "other",
    "taken_on", "other_on", "taken_text", "other_text", "file", "row",
)  # fmt: skip


# How each engine computes a frame now. Another engine may add its way; one that has
# none plans the whole for itself.
KEEPERS: dict[nw.Implementation, Callable[[Frame], Frame]] = {
    nw.Implementation.POLARS: lambda frame: computed(frame).lazy(),
}


def computed(frame: Frame) -> nw.DataFrame[Any]:
    """Compute a frame with Polars, into one piece of memory.

    A council's plans are many steps over few rows: to set up the streaming engine would
    cost more than it saves, and dozens of pieces cost every later step.
    """
    found = frame.collect("polars", engine="in-memory")
    return nw.from_native(found.to_native().rechunk(), eager_only=True)


def keep(frame: Frame) -> Frame:
    """Compute a frame that is used often, so that it is worked out once."""
    keeper = KEEPERS.get(frame.implementation)
    return keeper(frame) if keeper else frame


def indexed(frame: Frame, name: str, order_by: list[str]) -> Frame:
    """Give each row a number, in whatever order, to join rows to themselves by.

    Polars holds its rows in an order already, and to sort texts only to number them
    costs more than to make them did; another engine needs `order_by`.
    """
    if frame.implementation.is_polars():
        return computed(frame).with_row_index(name).lazy()
    return frame.with_row_index(name, order_by=order_by)


@dataclass(frozen=True)
class Settled:
    """The outcome of settling one kind of thing.

    `spells`: who, spell_key, spell, starts_on, the settled columns, file and row of the
    source taken, `seen_to` (the last day to which its sources know), `known_to` (that
    day, null while a newest file shows it), `sources`, and one Boolean `from_<source>`
    each. `conflicts`: frames with the columns of `CONFLICT`,
    but for who in place of council and child.
    """

    spells: Frame
    conflicts: list[Frame]


def identified(rows: Frame, kind: str, start: str, ties: Sequence[str] = ()) -> Frame:
    """Add `spell_key`, of kind, start, and number among that day's.

    `rows` are of one source: who, file, row, the start and the columns of `ties`.
    """
    keyed = rows.with_columns(spell_key=spell_key(kind, start))
    counted = numbered(keyed, ["spell_key"], ["file", "row", *ties])
    key = nw.col("spell_key") + nw.col("nth")
    return counted.with_columns(spell_key=key).drop("nth")


def numbered(rows: Frame, same: Sequence[str], order: Sequence[str]) -> Frame:
    """Add `nth`: 1, 2, ... among the rows that agree in the columns of `same`.

    Nearly every row stands alone, and to put groups of one in order costs most of all.
    """
    sized = rows.with_columns(size=nw.col("row").count().over(*same))
    alone = sized.filter(nw.col("size") <= 1).with_columns(nth=nw.lit(1, nw.Int64))
    several = sized.filter(nw.col("size") > 1).with_columns(one=nw.lit(1, nw.Int64))
    several = several.with_columns(
        nth=nw.col("one").cum_sum().over(*same, order_by=list(order)).cast(nw.Int64)
    )
    columns = [*rows.collect_schema().names(), "nth"]
    return nw.concat([alone.select(*columns), several.select(*columns)])


def settle(
    rows: Frame,
    *,
    kind: str,
    start: str,
    days: Sequence[str] = (),
    texts: Sequence[str] = (),
    flags: Sequence[str] = (),
    either: Sequence[str] = (),
    precedence: Sequence[str],
) -> Settled:
    """Make one spell of all rows that tell of the same thing.

    `rows` needs who, source, file, row, `known_on`, `is_newest`, `start` and the
    columns named. Where sources differ on `days` and `texts` that is a conflict; on
    `flags` (and keys) it is not; `either` are flags that hold where any source says so.
    """
    columns = [*days, *texts, *flags, *either]
    rows = keep(rows)
    every, precedence = precedence, present(rows, precedence)
    sides = _beside(rows, kind, start, columns, precedence)
    found = {s: ~nw.col(f"row__{s}").is_null() for s in precedence}
    absent = {f"from_{s}": nw.lit(False) for s in every if s not in precedence}
    taken = dict.fromkeys(("who", *columns, "file", "row"))
    newest = [nw.col(f"is_newest__{s}") for s in precedence]
    known = [nw.col(f"known_on__{s}") for s in precedence]
    is_newest = nw.any_horizontal(*newest, ignore_nulls=True)
    several = len(precedence) > 1
    # Spark finds the greatest of two or more, never of one.
    latest = nw.max_horizontal(*known) if several else known[0]
    spells = sides.with_columns(
        **{c: _first(c, precedence) for c in taken if c not in either},
        **{c: _any(c, precedence) for c in either},
        spell=spell_name(kind, _first(start, precedence)),
        starts_on=_first(start, precedence),
        seen_to=latest,
        known_to=nw.when(~is_newest).then(latest),
        sources=_sources(found) if several else nw.lit(precedence[0]),
        **{f"from_{s}": f for s, f in found.items()},
        **absent,
    )
    wanted = dict.fromkeys(
        ["who", "spell_key", "spell", "starts_on", *columns, "file", "row"]
    )
    kept = keep(spells)
    return Settled(
        spells=kept.select(
            *wanted, "seen_to", "known_to", "sources", *(f"from_{s}" for s in every)
        ),
        conflicts=_conflicts(kept, days, texts, precedence),
    )


def present(rows: Frame, precedence: Sequence[str]) -> tuple[str, ...]:
    """Return the sources that have rows, in the order given; the first if none has."""
    told = rows.select("source").unique().collect("polars")
    here = set(told.get_column("source").to_list())
    return tuple(s for s in precedence if s in here) or (precedence[0],)


def of_first(rows: Frame, precedence: Sequence[str], same: Sequence[str]) -> Frame:
    """Keep, of rows that agree in the columns of `same`, those of the first source."""
    here = present(rows, precedence)
    if len(here) == 1:
        return rows
    ranks = list(range(len(here)))
    rank = nw.col("source").replace_strict(
        list(here), ranks, default=len(here), return_dtype=nw.Int64
    )
    ranked = rows.with_columns(rank=rank)
    best = ranked.group_by(*same).agg(best=nw.col("rank").min())
    joined = ranked.join(best, on=list(same), how="left")
    first = (nw.col("rank") == nw.col("best")).fill_null(True)
    return joined.filter(first).drop("rank", "best")


def _beside(
    rows: Frame, kind: str, start: str, columns: Sequence[str], sources: Sequence[str]
) -> Frame:
    """Put what each source says of a spell side by side: `<column>__<source>`.

    Within a source each row has a spell of its own.
    """
    carried = dict.fromkeys(
        ("who", start, *columns, "file", "row", "known_on", "is_newest")
    )
    sides = []
    for source in sources:
        told = identified(rows.filter(nw.col("source") == source), kind, start, columns)
        sides.append(told.select("spell_key", **{f"{c}__{source}": c for c in carried}))
    out = sides[0]
    for side in sides[1:]:
        out = out.join(side, on="spell_key", how="full", suffix="_other")
        key = nw.coalesce(nw.col("spell_key"), nw.col("spell_key_other"))
        out = out.with_columns(spell_key=key).drop("spell_key_other")
    return out


def _first(column: str, precedence: Sequence[str]) -> nw.Expr:
    values = [nw.col(f"{column}__{s}") for s in precedence]
    return nw.coalesce(*values) if len(values) > 1 else values[0]


def _any(column: str, precedence: Sequence[str]) -> nw.Expr:
    values = [nw.col(f"{column}__{s}") for s in precedence]
    return nw.any_horizontal(*values, ignore_nulls=True)


def _sources(found: dict[str, nw.Expr]) -> nw.Expr:
    return nw.concat_str(
        *(nw.when(f).then(nw.lit(s)) for s, f in found.items()),
        separator=" ",
        ignore_nulls=True,
    )


def _conflicts(
    spells: Frame,
    days: Sequence[str],
    texts: Sequence[str],
    precedence: Sequence[str],
) -> list[Frame]:
    frames = []
    if len(precedence) == 1:
        # Of one source nothing can differ; an empty frame keeps the columns.
        only = precedence[0]
        return [_differing(spells.head(0), (*days, *texts)[0], only, only, bool(days))]
    for column in (*days, *texts):
        for at, other in enumerate(precedence[1:], start=1):
            for taken in precedence[:at]:
                is_day = column in days
                frames.append(_differing(spells, column, taken, other, is_day))
    return frames


def _differing(
    spells: Frame, column: str, taken: str, other: str, is_day: bool
) -> Frame:
    ours, theirs = f"{column}__{taken}", f"{column}__{other}"
    no_day, no_text = nw.lit(None, nw.Date), nw.lit(None, nw.String)
    differ = (nw.col(ours) != nw.col(theirs)).fill_null(False)
    return spells.filter(differ).select(
        "who",
        thing="spell",
        column=nw.lit(column),
        taken=nw.lit(taken),
        other=nw.lit(other),
        taken_on=ours if is_day else no_day,
        other_on=theirs if is_day else no_day,
        taken_text=no_text if is_day else ours,
        other_text=no_text if is_day else theirs,
        file=f"file__{other}",
        row=f"row__{other}",
    )


def aligned(rows: Frame, *sources: str, only_unknown: bool = False) -> Frame:
    """Give a later source's spell the start of the earlier one's that it overlaps.

    A child is in one period of care at a time, and on one protection plan at a time, so
    sources whose spells overlap tell of the same one. `rows` has starts_on, ended_on
    and `is_start_known`; `sources` are in order of precedence. The result has
    `stated_on` (the start as the source gives it, null where it does not know it) and
    `starts_on` (the start by which the spell is known): the earlier source's where it
    knows it, else the later one's. With `only_unknown`, spells whose start the earlier
    knows are left as they are: a child may have moved from one placement to the next
    between two extracts.
    """
    stated = nw.when(nw.col("is_start_known")).then(nw.col("starts_on"))
    out = rows.with_columns(stated_on=stated)
    for n, source in enumerate(sources[1:], start=1):
        out = _with_starts_of(out, sources[:n], source, only_unknown=only_unknown)
    return out


def _with_starts_of(
    rows: Frame, earlier: Sequence[str], source: str, *, only_unknown: bool
) -> Frame:
    is_first = nw.col("source").is_in(list(earlier))
    is_second = nw.col("source") == source
    firsts = rows.filter(is_first).select(
        "who",
        p_start=nw.col("starts_on"),
        p_end=nw.col("ended_on"),
        p_known=nw.col("is_start_known"),
    )
    seconds = rows.filter(is_second)
    if source in HISTORIES:
        # It tells of that one and of the next: the next is not the same.
        told = seconds.select("who", p_start="starts_on").unique()
        firsts = firsts.join(told, on=["who", "p_start"], how="anti")
    agree = nw.lit(False) if only_unknown else nw.col("p_known")
    pairs = (
        seconds.select("who", s_start=nw.col("starts_on"), s_end=nw.col("ended_on"))
        .join(firsts, on="who", how="inner")
        .filter(
            (nw.col("p_start") <= nw.col("s_end")).fill_null(True),
            (nw.col("s_start") <= nw.col("p_end")).fill_null(True),
            ~nw.col("p_start").is_null(),
            ~nw.col("s_start").is_null(),
            agree | (nw.col("s_start") <= nw.col("p_start")),
            ~nw.col("p_known") | agree,
        )
        .with_columns(
            together=nw.when(nw.col("p_known"))
            .then(nw.col("p_start"))
            .otherwise(nw.col("s_start"))
        )
    )
    to_second = pairs.group_by("who", "s_start").agg(nw.col("together").max())
    to_first = pairs.group_by("who", "p_start").agg(nw.col("together").max())
    columns = rows.collect_schema().names()
    moved = [rows.filter(~is_first, ~is_second).select(*columns)]
    for mine, pair, at in (
        (is_second, to_second, "s_start"),
        (is_first, to_first, "p_start"),
    ):
        told = rows.filter(mine).join(
            pair, left_on=["who", "starts_on"], right_on=["who", at], how="left"
        )
        known = nw.col("is_start_known") | ~nw.col("together").is_null()
        moved.append(
            told.with_columns(
                starts_on=nw.coalesce(nw.col("together"), nw.col("starts_on")),
                is_start_known=known,
            ).select(*columns)
        )
    return nw.concat(moved)
