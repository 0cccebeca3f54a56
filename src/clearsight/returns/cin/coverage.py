"""What census files could have shown, so that silence is not taken for lateness.

An end, a closure or the conference of an enquiry stands in the same row as its start,
so whoever is in the file has it. An assessment that was authorised before the census
year is left out of the return (validation rule 8696), and nothing obliges a council to
give the reviews that it held before the year. So these two are known from the first day
of the earliest year of the unbroken run that ends in the newest file; or from earlier,
where that file plainly holds its council's history and not just the year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import polars as pl

from clearsight.dates import year_end, year_start
from clearsight.files.manifest import ReadFile
from clearsight.record.coverage import Coverage

# Named in journeys.events; a return may not import journeys, a test holds them equal.
ASSESSMENT_AUTHORISED = "assessment authorised"
REVIEW_CONFERENCE = "review conference held"
IN_THE_ROW_OF_THE_START = (
    "initial conference held",
    "conference judged not needed",
    "CIN plan ended",
    "child protection plan ended",
    "referral closed",
    "referral ended in no further action",
)
# The module of pre-proceedings begins with the census of 2026/27.
BEFORE_COURT_SINCE = 2027
BEFORE_COURT = (
    "pre-proceedings ended",
    "letter before proceedings sent",
    "first pre-proceedings meeting held",
    "family group decision-making offered",
)
EVENTS = (
    ASSESSMENT_AUTHORISED,
    REVIEW_CONFERENCE,
    *IN_THE_ROW_OF_THE_START,
    *BEFORE_COURT,
)

# By half a year after it began, a referral that went on has had an assessment, and a
# protection plan its first review: if most of those that old show one from before the
# year, the file holds earlier ones too. Of fewer than five, most is chance.
_LONG_OPEN = timedelta(days=183)
_HALF = 0.5
_ENOUGH = 5


def coverage(files: Sequence[ReadFile], source: str) -> pl.DataFrame:
    """Return the rows of `record.coverage` for each council of these census files."""
    rows = [
        {
            "council": council,
            "source": source,
            "file": run[0].file_id,
            "shows": event,
            "known_from": known_from,
            "is_latest_only": False,
        }
        for council, run in _runs(files)
        for event, known_from in _events(run)
    ]
    return Coverage.conform(
        pl.DataFrame(rows, schema_overrides={"known_from": pl.Date})
    )


def _events(run: Sequence[ReadFile]) -> Iterator[tuple[str, date | None]]:
    yield from ((event, None) for event in IN_THE_ROW_OF_THE_START)
    if (run[0].year or 0) >= BEFORE_COURT_SINCE:
        yield from ((event, None) for event in BEFORE_COURT)
    earliest = run[-1]
    if earliest.year is None:
        return
    first = year_start(earliest.year)
    yield (
        ASSESSMENT_AUTHORISED,
        _from(earliest, first, _referral_history(earliest)),
    )
    yield REVIEW_CONFERENCE, _from(earliest, first, _plan_history(earliest))


def _runs(files: Sequence[ReadFile]) -> Iterator[tuple[str, list[ReadFile]]]:
    """Give each council's unbroken run of census years, the newest first."""
    for council in sorted({file.council for file in files}):
        own = [file for file in files if file.council == council]
        own.sort(
            key=lambda f: (f.year or 0, f.reference_date or date.min), reverse=True
        )
        run = own[:1]
        for file in own[1:]:
            if not _follows_on(run[-1], file):
                break
            run.append(file)
        yield council, run


def _follows_on(later: ReadFile, earlier: ReadFile) -> bool:
    if later.year is None or earlier.year is None:
        return False
    if earlier.year == later.year:
        return True
    stated = earlier.reference_date
    is_whole = stated is None or stated >= year_end(earlier.year)
    return earlier.year == later.year - 1 and is_whole


def _frame(file: ReadFile, table: str) -> pl.DataFrame:
    return next(part.frame for part in file.parts if part.table == table)


def _referral_history(file: ReadFile) -> pl.DataFrame:
    """Return `began` of each referral that went on, and `on` of its assessments."""
    key = ["ChildNo", "CINdetailsID"]
    referrals = _frame(file, "CINdetails").filter(
        ~pl.col("ReferralNFA").fill_null(value=False)
    )
    return _history(
        referrals.select(*key, began="CINreferralDate"),
        _frame(file, "Assessments").select(*key, on="AssessmentAuthorisationDate"),
        key,
    )


def _plan_history(file: ReadFile) -> pl.DataFrame:
    """Return `began` of each protection plan and `on` of its reviews."""
    key = ["ChildNo", "CINdetailsID", "CPPID"]
    return _history(
        _frame(file, "ChildProtectionPlans").select(*key, began="CPPstartDate"),
        _frame(file, "Reviews").select(*key, on="CPPreviewDate"),
        key,
    )


def _history(
    spells: pl.DataFrame, events: pl.DataFrame, key: list[str]
) -> pl.DataFrame:
    return spells.join(events, on=key, how="left")


def _from(file: ReadFile, first: date, history: pl.DataFrame) -> date | None:
    """Return the day from which the events are known: `first`, or an earlier one."""
    key = [c for c in ("ChildNo", "CINdetailsID", "CPPID") if c in history.columns]
    before = (pl.col("on") < first) & (pl.col("on") >= pl.col("began"))
    old = history.filter(pl.col("began") < first - _LONG_OPEN)
    shown = old.group_by(key).agg(before.any().alias("shown")).get_column("shown")
    share = shown.fill_null(value=False).mean()
    if shown.len() < _ENOUGH or not isinstance(share, float) or share <= _HALF:
        return first
    earliest = history.filter(before).get_column("on").min()
    return min(first, earliest) if isinstance(earliest, date) else first
