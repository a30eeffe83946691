"""An officer's answers to constraints: what is asked of them, what stands, and that they outlive a new screening and a new red line."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from plugin.casefile.errors import CaseFileError, CaseNotThere
from plugin.domain.boundary_version import BoundaryOrigin
from plugin.domain.constraint_answer import AnsweredRecord, AnswerKind, GivenAnswer, answer_to_constraint, answer_to_dataset
from plugin.domain.finding import Relation
from tests.unit.casefile.examples import SOURCE, entity, finding, geojson, pulled, screening, site
from tests.unit.casefile.recommended import codes, ready, record_screening

AREA = entity()
APPLIES = GivenAnswer("conservation-area", AnswerKind.APPLIES, (AnsweredRecord.of(AREA),), found=Relation.OVERLAPS)
DOES_NOT = GivenAnswer("conservation-area", AnswerKind.DOES_NOT_APPLY, (AnsweredRecord.of(AREA),), reason="De-designated in 2019.")
ELSEWHERE = GivenAnswer("dataset-0", AnswerKind.CHECKED_ELSEWHERE, source="The council's own register", checked_on=date(2026, 11, 20))


@pytest.fixture
def uuid(case_file):
    found = case_file.take_in([pulled()], SOURCE).uuids[0]
    version = case_file.boundary_versions(found)[0]
    case_file.record_screening(found, version.uuid, screening(finding()))
    return found


def standing(case_file, uuid):
    return case_file.case(uuid).answers


def trail(case_file, uuid):
    return [entry for entry in case_file.history(uuid) if entry.record_kind == "constraint_answer"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (GivenAnswer("conservation-area", AnswerKind.DOES_NOT_APPLY, APPLIES.records, reason=" "), "Say why it does not apply"),
        (GivenAnswer("dataset-0", AnswerKind.CHECKED_ELSEWHERE, checked_on=date(2026, 11, 20)), "Say where you checked"),
        (GivenAnswer("dataset-0", AnswerKind.CHECKED_ELSEWHERE, source="The register"), "Say on which day"),
        (GivenAnswer("dataset-0", AnswerKind.CHECKED_ELSEWHERE, source="x", checked_on=date(2026, 11, 23)), "still to come"),
        (GivenAnswer("dataset-0", AnswerKind.APPLIES), "answered by where and when"),
        (GivenAnswer("conservation-area", AnswerKind.APPLIES, APPLIES.records, for_authority=True), "Answer for this case"),
    ],
)
def test_an_answer_that_lacks_something_is_refused_with_what_to_do(case_file, uuid, given, sentence):
    with pytest.raises(CaseFileError, match=sentence):
        case_file.answer_constraint(uuid, given)

    assert standing(case_file, uuid) == ()
    assert trail(case_file, uuid) == []


def test_a_case_that_is_not_there_is_refused(case_file):
    with pytest.raises(CaseNotThere):
        case_file.answer_constraint("nobody", APPLIES)


def test_an_answer_names_officer_moment_version_and_snapshot(case_file, uuid):
    name = case_file.answer_constraint(uuid, APPLIES)

    (answer,) = standing(case_file, uuid)
    assert (answer.uuid, answer.officer, answer.answered_at) == (name, "Jo Officer", "2026-11-22T10:00:00Z")
    assert (answer.version_number, answer.snapshot, answer.given) == (1, "conservation-area-1", APPLIES)


def test_another_answer_to_the_same_constraint_stands_in_its_place_and_the_trail_has_both(case_file, uuid):
    case_file.answer_constraint(uuid, APPLIES)
    case_file.answer_constraint(uuid, DOES_NOT)

    (answer,) = standing(case_file, uuid)
    assert answer.given.kind is AnswerKind.DOES_NOT_APPLY
    assert trail(case_file, uuid)[-1].before["answer"] == "applies"
    after = dict(trail(case_file, uuid)[-1].after)
    assert set(after.pop("reason")) == {"digest"}
    assert after == {"dataset": "conservation-area", "constraint": ["CA1"], "answer": "does not apply"}


def test_answers_to_two_constraints_stand_beside_each_other(case_file, uuid):
    other = GivenAnswer("conservation-area", AnswerKind.APPLIES, (AnsweredRecord.of(entity(number=2)),))
    case_file.answer_constraint(uuid, APPLIES)
    case_file.answer_constraint(uuid, other)

    assert [answer.given for answer in standing(case_file, uuid)] == [APPLIES, other]


def test_an_answer_is_taken_back_once(case_file, uuid):
    name = case_file.answer_constraint(uuid, APPLIES)
    case_file.take_back_answer(uuid, name)

    assert standing(case_file, uuid) == ()
    assert trail(case_file, uuid)[-1].verb == "answer taken back"
    with pytest.raises(CaseFileError, match="stands no more"):
        case_file.take_back_answer(uuid, name)


def test_an_answer_outlives_a_new_screening(case_file, uuid):
    case_file.answer_constraint(uuid, APPLIES)
    version = case_file.boundary_versions(uuid)[0]

    case_file.record_screening(uuid, version.uuid, screening(finding(Relation.TOUCHES), at="2026-11-23T10:00:00Z"))

    case = case_file.case(uuid)
    found = answer_to_constraint(case.answers, [each.entity for each in case.screening.findings])
    assert found is not None
    assert found.given.found is Relation.OVERLAPS


def test_an_answer_outlives_a_new_red_line_and_says_which_it_was_given_for(case_file, uuid):
    case_file.answer_constraint(uuid, APPLIES)

    case_file.add_boundary_version(uuid, site(geojson(-0.0795), east=530_100), BoundaryOrigin.AGREED, "as agreed", in_force=True)

    (answer,) = standing(case_file, uuid)
    assert answer.version_number == 1
    assert case_file.case(uuid).boundary.number == 2


def test_an_answer_outlives_what_the_back_office_tells(case_file, uuid):
    case_file.answer_constraint(uuid, APPLIES)

    case_file.take_in([pulled(description="Two storeys.", site=site(geojson(-0.0795)))], SOURCE)

    assert [answer.given for answer in standing(case_file, uuid)] == [APPLIES]


def test_an_answer_follows_its_case_when_that_turns_out_to_be_one_with_another(case_file):
    early = case_file.take_in([pulled(back_office_id="", reference="26-00002-HAPP")], SOURCE).uuids[0]
    case_file.answer_constraint(early, APPLIES)
    joined = case_file.take_in([pulled(reference="26-00001-HAPP")], SOURCE).uuids[0]

    case_file.take_in([pulled(reference="26-00002-HAPP")], SOURCE)

    assert [answer.given for answer in standing(case_file, joined)] == [APPLIES]


def test_an_answer_for_the_authority_stands_for_every_case_of_it_and_of_no_other(case_file, uuid):
    other, elsewhere = case_file.take_in([pulled(2)], SOURCE).uuids[0], case_file.take_in([pulled(3)], "https://other.example").uuids[0]
    whole = GivenAnswer(**{**ELSEWHERE.__dict__, "for_authority": True})

    case_file.answer_constraint(uuid, whole)

    assert answer_to_dataset(standing(case_file, other), "dataset-0").given == whole
    assert standing(case_file, elsewhere) == ()


def test_a_cases_own_answer_to_a_dataset_outweighs_the_authoritys(case_file, uuid):
    case_file.answer_constraint(uuid, ELSEWHERE)
    case_file.answer_constraint(uuid, GivenAnswer(**{**ELSEWHERE.__dict__, "for_authority": True, "source": "Historic England"}))

    assert answer_to_dataset(standing(case_file, uuid), "dataset-0").given == ELSEWHERE


def test_records_of_a_newer_store_are_recognised_by_reference_and_without_one_by_number_and_name():
    named = AnsweredRecord.of(entity(number=7))
    assert named.is_same(AnsweredRecord("conservation-area", 900, "CA7", "Renamed"))
    assert not named.is_same(AnsweredRecord("conservation-area", 7, "CA8", "Area 7"))
    nameless = AnsweredRecord("tree", 7, "", "Oak")
    assert nameless.is_same(AnsweredRecord("tree", 7, "", "Oak"))
    assert not nameless.is_same(AnsweredRecord("tree", 7, "", "Ash"))


def test_an_answer_is_evidence_and_can_neither_be_changed_nor_removed(case_file, uuid):
    case_file.answer_constraint(uuid, APPLIES)

    with sqlite3.connect(case_file.path) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="is evidence"):
            connection.execute("UPDATE constraint_answer SET reason = 'another'")
        with pytest.raises(sqlite3.IntegrityError, match="it stays"):
            connection.execute("DELETE FROM constraint_answer")
    connection.close()


def test_an_answer_to_what_lay_near_is_looked_at_again_where_a_record_of_it_overlaps_now(case_file):
    uuid = ready(case_file)
    near, over = finding(relation=Relation.NEAR), finding(number=2)
    over = replace(over, entity=replace(over.entity, constraint=near.entity.constraint))
    given = GivenAnswer("conservation-area", AnswerKind.APPLIES, (AnsweredRecord.of(near.entity),), found=Relation.NEAR)
    case_file.answer_constraint(uuid, given)

    record_screening(case_file, uuid, screening(near, over, unchecked=0))

    assert codes(case_file, uuid, "WARNS") == ["look-again"]
