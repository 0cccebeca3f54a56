"""What is late, silent or about to be, for which child, and in what order to look.

It is the service that is measured, never the family: a signal is a question to a
manager, with the dates that raised it.
"""

from clearsight.oversight.signal import SIGNALS, Signal

__all__ = ["SIGNALS", "Signal"]
