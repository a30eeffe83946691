"""The Decide tab: the type's own decisions, a draft that keeps itself, what blocks and what warns, and the second person."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtCore import Qt

from plugin.domain.case import PulledDetails
from plugin.domain.casework.informative import Informative
from plugin.domain.casework.permitted_development import PermittedDevelopment
from plugin.domain.casework.recommendation import RecommendationState
from plugin.domain.casework.said import Said
from plugin.domain.clock import Clock
from plugin.domain.constraint_answer import AnsweredRecord, AnswerKind, GivenAnswer
from plugin.domain.identity import Role
from plugin.domain.outbox_verbs import PUT_INFORMATIVE, SUBMIT
from plugin.gui.case.case_panel import CasePanel
from plugin.gui.case_list.cases_desk import CasesDesk
from plugin.gui.decide.decide_view import DecideView
from plugin.gui.decide.send_assessment import SendAssessment
from plugin.gui.session import Session
from tests.qgis.cases_of_nowhere import OFFICER, SOURCE, OpenDesk, until
from tests.qgis.conftest import finding, screening
from tests.qgis.deciding import case_of, choose, held, open_to_decide, submit
from tests.qgis.fake_iface import FakeIface
from tests.unit.casefile.recommended import request
from tests.unit.reports.test_case_dates import extension

OpenPanel = Callable[..., CasePanel]


@pytest.fixture
def open_panel(open_desk: OpenDesk, session: Session, clock: Clock, iface: FakeIface) -> OpenPanel:
    """One case in assessment, open, its Decide tab in front; the keywords are those of the case."""
    return partial(open_to_decide, open_desk, session, clock, iface)


@pytest.fixture
def panel(open_panel: OpenPanel) -> CasePanel:
    return open_panel()


def offered(view: DecideView) -> list[str]:
    return [view.decisionBox.itemText(row) for row in range(view.decisionBox.count()) if view.decisionBox.itemText(row)]


def as_reviewer(panel: CasePanel, monkeypatch: pytest.MonkeyPatch) -> None:
    helen = replace(OFFICER, name="Helen Marsh", role=Role.REVIEWER)
    monkeypatch.setattr(CasesDesk, "identity", lambda *_: helen)
    panel._desk.read_again()


def test_what_the_type_has_is_offered_in_its_own_words_and_resolutions_apart(panel: CasePanel) -> None:
    assert offered(panel.decide) == [
        "Not chosen yet",
        "Granted",
        "Refused",
        "Resolved to grant subject to a legal agreement",
        "Resolved to refuse",
    ]


def test_case_44_a_tree_notice_offers_no_refusal(open_panel: OpenPanel) -> None:
    words = offered(open_panel(type_code="wtt.notice").decide)

    assert words == ["Not chosen yet", "No objection", "Tree preservation order made"]


def test_what_is_missing_blocks_with_words_and_nothing_is_sent(panel: CasePanel) -> None:
    view = panel.decide
    assert "Choose the decision that you recommend." in view.hindrances.words
    view.submitButton.click()

    until(lambda: view.problemLabel.isVisibleTo(view))
    assert "Choose the decision" in view.problemLabel.text()
    assert case_of(panel).outbox == ()


def test_an_open_request_blocks(panel: CasePanel) -> None:
    desk = panel._desk
    assert desk.file is not None
    with desk.file.for_this_thread() as file:
        file.record_details(case_of(panel).uuid, PulledDetails(validation_requests=(request(),)))
    desk.read_again()

    assert any("1 request to the applicant waits" in words for words in panel.decide.hindrances.words)


def test_warnings_ask_for_a_reason_which_is_kept(panel: CasePanel) -> None:
    view = panel.decide
    assert any("not answered" in words for words in view.hindrances.words)
    assert view.inSpiteEdit.isVisibleTo(view)
    choose(view, "Granted")
    view.publicEdit.setPlainText("It complies.")
    view.submitButton.click()
    until(lambda: view.problemLabel.isVisibleTo(view))
    assert "in spite" in view.problemLabel.text()

    submit(panel)
    assert held(panel).in_spite == "The tree officer has confirmed."


def test_after_submission_the_form_is_read_only_and_can_be_withdrawn(panel: CasePanel) -> None:
    submit(panel)
    view = panel.decide

    assert view.standingLabel.text().startswith("Recommended: Granted. Submitted by Ada Example on 22 November 2026")
    assert not view.decisionBox.isVisibleTo(view), "what can't be changed is said in words"
    assert "waits to be sent" in view.unsentLabel.text()
    assert view.publicEdit.isReadOnly()
    assert not view.submitButton.isVisibleTo(view)
    assert case_of(panel).outbox[-1].verb == SUBMIT

    view.withdrawButton.click()
    until(lambda: held(panel).state is RecommendationState.DRAFT and not panel._desk.refreshes_case)
    assert not view.publicEdit.isReadOnly()
    assert view.publicEdit.toPlainText() == "It complies with policy P14."


def test_one_s_own_recommendation_can_t_be_reviewed(panel: CasePanel) -> None:
    submit(panel)
    view = panel.decide

    assert view.reviewHolder.isVisibleTo(view)
    assert not view.acceptButton.isVisibleTo(view)
    assert "yourself" in view.reviewLabel.text()
    assert "Submitted all the same: The tree officer has confirmed." in view.hindrances.words, "the reviewer has to know"


def test_a_reviewer_challenges_with_words_and_the_assessor_reads_them(panel: CasePanel, monkeypatch: pytest.MonkeyPatch) -> None:
    submit(panel)
    as_reviewer(panel, monkeypatch)
    view = panel.decide
    view.challengeButton.click()
    until(lambda: view.problemLabel.isVisibleTo(view))
    assert "put right" in view.problemLabel.text()

    view.reviewEdit.setText("Say more of P20.")
    view.challengeButton.click()
    until(lambda: held(panel).challenged and not panel._desk.refreshes_case)
    assert view.standingLabel.text().startswith("Challenged by Helen Marsh")
    assert view.challengeLabel.text() == "Say more of P20."
    assert view.submitButton.isVisibleTo(view)
    assert view.inSpiteEdit.isVisibleTo(view)
    assert view.inSpiteEdit.toPlainText() == "", "what warns the next time wants a reason of its own"


def test_a_reviewer_accepts(panel: CasePanel, monkeypatch: pytest.MonkeyPatch) -> None:
    submit(panel)
    as_reviewer(panel, monkeypatch)
    panel.decide.acceptButton.click()

    until(lambda: held(panel).state is RecommendationState.REVIEWED)
    assert "Accepted by Helen Marsh" in panel.decide.standingLabel.text()


def test_a_committee_wants_reasons(panel: CasePanel) -> None:
    view = panel.decide
    assert not view.reasonsList.isVisibleTo(view)
    view.committeeBox.click()
    assert view.reasonsList.isVisibleTo(view)
    view.reasonsList.item(0).setCheckState(Qt.CheckState.Checked)

    until(lambda: held(panel).committee_reasons)
    assert held(panel).committee
    assert held(panel).committee_reasons == ("The application is on council owned land",)


def test_an_authority_s_own_reasons_for_a_committee_are_offered(open_panel: OpenPanel, tmp_path: Path) -> None:
    (tmp_path / "casework").mkdir()
    (tmp_path / "casework" / "committee_reasons.csv").write_text("reason\nThree objections\n", encoding="utf-8")
    (tmp_path / "profile.json").write_text("{}", encoding="utf-8")
    QgsSettings().setValue("redline/profile", str(tmp_path / "profile.json"))
    view = open_panel().decide

    assert [view.reasonsList.item(row).text() for row in range(view.reasonsList.count())] == ["Three objections"]


def test_who_reviews_is_told_by_the_back_office(panel: CasePanel) -> None:
    desk = panel._desk
    submit(panel)
    assert desk.file is not None
    QgsSettings().setValue("redline/back_office/url", SOURCE)
    told = {"operations": [], "request_types": [], "silence": "", "officer": "Helen Marsh", "role": "reviewer"}
    with desk.file.for_this_thread() as file:
        file.write_setting(f"officer api of {SOURCE}", json.dumps(told))
    desk.read_again()

    assert (desk.file.identity.name, desk.file.identity.role) == ("Helen Marsh", Role.REVIEWER)
    assert panel.decide.acceptButton.isVisibleTo(panel.decide)


def test_the_clocks_stand_by_name(panel: CasePanel) -> None:
    words = " ".join(panel.decide.dates.words)

    assert "Back office: expiry date: 29 December 2026" in words
    assert "target" not in words


def test_a_decided_case_offers_nothing(open_panel: OpenPanel) -> None:
    view = open_panel(status="determined", decision="granted", determined_on=date(2026, 11, 20)).decide

    assert view.standingLabel.text() == "Decided in the back office on 20 November 2026: Granted."
    assert not view.submitButton.isVisibleTo(view)
    assert view.publicEdit.isReadOnly()
    assert view.hindrances.words == []


def test_the_assessment_is_sent_by_itself_after_a_look_at_what_goes(panel: CasePanel) -> None:
    view, desk = panel.decide, panel._desk
    assert desk.file is not None
    with desk.file.for_this_thread() as file:
        file.keep_casework(case_of(panel).uuid, Informative("Party wall", "The Party Wall Act may apply."))
    desk.read_again()
    view.sendButton.click()
    dialog = next(each for each in view.window().findChildren(SendAssessment) if each.isVisible())

    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == ["Record an informative: Party wall"]
    dialog.sendButton.click()
    until(lambda: case_of(panel).outbox)
    assert [entry.verb for entry in case_of(panel).outbox] == [PUT_INFORMATIVE]
    assert held(panel).state is RecommendationState.DRAFT


def test_whom_the_constraints_bring_into_consultation_is_told_before_they_are_sent(panel: CasePanel) -> None:
    view, desk = panel.decide, panel._desk
    assert desk.file is not None
    site = finding("Cockle Flats", dataset="site-of-special-scientific-interest")
    applies = GivenAnswer(site.entity.dataset, AnswerKind.APPLIES, (AnsweredRecord.of(site.entity),), found=site.relation)
    with desk.file.for_this_thread() as file:
        uuid = case_of(panel).uuid
        file.record_screening(uuid, file.boundary_versions(uuid)[0].uuid, screening("26-00001-HAPP", findings=(site,)))
        desk.read_again()
        assert not any("Natural England" in words for words in view.hindrances.words)
        file.answer_constraint(uuid, applies)
    desk.read_again()

    assert any("the rules suggest Natural England" in words for words in view.hindrances.words)
    view.sendButton.click()
    dialog = next(each for each in view.window().findChildren(SendAssessment) if each.isVisible())
    assert "the rules suggest Natural England" in dialog.consulteesLabel.text()
    dialog.sendButton.click()
    until(lambda: case_of(panel).outbox and not any("Natural England" in words for words in view.hindrances.words))


def test_what_the_back_office_has_is_not_offered_again(panel: CasePanel) -> None:
    panel.decide.sendButton.click()
    dialog = next(each for each in panel.window().findChildren(SendAssessment) if each.isVisible())

    assert not dialog.sendButton.isEnabled()
    dialog.reject()


def test_case_41_a_prior_approval_shows_the_last_day_to_notify_and_from_when_there_is_consent_by_default(open_panel: OpenPanel) -> None:
    view = open_panel(type_code="pa.part1.classA", received_on=date(2026, 11, 3)).decide

    assert "Last day to notify the applicant: 15 December 2026" in view.dates.words
    assert "Permission by default: 16 December 2026" in view.dates.words


def test_case_42_an_agreed_date_stands_beside_the_statutory_one_and_a_late_one_is_flagged(panel: CasePanel) -> None:
    desk = panel._desk
    assert desk.file is not None
    in_time = extension("2026-11-16T10:30:00Z", "2026-11-18T09:30:00Z")
    with desk.file.for_this_thread() as file:
        file.record_details(case_of(panel).uuid, PulledDetails(validation_requests=(in_time,)))
    desk.read_again()
    words = panel.decide.dates.words

    assert "Statutory expiry: 29 December 2026" in words
    assert "Agreed extension: 29 January 2027" in words

    with desk.file.for_this_thread() as file:
        late = replace(in_time, created_at="2027-01-04T10:30:00Z", closed_at="2027-01-05T09:30:00Z")
        file.record_details(case_of(panel).uuid, PulledDetails(validation_requests=(late,)))
    desk.read_again()
    assert "Extension agreed too late: 29 January 2027" in panel.decide.dates.words


def test_what_stays_in_the_case_file_is_told_before_the_assessment_is_sent(panel: CasePanel) -> None:
    view, desk = panel.decide, panel._desk
    assert desk.file is not None
    with desk.file.for_this_thread() as file:
        file.keep_casework(case_of(panel).uuid, PermittedDevelopment(Said.YES))
    desk.read_again()
    view.sendButton.click()
    dialog = next(each for each in view.window().findChildren(SendAssessment) if each.isVisible())

    stays = [dialog.staysList.item(row).text() for row in range(dialog.staysList.count())]
    assert dialog.staysList.isVisibleTo(dialog)
    assert any("permitted development rights: the back office asks that on a page of its own" in words for words in stays)
    dialog.reject()
