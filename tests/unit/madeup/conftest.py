"""One made-up council of the default size, shared by the tests that only read it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from clearsight import madeup
from clearsight.madeup import council as councils
from clearsight.madeup import world
from clearsight.madeup.true import Child

Rows = list[dict[str, str]]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the default council; give its folder."""
    out = tmp_path_factory.mktemp("madeup")
    madeup.make(out)
    return out


@pytest.fixture(scope="session")
def truth(made: Path) -> Callable[[str], Rows]:
    """Give a reader of one of the truth's tables."""

    def read(name: str) -> Rows:
        path = made / "truth" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    return read


@pytest.fixture(scope="session")
def the_world() -> world.World:
    """Give the world of the default council."""
    return world.world(madeup.AS_AT, 24, 300, 1, "Madeup")


@pytest.fixture(scope="session")
def every_child(the_world: world.World) -> list[Child]:
    """Give the children of the default council."""
    return councils.children(the_world)


@pytest.fixture(scope="session")
def many(the_world: world.World) -> list[Child]:
    """Give the children of a council ten times the size."""
    return councils.children(replace(the_world, children=3000))
