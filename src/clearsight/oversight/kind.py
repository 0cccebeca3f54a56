"""What a signal is: declared once, in the chapter that raises it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from clearsight.errors import DefinitionError

TIERS = {
    0: "look today",
    1: "a limit of law or guidance is past",
    2: "drift, or a local standard is past",
    3: "due soon",
}
DayOne = Literal["yes", "proxy", "no"]
DAY_ONE = {
    "yes": "with the SSDA903, the CIN census and Annex A alone",
    "proxy": "with those three, in part: what is raised stands for something that they "
    "do not hold",
    "no": "not with those three: it cannot run until a council adds its own extract",
}


@dataclass(frozen=True)
class Threshold:
    """A number that a council may change, from a day on: its name, default, meaning."""

    name: str
    default: int
    means: str


@dataclass(frozen=True)
class Signal:
    """One signal.

    `tier` is null where it follows from what raised it (a clock's own tier, or the most
    urgent of a stack). `day_one` says what the three national returns are enough for;
    where in part, `proxy` says what stands in for what, on each of its rows too.
    """

    key: str
    title: str
    tier: int | None
    raised_when: str
    data: str
    why_it_matters: str
    pitfall: str
    day_one: DayOne = "yes"
    proxy: str = ""
    thresholds: tuple[Threshold, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a declaration that could not be shown."""
        said = (self.key, self.title, self.raised_when, self.data, self.pitfall)
        if not all(said) or (self.tier is not None and self.tier not in TIERS):
            raise self._wrong(
                "It needs a title, a tier, when it is raised, data and a pitfall."
            )
        if (self.day_one == "proxy") != bool(self.proxy):
            raise self._wrong("A proxy, and no other, says what stands in for what.")

    @property
    def shown_title(self) -> str:
        """Return its title, which says so where it is a proxy."""
        return f"{self.title} (proxy)" if self.proxy else self.title

    def _wrong(self, what: str) -> DefinitionError:
        return DefinitionError(
            what, where=f"signal {self.key}", do="Correct its declaration."
        )
