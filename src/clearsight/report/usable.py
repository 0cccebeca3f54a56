"""Which of the files that were read can be worked with, or why none can."""

from __future__ import annotations

from collections.abc import Sequence

from clearsight.errors import InputError
from clearsight.files.manifest import ReadFile

MOST_REASONS = 5
# They name no child of social care, and measures are counted from them alone.
OF_NO_CHILD = ("sen2", "csww", "staff")


def usable_of(
    files: Sequence[ReadFile], *, counts_alone: bool = False
) -> list[ReadFile]:
    """Return the files that were taken for a return, those of --previous among them.

    Raises `InputError`, with the reason for each of the first few, where no current one
    tells of a child; nor, where it `counts_alone`, of what is counted without children.
    """
    usable = [f for f in files if f.taken_for and not f.aside]
    current = [f for f in usable if not f.is_previous]
    if not any(f.children or (counts_alone and _counts(f)) for f in current):
        raise _nothing_usable(files)
    return usable


def _counts(file: ReadFile) -> bool:
    """Say of a file if it has rows of a return that names no child."""
    return file.taken_for in OF_NO_CHILD and any(p.rows_in for p in file.parts)


def _nothing_usable(files: Sequence[ReadFile]) -> InputError:
    """Say of the first few files why each could not be used."""
    current = [f for f in files if not f.is_previous]
    if files and not current:
        return InputError(
            "Nothing usable was read: every file lies in a path given with --previous, "
            "which is never taken as current.",
            do="Give PATH the current return, outside what --previous names.",
        )
    if not files:
        return InputError(
            "Nothing usable was read: no file was found there.",
            do="Check the path. Hidden files and earlier reviews are passed over.",
        )
    reasons = [f"{f.name}: {_why_useless(f)}" for f in current]
    more = len(reasons) - MOST_REASONS
    if more > 0:
        reasons = [*reasons[:MOST_REASONS], f"and {more} more"]
    return InputError(
        "\n  ".join(["Nothing usable was read.", *reasons]),
        do="Run `clearsight read` on the same path for all that was found.",
    )


def _why_useless(file: ReadFile) -> str:
    told = file.why or next((p.what for p in file.problems), "")
    if file.aside and told:
        return told
    if not any(part.rows_in for part in file.parts):
        return "it holds no row below its headings. Export it again with its rows."
    return "it holds no row that names a child."
