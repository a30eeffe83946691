"""An algorithm run with its outputs in memory, with what it said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import shapely
from qgis.core import Qgis, QgsFeature, QgsGeometry, QgsProcessingContext, QgsProcessingFeedback, QgsProject, QgsVectorLayer


class Heard(QgsProcessingFeedback):
    """Keeps what is said."""

    def __init__(self, stop_at: float = 1000.0) -> None:
        super().__init__(False)
        self.warnings: list[str] = []
        self.errors: list[str] = []
        self.progressChanged.connect(lambda progress: self.cancel() if progress >= stop_at else None)

    def pushWarning(self, warning: str) -> None:
        self.warnings.append(warning)

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: N803  # QGIS calls it by this name
        self.errors.append(error)


class Run(NamedTuple):
    """What came of a run: results, and the features of the outputs that were asked for."""

    results: dict[str, Any]
    features: dict[str, list[QgsFeature]]

    def rows(self, output: str, *names: str) -> list[tuple[Any, ...]]:
        return [tuple(feature[name] for name in names) for feature in self.features[output]]


def run(algorithm: Any, outputs: Sequence[str] = (), feedback: QgsProcessingFeedback | None = None, **parameters: Any) -> Run:
    """Run it as the toolbox does: invalid geometries stop it unless it says that it takes them. QgsProcessingException where it fails."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    context.setInvalidGeometryCheck(Qgis.InvalidGeometryCheck.AbortOnInvalid)
    given = {**dict.fromkeys(outputs, "memory:"), **parameters}
    results, good = algorithm().create().run(given, context, feedback or QgsProcessingFeedback(), {}, False)
    assert good
    return Run(results, {name: list(context.getMapLayer(results[name]).getFeatures()) for name in outputs})


def why_not(algorithm: Any, **parameters: Any) -> str:
    """The sentence in the dialog's bar before it runs; "" where it may."""
    good, sentence = algorithm().create().checkParameterValues(parameters, QgsProcessingContext())
    return "" if good else sentence


def layer_of(
    shapes: Mapping[str, str | shapely.Geometry | None], crs: str = "EPSG:27700", kind: str = "MultiPolygon", **columns: Mapping[str, Any]
) -> QgsVectorLayer:
    """A layer with the column "ref"; ``columns`` give more, by reference."""
    fields = "".join(f"&field={name}:string" for name in ("ref", *columns))
    layer = QgsVectorLayer(f"{kind}?crs={crs}{fields}", "Red lines", "memory")
    features = []
    for reference, shape in shapes.items():
        feature = QgsFeature(layer.fields())
        feature.setAttributes([reference, *(values.get(reference) for values in columns.values())])
        if shape is not None:
            feature.setGeometry(QgsGeometry.fromWkt(shape if isinstance(shape, str) else shape.wkt))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer
