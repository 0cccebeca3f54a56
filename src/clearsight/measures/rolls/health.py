"""Health of looked-after children, as the 903 says it once a year."""

from __future__ import annotations

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.measures import reach
from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.rolls.care import is_short, with_state
from clearsight.measures.rolls.leavers import last_of_march
from clearsight.measures.rolls.state import WHOSE
from clearsight.shape import Frame


def _yearly(known: Known, table: str, *columns: str) -> Frame:
    """Return one row for each child and year, with the legal status at its end."""
    rows = known.record[table].filter(~nw.col("year").is_null())
    once = rows.unique([*WHOSE, "year"], keep="first", order_by=["file", "row"]).select(
        *WHOSE, "file", "row", *columns,
        on=last_of_march(nw.col("year")),
        key=nw.concat_str(nw.lit("OC2 "), nw.col("year").cast(nw.String)),
    )  # fmt: skip
    out = with_state(known, once, e.LEGAL_STATUS, "status", "on")
    return out.with_columns(is_short=is_short("status"))


def _checked(known: Known) -> Frame:
    rows = _yearly(known, "health_year", "is_assessed", "is_dental_seen")
    return rows.with_columns(
        touched=nw.col("is_assessed").is_null() | nw.col("is_dental_seen").is_null()
    )


def _asked(known: Known) -> Frame:
    rows = _yearly(known, "questionnaire", "score", "reason")
    return rows.with_columns(
        touched=nw.col("score").is_null() & nw.col("reason").is_null()
    )


CHECKED = Roll(
    "health in the year",
    "a child of the year's OC2",
    (reach.CHECKED,),
    _checked,
    on="on",
)  # fmt: skip
ASKED = Roll(
    "questionnaires", "a child of the year's OC2", (reach.ASKED,), _asked, on="on"
)
