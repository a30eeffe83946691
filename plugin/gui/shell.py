"""The plugin as QGIS sees it: what ``initGui`` builds, ``unload`` takes away in reverse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QTimer, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QAction, QToolBar
from qgis.PyQt.sip import isdeleted

from ..domain.clock import SystemClock
from .actions import ACTIONS, make_actions
from .messages import Messages
from .settings import StoredSettings
from .setup.options_page import PAGE, OptionsFactory
from .workplace import Workplace

if TYPE_CHECKING:
    from ..processing.provider import RedlineProvider

_MENU = "&Redline"
_HELP = "https://github.com/redline-planning/redline/blob/main/docs/officer.md"


class RedlinePlugin:
    """Actions, toolbar, panels, options page and Processing provider of one QGIS."""

    def __init__(self, iface: QgisInterface) -> None:
        self._iface = iface
        self._stored = StoredSettings()
        self._clock = SystemClock()
        self._provider: RedlineProvider | None = None
        self._actions: dict[str, QAction] = {}
        self._toolbar: QToolBar | None = None
        self._options: OptionsFactory | None = None
        self.workplace: Workplace | None = None

    def initProcessing(self) -> None:
        """Also called by qgis_process, which has no window."""
        from ..processing.provider import RedlineProvider

        self._provider = RedlineProvider(self._clock)
        QgsApplication.processingRegistry().addProvider(self._provider)

    def initGui(self) -> None:
        self.initProcessing()
        self.workplace = Workplace(self._iface, self._stored, self._clock, Messages(self._iface.messageBar()))
        self._make_actions(self.workplace)
        self._options = OptionsFactory(self._stored, self.workplace.settings_changed)
        self._iface.registerOptionsWidgetFactory(self._options)
        self.workplace.complain()
        self._iface.initializationCompleted.connect(self.workplace.start)
        if self._iface.mainWindow().isVisible():
            QTimer.singleShot(0, self.workplace.start)

    def unload(self) -> None:
        if self.workplace is not None:
            self._iface.initializationCompleted.disconnect(self.workplace.start)
        if self._options is not None:
            self._iface.unregisterOptionsWidgetFactory(self._options)
            self._options = None
        self._remove_actions()
        if self.workplace is not None:
            self.workplace.close()
            self.workplace = None
        if self._provider is not None and not isdeleted(self._provider):
            QgsApplication.processingRegistry().removeProvider(self._provider)
        self._provider = None

    def _make_actions(self, workplace: Workplace) -> None:
        verbs = self._verbs(workplace)
        self._actions = make_actions(self._iface.mainWindow(), verbs.__getitem__)
        self._actions["select_site"].setCheckable(True)
        workplace.offer_tool(self._actions["select_site"])
        self._toolbar = self._iface.addToolBar("Redline")
        self._toolbar.setObjectName("redlineToolbar")
        for specification in ACTIONS:
            self._iface.addPluginToMenu(_MENU, self._actions[specification.name])
            if specification.picture:
                self._toolbar.addAction(self._actions[specification.name])
        self._iface.pluginHelpMenu().addAction(self._actions["help"])

    def _remove_actions(self) -> None:
        for action in self._actions.values():
            if not isdeleted(action):
                self._iface.removePluginMenu(_MENU, action)
                self._iface.pluginHelpMenu().removeAction(action)
                action.deleteLater()
        self._actions = {}
        if self._toolbar is not None and not isdeleted(self._toolbar):
            self._iface.mainWindow().removeToolBar(self._toolbar)
            self._toolbar.deleteLater()
        self._toolbar = None

    def _verbs(self, workplace: Workplace) -> dict[str, Callable[[], None]]:
        from .open_applications import choose_files, choose_folder

        def start() -> str:
            return self._stored.load().applications or str(Path.home())

        window = self._iface.mainWindow()
        return {
            "cases": workplace.toggle_cases,
            "update_cases": workplace.update_cases,
            "set_up": workplace.set_up,
            "case_file": workplace.show_case_file,
            "constraint_layers": workplace.show_constraint_layers,
            "support_bundle": workplace.save_support_bundle,
            "open_files": lambda: workplace.open(choose_files(window, start())),
            "open_folder": lambda: workplace.open(choose_folder(window, start())),
            "screen_again": workplace.screen_again,
            "select_site": workplace.use_tool,
            "enquiry": workplace.toggle_enquiry,
            "site_panel": workplace.site_dock.toggleUserVisible,
            "constraints_panel": workplace.constraints_dock.toggleUserVisible,
            "options": lambda: self._iface.showOptionsDialog(window, PAGE),
            "help": lambda: QDesktopServices.openUrl(QUrl(_HELP)),
        }
