"""The delivery points of the sample borough, as a council's own gazetteer has them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import shapely

from plugin.constraints.geopackage.geopackage import GeoPackageWriter
from plugin.constraints.geopackage.geopackage_layer import Column
from plugin.constraints.geopackage.geopackage_sql import GeometryType
from plugin.domain.clock import FixedClock

from .base_map import DRAWN_AT
from .town import Town

FILE_NAME = "addresses.gpkg"


def write(path: Path, town: Town) -> None:
    """Write the GeoPackage (EPSG:27700, one point for each plot, columns uprn and address), in place of one that is there."""
    lived_in = [plot for plot in town.plots if plot.uprn]
    with GeoPackageWriter(path, FixedClock(DRAWN_AT)) as package:
        sink = package.add_layer("address", GeometryType.POINT, (Column("uprn"), Column("address")), "SAMPLE - not a real place")
        points = np.array([shapely.point_on_surface(plot.house) for plot in lived_in])
        sink.append(points, [(plot.uprn, f"{plot.address}, Saltmere") for plot in lived_in])
