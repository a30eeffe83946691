"""Whether Redline and QGIS put the same point in the same place; if they do not, nothing may be screened."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCoordinateTransformContext, QgsCsException, QgsPointXY

if TYPE_CHECKING:
    from ...boundary.transformer import Transformer

#: WGS84 degrees of places far apart in England, where transforms that differ, differ most.
CONTROL_POINTS = (("London", -0.0754, 51.5055), ("Penzance", -5.5371, 50.1188), ("Berwick-upon-Tweed", -2.0072, 55.7710))

#: Metres; more than this between the two and a red line would not lie on its own map.
LARGEST_DIFFERENCE = 0.05


def transform_difference(transformer: Transformer, context: QgsCoordinateTransformContext) -> str:
    """A sentence when QGIS and Redline disagree by more than 5 cm about WGS84 to British National Grid, else ""."""
    import shapely

    to_grid = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateReferenceSystem("EPSG:27700"), context)
    for place, longitude, latitude in CONTROL_POINTS:
        ours = transformer.to_national_grid(shapely.Point(longitude, latitude))
        try:
            theirs = to_grid.transform(QgsPointXY(longitude, latitude))
        except QgsCsException as error:
            return f"QGIS can't bring a point in {place} to the British National Grid ({error}). Nothing is screened until it can."
        apart = hypot(ours.x - theirs.x(), ours.y - theirs.y())
        if not apart <= LARGEST_DIFFERENCE:
            return (
                f"QGIS and Redline put the same point in {place} {apart:.2f} m apart, so sites would not lie where the map shows them. "
                "Nothing is screened. Put the OSTN15 grid into the proj folder of your QGIS profile (Settings > Options > Redline says "
                "where), check the transformation of EPSG:27700 under Settings > Options > Transformations, and start QGIS again."
            )
    return ""
