"""What the commands of the record share: where it is, who acts, and when."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from clearsight.cli.moment import now
from clearsight.cli.options import PATH
from clearsight.errors import InputError, SettingsError

if TYPE_CHECKING:
    from clearsight.accountability.desk import Desk

__all__ = [
    "desk_at", "edtf", "now", "person", "place", "with_by", "with_json",
    "with_store",
]  # fmt: skip

Command = TypeVar("Command", bound=Callable[..., Any])
STORE, BY = "CLEARSIGHT_RECORD", "CLEARSIGHT_BY"
DEFAULT = Path("clearsight-record")

with_store = click.option(
    "--store",
    type=PATH,
    default=None,
    help=f"The folder that holds the record (else ${STORE}, else ./{DEFAULT}).",
)
with_by = click.option(
    "--by",
    metavar="NAME",
    default=None,
    help=f"Who decides: a named person (else ${BY}, else your account's name).",
)
with_json = click.option("--json", "as_json", is_flag=True, help="Write JSON.")


def place(store: Path | None) -> Path:
    """Return the folder of the record: the option, that of the group, or the usual."""
    context = click.get_current_context().find_object(dict) or {}
    given = store or context.get("store") or os.environ.get(STORE)
    return Path(given) if given else DEFAULT


def desk_at(store: Path | None, *, new: bool = False) -> Desk:
    """Open the record; where there is none, say so, unless it may begin now."""
    from clearsight.accountability.desk import Desk
    from clearsight.accountability.log import Log
    from clearsight.store.keeper import FolderKeeper

    keeper = FolderKeeper(place(store))
    if not new and not keeper.exists:
        raise InputError(
            "There is no record here.",
            where=str(keeper.folder),
            do="Begin one with `clearsight record add-source FILE --store DIR`.",
        )
    return Desk(Log(keeper))


def person(by: str | None) -> str:
    """Return the name of the person who acts."""
    name = by or os.environ.get(BY, "")
    if not name:
        try:
            name = getpass.getuser()
        except (OSError, KeyError):
            name = ""
    if not name.strip():
        raise SettingsError("We do not know who you are.", do="Give --by NAME.")
    return name.strip()


def edtf(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    """Read an imprecise date, and refuse what is none."""
    del ctx
    from clearsight.accountability.when import is_edtf

    if not value:
        return ""
    if not is_edtf(value):
        raise click.BadParameter(
            f"{value!r} is not a date in EDTF: 2024-09-09, 2024-08 or "
            "2024-09-09/2024-09-15.",
            param=param,
        )
    return value
