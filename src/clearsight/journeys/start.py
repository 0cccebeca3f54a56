"""What every part of the journeys starts from: the record, its children numbered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import narwhals as nw

from clearsight.journeys import (
    absence,
    assigned,
    before_court,
    births,
    coverage,
    keys,
    local,
)
from clearsight.journeys import events as e
from clearsight.journeys.frames import dated
from clearsight.journeys.local_rules import TOLD as LOCAL
from clearsight.journeys.settle import WHOSE, keep
from clearsight.shape import Frame

# The tables that journeys are made of; those whose file does not matter; those that
# several chapters read.
TOLD = (
    "child", "contact", "referral", "need", "assessment", "enquiry", "plan", "meeting",
    "visit", "care_episode", "care_period", "missing", "involvement", "early_help",
    "check", "questionnaire", "leaver", "adoption", "liberty", "listing",
)  # fmt: skip
UNFILED = ("child", "contact", "visit", "check")
USED_OFTEN = ("plan", "meeting", "visit", "care_episode", "care_period", "involvement")


@dataclass(frozen=True)
class Known:
    """What every part starts from: `told` by table, and `about` each child.

    `record` holds the tables as they were given, but for rows that are about no child;
    `about`: who, birth_on, is_unborn, is_asylum_seeker; `people`: council, child, who;
    `names`: the words that name nobody; `as_at`: the day of the review. `conflicts`, as
    of a chapter: sources that differ on a birth.
    """

    record: Mapping[str, Frame]
    told: Mapping[str, Frame]
    about: Frame
    people: Frame
    names: Sequence[str]
    as_at: date
    conflicts: Frame

    def shown(self, event: str, sources: Sequence[str] = ()) -> Frame:
        """Return `who` of those whose council's newest files could show this event."""
        return coverage.shown_to(self.people, self.told["coverage"], event, sources)

    @property
    def is_assigned(self) -> bool:
        """Say whether the staff extract tells who holds the children."""
        return "stated_on" in self.told["involvement"].collect_schema().names()


def known_of(
    record: Mapping[str, Frame],
    files: Frame,
    *,
    not_a_worker: Sequence[str],
    as_at: date,
) -> Known:
    """Give each child a number, and put it into the tables; arguments as of `build`."""
    record = {**record, **{n: local.of_children(record[n]) for n in LOCAL}}
    people = keep(keys.people(record[name] for name in (*TOLD, *LOCAL)))
    names = list(not_a_worker)
    told = _told(record, people, files, names)
    told["involvement"] = keep(_open_until(told["involvement"], as_at))
    settled, differing = births.settled(told["child"], files)
    about = keep(_about(told["child"], settled))
    return Known(record, told, about, people, names, as_at, differing)


def _told(
    record: Mapping[str, Frame], people: Frame, files: Frame, names: Sequence[str]
) -> dict[str, Frame]:
    """Add `who` to each table, and what is known of its file where that matters."""
    out = {}
    for name in TOLD:
        frame = record[name].join(people, on=list(WHOSE), how="left").drop(*WHOSE)
        out[name] = frame if name in UNFILED else _with_file(frame, files)
    for name in LOCAL:
        out[name] = record[name].join(people, on=list(WHOSE), how="left").drop(*WHOSE)
    stated = _with_file(record["coverage"], files)
    out["missing"], out["return_interview"] = absence.with_own(
        out["missing"], _with_file(out["return_interview"], files)
    )
    out["plan"] = before_court.with_own(
        out["plan"],
        _with_file(out["step"], files),
        coverage.shown_to(people, stated, e.PRE_PROCEEDINGS_ENDED, [before_court.OWN]),
    )
    own = record["assignment"].filter(nw.col("role") == assigned.OF_STAFF)
    if not assigned.is_empty(own):
        own = own.join(people, on=list(WHOSE), how="left")
        own = keep(assigned.of_workers(own, record["staff"], files, names))
        out["involvement"] = assigned.beside(out["involvement"], own)
    several = {name: keep(out[name]) for name in USED_OFTEN}
    return {**out, **several, "coverage": stated}


def _open_until(involvement: Frame, as_at: date) -> Frame:
    """Leave out ends of what a worker holds that lie ahead: it is held until then."""
    end = nw.col("about_ended_on")
    return involvement.with_columns(
        about_ended_on=nw.when(end <= nw.lit(as_at)).then(end)
    )


def _with_file(frame: Frame, files: Frame) -> Frame:
    joined = frame.join(files, on="file", how="left")
    return joined.with_columns(is_newest=nw.col("is_newest").fill_null(True))


def _about(child: Frame, settled: Frame) -> Frame:
    """Say of each child what clocks go by: birth, and whether it has come."""
    flags = {
        name: nw.col(name).cast(nw.Int8) for name in ("is_unborn", "is_asylum_seeker")
    }
    # Whom a return gives a day of birth, and does not call unborn, was born.
    is_born = nw.col("is_unborn").is_null() & dated("birth_on")
    flags["is_unborn"] = (
        nw.when(is_born).then(nw.lit(0, nw.Int8)).otherwise(flags["is_unborn"])
    )
    told = child.with_columns(**flags).group_by("who")
    by_child = told.agg(
        nw.col("birth_on").max(),
        nw.col("is_unborn").min(),
        nw.col("is_asylum_seeker").max(),
    )
    return (
        by_child.join(settled, on="who", how="left")
        .with_columns(
            birth_on=nw.coalesce(nw.col("settled_on"), nw.col("birth_on")),
            **{name: (nw.col(name) == 1).fill_null(False) for name in flags},
        )
        .drop("settled_on")
    )
