"""The Validation tab: what the data answers, what the officer's eye answers, and all faults in the applicant's words at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely
from qgis.PyQt.QtWidgets import QApplication
from shapely import affinity

from plugin.domain.boundary_version import BoundaryOrigin
from plugin.domain.case import PulledDetails
from plugin.domain.casework.check_answer import CheckAnswer
from plugin.domain.told_fact import FactSource, ToldFact
from plugin.gui.case.case_panel import CasePanel
from plugin.gui.session import Session
from plugin.gui.validation.questions_page import QuestionsPage
from tests.qgis.cases_of_nowhere import OpenDesk, panel_of, pulled, until
from tests.qgis.fake_iface import FakeIface


@pytest.fixture
def panel(open_desk: OpenDesk, session: Session, iface: FakeIface) -> CasePanel:
    desk = open_desk(pulled(1))
    shown = panel_of(desk, session, iface)
    desk.open(desk.rows[0].uuid)
    # What the case's own task reads again would change what the officer saw
    until(lambda: desk.case is not None and not desk.refreshes_case)
    shown.tabs.setCurrentWidget(shown.validation)
    shown.show()
    return shown


def choose(view: QuestionsPage, words: str) -> None:
    line = next(view.tree.topLevelItem(row) for row in range(view.tree.topLevelItemCount()) if words in view.tree.topLevelItem(row).text(0))
    view.tree.setCurrentItem(line)


def tell(panel: CasePanel, **facts: object) -> None:
    """What the submission tells of the case."""
    case, file = panel._desk.case, panel._desk.file
    assert case is not None
    assert file is not None
    told = tuple(ToldFact(name, value, FactSource.SUBMISSION, "the submission") for name, value in facts.items())
    with file.for_this_thread() as own:
        own.record_details(case.uuid, PulledDetails(facts={FactSource.SUBMISSION: told}))
    panel._desk.read_again()


def answers(panel: CasePanel) -> list[CheckAnswer]:
    case = panel._desk.case
    return [each.record for each in case.casework if isinstance(each.record, CheckAnswer)] if case is not None else []


def test_the_questions_say_how_many_are_wrong_and_open(panel: CasePanel) -> None:
    assert panel.validation.questions.summaryLabel.text() == "0 faults, 13 questions open."
    assert not panel.validation.questions.copyButton.isEnabled()
    assert not panel.validation.questions.answerHolder.isVisibleTo(panel.validation.questions)


def test_what_an_eye_saw_wrong_is_one_press_and_stays_chosen(panel: CasePanel) -> None:
    view = panel.validation.questions
    choose(view, "north")
    view.noteEdit.setText("There is no arrow")
    view.failsButton.click()

    until(lambda: answers(panel))
    assert answers(panel) == [CheckAnswer("validation.north", False, "There is no arrow")]
    assert view.chosen is not None
    assert view.chosen.code == "validation.north"
    assert view.summaryLabel.text() == "1 fault, 12 questions open."
    assert "There is no arrow" in view.evidenceLabel.text()
    assert view.failsButton.isChecked()


def test_an_answer_is_changed_and_taken_back(panel: CasePanel) -> None:
    view = panel.validation.questions
    choose(view, "north")
    view.failsButton.click()
    until(lambda: answers(panel))

    view.passesButton.click()
    until(lambda: answers(panel)[0].passes)
    view.takeBackButton.click()

    until(lambda: not answers(panel))
    assert view.summaryLabel.text() == "0 faults, 13 questions open."


def test_all_faults_are_copied_at_once_in_the_applicants_words(panel: CasePanel) -> None:
    view = panel.validation.questions
    for words in ("north", "scale bar"):
        choose(view, words)
        before = len(answers(panel))
        view.failsButton.click()
        until(lambda before=before: len(answers(panel)) > before)

    view.copyButton.click()

    copied = QApplication.clipboard().text()
    assert copied.startswith("1. ")
    assert "\n\n2. " in copied
    assert "direction of north" in copied


def test_an_answer_that_another_window_gave_is_not_written_over(panel: CasePanel) -> None:
    view = panel.validation.questions
    choose(view, "north")
    desk = panel._desk
    assert desk.file is not None
    assert desk.case is not None
    with desk.file.for_this_thread() as file:
        file.keep_casework(desk.case.uuid, CheckAnswer("validation.north", True))

    view.failsButton.click()

    until(lambda: view.problemLabel.isVisibleTo(view))
    assert "changed in another window" in view.problemLabel.text()


def test_a_fee_that_was_not_paid_is_reckoned_and_asked_for_with_its_figures(panel: CasePanel) -> None:
    tell(panel, fee_paid=258.0, fee_reduced=False)
    view = panel.validation.questions
    choose(view, "fee")
    assert view.evidenceLabel.text().startswith("£258 was paid. By the rules the fee is £548.")
    view.requestButton.click()

    page = panel.validation.requests
    assert page.chosen is not None
    assert page.chosen.draft is not None
    assert page.chosen.draft.attributes == {"suggestion": "Please pay £290."}
    assert page.chosen.title == "Fee change"


def test_a_certificate_that_does_not_fit_the_applicant_is_asked_for(panel: CasePanel) -> None:
    tell(panel, certificate="a", applicant_interest="lessee")
    view = panel.validation.questions
    choose(view, "certificate")
    view.requestButton.click()

    page = panel.validation.requests
    assert page.chosen is not None
    assert page.chosen.title == "Ownership certificate"


def test_land_that_has_come_in_since_the_certificate_was_given_asks_whose_it_is(panel: CasePanel) -> None:
    tell(panel, certificate="a", applicant_interest="owner.sole")
    view = panel.validation.questions
    choose(view, "certificate")
    assert view.evidenceLabel.text().startswith("Certificate A was given; the applicant is the sole owner.")
    case, file = panel._desk.case, panel._desk.file
    assert case is not None
    assert case.boundary is not None
    assert case.boundary.boundary is not None
    assert file is not None
    line = case.boundary.boundary
    wider = replace(line, geometry=shapely.union(line.geometry, affinity.translate(line.geometry, 4.0, 0.0)))
    with file.for_this_thread() as own:
        own.add_boundary_version(
            case.uuid, replace(case.boundary.reading, boundary=wider), BoundaryOrigin.VALIDATED, "The drive.", in_force=True
        )
    panel._desk.read_again()

    choose(view, "certificate")
    assert "have come in since. Tell under Dates and facts whose that land is." in view.evidenceLabel.text()
