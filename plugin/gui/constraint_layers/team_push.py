"""Pushes the folder's store into the team's database from the page "Layers"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QWidget

from ...domain.clock import Clock
from ..environment.store_place import StorePlace
from ..network.credentials import why_locked
from ..settings import StoredSettings
from ..tasks.push_task import PushTask
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task
from .layers_page import LayersPage
from .push_dialog import PushDialog

if TYPE_CHECKING:
    from ...constraints.postgis.push import Pushed

_STOPPED = "Stopped. The database is as it was."
_TABLES = {"entity": "records", "tile": "pieces"}


class TeamPush(QObject):
    """Asks where to, pushes beside the window, and says on the page how it goes."""

    def __init__(self, stored: StoredSettings, clock: Clock, page: LayersPage, parent: QWidget) -> None:
        super().__init__(parent)
        self._stored = stored
        self._clock = clock
        self._page = page
        self._window = parent
        self.task: PushTask | None = None
        page.push_wanted.connect(self.ask)
        page.stop_wanted.connect(self.stop)

    def ask(self) -> None:
        """Which database; the answer is kept for the next time, without a password."""
        settings = self._stored.load()
        dialog = PushDialog(StorePlace(settings.push_address, settings.push_authcfg), self._window)
        dialog.accepted.connect(lambda: self.push(dialog.place))
        dialog.finished.connect(lambda _result: dialog.deleteLater())
        dialog.open()

    def push(self, database: StorePlace) -> None:
        """What is in use in the folder goes there; nothing changes where it fails."""
        settings = self._stored.load()
        self._stored.save(replace(settings, push_address=database.address, push_authcfg=database.authcfg))
        settings = self._stored.load()
        database = StorePlace(settings.push_address, settings.push_authcfg)
        locked = why_locked(database.authcfg)
        if locked:
            self._page.say(locked)
            return
        self.task = PushTask(settings.store_place(), database, self._clock, settings.generations_kept)
        self.task.came.connect(lambda table, rows: self._page.say(f"Pushing: {rows:,} {_TABLES.get(table, f'rows of {table}')}"))
        self.task.pushed.connect(lambda pushed: self._pushed(database, pushed))
        self.task.failed.connect(lambda sentence: self._page.show_working(False, sentence or _STOPPED))
        self._page.show_working(True, f"Pushing to {database.words} ...")
        start_task(self.task)

    def stop(self) -> None:
        """The database stays as it was."""
        stop_task(self.task)

    def _pushed(self, database: StorePlace, pushed: Pushed) -> None:
        had = "had it already, and uses it" if pushed.again else f"uses it: {pushed.entities:,} records in {pushed.tiles:,} pieces"
        self._page.show_working(False, f"{database.words} {had}. Officers take it up when they next open a case.")
