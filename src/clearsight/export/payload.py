"""Write what the department's daily data API takes, as files that nobody has sent.

Each body is a file, of at most as many children as the API takes at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from clearsight.errors import InputError
from clearsight.export.folder import folder, whole
from clearsight.files.manifest import Problem, ReadFile
from clearsight.returns import RETURNS
from clearsight.returns.cscapi.delta import delta
from clearsight.returns.cscapi.of_record import tables
from clearsight.returns.cscapi.state import KEY, standing
from clearsight.returns.cscapi.write import Payload, batches, payload, text

# Purges are sent first, and so come first by name.
WHOLE, PURGES, UPDATES = "payload", "1_purge", "2_update"


@dataclass(frozen=True)
class Bodies:
    """What is to be sent: each turn by its name, in order, and what was left out."""

    turns: Mapping[str, Payload]
    problems: Sequence[Problem]
    as_at: date


def bodies(
    record: Mapping[str, pl.DataFrame],
    as_at: date,
    sent: Sequence[ReadFile] | None = None,
) -> Bodies:
    """Make the payload of a council, or what has changed since what was `sent`.

    `record` holds tables of `record.THINGS` by name. Raises `InputError` where it tells
    of no child or of several councils, or where nothing of `sent` is a payload, for
    then all would be sent again.
    """
    names = record["referral"]["council"].unique().drop_nulls().sort().to_list()
    if len(names) != 1:
        raise InputError(
            f"A payload is one council's, and this tells of {len(names)} with referrals"
            f"{': ' if names else ''}{', '.join(names)}.",
            do="Name it with --council, and give a source that holds referrals: the "
            "census, Annex A or the Standard Safeguarding Dataset.",
        )
    made = tables(one_source(record), council=names[0], as_at=as_at)
    now, problems = payload(made)
    if sent is None:
        return Bodies({WHOLE: now}, problems, as_at)
    before = [f for f in sent if f.taken_for == KEY and not f.aside]
    if not before:
        raise InputError(
            "What was sent before is no payload of the API.",
            do="Give the files that were sent, with --sent.",
        )
    held, _ = payload(standing(before))
    purges, updates = delta(held, now)
    return Bodies({PURGES: purges, UPDATES: updates}, problems, as_at)


def one_source(record: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Keep of each table and council the rows of one return, the first in the list.

    Two tellings of one assessment would be sent as two. Children are kept from all:
    each is described once, whoever tells of her.
    """
    rank = {kind.key: place for place, kind in enumerate(RETURNS)}
    order = pl.col("source").replace_strict(rank, return_dtype=pl.Int64, default=None)
    return {
        name: frame
        if name == "child"
        else frame.filter(order == order.min().over("council"))
        for name, frame in record.items()
        if "source" in frame.columns
    }


def write_bodies(made: Bodies, out: Path) -> list[Path]:
    """Write each body into a new folder, and return the files in order of sending.

    The folder is its owner's alone (mode 0700), and so is each file (0600). Raises
    `InputError` where there is something in it: two payloads must not be mixed.
    """
    if out.exists() and any(out.iterdir()):
        raise InputError(
            "The folder has something in it, and two payloads must not be mixed.",
            where=str(out),
            do="Name a new folder with --out.",
        )
    folder(out)
    written = []
    for turn, children in made.turns.items():
        for nth, body in enumerate(batches(children), start=1):
            path = out / f"{made.as_at.isoformat()}_{turn}_{nth:03}.json"
            whole(path, _writing(text(body)))
            written.append(path)
    return written


def _writing(said: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(said, encoding="utf-8")
