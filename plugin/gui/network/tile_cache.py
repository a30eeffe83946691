"""QGIS's own cache of what it has fetched from map servers: which tiles were looked at says where an officer's sites lie."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsNetworkAccessManager
from qgis.PyQt.QtNetwork import QNetworkDiskCache


def tile_cache_folder() -> Path | None:
    """Where QGIS keeps it, None where it keeps none. Asked in the window's thread."""
    folder = getattr(QgsNetworkAccessManager.instance().cache(), "cacheDirectory", str)()
    return Path(folder) if folder else None


def empty_tile_cache(folder: Path | None) -> None:
    """Delete what is in it; beside the window, because it may be much."""
    if folder is not None and folder.is_dir():
        cache = QNetworkDiskCache()
        cache.setCacheDirectory(str(folder))
        cache.clear()
