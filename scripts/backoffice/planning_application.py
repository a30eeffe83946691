"""Which application the path of a request names."""

from __future__ import annotations

import re

from . import states
from .back_office import BackOffice
from .errors import BadRequest, NotFound
from .storage.application_records import ApplicationRecord

_REFERENCE = re.compile(r"\d{2}-\d{5}-[A-Za-z0-9]+")
_SEARCHED = 'Couldn\'t find PlanningApplication with [WHERE "planning_applications"."local_authority_id" = $1 AND '
_NOT_DELETED = '"planning_applications"."deleted_at" IS NULL AND '
_PUBLISHED = '"planning_applications"."status" NOT IN ($2, $3, $4, $5) AND "planning_applications"."published_at" IS NOT NULL AND '


def named(office: BackOffice, name: str) -> ApplicationRecord:
    """By reference or by integer id. Raises BadRequest for anything else, and NotFound, both in BOPS's words."""
    return _found(office, name, f"{_SEARCHED}{_NOT_DELETED}", 2)


def published(office: BackOffice, name: str) -> ApplicationRecord:
    """The same, of those that the public may see."""
    application = _found(office, name, f"{_SEARCHED}{_NOT_DELETED}{_PUBLISHED}", 6)
    if application.maybe("published_at") is None or application.status in states.NOT_PUBLIC:
        raise NotFound(_missing(name, f"{_SEARCHED}{_NOT_DELETED}{_PUBLISHED}", 6))
    return application


def found_by(office: BackOffice, name: str) -> ApplicationRecord | None:
    """By reference or by integer id; None where there is none. Raises BadRequest for anything else."""
    if name.isdecimal() and name.isascii():
        return office.applications.by_id(int(name)) if len(name) < 19 else None
    if _REFERENCE.fullmatch(name):
        return office.applications.by_reference(name)
    raise BadRequest(f'Invalid planning application reference or id: "{name}"')


def _found(office: BackOffice, name: str, searched: str, place: int) -> ApplicationRecord:
    application = found_by(office, name)
    if application is None:
        raise NotFound(_missing(name, searched, place))
    return application


def _missing(name: str, searched: str, place: int) -> str:
    column = "id" if name.isdecimal() else "reference"
    return f'{searched}"planning_applications"."{column}" = ${place}]'
