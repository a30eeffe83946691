"""Bringing positions to the British National Grid and back, by a named operation of known accuracy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ..domain.accuracy import UNTRANSFORMED, Accuracy
from ..domain.boundary import SourceCrs
from ..domain.errors import RedlineError
from .operation import Operation, best_operation
from .proj_data import proj_folders
from .proj_thread import on_proj_thread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Coordinates = NDArray[np.float64]

AnyGeometry = TypeVar("AnyGeometry")

_UNMERCATOR = "proj=pipeline step inv proj=webmerc lat_0=0 lon_0=0 x_0=0 y_0=0 ellps=WGS84 step proj=unitconvert xy_in=rad xy_out=deg"
_SAME_AS_WGS84 = ("World Geodetic System 1984", "European Terrestrial Reference System 1989")
_ORDNANCE_SURVEY = "Ordnance Survey of Great Britain 1936"


class Transformer:
    """Transforms geometry to and from EPSG:27700; one operation each way, the same for its whole life.

    ``grid_folders`` are searched for OSTN15 beside PROJ's own folders. EPSG:4258 is never passed through: from it PROJ's only operation
    without the grid is a ballpark, 90 to 137 m out. Outside OSTN15's extent (Great Britain and its shores) a Helmert is used.
    Verbs take a geometry or an array of them and drop Z; a position that can't be brought over comes back infinite. RedlineError for a
    system that PROJ does not know or has no sound way from.
    """

    def __init__(self, grid_folders: Sequence[Path] = ()) -> None:
        self._folders = tuple(Path(folder) for folder in grid_folders)
        self._others: dict[str, tuple[Callable[[Coordinates], Coordinates], Accuracy]] = {}
        on_proj_thread(self._choose_own)

    def _choose_own(self) -> None:
        with proj_folders(self._folders) as searched:
            self._searched = searched
            self._inward = best_operation("EPSG:4326", "EPSG:27700", searched)

    @cached_property
    def _outward(self) -> Operation:
        return self._best("EPSG:27700", "EPSG:4326")

    @cached_property
    def _inward_helmert(self) -> Operation:
        return self._best("EPSG:4326", "EPSG:27700", with_grids=False)

    @cached_property
    def _outward_helmert(self) -> Operation:
        return self._best("EPSG:27700", "EPSG:4326", with_grids=False)

    @cached_property
    def _unmercator(self) -> Operation:
        return on_proj_thread(_unmercator)

    def _best(self, source: str, target: str, *, with_grids: bool = True) -> Operation:
        """Looked for when it is first needed: most sites are in the National Grid already, and looking takes PROJ its time."""

        def best() -> Operation:
            with proj_folders(self._folders) as searched:
                return best_operation(source, target, searched, with_grids=with_grids)

        return on_proj_thread(best)

    def __reduce__(self) -> tuple[type[Transformer], tuple[tuple[Path, ...]]]:
        """To another process it travels as all the folders that were searched, so that the same operation is chosen there."""
        return Transformer, (self._searched,)

    def to_national_grid(self, geometry: AnyGeometry, crs: SourceCrs = SourceCrs.WGS84) -> AnyGeometry:
        """Geometry in ``crs`` (degrees as longitude, latitude) brought to EPSG:27700, in 2-D."""
        if crs is SourceCrs.NATIONAL_GRID:
            return _transformed(geometry, lambda coordinates: coordinates)
        if crs is SourceCrs.WEB_MERCATOR:
            return _transformed(geometry, lambda coordinates: self._from_degrees(self._unmercator.apply(coordinates)))
        return _transformed(geometry, self._from_degrees)

    def to_wgs84(self, geometry: AnyGeometry) -> AnyGeometry:
        """Geometry in EPSG:27700 brought to WGS84 degrees (longitude, latitude), in 2-D."""
        return _transformed(geometry, self._to_degrees)

    def to_national_grid_from(self, geometry: AnyGeometry, crs_text: str) -> AnyGeometry:
        """Geometry in any CRS that pyproj knows ("EPSG:3857", WKT, ...) brought to EPSG:27700; x is east or longitude."""
        return _transformed(geometry, self._other(crs_text)[0])

    def accuracy(self, crs: SourceCrs = SourceCrs.WGS84) -> Accuracy:
        """The operation that brings ``crs`` to EPSG:27700 and what PROJ says it is worth."""
        return UNTRANSFORMED if crs is SourceCrs.NATIONAL_GRID else self._inward.accuracy

    def accuracy_from(self, crs_text: str) -> Accuracy:
        """The same for any CRS that pyproj knows."""
        return self._other(crs_text)[1]

    def _from_degrees(self, coordinates: Coordinates) -> Coordinates:
        return _apply(self._inward, lambda: self._inward_helmert, coordinates)

    def _to_degrees(self, coordinates: Coordinates) -> Coordinates:
        return _apply(self._outward, lambda: self._outward_helmert, coordinates)

    def _other(self, crs_text: str) -> tuple[Callable[[Coordinates], Coordinates], Accuracy]:
        if crs_text not in self._others:
            self._others[crs_text] = on_proj_thread(lambda: self._choose(crs_text))
        return self._others[crs_text]

    def _choose(self, crs_text: str) -> tuple[Callable[[Coordinates], Coordinates], Accuracy]:
        from pyproj import Transformer as PyprojTransformer

        with proj_folders(self._folders) as searched:
            crs = _plain_crs(crs_text)
            datum = crs.datum.name if crs.datum is not None else ""
            if crs.to_epsg(min_confidence=25) == 27700:
                return (lambda coordinates: coordinates), UNTRANSFORMED
            if datum.startswith(_SAME_AS_WGS84):
                # ETRS89 is WGS84 to within a metre and what OSTN15 is defined on: leave the map projection, keep the datum
                unproject = Operation(self._inward.accuracy, PyprojTransformer.from_crs(crs, crs.geodetic_crs, always_xy=True))
                return (lambda coordinates: self._from_degrees(unproject.apply(coordinates))), self._inward.accuracy
            if datum.startswith(_ORDNANCE_SURVEY):
                same_datum = Operation(UNTRANSFORMED, PyprojTransformer.from_crs(crs, "EPSG:27700", always_xy=True))
                return same_datum.apply, Accuracy("British National Grid, without a change of datum", 0.0, None)
            other = best_operation(crs, "EPSG:27700", searched)
            return other.apply, other.accuracy


def _unmercator() -> Operation:
    from pyproj import Transformer as PyprojTransformer

    return Operation(UNTRANSFORMED, PyprojTransformer.from_pipeline(_UNMERCATOR))


def _apply(operation: Operation, helmert: Callable[[], Operation], coordinates: Coordinates) -> Coordinates:
    import numpy as np

    moved = operation.apply(coordinates)
    outside = ~np.isfinite(moved).all(axis=1) & np.isfinite(coordinates).all(axis=1)
    if outside.any():
        moved[outside] = helmert().apply(coordinates[outside])
    return moved


def _transformed(geometry: AnyGeometry, change: Callable[[Coordinates], Coordinates]) -> AnyGeometry:
    import shapely

    given: Any = geometry
    changed: AnyGeometry = shapely.transform(given, change)
    return changed


def _plain_crs(crs_text: str) -> Any:
    """The horizontal CRS behind a text, without a height and without a TOWGS84 shift that some WKT carries."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        crs = CRS.from_user_input(crs_text)
    except CRSError as error:
        raise RedlineError(f"The coordinate system {crs_text[:80]!r} is not known. Supply the file in EPSG:27700 or in WGS84.") from error
    while crs.is_compound or crs.is_bound:
        crs = crs.sub_crs_list[0] if crs.is_compound else crs.source_crs
    return crs
