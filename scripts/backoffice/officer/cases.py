"""The case that an act names, in a state in which officers may act, and the officer who acts."""

from __future__ import annotations

from .. import casework, states
from ..access import Caller
from ..back_office import BackOffice
from ..errors import Conflict, Forbidden
from ..field_errors import NotInThisState
from ..storage.application_records import ApplicationRecord

_BEFORE = ("pending", "not_started", "invalidated")
_UNDER_ASSESSMENT = ("in_assessment", "assessment_in_progress", "to_be_reviewed")
#: What stands in the way of an event that the state does not allow.
_NOT_NOW = {
    "invalidate": "only one that is not started can be made invalid.",
    "start": "it can't be made valid.",
    "submit": "a recommendation is submitted of one that is in assessment, in committee or to be reviewed.",
    "withdraw_recommendation": "there is no recommendation that waits for a decision, and none to withdraw.",
    "assess": "its recommendation can't be written now.",
    "save_assessment": "its recommendation can't be written now.",
    "request_correction": "there is no recommendation that waits for a review.",
}


def live(application: ApplicationRecord) -> ApplicationRecord:
    """The application itself. Raises NotInThisState for one that has ended, or whose intake has not."""
    state = application.status
    if state == "pending" or state in states.ENDED:
        raise NotInThisState(f"{_named(application)}: nothing in it can be changed.", state=state)
    return application


def under_assessment(application: ApplicationRecord) -> ApplicationRecord:
    """The application itself. Raises NotInThisState for one that is not valid yet, or recommended already."""
    live(application)
    if application.status in _BEFORE:
        raise NotInThisState(f"{_named(application)}: assessment begins once it is valid.", state=application.status)
    if application.status == "in_committee":
        raise NotInThisState(f"{_named(application)}: a reviewer sends it back before it is changed.", state=application.status)
    if application.status not in _UNDER_ASSESSMENT:
        raise NotInThisState(f"{_named(application)}: withdraw the recommendation before you change it.", state=application.status)
    return application


def refuse_unless_possible(application: ApplicationRecord, event: str) -> None:
    """Raises NotInThisState where the state does not allow an event."""
    if application.status not in states.EVENTS[event].origins:
        raise NotInThisState(f"{_named(application)}: {_NOT_NOW[event]}", state=application.status)


def lead_to(office: BackOffice, application: ApplicationRecord, event: str, officer: str, comment: str | None = None) -> None:
    """An event of the state machine, by an officer. Raises NotInThisState with what stands in its way."""
    refuse_unless_possible(application, event)
    try:
        casework.happens(office, application.id, event, officer, comment)
    except Conflict as error:
        raise NotInThisState(str(error), state=application.status) from error


def officer_of(caller: Caller) -> str:
    """The name of the officer whose token it is. Raises Forbidden for a token that belongs to nobody."""
    if caller.officer is None:
        raise Forbidden("This token belongs to no officer, and this act needs a name behind it.")
    return caller.officer


def _named(application: ApplicationRecord) -> str:
    return f"{application.reference} is {states.in_words(application.status)}"
