"""One layer of the council's own, out of a file or of the project, of which only what lies near a site is ever read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsExpression,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)

from ...domain.errors import RedlineError
from ..layers.beside_nothing import beside_nothing
from ..layers.layer_records import plain_value
from ..layers.specification import to_shapely

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...constraints.box import Box

_GRID = "EPSG:27700"
_DEGREES = "EPSG:4326"
#: More of one layer within a few hundred metres is not what it is said to be.
_MOST = 20_000
#: Features after which whoever waits for the interpreter has its turn.
_BATCH = 50
#: How tables of addresses call their coordinates; QGIS hands the names on to GDAL.
_CSV = "|option:X_POSSIBLE_NAMES=X_COORDINATE,EASTING,X,LONGITUDE|option:Y_POSSIBLE_NAMES=Y_COORDINATE,NORTHING,Y,LATITUDE"
_WHERE = "Correct it under Settings > Options > Redline, or in the profile."


class CouncilLayer:
    """``title`` is what people call it. A layer belongs to the thread that opened it, one of the project to any one thread."""

    def __init__(self, title: str, layer: QgsVectorLayer | QgsVectorLayerFeatureSource, context: QgsCoordinateTransformContext) -> None:
        self.title = title
        self._layer = layer
        self._context = context

    @classmethod
    def of_project(cls, source: str, title: str, project: QgsProject) -> CouncilLayer | None:
        """The layer to which the user gave this name, else None. Only on the GUI thread; what it gives may be read on another."""
        named = (each for each in project.mapLayers().values() if each.name() == source)
        layer = next((each for each in named if isinstance(each, QgsVectorLayer)), None)
        if layer is None:
            return None
        if not layer.crs().isValid():
            raise RedlineError(f"The layer {source} of this project has no coordinate system. Give it one in its properties.")
        return cls(title, QgsVectorLayerFeatureSource(layer), project.transformContext())

    @classmethod
    def of_file(cls, source: str, title: str, context: QgsCoordinateTransformContext) -> CouncilLayer:
        """The layer of a file; opening it may take a while. RedlineError where there is none."""
        file = Path(source.partition("|")[0])
        if not file.exists():
            raise RedlineError(f"There is neither a file nor a layer of this project called {source} for {title}. {_WHERE}")
        options = QgsVectorLayer.LayerOptions(context, False)
        layer = QgsVectorLayer(beside_nothing(source) + (_CSV if file.suffix.lower() == ".csv" else ""), title, "ogr", options)
        if not layer.isValid():
            raise RedlineError(f"The file {source} has no layer that QGIS can read for {title}. {_WHERE}")
        if not layer.crs().isValid():
            layer.setCrs(_guessed(layer))
        return cls(title, layer, context)

    @property
    def columns(self) -> list[str]:
        return [field.name() for field in self._layer.fields()]

    def near(self, box: Box, columns: Sequence[str], give_way: Callable[[], None]) -> Iterator[tuple[BaseGeometry, list[str]]]:
        """Each feature that meets ``box`` (EPSG:27700), valid and flat, with the words in ``columns``.

        ``give_way`` is called every few features. Raises RedlineError where there are more than can be a neighbourhood.
        """
        for number, found in enumerate(self._read(QgsFeatureRequest().setFilterRect(QgsRectangle(*box)), columns, give_way)):
            if number == _MOST:
                raise RedlineError(f"{self.title} has more than {_MOST:,} features round this line: is it the right layer? {_WHERE}")
            yield found

    def holding(
        self, word: str, columns: Sequence[str], give_way: Callable[[], None], *, number_in: str = ""
    ) -> Iterator[tuple[BaseGeometry, list[str]]]:
        """At most so many features in one of whose ``columns`` a word stands, of letters and figures, whatever its case; "" is in all.

        Where ``number_in`` names a column, those whose number there ends with the word, which is figures alone.
        """
        if number_in:
            column = QgsExpression.quotedColumnRef(number_in)
            numeric = self._layer.fields().field(number_in).isNumeric()
            # The zeros before a number are told by whoever asks: what a database can look for itself is ten times as fast
            asked = f"{column} = {word}" if numeric else f"{column} LIKE {QgsExpression.quotedString(f'%{word}')}"
        else:
            marked = QgsExpression.quotedString(f"%{word}%")
            asked = " OR ".join(f"{QgsExpression.quotedColumnRef(name)} ILIKE {marked}" for name in columns) if word else ""
        wanted = [*columns, *([number_in] if number_in and number_in not in columns else [])]
        request = QgsFeatureRequest()
        if asked:
            request.setFilterExpression(asked)
        yield from islice(self._read(request, wanted, give_way), _MOST)

    def _read(
        self, request: QgsFeatureRequest, columns: Sequence[str], give_way: Callable[[], None]
    ) -> Iterator[tuple[BaseGeometry, list[str]]]:
        import shapely

        request.setDestinationCrs(QgsCoordinateReferenceSystem(_GRID), self._context)
        request.setSubsetOfAttributes(list(columns), self._layer.fields()).setLimit(_MOST + 1)
        for number, feature in enumerate(self._layer.getFeatures(request)):
            if number % _BATCH == 0:
                give_way()
            if feature.hasGeometry():
                shape = shapely.force_2d(to_shapely(_straight(feature.geometry())))
                yield shape if shape.is_valid else shapely.make_valid(shape), [_words(feature.attribute(name)) for name in columns]


def _guessed(layer: QgsVectorLayer) -> QgsCoordinateReferenceSystem:
    """The system of a file that names none, by the size of its coordinates, as in all that Redline reads."""
    first = next((each for each in layer.getFeatures(QgsFeatureRequest().setLimit(10)) if each.hasGeometry()), None)
    at = first.geometry().boundingBox() if first is not None else QgsRectangle()
    return QgsCoordinateReferenceSystem(_DEGREES if max(abs(at.xMinimum()), abs(at.yMinimum())) <= 180 else _GRID)


def _straight(geometry: QgsGeometry) -> QgsGeometry:
    straight = QgsGeometry(geometry)
    straight.convertToStraightSegment()
    return straight


def _words(value: Any) -> str:
    """A value as people write it; a UPRN that was kept as a number has no decimals, a day is one of ISO 8601."""
    plain = plain_value(value)
    if plain is None or plain == NULL:
        return ""
    return str(int(plain)) if isinstance(plain, float) and plain.is_integer() else str(plain).strip()
