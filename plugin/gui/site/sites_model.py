"""The sites of the session as a list for the combo: a badge for the state, then reference and address."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QAbstractListModel, QModelIndex, QObject, Qt
from qgis.PyQt.QtGui import QIcon

from ...domain.check import Severity
from ...domain.finding import DatasetState
from ..icons import icon, severity_icon, state_icon
from ..session import Session
from .site_words import site_title

#: The state that a site's badge shows is the first of these that any of its datasets has.
_ORDER = (DatasetState.OVERLAPS, DatasetState.TOUCHES, DatasetState.NOT_CHECKED, DatasetState.CLEAR)


class SitesModel(QAbstractListModel):
    """One row per site in the order of reading; Qt.UserRole gives the site."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._sites: list[str] = []
        session.readings_changed.connect(self._reload)
        session.screenings_changed.connect(self._refresh)
        self._reload()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._sites)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._sites):
            return None
        site = self._sites[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return site_title(self._session.readings[site])
        if role == Qt.ItemDataRole.DecorationRole:
            return self._badge(site)[0]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{site_title(self._session.readings[site])}: {self._badge(site)[1]}"
        if role == Qt.ItemDataRole.UserRole:
            return site
        return None

    def row(self, site: str) -> int:
        """The row of a site, -1 where it is not there."""
        return self._sites.index(site) if site in self._sites else -1

    def _badge(self, site: str) -> tuple[QIcon, str]:
        if self._session.readings[site].boundary is None:
            return severity_icon(Severity.ERROR), "the red line can't be used"
        screening = self._session.screenings.get(site)
        if screening is None:
            return icon("state-pending"), "not screened yet"
        states = [result.state for result in screening.datasets]
        for state in _ORDER:
            if state in states:
                count = states.count(state)
                return state_icon(state), f"{count} {'dataset' if count == 1 else 'datasets'} {state.value}"
        return state_icon(DatasetState.NOT_CHECKED), "nothing was checked"

    def _reload(self) -> None:
        self.beginResetModel()
        self._sites = list(self._session.readings)
        self.endResetModel()

    def _refresh(self, _sites: list[str]) -> None:
        if self._sites:
            self.dataChanged.emit(self.index(0), self.index(len(self._sites) - 1), [Qt.ItemDataRole.DecorationRole])
