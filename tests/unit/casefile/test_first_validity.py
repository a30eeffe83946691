"""The first day of validity stands over whatever the back office tells later; an officer's word stands over both."""

from __future__ import annotations

from datetime import date

import pytest

from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.case import PulledDetails
from plugin.domain.case_facts import facts_of_case
from plugin.domain.errors import RedlineError
from plugin.domain.told_fact import FactSource, ToldFact
from tests.unit.casefile.examples import SOURCE, pulled

FIRST, MOVED = date(2026, 11, 2), date(2026, 11, 19)


@pytest.fixture
def uuid(case_file):
    case_file.take_in([pulled(valid_on=FIRST)], SOURCE)
    return case_file.take_in([pulled(valid_on=MOVED)], SOURCE).uuids[0]


def test_a_word_that_is_no_day_is_refused(case_file, uuid):
    with pytest.raises(RedlineError, match="it is a day as"):
        case_file.tell_facts(uuid, {"valid_on": "last week"}, "the letter")


def test_the_moved_day_stays_the_back_office_s_own(case_file, uuid):
    case = case_file.case(uuid)

    assert (case.row.valid_on, facts_of_case(case).valid_on) == (MOVED, FIRST)


def test_what_the_back_office_tells_of_one_case_leaves_it_as_it_is(case_file, uuid):
    certificate = ToldFact("certificate", "a", FactSource.BACK_OFFICE, "as the back office shows it")
    case_file.record_details(uuid, PulledDetails(facts={FactSource.BACK_OFFICE: (certificate,)}))
    case_file.record_details(uuid, PulledDetails(facts={FactSource.BACK_OFFICE: ()}))

    assert ApplicationFacts.of(case_file.case(uuid).application).valid_on == FIRST


def test_an_officer_corrects_it_and_takes_that_back(case_file, uuid):
    case_file.tell_facts(uuid, {"valid_on": "2026-11-09"}, "made invalid and valid again between two updates")
    assert facts_of_case(case_file.case(uuid)).valid_on == date(2026, 11, 9)

    case_file.tell_facts(uuid, {"valid_on": None}, "misread")
    assert facts_of_case(case_file.case(uuid)).valid_on == FIRST


def test_the_history_says_that_it_is_kept(case_file, uuid):
    (entry,) = [entry for entry in case_file.history(uuid) if entry.record_kind == "fact"]

    assert entry.verb == "first day of validity kept"
