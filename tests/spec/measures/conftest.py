"""Give the specs of measures to the tests that ask for them."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def _load() -> ModuleType:
    path = Path(__file__).with_name("measures_runner.py")
    found = spec_from_file_location("measures_runner", path)
    assert found
    assert found.loader
    module = module_from_spec(found)
    sys.modules[found.name] = module
    found.loader.exec_module(module)
    return module


RUNNER = _load()
CASES = RUNNER.read(Path(__file__).parent)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for `measure_case` once for each case."""
    if "measure_case" in metafunc.fixturenames:
        metafunc.parametrize("measure_case", CASES, ids=[c.name for c in CASES])


@pytest.fixture(scope="session", params=["polars", "duckdb"])
def measure_results(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Give the members and the figure of each case, on each engine in turn."""
    results: dict[str, Any] = RUNNER.run_all(CASES, request.param)
    return results


@pytest.fixture(scope="session")
def specified() -> set[str]:
    """Give the keys of the measures that have a spec."""
    return {case.measure for case in CASES}
