"""What was assessed can only be read while the reviewer has the recommendation and once the case is closed; evidence is still recorded."""

from __future__ import annotations

import pytest

from plugin.domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from plugin.domain.casework.recommendation import Recommendation, RecommendationState
from plugin.domain.clock import Clock
from plugin.gui.assess.records_page import RecordsPage
from plugin.gui.assess.text_page import TextPage
from plugin.gui.session import Session
from tests.qgis.assessing import Assessing
from tests.qgis.cases_of_nowhere import OpenDesk
from tests.qgis.fake_iface import FakeIface


@pytest.fixture
def submitted(open_desk: OpenDesk, session: Session, clock: Clock, iface: FakeIface) -> Assessing:
    made = Assessing(open_desk, session, clock, iface)
    with made.file() as file:
        file.keep_casework(made.uuid, AssessmentDetail(DetailCategory.SITE_DESCRIPTION, "A terraced house."))
        file.keep_casework(made.uuid, Recommendation("granted", "It complies.", state=RecommendationState.SUBMITTED))
    made.desk.read_again()
    return made


def test_a_text_can_be_read_and_not_changed_while_the_reviewer_has_it(submitted: Assessing) -> None:
    submitted.view.open_task("site-description")
    shown = submitted.view.page
    assert isinstance(shown, TextPage)

    assert shown.editor.toPlainText() == "A terraced house."
    assert shown.editor.isReadOnly()
    assert not shown.figuresButton.isEnabled()
    assert "withdraw it under Decide" in submitted.view.lockLabel.text()


def test_conditions_are_locked_and_a_posted_notice_is_still_recorded(submitted: Assessing) -> None:
    submitted.view.open_task("add-conditions")
    conditions = submitted.view.page
    assert isinstance(conditions, RecordsPage)
    assert not conditions.addButton.isEnabled()

    submitted.view.open_task("site-notice")
    notices = submitted.view.page
    assert isinstance(notices, RecordsPage)
    assert notices.addButton.isEnabled()
    assert not submitted.view.lockLabel.isVisibleTo(submitted.view)


def test_a_recommendation_that_was_withdrawn_unlocks_the_page_in_sight(submitted: Assessing) -> None:
    submitted.view.open_task("site-description")
    with submitted.file() as file:
        file.keep_casework(submitted.uuid, Recommendation("granted", "It complies."), seen=1)
    submitted.desk.read_again()

    shown = submitted.view.page
    assert isinstance(shown, TextPage)
    assert not shown.editor.isReadOnly()
    assert not submitted.view.lockLabel.isVisibleTo(submitted.view)


def test_of_a_decided_case_the_assessment_can_only_be_read(open_desk: OpenDesk, session: Session, clock: Clock, iface: FakeIface) -> None:
    decided = Assessing(open_desk, session, clock, iface, status="determined")
    decided.view.open_task("add-informatives")
    shown = decided.view.page
    assert isinstance(shown, RecordsPage)

    assert not shown.addButton.isEnabled()
    assert "can only be read" in decided.view.lockLabel.text()
