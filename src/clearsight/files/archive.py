"""From the paths that were given to the files in them: folders, zips, single files.

Nothing is ever unpacked to disk. A zip is read with limits on what it may hold, and
members that could only be there to do harm are set aside with the others left usable.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from clearsight.files.manifest import Problem, ReadFile
from clearsight.files.source import Source
from clearsight.files.zipped import is_archive, members

LARGEST = 2_000_000_000

# What systems leave behind in folders: never anybody's data.
_REVIEW = ("manifest.json", "report.html", "worklist.xlsx", "signals.parquet")
_STORE = ("ledger.jsonl", "extracts", "unfinished")
_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin"})


@dataclass(frozen=True)
class Found:
    """A file on disk that is to be read, and the name it goes by.

    `given` is the name of the folder it was given in (of the folder itself, or the one
    that a single file lies in); it may say which year the files are of.
    """

    path: Path
    name: str
    given: str
    is_previous: bool = False


def find(
    paths: Sequence[Path], previous: Sequence[Path] = ()
) -> tuple[list[Found], list[ReadFile]]:
    """List the files below the paths, in order of name, the previous ones last.

    Hidden files, lock files, what systems leave in folders and what an earlier review
    wrote are passed over. A file
    that is, or lies in, a path of `previous` is only ever previous. A path that does
    not exist is returned as a file left aside.
    """
    earlier = [_resolved(p) for p in previous]
    many = len(paths) + len(previous) > 1
    found: list[Found] = []
    aside: list[ReadFile] = []
    taken: set[Path] = set()
    for is_previous, given in ((False, paths), (True, previous)):
        for path in given:
            if not _exists(path):
                aside.append(_left(path.name or str(path), is_previous, _missing()))
                continue
            for item in _below(path, many=many, is_previous=is_previous):
                real = _resolved(item.path)
                if real in taken or (not is_previous and _within(real, earlier)):
                    continue
                taken.add(real)
                found.append(item)
    return _named_apart(found), aside


def load(item: Found) -> Iterator[Source | ReadFile]:
    """Read one file, or each member of a zip; what cannot be read is left aside."""
    try:
        status = item.path.stat()
        if not stat.S_ISREG(status.st_mode):
            yield _left(item.name, item.is_previous, _not_a_file())
            return
        if status.st_size > LARGEST:
            yield _left(item.name, item.is_previous, _too_large(), size=status.st_size)
            return
        content = item.path.read_bytes()
    except OSError:
        yield _left(item.name, item.is_previous, _unreadable())
        return
    if is_archive(content, item.name):
        yield from members(content, item.name, is_previous=item.is_previous)
    else:
        yield Source(item.name, content, item.is_previous)


def expand(
    paths: Sequence[Path], previous: Sequence[Path] = ()
) -> tuple[list[Source], list[ReadFile]]:
    """Read every file below the paths: those that opened, and those left aside."""
    found, aside = find(paths, previous)
    sources: list[Source] = []
    for item in found:
        for loaded in load(item):
            if isinstance(loaded, Source):
                sources.append(loaded)
            else:
                aside.append(loaded)
    return sources, aside


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _within(path: Path, folders: Sequence[Path]) -> bool:
    return any(path == f or f in path.parents for f in folders)


def is_litter(name: str) -> bool:
    """Say whether a file or folder of this name is hidden, a lock or a leftover."""
    return name.startswith((".", "~$")) or name.lower() in _LITTER


def _is_ours(folder: Path) -> bool:
    """Say whether it is a review or a store of ours: what we made is no input."""
    return any(all((folder / n).exists() for n in names) for names in (_REVIEW, _STORE))


def _below(path: Path, *, many: bool, is_previous: bool) -> Iterator[Found]:
    whole = _resolved(path)
    if not path.is_dir():
        yield Found(path, path.name, whole.parent.name, is_previous)
        return
    prefix = f"{whole.name}/" if many and whole.name else ""
    files = []
    for folder, folders, names in os.walk(path):
        here = Path(folder)
        folders[:] = [f for f in folders if not is_litter(f)]
        folders[:] = [f for f in folders if not _is_ours(here / f)]
        files += [here / n for n in names if not is_litter(n)]
    for file in sorted(files, key=lambda f: f.relative_to(path).as_posix()):
        name = prefix + file.relative_to(path).as_posix()
        yield Found(file, name, whole.name, is_previous)


def _named_apart(found: list[Found]) -> list[Found]:
    """Give files of one name from different folders names that tell them apart."""
    named, used = [], dict[str, int]()
    for item in found:
        name = item.name
        if name in used:
            name = f"{item.given}/{name}" if item.given else name
        while name in used:
            used[item.name] += 1
            name = f"{item.name} ({used[item.name]})"
        used[name] = 1
        named.append(Found(item.path, name, item.given, item.is_previous))
    return named


def _left(name: str, is_previous: bool, problem: Problem, size: int = 0) -> ReadFile:
    return ReadFile(
        name=name,
        size=size,
        why=problem.what,
        problems=[problem],
        is_previous=is_previous,
        aside=True,
    )


def _missing() -> Problem:
    return Problem(what="There is no such file or folder.", do="Check the path.")


def _not_a_file() -> Problem:
    return Problem(
        what="This is not an ordinary file.", do="Leave it out of the folder."
    )


def _too_large() -> Problem:
    return Problem(
        what=f"The file is larger than {LARGEST // 10**9} GB.",
        do="Export it in parts, one year at a time.",
    )


def _unreadable() -> Problem:
    return Problem(
        what="The file could not be opened.",
        do="Check that you may read it and that no other program holds it.",
    )
