"""Whether a worker's cell names a person, or a team, a tray or nobody.

1. A cell without a letter, or a digit other than nought, names nobody.
2. A phrase that says nobody holds the child (unallocated, vacant) decides alone.
3. Any other phrase that stands for nobody (duty, team) speaks for its own part of the
   cell: brackets, commas, slashes and dashes part it. Beside such a part, a person is
   named by two words or by a code, as in "Ann Smith (North Team)"; one word alone, as
   in "Duty - Northtown", is taken for a place.
4. Words that only say the role or the quarter (senior, social worker, north) are passed
   over.
5. A phrase that is a surname too (Pool, Mash) is one beside another word, but where
   only it is in capitals, as in "Northtown MASH", it is the team.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import narwhals as nw

from clearsight.shape import Frame

# Of the phrases that stand for nobody: those that say so of the child, and those that
# people bear as a surname.
DENIALS = frozenset({
    "unallocated", "un-allocated", "not allocated", "to be allocated", "unassigned",
    "not assigned", "to be assigned", "vacant", "vacancy", "awaiting",
    "awaiting allocation",
})  # fmt: skip
SURNAMES = frozenset({"pool", "mash"})
SAYS_NO_MORE = (
    "social", "worker", "workers", "case", "key", "lead", "named", "allocated",
    "senior", "advanced", "consultant", "assistant", "deputy", "practice",
    "practitioner", "manager", "officer", "agency", "locum", "sw", "ssw", "asw", "tm",
    "atm", "aysw", "asye", "no", "not", "yet", "currently", "the", "of", "for", "to",
    "in", "and", "by", "north", "south", "east", "west", "central", "northern",
    "southern", "eastern", "western", "area", "locality", "unit", "service", "services",
    "allocation", "allocations",
)  # fmt: skip
# What stands in a cell, prepared, for a phrase that names nobody.
NOBODY = "="
PARTS = r"()\[\],;:/|"
TWO_WORDS = "[a-z]+[^a-z]+[a-z]"
A_CODE = "[a-z]+[0-9]{3}"


def only_named(frame: Frame, column: str, not_a_worker: Sequence[str]) -> Frame:
    """Keep the rows whose cell in this column names a person."""
    marked = with_named(frame, column, not_a_worker, "names_a_person")
    return marked.filter(nw.col("names_a_person")).drop("names_a_person")


def with_named(
    frame: Frame, column: str, not_a_worker: Sequence[str], name: str
) -> Frame:
    """Say in a column of this name whether the cell in `column` names a person.

    Few people are named for many children, so each different cell is read once.
    """
    cells = frame.select(cell_read=nw.col(column)).unique()
    told = cells.with_columns(named_person("cell_read", not_a_worker).alias(name))
    joined = frame.join(told, left_on=column, right_on="cell_read", how="left")
    return joined.with_columns(nw.col(name).fill_null(False))


def named_person(column: str, not_a_worker: Sequence[str]) -> nw.Expr:
    """Say whether the cell names a person; a blank names none.

    `not_a_worker` holds phrases in lower case, each compared as whole words.
    """
    words = frozenset(not_a_worker)
    cell = _spaced(nw.col(column))
    is_mixed = cell.str.contains("[a-z]")
    teams = _any_of(w.upper() for w in words & SURNAMES)
    cell = nw.when(is_mixed).then(_replaced(cell, teams, NOBODY)).otherwise(cell)
    lower = cell.str.to_lowercase()
    marked = _replaced(lower, _any_of(words - SURNAMES), NOBODY)
    parted = marked.str.replace_all(r"\s-+|-+\s", ";")
    left = parted.str.replace_all(f"[^{PARTS}]*{NOBODY}[^{PARTS}]*", ";")
    left = _replaced(left, _any_of({*SAYS_NO_MORE, *(words & SURNAMES)}), " ")
    beside = left.str.contains(f"{TWO_WORDS}|{A_CODE}")
    alone = left.str.contains("[a-z1-9]")
    is_denied = lower.str.contains(_any_of(words & DENIALS))
    is_beside = marked.str.contains(NOBODY)
    named = (is_beside & beside) | (~is_beside & alone)
    return (named & ~is_denied).fill_null(False)


def _spaced(cell: nw.Expr) -> nw.Expr:
    """Put plain signs for those that engines tell apart differently."""
    dashed = cell.str.replace_all("[\u2010-\u2015]", " - ")
    plain = dashed.str.replace_all(f"[\u00a0\u2007\u202f{NOBODY}]", " ")
    # A letter with an accent would end a word in one engine and not in another.
    return plain.str.replace_all(r"\p{L}\p{M}+|[^\x00-\x7f]", "x").str.strip_chars()


def _replaced(cell: nw.Expr, pattern: str, by: str) -> nw.Expr:
    return cell.str.replace_all(pattern, by)


def _any_of(phrases: Iterable[str]) -> str:
    """Match any of them as whole words, the longest first; nothing if there is none."""
    longest = sorted(phrases, key=lambda p: (-len(p), p))
    return "|".join(_whole(p) for p in longest) or r"[^\s\S]"


def _whole(phrase: str) -> str:
    # A word's edge lies beside a letter or a digit alone.
    first, last = (r"\b" if end.isalnum() else "" for end in (phrase[0], phrase[-1]))
    return first + re.escape(phrase).replace(r"\ ", r"\s+") + last
