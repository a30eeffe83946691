"""What every page of the Constraint layers window works with."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.gui import QgsMapCanvas

from ...domain.clock import Clock
from ..case_list.cases_desk import CasesDesk
from ..settings import StoredSettings


@dataclass(frozen=True)
class Surroundings:
    """The settings of this user, the clock, the desk of the open case file, and the map beside the window."""

    stored: StoredSettings
    clock: Clock
    desk: CasesDesk
    canvas: QgsMapCanvas
