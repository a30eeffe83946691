"""How Redline speaks to the officer: one line in the message bar, all of it in its details and in the log under "Redline"."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from qgis.core import Qgis, QgsMessageLog
from qgis.gui import QgsMessageBar, QgsMessageBarItem
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QMessageBox, QPushButton
from qgis.PyQt.sip import isdeleted

from ..casefile.personal.persons import NOBODY, Persons
from .rich_text import escape, tooltip
from .without_persons import without_names

LOG_TAG = "Redline"
#: Sentences that are remembered for a support bundle.
_KEPT = 200
#: Pixels of the bar that its pictures, its buttons and the name before the sentence need.
_BESIDE = 190
_BUTTON = 90
#: What the bar needs to say how many messages wait behind this one.
_MORE = 85
#: What of a sentence must be left beside the button "Details".
_LEAST = 120
_WORDS = {Qgis.MessageLevel.Warning: "Warning", Qgis.MessageLevel.Critical: "Error"}


class Messages:
    """Sentences for the officer. What comes from outside is shown as it reads, never as markup."""

    def __init__(self, bar: QgsMessageBar) -> None:
        self._bar = bar
        self._said: deque[str] = deque(maxlen=_KEPT)
        #: Whom the case that is open names; whoever shows cases sets it.
        self.people: Callable[[], Persons] = lambda: NOBODY

    @property
    def said(self) -> list[str]:
        """The last sentences, oldest first."""
        return list(self._said)

    def information(self, sentence: str) -> None:
        self._show(sentence, Qgis.MessageLevel.Info, seconds=6)

    def done(self, sentence: str, action: str, do: Callable[[], None]) -> None:
        """Something was made, and may be looked at; stays long enough for that."""
        self._show(sentence, Qgis.MessageLevel.Success, seconds=20, action=action, do=do)

    def warning(self, sentence: str, action: str = "", do: Callable[[], None] | None = None) -> None:
        """Stays until closed, since it asks for something; ``action`` is the word on its button."""
        self._show(sentence, Qgis.MessageLevel.Warning, seconds=0, action=action, do=do)

    def error(self, sentence: str, action: str = "", do: Callable[[], None] | None = None) -> None:
        self._show(sentence, Qgis.MessageLevel.Critical, seconds=0, action=action, do=do)

    def _show(self, sentence: str, level: Qgis.MessageLevel, seconds: int, action: str = "", do: Callable[[], None] | None = None) -> None:
        self._said.append(f"{_WORDS.get(level, 'Note')}: {sentence}")
        # The log may be kept in a file, by QGIS or by whoever copies it into a message
        QgsMessageLog.logMessage(without_names(sentence, self.people()), LOG_TAG, level, notifyUser=False)
        if isdeleted(self._bar):
            # A task that ends while QGIS closes has nobody left to tell but the log
            return
        room = self._room(1 if do is not None else 0)
        fits = self._bar.fontMetrics().horizontalAdvance(sentence) <= room
        # Where there is room for one button only, it is the one that leads on; the pointer shows the whole sentence
        with_details = not fits and (do is None or room - _BUTTON >= _LEAST)
        item = self._bar.createMessage("Redline", escape(sentence if fits else self._fitting(sentence, room - _BUTTON * with_details)))
        item.setToolTip(tooltip(sentence))
        if do is not None:
            self._button(item, action, do)
        if with_details:
            self._button(item, "Details", lambda: self._show_details(sentence))
        self._bar.pushWidget(item, level, seconds)

    def take_back(self, sentence: str) -> None:
        """Takes a sentence off the bar that is no longer so; nothing where it is not there any more."""
        if isdeleted(self._bar):
            return
        for item in self._bar.items():
            if item.toolTip() == tooltip(sentence):
                self._bar.popWidget(item)

    def _room(self, buttons: int) -> int:
        """Pixels for a sentence beside so many buttons."""
        window = self._bar.parentWidget()
        room = max(window.width() if window is not None else self._bar.width(), 400) - _BESIDE - buttons * _BUTTON
        return room - (_MORE if self._bar.currentItem() is not None else 0)

    def _fitting(self, sentence: str, room: int) -> str:
        """As much of a sentence as stands on one line of the bar: its first part, or its beginning."""
        metrics = self._bar.fontMetrics()
        for end in (". ", ": "):
            first, found, _ = sentence.partition(end)
            # A reference by itself says nothing
            if found and " " in first and metrics.horizontalAdvance(first) <= room:
                return f"{first}."
        elided = str(metrics.elidedText(sentence, Qt.TextElideMode.ElideRight, room))
        return f"{elided.rsplit(' ', 1)[0]} …"

    def _button(self, item: QgsMessageBarItem, words: str, do: Callable[[], None]) -> None:
        button = QPushButton(words)
        button.clicked.connect(lambda _checked=False: do())
        item.layout().addWidget(button)

    def _show_details(self, sentence: str) -> None:
        box = QMessageBox(QMessageBox.Icon.NoIcon, "Redline", "", QMessageBox.StandardButton.Close, self._bar.window())
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(sentence)
        box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.finished.connect(lambda _result: box.deleteLater())
        box.open()
