"""What was never sent is not counted as though nothing had happened."""

from __future__ import annotations

from datetime import date

import narwhals as nw
import polars as pl

from clearsight.measures import reach, told
from clearsight.measures.known import HISTORY
from clearsight.measures.rolls.enquiries import ENQUIRIES
from clearsight.measures.rolls.plans import OPEN
from clearsight.measures.rolls.referrals import REFERRALS
from clearsight.record import THINGS
from clearsight.settings import Settings

FILES = pl.DataFrame({"file": ["f"], "known_on": [date(2026, 1, 20)]})
NOTHING = {name: thing.empty() for name, thing in THINGS.items()}


def _shaped(coverage: pl.DataFrame) -> pl.DataFrame:
    return THINGS["coverage"].conform(coverage)


def held(
    tables: dict[str, pl.DataFrame],
    coverage: pl.DataFrame | None = None,
    returns: list[tuple[str, str, date, date]] | None = None,
    settings: Settings | None = None,
) -> dict[str, tuple[date, date]]:
    """Return from and to by source."""
    record = {**NOTHING, **{n: THINGS[n].conform(t) for n, t in tables.items()}}
    found = reach.held(
        {n: nw.from_native(t.lazy()) for n, t in record.items()},
        {},
        NOTHING["coverage"] if coverage is None else _shaped(coverage),
        FILES,
        pl.DataFrame(returns or [], schema=HISTORY, orient="row"),
        settings,
    )
    return {s: (a, b) for _, s, a, b in found.iter_rows()}


def test_nothing_reaches_nowhere() -> None:
    """No table, no reach."""
    assert held({}) == {}


def test_sen2_tells_of_the_year_before() -> None:
    """Taken in January 2026, it reaches back over 2025, whenever requests began."""
    asked = pl.DataFrame(
        {"council": ["A"], "file": ["f"], "received_on": [date(2019, 5, 1)]}
    )
    found = held({"ehc_request": asked})
    assert found == {"sen2": (date(2025, 1, 1), date(2026, 1, 20))}


def test_a_903_without_the_table_says_nothing_of_it() -> None:
    """Its absence is not a year in which no child went missing."""
    returns = [("A", "ssda903", date(2024, 4, 1), date(2026, 3, 31))]
    missing = pl.DataFrame(
        {"council": ["A"], "source": ["ssda903"], "starts_on": [date(2025, 5, 1)]}
    )
    assert held({}, returns=returns) == {}
    found = held({"missing": missing}, returns=returns)
    assert found == {"missing": returns[0][2:]}


def test_the_layout_of_2019_has_no_pathway_reviews() -> None:
    """Only an extract with the column reaches anywhere."""
    shown = {"council": ["A"], "source": ["annexa"], "file": ["f"]}
    old = pl.DataFrame({**shown, "shows": ["looked-after visit"]})
    new = pl.DataFrame({**shown, "shows": ["pathway plan reviewed"]})
    assert held({}, coverage=old) == {}
    found = held({}, coverage=new)
    assert found == {"pathway reviews": (date(2025, 7, 20), date(2026, 1, 20))}


def test_a_workforce_census_stands_in_one_collection_year() -> None:
    """Its day, 30 September, lies in the year from April."""
    census = pl.DataFrame({"council": ["A"], "year": [2025]})
    found = held({"workforce": census})
    assert found == {"csww": (date(2025, 4, 1), date(2026, 3, 31))}


CENSUS = ("A", "cin", date(2025, 4, 1), date(2025, 12, 31))
IN_CARE = ("A", "ssda903", date(2024, 4, 1), date(2025, 3, 31))
LISTED = ("A", "annexa", date(2024, 10, 1), date(2025, 3, 31))
LISTED_SINCE = ("A", "annexa", date(2025, 7, 20), date(2026, 1, 20))


def _rows(**columns: object) -> pl.DataFrame:
    return pl.DataFrame({"council": "A", "file": "f", **columns})


def test_supervision_reaches_no_further_than_the_children_do() -> None:
    """Of those open before the census begins nobody can say who was not supervised."""
    sessions = _rows(supervised_on=[date(2023, 1, 1)], child="1")
    assert held({"supervision": sessions}) == {}
    found = held({"supervision": sessions}, returns=[CENSUS])
    assert found == {"supervision": CENSUS[2:]}


def test_supervision_reaches_over_the_children_of_a_903_alone() -> None:
    """They are open, and it names their workers."""
    sessions = _rows(supervised_on=[date(2023, 1, 1)], child="1")
    found = held({"supervision": sessions}, returns=[IN_CARE])
    assert found == {"supervision": IN_CARE[2:]}


def test_a_kind_of_row_is_complete_since_its_first() -> None:
    """Other kinds in the same table say nothing of it."""
    steps = _rows(
        kind=["CORE GROUP", "REFERRAL DECIDED", "ADVOCATE OFFERED"],
        done_on=[date(2025, 1, 1), date(2025, 6, 1), date(2024, 11, 1)],
        child="1",
    )
    assert held({"step": steps.head(1)}, returns=[CENSUS, IN_CARE]) == {}
    assert held({"step": steps}, returns=[CENSUS, IN_CARE]) == {
        "referral decisions": (date(2025, 6, 1), date(2025, 12, 31)),
        "advocates": (date(2024, 11, 1), date(2025, 3, 31)),
    }


def test_applications_count_only_where_offers_are_sent_too() -> None:
    """Silence about offers is no refusal of them; an offer may have no day."""
    steps = _rows(
        kind=["COURT APPLIED", "FAMILY MEETING OFFERED"],
        done_on=[date(2025, 1, 1), None],
        of_on=[None, date(2025, 3, 1)],
        child="1",
    )
    assert held({"step": steps.head(1)}) == {}
    found = held({"step": steps})
    assert found == {"family meetings": (date(2025, 3, 1), date(2026, 1, 20))}


def test_what_complaints_are_about_may_not_be_told() -> None:
    """A log without it shows how soon they were answered, and no more."""
    log = _rows(received_on=[date(2025, 1, 1)], complaint="a", about=[None])
    told = log.with_columns(about=pl.lit("DELAY"))
    reaches = (date(2025, 1, 1), date(2026, 1, 20))
    assert held({"complaint": log}) == {"complaints": reaches}
    assert held({"complaint": told}) == {
        "complaints": reaches,
        "complaint themes": reaches,
    }


def test_places_are_told_by_lists_of_days_that_have_distances() -> None:
    """A list of after the 903 would show every child as near."""
    homes = _rows(
        source="ssda903", child="1", starts_on=[date(2024, 5, 1)], miles_from_home=3.0
    )
    returns = [IN_CARE, LISTED, LISTED_SINCE]
    unmeasured = homes.with_columns(miles_from_home=pl.lit(None, pl.Float64))
    assert held({"care_episode": unmeasured}, returns=returns) == {}
    assert held({"care_episode": homes}, returns=returns) == {
        "miles from home": IN_CARE[2:],
        "miles from home and List 8": LISTED[2:],
    }


def test_adjoining_councils_are_for_the_council_to_name() -> None:
    """No open data say which they are; without them nobody is far in law."""
    assert held({}, returns=[LISTED]) == {}
    found = held({}, returns=[LISTED], settings=Settings(adjoining=("Oldham",)))
    assert found == {"councils that adjoin, and List 8": LISTED[2:]}


def _shown(source: str, *events: str) -> pl.DataFrame:
    return pl.DataFrame(
        [{"council": "X", "source": source, "file": "f", "shows": e} for e in events]
    )


def _told(source: str, *begun: date) -> dict[str, pl.DataFrame]:
    kind = "child protection plan"
    rows = [
        {"council": "X", "child": "1", "source": source, "file": "f", "row": n,
         "kind": kind, "starts_on": day}
        for n, day in enumerate(begun)
    ]  # fmt: skip
    return {"plan": pl.DataFrame(rows)}


ENDS = "child protection plan ended"


def test_the_dataset_tells_of_plans_since_its_first_but_six_years_at_most() -> None:
    name = told.by_dataset(told.PLANNED)
    recent = held(_told("ssd", date(2024, 5, 1)), _shown("ssd", ENDS))
    assert recent[name] == (date(2024, 5, 1), date(2026, 1, 20))
    old = held(_told("ssd", date(2012, 5, 1)), _shown("ssd", ENDS))
    assert old[name] == (date(2020, 1, 20), date(2026, 1, 20))


def test_the_api_tells_what_is_open_on_its_day_and_no_more() -> None:
    found = held(_told("cscapi", date(2024, 5, 1)), _shown("cscapi", ENDS))
    assert found == {told.by_api(told.PLANNED): (date(2026, 1, 20), date(2026, 1, 20))}
    assert told.by_api(told.PLANNED) in OPEN.sources
    assert not any("daily API" in s for s in (*REFERRALS.sources, *ENQUIRIES.sources))


def test_neither_tells_of_what_its_files_could_not_show_to_end() -> None:
    tables = _told("ssd", date(2024, 5, 1))
    assert held(tables) == {}
    assert held(tables, _shown("ssd", "referral closed")) == {}


def test_where_the_census_is_it_is_asked_alone() -> None:
    census = [("X", "cin", date(2025, 4, 1), date(2026, 3, 31))]
    tables = _told("ssd", date(2024, 5, 1))
    assert held(tables, _shown("ssd", ENDS), census) == {}


CARE_YEAR = ("A", "ssda903", date(2025, 4, 1), date(2026, 3, 31))


def test_a_year_whose_oc2_or_oc3_was_not_sent_says_nothing_of_it() -> None:
    """A child of whom there is no row is not a child who had no check."""
    row = {"council": ["A"], "child": ["1"], "source": ["ssda903"], "year": [2026]}
    year = (CARE_YEAR[2], CARE_YEAR[3])
    for table, source in (
        ("health_year", reach.CHECKED),
        ("questionnaire", reach.ASKED),
        ("leaver", reach.LEFT),
    ):
        found = held({table: pl.DataFrame(row)}, returns=[CARE_YEAR])
        assert found == {source: year}
        listed = pl.DataFrame(row | {"source": ["annexa"]})
        assert not held({table: listed}, returns=[CARE_YEAR])


def test_reviews_reach_where_a_file_of_reviews_was_read() -> None:
    """Annex A tells the days of reviews, and not who took part."""
    shows = {"council": ["A"], "file": ["f"], "shows": ["looked-after review"]}
    year = (CARE_YEAR[2], CARE_YEAR[3])
    sent = pl.DataFrame(shows | {"source": ["ssda903"]})
    assert held({}, sent, [CARE_YEAR]) == {reach.REVIEWED: year}
    assert not held({}, pl.DataFrame(shows | {"source": ["annexa"]}), [CARE_YEAR])
