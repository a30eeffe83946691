"""Opens the source of a local layer in QGIS: a layer of the project, of any provider, or a file."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Generator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsNetworkAccessManager,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QThread

from .beside_nothing import beside_nothing
from .layer_aside import AT_HAND, LayerAside, broken_off, known_count
from .layer_records import layer_records
from .unnamed_errors import UnnamedErrors

if TYPE_CHECKING:
    from ...constraints.local_layers.layer_source import LayerSource, QgisSource
    from ...constraints.local_layers.opened_layer import OpenedLayer, OpenedPart
    from ...constraints.records.record import Record

#: Layers that live in a project only.
_OF_PROJECT = frozenset({"memory", "virtual"})
_AUTHCFG = re.compile(r"\bauthcfg=['\"]?([A-Za-z0-9]{7})\b")
#: The server of a WFS, as QGIS writes it.
_SERVER = re.compile(r"(?<=\burl=')[^']+")
#: Layers of the project that are read as they stand there, with edits that are not saved yet.
_TAKEN_ASIDE = AT_HAND | _OF_PROJECT
#: Map servers: QGIS keeps what they have answered.
_SERVED = frozenset({"WFS", "OAPIF", "arcgisfeatureserver"})
#: Providers count from what they know of the table, which is no promise.
_ESTIMATED = "estimatedmetadata=true"


def source_of_layer(layer: QgsVectorLayer) -> LayerSource:
    """Where a layer of the project comes from: the file itself, where it is all of a file's layer. Raises RedlineError for an address with
    a secret in it."""
    from ...constraints.local_layers.layer_source import FileSource, QgisSource, refuse_secrets
    from ...constraints.records.record_source import is_map_file

    provider, address, name = str(layer.providerType()), str(layer.source()), str(layer.name())
    if provider == "ogr":
        told = QgsProviderRegistry.instance().decodeUri(provider, address)
        path = Path(str(told.get("path") or ""))
        if path.is_absolute() and path.exists() and is_map_file(path) and not told.get("subset") and not told.get("vsiPrefix"):
            return FileSource(path, str(told.get("layerName") or ""))
    refuse_secrets(address, name)
    return QgisSource(provider, address, name)


def layer_of_source(source: LayerSource, project: QgsProject) -> QgsVectorLayer | None:
    """The layer of the project that a source means, None where there is none; only on the GUI thread."""
    from ...constraints.local_layers.layer_source import QgisSource

    if not isinstance(source, QgisSource):
        return None
    layers = [each for each in project.mapLayers().values() if isinstance(each, QgsVectorLayer) and each.providerType() == source.provider]
    same = [each for each in layers if each.source() == source.address]
    called = [each for each in layers if each.name() == source.title and source.provider in _OF_PROJECT]
    return next((each for each in (*same, *called) if each.isValid()), None)


def authcfg_of(source: LayerSource) -> str:
    """The stored credentials that a source names, "" where it names none."""
    found = _AUTHCFG.search(getattr(source, "address", ""))
    return found.group(1) if found is not None else ""


def opener_for(sources: Iterable[LayerSource], project: QgsProject) -> QgisLayerOpener:
    """An opener for one task, with the layers of the project that the sources mean; only on the GUI thread.

    What comes from elsewhere (a database, a map server) is opened and asked anew by the task: even to count it may take long.
    """
    mine = [each for each in sources if getattr(each, "provider", "") in _TAKEN_ASIDE]
    layers = {source: layer for source in mine if (layer := layer_of_source(source, project)) is not None}
    return QgisLayerOpener(
        {source: LayerAside(layer, known_count(layer)) for source, layer in layers.items()},
        project.transformContext(),
    )


class QgisLayerOpener:
    """A ``LayerOpener`` for one other thread. ``aside`` has the layers of the project that were taken aside for it, by source."""

    def __init__(self, aside: Mapping[LayerSource, LayerAside], context: QgsCoordinateTransformContext) -> None:
        self._aside = dict(aside)
        self._context = context

    def __call__(self, source: LayerSource, dataset: str) -> OpenedLayer:
        from ...constraints.local_layers.layer_source import FileSource, QgisSource
        from ...constraints.local_layers.opened_layer import OpenedLayer, open_file_layer
        from ...constraints.records.record_source import VECTOR_SUFFIXES

        if source in self._aside:
            return OpenedLayer(_one(self._taken(source, dataset)))
        if isinstance(source, FileSource):
            if source.path.suffix.lower() not in VECTOR_SUFFIXES or importlib.util.find_spec("fiona") is not None:
                return open_file_layer(source, dataset)
            address = f"{source.path}|layername={source.layer}" if source.layer else str(source.path)
            return OpenedLayer(self._opened(QgisSource("ogr", address, source.words), dataset))
        return OpenedLayer(self._opened(source, dataset))

    def _taken(self, source: LayerSource, dataset: str) -> OpenedPart:
        aside = self._aside[source]
        exact = _ESTIMATED not in getattr(source, "address", "")
        return _part(aside, aside.title, dataset, exact=exact)

    def _opened(self, source: QgisSource, dataset: str) -> Iterator[OpenedPart]:
        """The layer lives on this thread, as long as it is read."""
        from ...constraints.postgis.hidden_words import masked
        from ...domain.errors import RedlineError

        if source.provider in _OF_PROJECT:
            raise RedlineError(
                f"{source.words} lives in a QGIS project only, and no layer of that name is in the one that is open. Open that project, or "
                "choose another source."
            )
        if source.provider in _SERVED:
            _keep_no_answers()
        options = QgsVectorLayer.LayerOptions(self._context, False)
        with UnnamedErrors(RedlineError(f"QGIS could not open {source.words}: the connection broke off. Try again.")):
            layer = QgsVectorLayer(_asked_anew(source), source.title, source.provider, options)
        provider = layer.dataProvider()
        if not layer.isValid():
            told = (layer.error().summary() or (provider.error().summary() if provider is not None else "")).strip()
            why = f": {masked(told, source.address)}" if told else ""
            raise RedlineError(f"QGIS could not open {source.words}{why}. Look at the connection in QGIS's Data Source Manager.")
        yield _part(LayerAside(layer), source.words, dataset, exact=_ESTIMATED not in source.address)
        # QGIS reads a server on threads of its own, whose errors lie here until somebody takes them up
        QCoreApplication.sendPostedEvents(provider, 0)
        if provider.hasErrors():
            told = "; ".join(map(str, provider.errors()))
            raise RedlineError(f"{source.words} was not read to its end: {masked(told, source.address)}.")


def _asked_anew(source: QgisSource) -> str:
    """The address, so that no answer of before is taken, and nothing is written beside a file.

    QGIS keeps the answers of a map server, and gives them where the server fails.
    """
    if source.provider == "ogr":
        return beside_nothing(source.address)
    if source.provider != "WFS":
        return source.address
    return _SERVER.sub(lambda found: f"{found[0]}{'&' if '?' in found[0] else '?'}redline={uuid4().hex}", source.address, count=1)


def _keep_no_answers() -> None:
    """On this thread, until it ends: QGIS keeps what servers have answered, and gives it again even where the server is gone."""
    if QThread.currentThread() is not QgsApplication.instance().thread():
        QgsNetworkAccessManager.instance().setCache(None)


def _one(part: OpenedPart) -> Iterator[OpenedPart]:
    yield part


def _part(aside: LayerAside, title: str, dataset: str, *, exact: bool) -> OpenedPart:
    from ...constraints.local_layers.opened_layer import OpenedPart

    total = aside.featureCount()
    columns = tuple(str(field.name()) for field in aside.fields())
    records = _records(aside, title, dataset, total if exact else -1)
    return OpenedPart(records, crs_text(aside.sourceCrs()), columns, total if total >= 0 else None)


def _records(aside: LayerAside, title: str, dataset: str, total: int) -> Generator[Record, None, None]:
    """Raises RedlineError where fewer come than were counted."""
    from ...domain.errors import RedlineError

    count = 0
    for record in layer_records(aside, dataset):
        count += 1
        yield record
    if count < total:
        raise RedlineError(broken_off(count, total, title))


def crs_text(crs: QgsCoordinateReferenceSystem) -> str:
    """A coordinate system as pyproj understands it, "" where it is not known."""
    if not crs.isValid():
        return ""
    code = str(crs.authid())
    return code if code.startswith(("EPSG:", "ESRI:", "OGC:")) else str(crs.toWkt(Qgis.CrsWktVariant.Preferred))
