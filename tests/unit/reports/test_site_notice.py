"""What a site notice says: every item of the form, the right period, and nothing goes out without what the law asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import shapely

from plugin.domain.case import PulledDetails
from plugin.domain.contact import Contact, ContactRole
from plugin.reports.letter import Writer
from plugin.reports.site_notice import NoticeTerms, notice_statements, site_notice
from plugin.rules.press_reasons import press_reasons
from tests.unit.casefile.examples import SOURCE, opened, pulled

ON = date(2025, 12, 10)
TERMS = NoticeTerms(
    ON, date(2026, 1, 2), ("conservation_area",), "https://planning.example/26", "1 High Street", "planning@example.org", "Planning officer"
)
WRITER = Writer("Example Council", "Ada Example")
LINE = shapely.box(0, 0, 10, 10)


@pytest.fixture
def notice(tmp_path):
    with opened(tmp_path) as file:

        def made(terms=TERMS, **case):
            uuid = file.take_in([pulled(**case)], SOURCE).uuids[0]
            file.look_at(uuid)
            file.record_details(uuid, PulledDetails(contacts=(Contact(ContactRole.APPLICANT, "Mr Example", "Example Ltd"),)))
            return site_notice(file.case(uuid), terms, WRITER, LINE, "1, as submitted")

        yield made


def test_a_notice_has_site_applicant_proposal_and_reference(notice):
    facts = dict(notice().facts)

    assert facts["Applicant"] == "Mr Example (Example Ltd)"
    assert facts["Site"].startswith("140, Woodwarde Road")
    assert set(facts) == {"Application", "Site", "Applicant", "Proposal"}


def test_a_notice_states_the_type_that_was_ticked_and_no_other(notice):
    assert notice().statements == ("It may affect the character or appearance of a conservation area.",)
    assert notice(replace(TERMS, statements=())).statements == ()


def test_a_notice_says_where_to_see_how_to_comment_and_by_when(notice):
    made = notice()

    assert made.see == ("On the website: https://planning.example/26", "At an office: 1 High Street.")
    assert "until the end of 2 January 2026: planning@example.org." in made.comment[0]
    assert made.until == "2 January 2026"
    assert made.signed == ("Ada Example", "Planning officer", "Displayed on 10 December 2025")


def test_a_householder_is_told_that_there_may_be_no_second_chance_and_others_are_not(notice):
    assert "no further chance to comment" in notice(type_code="pp.full.householder").comment[-1]
    assert not any("no further chance" in each for each in notice(type_code="pp.full.major", back_office_id="2", reference="26-2").comment)


def test_a_notice_is_called_after_what_is_applied_for(notice):
    assert notice(type_code="listed").title == "NOTICE OF AN APPLICATION FOR LISTED BUILDING CONSENT"
    assert notice(type_code="wtt.consent", back_office_id="2", reference="26-2").title == "NOTICE OF A PLANNING APPLICATION"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"link": ""}, "Give the public address"),
        ({"link": "planning.example"}, "beginning with https://"),
        ({"comments": " "}, "Say where comments go"),
        ({"until": date(2025, 12, 9)}, "lies before the day"),
    ],
)
def test_a_notice_without_what_the_law_asks_for_does_not_go_out(changes, says):
    assert says in replace(TERMS, **changes).lacking
    assert TERMS.lacking == ""


def test_every_statement_has_the_code_of_a_reason_for_a_press_notice():
    assert set(notice_statements()) <= set(press_reasons())
