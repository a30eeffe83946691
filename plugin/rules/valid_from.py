"""From which day an application is valid: that on which the last thing it needed arrived, and that by which BOPS reckons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..domain.moments import day_of
from ..domain.plain_days import plain_day
from ..domain.validation_request import ValidationRequest
from .business_days import add_business_days

#: A description that is agreed brings nothing that the application lacked. Source: BOPS as it ran.
_MOVES_NOTHING = "DescriptionChangeValidationRequest"


@dataclass(frozen=True)
class ValidFrom:
    """``day`` is when the last thing arrived, on a business day; ``bops`` the day that BOPS reckons; ``because`` says what arrived."""

    day: date
    bops: date
    because: str

    @property
    def words(self) -> str:
        """Both days, where they differ, each with its reason."""
        other = f" BOPS reckons from {plain_day(self.bops)}, the business day after." if self.bops != self.day else ""
        return f"{self.because}: {plain_day(self.day)}.{other}"


def valid_from(received_on: date | None, requests: Iterable[ValidationRequest]) -> ValidFrom | None:
    """None before the application was received. RedlineError for a year whose bank holidays are not known.

    Source: SI 2015/595, articles 11 and 34 (2); BOPS's own reckoning, the next business day after the last request was closed.
    """
    closed = [day_of(each.closed_at) for each in requests if _brought_something(each)]
    last = max((day for day in closed if day is not None), default=None)
    if last is not None:
        return ValidFrom(add_business_days(last, 0), add_business_days(last, 1), "The last thing that was asked for arrived")
    if received_on is None:
        return None
    received = add_business_days(received_on, 0)
    return ValidFrom(received, received, "Nothing had to be asked for after the application was received")


def _brought_something(request: ValidationRequest) -> bool:
    return request.state == "closed" and not request.post_validation and request.type != _MOVES_NOTHING and not request.gone
