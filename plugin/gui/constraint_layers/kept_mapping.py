"""Where the mapping of a layer's columns is kept: beside the layer's file, or in the QGIS profile for a layer that is no file."""

from __future__ import annotations

import hashlib
from pathlib import Path

from qgis.core import QgsApplication

from ...constraints.records.record_fields import slug_of
from .chosen_source import ChosenSource

_SUFFIX = ".mapping.json"


def mapping_path(source: ChosenSource, dataset: str) -> Path:
    """The file of a mapping. Nothing of a layer's address, which may hold a password, is in its name."""
    if source.path is not None:
        return source.path.with_name(f"{source.path.stem}.{dataset}{_SUFFIX}")
    address = source.layer.source() if source.layer is not None else source.title
    mark = hashlib.sha256(address.encode()).hexdigest()[:8]
    return Path(QgsApplication.qgisSettingsDirPath()) / "redline" / "mappings" / f"{slug_of(source.title)}-{mark}.{dataset}{_SUFFIX}"
