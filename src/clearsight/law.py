"""Where a limit comes from, and how far that was checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Status = Literal["statute", "statutory guidance", "published measure", "local standard"]
Checked = Literal["text seen", "second-hand", "memory"]

# Working Together to Safeguard Children, on which many clocks rest.
GUIDANCE = (
    "https://www.gov.uk/government/publications/"
    "working-together-to-safeguard-children--2"
)


@dataclass(frozen=True)
class Law:
    """A citation.

    `checked` says how we know the wording: *text seen* (the provision itself was read),
    *second-hand* (seen in a manual, note or summary) or *memory*. It is shown wherever
    the citation is.
    """

    cite: str
    status: Status
    checked: Checked
    url: str = ""
    in_force_from: date | None = None
    note: str = ""
