"""A shape that is being drawn is kept corner by corner, so that a crash loses at most the last click."""

from __future__ import annotations

import pytest

from plugin.casefile.errors import CaseFileError
from plugin.domain.draft import UnfinishedShape
from tests.unit.casefile.examples import SOURCE, opened, pulled
from tests.unit.casefile.test_drafts import SUBMITTED, shape, step
from tests.unit.casefile.test_faults import killed_at

BEGUN = UnfinishedShape("add", ((530_020.0, 180_000.0), (530_030.25, 180_000.5)))


@pytest.fixture
def uuid(case_file):
    """One case whose red line is being amended."""
    (uuid,) = case_file.take_in([pulled(1)], SOURCE).uuids
    case_file.begin_draft(uuid, shape(SUBMITTED), "Version 1, as submitted")
    return uuid


def test_a_shape_that_was_begun_is_kept_corner_by_corner_and_given_up(case_file, uuid):
    case_file.keep_unfinished(uuid, BEGUN)
    assert case_file.draft(uuid).unfinished == BEGUN

    case_file.keep_unfinished(uuid, None)
    assert case_file.draft(uuid).unfinished is None


def test_the_next_step_takes_the_place_of_a_shape_that_was_begun(case_file, uuid):
    case_file.keep_unfinished(uuid, BEGUN)
    case_file.add_draft_step(uuid, 1, step())

    assert case_file.draft(uuid).unfinished is None


def test_undoing_a_step_leaves_a_shape_that_was_begun(case_file, uuid):
    case_file.add_draft_step(uuid, 1, step())
    case_file.keep_unfinished(uuid, BEGUN)
    case_file.move_in_draft(uuid, 1, 0)

    assert case_file.draft(uuid).unfinished == BEGUN


def test_corners_of_a_draft_that_was_discarded_elsewhere_are_refused(case_file, uuid):
    case_file.discard_draft(uuid)

    with pytest.raises(CaseFileError, match="saved or discarded in another window"):
        case_file.keep_unfinished(uuid, BEGUN)


def test_a_process_that_is_killed_between_two_clicks_has_lost_at_most_the_last(tmp_path):
    for statement in range(1, 40):
        folder = tmp_path / str(statement)
        with opened(folder) as file:
            (uuid,) = file.take_in([pulled(1)], SOURCE).uuids
            file.begin_draft(uuid, shape(SUBMITTED), "Version 1, as submitted")
            file.keep_unfinished(uuid, BEGUN)
        further = UnfinishedShape("add", (*BEGUN.corners, (530_031.0, 180_020.0)))

        killed = killed_at(folder, lambda file, uuid=uuid, further=further: file.keep_unfinished(uuid, further), statement)

        with opened(folder) as file:
            found = file.draft(uuid).unfinished
        assert found in (BEGUN, further)
        if not killed:
            assert found == further
            break
    else:
        pytest.fail("Every one of these statements was one of the act: the act has no end.")
