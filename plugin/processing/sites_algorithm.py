"""What the algorithms have that read sites: a layer of them, a folder of applications, or both."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
)

from .redline_algorithm import RedlineAlgorithm, is_left_out

if TYPE_CHECKING:
    from ..constraints.profile import Profile
    from .given_sites import GivenSites


class SitesAlgorithm(RedlineAlgorithm):
    """Takes sites as features of any coordinate system, and as files in every shape that applications come in."""

    SOURCE, REFERENCE, APPLICATIONS = "SOURCE", "REFERENCE", "APPLICATIONS"
    SITE_COUNT, UNREADABLE_COUNT = "SITE_COUNT", "UNREADABLE_COUNT"

    #: What it does with sites, for the sentence where there are none.
    doing: str

    def add_sites(self, folder_words: str = "Folder of applications") -> None:
        """The parameters that sites come by; ``folder_words`` is what the folder is called."""
        polygons, folder = [Qgis.ProcessingSourceType.VectorPolygon], Qgis.ProcessingFileParameterBehavior.Folder
        self.add(
            QgsProcessingParameterFeatureSource(self.SOURCE, "Sites (polygons)", polygons, optional=True),
            "A layer whose every feature is a site. EPSG:27700 is taken as it is; any other system is brought there by Redline's own "
            "transform, which says how accurate it is. Features with faulty outlines may be in it. Columns with the usual names tell "
            "of the application: its type, its day, its declared area.",
        )
        self.add(
            QgsProcessingParameterField(self.REFERENCE, "Field that names the sites", parentLayerParameterName=self.SOURCE, optional=True),
            "Usually the application's reference. Without it sites are called after the layer and the feature's number.",
        )
        self.add(
            QgsProcessingParameterFile(self.APPLICATIONS, folder_words, folder, optional=True),
            "Applications as files, also in folders within it and in zips: ODP, BOPS and Planning Portal JSON, GeoJSON, CSV with "
            "well-known text, GeoPackage, shapefile and more. Taken beside the layer where both are given.",
        )

    def add_site_counts(self) -> None:
        """The outputs that every one of them has."""
        self.addOutput(QgsProcessingOutputNumber(self.SITE_COUNT, "Sites"))
        self.addOutput(QgsProcessingOutputNumber(self.UNREADABLE_COUNT, "Files that could not be read"))

    def lacking(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        applications = self.parameterAsFile(parameters, self.APPLICATIONS, context)
        if not applications and is_left_out(parameters.get(self.SOURCE)):
            return f"There is nothing to {self.doing}: give a layer of sites, or a folder of applications."
        if applications and not Path(applications).exists():
            return f"The folder of applications {applications} is not there. Check its name."
        return super().lacking(parameters, context)

    def given_sites(self, parameters: dict[str, Any], context: QgsProcessingContext, profile: Profile | None = None) -> GivenSites:
        """The sites that were given, to be read once; ``profile`` may name folders of grids."""
        from ..constraints.profile import Profile
        from ..gui.environment.grid_folders import grid_folders
        from ..gui.settings import StoredSettings
        from .given_sites import GivenSites

        return GivenSites(
            source=self.source(parameters, self.SOURCE, context),
            reference=self.parameterAsString(parameters, self.REFERENCE, context),
            applications=self.parameterAsFile(parameters, self.APPLICATIONS, context),
            grid_folders=grid_folders(StoredSettings().load(), profile or Profile.default()),
            clock=self.clock,
        )
