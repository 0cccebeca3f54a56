"""Folders, zips and single files; what must never be taken, and what must be said."""

from __future__ import annotations

import io
import os
import stat
import sys
import zipfile
from pathlib import Path

import pytest

from clearsight.files import zipped
from clearsight.files.archive import expand, find


def zip_of(members: dict[str, bytes], **more: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = more.get("mode", 0o644) << 16
            archive.writestr(info, content)
    return held.getvalue()


def names(sources):
    return [s.name for s in sources]


def test_a_folder_is_read_in_order_without_litter(tmp_path: Path):
    for name in (
        "b.csv",
        "a/z.csv",
        "a/c.csv",
        ".hidden",
        "~$b.xlsx",
        ".git/x",
        "desktop.ini",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    sources, aside = expand([tmp_path])
    assert names(sources) == ["a/c.csv", "a/z.csv", "b.csv"]
    assert aside == []


def test_a_zip_in_a_folder_gives_its_members(tmp_path: Path):
    inner = {
        "sub\\w.csv": b"w",
        "h.csv": b"h",
        "__MACOSX/h.csv": b"junk",
        ".x": b"junk",
    }
    (tmp_path / "set.zip").write_bytes(zip_of(inner))
    sources, aside = expand([tmp_path])
    assert names(sources) == ["set.zip/h.csv", "set.zip/sub/w.csv"]
    assert [s.content for s in sources] == [b"h", b"w"]
    assert aside == []


def test_a_workbook_is_no_archive_though_it_is_a_zip(tmp_path: Path):
    (tmp_path / "w.xlsx").write_bytes(zip_of({"[Content_Types].xml": b"<x/>"}))
    assert names(expand([tmp_path])[0]) == ["w.xlsx"]


def test_a_missing_path_is_said_and_costs_nothing_else(tmp_path: Path):
    (tmp_path / "a.csv").write_text("x")
    sources, aside = expand([tmp_path / "a.csv", tmp_path / "nowhere"])
    assert names(sources) == ["a.csv"]
    assert [(f.name, f.aside) for f in aside] == [("nowhere", True)]
    assert "no such file" in aside[0].problems[0].what


@pytest.mark.parametrize(
    "bad", ["../up.csv", "/root.csv", "C:\\x.csv", "a/../../b.csv"]
)
def test_a_name_that_points_outside_is_set_aside_alone(tmp_path: Path, bad: str):
    (tmp_path / "z.zip").write_bytes(zip_of({bad: b"bad", "good.csv": b"good"}))
    sources, aside = expand([tmp_path / "z.zip"])
    assert names(sources) == ["z.zip/good.csv"]
    assert len(aside) == 1
    assert "outside" in aside[0].why
    assert ".." not in aside[0].name


def test_a_link_in_a_zip_is_set_aside(tmp_path: Path):
    (tmp_path / "z.zip").write_bytes(
        zip_of({"link": b"/etc/passwd"}, mode=stat.S_IFLNK | 0o777)
    )
    sources, aside = expand([tmp_path])
    assert sources == []
    assert "link" in aside[0].why


def test_a_zip_in_a_zip_is_set_aside(tmp_path: Path):
    (tmp_path / "z.zip").write_bytes(
        zip_of({"in.zip": zip_of({"a.csv": b"a"}), "b.csv": b"b"})
    )
    sources, aside = expand([tmp_path])
    assert names(sources) == ["z.zip/b.csv"]
    assert "inside a zip" in aside[0].why


def test_a_locked_member_is_set_aside_alone(tmp_path: Path):
    data = bytearray(zip_of({"a.csv": b"a", "b.csv": b"b"}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    (tmp_path / "z.zip").write_bytes(bytes(data))
    sources, aside = expand([tmp_path])
    assert names(sources) == ["z.zip/b.csv"]
    assert "password" in aside[0].why


def test_a_damaged_zip_is_set_aside(tmp_path: Path):
    whole = zip_of({"a.csv": b"a" * 1000})
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    broken = bytearray(whole)
    broken[40:44] = b"\xff\xff\xff\xff"
    (tmp_path / "hurt.zip").write_bytes(bytes(broken))
    sources, aside = expand([tmp_path])
    assert sources == []
    assert ["damaged" in f.why for f in aside] == [True, True]


def test_a_member_without_a_name_raises_nothing(tmp_path: Path):
    (tmp_path / "z.zip").write_bytes(zip_of({"QQ": b"a"}).replace(b"QQ", b"\0\0"))
    sources, aside = expand([tmp_path])
    assert sources == []
    assert len(aside) == 1


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(zipped, "PACKING_MATTERS_FROM", 1_000_000)
    (tmp_path / "z.zip").write_bytes(zip_of({"a": b"\0" * 5_000_000}))
    sources, aside = expand([tmp_path])
    assert sources == []
    assert "times its size" in aside[0].why
    monkeypatch.setattr(zipped, "MOST_UNPACKED", 1_000)
    assert "unpack to more" in expand([tmp_path])[1][0].why
    monkeypatch.setattr(zipped, "MOST_MEMBERS", 0)
    assert "holds 1 files" in expand([tmp_path])[1][0].why


def test_a_previous_path_is_never_current_even_inside_the_folder(tmp_path: Path):
    last = tmp_path / "last"
    last.mkdir()
    (last / "header.csv").write_text("x")
    (tmp_path / "header.csv").write_text("y")
    found, _ = find([tmp_path], [last])
    assert [(f.name, f.is_previous) for f in found] == [
        (f"{tmp_path.name}/header.csv", False),
        ("last/header.csv", True),
    ]


def test_files_of_one_name_are_told_apart(tmp_path: Path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "h.csv").write_text(folder)
    found, _ = find([tmp_path / "a" / "h.csv", tmp_path / "b" / "h.csv"])
    assert [f.name for f in found] == ["h.csv", "b/h.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes there")
def test_what_is_no_ordinary_file_is_not_opened(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nowhere.csv")
    sources, aside = expand([tmp_path])
    assert sources == []
    assert [f.name for f in aside] == ["gone.csv", "pipe.csv"]
