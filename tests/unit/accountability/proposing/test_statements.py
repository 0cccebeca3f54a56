"""Who said what: quoted, told, by letter, in a meeting, by nobody who is named."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearsight.accountability.proposal import Proposal
from clearsight.accountability.proposing.statements import statements
from clearsight.documents.read import read_document

OPENING = (
    "Harwell Council's director of children's services is Dr Nadia Karim. "
    "Ann Lee is the chief executive. Cllr Bob Tate leads the opposition. "
    "Ofsted came to Harwell in May, and has said nothing since it left.\n"
)


def said(text: str, opening: str = OPENING) -> list[Proposal]:
    """Return what is proposed of a text, without what its opening gives."""
    document = read_document((opening + text).encode(), "x.txt")
    found = statements(document, "source-1")
    assert all(document.text[p.start :].startswith(p.exact) for p in found)
    return [p for p in found if p.start >= len(opening)]


@pytest.mark.parametrize(
    ("text", "exact", "speaker"),
    [
        ('"We failed them," said Ann Lee, chief executive.',
         "We failed them,", "Ann Lee"),
        ('Dr Karim said: "I accept all of it."', "I accept all of it.", "Nadia Karim"),
        ("Harwell Council’s chief executive, Ann Lee, said it “accepts every word”.",
         None, "Ann Lee"),
        ('Ann Lee, who joined from Luton, said: "I know what good is."',
         "I know what good is.", "Ann Lee"),
        ('A Department for Education spokesman said: "We will act at once."',
         "We will act at once.", "Department for Education"),
        ('A council spokesperson said: "We will act at once."',
         "We will act at once.", "Harwell Council"),
        ('"We have a plan. We will deliver," Ms Lee told councillors.',
         "We have a plan. We will deliver,", "Ann Lee"),
        ("'We must all do better,' the report concluded.",
         "We must all do better,", "Ofsted"),
        ('Cllr Tate went on: "We will hold them to it."',
         "We will hold them to it.", "Bob Tate"),
        ('"Nobody told us a thing," one parent told the Gazette.',
         "Nobody told us a thing,", ""),
    ],
)  # fmt: skip
def test_quoted_words_have_their_speaker(text, exact, speaker):
    (found,) = said(text)
    assert found.speaker == speaker
    assert exact is None or found.exact == exact


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Cllr Tate told the meeting that residents deserved better.", "Bob Tate"),
        ("Inspectors found that leaders had been slow to act.", "Ofsted"),
        ("According to Ofsted, children wait too long.", "Ofsted"),
        ("Ms Lee's letter reveals the council aims to fill the post.", "Ann Lee"),
        ("The Gazette understands another will be brought in.", "The Gazette"),
        ("The watchdog added that it would return.", "Ofsted"),
        ("The chief executive promised to publish a plan by May.", "Ann Lee"),
        ("Cllr Tate called for the chief executive to go.", "Bob Tate"),
        ("A source said that files were altered.", ""),
        ("It is alleged that files were altered.", ""),
    ],
)
def test_what_is_told_has_its_speaker(text, speaker):
    (found,) = said(text)
    assert found.exact == text
    assert found.speaker == speaker
    assert found.manner == ("paraphrased" if speaker else "anonymous")


@pytest.mark.parametrize(
    "text",
    [
        "The service was rated 'inadequate' in every area.",
        "'Working Together to Safeguard Children' sets out the duties.",
        "Harwell Council declined to comment on any of it.",
        "The council was told that it must act within a year.",
        "The findings were published on Friday by the department.",
    ],
)
def test_what_nobody_said_is_no_statement(text):
    assert said(text) == []


def test_a_speaker_goes_on_through_paragraphs_and_the_letter_keeps_its_writer():
    found = said(
        'In a letter to colleagues Ms Lee said: "It is time to go.\n'
        '"It was an honour to serve."\n'
        "Ofsted has yet to reply.\n"
        'The letter adds: "You will all build on it."'
    )
    assert [p.speaker for p in found] == ["Ann Lee"] * 3
    assert [p.medium for p in found] == ["letter"] * 3
    assert found[0].audience == "colleagues"
    assert [p.role for p in found] == ["chief executive"] * 3


def test_a_mark_left_alone_still_introduces_its_speaker():
    found = said(
        'A Harwell Council spokesperson said: "\n“We care a lot.\n“We do try.”'
    )
    assert [(p.speaker, p.role) for p in found] == [
        ("Harwell Council", "spokesperson"),
        ("Harwell Council", "spokesperson"),
    ]


def test_she_is_whoever_spoke_last_and_can_be_she():
    found = said(
        'Cllr Bob Tate spoke after Ms Lee said: "We are ready for it."\n'
        'She added: "We have been for months."\n'
        'He said: "That is not so at all."'
    )
    assert [p.speaker for p in found] == ["Ann Lee", "Ann Lee", "Bob Tate"]


def test_a_pronoun_that_nobody_fits_is_left_open():
    (found,) = said('She said: "Nobody knows who I am here."', opening="")
    assert (found.speaker, found.speaker_words) == ("", "She")


def test_it_is_the_report_that_was_just_named():
    found = said(
        "He was replaced after the critical Ofsted report.\n"
        "It said: “Leaders are too slow to act.”"
    )
    assert (found[0].speaker, found[0].medium) == ("Ofsted", "inspection report")


def test_posters_on_a_page_are_told_by_the_page():
    found = said(
        "Posters on Harwell People's Assembly Facebook page called for her to go.\n"
        "They said it 'begs the question what comes next'.\n"
        'The post continued: "Who holds them to account?"'
    )
    assert {p.medium for p in found} == {"social media post"}
    assert {p.speaker for p in found} == {"Harwell People's Assembly"}
    assert len(found) == 3


MINUTES = """Minutes of the Children and Families Scrutiny Committee
Present: Cllr Joan Hartley (Chair), Cllr Imran Malik
In attendance: Daniel Firth, Director of Children's Services
Cllr Malik asked whether the post had been filled.
The Director of Children's Services responded that interviews would be in July.
Members noted that agency use had risen.
Cllr Malik expressed concern about caseloads.
The Chair thanked officers for attending the meeting.
RESOLVED: That the report be noted.
"""


def test_minutes_tell_who_asked_and_answered():
    found = said(MINUTES, opening="")
    committee = "Children and Families Scrutiny Committee"
    assert [p.speaker for p in found] == [
        "Imran Malik", "Daniel Firth", committee, "Imran Malik",
    ]  # fmt: skip
    assert {p.medium for p in found} == {"meeting"}


LETTER = """Dear Ms Akande
Thank you for your letter of 3 March.
I am sorry that the council missed the date. We will publish the plan by 30 April.
If you have questions please call.
Yours sincerely
Priyanka Osei
Chief Executive
"""


def test_a_letter_speaks_for_whoever_signed_it():
    found = said(LETTER, opening="")
    assert [p.exact[:8] for p in found] == ["I am sor", "We will "]
    assert {(p.speaker, p.role, p.medium, p.audience) for p in found} == {
        ("Priyanka Osei", "chief executive", "letter", "Ms Akande")
    }


def test_an_inspection_report_speaks_for_ofsted():
    found = said(
        "Inspection of Harwell local authority children's services\n"
        "Inspection dates: 3 to 14 February 2025\n"
        "The quality of practice has declined. Too many children wait.\n"
        "What needs to improve?\n"
        "- The timeliness of strategy discussions.\n"
        "The inspectors for this inspection were six people.\n",
        opening="",
    )
    assert [p.speaker for p in found] == ["Ofsted"] * 3
    assert found[2].exact == "The timeliness of strategy discussions."


def test_a_direction_speaks_for_the_secretary_of_state():
    found = said(
        "Direction under section 497A of the Education Act 1996\n"
        "1. The Secretary of State for Education is satisfied that it fails.\n"
        "The Secretary of State directs the Council as follows:\n"
        "a. The Council shall co-operate with the Commissioner.\n",
        opening="",
    )
    assert {p.speaker for p in found} == {"Secretary of State for Education"}
    assert found[-1].exact.startswith("The Council shall")


def test_a_post_speaks_for_whoever_stands_at_its_head():
    found = said(
        "Cllr Imran Malik @imranm\nOur children deserve better than this. #Harwell\n",
        opening="",
    )
    assert [(p.speaker, p.medium) for p in found] == [
        ("Imran Malik", "social media post")
    ]


def test_an_email_is_told_from_a_letter_by_its_head():
    found = said(
        "From: Ann Lee, Chief Executive\nTo: All staff\nSubject: Change\n"
        "Dear all,\nWe will start to recruit straight away.\nBest wishes\nAnn\n",
        opening="",
    )
    assert [(p.speaker, p.medium) for p in found] == [("Ann Lee", "email")]


def test_a_handle_is_all_that_some_posts_give():
    (found,) = said(
        "@harwellwatch: We have had four directors in five years. #Harwell", opening=""
    )
    assert found.speaker == "@harwellwatch"
    assert found.exact.startswith("We have had")


WORDS = (
    "Ann Lee", "said", "the council", '"', "“", "”", "'", ",", ".", ":", "told",
    "Cllr Tate", "Ofsted", "report", "it", "she", "they", "letter", "to", "who", "\n",
    "Dear", "Yours sincerely", "Minutes", "RESOLVED", "a spokesperson", "497A", "I",
    "according to", "Inspection of", "@ann", "will", "that", "from", "14 March 2025",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_whatever_the_words_a_statement_is_a_slice_and_stands_once(words):
    document = read_document(" ".join(("So", *words)).encode(), "x.txt")
    found = statements(document, "source-1")
    assert all(p.exact and document.text[p.start :].startswith(p.exact) for p in found)
    assert len({p.id for p in found}) == len(found)


def test_words_beside_which_a_child_is_told_are_restricted():
    (found,) = said(
        'One mother, whose 9-year-old son was moved to Carlisle, said: "Nobody rang."'
        ' "It is not right at all," said Cllr Tate.'
    )[:1]
    assert found.restricted


@pytest.fixture
def reports(request: pytest.FixtureRequest) -> list[list[Proposal]]:
    stated = os.environ.get("CLEARSIGHT_REPORTS")
    folder = Path(stated) if stated else request.getfixturevalue("shared") / "reports"
    return [
        statements(read_document(p.read_bytes(), p.name), p.stem)
        for p in sorted(folder.glob("00*.txt"))
    ]


def counted(found: list[Proposal], manner: str) -> Counter[str]:
    return Counter(p.speaker for p in found if p.manner == manner)


def test_both_reports_give_every_quotation_to_its_speaker(reports):
    one, other = reports
    assert counted(one, "quoted") == {
        "Sandra Stewart": 4, "Allison Parkinson": 3, "Tameside People's Assembly": 4,
        "Tameside Council": 2,
    }  # fmt: skip
    assert counted(other, "quoted") == {
        "Sandra Stewart": 11, "Ofsted": 6, "Tameside Council": 8,
    }  # fmt: skip
    assert {p.medium for p in other if p.speaker == "Ofsted"} == {"inspection report"}


def test_both_reports_give_what_is_only_told(reports):
    one, other = reports
    assert counted(one, "paraphrased") == {
        "Sandra Stewart": 2, "The Reporter": 1, "Tameside People's Assembly": 1,
    }  # fmt: skip
    assert counted(other, "paraphrased") == {
        "The Correspondent": 1, "Sandra Stewart": 1,
    }  # fmt: skip
    assert counted(other, "anonymous") == {"The Correspondent": 1}
