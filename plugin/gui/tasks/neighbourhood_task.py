"""Fetches everything near a boundary that is being drawn, beside the window, in batches that never hold it up."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from ..environment.store_place import StorePlace
from .gathering_task import GatheringTask

if TYPE_CHECKING:
    from ...constraints.box import Box
    from ...constraints.screening.neighbourhood import Neighbourhood


class NeighbourhoodTask(GatheringTask):
    """``came`` brings a Neighbourhood of ``box`` (EPSG:27700) out of the store's newest generation."""

    def __init__(self, store: StorePlace, box: Box) -> None:
        super().__init__("constraints")
        self._store = store
        self._box = box

    def gather(self) -> Neighbourhood:
        from ...constraints.screening.neighbourhood import Neighbourhood
        from ...domain.errors import RedlineError
        from ...rules.attributes import TOLD_APART_BY_A_COLUMN

        try:
            with self._store.open() as store:
                return Neighbourhood.gather(store, self._box, self.give_way, TOLD_APART_BY_A_COLUMN)
        except (RedlineError, OSError, sqlite3.Error) as error:
            raise RedlineError(f"The constraints round the boundary could not be read: {error}") from error
