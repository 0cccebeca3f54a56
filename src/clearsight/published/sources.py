"""Who published a figure or an outcome, and what may be done with it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import polars as pl


@dataclass(frozen=True)
class Source:
    """A published series.

    `rank`: where two sources differ about one inspection, the lowest is believed.
    """

    key: str
    title: str
    publisher: str
    rank: int = 9


def licence() -> str:
    """Return the short name of the licence that all of it is under."""
    return str(_data()["licence"])


def attribution() -> str:
    """Return the sentence that the licence asks for wherever a figure is shown."""
    return str(_data()["attribution"])


@cache
def sources() -> dict[str, Source]:
    """Return every source by its key."""
    listed = _data()["source"]
    assert isinstance(listed, dict)  # noqa: S101, ours, and read by a test
    return {key: Source(key, **told) for key, told in listed.items()}


def ranks() -> pl.DataFrame:
    """Return source (String) and rank (Int64), the lowest to be believed first."""
    return pl.DataFrame(
        [(s.key, s.rank) for s in sources().values()],
        schema={"source": pl.String, "rank": pl.Int64},
        orient="row",
    )


@cache
def _data() -> dict[str, object]:
    path = resources.files("clearsight.published") / "sources.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
