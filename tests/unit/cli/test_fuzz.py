"""Damaged input, of any kind, ends in a review or a plain no: never in a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearsight.errors import InputError
from clearsight.madeup import make
from clearsight.report.run import Options, review
from clearsight.returns.folder import read_paths
from clearsight.settings import Settings

JUNK = st.one_of(
    st.binary(max_size=200),
    st.sampled_from(
        [
            b"",
            b'"',
            b"\x00" * 50,
            b"<!DOCTYPE a [<!ENTITY x 'y'>]>&x;",
            b"\xff\xfe",
            b"PK\x03\x04",
            b",,,,,,,,,,,,,,,,,,,,\r\n",
            b"31/02/2024",
            "£’é".encode(),
        ]
    ),
)


@pytest.fixture(scope="module")
def returns(tmp_path_factory) -> Path:
    """Make up a very small council."""
    out: Path = tmp_path_factory.mktemp("council")
    make(out, children=40)
    return out / "returns"


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_damaged_returns_never_end_in_a_traceback(returns, tmp_path_factory, data):
    place = tmp_path_factory.mktemp("damaged")
    shutil.copytree(returns, place, dirs_exist_ok=True)
    files = sorted(p for p in place.rglob("*") if p.is_file())
    for _ in range(data.draw(st.integers(1, 4))):
        file = data.draw(st.sampled_from(files))
        content = file.read_bytes()
        at = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(at, min(len(content), at + 400)))
        kept = data.draw(st.sampled_from([content[end:], b""]))
        file.write_bytes(content[:at] + data.draw(JUNK) + kept)
    read = read_paths([place])
    assert {f.name for f in read} >= {p.relative_to(place).as_posix() for p in files}
    for file in read:
        for part in file.parts:
            assert part.rows_in == part.rows_kept + part.rows_aside
    try:
        found = review([place], Options(), Settings())
    except InputError:
        return
    assert set(found.worklist["child"]) <= set(found.children["child"])
    shutil.rmtree(place)
