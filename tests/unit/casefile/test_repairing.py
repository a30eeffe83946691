"""The officer's yes to a repair makes a version of its own; what was submitted stays to the letter."""

from __future__ import annotations

import pytest

from plugin.casefile.errors import CaseFileError
from plugin.domain.boundary_version import BoundaryOrigin
from plugin.reports.version_words import version_words
from tests.unit.casefile.examples import JO, SOURCE, pulled, site


@pytest.fixture
def uuid(case_file):
    return case_file.take_in([pulled(site=site(errors=1))], SOURCE).uuids[0]


def version_in_force(case_file, uuid):
    return case_file.case(uuid).boundary


def test_a_confirmed_repair_is_the_next_version_in_force_with_who_when_and_why(case_file, uuid):
    case_file.confirm_repair(uuid, version_in_force(case_file, uuid).uuid)

    first, second = case_file.case(uuid).boundary_versions
    assert (first.number, first.current, second.number, second.current) == (1, False, 2, True)
    assert second.boundary is not None
    assert second.author == JO.name
    assert second.reason == "Version 1 repaired as offered: Split where it crosses itself?"
    assert second.origin is BoundaryOrigin.SUBMITTED
    assert version_words(second) == "2, as submitted, repaired"


def test_what_was_submitted_stays_as_it_was_and_is_the_original_of_the_repaired_line_too(case_file, uuid):
    before = version_in_force(case_file, uuid)
    case_file.confirm_repair(uuid, before.uuid)

    first, second = case_file.case(uuid).boundary_versions
    assert first.original == before.original == second.original
    assert first.boundary is None
    assert version_words(first) == "1, as submitted"


def test_the_list_counts_no_error_any_more_and_waits_for_the_line_to_be_screened(case_file, uuid):
    assert case_file.row(uuid).red_line_errors == 1

    case_file.confirm_repair(uuid, version_in_force(case_file, uuid).uuid)

    assert (case_file.row(uuid).red_line_errors, case_file.row(uuid).overlaps) == (0, None)


def test_the_same_line_from_the_back_office_leaves_the_repair_in_force(case_file, uuid):
    case_file.confirm_repair(uuid, version_in_force(case_file, uuid).uuid)

    report = case_file.take_in([pulled(site=site(errors=1))], SOURCE)

    assert report.unchanged == 1
    assert version_in_force(case_file, uuid).number == 2


def test_another_line_from_the_back_office_takes_its_place(case_file, uuid):
    case_file.confirm_repair(uuid, version_in_force(case_file, uuid).uuid)

    case_file.take_in([pulled(site=site('{"type": "Polygon", "coordinates": []}'))], SOURCE)

    assert version_in_force(case_file, uuid).number == 3


def test_a_repair_of_a_line_that_is_no_longer_in_force_is_refused(case_file, uuid):
    offered = version_in_force(case_file, uuid).uuid
    case_file.take_in([pulled(site=site('{"type": "Polygon", "coordinates": []}', errors=1))], SOURCE)

    with pytest.raises(CaseFileError, match="has another red line by now"):
        case_file.confirm_repair(uuid, offered)

    assert len(case_file.case(uuid).boundary_versions) == 2


def test_a_line_that_needs_no_repair_can_not_be_confirmed(case_file):
    uuid = case_file.take_in([pulled(2)], SOURCE).uuids[0]

    with pytest.raises(CaseFileError, match="No repair is offered"):
        case_file.confirm_repair(uuid, version_in_force(case_file, uuid).uuid)


def test_the_line_of_a_decided_case_can_only_be_looked_at(case_file):
    uuid = case_file.take_in([pulled(2, status="determined", site=site(errors=1))], SOURCE).uuids[0]

    with pytest.raises(CaseFileError, match="can only be looked at"):
        case_file.confirm_repair(uuid, version_in_force(case_file, uuid).uuid)


def test_the_trail_tells_of_the_repair_and_holds(case_file, uuid):
    case_file.confirm_repair(uuid, version_in_force(case_file, uuid).uuid)

    assert case_file.history(uuid)[-1].verb == "boundary version 2"
    assert case_file.verify_audit() == []
