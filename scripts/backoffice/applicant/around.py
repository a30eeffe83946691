"""What the applicant's map shows around the site: the borough's map, or, without one, the sites of other published applications."""

from __future__ import annotations

import shapely
from shapely.geometry.base import BaseGeometry

from plugin.reports.change_map.surroundings import Feature, Surroundings
from plugin.rules.rules import Rules

from .. import states
from ..back_office import BackOffice
from ..geography import in_metres, transformer
from ..storage.application_records import ApplicationRecord

_MOST_SITES = 100
_SITES = "dotted grey lines are the sites of other published applications"


def around(office: BackOffice, application: ApplicationRecord, ground: BaseGeometry, rules: Rules) -> Surroundings:
    """For a piece of ground in EPSG:27700. What is not published is nobody's business here."""
    mapped = office.base_map.around(ground)
    if any(mapped.features.values()):
        return mapped
    west, south, east, north = shapely.total_bounds([transformer().to_wgs84(ground)])
    near = office.applications.in_order(office.changes.in_box((west, south, east, north)))
    others = [other for other in near if other.id != application.id and _is_public(other)]
    lines = [in_metres(other.json("boundary"), rules) for other in others[:_MOST_SITES]]
    sites = [Feature(line.geometry) for line in lines if line is not None]
    return Surroundings({"site": sites}, _SITES) if sites else Surroundings()


def _is_public(application: ApplicationRecord) -> bool:
    published = application.maybe("published_at") is not None and application.maybe("deleted_at") is None
    return published and application.status not in states.NOT_PUBLIC
