"""redline:screen, the main job as a Processing algorithm: which constraints apply to these sites, and what could not be checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
)

from ..gui.environment.grid_folders import grid_folders
from ..gui.layers.finding_row import polygons_of
from ..gui.settings import StoredSettings
from .redline_algorithm import RedlineAlgorithm
from .table_sink import TableSink, fields_of

_HELP = """Screens sites against a constraint store: of every dataset, does it overlap, touch, is it clear, or was it not checked and why?

Give the sites as a polygon layer, or as a folder of planning applications (ODP, BOPS or Planning Portal JSON, GeoJSON, zip), or both.
A layer in EPSG:27700 is taken as it is; any other is brought there by Redline's own transform, whose accuracy the sites tell.

Constraint store: the folder that "scripts/redline store build" made; the one of Redline's options where it is left empty.
Digitising tolerance: what reaches less deep into the site than this touches it and does not overlap it.
Near: entities outside the site are listed within this distance.

Sites, findings, overlaps and datasets have the same columns as the files that Redline writes elsewhere. A site whose red line can't be
used is a row of the sites without geometry, and each of its datasets reads "not checked"."""


class ScreenAlgorithm(RedlineAlgorithm):
    """Opens the store in the thread that it runs in."""

    SOURCE, REFERENCE, APPLICATIONS, PROFILE = "SOURCE", "REFERENCE", "APPLICATIONS", "PROFILE"
    TOLERANCE, WITHIN = "TOLERANCE", "WITHIN"
    SITES, FINDINGS, OVERLAPS, DATASETS = "SITES", "FINDINGS", "OVERLAPS", "DATASETS"
    SITE_COUNT, NOT_CHECKED_COUNT, UNREADABLE_COUNT = "SITE_COUNT", "NOT_CHECKED_COUNT", "UNREADABLE_COUNT"

    def name(self) -> str:
        return "screen"

    def displayName(self) -> str:
        return "Screen sites against constraints"

    def shortDescription(self) -> str:
        return "Which constraints apply to these sites, and what could not be checked."

    def shortHelpString(self) -> str:
        return _HELP

    def tags(self) -> list[str]:
        return ["planning", "application", "boundary", "red line", "constraint", "overlap", "listed building", "conservation area"]

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        settings = StoredSettings().load()
        for parameter in (
            QgsProcessingParameterFeatureSource(self.SOURCE, "Sites (polygons)", [Qgis.ProcessingSourceType.VectorPolygon], optional=True),
            QgsProcessingParameterField(self.REFERENCE, "Field that names the sites", parentLayerParameterName=self.SOURCE, optional=True),
            QgsProcessingParameterFile(
                self.APPLICATIONS, "Folder of applications", Qgis.ProcessingFileParameterBehavior.Folder, optional=True
            ),
            self.store_parameter(),
            QgsProcessingParameterFile(self.PROFILE, "Authority profile", defaultValue=settings.profile or None, optional=True),
            _metres(self.TOLERANCE, "Digitising tolerance (metres)", settings.tolerance),
            _metres(self.WITHIN, "Near (metres)", settings.near),
            QgsProcessingParameterFeatureSink(self.SITES, "Sites", Qgis.ProcessingSourceType.VectorPolygon),
            QgsProcessingParameterFeatureSink(self.FINDINGS, "Findings", Qgis.ProcessingSourceType.Vector, optional=True),
            QgsProcessingParameterFeatureSink(self.OVERLAPS, "Overlaps", Qgis.ProcessingSourceType.VectorPolygon, optional=True),
            QgsProcessingParameterFeatureSink(self.DATASETS, "States of the datasets", Qgis.ProcessingSourceType.Vector, optional=True),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber(self.SITE_COUNT, "Sites"))
        self.addOutput(QgsProcessingOutputNumber(self.NOT_CHECKED_COUNT, "Sites with something not checked, or only in part"))
        self.addOutput(QgsProcessingOutputNumber(self.UNREADABLE_COUNT, "Files that could not be read"))

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..constraints.catalogue import Catalogue
        from ..constraints.profile import Profile
        from ..constraints.screening.screening import screen_site
        from ..constraints.store.local_store import LocalStore
        from ..domain.clock import SystemClock
        from ..domain.settings import ScreeningSettings
        from ..reports.table import FINDING_COLUMNS, SITE_COLUMNS, STATE_COLUMNS, finding_rows, site_row, state_rows
        from .given_sites import GivenSites

        folder = self.store_folder(parameters, context)
        profile_file = self.parameterAsFile(parameters, self.PROFILE, context)
        profile = Profile.load(Path(profile_file)) if profile_file else Profile.default()
        settings = ScreeningSettings(
            tolerance=self.parameterAsDouble(parameters, self.TOLERANCE, context),
            near=self.parameterAsDouble(parameters, self.WITHIN, context),
        )
        clock = SystemClock()
        given = GivenSites(
            source=self.parameterAsSource(parameters, self.SOURCE, context),
            reference=self.parameterAsString(parameters, self.REFERENCE, context),
            applications=self.parameterAsFile(parameters, self.APPLICATIONS, context),
            grid_folders=grid_folders(StoredSettings().load(), profile),
            clock=clock,
        )
        results: dict[str, Any] = {}
        sinks = {
            name: TableSink(self.sink(parameters, name, fields_of(columns), kind, context, results), columns)
            for name, columns, kind in (
                (self.SITES, SITE_COLUMNS, Qgis.WkbType.MultiPolygon),
                (self.FINDINGS, FINDING_COLUMNS, Qgis.WkbType.NoGeometry),
                (self.OVERLAPS, FINDING_COLUMNS, Qgis.WkbType.MultiPolygon),
                (self.DATASETS, STATE_COLUMNS, Qgis.WkbType.NoGeometry),
            )
        }
        store = LocalStore(folder)
        try:
            catalogue = Catalogue.load()
            sites = not_checked = 0
            for reading in given.readings(feedback):
                screening = screen_site(reading, store, settings=settings, profile=profile, clock=clock, catalogue=catalogue)
                boundary = reading.boundary
                sinks[self.SITES].add(site_row(reading, screening), boundary.geometry if boundary is not None else None)
                for row in state_rows(screening):
                    sinks[self.DATASETS].add(row)
                for finding, row in finding_rows(screening):
                    sinks[self.FINDINGS].add(row)
                    area = polygons_of(finding.overlap)
                    if area is not None:
                        sinks[self.OVERLAPS].add(row, area)
                sites += 1
                not_checked += not screening.is_complete
        finally:
            store.close()
        return {**results, self.SITE_COUNT: sites, self.NOT_CHECKED_COUNT: not_checked, self.UNREADABLE_COUNT: given.unreadable}


def _metres(name: str, title: str, usual: float) -> QgsProcessingParameterNumber:
    return QgsProcessingParameterNumber(name, title, Qgis.ProcessingNumberParameterType.Double, usual, minValue=0.0)
