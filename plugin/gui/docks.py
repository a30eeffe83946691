"""Puts Redline's panels into the QGIS window: the site on the left, its constraints on the right, the map between them."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsSettings
from qgis.gui import QgisInterface, QgsDockWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDockWidget, QWidget

#: Pixels that leave the map usable on a screen of 1280 by 800.
SITE_WIDTH = 300
CONSTRAINTS_WIDTH = 350
CASES_WIDTH = 312
CASE_WIDTH = 440
_SITE_HEIGHT = 430

_PLACED = "redline/window/placed"
_CASES_PLACED = "redline/window/cases_placed"

#: QGIS's own name for its first browser panel.
_BROWSER = "Browser"
_LAYERS = "Layers"


def make_dock(iface: QgisInterface, title: str, name: str, panel: QWidget) -> QgsDockWidget:
    """A dock that QGIS remembers by its object name."""
    dock = QgsDockWidget(title, iface.mainWindow())
    dock.setObjectName(name)
    dock.setWidget(panel)
    return dock


def place_case_docks(iface: QgisInterface, cases: QgsDockWidget, case: QgsDockWidget) -> None:
    """Where the panels of cases stand the first time."""
    iface.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, cases)
    iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, case)


def give_cases_room(
    iface: QgisInterface, cases: QgsDockWidget, case: QgsDockWidget, others: Sequence[QgsDockWidget], *, again: bool
) -> None:
    """Shows the list and the case in place of ``others``; the first time wide enough to read, afterwards as the officer left them."""
    window = iface.mainWindow()
    for dock in others:
        dock.setUserVisible(False)
    for dock in (cases, case):
        dock.setUserVisible(True)
    if again or QgsSettings().value(_CASES_PLACED, False, bool):
        return
    places = [window.findChild(QDockWidget, name) for name in (_BROWSER, _LAYERS)]
    beside = [dock for dock in places if dock is not None and dock.isVisible() and not dock.isFloating()]
    if beside and not cases.isFloating():
        # One pile, so that the list has the whole height
        for dock in (*beside[1:], cases):
            window.tabifyDockWidget(beside[0], dock)
    cases.raise_()
    window.resizeDocks([cases, case], [CASES_WIDTH, CASE_WIDTH], Qt.Orientation.Horizontal)


def remember_cases_place(shown: bool) -> None:
    """Called when QGIS closes properly and has kept where its panels stand: only then are they the officer's."""
    if shown:
        QgsSettings().setValue(_CASES_PLACED, True)


def place_docks(iface: QgisInterface, site: QgsDockWidget, constraints: QgsDockWidget) -> None:
    """Where the panels stand the first time; QGIS restores afterwards where the officer put them."""
    iface.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, site)
    iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, constraints)


def tidy_away(docks: Sequence[QgsDockWidget]) -> None:
    """QGIS brings every new panel into sight when it starts; until the officer asks for one, they only take the map's room."""
    settings = QgsSettings()
    if settings.value(_PLACED, False, bool) or settings.value(_CASES_PLACED, False, bool):
        return
    for dock in docks:
        dock.setUserVisible(False)


def give_room(iface: QgisInterface, site: QgsDockWidget, constraints: QgsDockWidget) -> None:
    """Shows both panels; the first time wide enough to read, with QGIS's browser behind the site, afterwards as the officer left them."""
    window = iface.mainWindow()
    for dock in (site, constraints):
        dock.setUserVisible(True)
    settings = QgsSettings()
    if settings.value(_PLACED, False, bool):
        return
    settings.setValue(_PLACED, True)
    browser = window.findChild(QDockWidget, _BROWSER)
    if browser is not None and browser.isVisible() and not browser.isFloating() and not site.isFloating():
        window.tabifyDockWidget(browser, site)
        site.raise_()
    window.resizeDocks([site, constraints], [SITE_WIDTH, CONSTRAINTS_WIDTH], Qt.Orientation.Horizontal)
    window.resizeDocks([site], [_SITE_HEIGHT], Qt.Orientation.Vertical)
