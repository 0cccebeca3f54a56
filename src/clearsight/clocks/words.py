"""The six standings, and the sentences that say why one was given.

`{stops}` and `{until}` are nouns in the plural (`journeys.recorded`). Days in sentences
are written as in ISO 8601, so that they read the same on each engine.
"""

MET = "met"
LATE = "late"
OVERDUE = "overdue"
RUNNING = "running"
NO_LONGER_DUE = "no longer due"
CANNOT_RUN = "cannot run"

STANDINGS = (MET, LATE, OVERDUE, RUNNING, NO_LONGER_DUE, CANNOT_RUN)

NO_START = "no start date"
FUTURE = "begins after the day of this review"
NO_LIMIT = "no limit is known for a start before {since}"
NO_NUMBER = "the law gave no number of days when this began"
OFF_CALENDAR = "the day it is due lies outside the calendar of working days"
NO_SOURCE = "no source loaded could show {stops}"
NEITHER = "no source loaded could show all {stops} and {until} since it began"
BEFORE_START = "one of the {stops} is dated before the start"
NO_STOP_DATE = "an outcome is recorded, or shown by what followed, without its date"
NO_END_DATE = "an end is recorded without its date"
END_BEFORE_START = "the end is dated before the start"
DATA_BEGIN_LATE = "the data begin after this was due"
DATA_BEGIN = "the data begin on {day}, so an earlier one may not show"
LATEST_DUE = "the data begin on {day}, so this is the latest it could have been due"
LATEST_ONLY = "the source shows only the latest of the {stops}"
LATEST_PLANNED = "the latest of the {stops} is dated after the day of this review"
NOT_IN_NEWEST = "the child is not in the newest return"
LAST_LISTED = "counted to {day}, the last day to which the data show the child"
STILL_LATEST = "counted to {day}, when a list still showed none later"
NO_PLANNED = "the day it counts back from is not known"
BEGAN_LATE = "it began after the day by which it would have been due"
TOO_SOON = "it came before the time had passed that must be allowed"
THEIRS = "the time was the family's to use, and it is over"
UNSEEN = "no return holds {stops}"
DUE_LATER = "the data end on {day}, before this was due"
DATA_END = "the data end on {day}, so an earlier one may not show"
