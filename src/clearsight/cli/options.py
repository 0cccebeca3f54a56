"""The options that several commands share, and how what is typed is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
PATH = click.Path(path_type=Path)
YEAR = re.compile(r"((?:20)?\d{2})\s*[/-]\s*((?:20)?\d{2})")


class Day(click.ParamType[date]):
    """A day, as 2026-03-31 or 31/03/2026."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read the day."""
        if isinstance(value, date):
            return value
        found = read_day(str(value))
        if found is None:
            self.fail(
                f"{value!r} is not a day; write 2026-03-31 or 31/03/2026.", param, ctx
            )
        return found


class Year(click.ParamType[int]):
    """A collection year, as 2025/26, 2025-26 or 25/26.

    One number alone may mean the year in which it begins or ends, so it is refused.
    """

    name = "year"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Return the year in which the collection year ends."""
        if isinstance(value, int):
            return value
        text = str(value).strip()
        if re.fullmatch(r"20\d{2}", text):
            ends = int(text) % 100
            self.fail(
                f"{value!r} may mean either of two collection years; write "
                f"20{(ends - 1) % 100:02}/{ends:02} or {text}/{(ends + 1) % 100:02}.",
                param,
                ctx,
            )
        found = YEAR.fullmatch(text)
        if not found or (int(found[1]) + 1) % 100 != int(found[2]) % 100:
            self.fail(f"{value!r} is not a collection year; write 2025/26.", param, ctx)
        return int(found[1]) % 100 + 2001


class FileDay(click.ParamType[tuple[str, date]]):
    """A file and the day it was extracted, as annex_a.xlsx=2026-03-31."""

    name = "file=date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, date]:
        """Part the name from the day."""
        if isinstance(value, tuple):
            return value
        name, _, text = str(value).rpartition("=")
        day = read_day(text)
        if not name or day is None:
            self.fail(f"{value!r} should be like annex_a.xlsx=2026-03-31.", param, ctx)
        return name, day


def read_day(text: str) -> date | None:
    """Read 2026-03-31 or 31/03/2026; return nothing for anything else."""
    text = text.strip()
    try:
        if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text)
    except ValueError:
        return None


def about_input(command: Command) -> Command:
    """Add the paths and the options that say what they are."""
    return _with_input(command, required=True)


def about_input_or_store(command: Command) -> Command:
    """Add the same to a command that can do without paths, given a store."""
    return _with_input(command, required=False)


def _with_input(command: Command, *, required: bool) -> Command:
    for add in (
        click.option(
            "--extract-date",
            "extract_dates",
            type=FileDay(),
            multiple=True,
            metavar="FILE=DATE",
            help="The day an Annex A file, or all in a folder, was made; it does not "
            "say so itself. Repeat.",
        ),
        click.option(
            "--previous",
            type=PATH,
            multiple=True,
            metavar="PATH",
            help="Last year's return, for history; never taken as current. Repeat.",
        ),
        click.option(
            "--year",
            type=Year(),
            metavar="YEAR",
            help="The collection year of an SSDA903 set that does not say, as 2025/26.",
        ),
        click.option(
            "--council",
            default="",
            metavar="NAME",
            help="The council, where the files do not say, or to choose among several.",
        ),
        click.argument(
            "paths", nargs=-1, required=required, type=PATH, metavar="PATH..."
        ),
    ):
        command = add(command)
    return command
