"""How long children have been in one state, against this council's own past.

Time in state with survival methods, so that the children who are still waiting count
for as long as they have waited, and nobody is judged by those who have left. What each
word means, and how to work one out by hand, is in docs/explanation/time-in-state.md.
"""

from clearsight.oversight.waiting.signals import (
    LONG_HERE,
    LONG_PUBLISHED,
    Waiting,
    rules_of,
    waiting,
)
from clearsight.oversight.waiting.states import states

__all__ = ["LONG_HERE", "LONG_PUBLISHED", "Waiting", "rules_of", "states", "waiting"]
