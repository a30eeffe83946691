"""Where a fault is: the shape as it is, as it would be, and QGIS's own map brought there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject, QgsRectangle
from qgis.gui import QgsMapCanvas

from ..layers.specification import to_qgis
from .change_map import with_ground

if TYPE_CHECKING:
    import shapely

    from ...constraints.standard.issue import Issue
    from ...constraints.standard.standard_table import StandardTable

_GRID = "EPSG:27700"


class Shapes(NamedTuple):
    """In EPSG:27700 as they are, that of the other row with them, and as they would be."""

    was: Sequence[shapely.Geometry] = ()
    now: Sequence[shapely.Geometry] = ()


def shapes_of_issue(issue: Issue | None, table: StandardTable | None) -> Shapes:
    """What a map shows of a fault; nothing for one of all rows, or of a row without a shape."""
    import shapely

    if issue is None or issue.row is None or table is None:
        return Shapes()
    if issue.fix is not None and issue.fix.is_shape:
        return Shapes([shapely.from_wkt(issue.fix.before)] if issue.fix.before else [], [shapely.from_wkt(issue.fix.after)])
    names = [issue.field] if issue.field in table.placed else list(table.placed)
    here = [shape for name in names if (shape := table.shape(issue.row, name)) is not None]
    other = [shape for name in names if issue.other is not None and (shape := table.shape(issue.other, name)) is not None]
    return Shapes([*here, *other])


def zoom_to(canvas: QgsMapCanvas, shapes: Sequence[shapely.Geometry]) -> None:
    """Brings a map, of whatever coordinate system, to shapes in EPSG:27700, and lets them flash there."""
    grid, box = QgsCoordinateReferenceSystem(_GRID), QgsRectangle()
    there = [to_qgis(shape) for shape in shapes]
    for geometry in there:
        box.combineExtentWith(geometry.boundingBox())
    if not there:
        return
    turn = QgsCoordinateTransform(grid, canvas.mapSettings().destinationCrs(), QgsProject.instance())
    canvas.setExtent(turn.transformBoundingBox(with_ground(box)))
    canvas.refresh()
    canvas.flashGeometries(there, grid)
