"""/api/v2/planning_applications/{reference}/recommendation: read, drafted, submitted, withdrawn, reviewed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from plugin.rules.decisions import decision_choices

from .. import casework, recommending
from ..access import Caller, allow, caller
from ..described import described
from ..errors import Forbidden
from ..field_errors import Field, NotInThisState
from ..geography import rules_of
from ..officer.bodies import content_of
from ..officer.cases import live, officer_of, refuse_unless_possible, under_assessment
from ..officer.judged import judge
from ..officer.once import Done, act_once
from ..officer.piece_kinds import whole
from ..officer.versions import must_match, tagged, written
from ..planning_application import named
from ..storage.application_records import ApplicationRecord
from ..storage.recommendation_records import RecommendationRecord
from ..views.validity import recommendation

router = APIRouter()
_PATH = "/api/v2/planning_applications/{reference}/recommendation"
_READ, _WRITE = "assessment:read", "assessment:write"
_SCHEMA = "NewRecommendation"
_MOVED_ON = "The recommendation is no longer as you saw it. Read it again, then decide."
_Content = Annotated[bytes, Depends(content_of)]
_Act = Callable[[Caller, ApplicationRecord, Mapping[str, Any]], None]


@router.get(_PATH, **described("The recommendation of an application", scope=_READ, operation="show_recommendation"))
def show_recommendation(request: Request, reference: str) -> Response:
    """Its ETag is what every act on it names."""
    office = allow(request, _READ)
    return tagged(request, written(recommendation(office, named(office, reference))))


@router.put(_PATH, **described("Write the draft of a recommendation", scope=_WRITE, operation="put_recommendation", by_officer=True))
def put_recommendation(request: Request, reference: str, content: _Content) -> Response:
    """In place of the draft that was seen."""
    return _acted(request, reference, content, _draft)


@router.post(f"{_PATH}/submit", **described("Submit a recommendation", scope=_WRITE, operation="submit_recommendation", by_officer=True))
def submit_recommendation(request: Request, reference: str, content: _Content) -> Response:
    """A second person reviews it from then on."""
    return _acted(request, reference, content, _submit)


@router.post(
    f"{_PATH}/withdraw", **described("Withdraw a recommendation", scope=_WRITE, operation="withdraw_recommendation", by_officer=True)
)
def withdraw_recommendation(request: Request, reference: str, content: _Content) -> Response:
    """It can be changed again."""
    return _acted(request, reference, content, _withdraw)


@router.post(f"{_PATH}/review", **described("Review a recommendation", scope=_WRITE, operation="review_recommendation", by_reviewer=True))
def review_recommendation(request: Request, reference: str, content: _Content) -> Response:
    """By a reviewer, and never one's own."""
    return _acted(request, reference, content, _review)


def _acted(request: Request, reference: str, content: bytes, act: _Act) -> Response:
    who = caller(request, _WRITE)
    application = named(who.office, reference)

    def done(data: Mapping[str, Any]) -> Done:
        officer_of(who)
        live(application)
        must_match(request, written(recommendation(who.office, application)), _MOVED_ON)
        act(who, application, data)
        return Done(recommendation(who.office, casework.known(who.office, application.id)))

    return act_once(who, request, content, done)


def _draft(who: Caller, application: ApplicationRecord, data: Mapping[str, Any]) -> None:
    under_assessment(application)
    office = who.office
    choices = [choice.code for choice in decision_choices(application.text("type_code"), rules_of(office.clock))]
    decision, committee = data.get("decision"), data.get("committee")
    faults: list[Field] = []
    if isinstance(decision, str) and decision not in choices:
        known = f"it has {', '.join(choices)}." if choices else "it has none."
        faults.append(Field("data.decision", f"This type of application does not have this decision: {known}"))
    if isinstance(committee, Mapping) and committee.get("recommend") is True and not committee.get("reasons"):
        faults.append(Field("data.committee.reasons", "Say why a committee has to decide."))
    judge(_SCHEMA, data, *faults)
    recommending.draft(office, application, whole(_SCHEMA, data), officer_of(who))


def _submit(who: Caller, application: ApplicationRecord, data: Mapping[str, Any]) -> None:  # noqa: ARG001  # the signature of an act
    refuse_unless_possible(application, "submit")
    found = who.office.recommendations.latest(application.id)
    if found is None or not found.is_draft:
        nothing = f"{application.reference} has no draft of a recommendation: write one before you submit it."
        raise NotInThisState(nothing, state=application.status)
    for field, lacking in (("decision", "no decision: choose one"), ("public_comment", "no public comment: say why")):
        if not (found.content[field] or "").strip():
            raise NotInThisState(
                f"The recommendation of {application.reference} has {lacking} before you submit it.", state=application.status
            )
    recommending.submit(who.office, application, found.id, officer_of(who))


def _withdraw(who: Caller, application: ApplicationRecord, data: Mapping[str, Any]) -> None:  # noqa: ARG001  # the signature of an act
    refuse_unless_possible(application, "withdraw_recommendation")
    found = _there(who, application)
    recommending.withdraw(who.office, application, found, officer_of(who))


def _review(who: Caller, application: ApplicationRecord, data: Mapping[str, Any]) -> None:
    office, name = who.office, officer_of(who)
    officer = office.officers.by_name(name)
    if officer is None or officer.role != "reviewer":
        raise Forbidden("Only a reviewer reviews a recommendation.")
    refuse_unless_possible(application, "request_correction")
    found = _there(who, application)
    if not found.waits_for_review:
        raise NotInThisState(f"The recommendation of {application.reference} was reviewed already.", state=found.status)
    if found.assessor == name:
        raise Forbidden("Nobody reviews his own recommendation: somebody else has to.")
    comment = data.get("reviewer_comment")
    silent = data.get("challenged") is True and not (isinstance(comment, str) and comment.strip())
    judge("Review", data, *([Field("data.reviewer_comment", "Say what has to be put right: the assessor reads it.")] if silent else []))
    recommending.review(office, application, found.id, comment, name, challenged=data["challenged"])


def _there(who: Caller, application: ApplicationRecord) -> RecommendationRecord:
    found = who.office.recommendations.latest(application.id)
    if found is None:
        raise NotInThisState(f"{application.reference} has no recommendation here.", state=application.status)
    return found
