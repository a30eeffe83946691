"""What an assessment quotes names the version of the red line, the data and its days, and never another line's findings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plugin.constraints.catalogue import Catalogue
from plugin.domain.constraint_answer import AnsweredRecord, AnswerKind, GivenAnswer
from plugin.domain.finding import DatasetState, Relation
from plugin.reports.assessment_figures import MEETS, NEAR, SITE, UNCHECKED, assessment_figures
from tests.unit.casefile.examples import SOURCE, finding, opened, pulled, screening, snapshot

DATASETS = Catalogue.load().dataset


@pytest.fixture
def case_file(tmp_path):
    with opened(tmp_path) as file:
        yield file


@pytest.fixture
def uuid(case_file):
    return case_file.take_in([pulled()], SOURCE).uuids[0]


def screen(case_file, uuid, *findings, **more):
    case_file.record_screening(uuid, case_file.boundary_versions(uuid)[-1].uuid, screening(*findings, **more))


def figures(case_file, uuid, snapshots=None):
    return assessment_figures(case_file.case(uuid), DATASETS, snapshots or {})


def of(group, every):
    return [each.sentence for each in every if each.group == group]


def test_of_a_case_without_a_line_nothing_is_quoted(case_file):
    uuid = case_file.take_in([pulled(site=None)], SOURCE).uuids[0]

    assert figures(case_file, uuid) == ()


def test_the_area_names_the_version_and_how_it_was_measured(case_file, uuid):
    area = of(SITE, figures(case_file, uuid))[0]

    assert area.startswith("The site measures 600 m² (boundary version 1, as submitted; measured in the British National Grid")
    assert "OSTN15" in area


def test_the_area_on_the_form_stands_beside_what_was_measured(case_file, uuid):
    assert "The application form states 590 m²; the red line encloses 600 m²" in of(SITE, figures(case_file, uuid))[1]


def test_a_constraint_names_its_snapshot_and_the_day_of_screening(case_file, uuid):
    found = finding()
    screen(case_file, uuid, found)

    (sentence,) = of(MEETS, figures(case_file, uuid))
    assert f"boundary version 1, as submitted; snapshot {found.snapshot}, screened on" in sentence


def test_the_officers_answer_follows_the_finding(case_file, uuid):
    found = finding()
    screen(case_file, uuid, found)
    records = (AnsweredRecord.of(found.entity),)
    case_file.answer_constraint(
        uuid, GivenAnswer(found.entity.dataset, AnswerKind.DOES_NOT_APPLY, records, "It was felled", found=found.relation)
    )

    (sentence,) = of(MEETS, figures(case_file, uuid))
    assert "The officer's answer: does not apply: It was felled (Jo Officer, 22 November 2026, version 1)." in sentence


def test_what_is_near_says_how_far_and_two_records_of_one_constraint_are_one_figure(case_file, uuid):
    near = replace(finding(number=2), relation=Relation.NEAR, distance_m=17.0, overlap_m2=0.0, depth_m=None, overlap=None)
    twin = replace(near, entity=replace(near.entity, number=3, reference="other", dataset="conservation-area"))
    screen(case_file, uuid, near, twin)

    (sentence,) = of(NEAR, figures(case_file, uuid))
    assert sentence.startswith("The site is 17.0 m from")


def test_a_dataset_that_was_not_checked_is_quoted_with_where_it_was_checked_instead(case_file, uuid):
    screen(case_file, uuid, unchecked=1)
    case = case_file.case(uuid)
    missing = next(each for each in case.screening.datasets if each.state is DatasetState.NOT_CHECKED)
    given = GivenAnswer(missing.dataset, AnswerKind.CHECKED_ELSEWHERE, source="the policies map", checked_on=case_file.clock.now().date())
    case_file.answer_constraint(uuid, given)

    (sentence,) = of(UNCHECKED, figures(case_file, uuid))
    assert "not checked" in sentence
    assert "The officer's answer: checked elsewhere: the policies map on" in sentence


def test_days_of_other_data_than_a_finding_rests_on_are_not_quoted(case_file, uuid):
    found = finding()
    screen(case_file, uuid, found)
    other = replace(snapshot(), identifier="another", dataset=found.entity.dataset, fetched_at="2020-01-01T00:00:00Z")

    (sentence,) = of(MEETS, figures(case_file, uuid, {found.entity.dataset: other}))
    assert "2020" not in sentence


def test_the_case_file_knows_the_data_that_a_screening_rests_on(case_file, uuid):
    version = case_file.boundary_versions(uuid)[-1].uuid
    case_file.record_screening(uuid, version, screening(finding()), snapshots=[snapshot("2026-11-01T00:00:00Z")])

    known = case_file.snapshots(version)
    assert {slug: each.fetched_at for slug, each in known.items()} == {"conservation-area": "2026-11-01T00:00:00Z"}
    (sentence,) = of(MEETS, figures(case_file, uuid, known))
    assert "data loaded on 1 November 2026" in sentence
