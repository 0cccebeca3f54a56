"""The payload of the department's API: read, written, read again; and only changes."""

from __future__ import annotations

import json
from datetime import date

import jsonschema
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearsight.files.source import Source
from clearsight.record import THINGS
from clearsight.returns.cscapi import delta as d
from clearsight.returns.cscapi.of_record import tables, window_start
from clearsight.returns.cscapi.record import to_record
from clearsight.returns.cscapi.write import batches, payload
from clearsight.returns.folder import read_source

MANY = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
days = st.dates(date(2019, 1, 1), date(2026, 12, 31)).map(date.isoformat)
ids = st.text(alphabet="abcXYZ019", min_size=1, max_size=4)
words = st.text(alphabet="abcXYZ019_-", min_size=1, max_size=6)


def maybe(**fields):
    """Give an object with any of the fields."""
    return st.fixed_dictionaries({}, optional=fields)


def listed(row_id, **fields):
    """Give a list of items whose ids differ."""
    item = st.fixed_dictionaries({row_id: words}, optional=fields)
    return st.lists(item, min_size=1, max_size=3, unique_by=lambda i: i[row_id])


codes = st.lists(
    st.sampled_from(["NONE", "MOB", "LD", "1A", "2B"]), min_size=1, max_size=3,
    unique=True,
)  # fmt: skip
factors = st.lists(
    st.sampled_from(["1A", "2B", "13C"]), min_size=1, max_size=3, unique=True
)
span = {"start_date": days, "end_date": days}
episode = {
    "referral_date": days,
    "referral_source": st.sampled_from(["1A", "3D"]),
    "referral_no_further_action_flag": st.booleans(),
    "closure_date": days,
    "closure_reason": st.sampled_from(["RC1", "RC8"]),
    "care_worker_details": st.lists(
        maybe(worker_id=words, **span).filter(bool), min_size=1, max_size=2
    ),
    "child_and_family_assessments": listed(
        "child_and_family_assessment_id", start_date=days, authorisation_date=days,
        factors=factors,
    ),
    "child_in_need_plans": listed("child_in_need_plan_id", **span),
    "section_47_assessments": listed(
        "section_47_assessment_id", icpc_required_flag=st.booleans(), icpc_date=days,
        **span,
    ),
    "child_protection_plans": listed("child_protection_plan_id", **span),
    "child_looked_after_placements": listed(
        "child_looked_after_placement_id", start_reason=st.sampled_from("SLPTBU"),
        placement_type=st.sampled_from(["U6", "Z11"]), postcode=st.just("AB1 2CD"),
        end_reason=st.just("E8"), change_reason=st.just("MOVE"), **span,
    ),
    "adoption": maybe(initial_decision_date=days, matched_date=days).filter(bool),
    "care_leavers": maybe(contact_date=days, activity=st.just("F1")).filter(bool),
}  # fmt: skip
child = st.fixed_dictionaries(
    {"la_child_id": ids},
    optional={
        "mis_child_id": words,
        "child_details": maybe(
            unique_pupil_number=st.just("A123456789012"), date_of_birth=days,
            sex=st.sampled_from("MFU"), ethnicity=st.just("WBRI"), disabilities=codes,
            uasc_flag=st.booleans(),
        ).filter(bool),
        "health_and_wellbeing": st.fixed_dictionaries(
            {
                "sdq_assessments": st.lists(
                    maybe(date=days, score=st.integers(0, 40)).filter(bool),
                    min_size=1, max_size=2,
                )
            }
        ),
        "social_care_episodes": listed("social_care_episode_id", **episode),
    },
)  # fmt: skip
payloads = st.lists(child, max_size=4, unique_by=lambda c: c["la_child_id"])


def read(children):
    text = children if isinstance(children, str) else json.dumps(children)
    return read_source(Source("payload.json", text.encode()))


def frames(file):
    return {part.table: part.frame for part in file.parts}


@MANY
@given(children=payloads.filter(bool))
def test_what_is_read_is_written_again(children):
    written, problems = payload(frames(read(children)))
    assert (written, problems) == (children, [])


def sorted_out(value):
    if isinstance(value, dict):
        return {k: sorted_out(v) for k, v in sorted(value.items())}
    if isinstance(value, list):
        return sorted((sorted_out(v) for v in value), key=json.dumps)
    return value


@MANY
@given(before=payloads, now=payloads)
def test_what_is_sent_turns_the_one_into_the_other(before, now):
    turns = d.delta(before, now)
    assert sorted_out(d.applied(before, *turns)) == sorted_out(now)
    if sorted_out(before) == sorted_out(now) and before == now:
        assert turns == ([], [])


def test_only_what_changed_is_sent_with_identifiers_and_details():
    details = {"sex": "F"}
    plan = {"child_in_need_plan_id": "P", "start_date": "2025-01-01"}
    was = {
        "la_child_id": "1", "mis_child_id": "m", "child_details": details,
        "social_care_episodes": [
            {"social_care_episode_id": "E", "referral_date": "2025-01-01",
             "child_in_need_plans": [plan]},
            {"social_care_episode_id": "F"},
        ],
    }  # fmt: skip
    now = json.loads(json.dumps(was))
    now["social_care_episodes"] = now["social_care_episodes"][:1]
    now["social_care_episodes"][0]["child_in_need_plans"][0]["end_date"] = "2025-02-01"
    assert d.delta([was], [now]) == (
        [{"la_child_id": "1", "mis_child_id": "m", "social_care_episodes": [
            {"social_care_episode_id": "F", "purge": True}]}],
        [{"la_child_id": "1", "mis_child_id": "m", "child_details": details,
          "social_care_episodes": [{"social_care_episode_id": "E",
           "child_in_need_plans": [
               {"child_in_need_plan_id": "P", "end_date": "2025-02-01"}]}]}],
    )  # fmt: skip


def test_a_child_who_left_is_purged_and_an_unchanged_one_not_sent():
    one, two = {"la_child_id": "1", "mis_child_id": "m"}, {"la_child_id": "2"}
    assert d.delta([one, two], [two]) == ([{**one, "purge": True}], [])


def test_a_value_taken_back_purges_what_held_it_and_sends_it_anew():
    was = {"la_child_id": "1", "child_details": {"sex": "F", "ethnicity": "WBRI"}}
    now = {"la_child_id": "1", "child_details": {"sex": "F"}}
    purges, updates = d.delta([was], [now])
    assert purges == [{"la_child_id": "1", "child_details": {"purge": True}}]
    assert updates == [now]


@pytest.fixture(scope="session")
def schema(shared):
    spec = json.loads((shared / "data/dfe-csc-api/openapi.json").read_text("utf-8"))
    whole = {"$ref": "#/components/schemas/CSC", "components": spec["components"]}
    return jsonschema.Draft202012Validator(whole)


def test_the_shape_is_that_of_the_published_schema(shared):
    """Every property of the department's schema is read, and no other."""
    from clearsight.returns.cscapi.shape import LAYOUT

    spec = json.loads((shared / "data/dfe-csc-api/openapi.json").read_text("utf-8"))

    def compare(node, said):
        ours = {*node.leaves, *node.codes, *node.blocks, *node.lists, *node.ignored}
        assert ours == set(said["properties"])
        for name, block in node.blocks.items():
            compare(block, said["properties"][name])
        for name, item in node.lists.items():
            compare(item, said["properties"][name]["items"])

    compare(LAYOUT, spec["components"]["schemas"]["CSC"]["items"])


def test_what_is_written_holds_to_the_published_schema(schema):
    """A few dozen payloads made as the round trip makes them, and their changes."""

    @settings(max_examples=20, deadline=None, database=None)
    @given(before=payloads.filter(bool), now=payloads.filter(bool))
    def check(before, now):
        written, _ = payload(frames(read(now)))
        for turn in (written, *d.delta(before, now)):
            schema.validate(turn)

    check()


def test_what_the_department_would_refuse_is_left_out_and_said(schema):
    children = [
        {"la_child_id": "A-1"},
        {"la_child_id": "2", "child_details": {"ethnicity": "TOOLONG", "sex": "F"}},
    ]
    written, problems = payload(frames(read(children)))
    schema.validate(written)
    assert written == [{"la_child_id": "2", "child_details": {"sex": "F"}}]
    assert [(p.rows, p.set_aside) for p in problems] == [(1, 1), (1, 0)]


def test_a_bad_child_costs_no_other_and_a_break_only_what_follows():
    file = read('[{"la_child_id": "1"}, 7, {"x": 1}, {"la_child_id": "4", "odd": 1}, {')
    part = file.parts[0]
    assert (part.rows_in, part.rows_kept, part.rows_aside) == (4, 2, 2)
    assert part.frame["la_child_id"].to_list() == ["1", "4"]
    said = " ".join(p.what for p in file.problems)
    assert "breaks off after 4" in said
    assert "odd (1)" in said


def test_what_is_of_another_kind_is_blank_and_said():
    episodes = [7, {"social_care_episode_id": "E"}]
    odd = {"mis_child_id": {"a": 1}, "child_details": 3}
    file = read([{"la_child_id": "1", **odd, "social_care_episodes": episodes}])
    assert frames(file)["Episode"].height == 1
    assert any("another kind" in p.what for p in file.problems)


def test_values_stand_as_submitted_beside_the_typed_one():
    file = read([{"la_child_id": "1", "child_details": {"date_of_birth": "2015-2-30"}}])
    frame = frames(file)["Child"]
    assert frame["date_of_birth"].to_list() == [None]
    assert frame["date_of_birth_submitted"].to_list() == ["2015-2-30"]


def test_a_payload_becomes_a_record_and_the_record_a_payload(schema):
    given_children = [{
        "la_child_id": "7", "child_details": {"date_of_birth": "2015-01-02", "sex": "F",
                                              "unique_pupil_number": "A123456789012"},
        "social_care_episodes": [{
            "social_care_episode_id": "E1", "referral_date": "2025-01-01",
            "child_in_need_plans": [{"child_in_need_plan_id": "P1",
                                     "start_date": "2025-02-01"}],
            "section_47_assessments": [{"section_47_assessment_id": "S",
                                        "start_date": "2025-01-03",
                                        "end_date": "2025-01-13",
                                        "icpc_required_flag": False}],
            "care_worker_details": [{"worker_id": "SW1", "start_date": "2025-01-02"}],
            "care_leavers": {"contact_date": "2025-03-01", "activity": "F1"},
        }],
    }]  # fmt: skip
    file = read(given_children)
    file.council = "X"
    record = to_record([file])
    for name, frame in record.items():
        assert dict(frame.schema) == THINGS[name].schema(), name
    assert record["identifier"].select("kind", "value", "confirmed_on").rows() == [
        ("UPN", "A123456789012", None)
    ]
    assert record["enquiry"]["is_conference_not_needed"].to_list() == [True]
    assert record["enquiry"]["ended_on"].to_list() == [date(2025, 1, 13)]
    assert record["plan"]["referral_key"].to_list() == ["E1"]
    full = {n: record.get(n, t.empty()) for n, t in THINGS.items()}
    made = tables(full, council="X", as_at=date(2026, 3, 31))
    written, problems = payload(made)
    assert not problems
    schema.validate(written)
    (episode_written,) = written[0]["social_care_episodes"]
    assert episode_written["social_care_episode_id"] == "E1"
    assert episode_written["child_in_need_plans"][0]["start_date"] == "2025-02-01"
    assert written[0]["child_details"] == {"date_of_birth": "2015-01-02", "sex": "F"}
    again, _ = payload(tables(full, council="X", as_at=date(2026, 3, 31)))
    assert again == written


def made_of(**rows):
    """Return the episodes of the first child of a payload made of these rows."""
    whose = {"council": "X", "child": "1", "source": "ssd", "file": "f", "row": 1}
    rows = {
        "referral": [{"referred_on": date(2025, 1, 6), "referral_key": "R1"}]
    } | rows
    full = {
        name: thing.conform(pl.DataFrame([whose | r for r in rows[name]]))
        if name in rows else thing.empty()
        for name, thing in THINGS.items()
    }  # fmt: skip
    written, problems = payload(tables(full, council="X", as_at=date(2026, 3, 31)))
    assert not problems
    return written[0]["social_care_episodes"]


@pytest.mark.parametrize(
    ("said", "sent"),
    [({}, {}), ({"ended_on": date(2025, 1, 20)}, {"end_date": "2025-01-20"}),
     ({"is_conference_not_needed": True}, {"icpc_required_flag": False}),
     ({"is_conference_not_needed": False}, {"icpc_required_flag": True})],
)  # fmt: skip
def test_of_an_enquiry_is_sent_what_is_known(said, sent):
    """Its end; and whether a conference was needed, where somebody has said so."""
    begun = {"starts_on": date(2025, 1, 8), "referral_key": "R1"}
    (episode_written,) = made_of(enquiry=[begun | said])
    (enquiry,) = episode_written["section_47_assessments"]
    enquiry.pop("section_47_assessment_id")
    assert enquiry == {"start_date": "2025-01-08", **sent}


@pytest.mark.parametrize(
    ("worker", "episodes"),
    [
        # Nested, though it began the day before: a corrected start loses no worker.
        ({"starts_on": date(2025, 1, 5), "referral_key": "R1"}, ["R1"]),
        # Not nested: it went on into the first episode, and not the next.
        ({"starts_on": date(2024, 6, 1)}, ["R1"]),
        ({"starts_on": date(2025, 2, 1)}, ["R1"]),
        ({"starts_on": date(2025, 4, 1)}, ["R2"]),
        ({"starts_on": date(2024, 6, 1), "ended_on": date(2025, 1, 5)}, []),
    ],
)
def test_a_worker_who_was_there_before_the_referral_is_sent(worker, episodes):
    referrals = [
        {"referred_on": date(2025, 1, 6), "closed_on": date(2025, 3, 3),
         "referral_key": "R1"},
        {"referred_on": date(2025, 6, 2), "closed_on": None, "referral_key": "R2"},
    ]  # fmt: skip
    found = made_of(referral=referrals, involvement=[{"worker": "SW12345"} | worker])
    with_workers = [e for e in found if e.get("care_worker_details")]
    assert [e["social_care_episode_id"] for e in with_workers] == episodes


@pytest.mark.parametrize(
    ("worker", "is_sent"),
    [("SW1234567", True), ("SW1234567890", True), ("W1", False), ("10423", False),
     ("ABC123", False), ("SW12345678901", False), ("SW", False), ("SW123 Lee", False)],
)  # fmt: skip
def test_a_worker_is_sent_by_the_number_of_the_register_or_not_at_all(worker, is_sent):
    held = {"worker": worker, "starts_on": date(2025, 1, 8), "referral_key": "R1"}
    (episode_written,) = made_of(involvement=[held])
    assert ("care_worker_details" in episode_written) == is_sent


def test_the_window_begins_with_the_financial_year_two_years_back():
    assert window_start(date(2026, 3, 31)) == date(2023, 4, 1)
    assert window_start(date(2026, 4, 1)) == date(2024, 4, 1)
    assert window_start(date(2024, 2, 29)) == date(2021, 4, 1)


def test_a_batch_holds_no_more_than_the_api_takes():
    children = [{"la_child_id": str(n)} for n in range(205)]
    assert [len(b) for b in batches(children)] == [100, 100, 5]
