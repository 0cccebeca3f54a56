"""Every exception of ours, and the exit code that each one ends the program with.

    ClearsightError            3, our own fault unless a class below says otherwise
    ├── InputError             2, nothing usable could be read
    ├── SettingsError          2, clearsight.toml or an option is wrong
    └── DefinitionError        3, a clock, table or signal of ours is declared wrongly

Each says what happened, where, and what to do. None carries a value from a record:
those go to the screen or the export as a `Problem`, never into a message or a log.
"""

from __future__ import annotations

EXIT_DONE = 0
EXIT_NOTHING_USABLE = 2
EXIT_OUR_FAULT = 3


class ClearsightError(Exception):
    """Something went wrong, said in three parts."""

    exit_code = EXIT_OUR_FAULT

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        """Keep the three parts apart, so that each screen can lay them out."""
        self.what, self.where, self.do = what, where, do
        super().__init__(
            " ".join(p for p in (f"{where}:" if where else "", what, do) if p)
        )


class InputError(ClearsightError):
    """The input holds nothing that can be used."""

    exit_code = EXIT_NOTHING_USABLE


class SettingsError(ClearsightError):
    """A setting or an option is wrong."""

    exit_code = EXIT_NOTHING_USABLE


class DefinitionError(ClearsightError):
    """A clock, table or signal of ours is declared wrongly."""
