"""Finds a case in QGIS's own search box: "rl 24-00107", or part of an address."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsFeedback, QgsLocatorContext, QgsLocatorFilter, QgsLocatorResult

from ...domain.case import CaseQuery
from ...domain.errors import RedlineError
from ...domain.status import status_words
from ...reports.plain_text import plain_text
from ..icons import icon
from .cases_desk import CasesDesk

_PREFIX = "rl"
#: Letters that an unasked search must have, and cases that it shows.
_LEAST = 3
_MOST = 20


class CaseLocatorFilter(QgsLocatorFilter):
    """Searches the case file on the locator's own thread, by a connection of its own; ``show`` brings the panels into sight."""

    def __init__(self, desk: CasesDesk, show: Callable[[], None]) -> None:
        super().__init__()
        self._desk = desk
        self._show = show

    def clone(self) -> CaseLocatorFilter:
        return CaseLocatorFilter(self._desk, self._show)

    def name(self) -> str:
        return "redlineCases"

    def displayName(self) -> str:
        return "Redline cases"

    def prefix(self) -> str:
        return _PREFIX

    def priority(self) -> QgsLocatorFilter.Priority:
        return QgsLocatorFilter.Priority.High

    def fetchResults(self, text: str, context: QgsLocatorContext, feedback: QgsFeedback) -> None:
        """Called on a thread of the locator; an empty search finds nothing, unless it was asked by the prefix."""
        file, source = self._desk.file, self._desk.source
        words = text.strip()
        asked = context.usingPrefix or words.casefold().startswith(f"{_PREFIX} ")
        if not context.usingPrefix and asked:
            # QGIS keeps prefixes of two letters for itself and hands them on with the words
            words = words[len(_PREFIX) :].strip()
        if file is None or not words or (len(words) < _LEAST and not asked):
            return
        try:
            with file.reader() as reader:
                rows = reader.cases(CaseQuery(text=words, closed=True, source=source, limit=_MOST))
        except RedlineError as error:
            self.logMessage(str(error))
            return
        for row in rows:
            if feedback.isCanceled():
                return
            result = QgsLocatorResult(self, f"{plain_text(row.reference)}  {plain_text(row.address)}", row.uuid)
            result.description = ", ".join(part for part in (status_words(row.status), row.next_date.text if row.next_date else "") if part)
            result.icon = icon("case-panel")
            result.score = 1.0 if row.reference.casefold().startswith(words.casefold()) else 0.5
            self.resultFetched.emit(result)

    def triggerResult(self, result: QgsLocatorResult) -> None:
        """Called on the GUI thread."""
        uuid = result.userData() if callable(result.userData) else result.userData
        self._show()
        self._desk.open(str(uuid))
