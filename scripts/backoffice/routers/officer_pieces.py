"""Considerations, conditions, informatives, heads of terms, evidence and consultees: listed, added, shown, changed, removed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from plugin.domain.clock import today

from ..access import Caller, allow, caller
from ..back_office import BackOffice
from ..described import described
from ..errors import NotFound
from ..field_errors import Field
from ..officer.bodies import content_of
from ..officer.cases import live, officer_of, under_assessment
from ..officer.judged import judge
from ..officer.once import Done, act_once
from ..officer.piece_kinds import KINDS, PieceKind, whole
from ..officer.versions import must_match, tagged, written
from ..photographs import photographs_of
from ..planning_application import named
from ..storage.application_records import ApplicationRecord
from ..storage.casework_records import Piece
from ..views.pieces import piece, pieces

router = APIRouter()
_READ, _WRITE = "assessment:read", "assessment:write"


def _serve(kind: PieceKind) -> None:
    """The routes of one kind."""
    path = f"/api/v2/planning_applications/{{reference}}/{kind.path}"
    one = f"{path}/{{identity}}"
    plural = kind.path.replace("_", " ")

    def list_pieces(request: Request, reference: str) -> Response:
        """In the order in which they came."""
        office = allow(request, _READ)
        application = named(office, reference)
        return tagged(request, written(pieces(application, office.pieces.of_kind(application.id, kind.name))))

    def create_piece(request: Request, reference: str, content: Annotated[bytes, Depends(content_of)]) -> Response:
        """It is new and hangs on nothing that was seen."""
        who = caller(request, _WRITE)
        application = named(who.office, reference)
        return act_once(who, request, content, lambda data: _create(who, kind, application, data), on_what_was_seen=False)

    def show_piece(request: Request, reference: str, identity: str) -> Response:
        """Its ETag is what a change names."""
        office = allow(request, _READ)
        return tagged(request, written(piece(_one(office, kind, named(office, reference), identity))))

    def change_piece(request: Request, reference: str, identity: str, content: Annotated[bytes, Depends(content_of)]) -> Response:
        """What is not sent stays."""
        who = caller(request, _WRITE)
        application = named(who.office, reference)
        return act_once(who, request, content, lambda data: _change(who, request, kind, application, identity, data))

    def remove_piece(request: Request, reference: str, identity: str) -> Response:
        """The one that was seen."""
        who = caller(request, _WRITE)
        application = named(who.office, reference)
        return act_once(who, request, b"", lambda _: _remove(who, request, kind, application, identity))

    router.get(path, **described(f"The {plural} of an application", scope=_READ, operation=f"list_{kind.path}"))(list_pieces)
    adding = described(f"Add to the {plural}", scope=_WRITE, operation=f"create_{kind.name}", by_officer=True)
    router.post(path, **adding)(create_piece)
    router.get(one, **described(f"One {kind.called}", scope=_READ, operation=f"show_{kind.name}"))(show_piece)
    changing = described(f"Change a {kind.called}", scope=_WRITE, operation=f"change_{kind.name}", by_officer=True)
    router.patch(one, **changing)(change_piece)
    removing = described(f"Remove a {kind.called}", scope=_WRITE, operation=f"remove_{kind.name}", by_officer=True)
    router.delete(one, **removing)(remove_piece)


def _create(who: Caller, kind: PieceKind, application: ApplicationRecord, data: Mapping[str, Any]) -> Done:
    office, officer = who.office, officer_of(who)
    _may_be_written(kind, application)
    judge(kind.schema, data, *_more_faults(office, data))
    made = office.pieces.put(application.id, kind.name, whole(kind.schema, data), office.now(), officer)
    location = f"/api/v2/planning_applications/{application.reference}/{kind.path}/{made}"
    return Done(piece(_one(office, kind, application, str(made))), 201, location)


def _change(who: Caller, request: Request, kind: PieceKind, application: ApplicationRecord, identity: str, data: Mapping[str, Any]) -> Done:
    office, officer = who.office, officer_of(who)
    _may_be_written(kind, application)
    found = _as_seen(who, request, kind, application, identity)
    changed = {**found.content, **data}
    judge(kind.schema, changed, *_more_faults(office, changed))
    office.pieces.change(found.id, whole(kind.schema, changed), office.now(), officer)
    return Done(piece(_one(office, kind, application, identity)))


def _remove(who: Caller, request: Request, kind: PieceKind, application: ApplicationRecord, identity: str) -> Done:
    office, officer = who.office, officer_of(who)
    _may_be_written(kind, application)
    found = _as_seen(who, request, kind, application, identity)
    office.pieces.remove(found.id, office.now(), officer)
    for each in photographs_of(office, application.id, kind.name, found.id):
        office.pieces.remove(each.id, office.now(), officer)
    return Done({"message": f"Removed: {kind.called}"})


def _may_be_written(kind: PieceKind, application: ApplicationRecord) -> None:
    if kind.always:
        live(application)
    else:
        under_assessment(application)


def _as_seen(who: Caller, request: Request, kind: PieceKind, application: ApplicationRecord, identity: str) -> Piece:
    found = _one(who.office, kind, application, identity)
    must_match(request, written(piece(found)), f"This {kind.called} is no longer as you saw it. Read it again, then decide.")
    return found


def _one(office: BackOffice, kind: PieceKind, application: ApplicationRecord, identity: str) -> Piece:
    for found in office.pieces.of_kind(application.id, kind.name):
        if str(found.id) == identity:
            return found
    raise NotFound(f"{application.reference} has no {kind.called} {identity[:40]!r}.")


def _more_faults(office: BackOffice, data: Mapping[str, Any]) -> list[Field]:
    """What no schema can say: a day that is, and is not to come; a newspaper may still be to come."""
    faults: list[Field] = []
    for name in ("visited_at", "date", "displayed_at", "consulted_on", "published_at"):
        text = data.get(name)
        if isinstance(text, str):
            try:
                late = date.fromisoformat(text) > today(office.clock) and name != "published_at"
            except ValueError:
                faults.append(Field(f"data.{name}", "There is no such day."))
            else:
                faults += [Field(f"data.{name}", "This day is still to come.")] if late else []
    return faults


for _kind in KINDS:
    _serve(_kind)
