"""The one place that asks what time it is: for the log of who did what, and when.

A review never asks: it is made for a stated day, and says the same a year later.
"""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Return this moment, which every entry of a log carries."""
    return datetime.now(UTC)
