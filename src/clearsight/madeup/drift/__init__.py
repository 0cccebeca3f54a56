"""Which drift there truly was: slow, obvious code over true events.

It shares nothing with the clocks, nor with oversight, because they are held against it.
"""

from clearsight.madeup.drift.rules import LEFT_OUT, RULES
from clearsight.madeup.drift.run import raised, the_day

__all__ = ["LEFT_OUT", "RULES", "raised", "the_day"]
