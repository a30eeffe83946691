"""The constraints of an application: read, added, removed, and said to be checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from .. import casework, constraints
from ..access import Caller, allow, caller
from ..back_office import BackOffice
from ..described import described
from ..errors import NotFound
from ..field_errors import AlreadyThere, Field, NotInThisState
from ..officer.bodies import content_of
from ..officer.cases import live, officer_of
from ..officer.judged import judge
from ..officer.once import Done, act_once
from ..officer.versions import must_match, tagged, written
from ..planning_application import named
from ..storage.application_records import ApplicationRecord
from ..storage.constraint_records import Constraint
from ..views.constraints import constraint
from ..views.constraints import constraints as all_constraints
from ..vocabulary import OTHER, constraint_types

router = APIRouter()
_PATH = "/api/v2/planning_applications/{reference}/constraints"
_MOVED_ON = "This constraint is no longer as you saw it. Read it again, then decide."
_READ, _WRITE = "assessment:read", "assessment:write"


@router.get(_PATH, **described("The constraints of an application", scope=_READ, operation="list_constraints"))
def list_constraints(request: Request, reference: str) -> Response:
    """All at once; the ETag is what a check names."""
    office = allow(request, _READ)
    return tagged(request, written(all_constraints(office, named(office, reference))))


@router.post(_PATH, **described("Add a constraint", scope=_WRITE, operation="create_constraint", by_officer=True))
def create_constraint(request: Request, reference: str, content: Annotated[bytes, Depends(content_of)]) -> Response:
    """One of each type, and of the type "other" one of each description; it is new and hangs on nothing that was seen."""
    who = caller(request, _WRITE)
    application = named(who.office, reference)
    return act_once(who, request, content, lambda data: _create(who, application, data), on_what_was_seen=False)


@router.get(f"{_PATH}/{{identity}}", **described("One constraint", scope=_READ, operation="show_constraint"))
def show_constraint(request: Request, reference: str, identity: str) -> Response:
    """Its ETag is what a removal names."""
    office = allow(request, _READ)
    return tagged(request, written(constraint(_one(office, named(office, reference), identity))))


@router.patch(
    f"{_PATH}/{{identity}}",
    **described("Change the entities and the overlap of a constraint", scope=_WRITE, operation="change_constraint", by_officer=True),
)
def change_constraint(request: Request, reference: str, identity: str, content: Annotated[bytes, Depends(content_of)]) -> Response:
    """Its type stays as it is."""
    who = caller(request, _WRITE)
    application = named(who.office, reference)
    return act_once(who, request, content, lambda data: _change(who, request, application, identity, data))


@router.delete(f"{_PATH}/{{identity}}", **described("Remove a constraint", scope=_WRITE, operation="remove_constraint", by_officer=True))
def remove_constraint(request: Request, reference: str, identity: str) -> Response:
    """Only one that an officer has added."""
    who = caller(request, _WRITE)
    application = named(who.office, reference)
    return act_once(who, request, b"", lambda _: _remove(who, request, application, identity))


@router.post(
    f"{_PATH}/check", **described("Say that the constraints are checked", scope=_WRITE, operation="check_constraints", by_officer=True)
)
def check_constraints(request: Request, reference: str, content: Annotated[bytes, Depends(content_of)]) -> Response:
    """Those that were seen: another one since, and they are not."""
    who = caller(request, _WRITE)
    application = named(who.office, reference)
    return act_once(who, request, content, lambda _: _check(who, request, application))


def _create(who: Caller, application: ApplicationRecord, data: Mapping[str, Any]) -> Done:
    office, officer = who.office, officer_of(who)
    live(application)
    kind = data.get("type")
    unknown = isinstance(kind, str) and kind not in constraint_types()
    faults = [Field("data.type", f"This authority knows no constraint {str(kind)[:60]!r}.")] if unknown else []
    if (kind == OTHER) is not bool(data.get("description")):
        faults.append(Field("data.description", "Say in a line what the constraint is; only one of the type `other` needs it."))
    judge("NewConstraint", data, *faults)
    about = str(data.get("description") or "")
    if any((found.type, found.description) == (kind, about) for found in office.constraints.of_application(application.id)):
        raise AlreadyThere(f"{application.reference} has this constraint already.", Field("data.type", "It is there already."))
    made = constraints.add(office, application.id, data, officer)
    location = f"/api/v2/planning_applications/{application.reference}/constraints/{made}"
    return Done(constraint(_one(office, application, str(made))), 201, location)


def _change(who: Caller, request: Request, application: ApplicationRecord, identity: str, data: Mapping[str, Any]) -> Done:
    office = who.office
    officer_of(who)
    live(application)
    found = _one(office, application, identity)
    must_match(request, written(constraint(found)), _MOVED_ON)
    judge("ConstraintChange", data)
    office.constraints.change(found.id, data["entities"], data.get("overlap"))
    return Done(constraint(_one(office, application, identity)))


def _remove(who: Caller, request: Request, application: ApplicationRecord, identity: str) -> Done:
    office, officer = who.office, officer_of(who)
    live(application)
    found = _one(office, application, identity)
    must_match(request, written(constraint(found)), _MOVED_ON)
    if found.identified:
        raise NotInThisState("This constraint came with the application and cannot be removed.", state="identified")
    constraints.remove(office, found, officer)
    return Done({"message": "Constraint removed"})


def _check(who: Caller, request: Request, application: ApplicationRecord) -> Done:
    office, officer = who.office, officer_of(who)
    live(application)
    moved_on = "The constraints are no longer those that you saw. Look at them again, then say that they are checked."
    must_match(request, written(all_constraints(office, application)), moved_on)
    constraints.check(office, application.id, officer)
    return Done(all_constraints(office, casework.known(office, application.id)))


def _one(office: BackOffice, application: ApplicationRecord, identity: str) -> Constraint:
    for found in office.constraints.of_application(application.id):
        if str(found.id) == identity:
            return found
    raise NotFound(f"{application.reference} has no constraint {identity[:40]!r}.")
