"""Opens a store by its address: a folder, or a team's PostGIS."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Union

from .store.generations import generations_of
from .store.local_store import LocalStore

if TYPE_CHECKING:
    from .postgis.postgis_store import PostgisStore

    AnyStore = Union[LocalStore, PostgisStore]


def open_store(address: str | Path, generation: str = "", credentials: Mapping[str, str] | None = None) -> AnyStore:
    """The store at an address, on the generation in use or on the one named. Raises StoreError, MissingLibrary.

    ``credentials`` are what an address of a database does not say (user, password, sslcert, ...), as libpq names them.
    """
    from .postgis.database import is_postgis

    if not is_postgis(str(address)):
        return LocalStore(Path(address), generation)
    from .postgis.postgis_store import PostgisStore

    return PostgisStore(str(address), generation, credentials)


def generations_at(address: str | Path, credentials: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The names of the generations that are there, in use or not, the newest first. Raises StoreError, MissingLibrary."""
    from .postgis.database import generation_names, is_postgis

    return generation_names(str(address), credentials) if is_postgis(str(address)) else generations_of(Path(address))
