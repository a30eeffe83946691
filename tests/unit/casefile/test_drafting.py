"""A draft with what was resolved instead: kept in one act, submitted in one act, and taken back by who saw it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from plugin.casefile.errors import NotRecommended
from plugin.domain.casework.recommendation import Recommendation, RecommendationState
from plugin.domain.casework.resolution import Resolution
from plugin.domain.casework.written_draft import DraftSeen, WrittenDraft
from tests.unit.casefile.recommended import GRANT, held, ready


@pytest.fixture
def uuid(case_file):
    return ready(case_file)


def test_a_draft_is_kept_and_submitted_in_one_act_or_not_at_all(case_file, uuid):
    with pytest.raises(NotRecommended, match="public"):
        case_file.submit_draft(uuid, WrittenDraft(replace(GRANT, public_comment="")), "", DraftSeen())
    assert case_file.case(uuid).casework == ()

    case_file.submit_draft(uuid, WrittenDraft(GRANT), "", DraftSeen())
    assert held(case_file.case(uuid))[0].state is RecommendationState.SUBMITTED


def test_case_43_a_resolution_is_taken_away_by_who_saw_it_alone(case_file, uuid):
    nothing = WrittenDraft(Recommendation("", ""))
    resolution = Resolution("resolved-to-refuse", date(2026, 11, 20), "Planning Committee")
    seen = case_file.keep_draft(uuid, WrittenDraft(Recommendation("", ""), resolution), DraftSeen())
    assert seen == DraftSeen(1, 1)

    assert case_file.keep_draft(uuid, nothing, DraftSeen(1, 0)) == seen, "another window's resolution stays"
    assert case_file.keep_draft(uuid, nothing, seen) == DraftSeen(1, 0)
