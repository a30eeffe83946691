"""Redline in the Processing toolbox, in models and in qgis_process."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..domain.clock import Clock
from ..resources_path import resources_path
from .check_boundaries_algorithm import CheckBoundariesAlgorithm
from .check_standard_algorithm import CheckStandardAlgorithm
from .compare_algorithm import CompareAlgorithm
from .export_standard_algorithm import ExportStandardAlgorithm
from .read_algorithm import ReadAlgorithm
from .refresh_algorithm import RefreshAlgorithm
from .screen_algorithm import ScreenAlgorithm
from .site_history_algorithm import SiteHistoryAlgorithm

ALGORITHMS = (
    ReadAlgorithm,
    CheckBoundariesAlgorithm,
    ScreenAlgorithm,
    SiteHistoryAlgorithm,
    RefreshAlgorithm,
    CompareAlgorithm,
    CheckStandardAlgorithm,
    ExportStandardAlgorithm,
)


class RedlineProvider(QgsProcessingProvider):
    """The provider with the id "redline"; its algorithms go by the session's clock where there is one."""

    def __init__(self, clock: Clock | None = None) -> None:
        super().__init__()
        self._clock = clock

    def id(self) -> str:
        return "redline"

    def name(self) -> str:
        return "Redline"

    def longName(self) -> str:
        return "Redline: planning applications and their constraints"

    def icon(self) -> QIcon:
        return QIcon(str(resources_path("icons", "redline.svg")))

    def loadAlgorithms(self) -> None:
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm(self._clock))
