"""Putting back the line that was in force before a case was first read here, as the back office's own request tells it."""

from __future__ import annotations

from ...domain.adoption import Adoption
from ...domain.boundary_version import BoundaryOrigin
from ...domain.reading import SiteReading
from ..pulled.take_boundary import BoundaryTaking
from ..requests.judging import Judge
from ..requests.red_line_requests import the_request
from ..requests.settling import settle_requests
from ..trail.act import Act

_BEFORE_ALL = """
INSERT INTO line_in_force (application_uuid, position, boundary_version_uuid, since)
SELECT ?1, min(position) - 1, ?2, ?3 FROM line_in_force WHERE application_uuid = ?1
"""
_REASON = "the red line before a request to the applicant, as that request tells it"


def restore_earlier_line(act: Act, application_uuid: str, request_uuid: str, reading: SiteReading) -> bool:
    """Keep the line over which a request was made as the one before the line in force, and settle the request by it.

    Only where the line in force waits for an officer and no line before it is known; whether that is so. ``reading`` is of the request's
    own ``original_geojson``.
    """
    judge = Judge(act.connection, application_uuid, act.on)
    judged = judge.judged(the_request(act.connection, application_uuid, request_uuid))
    current = judged.verdict.adoption is Adoption.WAIT and judged.version_uuid == judge.current
    if not current or judged.over_uuid or judged.uuid in judge.settled or reading.boundary is None:
        return False
    boundaries = BoundaryTaking(act)
    version, _ = boundaries.add(application_uuid, reading, BoundaryOrigin.RECEIVED, "the back office", _REASON, in_force=False)
    boundaries.write()
    act.connection.execute(_BEFORE_ALL, (application_uuid, version, act.at))
    settle_requests(act, application_uuid)
    return True
