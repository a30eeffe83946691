"""Where to look for a site that nobody has drawn yet: at its address."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsPointXY, QgsProject
from qgis.gui import QgsMapCanvas

from ...domain.application import Address

#: What a location plan is mostly drawn at.
_SCALE = 1250.0


def look_at_address(canvas: QgsMapCanvas, address: Address, project: QgsProject) -> bool:
    """Centre the map on an address, as near as a location plan shows it; whether the address has a place."""
    if address.easting is not None and address.northing is not None:
        place, system = QgsPointXY(address.easting, address.northing), "EPSG:27700"
    elif address.longitude is not None and address.latitude is not None:
        place, system = QgsPointXY(address.longitude, address.latitude), "EPSG:4326"
    else:
        return False
    there = QgsCoordinateTransform(QgsCoordinateReferenceSystem(system), canvas.mapSettings().destinationCrs(), project)
    try:
        centre = there.transform(place)
    except QgsCsException:
        return False
    canvas.setCenter(centre)
    canvas.zoomScale(_SCALE)
    canvas.refresh()
    return True
