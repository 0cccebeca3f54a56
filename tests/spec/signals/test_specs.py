"""Every example in the specs of signals is raised, or not, as it says."""

from __future__ import annotations

from clearsight.oversight.signal import SIGNALS

# Raised by clocks, by waiting or by the others: their examples are elsewhere.
ELSEWHERE = {"S01", "S02", "S03", "S04", "S27"}


def test_an_example_is_raised_as_it_says(signal_case, signal_results):
    rows = signal_results[signal_case.name]
    found = [row for row in rows if row["signal"] == signal_case.signal]
    wanted = signal_case.found
    assert {row["child"] for row in found} == {row["child"] for row in wanted}
    for want in wanted:
        mine = [row for row in found if row["child"] == want["child"]]
        if times := want.get("times"):
            assert len(mine) == int(times)
        assert any(_is(row, want) for row in mine), (want, mine)


def _is(row, want):
    for name, value in want.items():
        if name == "because" and value and value not in row["because"]:
            return False
        if name not in ("because", "times") and value and str(row[name]) != value:
            return False
    return True


def test_every_signal_has_an_example_that_is_raised_and_one_that_is_not(signal_cases):
    for signal in SIGNALS:
        if signal.key in ELSEWHERE:
            continue
        mine = [case for case in signal_cases if case.signal == signal.key]
        raised = {row["child"] for case in mine for row in case.found}
        assert raised, signal.key
        assert any(
            case.children - {row["child"] for row in case.found} for case in mine
        ), signal.key
