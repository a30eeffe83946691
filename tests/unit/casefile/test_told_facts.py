"""Facts are kept by who told them; the officer's stands, with the reason, and can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plugin.casefile.errors import CaseFileError, CaseNotThere
from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.case import PulledDetails
from plugin.domain.errors import RedlineError
from plugin.domain.told_fact import FactSource, ToldFact
from tests.unit.casefile.examples import SOURCE, pulled

SUBMISSION = FactSource.SUBMISSION
TWENTY_FIVE = ToldFact("dwellings", 25, SUBMISSION, "the total of units in the submission")
FILES = ToldFact("documents", ("floodRiskAssessment",), SUBMISSION, "the files")


@pytest.fixture
def uuid(case_file):
    return case_file.take_in([pulled()], SOURCE).uuids[0]


def read(case_file, uuid, *facts, source=SUBMISSION):
    return case_file.record_details(uuid, PulledDetails(facts={source: facts}))


def held(case_file, uuid):
    return case_file.case(uuid).application.facts


def believed(case_file, uuid):
    return ApplicationFacts.of(case_file.case(uuid).application)


def trail(case_file, uuid):
    return [entry for entry in case_file.history(uuid) if entry.record_kind == "fact"]


def test_a_reason_is_asked_for_and_without_one_nothing_is_kept(case_file, uuid):
    with pytest.raises(CaseFileError, match="Say how you know"):
        case_file.tell_facts(uuid, {"dwellings": 3}, "  ")

    assert held(case_file, uuid) == ()


def test_one_value_that_can_not_be_keeps_all_of_them_out(case_file, uuid):
    with pytest.raises(RedlineError, match="“Height of the tallest new building” was not kept"):
        case_file.tell_facts(uuid, {"dwellings": 3, "height_m": -4}, "the plans")

    assert held(case_file, uuid) == ()
    assert trail(case_file, uuid) == []


def test_what_is_read_from_the_submission_can_not_be_told(case_file, uuid):
    with pytest.raises(CaseFileError, match="read from the submission"):
        case_file.tell_facts(uuid, {"documents": ["x"]}, "the plans")


def test_a_case_that_is_not_there_is_refused(case_file):
    with pytest.raises(CaseNotThere):
        case_file.tell_facts("nobody", {"dwellings": 3}, "the plans")


def test_what_the_submission_told_comes_back_as_it_was(case_file, uuid):
    read(case_file, uuid, TWENTY_FIVE, FILES)

    assert [replace(fact, officer="", told_at="") for fact in held(case_file, uuid)] == [FILES, TWENTY_FIVE]
    assert believed(case_file, uuid).dwellings == 25


def test_a_submission_that_contradicts_itself_is_kept_as_that(case_file, uuid):
    read(case_file, uuid, replace(TWENTY_FIVE, value=None, said="the submission disagrees with itself"))

    (fact,) = held(case_file, uuid)
    assert fact.value is None
    assert believed(case_file, uuid).dwellings is None


def test_what_the_officer_tells_stands_above_the_submission_with_name_time_and_reason(case_file, uuid):
    read(case_file, uuid, TWENTY_FIVE)
    case_file.tell_facts(uuid, {"dwellings": 24}, "Plot 25 is a substation on plan A-02")

    fact = next(fact for fact in held(case_file, uuid) if fact.source is FactSource.OFFICER)
    assert (fact.value, fact.said, fact.officer) == (24, "Plot 25 is a substation on plan A-02", case_file.identity.name)
    assert fact.told_at
    assert believed(case_file, uuid).dwellings == 24
    entry = trail(case_file, uuid)[-1]
    assert (entry.verb, entry.after["dwellings"], list(entry.after["reason"])) == ("facts told", 24, ["digest"])
    assert case_file.verify_audit() == []


def test_what_the_officer_told_is_taken_back_and_the_submission_stands_again(case_file, uuid):
    read(case_file, uuid, TWENTY_FIVE)
    case_file.tell_facts(uuid, {"dwellings": 24}, "the plans")
    case_file.tell_facts(uuid, {"dwellings": None}, "The applicant explained plot 25")

    assert believed(case_file, uuid).dwellings == 25
    entry = trail(case_file, uuid)[-1]
    assert (entry.before["dwellings"], entry.after["dwellings"]) == (24, None)


def test_telling_what_was_told_already_writes_nothing(case_file, uuid):
    case_file.tell_facts(uuid, {"dwellings": 24}, "the plans")
    before = case_file.audit_head()
    case_file.tell_facts(uuid, {"dwellings": 24, "departure": None}, "the plans, again")

    assert case_file.audit_head() == before


def test_a_submission_that_is_read_again_leaves_the_officer_s_word(case_file, uuid):
    read(case_file, uuid, TWENTY_FIVE, FILES)
    case_file.tell_facts(uuid, {"dwellings": 24}, "the plans")
    change = read(case_file, uuid, replace(TWENTY_FIVE, value=26))

    assert change.fields == ("facts",)
    assert believed(case_file, uuid).dwellings == 24
    assert believed(case_file, uuid).documents is None


def test_the_same_submission_again_is_no_change(case_file, uuid):
    read(case_file, uuid, TWENTY_FIVE)
    before = case_file.audit_head()

    assert read(case_file, uuid, TWENTY_FIVE).fields == ()
    assert case_file.audit_head() == before


def test_a_source_that_was_not_asked_keeps_what_it_told(case_file, uuid):
    read(case_file, uuid, TWENTY_FIVE)
    read(case_file, uuid, ToldFact("certificate", "b", FactSource.BACK_OFFICE, "BOPS"), source=FactSource.BACK_OFFICE)

    assert (believed(case_file, uuid).dwellings, believed(case_file, uuid).certificate) == (25, "b")


def test_erasing_a_case_takes_away_the_words_of_an_officers_reason_and_leaves_the_fact(case_file, uuid):
    case_file.tell_facts(uuid, {"dwellings": 24}, "Mrs Example said so on the telephone")

    case_file.erase(uuid, "asked for by the applicant")

    ((value, said),) = [(fact.value, fact.said) for fact in held(case_file, uuid)]
    assert (value, said) == (24, "")


def test_an_erased_case_tells_nobody_an_officers_reason_not_even_in_the_trail(case_file, uuid):
    case_file.tell_facts(uuid, {"dwellings": 24}, "Mrs Example said so on the telephone")
    path = case_file.path

    case_file.erase(uuid, "asked for by the applicant")

    assert case_file.verify_audit() == []
    case_file.close()
    written = b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*") if each.is_file())
    assert b"Mrs Example" not in written
