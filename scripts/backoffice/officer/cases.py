"""The case that an act names, in a state in which officers may act, and the officer who acts."""

from __future__ import annotations

from .. import states
from ..access import Caller
from ..errors import Forbidden
from ..field_errors import NotInThisState
from ..storage.application_records import ApplicationRecord


def live(application: ApplicationRecord) -> ApplicationRecord:
    """The application itself. Raises NotInThisState for one that has ended, or whose intake has not."""
    state = application.status
    if state == "pending" or state in states.ENDED:
        raise NotInThisState(f"{application.reference} is {state.replace('_', ' ')}: nothing in it can be changed.", state=state)
    return application


def officer_of(caller: Caller) -> str:
    """The name of the officer whose token it is. Raises Forbidden for a token that belongs to nobody."""
    if caller.officer is None:
        raise Forbidden("This token belongs to no officer, and this act needs a name behind it.")
    return caller.officer
