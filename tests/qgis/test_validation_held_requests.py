"""What the back office holds and the applicant does not have yet is worded anew; what another window writes is never written over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from qgis.PyQt.QtWidgets import QPlainTextEdit

from plugin.casefile.case_file import CaseFile
from plugin.casefile.errors import CaseFileError
from plugin.casefile.requests.requesting import RequestsEdit
from plugin.domain.casework.drafted_request import DraftedRequest
from plugin.domain.casework.kept_record import KeptRecord
from plugin.domain.outbox_entry import OutboxState
from plugin.domain.validation_request import ValidationRequest
from plugin.gui.case.case_panel import CasePanel
from plugin.gui.session import Session
from plugin.gui.validation.change_dialog import ChangeDialog
from plugin.gui.validation.requests_page import RequestsPage
from tests.qgis.cases_of_nowhere import OpenDesk, panel_of, pulled, until
from tests.qgis.fake_iface import FakeIface
from tests.qgis.test_validation_requests import add, drafts, page_of, rows, write

FEE = ValidationRequest(
    "FeeChangeValidationRequest",
    "pending",
    "2026-11-19T10:00:00Z",
    reason="The fee is 258.",
    specific={"suggestion": "Pay 52 more."},
    back_office_id="17",
)
OPEN_FEE = replace(FEE, state="open", notified_at="2026-11-19T10:00:00Z")
LINE = replace(FEE, type="RedLineBoundaryChangeValidationRequest", specific={})


@pytest.fixture
def panel(open_desk: OpenDesk, session: Session, iface: FakeIface, request: pytest.FixtureRequest) -> CasePanel:
    """Two cases, of which the first is open."""
    requests = getattr(request, "param", ())
    desk = open_desk(pulled(1, status="not_started", validation_requests=requests), pulled(2, status="not_started"))
    shown = panel_of(desk, session, iface)
    open_case(shown, "26-00001-HAPP")
    shown.tabs.setCurrentWidget(shown.validation)
    shown.resize(390, 640)
    shown.show()
    return shown


def open_case(panel: CasePanel, reference: str) -> None:
    desk = panel._desk
    desk.open(next(row.uuid for row in desk.rows if row.reference == reference))
    until(lambda: desk.case is not None and desk.case.reference == reference and not desk.refreshes_case)


def elsewhere(panel: CasePanel, act: Callable[[CaseFile], object]) -> None:
    """An act of another window."""
    assert panel._desk.file is not None
    with panel._desk.file.for_this_thread() as file:
        act(file)


def kept(panel: CasePanel) -> list[KeptRecord]:
    case = panel._desk.case
    return [each for each in case.casework if isinstance(each.record, DraftedRequest)] if case is not None else []


def change_elsewhere(panel: CasePanel, reason: str) -> None:
    (there,) = kept(panel)
    case = panel._desk.case
    assert case is not None
    assert isinstance(there.record, DraftedRequest)
    changed = replace(there.record, reason=reason)
    elsewhere(panel, lambda file: file.keep_requests(case.uuid, RequestsEdit(((there.uuid, there.revision, changed),))))


def saved(panel: CasePanel, reason: str = "First words.") -> RequestsPage:
    """A draft that the case file has."""
    page = page_of(panel)
    add(page, "Ownership certificate")
    write(page, "reason", reason)
    page.saveButton.click()
    until(lambda: [each.reason for each in drafts(panel)] == [reason])
    return page


@pytest.mark.parametrize("panel", [(FEE,)], indirect=True)
def test_what_waits_there_is_changed_in_a_form_and_can_be_left_as_it_is(panel: CasePanel) -> None:
    page = page_of(panel)
    assert rows(page) == [("Fee change", "goes out with “invalid”")]
    page.changeButton.click()
    dialog = page.held.dialog
    assert isinstance(dialog, ChangeDialog)
    suggestion, reason = dialog.form.fields["suggestion"], dialog.form.fields["reason"]
    assert isinstance(suggestion, QPlainTextEdit)
    assert isinstance(reason, QPlainTextEdit)
    assert (suggestion.toPlainText(), reason.toPlainText()) == ("Pay 52 more.", "The fee is 258.")

    reason.setPlainText(" ")
    dialog.changeButton.click()
    assert dialog.problemLabel.text() == "Say why: the applicant reads it."
    reason.setPlainText("The fee is 310.")
    dialog.changeButton.click()

    until(lambda: rows(page) == [("Fee change", "change waits to be sent")])
    assert "Reason: The fee is 310." in page.wordsLabel.text()
    case = panel._desk.case
    assert case is not None
    assert [(each.verb, each.payload["request"], each.payload["data"]["reason"]) for each in case.outbox] == [
        ("change_request", "17", "The fee is 310.")
    ]
    assert page.removeButton.text() == "Let it stand"
    page.removeButton.click()
    until(lambda: rows(page) == [("Fee change", "goes out with “invalid”")])


@pytest.mark.parametrize("panel", [(OPEN_FEE,), (LINE,)], indirect=True)
def test_what_the_applicant_has_and_a_red_line_are_not_changed(panel: CasePanel) -> None:
    page = page_of(panel)

    assert not page.changeButton.isVisibleTo(page)
    assert page.cancelButton.isVisibleTo(page)


@pytest.mark.parametrize("panel", [(FEE,)], indirect=True)
def test_a_change_that_was_refused_says_why_and_is_decided_again(panel: CasePanel) -> None:
    page = page_of(panel)
    case = panel._desk.case
    assert case is not None
    changed = DraftedRequest(FEE.type, "The fee is 310.", {"suggestion": "Pay 52 more."})
    entry: list[str] = []
    elsewhere(panel, lambda file: entry.append(file.change_told_request(case.uuid, FEE.key, changed)))
    elsewhere(panel, lambda file: file.move_in_outbox(entry[0], OutboxState.REFUSED, "Somebody else has changed it."))
    panel._desk.read_again()

    assert rows(page) == [("Fee change", "change was refused by the back office")]
    assert page.wordsLabel.text().splitlines()[0] == "Somebody else has changed it."
    page.changeButton.click()
    dialog = page.held.dialog
    assert isinstance(dialog, ChangeDialog)
    assert dialog.form.request is not None
    assert dialog.form.request.reason == "The fee is 310."


def test_words_of_another_window_are_shown_and_mine_wait_until_i_keep_them(panel: CasePanel) -> None:
    page = saved(panel)
    write(page, "reason", "Mine.")
    change_elsewhere(panel, "Theirs.")
    panel._desk.read_again()

    assert rows(page) == [("Ownership certificate", "changed in another window")]
    notice = page.wordsLabel.text()
    assert notice.startswith("Changed in another window by ")
    assert "T" not in notice.partition(" by ")[2].replace("The", ""), "no moment as a machine writes it"
    page.keep()
    panel._desk.read_again()
    assert [each.reason for each in drafts(panel)] == ["Theirs."], "turning a page keeps nothing over theirs"
    page.sendButton.click()
    assert page.problemLabel.text().startswith("Nothing was sent. Ownership certificate: Changed in another window")
    page.saveButton.click()
    assert "keep yours, or take theirs" in page.problemLabel.text()
    assert [each.reason for each in drafts(panel)] == ["Theirs."]

    page.mineButton.click()
    until(lambda: [each.reason for each in drafts(panel)] == ["Mine."])
    assert rows(page) == [("Ownership certificate", "draft")]
    assert not page.mineButton.isVisibleTo(page)


def test_a_save_that_another_window_was_before_shows_what_it_wrote(panel: CasePanel) -> None:
    page = saved(panel)
    write(page, "reason", "Mine.")
    change_elsewhere(panel, "Theirs.")
    page.saveButton.click()

    until(lambda: page.theirsButton.isVisibleTo(page))
    assert page.problemLabel.text().startswith("This was changed in another window (")
    page.theirsButton.click()
    assert page.chosen is not None
    assert page.chosen.draft is not None
    assert page.chosen.draft.reason == "Theirs."
    assert not page.saveButton.isEnabled()


def test_what_another_window_has_taken_out_is_kept_as_a_new_draft_on_a_press(panel: CasePanel) -> None:
    page = saved(panel)
    write(page, "reason", "Mine.")
    (there,) = kept(panel)
    case = panel._desk.case
    assert case is not None
    elsewhere(panel, lambda file: file.keep_requests(case.uuid, RequestsEdit(removed=((there.uuid, there.revision),))))
    panel._desk.read_again()

    assert rows(page) == [("Ownership certificate", "gone in another window")]
    page.keep()
    assert drafts(panel) == []
    page.mineButton.click()
    until(lambda: [each.reason for each in drafts(panel)] == ["Mine."])


def test_drafts_that_could_not_be_kept_on_the_way_to_another_case_are_there_again(panel: CasePanel) -> None:
    page = saved(panel)
    write(page, "reason", "Mine.")
    change_elsewhere(panel, "Theirs.")
    told: list[str] = []
    panel._desk.failed.connect(told.append)

    open_case(panel, "26-00002-HAPP")
    until(lambda: told)
    assert told[0].startswith("Drafts of requests of 26-00001-HAPP were not kept: This was changed in another window")
    assert told[0].endswith("They wait in this window: open the case again.")
    assert rows(page) == []

    open_case(panel, "26-00001-HAPP")
    assert rows(page) == [("Ownership certificate", "changed in another window")]
    assert page.chosen is not None
    assert page.chosen.draft is not None
    assert page.chosen.draft.reason == "Mine."


def test_drafts_that_were_begun_are_kept_on_the_way_to_another_case(panel: CasePanel) -> None:
    page = saved(panel)
    write(page, "reason", "Mine.")
    open_case(panel, "26-00002-HAPP")
    add(page, "Other change")
    open_case(panel, "26-00001-HAPP")

    until(lambda: [each.reason for each in drafts(panel)] == ["Mine."])
    open_case(panel, "26-00002-HAPP")
    until(lambda: len(drafts(panel)) == 1)


def test_when_the_window_closes_mine_stand_beside_theirs(panel: CasePanel) -> None:
    page = saved(panel)
    write(page, "reason", "Mine.")
    change_elsewhere(panel, "Theirs.")
    panel._desk.read_again()
    page.close_down()

    panel._desk.read_again()
    assert [each.reason for each in drafts(panel)] == ["Theirs.", "Mine."]


def test_what_is_written_stays_written_while_another_request_is_taken_back(panel: CasePanel) -> None:
    page = page_of(panel)
    add(page, "Ownership certificate")
    page.sendButton.click()
    desk = panel._desk
    until(lambda: desk.case is not None and bool(desk.case.outbox) and not desk.refreshes_case)
    add(page, "Other change")
    write(page, "reason", "Not kept yet.")
    page.tree.setCurrentItem(
        next(page.tree.topLevelItem(row) for row, (title, _) in enumerate(rows(page)) if title == "Ownership certificate")
    )
    page.removeButton.click()

    until(lambda: ("Ownership certificate", "draft") in rows(page))
    assert ("Other change", "not complete") in rows(page)


def test_a_busy_case_file_loses_nothing(panel: CasePanel, monkeypatch: pytest.MonkeyPatch) -> None:
    page = saved(panel)
    write(page, "reason", "Mine.")

    def refuse(*_: object) -> None:
        raise CaseFileError("Another program writes.")

    told: list[str] = []
    panel._desk.failed.connect(told.append)
    monkeypatch.setattr(CaseFile, "keep_requests", refuse)
    open_case(panel, "26-00002-HAPP")
    until(lambda: told)
    monkeypatch.undo()

    open_case(panel, "26-00001-HAPP")
    assert page.chosen is not None
    assert page.chosen.draft is not None
    assert page.chosen.draft.reason == "Mine."
    page.saveButton.click()
    until(lambda: [each.reason for each in drafts(panel)] == ["Mine."])
