"""What waits to be sent of the open case: each act, why it waits, what has changed meanwhile, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QGridLayout, QHeaderView, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...domain.case import Case
from ...domain.check import Severity
from ...domain.errors import RedlineError
from ...domain.outbox_entry import OutboxEntry
from ...reports.act_words import act_words, said_by
from ...reports.plain_text import plain_text
from ...reports.sending_words import state_words
from ...reports.wording import recent_words
from ..case_list.cases_desk import CasesDesk
from ..icons import severity_icon
from ..plain_label import plain_label
from ..rich_text import tooltip
from ..tasks.act_runner import ActRunner
from .by_hand_dialog import ByHandDialog

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile

_ENTRY = Qt.ItemDataRole.UserRole
_NOTHING = "Nothing of this case waits to be sent."
#: So many lines of what an act says; the rest is in the pack.
_MOST_SAID = 6
_IN_A_ROW = 3


class WaitingView(QWidget):
    """Follows the desk's open case. ``export_wanted`` asks for a pack of everything that waits of it."""

    export_wanted = pyqtSignal()

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._case: Case | None = None
        self._changed: tuple[str, ...] = ()
        self._acts = ActRunner(self, self._done, self._refused)
        self.emptyLabel = QLabel(_NOTHING)
        self.emptyLabel.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.list = QTreeWidget()
        self.list.setColumnCount(2)
        self.list.setHeaderLabels(["Waiting to send", "State"])
        self.list.setRootIsDecorated(False)
        self.list.setWordWrap(True)
        self.list.setAccessibleName("Acts that wait to be sent")
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.stateLabel, self.whyLabel, self.changedLabel, self.saidLabel, self.problemLabel = (plain_label() for _ in range(5))
        font = self.stateLabel.font()
        font.setBold(True)
        self.stateLabel.setFont(font)
        self._buttons = QGridLayout()
        self._buttons.setSpacing(4)
        self.exportButton = QPushButton("Export to do by hand…")
        self.exportButton.setToolTip(
            "Everything that waits of this case as a page, PDF, JSON and GeoJSON, with links to the back office's pages"
        )
        self.exportButton.clicked.connect(self.export_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self.emptyLabel, 1)
        layout.addWidget(self.list, 1)
        for label in (self.stateLabel, self.changedLabel, self.whyLabel, self.saidLabel, self.problemLabel):
            layout.addWidget(label)
        layout.addLayout(self._buttons)
        layout.addWidget(self.exportButton)
        self.list.currentItemChanged.connect(lambda item, _before: self._show(item.data(0, _ENTRY) if item is not None else None))
        self._show(None)

    @property
    def chosen(self) -> OutboxEntry | None:
        item = self.list.currentItem()
        return item.data(0, _ENTRY) if item is not None else None

    def show_case(self, case: Case) -> None:
        """Lists the acts in their order; the chosen one stays chosen, else the first that waits for the officer is."""
        if self._case is None or case.uuid != self._case.uuid:
            self.problemLabel.hide()
        before = self.chosen.uuid if self.chosen is not None else ""
        self._case = case
        self.list.clear()
        waiting = case.outbox
        first = next((each for each in waiting if each.state.waits_for_officer), waiting[0] if waiting else None)
        wanted = before if any(each.uuid == before for each in waiting) else first.uuid if first is not None else ""
        for entry in waiting:
            item = QTreeWidgetItem([plain_text(act_words(entry.verb, entry.payload)), state_words(entry)])
            item.setData(0, _ENTRY, entry)
            item.setToolTip(0, tooltip(entry.last_answer or state_words(entry)))
            for column in range(2):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
            if entry.state.waits_for_officer:
                item.setIcon(0, severity_icon(Severity.WARNING))
            self.list.addTopLevelItem(item)
            if entry.uuid == wanted:
                self.list.setCurrentItem(item)
        self.list.setVisible(bool(waiting))
        self.exportButton.setVisible(bool(waiting))
        self.emptyLabel.setVisible(not waiting)
        if not waiting:
            self._show(None)

    def button(self, words: str) -> QPushButton | None:
        """The button of these words, None where the chosen act does not offer it."""
        return next((each for each in self._all_buttons() if each.text() == words), None)

    def _show(self, entry: OutboxEntry | None) -> None:
        self._changed = self._changed_since(entry)
        for button in self._all_buttons():
            self._buttons.removeWidget(button)
            button.hide()
            button.deleteLater()
        if entry is None:
            for label in (self.stateLabel, self.whyLabel, self.changedLabel, self.saidLabel):
                label.hide()
            return
        since = recent_words(entry.created_at, self._desk.clock.now())
        self._say(self.stateLabel, f"{act_words(entry.verb, entry.payload)}. It {state_words(entry)}, since {since}.")
        changed = "\n".join(("Changed since then:", *(f"• {each}" for each in self._changed))) if self._changed else ""
        self._say(self.changedLabel, changed)
        self._say(self.whyLabel, "" if self._changed else entry.last_answer)
        said = [f"{name[:1].upper()}{name[1:]}: {value}" for name, value in said_by(entry.payload)]
        self._say(self.saidLabel, "\n".join([*said[:_MOST_SAID], *(["…"] if len(said) > _MOST_SAID else [])]))
        for number, (words, do, refusal) in enumerate(self._deeds(entry)):
            button = QPushButton(words)
            button.setEnabled(not refusal and self._desk.file is not None)
            button.setToolTip(tooltip(refusal))
            button.clicked.connect(lambda _checked=False, do=do: do())
            self._buttons.addWidget(button, number // _IN_A_ROW, number % _IN_A_ROW)

    def _deeds(self, entry: OutboxEntry) -> Iterator[tuple[str, Callable[[], None], str]]:
        """What can be done about an act: the words, the deed, and why not, "" where it can."""
        from ...casefile.outbox.waiting_acts import why_not_by_hand, why_not_taken_back

        if entry.state.waits_for_officer:
            yield ("Send all the same" if self._changed else "Try again"), partial(self._send_again, entry), ""
        else:
            yield "Send now", self._desk.update_case, ""
        yield "Take back", partial(self._take_back, entry), why_not_taken_back(entry)
        yield "Done by hand…", partial(self._by_hand, entry), why_not_by_hand(entry)
        page = self._page(entry)
        if page:
            yield "Open in BOPS", lambda: _open(page), ""

    def _send_again(self, entry: OutboxEntry) -> None:
        seen = self._changed
        self._run("sending once more", lambda file: file.send_again(entry.uuid, seen))

    def _take_back(self, entry: OutboxEntry) -> None:
        self._run("taking an act back", lambda file: file.take_back(entry.uuid))

    def _by_hand(self, entry: OutboxEntry) -> None:
        dialog = ByHandDialog(entry, self._desk.clock, self.window())
        dialog.chosen.connect(lambda day: self._run("recording what was done by hand", lambda file: file.done_by_hand(entry.uuid, day)))
        dialog.finished.connect(lambda _result: dialog.deleteLater())
        dialog.open()

    def _run(self, words: str, act: Callable[[CaseFile], object]) -> None:
        self.problemLabel.hide()
        self._acts.run(self._desk.file, words, act)

    def _done(self) -> None:
        """What goes out goes at once; what was taken back stands so everywhere."""
        self._desk.update_case()
        self._desk.reload()

    def _refused(self, sentence: str) -> None:
        self._desk.read_again()
        self._say(self.problemLabel, sentence)

    def _changed_since(self, entry: OutboxEntry | None) -> tuple[str, ...]:
        """What an act that waits for the officer's word rests on by now."""
        from ...reports.changed_meanwhile import changed_sentences

        reader = self._desk.reader
        if entry is None or reader is None or not entry.held:
            return ()
        try:
            return changed_sentences(reader.changed_meanwhile(entry.application_uuid, entry.uuid))
        except RedlineError as error:
            self._say(self.problemLabel, str(error))
            return ()

    def _page(self, entry: OutboxEntry) -> str:
        from ...rules.hand_pages import hand_page

        case = self._case
        return hand_page(entry.verb, entry.payload.get("path") or {}, case.row.type_code, case.web_page) if case is not None else ""

    def _all_buttons(self) -> list[QPushButton]:
        return [self._buttons.itemAt(index).widget() for index in range(self._buttons.count())]

    def _say(self, label: QLabel, words: str) -> None:
        label.setText("\n".join(plain_text(line) for line in words.splitlines()))
        label.setVisible(bool(words))


def _open(page: str) -> None:
    QDesktopServices.openUrl(QUrl(page))
