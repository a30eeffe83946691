"""By which date the constraints on a site are judged."""

from __future__ import annotations

from datetime import date

from ...domain.application import Application
from ...domain.finding import Entity
from ...rules.rules import Rules

_JUDGED_BY = "constraints-judged-by"
_THE_APPLICATION = "application"


def judging_date(application: Application | None, today: date, rules: Rules) -> date:
    """The date on which constraints must be in force to count.

    Today, until the application is decided; for certificates of lawfulness the application's own date, where it is known
    (resources/rules/constraint_dates.csv).
    """
    if application is None or application.submitted_on is None:
        return today
    row = rules.most_specific(_JUDGED_BY, application.type_code or "any")
    if row is not None and row.value == _THE_APPLICATION:
        return application.submitted_on
    return today


def has_ended(entity: Entity, on: date) -> bool:
    """Whether its end date is past; an end date that is still to come counts as in force."""
    return entity.end_date is not None and entity.end_date < on


def is_still_to_come(entity: Entity, on: date) -> bool:
    """Whether it is not yet in force."""
    return entity.start_date is not None and entity.start_date > on


def is_since_submission(entity: Entity, submitted_on: date | None, on: date) -> bool:
    """Whether it came into force after the application was submitted, and counts."""
    return entity.start_date is not None and submitted_on is not None and submitted_on < entity.start_date <= on
