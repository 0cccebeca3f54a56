"""Whose word counts where several sources tell of one thing: the only list of it.

The statutory return comes first, since it is nested or chained and the department
checks it; then Annex A, then the Standard Safeguarding Dataset, then the department's
daily API, which holds the least. Our own staff extract, which says who holds a child,
comes last. For each column the first source that says anything is
taken: what an older return left open, a later extract may end. Where two say different
things, both stay, as `record.Conflict`. A source that is not loaded costs nothing.
"""

from __future__ import annotations

CENSUS, CARE, LISTS, LIST_6 = "cin", "ssda903", "annexa", "annexa list 6"
DATASET, DAILY = "ssd", "cscapi"
OWN, STAFF = "oversight", "staff"

EVERY = (CENSUS, CARE, LISTS, DATASET, DAILY)
OF_NEED = (CENSUS, LISTS, DATASET, DAILY)
# List 6 starts an episode on a day that councils define in three different ways.
REFERRALS = (*OF_NEED, LIST_6)
OF_CARE = (CARE, LISTS, DATASET, DAILY)
# The API holds no legal status.
STATUSES = (CARE, LISTS, DATASET)
# Our own record of interviews tells when a child came back.
MISSING = (CARE, DATASET, OWN)
# Who holds the child by our own assignments comes after what the returns say.
WORKERS = (CARE, DATASET, DAILY, STAFF)
CONTACTS = (LISTS, DATASET)
HELPED_EARLY = (LISTS, DATASET)
# Who lists care leavers with their latest review and contact.
LEAVERS = (LISTS, DATASET)
# They tell of a child's whole history, so each of their spells is one of its own.
HISTORIES = (DATASET, DAILY)
