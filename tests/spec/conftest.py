"""Give specs written in Markdown to the tests that ask for them."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def _load() -> ModuleType:
    found = spec_from_file_location(
        "spec_runner", Path(__file__).with_name("runner.py")
    )
    assert found
    assert found.loader
    module = module_from_spec(found)
    sys.modules[found.name] = module
    found.loader.exec_module(module)
    return module


RUNNER = _load()
CASES = RUNNER.read(Path(__file__).with_name("clocks"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for `clock_case` once for each case."""
    if "clock_case" in metafunc.fixturenames:
        metafunc.parametrize("clock_case", CASES, ids=[c.name for c in CASES])


@pytest.fixture(scope="session", params=["polars", "duckdb"])
def clock_results(request: pytest.FixtureRequest) -> dict[str, list[dict[str, Any]]]:
    """Give the rows found for each case, by its name, on each engine in turn."""
    results: dict[str, list[dict[str, Any]]] = RUNNER.run_all(CASES, request.param)
    return results
