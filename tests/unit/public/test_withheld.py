"""What must be withheld is in no file of the site: no page, feed, name or table."""

from __future__ import annotations

from pathlib import Path

import pytest

from clearsight.accountability.enter import drafts_of
from clearsight.accountability.log import Draft, Log
from clearsight.accountability.things import Person, Source, Statement
from clearsight.errors import InputError
from clearsight.public import closed
from clearsight.public.files import files
from public_record import add, log_at
from public_site import made, shingles, site, where

# Each is withheld for a reason of its own; a comment says which.
TOLD = "a boy of four from Mill Lane was placed in a hostel"  # by its own words
DECIDED = "the family lived above the bakery on the corner for years"  # a person did
PRIVATE = "the whole of this paper is for named readers only please"  # its source
COUNCIL = "officers were told in confidence that money had run out"  # not published
VOICE = "nobody rang me back when I asked for help at night"  # nobody classed it
BEFORE = "her son aged six goes to the academy beside the canal"  # corrected since
FILE = "the twins taken from Mill Lane in the night"
CLAIMED = "somebody is to be moved away before the summer holidays begin"
REASON = "because the lad who lives at the lock keeper house is named"
ALL = (TOLD, DECIDED, PRIVATE, COUNCIL, VOICE, BEFORE, FILE, CLAIMED, REASON)

WITHHELD = f"""
[[Source]]
id = "source:private"
title = "Paper for named readers"
kind = "letter"
sha256 = "4444444444444444444444444444444444444444444444444444444444444444"
access = "restricted"

[[Source]]
id = "source:council"
title = "Officers' briefing"
kind = "letter"
sha256 = "5555555555555555555555555555555555555555555555555555555555555555"
access = "council"

[[Source]]
id = "source:named"
title = "A letter"
kind = "letter"
sha256 = "6666666666666666666666666666666666666666666666666666666666666666"
file_name = "{FILE}.pdf"

[[Person]]
id = "person:private"
name = "Morwenna Quillfeather"

[[Statement]]
id = "statement:told"
source = "source:gazette"
manner = "quoted"
speaker = "person:private"
anchor = {{ exact = "{TOLD}" }}

[[Statement]]
id = "statement:decided"
source = "source:gazette"
manner = "quoted"
anchor = {{ exact = "{DECIDED}" }}

[[Classing]]
id = "classing:decided"
about = "statement:decided"
access = "restricted"
restricted = "{REASON}"

[[Statement]]
id = "statement:copied"
source = "source:minutes"
manner = "paraphrased"
anchor = {{ exact = "It was said that {DECIDED}, and no more" }}

[[Statement]]
id = "statement:beside"
source = "source:minutes"
manner = "quoted"
speaker_words = "the mother of a boy, 4, who was placed in a hostel"
anchor = {{ exact = "we were listened to", prefix = "{DECIDED}", suffix = "{TOLD}" }}

[[Statement]]
id = "statement:private"
source = "source:private"
manner = "quoted"
anchor = {{ exact = "{PRIVATE}" }}

[[Statement]]
id = "statement:council"
source = "source:council"
manner = "quoted"
anchor = {{ exact = "{COUNCIL}" }}

[[Voice]]
id = "voice:1"
kind = "complaint"
of = "parent"
words = "{VOICE}"
received = "2026-01"

[[Claim]]
id = "claim:hidden"
rests_on = ["statement:private", "statement:told"]
says = {{ type = "Happened", what = "{CLAIMED}", date = "2026-05" }}

[[Commitment]]
id = "commitment:hidden"
title = "{DECIDED}"

[[Finding]]
id = "finding:fixed"
found_by = "inspection:1"
words = "{BEFORE}"
"""


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """Give a log with all of it, and with a correction of what told too much."""
    held = log_at(tmp_path, WITHHELD)
    fixed = WITHHELD[WITHHELD.index('[[Finding]]\nid = "finding:fixed"') :]
    text = fixed.replace(BEFORE, "one plan named a family")
    because = "It was withdrawn, " + REASON
    add(held, *drafts_of(text, where="made up", act="correct", because=because))
    return held


def test_nothing_withheld_stands_in_any_file(log: Log) -> None:
    told = made(log)
    for text in ALL:
        assert not where(text, told), text
    assert "Quillfeather" not in "".join(told.values())


def test_the_look_would_find_it(log: Log) -> None:
    """The test above is worth having only if it can fail."""
    told = made(log)
    assert where("Ada Ashworth left her post in early January", told)
    assert where(TOLD, {"page.html": f"<p>{TOLD.replace(' ', ' <mark>', 3)}</p>"})


def test_what_stands_beside_it_is_still_told(log: Log) -> None:
    """Only what tells too much goes: the words beside it stay, without the speaker."""
    told = made(log)
    assert "we were listened to" in told["said.html"]
    assert "one plan named a family" in told["corrections.html"]
    assert "what it said before is withheld" in told["corrections.html"]


def test_the_reasons_are_counted_and_are_ours(log: Log) -> None:
    counted = site(log).closed.withheld
    assert counted[closed.A_CHILD] == 1
    assert counted[closed.A_PERSON] == 1
    # A copy in other minutes, and a title with the same words.
    assert counted[closed.SHARES] == 2
    assert sum(counted.values()) >= 8
    assert "not of people" in made(log)["index.html"]


def test_words_of_the_council_s_own_letter_may_stand_in_a_newspaper(log: Log) -> None:
    """They were not published by us, and are no secret where a paper printed them."""
    add(
        log,
        *drafts_of(
            '[[Statement]]\nid = "statement:printed"\nsource = "source:gazette"\n'
            f'manner = "quoted"\nanchor = {{ exact = "{COUNCIL}" }}\n',
            where="made up",
        ),
    )
    assert where(COUNCIL, made(log)) != []


def test_a_retraction_is_told_without_the_words(log: Log) -> None:
    thing = next(e.thing for e in log.entries() if e.thing.id == "statement:acting")
    claim = next(e.thing for e in log.entries() if e.thing.id == "claim:acts")
    because = "The paper took it back."
    add(
        log,
        Draft(thing=claim, act="retract", because=because),
        Draft(thing=thing, act="retract", because=because),
    )
    told = made(log)
    assert isinstance(thing, Statement)
    assert not where(thing.anchor.exact, told)
    assert because in told["corrections.html"]


def test_a_retraction_of_what_is_withheld_is_not_told(log: Log) -> None:
    thing = next(e.thing for e in log.entries() if e.thing.id == "voice:1")
    add(log, Draft(thing=thing, act="retract", because="It was sent by mistake."))
    told = made(log)
    assert not where(VOICE, told)
    assert "sent by mistake" not in told["corrections.html"]


def test_a_leak_in_a_finished_file_stops_the_release(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clearsight.public.files.style", lambda: f"/* {DECIDED} */")
    with pytest.raises(InputError, match=r"style\.css"):
        files(site(log))


def test_names_are_kept_of_those_who_are_not_only_known_so(log: Log) -> None:
    persons = {p.id for p in site(log).record.things(Person)}
    assert persons == {"person:ada", "person:ben", "person:cy"}
    assert {s.id for s in site(log).record.things(Source)} == {
        "source:gazette", "source:minutes", "source:named",
    }  # fmt: skip


def test_shingles_are_runs_of_five_words() -> None:
    assert len(shingles("one two three four five six")) == 2
