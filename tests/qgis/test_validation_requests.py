"""One list of requests: drafted from every fault, edited, kept, sent together; what waits says why, and is a draft again on a press."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QDate
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QPlainTextEdit

from plugin.domain.casework.drafted_request import DraftedRequest
from plugin.domain.check import Check, Severity
from plugin.domain.document import Document
from plugin.domain.outbox_entry import OutboxState
from plugin.domain.validation_request import ValidationRequest
from plugin.gui.case.case_panel import CasePanel
from plugin.gui.requests.entry_dialog import EntryDialog
from plugin.gui.session import Session
from plugin.gui.validation.requests_page import RequestsPage
from tests.qgis.cases_of_nowhere import OpenDesk, panel_of, pulled, site, until
from tests.qgis.fake_iface import FakeIface

PLAN = Document("plan.pdf", "http://127.0.0.1:9/files/1", "2026-11-02T10:00:00Z", ("locationPlan",))
OPEN = ValidationRequest(
    "FeeChangeValidationRequest", "open", "2026-11-19T10:00:00Z", reason="The fee is 258.", response_due=date(2026, 12, 10)
)
DIFFERS = replace(site("26-00001-HAPP"), checks=(Check("area-differs", Severity.WARNING, "The application says 500 m²."),))


@pytest.fixture
def panel(open_desk: OpenDesk, session: Session, iface: FakeIface, request: pytest.FixtureRequest) -> CasePanel:
    changes = {"status": "not_started", "documents": (PLAN,), **getattr(request, "param", {})}
    desk = open_desk(pulled(1, **changes))
    shown = panel_of(desk, session, iface)
    desk.open(desk.rows[0].uuid)
    until(lambda: desk.case is not None and not desk.refreshes_case)
    shown.tabs.setCurrentWidget(shown.validation)
    shown.resize(390, 640)
    shown.show()
    return shown


def page_of(panel: CasePanel) -> RequestsPage:
    panel.validation.turn_to(panel.validation.requests)
    return panel.validation.requests


def fail(panel: CasePanel, *words: str) -> None:
    questions = panel.validation.questions
    for each in words:
        lines = [questions.tree.topLevelItem(row) for row in range(questions.tree.topLevelItemCount())]
        questions.tree.setCurrentItem(next(line for line in lines if each in line.text(0)))
        before = questions.summaryLabel.text()
        questions.failsButton.click()
        until(lambda before=before: questions.summaryLabel.text() != before)


def rows(page: RequestsPage) -> list[tuple[str, str]]:
    return [(page.tree.topLevelItem(row).text(0), page.tree.topLevelItem(row).text(1)) for row in range(page.tree.topLevelItemCount())]


def add(page: RequestsPage, title: str) -> None:
    page._fill_menu()
    next(action for action in page._menu.actions() if action.text() == title).trigger()


def drafts(panel: CasePanel) -> list[DraftedRequest]:
    case = panel._desk.case
    return [each.record for each in case.casework if isinstance(each.record, DraftedRequest)] if case is not None else []


def write(page: RequestsPage, name: str, words: str) -> None:
    field = page.form.fields[name]
    assert isinstance(field, (QLineEdit, QPlainTextEdit))
    if isinstance(field, QLineEdit):
        field.setText(words)
    else:
        field.setPlainText(words)


def test_nothing_is_asked_until_somebody_asks(panel: CasePanel) -> None:
    page = page_of(panel)

    assert page.emptyLabel.isVisibleTo(page)
    assert not page.sendButton.isEnabled()
    assert not page.saveButton.isEnabled()


def test_a_press_drafts_every_fault_and_shows_the_one_that_was_meant(panel: CasePanel) -> None:
    fail(panel, "north", "name its scale", "all the land")

    panel.validation.questions.choose("validation.north")
    assert panel.validation.questions.requestButton.isVisibleTo(panel.validation)
    panel.validation.questions.requestButton.click()

    page = panel.validation.requests
    assert panel.validation.pages.currentWidget() is page
    titles = [title for title, _ in rows(page)]
    assert titles[-2:] == ["Replacement document: plan.pdf", "Red line change"]
    assert page.chosen is not None
    assert page.chosen.title == "Replacement document: plan.pdf"
    reason = page.form.fields["reason"]
    assert isinstance(reason, QPlainTextEdit)
    assert "1. " in reason.toPlainText()
    assert not page.faultsButton.isVisibleTo(page)
    assert drafts(panel) == []


def test_save_keeps_the_drafts_and_leaves_the_chosen_one_chosen(panel: CasePanel) -> None:
    fail(panel, "north")
    panel.validation.questions.requestButton.click()
    page = panel.validation.requests
    write(page, "reason", "Please add an arrow.")

    page.saveButton.click()

    until(lambda: len(drafts(panel)) == page.tree.topLevelItemCount())
    assert "Please add an arrow." in [each.reason for each in drafts(panel)]
    assert page.chosen is not None
    assert page.chosen.draft is not None
    assert page.chosen.draft.reason == "Please add an arrow."
    assert not page.saveButton.isEnabled()
    assert panel.validation.buttons[page].text() == f"Requests {len(drafts(panel))}"


def test_what_is_written_is_kept_when_the_officer_turns_to_another_page(panel: CasePanel) -> None:
    page = page_of(panel)
    add(page, "Fee change")
    write(page, "suggestion", "Pay 52 more.")

    panel.validation.turn_to(panel.validation.questions)

    until(lambda: drafts(panel))
    assert drafts(panel)[0].attributes == {"suggestion": "Pay 52 more."}


def test_what_is_not_complete_sends_nothing_and_the_field_is_pointed_at(panel: CasePanel) -> None:
    page = page_of(panel)
    add(page, "Ownership certificate")
    add(page, "Additional document")
    page.tree.setCurrentItem(page.tree.topLevelItem(0))

    page.sendButton.click()

    assert "Nothing was sent. Additional document: Name the document that is missing" in page.problemLabel.text()
    assert page.chosen is not None
    assert page.chosen.title == "Additional document"
    assert drafts(panel) == []


def test_all_go_together_and_wait_in_sight(panel: CasePanel) -> None:
    page = page_of(panel)
    add(page, "Ownership certificate")
    add(page, "Additional document")
    write(page, "document_request_type", "Roof plan")
    assert page.sendButton.text() == "Se&nd 2 requests"

    page.sendButton.click()

    until(lambda: panel._desk.case is not None and len(panel._desk.case.outbox) == 2)
    until(lambda: rows(page)[:1] and rows(page)[0][1] == "waits to be sent")
    assert rows(page) == [("Ownership certificate", "waits to be sent"), ("Additional document: Roof plan", "waits to be sent")]
    assert not page.sendButton.isEnabled()


def test_what_a_back_office_does_not_take_says_why_and_can_be_tried_again_copied_and_taken_back(panel: CasePanel) -> None:
    page = page_of(panel)
    add(page, "Ownership certificate")
    page.sendButton.click()
    desk = panel._desk
    until(lambda: desk.case is not None and desk.case.outbox and not desk.refreshes_case)
    assert desk.file is not None
    assert desk.case is not None
    with desk.file.for_this_thread() as file:
        file.move_in_outbox(desk.case.outbox[0].uuid, OutboxState.UNSUPPORTED, "This back office takes no requests.")
    desk.read_again()

    assert rows(page) == [("Ownership certificate", "is not taken by this back office")]
    assert "This back office takes no requests." in page.wordsLabel.text()
    assert page.againButton.isVisibleTo(page)
    page.copyButton.click()
    assert "1. Ownership certificate\nThe ownership certificate" in QApplication.clipboard().text()

    assert page.removeButton.text() == "Take back"
    page.removeButton.click()
    until(lambda: rows(page) == [("Ownership certificate", "draft")])


def test_one_more_fault_of_the_same_plan_joins_its_draft(panel: CasePanel) -> None:
    fail(panel, "north")
    panel.validation.questions.requestButton.click()
    page = panel.validation.requests
    page.saveButton.click()
    until(lambda: drafts(panel))
    before = len(drafts(panel))

    fail(panel, "name its scale")
    panel.validation.questions.requestButton.click()
    page.saveButton.click()

    until(lambda: any("validation.scale" in each.checks for each in drafts(panel)))
    assert len(drafts(panel)) == before
    (plan,) = [each for each in drafts(panel) if each.attributes.get("document") == "plan.pdf"]
    assert plan.checks == ("validation.north", "validation.scale")


def test_a_draft_is_taken_out(panel: CasePanel) -> None:
    page = page_of(panel)
    add(page, "Ownership certificate")
    page.saveButton.click()
    until(lambda: drafts(panel))

    page.removeButton.click()
    page.saveButton.click()

    until(lambda: not drafts(panel))
    assert page.emptyLabel.isVisibleTo(page)


def test_what_belongs_after_validation_is_not_offered_before(panel: CasePanel) -> None:
    page = page_of(panel)
    page._fill_menu()

    off = [action.text() for action in page._menu.actions() if not action.isEnabled()]

    assert off == ["Pre-commencement condition", "Heads of terms", "Time extension"]
    assert len(page._menu.actions()) == 10


@pytest.mark.parametrize("panel", [{"status": "in_assessment"}], indirect=True)
def test_more_time_is_asked_for_until_a_day_that_is_later_than_the_present_one(panel: CasePanel) -> None:
    page = page_of(panel)

    add(page, "Time extension")

    assert page.chosen is not None
    assert page.chosen.title == "Time extension: 2027-01-26"
    page.form.fields["proposed_expiry_date"].setDate(QDate(2027, 2, 1))
    assert page.chosen.draft is not None
    assert page.chosen.draft.attributes == {"proposed_expiry_date": "2027-02-01"}


def test_a_document_to_replace_is_one_of_those_that_came(panel: CasePanel) -> None:
    page = page_of(panel)

    add(page, "Replacement document")

    combo = page.form.fields["document"]
    assert isinstance(combo, QComboBox)
    assert [combo.itemText(number) for number in range(combo.count())] == ["", "plan.pdf"]


@pytest.mark.parametrize("panel", [{"validation_requests": (OPEN,)}], indirect=True)
def test_what_the_back_office_has_stands_in_the_same_list_with_its_day(panel: CasePanel) -> None:
    page = page_of(panel)

    assert rows(page) == [("Fee change", "due 10 December 2026")]
    assert page.wordsLabel.text().splitlines() == [
        "Reason: The fee is 258.",
        "This back office takes no cancellation from Redline: cancel the request there if it is not needed.",
    ]
    assert not page.cancelButton.isVisibleTo(page)
    assert not page.removeButton.isVisibleTo(page)
    assert panel.validation.buttons[page].text() == "Requests 1"


@pytest.mark.parametrize("panel", [{"validation_requests": (replace(OPEN, back_office_id="17"),)}], indirect=True)
def test_what_the_back_office_has_is_taken_back_with_a_reason_and_can_stand_after_all(panel: CasePanel) -> None:
    page = page_of(panel)
    assert page.cancelButton.isVisibleTo(page)
    page.cancelButton.click()
    dialog = page.held.dialog
    assert isinstance(dialog, EntryDialog)
    assert dialog.text is not None
    dialog.doButton.click()
    assert dialog.problem.text().startswith("Say why the request is taken back")
    dialog.text.setPlainText("The fee was right.")
    dialog.doButton.click()
    until(lambda: rows(page) == [("Fee change", "to be taken back")])
    case = panel._desk.case
    assert case is not None
    assert [(each.verb, each.payload["request"], each.payload["reason"]) for each in case.outbox] == [
        ("cancel_request", "17", "The fee was right.")
    ]

    assert page.removeButton.text() == "Let it stand"
    page.removeButton.click()
    until(lambda: rows(page) == [("Fee change", "due 10 December 2026")])
    case = panel._desk.case
    assert case is not None
    assert case.outbox == ()


def test_a_red_line_leads_to_amend_boundary(panel: CasePanel) -> None:
    page = page_of(panel)
    wanted: list[bool] = []
    page.amend_wanted.disconnect()
    page.amend_wanted.connect(lambda: wanted.append(True))
    add(page, "Red line change")

    assert rows(page) == [("Red line change", "needs a line")]
    assert page.lineButton.text() == "Amend boundary"
    page.lineButton.click()
    assert wanted == [True]
    assert not page.sendButton.isEnabled()


def test_the_list_is_written_to_a_file(panel: CasePanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(panel)
    add(page, "Ownership certificate")
    target = tmp_path / "requests.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))

    page.exportButton.click()

    assert target.read_text(encoding="utf-8").startswith("26-00001-HAPP\n1 Sample Street, Example Town\n\nWe ask for the following")


@pytest.mark.parametrize("panel", [{"site": DIFFERS}], indirect=True)
def test_a_failing_check_of_the_site_is_asked_about_with_one_press(panel: CasePanel) -> None:
    panel._offer_request("several-parts")
    assert panel.site.requestButton.isHidden()

    panel._offer_request("area-differs")
    assert not panel.site.requestButton.isHidden()
    panel._want_request("area-differs")

    page = panel.validation.requests
    assert panel.tabs.currentWidget() is panel.validation
    assert page.chosen is not None
    assert page.chosen.title == "Other change"


def test_a_proposed_line_goes_out_with_all_the_others(panel: CasePanel) -> None:
    from plugin.domain.boundary_version import BoundaryOrigin

    page = page_of(panel)
    desk = panel._desk
    assert desk.file is not None
    assert desk.case is not None
    assert desk.case.boundary is not None
    with desk.file.for_this_thread() as file:
        version = file.add_boundary_version(desk.case.uuid, desk.case.boundary.reading, BoundaryOrigin.PROPOSED, "The drive.")
    desk.read_again()
    add(page, "Ownership certificate")
    add(page, "Red line change")
    wanted: list[tuple[str, str]] = []
    page.line_wanted.connect(lambda uuid, reason: wanted.append((uuid, reason)))

    assert rows(page)[1] == ("Red line change", "version 2 proposed")
    assert page.lineButton.isHidden()
    assert page.sendButton.text() == "Se&nd 2 requests"
    page.sendButton.click()

    until(lambda: wanted)
    assert wanted[0][0] == version
    assert len(drafts(panel)) == 2
    assert wanted[0][1].startswith("The red line has to go round all of the land")


def test_drafts_are_kept_when_the_window_closes_and_on_the_way_to_another_tab(panel: CasePanel) -> None:
    page = page_of(panel)
    add(page, "Other change")

    page.close_down()

    panel._desk.read_again()
    assert len(drafts(panel)) == 1
    add(page, "Other change")
    panel.tabs.setCurrentWidget(panel.documents)
    until(lambda: len(drafts(panel)) == 2)


def test_what_a_request_asks_for_and_how_it_stands_are_read_whole(panel: CasePanel) -> None:
    fail(panel, "north")
    panel.validation.questions.requestButton.click()
    page = panel.validation.requests
    add(page, "Additional document")
    write(page, "document_request_type", "Flood risk assessment of the whole site with its drainage")
    until(lambda: page.tree.columnWidth(1) > page.tree.viewport().width() * 0.3)

    line = page.tree.currentItem()
    fresh, short = page.tree.visualItemRect(line), page.tree.visualItemRect(page.tree.topLevelItem(0))
    assert fresh.height() > 1.5 * page.tree.fontMetrics().lineSpacing(), "as many lines as its words need"
    assert page.tree.columnWidth(0) + page.tree.columnWidth(1) <= page.tree.viewport().width()
    assert short.height() < fresh.height() or page.tree.topLevelItem(0) is line
