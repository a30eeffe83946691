"""redline:sitehistory: what was applied for on sites and near them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
)

from ..gui.settings import StoredSettings
from .about import About, Group
from .history_input import CASE, add_history_input, lacking_history
from .redline_algorithm import is_left_out, stop_if_cancelled
from .sites_algorithm import SitesAlgorithm
from .table_sink import TableSink, fields_of, point_of

if TYPE_CHECKING:
    from ..domain.placed_application import PlacedApplication
    from ..reports.site_history import HistoryEntry

HISTORY_COLUMNS = (
    *(("site", str), ("reference", str), ("relation", str), ("distance_m", float), ("overlap_m2", float), ("overlap_percent", float)),
    *(("type", str), ("description", str), ("address", str), ("status", str), ("decision", str), ("decided_on", date)),
    *(("received_on", date), ("valid_on", date), ("appeal", str), ("known_from", str), ("placed_by", str)),
)
_MOST_NAMED = 10


class SiteHistoryAlgorithm(SitesAlgorithm):
    """Says how each application of a case file, a layer or a folder stands to the site."""

    WITHIN, HISTORY, PLACES = "WITHIN", "HISTORY", "PLACES"
    COUNT, UNPLACED_COUNT, UNUSABLE_COUNT = "COUNT", "UNPLACED_COUNT", "UNUSABLE_COUNT"

    doing = "look around"
    about = About(
        name="sitehistory",
        title="Site history around a site",
        summary="Lists what was applied for on sites and near them, with relation, distance, decision and days.",
        group=Group.APPLICATIONS,
        icon="clock",
        help="Each application overlaps the site, touches it, lies in a hole of it (surrounded) or is near, by the rules of screening. "
        "What overlaps comes first, then the nearest, then the newest. An application that bears the site's own name is left out. Those "
        "whose place nobody knows are counted and named: they may belong to the history.",
        example="--CASE=26-00001-HAPP --CASE_FILE=cases.redline --LAYER=decided.gpkg --WITHIN=50 --HISTORY=history.gpkg",
        tags=("planning", "application", "site history", "planning history", "near", "decision", "neighbour"),
    )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.add_sites("Sites in a folder of applications")
        add_history_input(self)
        self.add(
            self.metres_parameter(self.WITHIN, "Within", StoredSettings().load().near),
            "How far from the site's edge an application may lie. With 0 only what overlaps or touches the site is listed.",
        )
        self.add(
            QgsProcessingParameterFeatureSink(self.HISTORY, "Site history", Qgis.ProcessingSourceType.VectorPolygon),
            "A row for each application and site, in order, with its red line; one that is known by a point or a line has no geometry.",
        )
        self.add(
            QgsProcessingParameterFeatureSink(self.PLACES, "Places of applications", Qgis.ProcessingSourceType.VectorPoint, optional=True),
            "The same rows as points, those too that are known by a point only.",
        )
        self.add_site_counts()
        self.addOutput(QgsProcessingOutputNumber(self.COUNT, "Rows of the site history"))
        self.addOutput(QgsProcessingOutputNumber(self.UNPLACED_COUNT, "Applications whose place nobody knows"))
        self.addOutput(QgsProcessingOutputNumber(self.UNUSABLE_COUNT, "Sites that could not be looked around"))

    def lacking(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        nowhere = lacking_history(self, parameters, context)
        if nowhere or not self.parameterAsString(parameters, CASE, context):
            return nowhere or super().lacking(parameters, context)
        applications = self.parameterAsFile(parameters, self.APPLICATIONS, context)
        return super().lacking(parameters, context) if applications or not is_left_out(parameters.get(self.SOURCE)) else ""

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..boundary.transformer import Transformer
        from ..constraints.profile import Profile
        from ..domain.settings import ScreeningSettings
        from ..gui.environment.grid_folders import grid_folders
        from ..reports.site_history import site_history
        from .history_input import applications_of, case_site
        from .known_applications import KnownApplications

        settings, clock = StoredSettings().load(), self.clock
        given, unusable = self.given_sites(parameters, context), 0
        sites = case_site(self, parameters, context, clock)
        for reading in given.readings(feedback):
            if reading.boundary is not None:
                sites[reading.site] = reading.boundary.geometry
                continue
            unusable += 1
            feedback.reportError(f"{reading.site} could not be looked around: its red line can't be used. “Check boundaries” says why.")
        known = KnownApplications(Transformer(grid_folders(settings, Profile.default())), clock, feedback)
        applications = list(applications_of(self, parameters, context, known))
        unplaced = [each for each in applications if each.place is None]
        _tell(unplaced, feedback)

        def between(share: float) -> None:
            stop_if_cancelled(feedback)
            feedback.setProgress(100.0 * share)

        distances = ScreeningSettings(settings.tolerance, self.parameterAsDouble(parameters, self.WITHIN, context))
        entries = site_history(sites, applications, distances, between)
        stop_if_cancelled(feedback)
        results = self._write(parameters, context, entries)
        feedback.pushInfo(f"Sites: {len(sites):,}. Applications looked at: {len(applications):,}. Rows: {len(entries):,}.")
        counts = {self.SITE_COUNT: len(sites), self.UNREADABLE_COUNT: given.unreadable + known.unreadable, self.UNUSABLE_COUNT: unusable}
        return {**results, **counts, self.COUNT: len(entries), self.UNPLACED_COUNT: len(unplaced)}

    def _write(self, parameters: dict[str, Any], context: QgsProcessingContext, entries: Sequence[HistoryEntry]) -> dict[str, Any]:
        from ..gui.layers.finding_row import polygons_of

        results: dict[str, Any] = {}
        fields, areas, point = fields_of(HISTORY_COLUMNS), Qgis.WkbType.MultiPolygon, Qgis.WkbType.Point
        history = TableSink(self.sink(parameters, self.HISTORY, fields, areas, context, results), HISTORY_COLUMNS)
        places = TableSink(self.sink(parameters, self.PLACES, fields, point, context, results), HISTORY_COLUMNS)
        for entry in entries:
            row = _row(entry)
            history.add(row, polygons_of(entry.application.place))
            places.add(row, point_of(entry.application.place))
        return results


def _row(entry: HistoryEntry) -> dict[str, Any]:
    placed, told = entry.application, entry.application.application
    return {
        "site": entry.site,
        "reference": told.reference,
        "relation": entry.relation.value,
        "distance_m": round(entry.distance_m, 2),
        "overlap_m2": round(entry.overlap_m2, 2),
        "overlap_percent": round(entry.overlap_percent, 2),
        "type": told.type_description or told.type_code,
        "description": told.description,
        "address": told.address.text,
        "status": told.status,
        "decision": told.decision,
        "decided_on": told.decided_on,
        "received_on": told.received_on or told.submitted_on,
        "valid_on": told.valid_on,
        "appeal": placed.appeal,
        "known_from": placed.known_from,
        "placed_by": "red line" if placed.place is not None and placed.place.area > 0 else "point or line",
    }


def _tell(unplaced: Sequence[PlacedApplication], feedback: QgsProcessingFeedback) -> None:
    """Nobody may take what can't be placed for what is not there."""
    if not unplaced:
        return
    named = ", ".join(each.reference or f"one without a reference in {each.known_from}" for each in unplaced[:_MOST_NAMED])
    more = f" and {len(unplaced) - _MOST_NAMED:,} more" if len(unplaced) > _MOST_NAMED else ""
    feedback.pushWarning(f"Nobody knows where these lie, so they were not looked at: {named}{more}.")
