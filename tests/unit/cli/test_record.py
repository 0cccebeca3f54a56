"""`clearsight record`, as typed: documents in, decisions, questions, and tampering."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from clearsight.cli.main import main

PAPER = (
    "Exampleshire's director of children's services, Jo Bloggs, has resigned.\n"
    "Cllr Ann Other was replaced as lead member for children's services by Cllr Bo "
    "Peep in March 2026.\n"
    'In a letter, chief executive Chris Carter said: "We will publish the improvement '
    'plan by 30 April 2026. I want to thank Jo for two years of work."\n'
)
OTHER = (
    "Chris Carter, chief executive of Exampleshire Council, wrote in a letter to "
    'staff: "We will publish the improvement plan by 31 May 2026."'
)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on one store; return its exit code and what it printed."""

    def typed(*words: str, by: str = "A. Clerk") -> tuple[int, str, str]:
        store = ("--store", str(tmp_path / "store"), "--by", by)
        options = store if words[0] not in READERS else store[:2]
        with pytest.raises(SystemExit) as ended:
            main(["record", *words, *options])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return typed


READERS = ("propose", "show", "compare", "verify")


@pytest.fixture
def paper(tmp_path: Path, run: Run) -> Path:
    """Bring one paper in."""
    file = tmp_path / "paper.txt"
    file.write_text(PAPER, encoding="utf-8")
    code, out, _ = run("add-source", str(file), "--publisher", "The Bugle",
                       "--published", "2026-04-02",
                       "--kind", "press report")  # fmt: skip
    assert code == 0
    assert "kept as source:the-bugle-2026-04-02-" in out
    return file


def proposals(run: Run, *more: str) -> list[dict[str, object]]:
    code, out, _ = run("propose", "--json", *more)
    assert code == 0
    found: list[dict[str, object]] = json.loads(out)
    return found


def test_the_same_document_again_changes_nothing(run: Run, paper: Path) -> None:
    before = proposals(run)
    code, out, _ = run("add-source", str(paper))
    assert (code, "holds it already" in out) == (0, True)
    assert proposals(run) == before


def test_a_proposal_has_every_field_and_rests_on_words(run: Run, paper: Path) -> None:
    found = proposals(run)
    assert {p["kind"] for p in found} >= {"statement", "post", "commitment"}
    for p in found:
        assert {"id", "kind", "source", "exact", "speaker", "role", "medium", "person",
                "post", "capacity", "body", "what", "date", "window", "same_as",
                "differs_from", "restricted"} <= set(p)  # fmt: skip
        assert p["exact"]
        assert str(p["exact"]).splitlines()[0] in PAPER


def test_accepted_it_answers_and_is_proposed_no_more(run: Run, paper: Path) -> None:
    (left,) = [p for p in proposals(run) if p["person"] == "Jo Bloggs"
               and p["what"] == "left"]  # fmt: skip
    assert run("accept", "post-")[0] == 2  # fits several
    code, out, _ = run("accept", str(left["id"])[:-2], "--set", "date=2026-04")
    assert code == 0
    assert "acceptance:" in out
    assert left["id"] not in {p["id"] for p in proposals(run)}
    assert left["id"] in {p["id"] for p in proposals(run, "--all")}
    code, out, _ = run("show", "posts", "--on", "2026-05-01", "--json")
    (row,) = json.loads(out)
    assert row["post"].lower() == "director of children's services"


def test_a_refusal_needs_a_reason_and_is_kept(run: Run, paper: Path) -> None:
    first = str(proposals(run)[0]["id"])
    assert run("refuse", first)[0] == 2
    assert run("refuse", first, "--because", "not what it says")[0] == 0
    assert first not in {p["id"] for p in proposals(run)}


def test_two_sources_are_set_side_by_side(
    run: Run, paper: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(OTHER, encoding="utf-8")
    run(
        "add-source", str(other), "--publisher", "The Echo", "--published", "2026-04-03"
    )
    code, out, _ = run("compare", "paper.txt", "other.txt")
    assert code == 0
    assert "31 May" in out
    assert "30 April" in out


def test_a_plan_is_entered_whole_or_not_at_all(
    run: Run, paper: Path, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text('[[Action]]\nid = "action:1"\ntitle = "Weekly panel"\n'
                    'answers = ["finding:1"]\ndue = 2026-05-31\n')  # fmt: skip
    code, _, err = run("enter", str(plan))
    assert code == 2
    assert "finding:1" in err
    plan.write_text(plan.read_text() + '[[Finding]]\nid = "finding:1"\n'
                    'found_by = "source:1"\nwords = "drift"\n')  # fmt: skip
    assert run("enter", str(plan))[0] == 2
    source = json.loads(run("show", "sources", "--json")[1])[0]["id"]
    plan.write_text(plan.read_text().replace("source:1", source))
    assert run("enter", str(plan))[0] == 0
    (row,) = json.loads(run("show", "plan", "--on", "2090-05-31", "--json")[1])
    assert (row["original_due"], row["standing"]) == ("2026-05-31", "overdue")


def test_an_altered_line_is_named(run: Run, paper: Path, tmp_path: Path) -> None:
    code, out, _ = run("verify")
    assert (code, "as they were written" in out) == (0, True)
    log = tmp_path / "store" / "log.jsonl"
    log.write_bytes(log.read_bytes().replace(b"The Bugle", b"The Bungle"))
    code, _, err = run("verify")
    assert (code, "line 1" in err) == (2, True)
    assert run("show", "sources")[0] == 2


def test_a_lost_original_is_named(run: Run, paper: Path, tmp_path: Path) -> None:
    for file in (tmp_path / "store" / "originals").iterdir():
        file.unlink()
    code, _, err = run("verify")
    assert (code, "source:the-bugle" in err) == (2, True)


def test_what_cannot_be_read_is_said_and_the_rest_goes_in(
    run: Run, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.pdf"
    good.write_text(OTHER, encoding="utf-8")
    bad.write_bytes(b"%PDF-1.7\nnothing more")
    code, out, err = run("add-source", str(bad), str(good))
    assert code == 0
    assert "bad.pdf" in err
    assert "good.txt: kept" in out
    assert run("add-source", str(bad))[0] == 2


@pytest.mark.parametrize("words", [("show", "posts"), ("verify",), ("propose",)])
def test_where_there_is_no_record_it_says_how_to_begin(
    run: Run, words: tuple[str, ...]
) -> None:
    code, _, err = run(*words)
    assert (code, "add-source" in err) == (2, True)


def test_the_promiser_cannot_decide_alone(run: Run, paper: Path) -> None:
    (promise,) = [p for p in proposals(run) if p["kind"] == "commitment"]
    run("accept", str(promise["id"]))
    (row,) = json.loads(run("show", "commitments", "--json")[1])
    kept = ("outcome", row["id"], "kept", "--because", "it is on the website")
    code, _, err = run(*kept, by="Chris Carter")
    assert (code, "cannot decide alone" in err) == (2, True)
    assert run(*kept, "--second", "A. Clerk", by="Chris Carter")[0] == 0


def test_to_open_what_is_restricted_needs_a_reason(run: Run, paper: Path) -> None:
    source = json.loads(run("show", "sources", "--json")[1])[0]["id"]
    code, _, err = run("class", source, "public")
    assert (code, "needs a reason" in err) == (2, True)
    assert run("class", source, "public", "--because", "it is in print")[0] == 0


def test_voices_are_for_those_who_may_read_them(
    run: Run, paper: Path, tmp_path: Path
) -> None:
    told = tmp_path / "voices.toml"
    told.write_text(
        '[[Voice]]\nid = "voice:1"\nkind = "complaint"\nof = "parent"\n'
        'words = "Nobody answered."\nreceived = 2026-03-02\nis_statutory = true\n'
        '[[OverseerClock]]\nid = "owed:1"\noverseer = "board:1"\nwhat = "meet"\n'
        'due = 2026-03-31\n[[Organisation]]\nid = "board:1"\nname = "The board"\n',
        encoding="utf-8",
    )
    assert run("enter", str(told))[0] == 0
    day = ("--on", "2026-04-30", "--json")
    assert json.loads(run("show", "voices", *day)[1]) == []
    (voice,) = json.loads(run("show", "voices", *day, "--reader", "restricted")[1])
    assert (voice["words"], bool(voice["clocks"])) == ("Nobody answered.", True)
    (owed,) = json.loads(run("show", "board", *day)[1])
    assert (owed["by"], owed["standing"], owed["days_late"]) == (
        "The board",
        "overdue",
        30,
    )


def test_a_near_miss_is_named(run: Run) -> None:
    code, _, err = run("acept", "x")
    assert (code, "accept" in err) == (2, True)
