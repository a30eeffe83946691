"""Valid or invalid: from which day, what falls due, what stands in the way; and whose case it is."""

from __future__ import annotations

from datetime import date

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QDate

from plugin.domain.outbox_verbs import ASSIGN, INVALIDATE, VALIDATE
from plugin.domain.validation_request import ValidationRequest
from plugin.gui.case.case_panel import CasePanel
from plugin.gui.session import Session
from plugin.gui.validation.outcome_page import OutcomePage
from tests.qgis.cases_of_nowhere import SOURCE, OpenDesk, panel_of, pulled, until
from tests.qgis.fake_iface import FakeIface

FEE = ValidationRequest("FeeChangeValidationRequest", "pending", "2026-11-19T10:00:00Z", reason="The fee is 258.")
ANSWERED = ValidationRequest(
    "OtherChangeValidationRequest", "closed", "2026-11-10T10:00:00Z", closed_at="2026-11-17T12:00:00Z", response="Here it is."
)


@pytest.fixture
def page(open_desk: OpenDesk, session: Session, iface: FakeIface, request: pytest.FixtureRequest) -> OutcomePage:
    changes = {"status": "not_started", "received_on": date(2026, 11, 3), **getattr(request, "param", {})}
    desk = open_desk(pulled(1, **changes))
    panel: CasePanel = panel_of(desk, session, iface)
    desk.open(desk.rows[0].uuid)
    until(lambda: desk.case is not None and not desk.refreshes_case)
    panel.tabs.setCurrentWidget(panel.validation)
    panel.validation.turn_to(panel.validation.outcome)
    panel.resize(390, 640)
    panel.show()
    # The panel lives as long as its page is looked at
    panel.validation.outcome.panel = panel
    return panel.validation.outcome


def waiting(page: OutcomePage) -> list[tuple[str, object]]:
    case = page._desk.case
    return [(each.verb, each.payload["data"]) for each in case.outbox] if case is not None else []


def test_the_day_of_receipt_is_suggested_with_what_falls_due_then(page: OutcomePage) -> None:
    assert page.day == date(2026, 11, 3)
    assert page.dayLabel.text().startswith("Nothing had to be asked for after the application was received: 3 November 2026.")
    assert page.expiryLabel.text().startswith("Statutory expiry: 29 December 2026, 8 weeks")

    page.dayEdit.setDate(QDate(2026, 11, 4))
    assert page.expiryLabel.text().startswith("Statutory expiry: 30 December 2026")


@pytest.mark.parametrize("page", [{"validation_requests": (ANSWERED,)}], indirect=True)
def test_after_a_request_the_day_is_that_of_the_last_answer_and_bops_reckons_another(page: OutcomePage) -> None:
    assert page.day == date(2026, 11, 17)
    assert page.dayLabel.text().endswith("17 November 2026. BOPS reckons from 18 November 2026, the business day after.")


def test_valid_waits_for_the_back_office_in_sight_and_can_be_taken_back(page: OutcomePage) -> None:
    page.validButton.click()

    until(lambda: waiting(page))
    assert waiting(page) == [(VALIDATE, {"valid_from": "2026-11-03"})]
    assert page.decidedLabel.text().startswith("Valid from 3 November 2026. It waits for the back office")
    assert "It was decided here" in page.notValidLabel.text()
    until(lambda: not page._desk.refreshes_case)

    page.undoButton.click()
    until(lambda: not waiting(page))
    assert page.validButton.isVisibleTo(page)


def test_a_day_that_is_still_to_come_is_refused_beside_it(page: OutcomePage) -> None:
    page.dayEdit.setDate(QDate(2026, 11, 30))

    page.validButton.click()

    until(lambda: page.problemLabel.isVisibleTo(page))
    assert "still to come" in page.problemLabel.text()


@pytest.mark.parametrize("page", [{"validation_requests": (FEE,)}], indirect=True)
def test_an_unanswered_request_blocks_valid_and_lets_invalid(page: OutcomePage) -> None:
    assert page.notValidLabel.text().startswith("1 request is not answered yet: fee change.")
    assert not page.validButton.isVisibleTo(page)

    page.invalidButton.click()

    until(lambda: waiting(page))
    assert waiting(page) == [(INVALIDATE, {})]


def test_without_a_request_there_is_no_invalid(page: OutcomePage) -> None:
    assert not page.invalidButton.isEnabled()
    assert "Send the requests first." in page.invalidLabel.text()


def test_a_case_is_given_to_an_officer_of_the_list(page: OutcomePage) -> None:
    assert "This back office has not told its officers." in page.officerLabel.text()
    desk = page._desk
    QgsSettings().setValue("redline/back_office/url", SOURCE)
    assert desk.file is not None
    with desk.file.for_this_thread() as file:
        file.write_setting(f"officers of {SOURCE}", '[[1,"Tom Other","assessor"],[2,"Ada Example","reviewer"]]')
    desk.read_again()
    assert [page.officerCombo.itemText(row) for row in range(3)] == ["Nobody", "Tom Other (assessor)", "Ada Example (reviewer)"]
    assert page.officerCombo.currentText() == "Tom Other (assessor)"
    assert not page.assignButton.isEnabled()

    page.officerCombo.setCurrentIndex(2)
    page.assignButton.click()

    until(lambda: waiting(page))
    assert waiting(page) == [(ASSIGN, {"officer_id": 2})]
