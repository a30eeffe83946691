"""A QGIS window without QGIS's desktop: real widgets, and a record of what a plugin put where."""

from __future__ import annotations

import re
from html import unescape

from qgis.core import QgsLocatorFilter, QgsMapLayer
from qgis.gui import QgsAdvancedDigitizingDockWidget, QgsMapCanvas, QgsMessageBar, QgsOptionsWidgetFactory
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QMainWindow, QMenu, QToolBar


class FakeIface(QObject):
    """What the shell asks of QgisInterface."""

    initializationCompleted = pyqtSignal()  # noqa: N815  # the name is QGIS's own

    def __init__(self) -> None:
        super().__init__()
        self._window = QMainWindow()
        self._window.resize(1280, 800)
        self._canvas = QgsMapCanvas(self._window)
        self._window.setCentralWidget(self._canvas)
        self._bar = QgsMessageBar(self._window)
        self._help = QMenu(self._window)
        self._cad = QgsAdvancedDigitizingDockWidget(self._canvas, self._window)
        self.menu: dict[str, list[QAction]] = {}
        self.docks: list[QDockWidget] = []
        self.toolbars: list[QToolBar] = []
        self.options: list[QgsOptionsWidgetFactory] = []
        self.locators: list[QgsLocatorFilter] = []
        self.options_shown: list[str] = []

    def mainWindow(self) -> QMainWindow:
        return self._window

    def mapCanvas(self) -> QgsMapCanvas:
        return self._canvas

    def cadDockWidget(self) -> QgsAdvancedDigitizingDockWidget:
        return self._cad

    def setActiveLayer(self, layer: QgsMapLayer) -> bool:
        self._canvas.setCurrentLayer(layer)
        return True

    def activeLayer(self) -> QgsMapLayer | None:
        return self._canvas.currentLayer()

    def messageBar(self) -> QgsMessageBar:
        return self._bar

    def pluginHelpMenu(self) -> QMenu:
        return self._help

    def addDockWidget(self, area: Qt.DockWidgetArea, dock: QDockWidget) -> None:
        self._window.addDockWidget(area, dock)
        self.docks.append(dock)

    def removeDockWidget(self, dock: QDockWidget) -> None:
        self._window.removeDockWidget(dock)
        self.docks.remove(dock)

    def addToolBar(self, title: str) -> QToolBar:
        toolbar = self._window.addToolBar(title)
        self.toolbars.append(toolbar)
        return toolbar

    def addPluginToMenu(self, name: str, action: QAction) -> None:
        self.menu.setdefault(name, []).append(action)

    def removePluginMenu(self, name: str, action: QAction) -> None:
        self.menu[name].remove(action)
        if not self.menu[name]:
            del self.menu[name]

    def registerOptionsWidgetFactory(self, factory: QgsOptionsWidgetFactory) -> None:
        self.options.append(factory)

    def unregisterOptionsWidgetFactory(self, factory: QgsOptionsWidgetFactory) -> None:
        self.options.remove(factory)

    def registerLocatorFilter(self, found: QgsLocatorFilter) -> None:
        self.locators.append(found)

    def deregisterLocatorFilter(self, found: QgsLocatorFilter) -> None:
        self.locators.remove(found)

    def showOptionsDialog(self, _parent: QMainWindow, page: str) -> None:
        self.options_shown.append(page)

    def sentences(self) -> list[str]:
        """What is said in the message bar, its details with it."""
        return [unescape(re.sub("<[^>]+>", "", item.toolTip())) for item in self._bar.items()]
