"""`clearsight measures`: what each option does, and what is written."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner, Result

from clearsight.cli.main import cli
from clearsight.errors import SettingsError
from clearsight.madeup import make

NEEDED = {
    "measure", "council", "period", "split", "part", "numerator", "denominator",
    "value", "unit", "status", "marking",
}  # fmt: skip

EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"
    "HOME_POST,PL_POST,URN"
)


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make up a small council."""
    out: Path = tmp_path_factory.mktemp("council")
    make(out, children=150)
    return out / "returns"


def measures(*arguments: str | Path) -> Result:
    """Run the command inside this process."""
    return CliRunner().invoke(cli, ["measures", *map(str, arguments)])


def told(*arguments: str | Path) -> Any:
    """Run it with --json, and read what it says."""
    ended = measures(*arguments, "--json")
    assert ended.exit_code == 0, ended.output
    return json.loads(ended.stdout)


def test_json_is_a_list_of_figures(returns: Path) -> None:
    rows = told(returns, "--measure", "assess_45", "--measure", "cpp_rate")
    assert [r["measure"] for r in rows] == ["assess_45", "cpp_rate"]
    assert all(set(r) >= NEEDED for r in rows)
    assert rows[0]["status"] == "ok"
    assert rows[0]["value"] == pytest.approx(
        100 * rows[0]["numerator"] / rows[0]["denominator"]
    )


def test_what_was_left_aside_is_said(returns: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    asked = [returns, "--measure", "referral_nfa"]
    assert "left aside" not in measures(*asked).output
    assert "not counted: 1." in measures(*asked, tmp_path / "empty.csv").output


def test_members_are_whom_the_figure_counts(returns: Path) -> None:
    found = told(returns, "--measure", "referral_nfa", "--members")
    (figure,), members = found["figures"], found["members"]
    assert sum(m["in_denominator"] for m in members) == figure["denominator"]
    assert sum(m["in_numerator"] for m in members) == figure["numerator"]
    assert all(m["file"] and m["from_on"] for m in members)


def test_members_are_printed_too_and_said_where_all_of_them_are(returns: Path) -> None:
    asked = (returns, "--measure", "referral_nfa", "--members")
    every = told(*asked)["members"]
    printed = measures(*asked).output.splitlines()
    found = [line.strip() for line in printed if line.startswith("      child ")]
    assert [line.split(";")[0] for line in found] == [
        f"child {one['child']}" for one in every[:5]
    ]
    assert f"      and {len(every) - 5:,} more" in printed
    assert f"Members: {len(every):,}, of which 5 at most" in printed[-1]
    assert "--out DIR or --json" in printed[-1]
    without = measures(returns, "--measure", "referral_nfa").output
    assert "child " not in without and "Members" not in without


def test_everything_is_written_marked_and_for_its_owner_alone(
    returns: Path, tmp_path: Path
) -> None:
    out = tmp_path / "figures"
    assert measures(returns, "--members", "--out", out).exit_code == 0
    files = {path.name: path for path in out.iterdir()}
    assert set(files) == {
        "figures.csv", "figures.parquet", "members.parquet", "measures.xlsx",
        "measures.html",
    }  # fmt: skip
    modes = {stat.S_IMODE(p.stat().st_mode) for p in files.values()}
    assert modes == {0o600}
    for name in ("figures.csv", "measures.html"):
        assert "OFFICIAL-SENSITIVE" in files[name].read_text("utf-8")
    assert pl.read_parquet(files["members.parquet"]).height > 0


def test_what_is_published_holds_no_small_number_and_no_child(
    returns: Path, tmp_path: Path
) -> None:
    out = tmp_path / "public"
    asked = ("--public", "--period", "month", "--split", "sex", "--out", out)
    assert measures(returns, *asked).exit_code == 0
    assert not (out / "members.parquet").exists()
    figures = pl.read_csv(out / "figures.csv", infer_schema_length=None)
    shown = figures.filter(pl.col("status").is_in(["ok", "small"]))
    counts = pl.concat(
        [shown["numerator"], shown["value"].filter(shown["unit"] == "children")]
    )
    small = counts.drop_nulls().cast(pl.Float64).is_between(1, 4)
    assert not small.any()
    assert {"suppressed", "ok"} <= set(figures["status"])
    assert not [name for name in figures.columns if name.endswith("children")]
    assert "OFFICIAL-SENSITIVE" not in (out / "measures.html").read_text("utf-8")


def in_unregistered(folder: Path, children: int) -> Path:
    """Write the 903 of so many children, each unregistered for the same 151 nights."""
    folder.mkdir()
    who = [f"{n}" for n in range(1000, 1000 + children)]
    header = [f"{child},F,24/02/2017,WBRI,,0," for child in who]
    episodes = [
        f"{child},31/10/2025,S,V2,N1,Z11,PR5,,,,ZZ99 7DJ,ZZ99 2PY," for child in who
    ]
    text = {
        "header": ["CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB", *header],
        "episodes": [EPISODES, *episodes],
    }
    for name, lines in text.items():
        (folder / f"{name}.csv").write_text("\n".join([*lines, ""]), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("children", "shown"), [(1, "fewer than six children"), (9, "1360")]
)
def test_nights_of_one_child_are_not_published(
    tmp_path: Path, children: int, shown: str
) -> None:
    """Many nights are one child's, and what decides is the child."""
    folder = in_unregistered(tmp_path / "ssda903", children)
    asked = ("--measure", "pl_unregistered_days", "--period", "2025/26",
             "--as-at", "2026-03-31", "--council", "Tameside")  # fmt: skip
    (inside,) = told(folder, *asked)
    assert inside["value"] == children * 151
    (found,) = told(folder, *asked, "--public")
    assert found["shown"] == shown
    by_month = told(folder, *asked, "--public", "--period", "month")
    assert {row["shown"] for row in by_month} <= {"not for publication", "refused"}


def test_no_event_is_named_in_public_as_the_reason_of_the_day(tmp_path: Path) -> None:
    """The latest thing recorded is a day in one child's life."""
    folder = in_unregistered(tmp_path / "ssda903", 9)
    asked = ("--measure", "cla_rate", "--council", "Tameside")
    inside, outside = measures(folder, *asked), measures(folder, *asked, "--public")
    assert "the latest plausible event recorded, in episodes.csv" in inside.output
    assert "As at 31/10/2025: as what was loaded settles it." in outside.output
    assert "episodes.csv" not in outside.output


def test_members_are_never_published(returns: Path) -> None:
    ended = measures(returns, "--members", "--public")
    assert ended.exit_code == 2
    assert "never published" in ended.output


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        (("--measure", "asses_45"), "assess_45"),
        (("--period", "2025/27"), "2025/26"),
        (("--split", "shoe_size"), "age_band"),
    ],
)
def test_a_wrong_word_is_answered_with_the_right_one(
    returns: Path, asked: tuple[str, str], near: str
) -> None:
    wrong = measures(returns, *asked).exception
    assert isinstance(wrong, SettingsError)
    assert near in f"{wrong.what} {wrong.do}"


def test_several_periods_are_whole_and_in_order(returns: Path) -> None:
    rows = told(returns, "--period", "quarter", "--measure", "referral_nfa")
    ok = [r for r in rows if r["status"] in ("ok", "small")]
    assert len(rows) == 8
    assert [r["period"] for r in rows] == sorted(r["period"] for r in rows)
    assert {r["status"] for r in rows} > {"refused"}
    assert all(r["denominator"] > 0 for r in ok)


def test_what_could_not_be_written_or_changed_is_said_at_once(tmp_path: Path) -> None:
    not_there, blocked = tmp_path / "nothing is read before", tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    ended = measures(not_there, "--out", blocked / "figures")
    assert "could not be written: Not a directory" in str(ended.exception)
    settings = tmp_path / "clearsight.toml"
    settings.write_text('[limits]\ncla_review = "1 year"\n', encoding="utf-8")
    ended = measures(not_there, "--settings", settings)
    assert "cannot be changed" in str(ended.exception)
