"""A release: two people, what changes is shown, all in place or nothing, and logged."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearsight.accountability.enter import drafts_of
from clearsight.accountability.log import Log
from clearsight.accountability.record import Record
from clearsight.accountability.things import Release
from clearsight.accountability.verify import verify
from clearsight.cli.record.publish import publish_command
from clearsight.errors import InputError
from clearsight.public import release
from clearsight.public.changes import changes
from clearsight.public.files import files
from public_record import add, log_at
from public_site import site

GIVEN = ["--first", "Ann Example", "--second", "Bob Sample", "--as-at", "2026-06-01"]


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """Give the made-up record in a folder named record."""
    return log_at(tmp_path / "record")


def publish(folder: Path, *more: str, answer: str = "") -> tuple[int, str]:
    """Run the command on the record in a folder."""
    told = ["--store", str(folder / "record"), "--out", str(folder / "site")]
    found = CliRunner().invoke(
        publish_command, [*told, *GIVEN, *more], input=answer, standalone_mode=False
    )
    assert found.exception is None or more or answer, found.exception
    return found.exit_code, found.output


@pytest.mark.parametrize(
    "second", ["Ann Example", "ann  example", " ANN EXAMPLE ", "A. Example", "", " "]
)
def test_the_same_person_twice_is_refused(second: str) -> None:
    with pytest.raises(InputError, match="two"):
        release.two_people("Ann Example", second)


def test_a_release_is_logged_with_the_hash_of_what_was_published(
    log: Log, tmp_path: Path
) -> None:
    head = log.entries()[-1]
    publish(tmp_path, "--yes")
    about = json.loads((tmp_path / "site" / "release.json").read_text("utf-8"))
    (logged,) = Record.of(log.entries()).things(Release)
    assert (logged.first, logged.second) == ("Ann Example", "Bob Sample")
    assert (logged.upto, about["log_head"]) == (head.number, head.hash)
    assert verify(log, expect=about["log_head"]).problems == ()
    there = {
        p.relative_to(tmp_path / "site").as_posix(): p
        for p in (tmp_path / "site").rglob("*")
        if p.is_file()
    }
    del there["release.json"]
    hashes = {n: sha256(p.read_bytes()).hexdigest() for n, p in there.items()}
    assert about["files"] == hashes
    lines = "".join(f"{hashes[n]}  {n}\n" for n in sorted(hashes))
    assert logged.sha256 == sha256(lines.encode()).hexdigest() == about["sha256"]


def test_what_changes_is_shown_before_and_nothing_is_written_without_a_yes(
    log: Log, tmp_path: Path
) -> None:
    code, told = publish(tmp_path, answer="n\n")
    assert "this is the first release" in told
    assert "Release this, Ann Example and Bob Sample?" in told
    assert not (tmp_path / "site").exists()
    assert Record.of(log.entries()).things(Release) == []
    assert code != 0


def test_a_second_release_says_what_is_new_changed_and_gone(
    log: Log, tmp_path: Path
) -> None:
    publish(tmp_path, "--yes")
    add(
        log,
        *drafts_of(
            '[[Person]]\nid = "person:new"\nname = "Eve Early"\n', where="made up"
        ),
        *drafts_of(
            '[[Finding]]\nid = "finding:1"\nfound_by = "inspection:1"\nwords = "other"',
            where="made up",
            act="correct",
            because="It was misread.",
        ),
        *drafts_of(
            '[[Classing]]\nid = "classing:1"\nabout = "reply:1"\naccess = "council"',
            where="made up",
        ),
    )
    found = changes(Record.of(log.entries()), site(log))
    assert found.added == (("person", "Eve Early"),)
    assert found.changed == (("finding", "“other”"),)
    assert [kind for kind, _ in found.gone] == ["reply"]
    _, told = publish(tmp_path, "--yes")
    assert "since release:1" in told
    assert "1 taken away" in told
    assert len(Record.of(log.entries()).things(Release)) == 2


def test_the_last_release_stays_where_the_new_one_cannot_be_logged(
    log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, "--yes")
    before = (tmp_path / "site" / "release.json").read_bytes()
    new = site(log)

    def fails(*_: object, **__: object) -> None:
        raise InputError("Somebody else is writing.")

    made = files(new)
    monkeypatch.setattr(log, "add", fails)
    with pytest.raises(InputError, match="Somebody else"):
        release.publish(new, made, log, tmp_path / "site")
    assert (tmp_path / "site" / "release.json").read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["record", "site"]


def test_a_folder_of_something_else_is_not_replaced(log: Log, tmp_path: Path) -> None:
    other = tmp_path / "site"
    other.mkdir()
    (other / "holiday.txt").write_text("mine", "utf-8")
    with pytest.raises(InputError, match="something else"):
        release.check_place(other, tmp_path / "record")
    for place in (tmp_path, tmp_path / "record", tmp_path / "record" / "site"):
        with pytest.raises(InputError, match="folder of the record"):
            release.check_place(place, tmp_path / "record")
    assert log.entries()


def test_the_same_record_gives_the_same_bytes(log: Log) -> None:
    assert files(site(log)) == files(site(log))


def test_without_names_it_is_a_draft_that_says_so_and_is_not_logged(
    log: Log, tmp_path: Path
) -> None:
    before = len(log.entries())
    told = ["--store", str(tmp_path / "record"), "--out", str(tmp_path / "site")]
    found = CliRunner().invoke(publish_command, told, standalone_mode=False)
    assert found.exception is None
    assert "Nobody has released it" in found.output
    pages = list((tmp_path / "site").rglob("*.html"))
    assert pages
    assert all("Draft, not released" in p.read_text("utf-8") for p in pages)
    assert len(log.entries()) == before
    publish(tmp_path, "--yes")
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "Draft" not in page
