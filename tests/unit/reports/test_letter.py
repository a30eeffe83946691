"""The letter to the applicant: plain words, true words, nothing from outside, nothing unescaped."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
import shapely

from plugin.boundary.compare import compare
from plugin.domain.case import PulledDetails
from plugin.domain.contact import Contact, ContactRole
from plugin.domain.red_line_request import Certificate, Grounds, Handling
from plugin.reports.letter import Route, Silence, Terms, Writer, letter_of
from plugin.reports.letter_page import letter_body, letter_page
from plugin.rules.rules import Rules
from tests.unit.casefile.examples import SOURCE, Clock, opened, pulled

TODAY = date(2026, 11, 22)
PRESENT = shapely.box(530_000, 180_000, 530_020, 180_030)
LARGER = shapely.box(530_000, 180_000, 530_025, 180_030)
SMALLER = shapely.box(530_000, 180_000, 530_010, 180_030)
WRITER = Writer("Sampleton Borough Council", "Jo Officer")
LETTER = Terms(Route.LETTER)
HOSTILE = '<script src="https://evil.example/x.js">alert(1)</script>&<img src=x onerror=y>'


@pytest.fixture
def case(tmp_path):
    with opened(tmp_path, clock=Clock()) as file:
        (uuid,) = file.take_in([pulled(1)], SOURCE).uuids
        yield file.case(uuid)


def grounds(**changes):
    told = {"reason": "The access belongs to the site.", "handling": Handling.RECONSULT, "handling_reason": "Two houses."}
    return Grounds(**{**told, **changes})


def letter(case, line=LARGER, said=None, terms=LETTER, writer=WRITER, **more):
    change = compare(PRESENT, line, Rules(TODAY))
    return letter_of(case, line, change, said or grounds(), terms, writer, TODAY, present=PRESENT, number=2, **more)


def test_it_says_why_what_changes_in_words_and_figures_and_what_is_asked(case):
    found = letter(case)
    assert found.subject == "Application 26-00001-HAPP: please say whether you agree to another boundary"
    assert found.facts[0] == ("Application", "26-00001-HAPP")
    assert found.reason == ("The access belongs to the site.",)
    assert found.changes == ("Your site would be larger. No land would be taken away.", "Land added: 150 m², on the east side.")
    assert found.figures == (
        ("Your present boundary", "600 m²"),
        ("The proposed boundary", "750 m²"),
        ("Land added", "150 m²"),
        ("Land taken away", "none"),
    )
    assert found.asks[0].startswith("Please look at the map and tell us whether you agree")
    assert "we consult again those whom the change concerns" in found.asks[1]


def test_why_it_is_handled_so_is_kept_with_the_case_and_not_told(case):
    assert "Two houses." not in letter_page(letter(case))


@pytest.mark.parametrize("certificate", Certificate)
def test_what_added_land_asks_of_the_applicant_is_said(case, certificate):
    assert len(letter(case, said=grounds(certificate=certificate)).asks) == 3


def test_where_no_land_is_added_nobody_is_asked_for_a_certificate(case):
    assert len(letter(case, SMALLER, grounds(certificate=Certificate.B)).asks) == 2


def test_a_fresh_application_leaves_the_present_boundary_as_it_is(case):
    assert (
        letter(case, said=grounds(handling=Handling.FRESH_APPLICATION)).asks[1].endswith("the present boundary of this one stays as it is.")
    )


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (LETTER, "Silence is not taken for a yes: without your reply the boundary stays as it is, and we may write to you again."),
        (
            Terms(Route.BACK_OFFICE, date(2026, 11, 27), Silence.CHANGES_NOTHING),
            "If you do not answer in time, the request is closed and your boundary stays as it is. Silence is not taken for a yes.",
        ),
        (
            Terms(Route.BACK_OFFICE, date(2026, 11, 27), Silence.ADOPTS),
            "If you do not answer in time, our system takes your silence for a yes: the proposed boundary then replaces the present one.",
        ),
        (
            Terms(Route.BACK_OFFICE),
            "Please answer in either case, whether or not you agree. If you can't answer soon, please tell us.",
        ),
    ],
)
def test_what_silence_does_is_told_as_it_is(case, terms, words):
    assert letter(case, terms=terms).replies[1] == words


def test_the_last_day_for_an_answer_is_named_where_there_is_one(case):
    terms = Terms(Route.BACK_OFFICE, date(2026, 11, 27))
    assert letter(case, terms=terms).replies[0] == "You receive a link with which you can answer by 27 November 2026."


def test_without_a_present_line_it_speaks_of_the_proposed_one_alone(case):
    found = letter_of(case, LARGER, None, grounds(certificate=Certificate.B), LETTER, WRITER, TODAY)
    assert found.changes == ("Your application has no boundary yet that can be drawn. The map shows the one that we propose.",)
    assert (found.figures, len(found.asks)) == ((), 3)
    assert "Present boundary" not in letter_page(found)


def test_it_goes_to_the_agent_who_acts_for_the_applicant(tmp_path):
    ada = Contact(ContactRole.APPLICANT, name="Ada Byron", address="1, High Street, London")
    sam = Contact(ContactRole.AGENT, name="Sam Agent", company="Plans Ltd", address="2, Low Street, London, SE1 1AA")
    with opened(tmp_path, clock=Clock()) as file:
        (uuid,) = file.take_in([pulled(1)], SOURCE).uuids
        file.look_at(uuid)
        file.record_details(uuid, PulledDetails(contacts=(ada, sam)))
        found = letter(file.case(uuid))
        assert found.recipient == ("Sam Agent", "Plans Ltd", "2, Low Street", "London", "SE1 1AA")
        assert found.greeting == "Dear Sam Agent,"


class Page(HTMLParser):
    """What a browser would fetch or run, and what a person would read."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.words = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [(tag, name, value) for name, value in attrs if name in {"src", "href", "action", "srcset"} or name.startswith("on")]

    def handle_data(self, data):
        self.words.append(data)


def test_the_page_needs_nothing_from_outside_and_is_under_two_hundred_kilobytes(case):
    text = letter_page(letter(case))
    found = Page(text)
    assert found.links == []
    assert not {"script", "link", "iframe", "object", "img"} & set(found.tags)
    assert set(re.findall(r"https?://[^\"' <]+", text)) == {"http://www.w3.org/2000/svg"}
    assert "url(#added)" in text
    assert "@import" not in text
    assert len(text.encode()) < 200_000


def test_words_from_outside_stay_words(case):
    hostile = replace(case, row=case.row._replace(reference=HOSTILE, address=HOSTILE, description=HOSTILE))
    found = letter(hostile, said=grounds(reason=HOSTILE), writer=Writer(HOSTILE, HOSTILE))
    page = Page(letter_page(found))
    assert page.links == []
    assert not {"script", "img"} & set(page.tags)
    assert sum(HOSTILE in words for words in page.words) >= 6


def test_the_page_reads_in_order_with_headings_a_caption_and_a_described_picture(case):
    page = Page(letter_page(letter(case)))
    order = [tag for tag in page.tags if tag in {"h1", "h2", "figure", "table"}]
    assert order == ["h1", "table", "h2", "h2", "figure", "table", "h2", "h2"]
    assert "Map of your present boundary and the proposed boundary" in page.words


def test_a_sample_says_so(case):
    assert "SAMPLE: a fictional place." in letter_body(letter(case, writer=replace(WRITER, sample=True)), "")
