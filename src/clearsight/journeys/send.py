"""What SEN2 tells of a child whose pupil number somebody has confirmed.

The SEND system knows children by other numbers. A pupil number that agrees is a hint
and no more: only `record.Identifier` rows that say who confirmed it and when join the
two, for returns made while the number was the child's, so
a child of social care is never given another child's plan by rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import narwhals as nw

from clearsight.journeys import events as e
from clearsight.journeys.frames import Chapter, as_coverage, as_events, dated
from clearsight.journeys.keys import EHC, EHC_DRAFT, spell_name
from clearsight.journeys.settle import identified, keep
from clearsight.shape import Frame

TOLD = (
    "identifier", "ehc_request", "ehc_assessment", "ehc_plan", "ehc_review",
)  # fmt: skip
NUMBERS = ("UPN", "ULN")
DECIDED, REFUSED, WITHDRAWN, OVER = ("Y", "N"), "N", "W", ("N", "W")
# A request that an earlier return told the decision of stands in the next without it.
CARRIED = "H"
# By what two returns mean the same request.
SAME = ("who", "case")
# Of two councils the exports may number their requests alike.
REQUEST = ("council", "request_key")
# What a return would show of each request by its day.
SHOWN = (
    e.EHC_REQUEST_DECIDED, e.EHC_REFUSED, e.EHC_PLAN_ISSUED, e.EHC_PLAN_CEASED,
    e.EHC_CASE_CLOSED, e.EHC_REVIEW_MET, e.EHC_REVIEW_DECIDED, e.EHC_PHASE_SETTLED,
)  # fmt: skip
# What became of a request, as the clocks tell requests apart.
NOT_ASSESSED, NO_PLAN = "not assessed", "no plan"
ELSEWHERE = "plan of another council"
# The months in which the day lies by which a move of school, or at 16, is settled.
FEBRUARY, MARCH = 2, 3
# Stands for a day that is not told, where rows are put in order or joined by it.
FIRST_DAY = date(1900, 1, 1)


def chapter(record: Mapping[str, Frame], people: Frame, files: Frame) -> Chapter:
    """Write the events of education, health and care, each under its request.

    `record` holds the tables of `TOLD`, with council; `people`: council, child, who;
    `files`: file, known_on, is_newest.
    """
    links = keep(_confirmed(record["identifier"], people))
    if not len(links.head(1).collect("polars")):
        return Chapter([], [], [])
    every = _every(record["ehc_request"], record["ehc_plan"], links, files)
    requests = keep(_requests(every))
    begun = requests.select(*REQUEST, "who", "spell", "spell_key")

    def under(name: str) -> Frame:
        """Give the rows of a table that lie under a request, with its spell."""
        told = record[name].join(begun, on=list(REQUEST), how="inner")
        return told.with_columns(sources=nw.col("source"))

    assessed, plans, reviews = (
        under(n) for n in ("ehc_assessment", "ehc_plan", "ehc_review")
    )
    outcome = nw.col("outcome")
    drafts = keep(_drafts(reviews))
    ever = keep(_ever(record["ehc_plan"], every, requests))
    issued = keep(_issued(ever))
    reviewed = _ever(record["ehc_review"], every, requests)
    requests = keep(_with_fate(requests, assessed, ever))
    decided = outcome.is_in([*DECIDED, CARRIED])
    happened = [
        as_events(requests, e.EHC_REQUESTED, "received_on", detail="fate"),
        as_events(requests, e.EHC_REQUEST_DECIDED, "decided_on", only=decided),
        as_events(requests, e.EHC_CASE_CLOSED, "decided_on", only=outcome.is_in(OVER)),
        as_events(assessed, e.EHC_CASE_CLOSED, "decided_on", only=outcome == WITHDRAWN),
        # The return says that somebody moved away, and never when.
        as_events(requests, e.EHC_MOVED_AWAY, None, only=nw.col("is_moved_away")),
        as_events(assessed, e.EHC_REFUSED, "decided_on", only=outcome == REFUSED),
        as_events(issued, e.EHC_PLAN_ISSUED, "issued_on"),
        _told(plans, e.EHC_PLAN_CEASED, "ceased_on"),
        _told(plans, e.EHC_PHASE_DUE, "phase_due_on"),
        _told(plans, e.EHC_PHASE_SETTLED, "phase_final_on"),
        *_reviews(reviews),
        as_events(drafts, e.EHC_DRAFT_SENT, "drafted_on"),
        *_undecided(plans, reviews, issued, reviewed),
        *_moves(plans),
    ]
    told_on = nw.when(nw.col("is_newest")).then(nw.col("known_on"))
    shown = [
        as_coverage(requests, event, known_to="known_on", made_on=told_on)
        for event in SHOWN
    ]
    quiet = drafts.select(
        "who", "spell_key", "spell", kind=nw.lit(EHC_DRAFT),
        starts_on="drafted_on", ended_on=nw.lit(None, nw.Date),
    )  # fmt: skip
    return Chapter([], happened, [], shown, [quiet])


def _with_fate(requests: Frame, assessed: Frame, ever: Frame) -> Frame:
    """Add `fate` to requests: no assessment, then no plan, or a plan made elsewhere."""
    refused = assessed.filter(nw.col("outcome") == REFUSED).select(*REQUEST)
    refused = refused.unique().with_columns(no_plan=nw.lit(NO_PLAN))
    came = ever.filter(~_blank("from_council")).select("spell_key").unique()
    came = came.with_columns(elsewhere=nw.lit(ELSEWHERE))
    not_assessed = nw.when(nw.col("outcome") == REFUSED).then(nw.lit(NOT_ASSESSED))
    known = requests.join(refused, on=list(REQUEST), how="left")
    return known.join(came, on="spell_key", how="left").with_columns(
        fate=nw.coalesce(nw.col("elsewhere"), nw.col("no_plan"), not_assessed)
    )


def _ever(plan: Frame, every: Frame, requests: Frame) -> Frame:
    """Return what any return said of the plans of these requests, with their spells."""
    meant = requests.select(*SAME, "spell", "spell_key")
    told = every.select(*SAME, *REQUEST, "known_on")
    return (
        plan.join(told, on=list(REQUEST), how="inner")
        .join(meant, on=list(SAME), how="inner")
        .with_columns(sources=nw.col("source"))
    )


def _issued(ever: Frame) -> Frame:
    """Return the plan that came of each request, with its day where a return tells it.

    A plan that is maintained answers the request, also where no day of issue is told.
    """
    known = nw.coalesce(nw.col("known_on"), nw.lit(FIRST_DAY))
    told = ever.with_columns(known_on=known, is_dated=dated("issued_on").cast(nw.Int8))
    latest = ["is_dated", "known_on", "file", "row"]
    return told.unique(["spell_key"], keep="last", order_by=latest)


def _drafts(reviews: Frame) -> Frame:
    """Make a spell of each draft of an amended plan, within its request.

    Our own extract names such a spell the same, so a draft that both tell of is one.
    """
    sent = reviews.filter(dated("drafted_on")).with_columns(within=nw.col("spell"))
    sent = sent.drop("spell", "spell_key")
    return identified(sent, EHC_DRAFT, "drafted_on", ["plan_key"]).with_columns(
        spell=spell_name(EHC_DRAFT, nw.col("drafted_on"))
    )


def _reviews(reviews: Frame) -> list[Frame]:
    return [
        _told(reviews, e.EHC_REVIEW_MET, "met_on"),
        as_events(reviews, e.EHC_REVIEW_DECIDED, "decided_on", only=_is_decided()),
    ]


def _is_decided() -> nw.Expr:
    """Say of a review that it was decided: its outcome says so, also without a day."""
    return dated("decided_on") | ~_blank("outcome")


def _undecided(
    plans: Frame, reviews: Frame, issued: Frame, reviewed: Frame
) -> list[Frame]:
    """Write from when the year runs of plans whose latest review is not decided.

    A review is complete with the decision, not with the meeting. The newest return
    tells of the latest review alone, and of plans maintained alone. The year runs from
    the last decision that an older return told of (`reviewed`), else from the plan,
    where the meeting lies within it. A meeting that came later hides whatever review
    was held before it: nobody tells from when its year runs. The day of the request is
    not needed.
    """
    active = plans.filter(nw.col("is_active").fill_null(False)).select("spell_key")
    decided = reviews.filter(_is_decided())
    started = issued.join(active.unique(), on="spell_key", how="semi").join(
        decided.select("spell_key").unique(), on="spell_key", how="anti"
    )
    latest = reviews.group_by("spell_key").agg(meeting_on=nw.col("met_on").max())
    before = reviewed.filter(dated("decided_on")).unique(
        ["spell_key"], keep="last", order_by=["decided_on", "file", "row"]
    )
    told = before.select("spell_key", older_on="decided_on")
    known = keep(
        started.join(latest, on="spell_key", how="left")
        .join(told, on="spell_key", how="left")
        .with_columns(since_on=nw.coalesce(nw.col("older_on"), nw.col("issued_on")))
        .with_columns(
            is_near=_blank("meeting_on")
            | (nw.col("meeting_on") <= _a_year_after("since_on")).fill_null(False)
        )
    )
    near = nw.col("is_near")
    again = known.filter(near, dated("older_on")).select("spell_key")
    return [
        as_events(
            known, e.EHC_PLAN_UNREVIEWED, "issued_on", only=near & _blank("older_on")
        ),
        as_events(
            before.join(again, on="spell_key", how="semi"),
            e.EHC_REVIEW_DECIDED,
            "decided_on",
        ),
        as_events(known, e.EHC_REVIEW_HIDDEN, "meeting_on", only=~near),
    ]


def _a_year_after(on: str) -> nw.Expr:
    return nw.col(on).dt.offset_by("1y").cast(nw.Date)


def _moves(plans: Frame) -> list[Frame]:
    """Write when the last year began before a move of school, or one at 16.

    By the month of the day that the return gives. The day of a move between settings
    after 16 is another for each, and none is written.
    """
    due = nw.col("phase_due_on")
    near = plans.filter(dated("phase_due_on")).with_columns(
        near_on=due.dt.offset_by("-1y").dt.offset_by("1d").cast(nw.Date)
    )
    return [
        as_events(near, event, "near_on", only=due.dt.month() == month)
        for event, month in (
            (e.EHC_PHASE_NEAR, FEBRUARY),
            (e.EHC_PHASE_16_NEAR, MARCH),
        )
    ]


def _told(rows: Frame, event: str, on: str, only: nw.Expr | None = None) -> Frame:
    wanted = dated(on) if only is None else dated(on) & only
    return as_events(rows, event, on, only=wanted)


def surely(identifier: Frame) -> Frame:
    """Keep the pupil and learner numbers that tell who confirmed them, and when.

    `identifier` is `record.Identifier`.
    """
    return identifier.filter(
        nw.col("kind").is_in(list(NUMBERS)),
        dated("confirmed_on"),
        ~_blank("confirmed_by"),
        ~_blank("value"),
    )


def _confirmed(identifier: Frame, people: Frame) -> Frame:
    """Return the numbers that somebody has confirmed.

    Columns: council, person, who, and from which day to which it is the child's.
    """
    named = surely(identifier).with_columns(person=nw.col("value").str.to_uppercase())
    joined = named.join(people, on=["council", "child"], how="inner")
    # A number that was confirmed for two children is nobody's.
    whose = joined.group_by("council", "person").agg(
        who=nw.col("who").min(), last=nw.col("who").max()
    )
    one = whose.filter(nw.col("who") == nw.col("last")).drop("last")
    held = joined.select("council", "person", "valid_from", "valid_to").unique()
    return one.join(held, on=["council", "person"], how="inner")


def _blank(column: str) -> nw.Expr:
    return nw.col(column).is_null()


def _every(request: Frame, plan: Frame, links: Frame, files: Frame) -> Frame:
    """Return every telling of the confirmed children's requests, with `case`.

    A carried request may stand without its day: it is the one that another return gives
    a day and the same plan, else it goes by the plan's own day. That day is no start.
    """
    days = plan.filter(dated("issued_on")).group_by(*REQUEST)
    mine = (
        request.join(links, on=["council", "person"], how="inner")
        .join(files.select("file", "known_on", "is_newest"), on="file", how="left")
        .filter(
            (nw.col("valid_from") <= nw.col("known_on")).fill_null(True),
            (nw.col("valid_to") >= nw.col("known_on")).fill_null(True),
        )
        .drop("valid_from", "valid_to")
        .unique()
        .join(days.agg(plan_on=nw.col("issued_on").min()), on=[*REQUEST], how="left")
    )
    same = ["who", "plan_on"]
    meant = mine.filter(dated("received_on"), dated("plan_on")).group_by(*same)
    mine = mine.join(
        meant.agg(meant_on=nw.col("received_on").min()), on=same, how="left"
    ).with_columns(received_on=nw.coalesce("received_on", "meant_on"))
    day = nw.coalesce(nw.col("received_on"), nw.col("plan_on"), nw.lit(FIRST_DAY))
    return keep(mine.with_columns(case=day))


def _requests(mine: Frame) -> Frame:
    """Return the confirmed children's requests, each a spell; the newest telling."""
    newest = mine.group_by(*SAME).agg(known_on=nw.col("known_on").max())
    told = _decided(mine, mine.join(newest, on=[*SAME, "known_on"], how="inner"))
    return identified(told, EHC, "received_on", ["request_key"]).with_columns(
        spell=spell_name(EHC, nw.col("received_on")), sources=nw.col("source")
    )


def _decided(mine: Frame, told: Frame) -> Frame:
    """Give a request that is carried the decision that an older return told of."""
    said = mine.filter(nw.col("outcome").is_in([*DECIDED, *OVER]), dated("decided_on"))
    older = said.unique([*SAME], keep="last", order_by=["known_on", "request_key"])
    older = older.select(*SAME, older_outcome="outcome", older_on="decided_on")
    is_bare = (nw.col("outcome") == CARRIED) & nw.col("decided_on").is_null()
    day = nw.when(is_bare).then(nw.col("older_on")).otherwise(nw.col("decided_on"))
    what = nw.when(is_bare & ~nw.col("older_on").is_null())
    return told.join(older, on=list(SAME), how="left").with_columns(
        outcome=what.then(nw.col("older_outcome")).otherwise(nw.col("outcome")),
        decided_on=day,
    )
