"""What can go wrong between Redline and a back office, each as one kind with one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from ..domain.errors import RedlineError


class Trouble(Enum):
    """Why a question to the back office was not answered, or not in a way that can be used."""

    ADDRESS = "the address can't be used"
    UNREACHABLE = "nobody answered"
    NOT_TRUSTED = "the connection is not secure"
    PROXY = "the proxy refused"
    LATE = "the answer came too late"
    BROKEN = "the answer broke off"
    REDIRECTED = "the answer points elsewhere"
    TOO_LARGE = "the answer is too large"
    NOT_JSON = "the answer is not data"
    DAMAGED = "the answer is damaged"
    NOT_KNOWN = "the token is not known"
    PERMISSION = "the token may not do this"
    NOT_FOUND = "there is no such thing"
    NO_SUCH_PLACE = "there is no such authority or page"
    REFUSED = "the question was refused"
    BUSY = "too many questions"
    SERVER = "the back office failed"
    MOVED_ON = "what the act was about has changed"
    NOT_IN_THIS_STATE = "the case or the request is in a state that does not allow it"
    ALREADY_THERE = "it is there already"
    KEY_USED = "the key belongs to another act"
    FORBIDDEN = "this officer may not do it"
    INVALID = "what was sent is not right"
    NOT_KNOWN_WHETHER = "nobody knows whether it was done"


#: The back office itself did not answer, so what is here is all there is for now.
OUT_OF_REACH = frozenset(
    {
        Trouble.UNREACHABLE,
        Trouble.LATE,
        Trouble.BROKEN,
        Trouble.PROXY,
        Trouble.NOT_TRUSTED,
        Trouble.REDIRECTED,
        Trouble.NOT_JSON,
    }
)
#: What was asked for is not there, be it the thing or the whole page: so it may be that this back office has no such list.
NOT_THERE = frozenset({Trouble.NO_SUCH_PLACE, Trouble.NOT_FOUND})


class BackOfficeError(RedlineError):
    """A question to the back office failed; the sentence says what happened, to what, and what to do.

    ``status`` is the HTTP status where there was an answer. ``retry_after`` are the seconds that the back office asked to wait.
    """

    def __init__(self, trouble: Trouble, message: str, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.trouble = trouble
        self.status = status
        self.retry_after = retry_after

    @property
    def is_refusal(self) -> bool:
        """Whether something answered that it will not: a status from 400 to 499, whatever came with it."""
        return self.status is not None and 400 <= self.status < 500


class OrderRefused(BackOfficeError):
    """It is known that the back office did not do what was ordered. ``fields`` are those that are wrong, each with a sentence."""

    def __init__(self, trouble: Trouble, message: str, status: int | None = None, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(trouble, message, status)
        self.fields = dict(fields or {})


class BadQuestion(RedlineError):
    """A question that must not be sent, because the back office would answer it wrongly without a word."""


class Cancelled(RedlineError):
    """The officer stopped it; nothing is wrong."""

    def __init__(self) -> None:
        super().__init__("Stopped. What had arrived is kept; the next update goes on from there.")
