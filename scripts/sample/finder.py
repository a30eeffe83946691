"""Finds plots for applications, each plot once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely

from . import landscape
from .plots import Plot
from .town import Place, Town


class Finder:
    """Picks the plot of a kind that lies nearest to a place of the borough (metres from its origin)."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._plots = town.plots
        self._centres = shapely.get_coordinates(shapely.centroid(np.array([plot.parcel for plot in self._plots])))
        self._tree = shapely.STRtree([plot.parcel for plot in self._plots])
        self._used: set[str] = set()

    def plot(self, kind: str, east: float, north: float, suits: Callable[[Plot], bool] = lambda _: True) -> Plot:
        """The nearest plot of that kind that suits and is not taken; it is taken from now on."""
        distance = np.hypot(self._centres[:, 0] - landscape.ORIGIN[0] - east, self._centres[:, 1] - landscape.ORIGIN[1] - north)
        for index in np.argsort(distance, kind="stable"):
            plot = self._plots[int(index)]
            if plot.kind == kind and plot.uprn not in self._used and suits(plot):
                self._used.add(plot.uprn)
                return plot
        raise LookupError(f"The sample borough has no {kind} plot left that suits.")

    def beside(self, plot: Plot, count: int = 1) -> tuple[Plot, ...]:
        """The next plots along the street that share a side with the one before; taken too."""
        found: list[Plot] = []
        last = plot
        for candidate in (self._plots[int(index)] for index in self._tree.query(shapely.buffer(plot.parcel, 25.0 * count))):
            if (
                candidate.street == plot.street
                and candidate.number == last.number + 2
                and len(found) < count
                and self._shares_side(last, candidate)
            ):
                found.append(candidate)
                last = candidate
        self._used.update(other.uprn for other in found)
        return tuple(found)

    def place(self, name: str) -> Place:
        return next(place for place in self._town.places if place.name == name)

    @staticmethod
    def _shares_side(first: Plot, second: Plot) -> bool:
        return bool(shapely.length(shapely.intersection(first.parcel, second.parcel)) > 5.0)


def union(plots: tuple[Plot, ...]) -> shapely.Geometry:
    """The plots as one site."""
    return shapely.union_all([plot.parcel for plot in plots])
