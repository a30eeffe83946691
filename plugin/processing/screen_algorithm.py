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
    QgsProcessingParameterFile,
)

from ..gui.layers.finding_row import polygons_of
from ..gui.settings import StoredSettings
from .about import About, Group
from .sites_algorithm import SitesAlgorithm
from .table_sink import TableSink, fields_of


class ScreenAlgorithm(SitesAlgorithm):
    """Opens the store in the thread that it runs in."""

    PROFILE, TOLERANCE, WITHIN = "PROFILE", "TOLERANCE", "WITHIN"
    SITES, FINDINGS, OVERLAPS, DATASETS = "SITES", "FINDINGS", "OVERLAPS", "DATASETS"
    NOT_CHECKED_COUNT = "NOT_CHECKED_COUNT"

    doing = "screen"
    about = About(
        name="screen",
        title="Screen sites against constraints",
        summary="Says which constraints apply to sites, and what could not be checked.",
        group=Group.APPLICATIONS,
        icon="screen-again",
        help="Of every dataset in the store: does it overlap the site, touch it, is it clear, or was it not checked, and why. A site whose "
        "red line can't be used is a row of the sites without geometry, and each of its datasets reads “not checked”. The outputs have "
        "the same columns as the files that Redline writes elsewhere.",
        example="--APPLICATIONS=inbox --STORE=store --SITES=sites.gpkg --FINDINGS=findings.csv",
        tags=("planning", "application", "boundary", "red line", "constraint", "overlap", "listed building", "conservation area"),
    )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        settings = StoredSettings().load()
        self.add_sites()
        self.addParameter(self.store_parameter())
        self.add(
            QgsProcessingParameterFile(self.PROFILE, "Authority profile", defaultValue=settings.profile or None, optional=True),
            "The authority's own words on its data: how far each dataset reaches, and where grids lie. Redline's own where there is none.",
            advanced=True,
        )
        self.add(
            self.metres_parameter(self.TOLERANCE, "Digitising tolerance", settings.tolerance),
            "What reaches less deep into the site than this touches it, and does not overlap it.",
            advanced=True,
        )
        self.add(
            self.metres_parameter(self.WITHIN, "Near", settings.near),
            "Constraints outside the site are listed within this distance of it.",
        )
        polygons, anything = Qgis.ProcessingSourceType.VectorPolygon, Qgis.ProcessingSourceType.Vector
        self.add(
            QgsProcessingParameterFeatureSink(self.SITES, "Sites", polygons),
            "A row each: how many datasets overlap, touch, are clear and were not checked, and a summary in words.",
        )
        self.add(
            QgsProcessingParameterFeatureSink(self.FINDINGS, "Findings", anything, optional=True),
            "A row for each constraint and site: relation, overlap, depth and distance, and the data that it rests on.",
        )
        self.add(
            QgsProcessingParameterFeatureSink(self.OVERLAPS, "Overlaps", polygons, optional=True),
            "The areas that constraints and sites share.",
        )
        self.add(
            QgsProcessingParameterFeatureSink(self.DATASETS, "States of the datasets", anything, optional=True),
            "A row for each dataset and site, also for those that are clear or were not checked.",
        )
        self.add_site_counts()
        self.addOutput(QgsProcessingOutputNumber(self.NOT_CHECKED_COUNT, "Sites with something not checked, or only in part"))

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..constraints.catalogue import Catalogue
        from ..constraints.profile import Profile
        from ..constraints.screening.screening import screen_site
        from ..domain.settings import ScreeningSettings
        from ..reports.table import FINDING_COLUMNS, SITE_COLUMNS, STATE_COLUMNS, finding_rows, site_row, state_rows

        place = self.store_place(parameters, context)
        profile_file = self.parameterAsFile(parameters, self.PROFILE, context)
        profile = Profile.load(Path(profile_file)) if profile_file else Profile.default()
        settings = ScreeningSettings(
            tolerance=self.parameterAsDouble(parameters, self.TOLERANCE, context),
            near=self.parameterAsDouble(parameters, self.WITHIN, context),
        )
        clock = self.clock
        given = self.given_sites(parameters, context, profile)
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
        with place.open() as store:
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
        feedback.pushInfo(f"Sites: {sites:,}. Not checked in full: {not_checked:,}. Files that could not be read: {given.unreadable:,}.")
        return {**results, self.SITE_COUNT: sites, self.NOT_CHECKED_COUNT: not_checked, self.UNREADABLE_COUNT: given.unreadable}
