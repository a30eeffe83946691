"""Brings geometries to the British National Grid, whatever their file says or fails to say about its coordinates."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import shapely
from numpy.typing import NDArray

from ...arrays import values
from ...domain.accuracy import Accuracy
from ...domain.boundary import SourceCrs

WGS84 = SourceCrs.WGS84.value
NATIONAL_GRID = SourceCrs.NATIONAL_GRID.value
WEB_MERCATOR = SourceCrs.WEB_MERCATOR.value
_SAME_AS_WGS84 = ("CRS84", "EPSG:4326", "EPSG::4326")
#: Further than this from the grid's own area nothing is in Great Britain (metres, EPSG:27700: west, south, east, north).
_BRITAIN = (-100_000.0, -100_000.0, 800_000.0, 1_400_000.0)
_BRITAIN_IN_MERCATOR = (-1_200_000.0, 6_200_000.0, 300_000.0, 8_800_000.0)


class NationalGridTransformer(Protocol):
    """As much of the Transformer as the store needs."""

    def to_national_grid_from(self, geometry: Any, crs: str) -> Any: ...

    def to_wgs84(self, geometry: Any) -> Any: ...

    def accuracy_from(self, crs: str) -> Accuracy: ...


class Placer:
    """Places the batches of one file. ``notes`` gathers sentences on what was assumed; ``used`` the systems that were met, as text."""

    def __init__(self, transformer: NationalGridTransformer, crs: str, wgs84_unless_said: bool) -> None:
        self.notes: list[str] = []
        self.used: set[str] = set()
        self._transformer = transformer
        self._declared = _plain_crs(crs)
        self._expected = self._declared or (WGS84 if wgs84_unless_said else "")

    def to_degrees(self, geometry: Any) -> Any:
        """A geometry in EPSG:27700 brought to longitude and latitude (EPSG:4326)."""
        return self._transformer.to_wgs84(geometry)

    def apart(self) -> Placer:
        """Another that places likewise, with notes of its own: for a trial."""
        other = Placer(self._transformer, "", False)
        other._declared, other._expected = self._declared, self._expected
        return other

    def place(self, geometries: NDArray[np.object_]) -> tuple[NDArray[np.object_], dict[int, str]]:
        """The geometries in EPSG:27700, None kept, and by position why one could not be placed."""
        bounds = shapely.bounds(geometries)
        present = ~np.isnan(bounds[:, 0])
        degrees = present & (np.abs(bounds[:, [0, 2]]) <= 180).all(axis=1) & (np.abs(bounds[:, [1, 3]]) <= 90).all(axis=1)
        in_grid = present & ~degrees & _within(bounds, _BRITAIN)
        in_mercator = present & ~degrees & _within(bounds, _BRITAIN_IN_MERCATOR)
        placed = np.empty(len(geometries), dtype=object)
        problems: dict[int, str] = {}
        for crs, chosen in self._plan(degrees, in_grid, in_mercator, present):
            self._place(geometries, placed, crs, chosen, problems)
        return placed, problems

    def _plan(
        self, degrees: NDArray[np.bool_], in_grid: NDArray[np.bool_], in_mercator: NDArray[np.bool_], present: NDArray[np.bool_]
    ) -> list[tuple[str, NDArray[np.bool_]]]:
        expected = self._expected
        if expected and expected not in (WGS84, NATIONAL_GRID, WEB_MERCATOR):
            return [(expected, present)]
        plan = [(WGS84, degrees), (NATIONAL_GRID, in_grid), (WEB_MERCATOR, in_mercator)]
        for crs, chosen in plan:
            if crs != expected and chosen.any():
                self._note(crs)
        return [*plan, ("", present & ~degrees & ~in_grid & ~in_mercator)]

    def _note(self, crs: str) -> None:
        looks = {
            WGS84: "longitude and latitude",
            NATIONAL_GRID: "metres of the British National Grid",
            WEB_MERCATOR: "metres of Web Mercator",
        }[crs]
        said = f"the file says {self._declared}" if self._declared else "the file does not say so"
        sentence = f"Coordinates are {looks} by their size, and were taken as {crs}, though {said}."
        if sentence not in self.notes:
            self.notes.append(sentence)

    def _place(
        self, geometries: NDArray[np.object_], placed: NDArray[np.object_], crs: str, chosen: NDArray[np.bool_], problems: dict[int, str]
    ) -> None:
        positions = np.flatnonzero(chosen)
        if len(positions) == 0:
            return
        if crs:
            self.used.add(crs)
            moved = geometries[positions] if crs == NATIONAL_GRID else self._transformer.to_national_grid_from(geometries[positions], crs)
            fine = np.isfinite(shapely.bounds(moved)).all(axis=1)
            placed[positions[fine]] = moved[fine]
            positions = positions[~fine]
        for position in values(positions):
            problems[position] = "its coordinates are in no system that covers Great Britain"


def is_in_britain(bounds: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether boxes in EPSG:27700 lie where the grid is of use."""
    return _within(bounds, _BRITAIN)


def _within(bounds: NDArray[np.float64], box: tuple[float, float, float, float]) -> NDArray[np.bool_]:
    west, south, east, north = box
    inside: NDArray[np.bool_] = (bounds[:, 0] >= west) & (bounds[:, 1] >= south) & (bounds[:, 2] <= east) & (bounds[:, 3] <= north)
    return inside


def _plain_crs(text: str) -> str:
    """The same system by one name: "urn:ogc:def:crs:EPSG::27700" and "EPSG:27700" are the same."""
    if text.upper().endswith(_SAME_AS_WGS84):
        return WGS84
    head, _, code = text.rpartition(":")
    return f"EPSG:{code}" if code.isdecimal() and "EPSG" in head.upper() else text
