"""Every measure of the specification is there, of its family, and read as it says."""

from __future__ import annotations

import tomllib
from pathlib import Path

from clearsight.measures import MEASURES
from clearsight.measures.neglect import ENDS, MONTHS

# Published beside another measure, under an id of their own.
BESIDE = {
    "cl_eet_17_18", "cl_suitable_17_18", "send_20w_all", "wf_caseload_named",
    "s47_children", "proceedings_open", "cla_rate_without_asylum", "cla_sw_gap",
    *(f"cpp_neglect_{how}_{months}m" for how in ENDS for months in MONTHS),
}  # fmt: skip


def test_all_hundred(shared: Path) -> None:
    """No id is missing, and none is there that nobody asked for."""
    listed = tomllib.loads((shared / "spec" / "measures.toml").read_text("utf-8"))
    asked = {m["id"]: m for m in listed["measure"]}
    ours = {m.key: m for m in MEASURES}
    assert set(ours) - BESIDE == set(asked)
    told = {key: (m.family, m.better, m.disclosure, m.clock) for key, m in ours.items()}
    assert {key: told[key] for key in asked} == {
        key: (m["family"], m["good_is"], m["disclosure"], m.get("clock", ""))
        for key, m in asked.items()
    }
    for key, m in asked.items():
        assert set(m.get("read_with", ())) <= set(ours[key].read_with)


def test_what_is_read_together_exists() -> None:
    """A measure is never to be read with one that is not there."""
    keys = {m.key for m in MEASURES}
    assert {r for m in MEASURES for r in m.read_with} <= keys
