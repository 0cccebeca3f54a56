"""Who is at the desk, for the ledger: the account that the system knows."""

from __future__ import annotations

import getpass
import os


def account() -> str:
    """Return the name of the account that runs this, as the system knows it."""
    try:
        import pwd  # noqa: PLC0415, Windows has none
    except ImportError:
        return _said()
    try:
        # What the system holds; a name in the environment is only what somebody set.
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"account {os.getuid()}"


def _said() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "not known"
