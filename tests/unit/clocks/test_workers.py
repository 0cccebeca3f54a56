"""Clocks about workers: rows of workers, for those who manage them."""

from __future__ import annotations

from datetime import date

import pytest

import records
from clearsight.clocks.workers import of_workers
from clearsight.dates import calendar
from clearsight.settings import Settings
from records import DuckDB, Engine, record

AS_AT = date(2024, 6, 30)


@pytest.fixture(autouse=True)
def local_files(monkeypatch):
    monkeypatch.setitem(records.SOURCES, "oversight", "f-oversight")
    monkeypatch.setitem(records.SOURCES, "staff", "f-staff")


def session(worker, on, child=None, kind="PERSONAL"):
    return {"source": "oversight", "child": child, "worker": worker,
            "supervised_on": on, "kind": kind}  # fmt: skip


def staff(worker, since, role="SOCIAL WORKER", **more):
    return {"source": "staff", "worker": worker, "staff": f"P-{worker}", "role": role,
            "starts_on": since, **more}  # fmt: skip


def told(sessions, posts, engine=None, made_on="2024-06-30"):
    on = engine or Engine()
    tables = record({"supervision": sessions, "staff": posts})
    frames = {n: on.frame(tables[n]) for n in ("supervision", "staff")}
    known = on.frame(records.files(made_on))
    days = on.frame(calendar())
    found = of_workers(frames, known, days, as_at=AS_AT, settings=Settings())
    out = found.collect("polars").to_native().sort("clock", "worker", "step")
    assert "child" not in out.columns
    return out.select("clock", "worker", "step", "due_on", "standing").rows()


@pytest.mark.parametrize("engine", [Engine, DuckDB])
def test_sessions_about_the_worker_or_the_work_both_count(engine):
    sessions = [
        session("a", "2024-03-29"),
        session("a", "2024-04-29", child="7", kind="CASE"),
        session("b", "2024-05-31"),
    ]
    found = told(sessions, [staff("b", "2024-05-31")], engine())
    assert found == [
        ("supervision_worker", "P-b", 1, date(2024, 6, 30), "running"),
        ("supervision_worker", "a", 1, date(2024, 4, 29), "met"),
        ("supervision_worker", "a", 2, date(2024, 5, 29), "overdue"),
    ]


def test_of_days_after_it_was_made_the_extract_says_nothing():
    sessions = [session("a", "2024-04-29"), session("b", "2024-05-02")]
    found = told(sessions, [], made_on="2024-05-30")
    assert found == [
        ("supervision_worker", "a", 1, date(2024, 5, 29), "overdue"),
        ("supervision_worker", "b", 1, date(2024, 6, 2), "cannot run"),
    ]


def test_a_year_of_support_has_its_own_clock():
    sessions = [session("x", "2024-01-02"), session("n", "2024-06-12")]
    post = staff("n", "2024-06-05", newly_qualified_to="2025-06-04")
    found = [r for r in told(sessions, [post]) if r[0] == "supervision_asye"]
    assert found == [
        ("supervision_asye", "P-n", 1, date(2024, 6, 12), "met"),
        ("supervision_asye", "P-n", 2, date(2024, 6, 19), "overdue"),
    ]


def test_whoever_holds_no_children_or_has_left_is_owed_nothing_more():
    sessions = [session("m", "2024-01-10"), session("l", "2024-01-10")]
    posts = [
        staff("m", "2020-01-01", role="TEAM MANAGER"),
        staff("l", "2024-01-05", ended_on="2024-02-01"),
    ]
    found = told(sessions, posts)
    assert {r[1] for r in found} == {"P-l"}
    # The post began before the first session on record.
    assert found[-1][4] == "no longer due"


def test_without_supervision_nobody_is_late():
    assert told([], [staff("b", "2024-01-05")]) == []
