"""Being missing from care or away without authorisation."""

from clearsight.record.thing import Thing
from clearsight.shape import code, day


class Missing(Thing):
    """One row for each episode of being missing or away."""

    kind = code("M missing, A away without authorisation", "missing")
    starts_on = day("Day it began")
    ended_on = day("Day the child was back; null while still missing")
