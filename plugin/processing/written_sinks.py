"""What a run has written so far, so that a run that does not end leaves no file that would pass for a whole answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsFeatureSink, QgsProcessing, QgsProcessingOutputLayerDefinition, QgsVectorFileWriter
from qgis.PyQt import sip

_SHAPEFILE = ".shp"
_PASSING = ("memory:", QgsProcessing.TEMPORARY_OUTPUT)
_DATABASES = ("ogr:", "postgis:", "postgres:", "spatialite:")


class WrittenSinks:
    """The sinks of one run, each with the place that it writes to."""

    def __init__(self) -> None:
        self._sinks: list[tuple[QgsFeatureSink, str, Any]] = []

    def add(self, sink: QgsFeatureSink, destination: str, asked: Any) -> None:
        """``asked`` is the parameter's value, which tells a file of the run's own from a table among others."""
        self._sinks.append((sink, destination, asked))

    def keep(self) -> None:
        """The run is done: whoever holds a sink holds its file open, so they are let go."""
        self._sinks.clear()

    def discard(self) -> list[str]:
        """Close everything, take away the files that this run made, and give the places that are left incomplete.

        Layers in memory go with the run.
        """
        left = []
        for sink, destination, asked in self._sinks:
            if not sip.isdeleted(sink):
                sip.delete(sink)
            if not _taken_away(destination, asked):
                left.append(destination)
        self._sinks.clear()
        return left


def _taken_away(destination: str, asked: Any) -> bool:
    adds = False
    if isinstance(asked, QgsProcessingOutputLayerDefinition):
        adds, asked = asked.useRemapping(), asked.sink.staticValue()
    words = str(asked or "")
    if words.startswith(_PASSING):
        return True
    file = Path(destination.partition("|")[0])
    if adds or words.lower().startswith(_DATABASES) or not file.is_file():
        return False
    if file.suffix.lower() == _SHAPEFILE:
        return bool(QgsVectorFileWriter.deleteShapeFile(str(file)))
    try:
        file.unlink()
    except OSError:
        return False
    return True
