"""From a line as drawn to the applicant's answer: the form, the letter's preview, the list of requests, what is refused and where."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely
from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtWidgets import QFileDialog

from plugin.casefile.requests.replying import ReplyToRecord
from plugin.domain.outbox_entry import OutboxState
from plugin.domain.recorded_reply import Reply
from plugin.domain.red_line_request import Certificate, Handling
from plugin.domain.validation_request import RED_LINE_CHANGE, ValidationRequest
from plugin.gui.case.case_place import show_in_session
from plugin.gui.session import Session
from plugin.reports.request_standing import Deed
from tests.qgis.asking import REASON, Asking
from tests.qgis.cases_of_nowhere import OpenDesk, until
from tests.qgis.conftest import screening
from tests.qgis.fake_iface import FakeIface

SMALLER = shapely.box(530000, 180000, 530030, 180040)


@pytest.fixture
def asking(iface: FakeIface, open_desk: OpenDesk, session: Session) -> Iterator[Asking]:
    """Without a back office: everything goes by letter."""
    opened = Asking(iface, open_desk, session)
    yield opened
    opened.requests.close()
    opened.place.close()
    until(lambda: QgsApplication.taskManager().countActiveTasks() == 0)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the officer chooses."""
    chosen = tmp_path / "letters"
    chosen.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(chosen))
    return chosen


def test_the_form_opens_with_the_letter_a_suggestion_and_nothing_answered_for_the_officer(asking: Asking) -> None:
    dialog = asking.preview()
    assert dialog.titleLabel.text() == "26-00001-HAPP: version 2 over version 1"
    assert dialog.changeLabel.text().startswith("Enlargement. 2,000 m² ± 45 m² before, 2,400 m² ± 50 m² as drawn: 400 m² more")
    assert not any(radio.isChecked() for radio in dialog.certificates)
    assert dialog.reconsultRadio.isChecked()
    assert dialog.whyEdit.toPlainText().startswith("400 m² of land come in")
    assert "Application 26-00001-HAPP: please say whether you agree to another boundary" in dialog.preview.toPlainText()
    assert dialog.routeLabel.text().startswith("This back office takes no requests from Redline")
    until(lambda: dialog.preview.has_map)


def test_the_preview_follows_what_is_written(asking: Asking) -> None:
    dialog = asking.preview()
    dialog.reasonEdit.setPlainText("<b>The drive</b> & the gate.")
    dialog.unknownRadio.setChecked(True)
    dialog.freshRadio.setChecked(True)
    until(lambda: "<b>The drive</b> & the gate." in dialog.preview.toPlainText())
    assert "certificate D" in dialog.preview.toPlainText()
    assert "please make another application" in dialog.preview.toPlainText()


def test_a_reduction_asks_for_no_certificate(asking: Asking) -> None:
    dialog = asking.preview(SMALLER)
    assert dialog.certificateBox.isHidden()
    assert dialog.acceptRadio.isChecked()


def test_what_is_missing_is_said_at_its_field_and_nothing_is_kept(asking: Asking) -> None:
    dialog = asking.preview()
    dialog.whyEdit.clear()
    dialog.sendButton.click()
    for label in (dialog.reasonProblem, dialog.certificateProblem, dialog.whyProblem):
        assert not label.isHidden()
    assert dialog.reasonProblem.text() == "Say why the red line has to change: the applicant and the file need the reason."
    dialog.reasonEdit.setPlainText(REASON)
    dialog.knownRadio.setChecked(True)
    dialog.whyEdit.setPlainText("Two houses more.")
    assert all(label.isHidden() for label in (dialog.reasonProblem, dialog.certificateProblem, dialog.whyProblem))
    assert len(asking.versions()) == 1


def test_a_line_that_is_the_same_again_is_refused_in_the_form_and_beside_the_line(asking: Asking) -> None:
    dialog = asking.preview(shapely.box(530000, 180000, 530050.005, 180040))
    dialog.reasonEdit.setPlainText(REASON)
    dialog.sendButton.click()
    until(lambda: not dialog.lineProblem.isHidden())
    assert "the same as version 1" in dialog.lineProblem.text()
    assert dialog.sendButton.isEnabled()
    assert asking.place.open


def test_sending_by_letter_keeps_the_version_the_request_and_three_files(asking: Asking, folder: Path) -> None:
    asking.send()
    until(lambda: not asking.requests._writing)
    assert sorted(path.name for path in folder.iterdir()) == [f"26-00001-HAPP-version-2.{ending}" for ending in ("geojson", "html", "pdf")]
    (judged,) = asking.desk.case.judged_requests
    grounds = judged.request.ours.grounds
    assert (grounds.reason, grounds.handling, grounds.certificate) == (REASON, Handling.RECONSULT, Certificate.B)
    assert asking.panel.pages.currentWidget() is asking.view
    assert asking.rows() == [("Version 2: enlargement", "waits to be sent", "")]
    assert asking.panel.requestsButton.text() == "Letters 1"


def test_a_letter_is_recorded_as_sent_and_its_reply_puts_the_line_in_force(asking: Asking, folder: Path) -> None:
    asking.send()
    outbox = asking.desk.case.outbox[0]
    with asking.desk.file.for_this_thread() as file:
        file.move_in_outbox(outbox.uuid, OutboxState.UNSUPPORTED, "Send the letter.")
    asking.desk.read_again()
    assert asking.view.warningLabel.text() == "Send the letter."
    asking.press(Deed.LETTER_SENT)
    asking.dialog.doButton.click()
    until(lambda: asking.rows() == [("Version 2: enlargement", "waiting for the applicant's reply to the letter", "")])

    asking.press(Deed.REPLY)
    dialog = asking.dialog
    dialog.agreedRadio.setChecked(True)
    dialog.recordButton.click()
    until(lambda: not dialog.whoProblem.isHidden())
    assert dialog.whoProblem.text() == "Say who replied."
    dialog.whoEdit.setText("Ada Example")
    letter = folder / "reply.txt"
    letter.write_text("I agree.", encoding="utf-8")
    dialog.attach(letter)
    dialog.recordButton.click()
    until(lambda: asking.desk.case.boundary.number == 2)
    assert asking.rows() == [("Version 2: enlargement", "agreed by the applicant", "")]
    assert "Reply by Ada Example (applicant) on 22 November 2026, with reply.txt" in asking.view.factsLabel.text()
    assert asking.desk.case.replies[0].reply is Reply.AGREED


def test_a_request_that_nobody_has_seen_is_taken_back_with_a_reason(asking: Asking, folder: Path) -> None:
    asking.send()
    asking.press(Deed.CANCEL)
    dialog = asking.dialog
    dialog.doButton.click()
    until(lambda: not dialog.problem.isHidden())
    assert dialog.problem.text().startswith("Say why the request is taken back")
    dialog.text.setPlainText("Drawn wrongly.")
    dialog.doButton.click()
    until(lambda: asking.rows()[0][1] == "taken back before it was sent")
    assert asking.panel.requestsButton.text() == "Letters"


def test_a_second_request_while_one_is_open_is_warned_of(asking: Asking, folder: Path) -> None:
    asking.send()
    (judged,) = asking.desk.case.judged_requests
    with asking.desk.file.for_this_thread() as file:
        file.sent_as_letter(asking.uuid, judged.uuid, date(2026, 11, 22))
    asking.desk.read_again()
    dialog = asking.preview(SMALLER)
    assert not dialog.warningFrame.isHidden()
    assert "1 other request is still open." in dialog.warningLabel.text()


def test_a_proposed_version_that_was_saved_is_sent_from_the_list(asking: Asking, folder: Path) -> None:
    asking.begin()
    asking.draw()
    asking.place.panel.reasonEdit.setPlainText(REASON)
    asking.place.panel.saveButton.click()
    until(lambda: not asking.place.open)
    asking.panel.requestsButton.click()
    assert asking.rows() == [("Version 2: proposed", "nobody was asked yet", "")]
    asking.press(Deed.SEND)
    asking.dialog.confirmRadio.setChecked(True)
    asking.dialog.sendButton.click()
    until(lambda: asking.rows() == [("Version 2: enlargement", "waits to be sent", "")])


def test_the_letter_can_be_written_again(asking: Asking, folder: Path) -> None:
    asking.send()
    until(lambda: not asking.requests._writing)
    for path in folder.iterdir():
        path.unlink()
    asking.press(Deed.LETTER)
    until(lambda: not asking.requests._writing)
    assert len(list(folder.iterdir())) == 3
    assert any("Written to" in sentence for sentence in asking.iface.sentences())


def test_the_letter_is_written_beside_the_window(asking: Asking, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from plugin.gui.layouts import letter_printer

    written_in: list[threading.Thread] = []
    print_letter = letter_printer.print_letter

    def noting(*arguments: Any) -> Path:
        written_in.append(threading.current_thread())
        return print_letter(*arguments)

    monkeypatch.setattr(letter_printer, "print_letter", noting)
    asking.send()
    until(lambda: not asking.requests._writing)
    assert written_in
    assert written_in[0] is not threading.main_thread()


def test_where_the_layers_say_nothing_a_letter_bears_what_the_settings_say(asking: Asking, folder: Path) -> None:
    QgsSettings().setValue("redline/base_map/attribution", "© the map makers")
    QgsSettings().setValue("redline/base_map/licence_line", "Licence 1")
    asking.send()
    until(lambda: not asking.requests._writing)
    (letter,) = folder.glob("*.pdf")
    said = subprocess.run(["pdftotext", "-layout", str(letter), "-"], check=True, capture_output=True, text=True, timeout=60).stdout
    assert "Base map: © the map makers. Licence 1." in " ".join(said.split())


def test_a_letter_that_can_not_be_written_is_told(asking: Asking, folder: Path) -> None:
    asking.send()
    until(lambda: not asking.requests._writing)
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    asking.press(Deed.LETTER)
    until(lambda: not asking.requests._writing)
    assert any("could not be written" in sentence for sentence in asking.iface.sentences())


def test_a_back_office_that_is_not_known_yet_is_not_taken_for_one_that_takes_nothing(
    iface: FakeIface, open_desk: OpenDesk, session: Session
) -> None:
    opened = Asking(iface, open_desk, session)
    QgsSettings().setValue("redline/back_office/url", "http://127.0.0.1:9")
    dialog = opened.preview()
    assert dialog.sendButton.text() == "&Send"
    assert dialog.routeLabel.text().startswith("The request goes to the back office")
    opened.requests.close()
    opened.place.close()


def test_a_back_office_that_is_not_known_yet_is_promised_nothing_of(iface: FakeIface, open_desk: OpenDesk, session: Session) -> None:
    opened = Asking(iface, open_desk, session)
    QgsSettings().setValue("redline/back_office/url", "http://127.0.0.1:9")
    dialog = opened.preview()
    assert "Silence" not in dialog.preview.toPlainText()
    assert "Please answer in either case" in dialog.preview.toPlainText()
    opened.requests.close()
    opened.place.close()


def test_a_profile_that_can_not_be_read_is_told_and_no_letter_is_written_without_it(asking: Asking, tmp_path: Path) -> None:
    broken = tmp_path / "profile.json"
    broken.write_text("{", encoding="utf-8")
    QgsSettings().setValue("redline/profile", str(broken))
    assert asking.preview() is None
    assert any("The letter can't be written" in sentence and "profile.json" in sentence for sentence in asking.iface.sentences())


@pytest.mark.parametrize("leave", ["accept", "reject", "close"])
def test_however_the_form_is_left_no_map_is_drawn_for_it_any_more(asking: Asking, leave: str) -> None:
    dialog = asking.preview()
    assert dialog.preview._job is not None
    getattr(dialog, leave)()
    assert dialog.preview._job is None
    assert not dialog._follow.isActive()


def test_a_version_that_could_not_be_saved_is_told_beside_the_line_and_nowhere_else(asking: Asking) -> None:
    asking.begin()
    asking.draw(shapely.box(530000, 180000, 530050.005, 180040))
    told: list[object] = []
    asking.place.not_asked.connect(told.append)
    asking.place.panel.reasonEdit.setPlainText(REASON)
    asking.place.panel.saveButton.click()
    until(lambda: "the same as version 1" in asking.place.panel.problemLabel.text())
    assert told == []


def test_a_form_whose_line_is_gone_says_so_and_can_be_left(asking: Asking) -> None:
    dialog = asking.preview()
    asking.bench.draft.close()
    dialog.reasonEdit.setPlainText(REASON)
    dialog.knownRadio.setChecked(True)
    dialog.sendButton.click()
    assert "not being drawn any more" in dialog.lineProblem.text()
    assert dialog.sendButton.isEnabled()


def test_a_cancellation_that_was_refused_is_left_by_a_button(asking: Asking, folder: Path) -> None:
    asking.send()
    (judged,) = asking.desk.case.judged_requests
    outbox = asking.desk.case.outbox[0]
    told = ValidationRequest(RED_LINE_CHANGE, "open", "2026-11-22T10:30:00.000+00:00", reason=REASON, back_office_id="7")
    with asking.desk.file.for_this_thread() as file:
        file.request_taken(outbox.uuid, told, "taken")
        cancellation = file.cancel_request(asking.uuid, judged.uuid, "Sent in error.")
        file.move_in_outbox(cancellation, OutboxState.REFUSED, "Decide again whether to take it back.")
    asking.desk.read_again()
    assert asking.rows()[0][1] == "waiting for the applicant, not taken back"
    asking.press(Deed.LET_STAND)
    until(lambda: asking.rows()[0][1] == "waiting for the applicant")


def test_a_case_without_requests_says_what_to_do(asking: Asking) -> None:
    asking.panel.requestsButton.click()
    assert not asking.view.emptyLabel.isHidden()
    assert asking.view.emptyLabel.text() == "Nobody was asked about another red line. Amend the boundary to propose one."


def test_findings_of_the_earlier_line_are_never_shown_as_those_of_the_new_one(asking: Asking, folder: Path, session: Session) -> None:
    """Case 33: until the line that came into force is screened, what is shown says for which version it was computed."""
    place = FindingsPlace(asking, session)
    agreed(asking)

    panel = asking.panel.constraints
    assert session.screening is None
    assert panel.findingsTree.topLevelItemCount() > 0
    assert panel.versionLabel.text() == "26-00001-HAPP, computed for version 1, as submitted, not for the line in force"
    assert panel.bannerLabel.text().startswith("Computed for version 1, as submitted. The line in force is version 2, proposed, as agreed")
    assert asking.panel.counts.text() == "0 errors, ? overlap, ? touch, ? not checked"

    with asking.desk.file.for_this_thread() as file:
        file.record_screening(asking.uuid, asking.versions()[1].uuid, screening("26-00001-HAPP"))
    asking.desk.read_again()
    assert panel.versionLabel.text() == "26-00001-HAPP, boundary 2, proposed, as agreed"
    place.close()


def test_a_screening_that_fails_leaves_the_earlier_findings_marked_as_those_of_the_earlier_line(
    asking: Asking, folder: Path, session: Session
) -> None:
    place = FindingsPlace(asking, session)
    agreed(asking)
    QgsSettings().setValue("redline/store", str(folder / "there is no store here"))

    asking.desk.update_case()
    until(lambda: not asking.desk.refreshes_case)

    panel = asking.panel.constraints
    assert asking.desk.case.screening is None
    assert panel.findingsTree.topLevelItemCount() > 0
    assert panel.versionLabel.text() == "26-00001-HAPP, computed for version 1, as submitted, not for the line in force"
    assert panel.bannerLabel.text().startswith("Computed for version 1, as submitted. The line in force is version 2, proposed, as agreed")
    assert "there is no store here" in asking.desk.case_problem
    place.close()


def agreed(asking: Asking) -> None:
    """The applicant agrees to another line, which is in force from then on; what was found for the earlier one is there."""
    asking.send()
    (judged,) = asking.desk.case.judged_requests
    first = asking.versions()[0]
    with asking.desk.file.for_this_thread() as file:
        file.record_screening(asking.uuid, first.uuid, screening("26-00001-HAPP"))
        file.sent_as_letter(asking.uuid, judged.uuid, date(2026, 11, 22))
        file.record_reply(asking.uuid, judged.uuid, ReplyToRecord(Reply.AGREED, "Ada", "applicant", date(2026, 11, 22)))
    asking.desk.read_again()


class FindingsPlace:
    """Brings the open case into the session, as the window does."""

    def __init__(self, asking: Asking, session: Session) -> None:
        self._desk, self._session = asking.desk, session
        self._desk.case_changed.connect(self._show)

    def close(self) -> None:
        self._desk.case_changed.disconnect(self._show)

    def _show(self) -> None:
        show_in_session(self._desk, self._session)


def test_requests_and_dates_take_turns_in_place_of_the_tabs(asking: Asking) -> None:
    panel = asking.panel
    panel.requestsButton.click()
    panel.datesButton.click()
    assert panel.pages.currentWidget() is panel.dates
    assert not panel.requestsButton.isChecked()
    panel.requestsButton.click()
    assert panel.pages.currentWidget() is panel.requests
    panel.requestsButton.click()
    assert panel.pages.currentWidget() is panel.tabs
