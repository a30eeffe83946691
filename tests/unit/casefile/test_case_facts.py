"""What documents and the authority tell of a case, beside its submission and its officer."""

from __future__ import annotations

import pytest

from plugin.domain.case import PulledDetails
from plugin.domain.case_facts import facts_of_case
from plugin.domain.document import Document
from plugin.domain.told_fact import FactSource, ToldFact
from tests.unit.casefile.examples import SOURCE, pulled


@pytest.fixture
def uuid(case_file):
    return case_file.take_in([pulled()], SOURCE).uuids[0]


@pytest.mark.parametrize(("reference", "expected"), [("E09000028", True), ("E07000008", False), ("E60000189", None), ("", None)])
def test_a_borough_s_profile_tells_that_it_is_london(case_file, uuid, reference, expected):
    assert facts_of_case(case_file.case(uuid), reference).in_london is expected


def test_the_submission_s_region_outranks_the_profile(case_file, uuid):
    case_file.record_details(
        uuid, PulledDetails(facts={FactSource.SUBMISSION: (ToldFact("in_london", False, FactSource.SUBMISSION, "x"),)})
    )

    assert facts_of_case(case_file.case(uuid), "E09000028").in_london is False


def test_the_documents_of_the_back_office_join_those_of_the_submission(case_file, uuid):
    came = ToldFact("documents", ("floodRiskAssessment",), FactSource.SUBMISSION, "the files")
    statement = Document("es.pdf", "https://x.example/1", tags=("environmentalImpactAssessment",))
    case_file.record_details(uuid, PulledDetails(facts={FactSource.SUBMISSION: (came,)}, documents=(statement,)))

    facts = facts_of_case(case_file.case(uuid))

    assert facts.documents == ("environmentalImpactAssessment", "floodRiskAssessment")
    assert facts.environmental_statement is True


def test_a_document_that_is_gone_tells_nothing(case_file, uuid):
    statement = Document("es.pdf", "https://x.example/1", tags=("environmentalImpactAssessment",))
    case_file.record_details(uuid, PulledDetails(documents=(statement,)))
    case_file.record_details(uuid, PulledDetails(documents=()))

    assert facts_of_case(case_file.case(uuid)).environmental_statement is None


def test_the_dates_of_the_case_are_those_of_its_back_office(case_file, uuid):
    case = case_file.case(uuid)
    facts = facts_of_case(case)

    assert (facts.applied_on, facts.received_on, facts.valid_on) == (case.row.received_on, case.row.received_on, case.row.valid_on)
