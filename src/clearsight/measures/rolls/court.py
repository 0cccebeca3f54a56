"""What happens before and in court, so far as returns and local extracts hold it."""

from __future__ import annotations

import narwhals as nw

from clearsight.clocks.limit import working_days
from clearsight.journeys import events as e
from clearsight.measures.known import Known
from clearsight.measures.measure import Roll
from clearsight.measures.quality import backwards, days_between, touched
from clearsight.measures.reach import DECISIONS, MEETINGS
from clearsight.measures.rolls.referrals import referrals
from clearsight.measures.rolls.state import WHOSE, spells, with_due
from clearsight.shape import Frame

INTERIM = "C1"
APPLIED, OFFERED, EXCEPTED = (
    "COURT APPLIED", "FAMILY MEETING OFFERED", "FAMILY MEETING EXCEPTED",
)  # fmt: skip


def _keyed(rows: Frame, kind: str, on: str) -> Frame:
    day = nw.col(on).dt.to_string("%Y-%m-%d").fill_null("undated")
    number = nw.col("row").cast(nw.String).fill_null("")
    return rows.with_columns(
        key=nw.concat_str(nw.lit(f"{kind} "), day, nw.lit(" "), number),
        touched=nw.col(on).is_null(),
    )


def _applications(known: Known) -> Frame:
    """Return applications to court, and whether a family meeting was offered before.

    What belongs to the same pre-proceedings is the application's, unless it came after;
    of what names none, that which came since the child's application before.
    """
    rows = _steps(known, APPLIED).rename({"done_on": "applied_on"})
    before = nw.col("applied_on").shift(1).over(*WHOSE, order_by=["applied_on", "row"])
    rows = rows.with_columns(before_on=before)
    for kind, name in ((OFFERED, "is_offered"), (EXCEPTED, "is_excepted")):
        told = _steps(known, kind).select(*WHOSE, s_on="done_on", s_of="of_on")
        named = (nw.col("s_of") == nw.col("of_on")).fill_null(False)
        after = (nw.col("s_on") > nw.col("applied_on")).fill_null(False)
        since = (nw.col("s_on") > nw.col("before_on")).fill_null(True)
        bare = nw.col("s_of").is_null() | nw.col("of_on").is_null()
        dated = ~nw.col("s_on").is_null() & since & bare
        found = (
            rows.select(*WHOSE, "file", "row", "applied_on", "of_on", "before_on")
            .join(told, on=list(WHOSE), how="inner")
            .filter(named | dated, ~after)
            .select(*WHOSE, "file", "row")
            .unique()
            .with_columns(nw.lit(True).alias(name))
        )
        rows = rows.join(found, on=[*WHOSE, "file", "row"], how="left")
        rows = rows.with_columns(nw.col(name).fill_null(False))
    return _keyed(rows, "application", "applied_on")


def _steps(known: Known, kind: str) -> Frame:
    """Return the steps of one kind; of those told twice, the first telling."""
    rows = known.record["step"].filter(
        nw.col("kind") == kind, ~nw.col("child").is_null()
    )
    once = rows.unique(
        [*WHOSE, "done_on", "of_on"], keep="first", order_by=["file", "row"]
    )
    return once.select(*WHOSE, "file", "row", "done_on", "of_on")


def _decisions(known: Known) -> Frame:
    """Return referrals, with the day on which each was decided if any is recorded.

    A decision belongs to the referral whose day it names, else to the child's latest.
    """
    rows = known.once("referrals", referrals).filter(~nw.col("is_duplicate"))
    rows = rows.select(*WHOSE, "file", "row", "key", "starts_on", "is_nfa", "need")
    both = _decided(known)
    laid = (
        rows.select(*WHOSE, "key", "starts_on")
        .join(both, on=list(WHOSE), how="inner")
        .filter(nw.col("starts_on") <= nw.col("of_on"))
        .unique(
            [*WHOSE, "of_on", "decided_on"], keep="last", order_by=["starts_on", "key"]
        )
        .group_by(*WHOSE, "key")
        .agg(nw.col("decided_on").min())
    )
    out = rows.join(laid, on=[*WHOSE, "key"], how="left")
    out = with_due(known, out, "starts_on", working_days(1), "due_on")
    waits = nw.col("decided_on").is_null() & (nw.col("due_on") >= nw.lit(known.as_at))
    return out.with_columns(
        is_backwards=backwards("starts_on", "decided_on"),
        is_waiting=waits.fill_null(False),
        touched=touched(
            nw.col("starts_on").is_null(), backwards("starts_on", "decided_on")
        ),
    )


def _decided(known: Known) -> Frame:
    """Return each decision on a referral, with the day by which it is looked for."""
    on = nw.col("decided_on")
    told = known.record["decision"].filter(nw.col("about") == "REFERRAL")
    steps = _steps(known, "REFERRAL DECIDED").rename({"done_on": "decided_on"})
    rows = [
        told.select(*WHOSE, "decided_on", of_on=on),
        steps.select(*WHOSE, "decided_on", of_on=nw.coalesce(nw.col("of_on"), on)),
    ]
    return nw.concat(rows).filter(~on.is_null())


def _interim(known: Known) -> Frame:
    """Return interim care orders that came to an end, with the days they ran."""
    rows = spells(known, e.LEGAL_STATUS).filter(nw.col("detail") == INTERIM)
    return rows.with_columns(
        days=days_between("starts_on", "ended_on"),
        touched=touched(
            nw.col("starts_on").is_null(), backwards("starts_on", "ended_on")
        ),
    )


DECIDED = Roll(
    "referral decisions", "a referral", (DECISIONS,), _decisions, on="starts_on"
)
APPLICATIONS = Roll(
    "applications", "a child for whom the court was applied to", (MEETINGS,),
    _applications, on="applied_on",
)  # fmt: skip
INTERIM_ORDERS = Roll(
    "interim orders", "an interim care order that ended", ("ssda903",), _interim,
    on="ended_on",
)  # fmt: skip
OPEN_INTERIM = Roll(
    "interim orders open", "an interim care order that runs", ("ssda903",), _interim,
    since="starts_on", until="until", until_known="known_to",
)  # fmt: skip
