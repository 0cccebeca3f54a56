"""One real thing told by several sources becomes one spell, and disagreements are kept.

Rows are the same thing where council, child, kind and start agree, and they are the
same in order among those a source holds for that day. For each column the first source
of the declared precedence that says anything is taken; every other value that differs
becomes a row of `record.Conflict`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import narwhals as nw

from clearsight.shape import Frame

WHOSE = ("council", "child")
CONFLICT = (
    "council", "child", "thing", "column", "taken", "other",
    "taken_on", "other_on", "taken_text", "other_text", "file", "row",
)  # fmt: skip


# How each engine computes a frame now. Another engine may add its way; one that has
# none plans the whole for itself.
KEEPERS: dict[nw.Implementation, Callable[[Frame], Frame]] = {
    nw.Implementation.POLARS: lambda frame: frame.collect("polars").lazy(),
}


def keep(frame: Frame) -> Frame:
    """Compute a frame that is used often, so that it is worked out once."""
    keeper = KEEPERS.get(frame.implementation)
    return keeper(frame) if keeper else frame


@dataclass(frozen=True)
class Settled:
    """The outcome of settling one kind of thing.

    `spells`: council, child, spell, starts_on, the settled columns, file and row of the
    source taken, `known_to` (null while a newest file shows it), `sources`, and one
    Boolean `from_<source>` each. `rows`: every source row with its spell. `conflicts`:
    the columns of `CONFLICT`.
    """

    spells: Frame
    rows: Frame
    conflicts: Frame


def identified(rows: Frame, kind: str, start: str, ties: Sequence[str] = ()) -> Frame:
    """Add `spell`: the kind, the start, and a number among that day's."""
    same = (*WHOSE, "source", start)
    name = nw.concat_str(
        nw.lit(kind),
        nw.col(start).dt.to_string("%Y-%m-%d").fill_null("undated"),
        nw.concat_str(nw.lit("#"), nw.col("nth").cast(nw.String)),
        separator=" ",
    )
    counted = numbered(rows, same, ["file", "row", *ties])
    return counted.with_columns(spell=name).drop("nth")


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
    days: Sequence[str],
    texts: Sequence[str] = (),
    flags: Sequence[str] = (),
    precedence: Sequence[str],
) -> Settled:
    """Make one spell of all rows that tell of the same thing.

    `rows` needs council, child, source, file, row, `known_on`, `is_newest`, `start` and
    the columns named; `days`, `texts` and `flags` are those to settle, by their type.
    """
    columns = [*days, *texts, *flags]
    named = identified(rows, kind, start, columns)
    masks = {
        f"{column}__{source}": nw.when(nw.col("source") == source).then(nw.col(column))
        for column in (*columns, "file", "row", start)
        for source in precedence
    }
    grouped = (
        named.with_columns(**masks)
        .with_columns(newest=nw.col("is_newest").cast(nw.Int8))
        .group_by(*WHOSE, "spell")
        .agg(
            *(
                nw.col(m).min() if m.startswith("row__") else nw.col(m).max()
                for m in masks
            ),
            nw.col("newest").max(),
            nw.col("known_on").max(),
        )
    )
    found = {s: ~nw.col(f"row__{s}").is_null() for s in precedence}
    sources = nw.concat_str(
        *(nw.when(f).then(nw.lit(s)) for s, f in found.items()),
        separator=" ",
        ignore_nulls=True,
    )
    spells = grouped.with_columns(
        **{c: _first(c, precedence) for c in (*columns, "file", "row")},
        starts_on=_first(start, precedence),
        known_to=nw.when(nw.col("newest") == 0).then(nw.col("known_on")),
        sources=sources,
        **{f"from_{s}": f for s, f in found.items()},
    )
    wanted = [*WHOSE, "spell", "starts_on", *(c for c in columns if c != "starts_on")]
    wanted += ["file", "row", "known_to", "sources", *(f"from_{s}" for s in precedence)]
    return Settled(
        spells=spells.select(*wanted),
        rows=named,
        conflicts=_conflicts(spells, days, texts, precedence),
    )


def _first(column: str, precedence: Sequence[str]) -> nw.Expr:
    masks = [nw.col(f"{column}__{s}") for s in precedence]
    return nw.coalesce(*masks) if len(masks) > 1 else masks[0]


def _conflicts(
    spells: Frame,
    days: Sequence[str],
    texts: Sequence[str],
    precedence: Sequence[str],
) -> Frame:
    frames = []
    for column in (*days, *texts):
        is_day = column in days
        for at, other in enumerate(precedence[1:], start=1):
            for taken in precedence[:at]:
                frames.append(_differing(spells, column, taken, other, is_day))
    if not frames:
        frames = [
            _differing(spells, "file", precedence[0], precedence[0], is_day=False)
        ]
    return nw.concat(frames)


def _differing(
    spells: Frame, column: str, taken: str, other: str, is_day: bool
) -> Frame:
    ours, theirs = nw.col(f"{column}__{taken}"), nw.col(f"{column}__{other}")
    no_day, no_text = nw.lit(None, nw.Date), nw.lit(None, nw.String)
    return (
        spells.filter((ours != theirs).fill_null(False))
        .with_columns(
            thing=nw.col("spell"),
            column=nw.lit(column),
            taken=nw.lit(taken),
            other=nw.lit(other),
            taken_on=ours if is_day else no_day,
            other_on=theirs if is_day else no_day,
            taken_text=no_text if is_day else ours,
            other_text=no_text if is_day else theirs,
            file=nw.col(f"file__{other}"),
            row=nw.col(f"row__{other}"),
        )
        .select(*CONFLICT)
    )


def aligned(
    rows: Frame, primary: str, secondary: str, *, only_unknown: bool = False
) -> Frame:
    """Give a secondary source's spell the start of the primary's that it overlaps.

    A child is in one period of care at a time, and on one protection plan at a time, so
    two sources whose spells overlap tell of the same one. `rows` has starts_on,
    ended_on and `is_start_known`. The result has `stated_on` (the start as the source
    gives it, null where it does not know it) and `starts_on` (the start by which the
    spell is known): the primary's where it knows it, else the secondary's. With
    `only_unknown`, spells whose start the primary knows are left as they are: a child
    may have moved from one placement to the next between two extracts.
    """
    firsts = rows.filter(nw.col("source") == primary).select(
        *WHOSE,
        p_start=nw.col("starts_on"),
        p_end=nw.col("ended_on"),
        p_known=nw.col("is_start_known"),
    )
    seconds = rows.filter(nw.col("source") == secondary)
    agree = nw.lit(False) if only_unknown else nw.col("p_known")
    pairs = (
        seconds.select(*WHOSE, s_start=nw.col("starts_on"), s_end=nw.col("ended_on"))
        .join(firsts, on=list(WHOSE), how="inner")
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
    to_second = pairs.group_by(*WHOSE, "s_start").agg(nw.col("together").max())
    to_first = pairs.group_by(*WHOSE, "p_start").agg(nw.col("together").max())
    moved = []
    for source, pair, at in (
        (secondary, to_second, "s_start"),
        (primary, to_first, "p_start"),
    ):
        moved.append(
            rows.filter(nw.col("source") == source)
            .join(
                pair, left_on=[*WHOSE, "starts_on"], right_on=[*WHOSE, at], how="left"
            )
            .with_columns(
                stated_on=nw.when(nw.col("is_start_known")).then(nw.col("starts_on")),
                starts_on=nw.coalesce(nw.col("together"), nw.col("starts_on")),
                is_start_known=nw.col("is_start_known") | ~nw.col("together").is_null(),
            )
        )
    columns = moved[0].collect_schema().names()
    columns = [c for c in columns if c not in ("s_start", "p_start", "together")]
    return nw.concat([m.select(*columns) for m in moved])
