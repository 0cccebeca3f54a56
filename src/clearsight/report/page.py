"""Write a review as one page: complete by itself, printable, and fetching nothing.

Text from a record is escaped wherever it stands: Jinja does so for all it is given, and
`charts` for what it draws. Loops run over what is shown; counting is done in Polars.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clearsight.charts.standings import PATTERNS, SYMBOLS
from clearsight.clocks import words
from clearsight.oversight.signal import SIGNALS, TIERS
from clearsight.report import (
    page_files,
    page_measures,
    page_questions,
    page_standings,
    page_worklist,
)
from clearsight.report.page_words import age_words, clean, counted, day_words
from clearsight.report.review import CLASSIFICATION, Review

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment

HERE = Path(__file__).parent
COUNCILS_NAMED = 12

# A page that may run nothing, send nothing and fetch nothing, whatever is put in it.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
CHECKED_SHORT = {
    "text seen": "wording seen",
    "second-hand": "wording second-hand",
    "memory": "wording from memory",
}
STANDING_WORDS = {
    words.MET: "done on or before the day it was due",
    words.LATE: "done after that day, or never done before the work ended past it",
    words.OVERDUE: "past the day it was due, still open and still not done",
    words.RUNNING: "open, with its day still to come",
    words.NO_LONGER_DUE: "the work ended before the day came, so nothing was owed",
    words.CANNOT_RUN: "the data lack the dates to tell: a question, not lateness",
}


def render(review: Review) -> str:
    """Return the report as the text of one HTML page, the same for the same review."""
    listed = page_worklist.build(review)
    questions = page_questions.build(review)
    # Asked for last of all, since it may still be counted.
    counted_now = review.measured
    measured = page_measures.build(counted_now) if counted_now else None
    return (
        _environment()
        .get_template("page.html")
        .render(
            review=review,
            marking=CLASSIFICATION,
            policy=POLICY,
            style=_ours((HERE / "style.css").read_text("utf-8")),
            patterns=_ours(PATTERNS),
            whose=_whose(review.councils),
            listed=listed,
            tiers=TIERS,
            families=page_standings.families(review.clocks),
            symbols={n: _ours(svg) for n, svg in SYMBOLS.items()},
            standings=STANDING_WORDS,
            checked=CHECKED_SHORT,
            stuck=page_standings.stuck(review.clocks),
            questions=questions,
            measured=measured,
            files=page_files.build(review.files),
            signals=SIGNALS,
            children=review.children.height,
        )
    )


def prepare() -> None:
    """Compile the templates, so that `render` finds them done."""
    environment = _environment()
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)


def _compiled() -> BytecodeCache:
    """Keep compiled templates beside their text, as Python keeps its own modules.

    They are checked against the text each time. Where nothing may be written there,
    they are compiled at each start.
    """
    from jinja2 import FileSystemBytecodeCache  # noqa: PLC0415
    from jinja2.bccache import Bucket  # noqa: PLC0415

    class Beside(FileSystemBytecodeCache):
        def dump_bytecode(self, bucket: Bucket) -> None:
            with suppress(OSError):
                Path(self.directory).mkdir(exist_ok=True)
                super().dump_bytecode(bucket)

    return Beside(str(HERE / "templates" / "__pycache__"))


@cache
def _environment() -> Environment:
    # Imported here, since the command line starts without it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=clean,
        auto_reload=False,
        bytecode_cache=_compiled(),
    )
    made.filters.update(
        {
            "day": day_words,
            "age": age_words,
            "counted": counted,
            "number": _number,
            "capitalize_first": _capitalised,
        }
    )
    return made


def _ours(text: str) -> Any:
    """Mark text as markup: our own and constant, nothing from a record in it."""
    from markupsafe import Markup  # noqa: PLC0415

    return Markup(text)  # noqa: S704


def _number(n: int) -> str:
    return f"{n:,}"


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _whose(councils: list[str]) -> str:
    """Name the councils, or say how many there are beside the first few."""
    named = ", ".join(councils[:COUNCILS_NAMED])
    more = len(councils) - COUNCILS_NAMED
    return f"{named} and {more} more" if more > 0 else named
