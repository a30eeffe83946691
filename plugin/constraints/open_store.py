"""Opens a store by its address: a folder, or a team's PostGIS."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Union

from .store.local_store import LocalStore

if TYPE_CHECKING:
    from .postgis.postgis_store import PostgisStore

    AnyStore = Union[LocalStore, PostgisStore]


def open_store(address: str | Path, generation: str = "") -> AnyStore:
    """The store at an address, on the generation in use or on the one named. Raises StoreError, MissingLibrary."""
    from .postgis.database import is_postgis

    if not is_postgis(str(address)):
        return LocalStore(Path(address), generation)
    from .postgis.postgis_store import PostgisStore

    return PostgisStore(str(address), generation)
