"""`clearsight compare` runs with nothing loaded, and says what inspectors saw."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearsight.cli.compare import command
from clearsight.errors import ClearsightError
from clearsight.published.update import update

NEEDED = {
    "measure", "council", "period", "numerator", "denominator", "value", "unit",
    "status",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _nothing_brought_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARSIGHT_PUBLISHED", str(tmp_path / "brought"))


def run(*arguments: str | Path) -> str:
    ended = CliRunner().invoke(command, [str(a) for a in arguments])
    if isinstance(ended.exception, ClearsightError):
        raise ended.exception
    assert ended.exit_code == 0, ended.output
    return ended.output


def test_json_is_a_list_of_figures() -> None:
    told = json.loads(run("--council", "tameside", "--measure", "cpp_repeat", "--json"))
    assert all(set(row) >= NEEDED for row in told)
    ours = [r for r in told if r["council"] == "Tameside" and r["period"] == "2025"]
    assert [(r["numerator"], r["denominator"], r["value"]) for r in ours] == [
        (119, 552, 21.6)
    ]
    assert {r["council"] for r in told} >= {"England", "North West", "Rotherham"}


def test_what_is_suppressed_is_null_and_says_so() -> None:
    rows = json.loads(
        run("--council", "Tameside", "--measure", "cpp_two_years_open", "--json")
    )
    hidden = [r for r in rows if r["status"] == "suppressed"]
    assert hidden
    assert {r["value"] for r in hidden} == {None}


def test_the_page_says_what_inspectors_saw(tmp_path: Path) -> None:
    run("--council", "Tameside", "--out", tmp_path)
    page = (tmp_path / "compare.html").read_text(encoding="utf-8")
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "What inspectors saw in December 2023" in plain
    assert "Help and protection inadequate" in plain
    assert "Care leavers requires improvement" in plain
    assert "13 February 2025: monitoring visit" in plain
    assert "119 of 552" in plain
    assert "Open Government Licence v3.0" in plain
    assert "OFFICIAL" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)


def test_the_page_is_whole_and_fetches_nothing(tmp_path: Path) -> None:
    run("--council", "York", "--out", tmp_path)
    page = (tmp_path / "compare.html").read_text(encoding="utf-8")

    class Reader(HTMLParser):
        ids: list[str]
        links: list[str]
        tags: set[str]

        def __init__(self) -> None:
            super().__init__()
            self.ids, self.links, self.tags = [], [], set()

        def handle_starttag(
            self, tag: str, attrs: list[tuple[str, str | None]]
        ) -> None:
            self.tags.add(tag)
            self.ids += [v for k, v in attrs if k == "id" and v]
            self.links += [v[1:] for k, v in attrs if k == "href" and v and v[0] == "#"]

    reader = Reader()
    reader.feed(page)
    assert len(reader.ids) == len(set(reader.ids))
    assert set(reader.links) <= set(reader.ids)
    assert not reader.tags & {"script", "img", "link", "iframe"}
    assert not re.search(r"\bsrc=|@import|url\(http", page)


def test_one_measure_and_a_council_without_inspection(tmp_path: Path) -> None:
    run("--council", "Tameside", "--measure", "lait:LACFinance", "--out", tmp_path)
    page = (tmp_path / "compare.html").read_text(encoding="utf-8")
    assert page.count('class="lc"') == 1
    run("--council", "Northamptonshire", "--out", tmp_path)
    assert "compare.html" in {p.name for p in tmp_path.iterdir()}


def test_a_wrong_name_or_measure_is_told_the_right_one() -> None:
    with pytest.raises(ClearsightError, match="Did you mean Tameside") as problem:
        run("--council", "Tamside")
    assert problem.value.exit_code == 2
    with pytest.raises(ClearsightError, match="Did you mean cpp_repeat"):
        run("--council", "Tameside", "--measure", "cpp_repeats")


def test_without_a_page_it_prints_the_newest() -> None:
    said = run("--council", "Tameside")
    line = next(x for x in said.splitlines() if x.startswith("cpp_repeat"))
    assert line.split() == ["cpp_repeat", "2025", "21.6", "27.6", "23.3", "24.5"]


@pytest.mark.parametrize("given", ["tameside mbc", "357", "E08000008"])
def test_it_says_which_council_it_took(given: str, tmp_path: Path) -> None:
    whose = "Tameside (code 357, North West)"
    assert run("--council", given).startswith(whose)
    assert run("--council", given, "--out", tmp_path).startswith(whose)


def test_a_region_is_not_taken_for_a_council() -> None:
    with pytest.raises(ClearsightError, match="Did you mean City of London"):
        run("--council", "London")


def test_what_is_not_given_is_never_called_none(tmp_path: Path) -> None:
    said = run("--council", "Tameside")
    line = next(x for x in said.splitlines() if x.startswith("cpp_two_years_open"))
    assert line.split(None, 3)[3].startswith("not given")
    run("--council", "Tameside", "--out", tmp_path)
    page = (tmp_path / "compare.html").read_text(encoding="utf-8")
    cells = re.findall(r"<td[^>]*>([^<]*)", page)
    assert "not given" in cells
    assert not {"none", "none since", "-", "nil"} & set(cells)


REFERRALS = (
    "time_period,time_identifier,geographic_level,country_code,country_name,"
    "region_code,region_name,old_la_code,new_la_code,la_name,category,referral_count,"
    "rereferral_count,rereferral_percent,no_further_action_count,"
    "no_further_action_percent,not_in_need_count,not_in_need_percent,"
    "referral_child_count,rereferral_child_count,rereferral_child_percent\n"
    "2026,Reporting year,Local authority,E92000001,England,E12000002,North West,357,"
    "E08000008,Tameside,Referrals,5000,2500,50,c,c,100,2,1,1,c\n"
)


def test_a_rate_without_its_population_gives_way_to_the_last_there_is(
    tmp_path: Path,
) -> None:
    file = tmp_path / "referrals.csv"
    file.write_text(REFERRALS, encoding="utf-8")
    (change,) = update(file)
    assert any("wait for the population" in told for told in change.aside)
    said = run("--council", "Tameside").splitlines()
    rate = next(x for x in said if x.startswith("referral_rate")).split()
    again = next(x for x in said if x.startswith("rereferral_12m")).split()
    assert rate[1] == "2025"
    assert float(rate[2].replace(",", "")) > 0
    assert again[1:3] == ["2026", "50"]
