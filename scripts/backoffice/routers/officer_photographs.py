"""The photographs of an application: listed, added to a site visit or a site notice, shown, removed, and the pictures themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from ..access import Caller, allow, caller
from ..back_office import BackOffice
from ..described import described
from ..errors import NotFound
from ..field_errors import AlreadyThere, Field
from ..officer.bodies import photograph_of
from ..officer.cases import live, officer_of
from ..officer.judged import faults_in, judge
from ..officer.once import Done, act_once
from ..officer.versions import must_match, tagged, written
from ..photographs import PHOTOGRAPH, photographs_of, picture
from ..planning_application import named
from ..storage.application_records import ApplicationRecord
from ..storage.casework_records import Piece
from ..views.pieces import piece, pieces

router = APIRouter()
_PATH = "/api/v2/planning_applications/{reference}/photographs"
_READ, _WRITE = "assessment:read", "assessment:write"
#: A picture is shown, and nothing in it is run.
_SAFE = {"content-security-policy": "default-src 'none'; sandbox", "x-content-type-options": "nosniff"}


@router.get(_PATH, **described("The photographs of an application", scope=_READ, operation="list_photographs"))
def list_photographs(request: Request, reference: str) -> Response:
    """Without the pictures."""
    office = allow(request, _READ)
    application = named(office, reference)
    return tagged(request, written(pieces(application, office.pieces.of_kind(application.id, PHOTOGRAPH))))


@router.post(_PATH, **described("Add a photograph", scope=_WRITE, operation="create_photograph", by_officer=True))
def create_photograph(request: Request, reference: str, content: Annotated[bytes, Depends(photograph_of)]) -> Response:
    """It is new and hangs on nothing that was seen."""
    who = caller(request, _WRITE)
    application = named(who.office, reference)
    return act_once(who, request, content, lambda data: _create(who, application, data), on_what_was_seen=False)


@router.get(f"{_PATH}/{{identity}}", **described("One photograph", scope=_READ, operation="show_photograph"))
def show_photograph(request: Request, reference: str, identity: str) -> Response:
    """Its ETag is what a removal names."""
    office = allow(request, _READ)
    return tagged(request, written(piece(_one(office, named(office, reference), identity))))


@router.get(f"{_PATH}/{{identity}}/file", **described("The picture itself", scope=_READ, operation="show_photograph_file"))
def show_photograph_file(request: Request, reference: str, identity: str) -> Response:
    """As it was sent, byte for byte."""
    office = allow(request, _READ)
    found = _one(office, named(office, reference), identity).content
    disposition = f'inline; filename="{found["name"]}"'
    headers = {"content-type": found["content_type"], "content-disposition": disposition, **_SAFE}
    return Response(office.photographs.read(found["sha256"]), headers=headers)


@router.delete(f"{_PATH}/{{identity}}", **described("Remove a photograph", scope=_WRITE, operation="remove_photograph", by_officer=True))
def remove_photograph(request: Request, reference: str, identity: str) -> Response:
    """The one that was seen."""
    who = caller(request, _WRITE)
    application = named(who.office, reference)
    return act_once(who, request, b"", lambda _: _remove(who, request, application, identity))


def _create(who: Caller, application: ApplicationRecord, data: Mapping[str, Any]) -> Done:
    office, officer = who.office, officer_of(who)
    live(application)
    faults = faults_in("NewPhotograph", data)
    content, more = (b"", []) if faults else picture(data)
    if not faults and all(each.id != data["record_id"] for each in office.pieces.of_kind(application.id, data["of"])):
        more = [*more, Field("data.record_id", f"{application.reference} has no such {data['of'].replace('_', ' ')}.")]
    judge("NewPhotograph", data, *more)
    if any(each.content["name"] == data["name"] for each in photographs_of(office, application.id, data["of"], data["record_id"])):
        raise AlreadyThere(f"{application.reference} has this photograph already.", Field("data.name", "It is there already."))
    office.photographs.keep(data["sha256"], content)
    told = {name: data[name] for name in ("of", "record_id", "name", "content_type", "sha256")}
    made = office.pieces.put(application.id, PHOTOGRAPH, {**told, "size": len(content)}, office.now(), officer)
    location = f"/api/v2/planning_applications/{application.reference}/photographs/{made}"
    return Done(piece(_one(office, application, str(made))), 201, location)


def _remove(who: Caller, request: Request, application: ApplicationRecord, identity: str) -> Done:
    office, officer = who.office, officer_of(who)
    live(application)
    found = _one(office, application, identity)
    must_match(request, written(piece(found)), "This photograph is no longer as you saw it. Read it again, then decide.")
    office.pieces.remove(found.id, office.now(), officer)
    return Done({"message": "Removed: photograph"})


def _one(office: BackOffice, application: ApplicationRecord, identity: str) -> Piece:
    for found in office.pieces.of_kind(application.id, PHOTOGRAPH):
        if str(found.id) == identity:
            return found
    raise NotFound(f"{application.reference} has no photograph {identity[:40]!r}.")
