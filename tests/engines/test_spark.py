"""Spark agrees with Polars on journeys, clocks and measures, row for row.

To plan is what takes Spark's time, whatever the number of rows. So one record holds all
that is run: the examples of every measure, each a council of its own; an untidy record;
and a made-up council. It goes through once.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from clearsight.clocks import CLOCKS, run
from clearsight.dates import calendar
from clearsight.journeys import settle
from clearsight.journeys.build import Journeys, build
from clearsight.journeys.settle import keep
from clearsight.madeup import make
from clearsight.measures import MEASURES
from clearsight.measures import run as measures
from clearsight.measures.known import Known, Loaded, known
from clearsight.measures.period import periods
from clearsight.report.run import files_known, record_of
from clearsight.returns.folder import read_paths
from clearsight.settings import NOT_A_WORKER, Settings
from clearsight.shape import Frame
from records import FRAMES, Engine, all_frames, collected, files, record

pytestmark = pytest.mark.slow

AS_AT = date(2026, 3, 31)
SPEC_DAY = date(2024, 6, 30)
COUNCIL = "Madeup"
CHILDREN = 100
PERIODS = ("2025/26", "2026-03", None)
SPLITS = ("age_band",)
# Small rows on one machine: two of everything, nothing asked of the network, and a
# compiler that does not polish what runs once. The rest is as Spark comes.
CONFIG = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.adaptive.enabled": "false",
}


def _load(name: str, path: Path) -> ModuleType:
    if name in sys.modules:
        return sys.modules[name]
    found = spec_from_file_location(name, path)
    assert found
    assert found.loader
    module = module_from_spec(found)
    sys.modules[name] = module
    found.loader.exec_module(module)
    return module


HERE = Path(__file__).parent
SPECS = HERE.parent / "spec"
RUNNER = _load("spec_runner", SPECS / "runner.py")
MEASURED = _load("measures_runner", SPECS / "measures" / "measures_runner.py")
UNTIDY = _load("untidy_test_journeys", HERE / "test_journeys.py")


class Spark(Engine):
    """The engine for many councils at once."""

    name = "spark"

    def __init__(self, session: Any) -> None:
        """Use a session that is running."""
        self.session = session
        settle.KEEPERS[nw.Implementation.PYSPARK] = self.kept

    def frame(self, given: pl.DataFrame) -> Frame:
        """Hand the frame over as it lies in memory."""
        return nw.from_native(self.session.createDataFrame(given.to_arrow()))

    def kept(self, frame: Frame) -> Frame:
        """Work a frame out, so that its plan is made once and carried no further."""
        worked_out = frame.to_native().toArrow()
        return nw.from_native(self.session.createDataFrame(worked_out))


def lacking() -> str:
    """Say what this machine needs before Spark can run; nothing where it can."""
    if find_spec("pyspark") is None:
        return "PySpark is not installed"
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        return "Java is not installed (`make test` installs it when run as root)"
    return ""


@pytest.fixture(scope="module")
def spark(tmp_path_factory) -> Iterator[Spark]:
    """Start Spark on this machine alone; where it cannot, say so, or fail in CI."""
    if why := lacking():
        reason = f"{why}: nothing was checked on Spark"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    where = tmp_path_factory.mktemp("spark")
    places = {"spark.local.dir": where, "spark.sql.warehouse.dir": where / "warehouse"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        builder = SparkSession.builder.master("local[2]")
        for key, value in {**CONFIG, **places}.items():
            builder = builder.config(key, str(value))
        session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield Spark(session)
    gateway = SparkContext._gateway
    session.stop()
    if gateway:
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(60)


@dataclass(frozen=True)
class Told:
    """A record and what goes with it, in Polars."""

    tables: dict[str, pl.DataFrame]
    files: pl.DataFrame
    population: pl.DataFrame
    extras: dict[str, pl.DataFrame]
    history: pl.DataFrame


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> Told:
    """Make the one record that everything is run on."""
    out = tmp_path_factory.mktemp("madeup")
    make(out, children=CHILDREN, council=COUNCIL)
    read = read_paths([out / "returns"], council=COUNCIL)
    usable = [f for f in read if f.taken_for and not f.aside]
    made, _ = record_of(usable)
    cases = MEASURED.read(SPECS / "measures")
    drawn = MEASURED.known_of([c for c in cases if c.as_at == AS_AT], "polars")
    untidy = record(UNTIDY.made(31), council="Exampleshire")
    tables = {
        name: pl.concat([table, untidy[name], collected(drawn.record[name])])
        for name, table in made.items()
    }
    return Told(
        tables=tables,
        files=pl.concat([files_known(usable, AS_AT), files()]),
        population=drawn.population,
        extras={name: collected(frame) for name, frame in drawn.extras.items()},
        history=drawn.history,
    )


@dataclass(frozen=True)
class On:
    """The middle of the house, on one engine; each step is taken once."""

    engine: Engine
    told: Told

    @cached_property
    def record(self) -> dict[str, Frame]:
        """Return the record."""
        return {n: self.engine.frame(t) for n, t in self.told.tables.items()}

    @cached_property
    def days(self) -> Frame:
        """Return the calendar."""
        return self.engine.frame(calendar())

    @cached_property
    def journeys(self) -> Journeys:
        """Build the journeys."""
        known_on = self.engine.frame(self.told.files)
        return build(self.record, known_on, not_a_worker=NOT_A_WORKER, as_at=AS_AT)

    @cached_property
    def clocks(self) -> Frame:
        """Run every clock."""
        timeline, coverage = self.journeys.timeline, self.journeys.coverage
        ran = run(timeline, coverage, self.days, as_at=AS_AT, settings=Settings())
        return keep(ran)

    @cached_property
    def known(self) -> Known:
        """Gather what measures are worked out from."""
        told = self.told
        found = known(
            self.journeys,
            lambda: self.clocks,
            self.record,
            Loaded(
                told.files,
                told.tables["coverage"],
                told.population,
                AS_AT,
                Settings(),
            ),
            calendar=self.days,
            extras={name: self.engine.frame(f) for name, f in told.extras.items()},
            put=self.engine.frame,
        )
        return replace(found, history=pl.concat([found.history, told.history]).unique())

    @cached_property
    def measured(self) -> measures.Outcome:
        """Run every measure."""
        wanted = [p for text in PERIODS for p in periods(text, AS_AT)]
        return measures.run(self.known, MEASURES, wanted, splits=SPLITS)


@pytest.fixture(scope="module")
def polars(told) -> On:
    """Run it all on Polars, step by step, as a test asks."""
    return On(Engine(), told)


@pytest.fixture(scope="module")
def on_spark(spark, told) -> On:
    """Run it all on Spark, step by step, as a test asks."""
    return On(spark, told)


def assert_same(ours: pl.DataFrame, theirs: pl.DataFrame) -> None:
    """Fail unless the rows are the same, in every column."""
    other = theirs.select(ours.columns).cast(dict(ours.schema))  # type: ignore[arg-type]
    assert_frame_equal(ours, other.sort(other.columns))


def test_journeys_agree(polars: On, on_spark: On) -> None:
    ours, theirs = all_frames(polars.journeys), all_frames(on_spark.journeys)
    for name in FRAMES:
        assert ours[name].height > 0
        assert_same(ours[name], theirs[name])


def test_clocks_agree(polars: On, on_spark: On) -> None:
    """Of every council; the made-up one has late and overdue children among them."""
    ours, theirs = collected(polars.clocks), collected(on_spark.clocks)
    assert_same(ours, theirs)
    standings = set(ours.filter(council=COUNCIL)["standing"])
    assert {"met", "late", "overdue", "running", "cannot run"} <= standings


def test_measures_agree(polars: On, on_spark: On) -> None:
    """Figures and members, whole and split; no measure is equal by being empty."""
    ours, theirs = polars.measured, on_spark.measured
    assert_frame_equal(ours.figures, theirs.figures)
    members = theirs.members()
    assert_frame_equal(ours.members(), members)
    assert set(members["measure"]) == {m.key for m in MEASURES}
    assert members.filter(council=COUNCIL)["measure"].n_unique() > len(MEASURES) / 3


def test_clocks_are_as_their_specs_say(spark: Spark) -> None:
    """The examples of one day, which are most of them, against what is written."""
    RUNNER.ENGINES["spark"] = lambda: spark
    cases = [
        case
        for case in RUNNER.read(SPECS / "clocks")
        if case.as_at == SPEC_DAY and not case.limits
    ]
    assert len({case.clock for case in cases}) > len(CLOCKS) / 2
    found = RUNNER.run_all(cases, "spark")
    for case in cases:
        shown = list(case.found[0]) if case.found else ["child"]
        rows = [{column: row[column] for column in shown} for row in found[case.name]]
        assert rows == case.found, case.name
