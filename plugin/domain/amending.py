"""Whether the red line of a case may be amended, and by whom. As BOPS lets a change of the red line be asked for."""

from __future__ import annotations

from typing import NamedTuple

from .identity import Identity, Role
from .status import CLOSED, PENDING, status_words

#: The recommendation is with whoever decides; a change of the site would be decided on unseen.
_BEING_DECIDED = {
    "awaiting_determination": "withdraw the recommendation in the Decide tab before you amend the red line.",
    "in_committee": "a reviewer sends it back first; then its red line can be amended.",
}
#: Roles that work on cases.
_CASEWORK = frozenset({Role.ASSESSOR, Role.REVIEWER})
_NOT_YOUR_ROLE = "Red lines are amended by assessors and reviewers; with your role it can only be looked at."


class Amendable(NamedTuple):
    """``refusal`` says why the line may only be looked at, "" where it may be amended; ``warning`` is told and recorded."""

    refusal: str
    warning: str = ""


def amendable(status: str, *, gone: bool, officer: str, identity: Identity) -> Amendable:
    """``status`` is the back office's word for the stage of the application, ``officer`` the case's own officer, "" without one.

    A stage that is not known here does not refuse: the back office has the last word when the line is sent.
    """
    words = status_words(status)
    if gone:
        return Amendable("The back office no longer has this case, so its red line can only be looked at.")
    if status in CLOSED:
        return Amendable(f"This case is {words}, so its red line can only be looked at.")
    if status == PENDING:
        return Amendable("The back office has not finished taking this case in; its red line can be amended once it has.")
    if status in _BEING_DECIDED:
        return Amendable(f"This case is {words}: {_BEING_DECIDED[status]}")
    if identity.role not in _CASEWORK:
        return Amendable(_NOT_YOUR_ROLE)
    if officer and officer.casefold() != identity.name.casefold():
        return Amendable("", f"This is {officer}'s case; the history says that you amend it.")
    return Amendable("")


def may_take_back(identity: Identity) -> str:
    """Why somebody may not take back what waits to be sent, as a sentence; "" where they may, whatever the stage of the case."""
    return "" if identity.role in _CASEWORK else _NOT_YOUR_ROLE
