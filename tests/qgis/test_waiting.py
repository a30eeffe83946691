"""What waits to be sent stands in one place: how many, what, why, since when, and what can be done about each."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from qgis.PyQt.QtWidgets import QApplication, QFileDialog, QWidget

from plugin.casefile.case_file import CaseFile
from plugin.domain.case import CaseQuery
from plugin.domain.casework.condition import Condition
from plugin.domain.casework.recommendation import Recommendation, RecommendationState
from plugin.domain.outbox_entry import OutboxEntry, OutboxState
from plugin.domain.outbox_verbs import SUBMIT
from plugin.domain.trail_seal import TrailSeal
from plugin.gui.case.case_panel import CasePanel
from plugin.gui.case_list.cases_panel import CasesPanel
from plugin.gui.messages import Messages
from plugin.gui.session import Session
from plugin.gui.waiting.by_hand_dialog import ByHandDialog
from plugin.gui.waiting.waiting_place import WaitingPlace
from plugin.gui.waiting.waiting_view import WaitingView
from plugin.reports.changed_meanwhile import held_words
from tests.qgis.cases_of_nowhere import OFFICER, SOURCE, OpenDesk, panel_of, pulled, until
from tests.qgis.fake_iface import FakeIface

CHANGED = "The description is now “A house” (it was “Single-storey rear extension”)."


class Waiting:
    """The Case panel of a case of which a condition and a recommendation wait, and the list beside it."""

    def __init__(self, open_desk: OpenDesk, session: Session, iface: FakeIface) -> None:
        self.desk = open_desk(pulled(1, valid_on=date(2026, 11, 3)), pulled(2), officer="Ada Example")
        self.iface = iface
        assert self.desk.file is not None
        self.path = self.desk.file.path
        with self.written() as file:
            self.uuid = file.find("26-00001-HAPP") or ""
            file.keep_casework(self.uuid, Condition("Materials", "The bricks match.", "Character."))
            file.keep_recommendation(self.uuid, Recommendation("granted", "It keeps to the policies."))
            file.tell_facts(self.uuid, {"certificate": "a"}, "as the form says")
            file.submit_recommendation(self.uuid, "Checked on paper.", seen=1)
        self.cases = CasesPanel(self.desk)
        self.panel: CasePanel = panel_of(self.desk, session, iface)
        self.panel.resize(370, 640)
        self.desk.open(self.uuid)
        self.settle()
        self.panel.show()

    def written(self) -> CaseFile:
        return CaseFile.open(self.path, clock=self.desk.clock, identity=OFFICER)

    def settle(self) -> None:
        until(lambda: self.desk.case is not None and not self.desk.refreshes_case and self.desk.listed)

    @property
    def view(self) -> WaitingView:
        return self.panel.waiting

    def entry(self, verb: str) -> OutboxEntry:
        with self.written() as file:
            return next(each for each in file.outbox(self.uuid, over=True) if each.verb == verb)

    def choose(self, verb: str) -> None:
        for number in range(self.view.list.topLevelItemCount()):
            item = self.view.list.topLevelItem(number)
            if item.data(0, 256).verb == verb:
                self.view.list.setCurrentItem(item)

    def change_meanwhile(self) -> None:
        """The back office has another description, and the submission was held for it."""
        with self.written() as file:
            file.take_in([replace(pulled(1, valid_on=date(2026, 11, 3)), description="A house")], SOURCE)
            file.move_in_outbox(self.entry(SUBMIT).uuid, OutboxState.REFUSED, held_words(SUBMIT, [CHANGED]), held=True)
        self.desk.read_again()


@pytest.fixture
def waiting(open_desk: OpenDesk, session: Session, iface: FakeIface) -> Iterator[Waiting]:
    made = Waiting(open_desk, session, iface)
    yield made
    made.panel.close()


def test_how_much_waits_stands_in_the_case_panel_and_in_the_list(waiting: Waiting) -> None:
    assert waiting.panel.waitingButton.text() == "Waiting to send (3)"
    assert waiting.panel.waitingButton.isVisible()
    assert waiting.cases.waitingButton.text() == "3 to send"
    row = next(row for row in waiting.desk.rows if row.uuid == waiting.uuid)
    assert row.waiting == 3
    index = waiting.cases.model.index_of(waiting.uuid)
    assert "waiting to send (3)" in index.data(12 - 1)  # the accessible text


def test_of_a_case_of_which_nothing_waits_there_is_no_button(waiting: Waiting) -> None:
    other = next(row.uuid for row in waiting.desk.rows if row.uuid != waiting.uuid)
    waiting.desk.open(other)
    waiting.settle()

    assert waiting.panel.waitingButton.isHidden()


def test_each_act_says_what_it_is_since_when_it_waits_and_what_it_says(waiting: Waiting) -> None:
    waiting.panel.waitingButton.click()
    view = waiting.view

    assert [view.list.topLevelItem(number).text(0) for number in range(3)] == [
        "Record a condition: Materials",
        "Put the draft of the recommendation",
        "Submit the recommendation",
    ]
    assert view.stateLabel.text().startswith("Record a condition: Materials. It waits to be sent, since ")
    assert "Text: The bricks match." in view.saidLabel.text()
    assert view.button("Send now") is not None
    assert view.button("Open in BOPS") is not None


def test_what_has_changed_is_shown_first_and_the_yes_is_kept_with_it(waiting: Waiting) -> None:
    waiting.change_meanwhile()
    waiting.panel.waitingButton.click()
    view = waiting.view

    assert view.chosen is not None
    assert view.chosen.verb == SUBMIT
    assert view.changedLabel.text() == f"Changed since then:\n• {CHANGED}"
    assert view.whyLabel.isHidden()
    button = view.button("Send all the same")
    assert button is not None
    button.click()
    until(lambda: waiting.entry(SUBMIT).state is OutboxState.WAITING)
    waiting.settle()
    with waiting.written() as file:
        seen = [entry.after["seen"] for entry in file.history(waiting.uuid) if entry.verb.startswith("what changed meanwhile was seen")]
    assert seen == [[CHANGED]]


def test_a_held_submission_says_on_the_decide_tab_where_to_look(waiting: Waiting) -> None:
    waiting.change_meanwhile()
    waiting.panel.tabs.setCurrentWidget(waiting.panel.decide)

    assert "See “Waiting to send”." in waiting.panel.decide.unsentLabel.text()
    assert "was refused" not in waiting.panel.decide.unsentLabel.text()


def test_a_submission_that_is_taken_back_is_a_draft_again(waiting: Waiting) -> None:
    waiting.panel.waitingButton.click()
    waiting.choose(SUBMIT)
    waiting.view.button("Take back").click()
    until(lambda: waiting.panel.waitingButton.text() == "Waiting to send (1)")
    waiting.settle()

    assert waiting.entry(SUBMIT).state is OutboxState.WITHDRAWN
    kept = next(each.record for each in waiting.desk.case.casework if isinstance(each.record, Recommendation))
    assert kept.state is RecommendationState.DRAFT


def test_what_was_done_by_hand_leaves_the_list_with_its_day(waiting: Waiting) -> None:
    waiting.panel.waitingButton.click()
    waiting.choose("put_condition")
    waiting.view.button("Done by hand…").click()
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, ByHandDialog) and each.isVisible())
    assert dialog.dayEdit.maximumDate() == dialog.dayEdit.date()
    dialog.recordButton.click()
    until(lambda: waiting.panel.waitingButton.text() == "Waiting to send (2)")
    waiting.settle()

    assert waiting.entry("put_condition").state is OutboxState.SENT
    assert waiting.entry("put_condition").last_answer.startswith("done by hand on ")


def test_what_may_have_arrived_can_only_be_sent_and_says_why(waiting: Waiting) -> None:
    with waiting.written() as file:
        file.begin_attempt(waiting.entry(SUBMIT).uuid)
    waiting.desk.read_again()
    waiting.panel.waitingButton.click()
    waiting.choose(SUBMIT)

    for words in ("Take back", "Done by hand…"):
        button = waiting.view.button(words)
        assert not button.isEnabled()
        assert "sent again first" in button.toolTip()
    assert waiting.view.button("Send now").isEnabled()


def test_what_is_refused_in_the_case_file_is_said_in_place(waiting: Waiting) -> None:
    waiting.panel.waitingButton.click()
    waiting.choose("put_condition")
    with waiting.written() as file:
        file.done_by_hand(waiting.entry("put_condition").uuid, waiting.desk.clock.now().date())
    waiting.view.button("Take back").click()
    until(waiting.view.problemLabel.isVisible)

    assert "is over: it was sent" in waiting.view.problemLabel.text()


def test_the_pack_is_exported_by_the_button(waiting: Waiting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = WaitingPlace(waiting.desk, Messages(waiting.iface.messageBar()), QWidget())
    waiting.view.export_wanted.connect(place.ask_where)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "changes"), ""))
    waiting.panel.waitingButton.click()
    waiting.view.exportButton.click()
    until(lambda: place.exporting is None)

    with zipfile.ZipFile(tmp_path / "changes.zip") as archive:
        assert len(json.loads(archive.read("acts.json"))["acts"]) == 3


def test_all_that_waits_is_listed_by_case_and_opens_it(waiting: Waiting) -> None:
    window = QWidget()
    place = WaitingPlace(waiting.desk, Messages(waiting.iface.messageBar()), window)
    other = next(row.uuid for row in waiting.desk.rows if row.uuid != waiting.uuid)
    waiting.desk.open(other)
    waiting.settle()
    place.show_all()
    dialog = place.dialog
    assert dialog is not None
    assert dialog.headLabel.text() == "3 acts of 1 case wait for the back office."
    group = dialog.tree.topLevelItem(0)
    assert group.text(0) == "26-00001-HAPP, 1 Sample Street, Example Town (3)"
    dialog.tree.setCurrentItem(group.child(2))
    dialog.openButton.click()
    waiting.settle()

    assert waiting.desk.case.uuid == waiting.uuid
    place.close()


def test_the_page_stays_as_narrow_as_the_panel(waiting: Waiting) -> None:
    waiting.change_meanwhile()
    waiting.panel.waitingButton.click()

    assert waiting.view.minimumSizeHint().width() <= 400
    assert waiting.desk.reader is not None
    assert len(waiting.desk.reader.cases(CaseQuery(waiting_only=True))) == 1


def test_history_says_how_far_the_trail_is_sealed(waiting: Waiting) -> None:
    history = waiting.panel.history
    waiting.panel.tabs.setCurrentWidget(history)
    assert history.sealLabel.isHidden()
    with waiting.written() as file:
        file.keep_seal(TrailSeal(12, "a" * 64, SOURCE, "2026-11-22T09:00:00Z"))
    waiting.desk.read_again()

    assert history.sealLabel.text() == "Sealed with 127.0.0.1:9 up to entry 12, today 09:00."
