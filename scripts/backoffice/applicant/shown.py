"""What the page behind a secret link shows, and a seal of it: an answer is an answer to what was shown."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from shapely.geometry.base import BaseGeometry

from plugin.boundary.compare import compare
from plugin.domain.boundary import Boundary
from plugin.domain.boundary_change import BoundaryChange
from plugin.reports.change_map.frame import frame_around
from plugin.reports.change_map.surroundings import Surroundings

from .. import casework, moments, states
from ..back_office import BackOffice
from ..geography import in_metres, rules_of
from ..request_types import RED_LINE
from ..storage.application_records import ApplicationRecord
from ..storage.database import jsonb
from ..storage.link_records import Link
from ..storage.request_records import RequestRecord
from . import link as links
from .around import around


@dataclass(frozen=True)
class Shown:
    """One open request. ``present`` is the line in force, which a yes replaces; None where there is none that can be drawn.

    ``has_line`` says whether there is one at all, ``moved_on`` that it is not the one over which the proposal was drawn.
    ``change`` is None where ``present`` is.
    """

    link: Link
    request: RequestRecord
    application: ApplicationRecord
    has_line: bool
    present: Boundary | None
    proposed: Boundary
    change: BoundaryChange | None
    surroundings: Surroundings
    moved_on: bool
    closes_at: datetime
    seal: str


def behind(office: BackOffice, secret: str) -> Shown | None:
    """What a secret opens; None where it opens nothing, whatever the reason."""
    link = links.opened(office, secret)
    request = None if link is None else office.requests.by_id(link.request_id)
    if link is None or request is None or request.state != "open" or request.type != RED_LINE:
        return None
    application = casework.known(office, request.application_id)
    rules = rules_of(office.clock)
    proposed = in_metres(request.specific["new_geojson"], rules)
    if proposed is None or application.status in states.ENDED:
        return None
    in_force = office.boundaries.in_force(application.id)
    present = None if in_force is None else in_metres(in_force.boundary, rules)
    version = 0 if in_force is None else in_force.version
    return Shown(
        link=link,
        request=request,
        application=application,
        has_line=in_force is not None,
        present=present,
        proposed=proposed,
        change=None if present is None else compare(present.geometry, proposed.geometry, rules),
        surroundings=around(office, application, _ground(present, proposed), rules),
        moved_on=version != (request.original_version or 0),
        closes_at=moments.read(request.closes_at or link.expires_at),
        seal=_seal(secret, version, request),
    )


def _ground(present: Boundary | None, proposed: Boundary) -> BaseGeometry:
    lines = [line.geometry for line in (present, proposed) if line is not None]
    return frame_around(*lines).ground


def _seal(secret: str, version: int, request: RequestRecord) -> str:
    """Nobody can make it without the secret, and it is another one as soon as another line is in force."""
    said = f"{secret}|{request.id}|{version}|{jsonb(request.specific['new_geojson'])}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
