"""Whether a worker's cell names a person, or a team, a tray or nobody; and whom.

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

One person may be written in several ways. Cells are of one person where they differ in
capitals, in spaces, in the `.0` of a number, in what stands in brackets beside a name
of two words or a code, as in "Ann Smith (North Team)", or in the order of their names,
as in "Smith, Ann". A number in the brackets tells two people of one name apart. What
follows the comma is no given name where it holds a phrase that stands for nobody, or a
role, as in "Smith, Team Manager".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

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
SPACES = "[\u00a0\u2007\u202f\\s]+"
# In brackets, with no number of three digits.
IN_BRACKETS = r"[(\[](?:[0-9]{0,2}[^()\[\]0-9])*[0-9]{0,2}[)\]]"
WHOLE_NUMBER = r"^[0-9]+\.0+$"
# Words on both sides of one comma, and nothing else that parts a cell.
_WORDS = r"[^,0-9()\[\]/;:|]*[a-z][^,0-9()\[\]/;:|]*"
SURNAME_FIRST = f"^{_WORDS},{_WORDS}$"


def only_people(frame: Frame, column: str, not_a_worker: Sequence[str]) -> Frame:
    """Keep the rows whose cell in this column names a person, and say in `person` whom.

    `person` is the same for one person in whichever way written, and no name for a
    page: the cell stays as it was.
    """
    marked = with_person(frame, column, not_a_worker, "person")
    return marked.filter(~nw.col("person").is_null())


def only_named(frame: Frame, column: str, not_a_worker: Sequence[str]) -> Frame:
    """Keep the rows whose cell in this column names a person."""
    marked = with_named(frame, column, not_a_worker, "names_a_person")
    return marked.filter(nw.col("names_a_person")).drop("names_a_person")


def with_named(
    frame: Frame, column: str, not_a_worker: Sequence[str], name: str
) -> Frame:
    """Say in a column of this name whether the cell in `column` names a person.

    A blank names none. `not_a_worker` holds phrases in lower case, each compared as
    whole words.
    """
    read = _read_once(frame, column, name, lambda c: _who_is_named(c, not_a_worker))
    return read.with_columns(nw.col(name).fill_null(False))


def with_person(
    frame: Frame, column: str, not_a_worker: Sequence[str], name: str
) -> Frame:
    """Say in a column of this name whom the cell in `column` names; null for nobody."""

    def told(cells: Frame) -> Frame:
        found = _written_one_way(_who_is_named(cells, not_a_worker), not_a_worker)
        return found.with_columns(told=nw.when(nw.col("told")).then(nw.col("one_way")))

    return _read_once(frame, column, name, told)


def _read_once(
    frame: Frame, column: str, name: str, tell: Callable[[Frame], Frame]
) -> Frame:
    """Add what is told of each cell: `told`, of cells in `cell_read`.

    Few people are named for many children, so each different cell is read once; and
    one step at a time, for an expression that holds another twice is worked out twice.
    """
    cells = frame.select(cell_read=nw.col(column)).unique()
    read = tell(cells).select("cell_read", nw.col("told").alias(name))
    return frame.join(read, left_on=column, right_on="cell_read", how="left")


def _who_is_named(cells: Frame, not_a_worker: Sequence[str]) -> Frame:
    """Add `told`: whether the cell names a person."""
    plain = cells.with_columns(plain=_spaced(nw.col("cell_read")))
    marked = plain.with_columns(
        marked=_marked(nw.col("plain"), not_a_worker),
        lower=nw.col("plain").str.to_lowercase(),
    )
    left = marked.with_columns(left=_left(nw.col("marked"), not_a_worker))
    beside = nw.col("left").str.contains(f"{TWO_WORDS}|{A_CODE}")
    alone = nw.col("left").str.contains("[a-z1-9]")
    denials = _any_of(frozenset(not_a_worker) & DENIALS)
    is_denied = nw.col("lower").str.contains(denials)
    is_beside = nw.col("marked").str.contains(NOBODY)
    named = (is_beside & beside) | (~is_beside & alone)
    return left.with_columns(told=(named & ~is_denied).fill_null(False))


def _written_one_way(cells: Frame, not_a_worker: Sequence[str]) -> Frame:
    """Add `one_way`: the cell as every other way of writing it is written."""
    bare = cells.with_columns(
        bare=_replaced(nw.col("cell_read"), IN_BRACKETS, " "),
        cell=_tidy(nw.col("cell_read").str.to_lowercase()),
    )
    # Of "North Team (Ann Smith)" the brackets hold the name.
    marked = bare.with_columns(rest=_marked(_spaced(nw.col("bare")), not_a_worker))
    rest = marked.with_columns(rest=_left(nw.col("rest"), not_a_worker))
    is_a_name = nw.col("rest").str.contains(f"{TWO_WORDS}|{A_CODE}")
    cell = nw.col("cell")
    whole = _replaced(cell, r"\.0+$", "")
    number = nw.when(cell.str.contains(WHOLE_NUMBER)).then(whole)
    name = nw.when(is_a_name).then(_tidy(nw.col("bare").str.to_lowercase()))
    return _given_first(
        rest.with_columns(name=name.otherwise(number.otherwise(cell))), not_a_worker
    )


def _given_first(cells: Frame, not_a_worker: Sequence[str]) -> Frame:
    """Add `one_way`: of `name`, with "smith, ann" as "ann smith"."""
    plain = cells.with_columns(plain=_spaced(nw.col("name")))
    more = _any_of({*not_a_worker, *SAYS_NO_MORE})
    is_more = _replaced(nw.col("plain"), "^.*,", "").str.contains(more)
    is_dashed = nw.col("plain").str.contains(r"\s-|-\s")
    is_turned = nw.col("plain").str.contains(SURNAME_FIRST) & ~is_dashed & ~is_more
    given = _replaced(nw.col("name"), "^.*,", "").str.strip_chars()
    surname = _replaced(nw.col("name"), ",.*$", "").str.strip_chars()
    turned = nw.concat_str(given, surname, separator=" ")
    return plain.with_columns(
        one_way=nw.when(is_turned).then(turned).otherwise(nw.col("name"))
    )


def _tidy(cell: nw.Expr) -> nw.Expr:
    return _replaced(cell, SPACES, " ").str.strip_chars()


def _marked(cell: nw.Expr, not_a_worker: Sequence[str]) -> nw.Expr:
    """Put a sign for each phrase that stands for nobody; the cell is `_spaced`."""
    words = frozenset(not_a_worker)
    is_mixed = cell.str.contains("[a-z]")
    teams = _any_of(w.upper() for w in words & SURNAMES)
    cell = nw.when(is_mixed).then(_replaced(cell, teams, NOBODY)).otherwise(cell)
    return _replaced(cell.str.to_lowercase(), _any_of(words - SURNAMES), NOBODY)


def _left(marked: nw.Expr, not_a_worker: Sequence[str]) -> nw.Expr:
    """Leave out the parts that stand for nobody, and the words that say no more."""
    parted = marked.str.replace_all(r"\s-+|-+\s", ";")
    left = parted.str.replace_all(f"[^{PARTS}]*{NOBODY}[^{PARTS}]*", ";")
    surnames = frozenset(not_a_worker) & SURNAMES
    return _replaced(left, _any_of({*SAYS_NO_MORE, *surnames}), " ")


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
