"""Every clock cites its law, and says how far the citation was checked."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from clearsight.clocks import CLOCKS, Clock
from clearsight.law import Checked, Status

EVERY = pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: clock.key)


@EVERY
def test_a_clock_cites_its_law(clock: Clock) -> None:
    """A limit that nobody can look up is an opinion."""
    assert clock.law.cite
    assert clock.law.status in get_args(Status)
    assert clock.law.checked in get_args(Checked)


@EVERY
def test_a_text_that_was_seen_can_be_seen(clock: Clock) -> None:
    """Whoever says that they read it says where, if it is not this program's own."""
    is_ours = clock.key == "flag_response"
    seen = clock.law.checked == "text seen" and not is_ours
    assert not seen or clock.law.url.startswith("https://")


@EVERY
def test_only_a_local_standard_may_be_changed(clock: Clock) -> None:
    """A council cannot give itself longer than the law does."""
    assert clock.configurable <= (clock.law.status == "local standard")


@EVERY
def test_a_clock_has_a_spec(clock: Clock, root: Path) -> None:
    """The examples that say what a clock means are also its tests."""
    specs = (root / "tests" / "spec").rglob("*.md")
    assert any(clock.key in path.read_text(encoding="utf-8") for path in specs)
