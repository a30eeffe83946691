"""Puts Redline's panels into the QGIS window: the site on the left, its constraints on the right, the map between them."""

from __future__ import annotations

from qgis.core import QgsSettings
from qgis.gui import QgisInterface, QgsDockWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDockWidget, QWidget

#: Pixels that leave the map usable on a screen of 1280 by 800.
SITE_WIDTH = 300
CONSTRAINTS_WIDTH = 350
_SITE_HEIGHT = 430

_PLACED = "redline/window/placed"

#: QGIS's own name for its first browser panel.
_BROWSER = "Browser"


def make_dock(iface: QgisInterface, title: str, name: str, panel: QWidget) -> QgsDockWidget:
    """A dock that QGIS remembers by its object name."""
    dock = QgsDockWidget(title, iface.mainWindow())
    dock.setObjectName(name)
    dock.setWidget(panel)
    return dock


def place_docks(iface: QgisInterface, site: QgsDockWidget, constraints: QgsDockWidget) -> None:
    """Where the panels stand the first time; QGIS restores afterwards where the officer put them."""
    iface.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, site)
    iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, constraints)


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
