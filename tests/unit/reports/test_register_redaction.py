"""No contact becomes public, whichever text it stands in."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from plugin.domain.representation import Representation, RepresentationKind
from plugin.reports.register.redaction import contacts_named, redacted_text
from tests.shared import shared_path
from tests.unit.casefile.examples import opened
from tests.unit.reports.registered import EXAMPLES, SUBMISSION, case, entry, examples

REACHED = "Call 01100 011 0011, +44 (0)7700 900 123 or (020) 7946 0018, write to jane.o'hara+plans@post.example.co.uk"
CONTACT = f"{REACHED}; Major Tom, 40 Stansfield Road"
NEVER = ("011 0011", "900 123", "7946", "jane.o", "example.co.uk", "Major Tom", "40 Stansfield Road")


@pytest.fixture
def file(tmp_path):
    with opened(tmp_path) as case_file:
        yield case_file


@pytest.mark.parametrize("name", examples())
def test_contacts_written_into_any_text_do_not_become_public(file, name):
    submission = written_everywhere(json.loads(shared_path(f"{EXAMPLES}/{name}").read_text(encoding="utf-8")))
    applicant = submission["data"]["applicant"]
    applicant["siteContact"] = SUBMISSION["data"]["applicant"]["siteContact"]
    applicant["address"] = SUBMISSION["data"]["applicant"]["address"]
    applicant["maintenanceContact"] = [{"name": {"first": "Jane", "last": "Hara"}, "address": {"line1": "3 Venus Row"}}]
    submission["data"]["proposal"]["description"] += " Signed, Jane Hara, 3 Venus Row"
    found = replace(case(file, type_code="pp.full.householder"), representations=(signed("objection"), signed("neutral")))

    told = json.dumps(entry(found, submission).document, ensure_ascii=False)

    for words in (*NEVER, "Jane Hara", "3 Venus Row", "Nosy Neighbour", "1 Road"):
        assert words not in told, words
    assert told.count("[redacted]") > 10


def signed(sentiment):
    words = f"It is too high. {REACHED} Yours, Nosy Neighbour, 1 Road"
    return Representation(RepresentationKind.NEIGHBOUR, words, "2026-11-10T10:00:00Z", sentiment, "Nosy Neighbour", "1 Road")


def written_everywhere(value, key="", words=CONTACT):
    """A submission with somebody's contacts written behind every text, but for codes and the names of things.

    The site's own address is public: whoever is called as it is stays there.
    """
    if isinstance(value, dict):
        return {name: written_everywhere(each, name, REACHED if name == "property" else words) for name, each in value.items()}
    if isinstance(value, list):
        return [written_everywhere(each, key, words) for each in value]
    if isinstance(value, str) and key not in {"value", "uprn", "usrn", "id", "flowId", "reference", "entity", "submittedAt", "type"}:
        return f"{value} {words}"
    return value


@pytest.mark.parametrize(
    "text",
    [
        "01-02-2026 10:00",
        "2026-11-03",
        "UPRN 100021234567",
        "Policy P14, paragraphs 130 to 134",
        "530000, 180000",
        "0.4 m by 10.25 m",
        "24/00107/FUL",
    ],
)
def test_dates_measures_and_numbers_of_things_are_no_telephone_numbers(text):
    assert redacted_text(text) == text


def test_a_name_that_the_site_bears_stays_in_its_address():
    submission = {"data": {"applicant": {"address": {"line1": "1 Sample Street"}}, "property": {"address": {"title": "1 Sample Street"}}}}

    assert contacts_named(submission) == frozenset()
