"""Where the constraint store is, and with whose credentials it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import QgsApplication

if TYPE_CHECKING:
    from ...constraints.open_store import AnyStore

_LOCKED = "The credentials of the store's database are locked: QGIS's master password was not given. Give it, then screen again."
_GONE = "QGIS has no credentials “{authcfg}” any more, with which the store's database is opened. Choose others in Redline's options."


@dataclass(frozen=True)
class StorePlace:
    """``address`` is a folder or a team's database (postgresql://...); ``authcfg`` the id of QGIS's credentials for a database, "" where
    pgpass, a service file or the system says who asks. It may be opened on any thread; what comes belongs to that thread.
    """

    address: str
    authcfg: str = ""

    @property
    def is_folder(self) -> bool:
        from ...constraints.postgis.database import is_postgis

        return not is_postgis(self.address)

    @property
    def words(self) -> str:
        """The address, for a person to read."""
        from ...constraints.postgis.hidden_words import shown

        return shown(self.address)

    @property
    def server(self) -> str:
        """Which server a database's address means, for a person to read; "" for a folder, and where nothing says it."""
        from ...constraints.postgis.database import server_of

        return "" if self.is_folder else server_of(self.address)

    def open(self, generation: str = "") -> AnyStore:
        """The store on the generation in use, or on the one named. Raises StoreError, MissingLibrary."""
        from ...constraints.open_store import open_store

        return open_store(self.address, generation, self.credentials())

    def generations(self) -> tuple[str, ...]:
        """The names of the generations that are there, the newest first. Raises StoreError, MissingLibrary."""
        from ...constraints.open_store import generations_at

        return generations_at(self.address, self.credentials())

    def credentials(self) -> Mapping[str, str]:
        """What QGIS keeps for the database, as libpq names it; it is handed over and never kept. Raises StoreError."""
        from ...domain.errors import StoreError

        if not self.authcfg or self.is_folder:
            return {}
        manager = QgsApplication.authManager()
        if not manager.masterPasswordIsSet():
            raise StoreError(_LOCKED)
        done, items = manager.updateDataSourceUriItems([], self.authcfg, "postgres")
        if not done:
            raise StoreError(_GONE.format(authcfg=self.authcfg))
        from ...constraints.postgis.database import parts_of

        return parts_of(" ".join(items))
