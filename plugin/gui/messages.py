"""How Redline speaks to the officer: one line in the message bar, the same in the log under "Redline"."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from qgis.core import Qgis, QgsMessageLog
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtWidgets import QPushButton

from .rich_text import escape

LOG_TAG = "Redline"
#: Sentences that are remembered for a support bundle.
_KEPT = 200
_WORDS = {Qgis.MessageLevel.Warning: "Warning", Qgis.MessageLevel.Critical: "Error"}


class Messages:
    """Sentences for the officer. What comes from outside is shown as it reads, never as markup."""

    def __init__(self, bar: QgsMessageBar) -> None:
        self._bar = bar
        self._said: deque[str] = deque(maxlen=_KEPT)

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
        QgsMessageLog.logMessage(sentence, LOG_TAG, level, notifyUser=False)
        item = self._bar.createMessage("Redline", escape(sentence))
        if do is not None:
            button = QPushButton(action)
            button.clicked.connect(lambda _checked=False: do())
            item.layout().addWidget(button)
        self._bar.pushWidget(item, level, seconds)
