"""The first move of the mouse made before the officer makes it, so that it is followed as quickly as every later one.

What is done for the first time is slow: modules are imported, rules looked up, fonts, icons and patterns drawn.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from qgis.gui import QgsMapCanvas

from ...domain.errors import RedlineError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from .amend_panel import AmendPanel
    from .bands import Bands
    from .what_changes import Told

#: Metres by which the line is moved: land comes in and goes out.
_BY = 3.0


def moved_for_rehearsal(line: BaseGeometry) -> BaseGeometry:
    """The line (EPSG:27700) a little to the north-east, once a corner of it has been moved as a mouse would."""
    import shapely

    from ...boundary.editing.soundness import soundness
    from .hold import hold_at

    east, north = (float(each) for each in shapely.get_coordinates(line)[0])
    held = hold_at(line, (east, north), _BY)
    if held is not None:
        with suppress(RedlineError):
            soundness(held.moved(line, (east + _BY, north), pull=False).geometry)
    moved: BaseGeometry = shapely.transform(line, lambda corners: corners + _BY)
    return moved


def rehearse(told: Told, canvas: QgsMapCanvas, bands: Bands, panel: AmendPanel) -> None:
    """Draw what the moved line changes, on the map and in the panel, where nobody sees it; both are then as they were."""
    if told.change is not None:
        bands.show_change(told.change.added, told.change.removed)
        canvas.grab()
        bands.show_change(None, None)
    panel.rehearse(told)
