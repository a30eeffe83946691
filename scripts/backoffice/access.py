"""Who asks: which authority by the host's name, and what the token may do."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import cast

from fastapi import Request

from . import validation
from .back_office import BackOffice
from .bearers import bearer_of
from .errors import RouteMissing, Unauthorized
from .tokens import is_well_formed


@dataclass(frozen=True)
class Caller:
    """Whose token it is: its ``name``, what it may do, and the ``officer`` whom it belongs to, if it is a person's."""

    office: BackOffice
    name: str
    permissions: tuple[str, ...]
    officer: str | None


def office_of(request: Request) -> BackOffice:
    """The back office that this server serves."""
    return cast("BackOffice", request.app.state.office)


def authority(request: Request) -> None:
    """The first label of the host's name is the authority; an address or a bare name means the one that is here. Raises RouteMissing."""
    host = request.headers.get("host", "")
    name = host[1:].partition("]")[0] if host.startswith("[") else host.rpartition(":")[0] or host
    labels = name.split(".")
    if _is_address(name) or len(labels) == 1 or labels[0] == office_of(request).settings.subdomain:
        return
    raise RouteMissing


def allow(request: Request, scope: str | None) -> BackOffice:
    """The back office, for a token that has ``scope`` (any valid token for None). Raises Unauthorized, without a reason, like BOPS."""
    return caller(request, scope).office


def caller(request: Request, scope: str | None) -> Caller:
    """The same, and whose token it is."""
    office = office_of(request)
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    holder = None
    if kind == "Bearer" and is_well_formed(token):
        holder = office.tokens.holder(token)
    elif kind == "Bearer" and token and office.settings.issuer:
        holder = bearer_of(token, office.settings.issuer)
    if holder is None or (scope is not None and scope not in holder.permissions):
        raise Unauthorized
    return Caller(office, holder.name, holder.permissions, holder.officer)


def officer_api(request: Request) -> None:
    """Raises RouteMissing where the back office is plain BOPS."""
    if not office_of(request).settings.officer_api:
        raise RouteMissing


def pass_time(request: Request) -> None:
    """What has happened by itself since the last request has happened: silence closes what it closes."""
    validation.close_silent(office_of(request))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
