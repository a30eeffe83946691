"""Says what lies at the address of a constraint store, for the person who sets it: a folder at once, a database when it is asked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..environment.missing_libraries import advice, missing_libraries
from ..environment.store_place import StorePlace
from ..network.credentials import why_locked
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task
from .what_was_found import store_words

if TYPE_CHECKING:
    from ..environment.store_in_use import StoreInUse
    from ..tasks.store_task import StoreTask

_NONE = "None: nothing can be checked. The GIS team builds one with: redline store build STORE FILE..."
_DATABASE = "A team's database. Test asks what it has."
_NOT_KEPT = "The password in this address is not kept: it belongs in pgpass, a service file, or QGIS's credentials."
_ASKING = "Asking the database ..."


class StoreLook(QObject):
    """``told`` carries a sentence; one that comes late for another address is not told."""

    told = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: StoreTask | None = None

    def look(self, place: StorePlace) -> None:
        """What can be said at once: all of a folder, of a database only how it is asked."""
        self.stop()
        lacking = advice(missing_libraries())
        if not place.address:
            self.told.emit(_NONE)
        elif lacking:
            self.told.emit(lacking)
        elif place.is_folder:
            self.told.emit(store_words(place))
        else:
            self.told.emit(f"{_DATABASE} {_NOT_KEPT}" if self._kept(place) != place else _DATABASE)

    def test(self, place: StorePlace) -> None:
        """Asks the database beside the window, as it will be kept."""
        self.stop()
        kept = self._kept(place)
        locked = why_locked(kept.authcfg)
        if locked:
            self.told.emit(locked)
            return
        from ..tasks.store_task import StoreTask

        self.told.emit(_ASKING)
        self._task = StoreTask(kept)
        self._task.came.connect(partial(self._came, self._task, _NOT_KEPT if kept != place else ""))
        start_task(self._task)

    def stop(self) -> None:
        """What was asked is not told any more."""
        stop_task(self._task)
        self._task = None

    def _came(self, task: QgsTask, also: str, store: StoreInUse | None, problem: str) -> None:
        from .what_was_found import words_of

        if task is self._task:
            self._task = None
            self.told.emit(" ".join(part for part in (words_of(store) if store is not None else problem, also) if part))

    def _kept(self, place: StorePlace) -> StorePlace:
        from ...constraints.postgis.hidden_words import without_password

        return StorePlace(without_password(place.address), place.authcfg)
