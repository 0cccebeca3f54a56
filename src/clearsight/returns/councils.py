"""Whose data is it? The council of every file, from what is stated."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from clearsight.files.manifest import Problem
from clearsight.returns.held import Held

NOT_STATED = "not stated"
# How a census names a council whose number is on no list: it contradicts no name.
UNKNOWN_NUMBER = "LEA "


def settle_councils(held: Sequence[Held], option: str) -> None:
    """Give every file its council.

    `option` is the council named for the run, "" for none. A file that cannot be given
    to one council is left aside, for children of two must never be joined.
    """
    used = [h for h in held if h.key]
    if option:
        _by_option(used, option)
    else:
        _by_statement(used)
    _say_if_mixed([h for h in used if h.key])


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _names(held: Sequence[Held]) -> dict[str, str]:
    return {_plain(h.file.council): h.file.council for h in held if h.file.council}


def _by_option(held: Sequence[Held], option: str) -> None:
    stated = _names(held)
    if len(stated) > 1 and _plain(option) not in stated:
        # Which of them was meant cannot be told: each keeps the name it states.
        others = sorted(stated.values())
        for h in held:
            h.file.council = h.file.council or option
            h.file.problems.append(_no_such(option, others))
        return
    for h in held:
        says = h.file.council
        if says and _plain(says) != _plain(option):
            if len(stated) > 1:
                h.set_aside(_of_another(says, option))
                continue
            if not says.startswith(UNKNOWN_NUMBER):
                h.file.problems.append(_says_another(says, option))
        h.file.council = option


def _by_statement(held: Sequence[Held]) -> None:
    stated = _names(held)
    direct, within = _by_folder(held)
    for h in [h for h in held if not h.file.council]:
        council = _told_by_neighbours(_folders(h), direct, within)
        if council:
            h.file.council = council
        elif stated:
            h.set_aside(_cannot_tell(sorted(stated.values())))
        else:
            h.file.council = NOT_STATED


Stated = dict[PurePosixPath, dict[str, str]]


def _by_folder(held: Sequence[Held]) -> tuple[Stated, Stated]:
    """Return the councils stated by the files of each folder, and below each folder."""
    direct: Stated = {}
    within: Stated = {}
    for h in held:
        if h.file.council:
            folders = _folders(h)
            name = {_plain(h.file.council): h.file.council}
            direct.setdefault(folders[0], {}).update(name)
            for folder in folders:
                within.setdefault(folder, {}).update(name)
    return direct, within


def _told_by_neighbours(
    folders: Sequence[PurePosixPath], direct: Stated, within: Stated
) -> str:
    """Return the only council stated in the folder, else in the nearest one above."""
    for level in folders:
        for found in (direct.get(level, {}), within.get(level, {})):
            if len(found) == 1:
                return next(iter(found.values()))
        if level in within:
            return ""
    return ""


def _folders(h: Held) -> list[PurePosixPath]:
    path = PurePosixPath(h.folder)
    return [path, *path.parents]


def _say_if_mixed(held: Sequence[Held]) -> None:
    councils = _names(held)
    if len(councils) < 2:
        return
    names = ", ".join(sorted(councils.values()))
    for h in held:
        h.file.problems.append(
            Problem(
                what=f"Files of several councils were given: {names}. Each is shown by "
                "itself.",
                do="If this is one council, name it with --council.",
            )
        )


def _of_another(says: str, option: str) -> Problem:
    return Problem(
        what=f"It states that it is of {says}, and the council named is {option}.",
        do=f"Run it by itself, or with --council {says!r}.",
    )


def _says_another(says: str, option: str) -> Problem:
    return Problem(
        what=f"It states that it is of {says}; it was read as {option}, as was asked.",
        do="Check that the name after --council is right.",
    )


def _no_such(option: str, others: Sequence[str]) -> Problem:
    return Problem(
        what=f"No file states that it is of {option}.",
        do=f"The councils stated are: {', '.join(others)}.",
    )


def _cannot_tell(councils: Sequence[str]) -> Problem:
    return Problem(
        what=f"It could be of any of {', '.join(councils)}, and does not say which.",
        do="Give each council a folder of its own, or name it with --council.",
    )
