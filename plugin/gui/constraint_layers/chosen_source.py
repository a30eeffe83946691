"""What somebody chose to have checked: a layer of the project or of a file, a file that Redline reads itself, or a dataset of the store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsVectorLayer

from ...domain.errors import RedlineError
from ..layers.beside_nothing import layers_of_file
from ..layers.layer_aside import LayerAside, known_count

#: Files that Redline reads by its own readers, as on the command line: QGIS takes a column of shapes in a CSV for text.
_OWN = frozenset({".csv", ".tsv", ".json", ".geojson", ".geojsonl", ".ndjson"})

#: How the address of a database says that its counts are no more than estimates.
_ESTIMATED = "estimatedmetadata=true"


@dataclass(frozen=True)
class ChosenSource:
    """``layer`` is a layer of QGIS, or None for a file of Redline's own readers. ``path`` is its file, None where there is none.

    ``stored`` is the slug of a dataset of the constraint store, which has neither; "" for all others.
    """

    title: str
    layer: QgsVectorLayer | None
    path: Path | None
    is_of_project: bool = False
    stored: str = ""

    @classmethod
    def of_store(cls, slug: str, title: str) -> ChosenSource:
        """A dataset as the constraint store has it."""
        return cls(title, None, None, stored=slug)

    @classmethod
    def of_project(cls, layer: QgsVectorLayer) -> ChosenSource:
        """A layer of the project, of whatever provider."""
        file = Path(layer.source().partition("|")[0])
        return cls(str(layer.name()), layer, file if file.is_file() else None, is_of_project=True)

    @classmethod
    def of_file(cls, path: Path, name: str = "") -> ChosenSource:
        """A file, or the layer of that name in it. Raises RedlineError where there is none that can be read, or several."""
        if path.suffix.lower() in _OWN:
            if not path.is_file():
                raise RedlineError(f"{path} does not exist.")
            return cls(path.name, None, path)
        layers = layers_in(path)
        if not name and len(layers) > 1:
            raise RedlineError(f"{path.name} has several layers. Choose one of them.")
        uri = layers.get(name) if name else next(iter(layers.values()), None)
        layer = QgsVectorLayer(uri, name or path.stem, "ogr") if uri is not None else None
        if layer is None or not layer.isValid():
            raise RedlineError(f"{path} has no layer{f' “{name}”' if name else ''} that QGIS can read.")
        return cls(f"{path.name}, {name}" if len(layers) > 1 else path.name, layer, path)

    def aside(self, *, whole: bool = True) -> LayerAside | None:
        """The layer for a task to read; only on the GUI thread. What is to be read ``whole`` is counted first, unless only by estimate."""
        if self.layer is None:
            return None
        is_exact = _ESTIMATED not in self.layer.source()
        return LayerAside(self.layer, None if whole and is_exact else known_count(self.layer) if is_exact else -1)


def layers_in(path: Path) -> dict[str, str]:
    """The layers with features in a file, by name, each with what QGIS opens it by; none for a file of Redline's own readers."""
    is_there = path.is_file() or (path.suffix.lower() == ".gdb" and path.is_dir())
    if path.suffix.lower() in _OWN or not is_there:
        return {}
    return layers_of_file(path)
