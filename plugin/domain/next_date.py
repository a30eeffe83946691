"""Which date of an application comes next, and what that date is called."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import NamedTuple, Protocol

from .status import INVALIDATED, is_closed

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class NextDateKind(Enum):
    """The dates that an officer works to. The order is the order of weight on one day."""

    EXPIRY = "statutory expiry"
    REPLY = "applicant's reply due"
    CONSULTATION = "consultation ends"
    TARGET = "target date"


class HasDates(Protocol):
    """Whatever has a stage and the dates that the back office gives; ``reply_due`` is the earliest of its open requests."""

    @property
    def status(self) -> str: ...
    @property
    def expiry_date(self) -> date | None: ...
    @property
    def target_date(self) -> date | None: ...
    @property
    def consultation_end(self) -> date | None: ...
    @property
    def reply_due(self) -> date | None: ...


class NextDate(NamedTuple):
    """A date with its name; ``days`` are the days from the day of asking, negative when it has passed.

    ``name`` stands for the usual name of its kind where that would say too much.
    """

    day: date
    kind: NextDateKind
    days: int
    name: str = ""

    @property
    def overdue(self) -> bool:
        return self.days < 0

    @property
    def text(self) -> str:
        """ "statutory expiry 29 Dec"; "applicant's reply due 4 Nov: 3 days overdue". The year is said where it is not this year."""
        words = f"{self.name or self.kind.value} {self.day.day} {_MONTHS[self.day.month - 1]}"
        if date.fromordinal(self.day.toordinal() - self.days).year != self.day.year:
            words += f" {self.day.year}"
        if self.days == 0:
            return f"{words}: today"
        if self.overdue:
            return f"{words}: {-self.days} day{'s' if self.days < -1 else ''} overdue"
        return words


def next_date(case: HasDates, on: date) -> NextDate | None:
    """The date that comes next for an application, seen on a day; None when it is closed or has no date.

    The earliest date counts, and one that was missed counts until it is dealt with. Three exceptions: a consultation that is over is
    over; a target date that was missed gives way to a statutory expiry that is still to come; while an application is invalid the
    statutory clock does not run, so that only the applicant's reply and the consultation count.
    """
    return next_of(case.status, case.expiry_date, case.target_date, case.consultation_end, case.reply_due, on)


def next_of(
    status: str, expiry: date | None, target: date | None, consultation_end: date | None, reply_due: date | None, on: date
) -> NextDate | None:
    """The same from the bare dates."""
    if is_closed(status):
        return None
    if status == INVALIDATED:
        expiry = target = None
    if consultation_end is not None and consultation_end < on:
        consultation_end = None
    if target is not None and target < on and expiry is not None and expiry >= on:
        target = None
    first: date | None = None
    kind = NextDateKind.EXPIRY
    for day, its_kind in (
        (expiry, NextDateKind.EXPIRY),
        (reply_due, NextDateKind.REPLY),
        (consultation_end, NextDateKind.CONSULTATION),
        (target, NextDateKind.TARGET),
    ):
        if day is not None and (first is None or day < first):
            first, kind = day, its_kind
    return None if first is None else NextDate(first, kind, first.toordinal() - on.toordinal())
