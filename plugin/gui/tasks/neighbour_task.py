"""Reads the addresses round a line that is being drawn, beside the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .gathering_task import GatheringTask

if TYPE_CHECKING:
    from ...boundary.neighbour_ground import NeighbourGround
    from ...boundary.neighbours import NeighbourFinder
    from ...constraints.box import Box
    from ..neighbours.ground_reader import GroundReader


class NeighbourTask(GatheringTask):
    """``came`` brings the NeighbourFinder for what lies in ``box`` (EPSG:27700)."""

    def __init__(self, reader: GroundReader, box: Box, made: Callable[[NeighbourGround], NeighbourFinder]) -> None:
        super().__init__("addresses")
        self._reader = reader
        self._box = box
        self._made = made

    def gather(self) -> NeighbourFinder:
        return self._made(self._reader.read(self._box, self.give_way))
